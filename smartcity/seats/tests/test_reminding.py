"""Reminders to install the officials' app, and how it spreads day by day."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from smartcity.accounts.actions import enrol_device
from smartcity.lib.errors import NotAllowed
from smartcity.lib.time import at, now
from smartcity.offices.models import Office
from smartcity.seats.models import AppDay, Reminder
from smartcity.seats.reminding import mail_reminders, remind
from smartcity.seats.trend import note_today, trend

EVERYWHERE = Office.objects.values_list("pk", flat=True)


def test_it_works(administrator, lurah_gambir, settings):
    settings.EMAIL_ON = True
    EmailAddress.objects.create(user=lurah_gambir, email="lurah@kota.example", verified=True)
    (made,) = remind(EVERYWHERE.all(), administrator)
    assert (made.user, made.mail) == (lurah_gambir, "due")
    assert mail_reminders() == 1
    assert mail_reminders() == 0
    assert mail.outbox[0].to == ["lurah@kota.example"]
    assert "/crop/pasang/" in mail.outbox[0].body


def test_once_in_three_days(administrator, lurah_gambir):
    assert len(remind(EVERYWHERE.all(), administrator)) == 1
    assert remind(EVERYWHERE.all(), administrator) == []
    with at(now() + timedelta(days=3, minutes=1)):
        assert len(remind(EVERYWHERE.all(), administrator)) == 1


def test_without_a_proven_address_only_in_the_app(administrator, lurah_gambir, settings):
    settings.EMAIL_ON = True
    EmailAddress.objects.create(user=lurah_gambir, email="lurah@kota.example", verified=False)
    remind(EVERYWHERE.all(), administrator)
    assert mail_reminders() == 0
    assert Reminder.objects.get().mail == ""


def test_an_e_mail_that_was_not_taken_is_said(administrator, lurah_gambir, settings, monkeypatch):
    settings.EMAIL_ON = True
    EmailAddress.objects.create(user=lurah_gambir, email="lurah@kota.example", verified=True)
    remind(EVERYWHERE.all(), administrator)
    monkeypatch.setattr("smartcity.accounts.mail.send", lambda *_a: False)
    assert mail_reminders() == 0
    assert Reminder.objects.get().mail == "failed"


@pytest.mark.parametrize("who", ["siti", "lurah_senen", "operator"])
def test_others_remind_nobody(request, lurah_gambir, who):
    with pytest.raises(NotAllowed):
        remind(EVERYWHERE.all(), request.getfixturevalue(who))


def test_a_camat_reminds_below_only(camat_gambir, lurah_gambir, lurah_senen):
    assert [made.user for made in remind(EVERYWHERE.all(), camat_gambir)] == [lurah_gambir]


def test_day_by_day(lurah_gambir, lurah_senen):
    with at(now() - timedelta(days=1)):
        note_today()
    enrol_device(lurah_gambir, "a", "crop", "standalone")
    note_today()
    note_today()
    assert AppDay.objects.count() == 4
    first, last = trend(AppDay.objects.values_list("area", flat=True))
    assert (first.lurah, first.lurah_installed, last.lurah_installed, last.camat) == (2, 0, 1, 2)


def test_of_the_own_kecamatan_only(lurah_gambir, lurah_senen):
    note_today()
    (day,) = trend(["31.71.01"])
    assert (day.lurah, day.camat) == (1, 1)
