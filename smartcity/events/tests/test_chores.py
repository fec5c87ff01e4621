"""Each item on its own, each event once, whatever fails or dies."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine

from smartcity.events import chores
from smartcity.events.actions import record
from smartcity.events.chores import TRIES, each, follow, running, skip_the_past
from smartcity.events.models import Chore, Event, Parked
from smartcity.offices.models import Office

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)


def picky(item: str) -> None:
    """Does "good", breaks on "bad" after having written."""
    Office.objects.create(code=item, kind="police", name=item, title=item)
    if item == "bad":
        raise ValueError("no good")


def test_it_works() -> None:
    with running("police.found"):
        assert each(["one", "two"], key=str, do=picky) == 2
    assert Office.objects.count() == 2


def test_one_bad_item_leaves_nothing_and_stops_nobody() -> None:
    with running("police.found"):
        assert each(["bad", "good"], key=str, do=picky) == 1
    assert [office.code for office in Office.objects.all()] == ["good"]
    row = Parked.objects.get()
    assert (row.chore, row.key, row.failures, row.last_error) == (
        "police.found",
        "bad",
        1,
        "ValueError('no good')",
    )


def test_a_failed_item_rests_before_its_next_try() -> None:
    with time_machine.travel(NOON, tick=False) as clock, running("police.found"):
        each(["bad"], key=str, do=picky)
        each(["bad"], key=str, do=picky)
        assert Parked.objects.get().failures == 1
        clock.shift(3)
        each(["bad"], key=str, do=picky)
        assert Parked.objects.get().failures == 2


def test_poison_is_parked_after_eight_tries_and_outlives_an_hours_outage() -> None:
    with time_machine.travel(NOON, tick=False) as clock, running("police.found"):
        for _try in range(TRIES):
            assert not Parked.objects.parked().exists()
            each(["bad"], key=str, do=picky)
            clock.shift(60 * 60 * 3)
        each(["bad"], key=str, do=picky)
    row = Parked.objects.parked().get()
    assert row.failures == TRIES
    tries_span = sum(2 * 4**n for n in range(TRIES - 1))
    assert timedelta(seconds=tries_span) > timedelta(hours=1)


def test_success_forgets_the_failures() -> None:
    with time_machine.travel(NOON, tick=False) as clock, running("police.found"):
        each(["bad"], key=str, do=picky)
        clock.shift(3)
        each(["bad"], key=str, do=lambda item: None)
    assert not Parked.objects.exists()


def test_two_chores_fail_apart() -> None:
    for name in ("a.chore", "b.chore"):
        with running(name):
            each(["bad"], key=str, do=picky)
    assert Parked.objects.count() == 2


def test_a_long_chore_gives_the_others_a_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chores, "SLICE", -1)
    with running("police.found") as run:
        assert each(["one", "two"], key=str, do=picky) == 1
    assert run.more


def test_a_follower_hears_every_event_in_order_once(city: SimpleNamespace) -> None:
    heard: list[str] = []
    for n in range(45):
        record(f"report:{n}", "submit")
    follow("ears", lambda event: heard.append(event.subject))
    follow("ears", lambda event: heard.append(event.subject))
    assert heard == [f"report:{n}" for n in range(45)]


def test_two_followers_each_have_their_place() -> None:
    record("report:1", "submit")
    ears: list[Event] = []
    eyes: list[Event] = []
    follow("ears", ears.append)
    record("report:1", "accept")
    follow("eyes", eyes.append)
    follow("ears", ears.append)
    assert ears == eyes


def test_a_follower_that_dies_between_two_pages_goes_on_where_it_had_committed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(chores, "PAGE", 2)
    for n in range(5):
        record(f"report:{n}", "submit")

    def notice(event: Event) -> None:
        if event.subject == "report:3" and not Office.objects.filter(code="died").exists():
            raise KeyboardInterrupt  # as a kill would: no handler runs
        Office.objects.create(code=event.subject, kind="police", name="", title="")

    with pytest.raises(KeyboardInterrupt):
        follow("ears", notice)
    assert Office.objects.count() == 2
    Office.objects.create(code="died", kind="police", name="", title="")
    follow("ears", notice)
    assert Office.objects.exclude(code="died").count() == 5


def test_an_event_that_fails_is_passed_and_told_later() -> None:
    first, second = record("report:1", "submit"), record("report:2", "submit")
    told: list[int] = []

    def tell(event: Event) -> None:
        if event == first and second.pk not in told:
            raise ValueError("not yet")
        told.append(event.pk)

    with time_machine.travel(NOON, tick=False) as clock:
        follow("ears", tell)
        assert told == [second.pk]
        clock.shift(3)
        follow("ears", tell)
        follow("ears", tell)
    assert told == [second.pk, first.pk]


def test_a_new_follower_may_skip_the_past() -> None:
    record("report:1", "submit")
    skip_the_past("ears")
    new = record("report:2", "submit")
    heard: list[Event] = []
    follow("ears", heard.append)
    assert heard == [new]
    assert Chore.objects.get(name="ears").cursor == new.pk
