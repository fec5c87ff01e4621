"""What a case page shows of a report: its photos, how much of its time is gone, why it is here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from smartcity.events.models import Event
from smartcity.lib import time
from smartcity.lib.look import words
from smartcity.lib.look.words import number as spoken
from smartcity.reports import media
from smartcity.reports.again import Again, standing
from smartcity.reports.corrected import corrected
from smartcity.reports.models import Photo, Report
from smartcity.reports.numbers import pk_of
from smartcity.reports.rehoming import moved
from smartcity.reports.routing import Reason, reason_here
from smartcity.reports.workflow import Status

Said = Callable[[dict[str, Any]], str]


@dataclass(frozen=True, slots=True)
class Picture:
    """`flags` of an after-photo are for whoever checks it."""

    small: str
    large: str
    flags: list[str] = field(default_factory=list)


def before(case: Report, photos: Sequence[Photo]) -> list[Picture]:
    return _pictures(case, [photo for photo in photos if photo.part == Photo.Part.BEFORE])


def after(
    case: Report, photos: Sequence[Photo], events: Sequence[Event], contested: Again | None = None
) -> list[Picture]:
    """Those of the answer that stands now, or that is contested; what was refused before is in the timeline."""
    names: Sequence[str] = contested.photos if contested else ()
    if case.status in (Status.ANSWERED, Status.DONE):
        names = next(
            (event.data.get("photos", []) for event in reversed(events) if event.verb == "answered"), []
        )
    return _pictures(case, [photo for photo in photos if photo.name in names])


def _pictures(case: Report, photos: Sequence[Photo]) -> list[Picture]:
    private = not case.public
    return [
        Picture(
            media.address(p.name, small=True, private=private),
            media.address(p.name, private=private),
            doubts(p),
        )
        for p in photos
    ]


def doubts(photo: Photo) -> list[str]:
    """What speaks against an after-photo, in words."""
    flags, found = photo.flags, []
    if flags.get("made"):
        found.append(_("Berkasnya menyebut dibuat mesin (AI)"))
    if flags.get("reused"):
        found.append(_reused(photo))
    if flags.get("far"):
        found.append(_("Diambil %(distance)s dari titik") % {"distance": words.distance(flags["distance_m"])})
    if flags.get("unplaced"):
        found.append(_("Tanpa posisi"))
    if flags.get("old"):
        found.append(_("Lebih tua dari laporan"))
    return found


def marks_of(case: Report) -> list[str]:
    """What speaks against the answer just given, each word once."""
    new = [one for one in case.photos.filter(part=Photo.Part.AFTER) if one.created_at == case.answered_at]
    return list(dict.fromkeys(mark for photo in new for mark in doubts(photo)))


def _reused(photo: Photo) -> str:
    number = photo.flags.get("first_used")
    if number is None:
        return _("Foto ini pernah dipakai")
    if pk_of(number) == photo.report_id:
        return _("Sama dengan foto lain di laporan ini")
    return _("Foto ini pernah dipakai di laporan %(number)s") % {"number": spoken(number)}


@dataclass(frozen=True, slots=True)
class Progress:
    """The way from coming in to the deadline; `percent` of it is gone, `tone` as that of the deadline's pill."""

    start: datetime
    end: datetime
    percent: int
    tone: str


def progress(case: Report) -> Progress | None:
    """None when no deadline runs."""
    if case.due is None:
        return None
    gone = (
        (time.now() - case.created_at) / (case.due - case.created_at) if case.due > case.created_at else 1.0
    )
    due = words.deadline(case.due)
    tone = {"late": "red", "soon": "amber"}.get(due.tone if due else "", "")
    return Progress(case.created_at, case.due, max(2, min(100, round(gone * 100))), tone)


@dataclass(frozen=True, slots=True)
class Why:
    """`line`: the rule that brought it, or who passed it on and with what `reason`; `rule` is what the rule said when it
    did, `passed_on` whether others had it in between."""

    line: str
    rule: Reason
    reason: str = ""
    passed_on: bool = False


MOVED: dict[str, Said] = {
    "moved": moved,
    "forwarded": lambda d: _("Diteruskan %(from)s ke %(to)s") % d,
    "corrected": corrected,
    "reclassified": lambda d: _("Bukan kejahatan: %(from)s ke %(to)s") % d,
    "appealed": lambda d: _("Banding pelapor: %(from)s ke %(to)s") % d,
}


def why_here(case: Report, events: Sequence[Event]) -> Why:
    rule = reason_here(case, events)
    last = next((event for event in standing(events) if event.verb in MOVED), None)
    if last is None:
        return Why(rule.line if case.rule is not None else _("Diteruskan oleh kantor lain"), rule,
                   passed_on=case.rule is None)  # fmt: skip
    said = {"from": "", "to": "", "reason": ""} | last.data
    return Why(MOVED[last.verb](said), rule, said["reason"], passed_on=True)
