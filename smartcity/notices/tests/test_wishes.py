"""What a person wishes to have sent, and where."""

import pytest
from django.core import signing

from smartcity.lib.errors import Invalid, NotFound
from smartcity.lib.time import now
from smartcity.notices import subscribing
from smartcity.notices.models import Delivery, PushSubscription
from smartcity.notices.subscribing import label_of, subscribe, unsubscribe
from smartcity.notices.tests.conftest import PHONE, Browser
from smartcity.notices.wishes import Wishes, person_of, stop_email, stop_token, wish, wishes_of
from smartcity.reports import actions


def test_it_works(siti):
    wish(siti, Wishes(email=True, digest="daily"))
    wish(siti, Wishes(quiet=False))
    told = wishes_of(siti)
    assert (told.email, told.digest, told.quiet, told.push) == (True, "daily", False, True)


def test_nobody_has_to_choose(siti):
    told = wishes_of(siti)
    assert (told.push, told.email, told.digest, told.quiet, told.quiet_from, told.quiet_to) == (
        True, False, "none", True, 22, 6)  # fmt: skip


@pytest.mark.parametrize(
    "bad", [{"digest": "hourly"}, {"digest_hour": 24}, {"quiet_from": -1}, {"quiet_to": 99}]
)
def test_what_cannot_be_is_refused_and_changes_nothing(siti, bad):
    with pytest.raises(Invalid) as caught:
        wish(siti, Wishes(email=True, **bad))
    assert caught.value.field == next(iter(bad))
    assert not wishes_of(siti).email


def test_what_waits_heeds_a_new_wish_at_once(report, siti, lurah_gambir, phone, service, post, clock):
    phone(siti)
    wish(siti, Wishes(digest="weekly"))
    actions.accept(report(), lurah_gambir)
    post()
    assert Delivery.objects.get().due_at > now()
    wish(siti, Wishes(digest="none"))
    post()
    assert len(service.got) == 1


def test_the_link_stops_e_mail_of_that_person_only(siti, budi):
    for one in (siti, budi):
        wish(one, Wishes(email=True))
    stop_email(stop_token(siti.pk))
    assert (wishes_of(siti).email, wishes_of(budi).email) == (False, True)


FORGED = {
    "empty": "", "short": "x", "shaped": "a:b:c", "for another purpose": signing.dumps(1, salt="another"),
    "of nobody": signing.dumps(999, salt="notices.unsubscribe"),
}  # fmt: skip


@pytest.mark.parametrize("token", FORGED.values(), ids=FORGED)
def test_a_link_we_did_not_sign(db, token):
    with pytest.raises(NotFound):
        person_of(token)


@pytest.mark.parametrize("endpoint", [
    "https://127.0.0.1/push", "https://localhost/push", "https://10.0.0.5/push", "https://[::1]/push", "http://push.example/x",
    "https://intern.example/push", "ftp://push.example/x", "push.example", "", "https://user:pw@push.example/x",
    "https://push.example/" + "x" * 1000, "https://push.example:99999/", "https://169.254.169.254/latest", "https://push.example/\n",
])  # fmt: skip
def test_an_address_in_our_own_house_is_refused_in_words(siti, push_example, endpoint):
    browser = Browser("x")
    with pytest.raises(Invalid) as caught:
        subscribe(siti, endpoint, browser.p256dh, browser.auth)
    assert caught.value.field == "endpoint"
    assert "Alamat perangkat" in str(caught.value)
    assert not PushSubscription.objects.exists()


def test_a_listed_host_may_be_asked(siti, settings, push_example):
    settings.FETCH_ALLOW = ["127.0.0.0/8"]
    browser = Browser("x")
    assert subscribe(siti, "http://localhost:9/push", browser.p256dh, browser.auth).service == "localhost"


@pytest.mark.parametrize(
    "p256dh, auth",
    [("", ""), ("AAAA", "c2l4dGVlbiBieXRlcyBvaw"), ("B" * 87, "c2l4dGVlbiBieXRlcyBvaw"), ("ä", "ä")],
)
def test_keys_that_are_none(siti, push_example, p256dh, auth):
    with pytest.raises(Invalid) as caught:
        subscribe(siti, "https://push.example/x", p256dh, auth)
    assert caught.value.code == "bad_keys"


def test_the_same_browser_again_is_one_device(siti, phone):
    phone(siti, "x")
    phone(siti, "x")
    assert PushSubscription.objects.count() == 1


def test_a_browser_on_which_somebody_else_signs_in_is_theirs(siti, budi, phone):
    phone(siti, "x")
    phone(budi, "x")
    assert PushSubscription.objects.get().user == budi


def test_not_more_than_ten(siti, phone, monkeypatch):
    monkeypatch.setattr(subscribing, "MOST_DEVICES", 2)
    kept = [phone(siti).row for _ in range(3)][1:]
    assert list(PushSubscription.objects.order_by("pk")) == kept


def test_a_device_is_taken_off_by_its_own_person_only(siti, budi, phone):
    row = phone(siti).row
    assert not unsubscribe(budi, row.pk)
    assert unsubscribe(siti, row.pk)
    assert not PushSubscription.objects.exists()


@pytest.mark.parametrize("agent, label", [
    (PHONE, "Chrome · Android"), ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/605", "Safari · iPhone"),
    ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Firefox/130.0", "Firefox · Linux"), ("", "Peramban"),
])  # fmt: skip
def test_how_a_device_is_called(agent, label):
    assert label_of(agent) == label
