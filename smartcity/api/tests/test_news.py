"""What is sent of one's news, and to which devices."""

import pytest

from smartcity.notices.models import PushSubscription
from smartcity.notices.tests.conftest import Browser
from smartcity.notices.tests.conftest import push_example as push_example


def keys(name="x", **changes):
    browser = Browser(name)
    return {"endpoint": browser.endpoint, "p256dh": browser.p256dh, "auth": browser.auth} | changes


def test_it_works(program, siti):
    speaks = program(siti)
    before = speaks.get("notices/preferences").json()
    assert (before["push"], before["email"], before["digest"], before["email_address"]) == (
        True,
        False,
        "none",
        None,
    )
    after = speaks.post("notices/preferences", {"digest": "weekly", "quiet": False}).json()
    assert after == before | {"digest": "weekly", "quiet": False}
    assert speaks.get("notices/preferences").json() == after


@pytest.mark.parametrize(
    "bad", [{"digest": "hourly"}, {"quiet_to": 24}, {"push": "perhaps"}, {"colour": "red"}]
)
def test_what_cannot_be_chosen(program, siti, bad):
    answer = program(siti).post("notices/preferences", bad)
    assert (answer.status_code, answer.json()["field"]) == (400, next(iter(bad)))


def test_devices(program, siti, push_example):
    speaks = program(siti)
    added = speaks.post("notices/devices", keys())
    assert added.status_code == 201
    told = speaks.get("notices/devices").json()
    assert [one["id"] for one in told["items"]] == [added.json()["id"]]
    assert len(told["public_key"]) == 87
    assert (
        speaks.client.delete(
            f"/api/v1/notices/devices/{added.json()['id']}", headers=speaks.headers
        ).status_code
        == 204
    )
    assert not PushSubscription.objects.exists()


@pytest.mark.parametrize("change, code", [
    ({"endpoint": "https://127.0.0.1/push"}, "endpoint_refused"), ({"endpoint": "http://push.example/x"}, "endpoint_refused"),
    ({"p256dh": "AAAA"}, "bad_keys")])  # fmt: skip
def test_a_device_that_is_none(program, siti, push_example, change, code):
    answer = program(siti).post("notices/devices", keys(**change))
    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_somebody_else_s_device_is_absent(program, siti, budi, push_example):
    number = program(siti).post("notices/devices", keys()).json()["id"]
    speaks = program(budi)
    answers = [
        speaks.client.delete(f"/api/v1/notices/devices/{n}", headers=speaks.headers)
        for n in (number, 999_999)
    ]
    assert answers[0].status_code == answers[1].status_code == 404
    assert answers[0].content == answers[1].content
    assert PushSubscription.objects.exists()
