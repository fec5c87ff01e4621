"""Whatever people do, in whatever order and however late: the report, its holdings and its log tell one story."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from smartcity.events.models import Event
from smartcity.lib.errors import DomainError
from smartcity.lib.time import at
from smartcity.reports import actions
from smartcity.reports.actions.moving import CHANGES_STATUS, may
from smartcity.reports.models import Comment, Report, Support
from smartcity.reports.workflow import CLOSED, MOVES, OPEN, Status

START = datetime(2026, 11, 2, 1, tzinfo=UTC)
CLOCKS = ("escalate", "confirm_silence")
OF_CRIMES = {"reclassify"}  # see test_screening
CITIZENS = ("support", "unsupport", "comment")
WALKS, STEPS = 7, 30
HOURS = (1, 10, 30, 80)
OFFICIALS = (
    "lurah_gambir", "camat_gambir", "lurah_senen", "roads_officer", "police_officer", "verifier",
)  # fmt: skip


@pytest.fixture
def people(request, city, django_user_model):
    """The reporter, three neighbours, officials here and elsewhere."""
    neighbours = [django_user_model.objects.create_user(f"warga{n}") for n in range(3)]
    return [
        request.getfixturevalue("siti"),
        *neighbours,
        *(request.getfixturevalue(name) for name in OFFICIALS),
    ]


@pytest.fixture
def act(city):
    offices = city.offices
    places = [offices.gambir, offices.senen, offices.camat, offices.roads, offices.police, offices.pln]

    def do(verb, report, by, dice, other):
        """One act; what it needs to be told is diced."""
        needs = {
            "coordinate": {"party": "PLN"},
            "forward": {"to": dice.choice(places)},
            "merge": {"into": other},
            "confirm": {"rating": dice.choice([None, 1, 5])},
            "comment": {"text": "Tolong"},
        }
        reason = {"reason": "Karena"} if verb in MOVES and MOVES[verb].reason else {}
        getattr(actions, verb)(report, *([] if verb in CLOCKS else [by]), **reason, **needs.get(verb, {}))

    return do


def fresh(report):
    return Report.objects.select_related("holder", "escalated_to").get(pk=report.pk)


def story(report):
    """What must not change when an act is refused."""
    row = Report.objects.filter(pk=report.pk).values().get()
    return row, Event.objects.about(report.subject).count(), list(report.holdings.values())


def open_spans(events):
    """When the log says that an office had to act: from, until (None: still), each cut where the holder changed."""
    spans, since = [], None
    for event in (event for event in events if event.verb in CHANGES_STATUS):
        begins_anew = event.verb in (
            "submitted",
            "forwarded",
            "appealed",
            "refused",
            "disproved",
            "reclassified",
        )
        if since and (begins_anew or event.data["status"] not in OPEN):
            spans.append((since, event.at))
            since = None
        if begins_anew:
            since = event.at
    return spans + ([(since, None)] if since else [])


def check(report):
    events, held = list(Event.objects.about(report.subject)), list(report.holdings.order_by("pk"))
    moves = [event for event in events if event.verb in CHANGES_STATUS]
    seen = [
        event.pk for event in events if event.verb in (*CHANGES_STATUS, "escalated", "unheard", "absorbed")
    ]
    assert (moves[-1].data["status"], moves[-1].data["holder"]) == (report.status, report.holder_id)
    assert report.last_event == max(seen)
    assert [(holding.since, holding.until) for holding in held] == open_spans(events)
    assert report.supports == Support.objects.filter(report=report).count()
    assert report.comments == Comment.objects.shown().filter(report=report).count()
    assert report.appealed == any(event.verb == "appealed" for event in events)
    assert bool(report.waiting_for) == (report.status == Status.COORDINATING)
    assert report.rating is None or report.status == Status.DONE
    assert report.active
    check_clocks(report)
    if report.status in OPEN:
        assert (held[-1].office, held[-1].since) == (report.holder, report.held_since)
        check_running_clocks(report)


def check_clocks(report):
    """Which of them run."""
    runs = report.status in OPEN
    assert runs == (report.due is not None) == (report.office_due is not None)
    assert runs or report.escalate_at is None
    assert (report.status in CLOSED) == (report.closed_at is not None)
    assert (report.status == Status.ANSWERED) == (report.confirm_by is not None)
    assert report.answered_at or report.status not in (Status.ANSWERED, Status.DONE)


def check_running_clocks(report):
    """What they point at."""
    assert report.act_by <= report.resolve_by
    assert report.due == report.resolve_by or (
        report.due == report.act_by and report.status == Status.WAITING
    )
    assert report.office_due > report.held_since
    if report.escalate_at is None:
        assert (report.escalated_to or report.holder).superior() is None
    elif report.escalated_to is None and report.unheard_since is None:
        assert report.escalate_at == report.office_due


def may_be_done(report, people, dice, done):
    """What could come next, a merger seldom, what was never done often; one time in six what nobody may do: (verb, by)."""
    every = [(verb, by) for verb in MOVES if verb not in OF_CRIMES for by in people]
    legal = [(verb, by) for verb, by in every if may(verb, report, by)]
    if dice.random() < 1 / 6:
        return dice.choice([one for one in every if one not in legal])
    verbs = sorted({verb for verb, _by in legal if verb != "merge" or dice.random() < 0.25})
    never = sorted({verb for verb, _by in legal} - set(done))
    verb = dice.choice(never if never and dice.random() < 0.8 else [*verbs * 3, *CLOCKS, *CITIZENS])
    return verb, dice.choice([by for one, by in legal if one == verb] or people[1:4])


def test_one_story(report, people, act):
    dice, done, refused = Random(2026), Counter(), 0
    for _walk in range(WALKS):
        moment = START
        with at(moment):
            filed, other = (report(category="jam", channel="open311", photos=[]) for _ in range(2))
        for _step in range(STEPS):
            moment += timedelta(hours=dice.choice(HOURS))
            verb, by = may_be_done(filed, people, dice, done)
            before, allowed = story(filed), verb not in MOVES or may(verb, filed, by)
            try:
                with at(moment):
                    act(verb, filed, by, dice, other)
                done[verb] += 1
                assert allowed
            except DomainError:
                refused += 1
                assert story(filed) == before
            filed = fresh(filed)
            check(filed)
            if filed.status == Status.MERGED:
                check(fresh(other))
                break
    assert set(done) == {*MOVES, *CLOCKS, *CITIZENS} - OF_CRIMES
    assert refused > WALKS
