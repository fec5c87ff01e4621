"""What was said when, read from the log: from what stands now back through what each telling changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.utils import timezone

from smartcity.beds.models import Hospital
from smartcity.beds.queries import Row, row_of
from smartcity.events.models import Event
from smartcity.lib.time import now

State = dict[tuple[str, str], Row]  # by class and room
WEEK = timedelta(days=7)
MOST = 20_000  # tellings looked at: one every two minutes for a month


@dataclass(frozen=True, slots=True)
class Moment:
    """From `at` on `free` beds of a class were said to be free; None for not told."""

    at: datetime
    free: int | None


@dataclass(frozen=True, slots=True)
class Day:
    """The least and the most that were free on a day, and how often it was told."""

    day: date
    least: int
    most: int
    told: int


def moments(hospital: Hospital, bed_class: str, since: datetime) -> list[Moment]:
    """From what held at `since`, the oldest first."""
    found = [Moment(at, free_of(state, bed_class)) for at, state in _backwards(hospital, since)]
    return found[::-1]


def days(told: Sequence[Moment], since: datetime) -> list[Day]:
    """Of each day on which there was a number, the newest first."""
    found, last = [], None
    by_day = {
        day: list(group)
        for day, group in groupby(told, key=lambda one: timezone.localdate(max(one.at, since)))
    }
    day = timezone.localdate(since)
    while day <= timezone.localdate(now()):
        here = by_day.get(day, [])
        numbers = [n for n in (last, *(one.free for one in here)) if n is not None]
        if numbers:
            found.append(Day(day, min(numbers), max(numbers), sum(one.at >= since for one in here)))
        last = here[-1].free if here else last
        day += timedelta(days=1)
    return found[::-1]


def free_at(hospital: Hospital, asked: Sequence[tuple[datetime, str]]) -> list[int | None]:
    """How many beds of a class ("" for any) were said to be free at each moment."""
    if not asked:
        return []
    answers: list[int | None] = [None] * len(asked)
    waiting = sorted(range(len(asked)), key=lambda n: asked[n][0], reverse=True)
    for at, state in _backwards(hospital, min(moment for moment, _class in asked)):
        while waiting and asked[waiting[0]][0] >= at:
            n = waiting.pop(0)
            answers[n] = free_of(state, asked[n][1])
    return answers


def free_of(state: State, bed_class: str) -> int | None:
    rows = [row["free"] for row in state.values() if not bed_class or row["class"] == bed_class]
    told = [free for free in rows if free is not None]
    return sum(told) if told else None


def _backwards(hospital: Hospital, since: datetime) -> Iterator[tuple[datetime, State]]:
    """What held from each telling on, the newest first; the last holds at `since`."""
    state: State = {(ward.bed_class, ward.room): row_of(ward) for ward in hospital.wards.all()}
    told = (
        Event.objects.about(hospital.bed_subject)
        .filter(at__gt=since)
        .order_by("-pk")
        .values_list("at", "data")
    )
    for at, data in told[:MOST]:
        yield at, state
        state = dict(state)
        for row in data["beds"]:
            key = row["class"], row["room"]
            if row["was"] is None:
                state.pop(key, None)
            else:
                state[key] = row["was"]
    yield since, state
