"""All that a report's page shows, gathered for one reader."""

from collections.abc import Sequence
from typing import Any

from django.shortcuts import get_object_or_404

from smartcity.accounts.models import Follow
from smartcity.accounts.queries import Reach, Someone, reach
from smartcity.beds.denials import hospital_of
from smartcity.events.models import Event
from smartcity.lib.time import now
from smartcity.qlue.proof import proof
from smartcity.qlue.timeline import SENTENCES, answer_of, pair, photos_of, steps
from smartcity.reports import talk
from smartcity.reports.actions.citizen import DOUBTS_REFUSE
from smartcity.reports.actions.disclosure import asked_of
from smartcity.reports.again import again
from smartcity.reports.claims import as_reporter
from smartcity.reports.deadlines import promised
from smartcity.reports.family import children_of, parent_of
from smartcity.reports.models import Doubt, Photo, Report, Support
from smartcity.reports.proof import keep_unseen
from smartcity.reports.questions import told
from smartcity.reports.routing import reason_here
from smartcity.reports.workflow import CLOSED, OPEN, Status

MOST_COMMENTS = 100
RELATED = ("category", "area__parent__parent", "holder", "escalated_to", "merged_into", "author")


def report_for(user: Someone, number: int, theirs: Reach | None = None) -> Report:
    """The report if this person may read it. Raises Http404: what is not theirs is absent. `theirs` where more is known
    of this browser than who is signed in."""
    found: Report = get_object_or_404(
        Report.objects.visible_to(theirs or reach(user)).numbered(number).select_related(*RELATED)
    )
    return found


def page_of(report: Report, theirs: Reach) -> dict[str, Any]:
    """What the templates of a report take."""
    heard = as_reporter(theirs, report)
    events = list(Event.objects.about(report.subject).visible_to(heard).filter(verb__in=SENTENCES))
    said = list(talk.about(report, theirs).order_by("-pk")[:MOST_COMMENTS])
    shown = steps(events, report)
    return {
        "report": report,
        "steps": shown,
        "rejection": next((step for step in shown if step.mark == "rejected"), None),
        "said": said[::-1],
        "late": report.due is not None and report.due < now(),
        "closed": report.status in CLOSED,
        "act_within": promised(report.category, report.category.first_action_hours),
        "solve_within": promised(report.category, report.category.resolution_hours),
        "answers": told(report.category, report.attributes),
        "signer": report.author if report.signed and report.public else None,
        "why": reason_here(report, events),
        **_pictures(report, events, theirs),
        **_mine(report, theirs),
        **_family(report, events),
        "again": again(report, events),
        "hospital": hospital_of(report) if report.public else None,
    }


def _family(report: Report, events: Sequence[Event]) -> dict[str, Any]:
    """The bigger work it is part of and how far that is, or how many others are part of this one: of what is public.
    No query where it never was linked."""
    parent = parent_of(report, Reach())
    had = report.public and any(event.verb in ("child_linked", "absorbed") for event in events)
    children = children_of(parent or report, Reach()) if parent or had else None
    return {"parent": parent, "children": children}


def _pictures(report: Report, events: Sequence[Event], theirs: Reach) -> dict[str, Any]:
    """Before-photos, and those of the answer that stands; others are in the timeline."""
    elsewhere = {
        name for event in events if event.verb in ("refused", "doubted") for name in photos_of(event)
    }
    answer = answer_of(report, events)
    photos = list(report.photos.all())
    after = [photo for photo in photos if answer and photo.name in photos_of(answer)]
    keep_unseen(after, theirs)
    before = [p for p in photos if p.part == Photo.Part.BEFORE and p.name not in elsewhere]
    return {
        "before": [pair(photo.name, private=not report.public) for photo in before],
        "after": [pair(photo.name, private=not report.public) for photo in after],
        "proof": proof(after),
    }


def _mine(report: Report, theirs: Reach) -> dict[str, Any]:
    """What this reader is to the report, and so may do."""
    me = theirs.user_id
    author = me is not None and report.author_id == me
    supports = me is not None and not author and Support.objects.filter(report=report, user_id=me).exists()
    answered = report.status in (Status.ANSWERED, Status.DONE) and report.answered_at is not None
    doubters = _doubters(report) if supports and answered else []
    return {
        "author": author,
        "guest": report.pk in theirs.holds,
        "asked": asked_of(report) if author else [],
        "inquiries": list(report.inquiries.select_related("office")) if author else [],
        "supported": supports,
        "following": me is not None and Follow.objects.filter(user_id=me, subject=report.subject).exists(),
        "asks": author and report.status == Status.ANSWERED,
        "reopens": author and report.status == Status.DONE,
        "may_doubt": supports and answered and me not in doubters,
        "doubted": me in doubters,
        "doubts": len(doubters),
        "doubts_needed": DOUBTS_REFUSE,
        "may_appeal": author and report.status == Status.REJECTED and not report.appealed,
        "may_support": not author and report.pk not in theirs.holds and report.status not in CLOSED,
        "open": report.status in OPEN,
    }


def _doubters(report: Report) -> list[int]:
    """The supporters who doubt the present answer, by id."""
    assert report.answered_at is not None  # asked only of an answered report
    return list(
        Doubt.objects.filter(report=report, answered_at=report.answered_at).values_list("user_id", flat=True)
    )
