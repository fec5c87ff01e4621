"""One's devices: enrolled by opening, removed by their owner, and what they are pushed."""

from datetime import timedelta

import pytest

from smartcity.accounts.actions import enrol_device
from smartcity.accounts.models import Device
from smartcity.crop.tests.conftest import text
from smartcity.lib.time import at, now
from smartcity.notices.models import PushSubscription
from smartcity.notices.tests.conftest import Browser
from smartcity.notices.tests.conftest import push_example as push_example

TOLD = {"mode": "standalone", "version": "abcd1234", "push": "on"}


def test_it_works(lurah, lurah_gambir):
    lurah.get("/crop/")
    assert lurah.post("/crop/perangkat/", TOLD, headers={"user-agent": "Android Chrome"}).status_code == 204
    device = Device.objects.get()
    assert (device.user, device.version, device.push, device.platform) == (
        lurah_gambir,
        "abcd1234",
        "on",
        "Chrome · Android",
    )
    assert device.installed
    body = text(lurah.get("/crop/saya/"))
    assert "Chrome · Android" in body
    assert "pemberitahuan menyala" in body
    assert 'data-said="standalone abcd1234 on"' in body


def test_the_same_again_is_not_written_at_once(lurah, django_assert_num_queries):
    lurah.get("/crop/")
    lurah.post("/crop/perangkat/", TOLD)
    before = Device.objects.get().seen_at
    lurah.post("/crop/perangkat/", TOLD)
    assert Device.objects.get().seen_at == before


def test_last_seen_goes_on(lurah):
    lurah.post("/crop/perangkat/", TOLD)
    first = Device.objects.get()
    with at(now() + timedelta(minutes=6)):
        lurah.get("/crop/")
    device = Device.objects.get()
    assert device.seen_at > first.seen_at
    assert device.app_at == device.seen_at


def test_a_tab_on_the_same_phone_does_not_take_the_app_away(lurah):
    lurah.post("/crop/perangkat/", TOLD)
    lurah.post("/crop/perangkat/", TOLD | {"mode": "browser"})
    device = Device.objects.get()
    assert device.installed
    assert device.app_at < device.seen_at


def test_a_tab_alone_is_no_installation(lurah):
    lurah.post("/crop/perangkat/", TOLD | {"mode": "browser"})
    assert not Device.objects.get().installed


@pytest.mark.parametrize("wrong", [{"push": "maybe"}, {"version": "<b>"}, {"mode": ""}])
def test_nonsense(lurah, wrong):
    assert lurah.post("/crop/perangkat/", TOLD | wrong).status_code == 400
    assert not Device.objects.filter(version="<b>").exists()


def test_another_ones_key_enrols_only_oneself(lurah, neighbour, lurah_gambir, lurah_senen):
    lurah.get("/crop/")
    neighbour.cookies["crop_device"] = lurah.cookies["crop_device"].value
    neighbour.post("/crop/perangkat/", TOLD)
    assert Device.objects.get(user=lurah_senen).installed
    assert not Device.objects.get(user=lurah_gambir).installed


def test_removing_an_old_phone(lurah, lurah_gambir, subscribed):
    enrol_device(lurah_gambir, "old", "crop", "standalone")
    subscribed(lurah_gambir, "old")
    old = Device.objects.get(key="old")
    assert lurah.post(f"/crop/perangkat/{old.pk}/hapus/").status_code == 303
    assert not Device.objects.filter(key="old").exists()
    assert not PushSubscription.objects.exists()


def test_a_neighbour_removes_nothing(neighbour, lurah_gambir, subscribed):
    enrol_device(lurah_gambir, "old", "crop", "standalone")
    row = subscribed(lurah_gambir, "old")
    assert neighbour.post(f"/crop/perangkat/{Device.objects.get(key='old').pk}/hapus/").status_code == 404
    assert neighbour.post(f"/crop/perangkat/push/{row.pk}/hapus/").status_code == 404
    assert Device.objects.filter(key="old").exists()
    assert PushSubscription.objects.exists()


@pytest.fixture
def subscribed():
    def subscribe(user, device):
        return PushSubscription.objects.create(
            user=user,
            endpoint=f"https://push.example/{device}",
            service="push.example",
            app="crop",
            device=device,
        )

    return subscribe


def keys(name="1"):
    """As push.js sends them."""
    browser = Browser(name)
    return {"endpoint": browser.endpoint, "p256dh": browser.p256dh, "auth": browser.auth}


def test_pushes_are_switched_on_for_this_app_and_device(lurah, push_example):
    lurah.get("/crop/")
    answer = lurah.post("/crop/perangkat/push/", keys())
    row = PushSubscription.objects.get(pk=answer.json()["id"])
    assert (row.app, row.device) == ("crop", Device.objects.get().key)
    assert lurah.post(f"/crop/perangkat/push/{row.pk}/hapus/").status_code == 303
    assert not PushSubscription.objects.exists()


def test_a_bad_address_is_said(lurah):
    assert lurah.post("/crop/perangkat/push/", keys() | {"endpoint": "http://127.0.0.1/"}).status_code == 400


def test_signing_out_ends_what_this_phone_is_told(lurah, lurah_gambir, subscribed):
    lurah.get("/crop/")
    subscribed(lurah_gambir, Device.objects.get().key)
    other = subscribed(lurah_gambir, "elsewhere")
    lurah.post("/crop/keluar/")
    assert list(PushSubscription.objects.all()) == [other]
