"""The calendar by which working hours are counted: an administrator's."""

from datetime import timedelta

import pytest
from django.utils import timezone

from smartcity.lib.time import now
from smartcity.offices.models import DayOff

PAGE = "/crop/kalender/"


@pytest.fixture
def boss(client, administrator):
    client.force_login(administrator)
    return client


@pytest.fixture
def soon():
    return timezone.localdate(now()) + timedelta(days=9)


def test_it_works(boss, soon):
    assert (
        boss.post(PAGE, {"do": "close", "day": soon.isoformat(), "name": "Pemilihan gubernur"}).status_code
        == 303
    )
    assert "Pemilihan gubernur" in boss.get(PAGE).text


def test_open_in_spite_and_back(boss, soon):
    boss.post(PAGE, {"do": "open", "day": soon.isoformat()})
    assert DayOff.objects.get().works
    boss.post(PAGE, {"do": "forget", "day": soon.isoformat()})
    assert not DayOff.objects.exists()


@pytest.mark.parametrize(
    "sent", [{"day": "besok"}, {"day": "2026-13-40"}, {"day": ""}, {"day": "1999-01-01"}, {"name": ""}]
)
def test_bad_input_is_told_and_kept(boss, soon, sent):
    answer = boss.post(PAGE, {"do": "close", "day": soon.isoformat(), "name": "Libur"} | sent)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert not DayOff.objects.exists()


def test_no_other_official(client, lurah_gambir, soon):
    client.force_login(lurah_gambir)
    assert client.post(PAGE, {"do": "open", "day": soon.isoformat()}).status_code == 404
    assert not DayOff.objects.exists()
