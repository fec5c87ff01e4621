"""At least once, under one id, signed; and nothing that is not everybody's."""

import json
from datetime import timedelta

import pytest

from smartcity.events import parcels
from smartcity.events.chores import TRIES
from smartcity.events.live_log import item_of
from smartcity.events.models import Event
from smartcity.hooks import actions, posting
from smartcity.hooks.chores import queue_up
from smartcity.hooks.models import Hook, HookDelivery, Off
from smartcity.hooks.signing import signature
from smartcity.lib.http import FetchFailed
from smartcity.lib.processes import identity
from smartcity.lib.time import now
from smartcity.notices.actions import notify
from smartcity.notices.queries import of
from smartcity.reports import actions as reports
from smartcity.reports.actions import Correction
from smartcity.reports.models import Visibility
from smartcity.testing.city import SENEN

pytestmark = pytest.mark.usefixtures("clock")


def verbs(taker):
    return [json.loads(one.body)["verb"] for one in taker.got]


def test_it_works(ask, budi, siti, report, taker, worker):
    hook, secret = actions.register(budi, "https://program.example/in")
    report()
    worker()
    (got,) = taker.got
    event = Event.objects.get(verb="submitted")
    assert f"data: {got.body.decode()}\n" in item_of(event).frame.decode(), "what the live stream says"
    row = HookDelivery.objects.get()
    assert (row.state, row.status, row.hook) == ("sent", 200, hook)
    head = got.headers
    assert head["webhook-id"] == row.name
    assert head["webhook-timestamp"] == str(int(now().timestamp()))
    assert head["webhook-signature"] == signature(secret, row.name, int(head["webhook-timestamp"]), got.body)


def test_the_signature_is_that_of_standard_webhooks():
    body = b'{"event_type":"ping","data":{"success":true}}'
    said = signature("whsec_plJ3nmyCDGBKInavdOK15jsl", "msg_loFOjxBNrRLzqYUf", 1731705121, body)
    assert said == "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0="


@pytest.mark.parametrize("what", [{"visibility": Visibility.PRIVATE}, {"category": "crime"}])
def test_what_is_private_and_crimes_are_never_sent(ask, budi, report, taker, worker, what):
    ask(budi)
    report(**what)
    worker()
    assert not taker.got


def test_what_was_hidden_before_it_was_sent_is_not_sent(ask, budi, siti, report, taker, worker):
    ask(budi, verbs=["submitted"])
    filed = report()

    queue_up()
    reports.hide(filed, siti)
    worker()
    assert "submitted" not in verbs(taker)
    assert HookDelivery.objects.filter(event__verb="submitted").get().state == "dropped"


def test_what_is_withdrawn_is_told_to_whoever_was_told_of_it(ask, budi, siti, report, taker, worker):
    ask(budi, verbs=["submitted"], categories=["road"])
    filed, other = report(), report(category="flood")
    worker()
    reports.withdraw(filed, siti)
    reports.withdraw(other, siti)
    worker()
    assert verbs(taker) == ["submitted", "withdrawn"]


@pytest.mark.parametrize("filters", [{"area": "31.71.01"}, {"verbs": ["submitted"]}])
def test_where_a_pin_went_is_told_to_whoever_was_told_where_it_was(
    ask, budi, siti, city, report, taker, worker, filters
):
    ask(budi, **filters)
    filed, never = report(), report(at=SENEN) if "area" in filters else None
    worker()
    moved = Correction(lon=SENEN[0], lat=SENEN[1])
    reports.correct(filed, siti, moved)
    if never:
        reports.correct(never, siti, Correction(category="flood"))
    worker()
    assert verbs(taker) == ["submitted", "corrected"]
    assert json.loads(taker.got[-1].body)["subject"] == filed.subject


def test_filters(ask, budi, city, lurah_gambir, report, taker, worker):
    ask(budi, area="31.71.01", categories=["road"], verbs=["accepted"])
    wanted, kind, _place = report(), report(category="flood"), report(at=SENEN)
    for filed in (wanted, kind):
        reports.accept(filed, lurah_gambir)
    worker()
    assert [json.loads(one.body)["subject"] for one in taker.got] == [wanted.subject]


def test_what_was_before_the_hook_is_not_sent(ask, budi, report, taker, worker, clock):
    report()
    clock.shift(timedelta(seconds=1))
    ask(budi)
    worker()
    assert not taker.got


def test_a_failed_try_comes_again_under_the_same_id(ask, budi, report, taker, worker, clock):
    hook = ask(budi)
    report()
    taker.answer = 500
    worker()
    hook.refresh_from_db()
    assert hook.failing_since == now()
    worker()
    assert len(taker.got) == 1, "not before its time"
    clock.shift(timedelta(minutes=1))
    taker.answer = 204
    worker()
    assert len({one.headers["webhook-id"] for one in taker.got}) == 1
    assert len({one.headers["webhook-signature"] for one in taker.got}) == 2
    hook.refresh_from_db()
    assert hook.failing_since is None
    assert hook.success_at == now()


def test_after_eight_tries_it_is_parked_and_sent_again_when_asked(ask, budi, report, taker, worker, clock):
    hook = ask(budi)
    report()
    taker.answer = FetchFailed("no answer")
    for _try in range(TRIES + 2):
        worker()
        clock.shift(timedelta(hours=4))
    row = HookDelivery.objects.get()
    assert (row.state, row.tries, len(taker.got)) == ("parked", TRIES, TRIES)
    taker.answer = 200
    assert actions.redeliver(hook, row.name) == 1
    worker()
    row.refresh_from_db()
    assert row.state == "sent"
    assert len({one.headers["webhook-id"] for one in taker.got}) == 1


def test_after_days_of_failure_it_is_turned_off_and_its_owner_told(
    ask, budi, siti, report, taker, worker, clock
):
    hook = ask(budi)
    report()
    taker.answer = 503
    worker()
    Hook.objects.filter(pk=hook.pk).update(failing_since=now() - posting.PATIENCE - timedelta(minutes=1))
    clock.shift(timedelta(minutes=1))
    worker()
    hook.refresh_from_db()
    assert (hook.off_at, hook.off_why) == (now(), Off.FAILING)
    assert HookDelivery.objects.get().state == "parked"
    (event,) = Event.objects.filter(verb=actions.OFF)
    assert notify(event) == 1
    (told,) = of(budi)
    assert "program.example" in told.text
    assert told.path == "/qlue/saya/webhook/"
    assert not of(siti)
    report()
    worker()
    assert HookDelivery.objects.count() == 1, "nothing more is put there"


def test_whoever_answers_gone_is_asked_no_more(ask, budi, report, taker, worker):
    hook = ask(budi)
    report()
    taker.answer = 410
    worker()
    hook.refresh_from_db()
    assert hook.off_why == Off.GONE


def test_a_worker_that_died_with_it_lets_it_go(ask, budi, report, taker, worker, monkeypatch):

    ask(budi)
    report()
    with monkeypatch.context() as dead:
        dead.setattr(parcels, "identity", lambda: identity().rpartition(":")[0] + ":0")
        dead.setattr(posting, "send_all", lambda claimed: None)

        queue_up()
        assert posting.claim()
    assert not posting.claim(), "held"
    worker()
    assert len(taker.got) == 1


def test_one_slow_address_does_not_take_every_place(ask, budi, siti, report, taker, worker):
    slow, other = ask(budi, verbs=["submitted"]), ask(siti)
    for _n in range(posting.OF_ONE + 2):
        report()

    queue_up()
    claimed = [row.hook_id for row in posting.claim()]
    assert claimed.count(slow.pk) == claimed.count(other.pk) == posting.OF_ONE


def test_a_trial_tells_of_nothing(ask, budi, taker, worker):
    hook = ask(budi)
    actions.trial(hook)
    worker()
    assert json.loads(taker.got[0].body) == {
        "id": 0, "at": "2026-11-25T05:00:00.000Z", "verb": "test", "subject": hook.subject, "area": "",
    }  # fmt: skip
