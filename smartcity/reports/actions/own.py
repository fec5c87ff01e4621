"""What a reporter may do with a report of theirs besides answering for it: mend it, hide it, take it or their name away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.events.actions import empty, keep_from_public, record, unmention, unname
from smartcity.events.models import Audience, Event
from smartcity.lib.db import write
from smartcity.lib.errors import IllegalMove, NotAllowed
from smartcity.lib.text import clean, clean_line
from smartcity.lib.time import now
from smartcity.reports.actions.family import hold, let_go, name_in_no_family, taken_away
from smartcity.reports.actions.moving import locked
from smartcity.reports.actions.stashing import drop
from smartcity.reports.actions.submitting import MOST_LANDMARK, MOST_TEXT
from smartcity.reports.actions.telling import tell
from smartcity.reports.models import (
    Comment,
    Disclosure,
    Inquiry,
    Photo,
    Report,
    Undoable,
    Visibility,
    Withdrawn,
    Wording,
)
from smartcity.reports.searching import keep, words_of
from smartcity.reports.workflow import OPEN, UNFINISHED, Status

KEPT_OF_IT = ("number", "status", "holder_title")  # what a notice that is not yet taken back still needs
MENDABLE_FOR = timedelta(minutes=30)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Rights:
    """What its author may do with a report now."""

    edit: bool
    correct: bool
    add_photos: bool
    hide: bool
    withdraw: bool


def rights(report: Report) -> Rights:
    return Rights(
        _mendable(report), correctable(report), report.status in OPEN, report.public, _untouched(report)
    )


def correctable(report: Report) -> bool:
    """It waits, no office has acted, and it is no part of a bigger work: its kind, its place and the photos it began
    with are still its writer's to put right."""
    acted = Q(first_action_at__isnull=False) | Q(until__isnull=False) & ~Q(ended__in=("corrected", "rehomed"))
    return (
        report.status == Status.WAITING
        and report.assignee_id is None
        and report.parent_id is None
        and not report.holdings.filter(acted).exists()
        and not Report.objects.filter(Q(merged_into=report) | Q(parent=report)).exists()
    )


def rights_of_new(report: Report) -> Rights:
    """Of one just written, in which nobody else can have a part: no query."""
    return Rights(edit=True, correct=True, add_photos=True, hide=report.public, withdraw=True)


def _mendable(report: Report) -> bool:
    """While it waits, and in its first half hour even when an office was that quick."""
    fresh = report.status in UNFINISHED and now() - report.created_at < MENDABLE_FOR
    return report.status == Status.WAITING or fresh


def _untouched(report: Report) -> bool:
    """No office has acted, and nobody else has a part in it."""
    return (
        report.status == Status.WAITING
        and report.supports == 0
        and report.assignee_id is None
        and not report.holdings.exclude(first_action_at=None, until=None).exists()
        and not Comment.objects.filter(report=report).exclude(user=report.author_id).exists()
        and not Report.objects.filter(merged_into=report).exists()
        and not Disclosure.objects.filter(report=report).exists()
        and not Inquiry.objects.filter(report=report).exists()
    )


def edit(report: Report, by: User, *, text: str, landmark: str = "") -> bool:
    """Say it better. The former wording is kept for the office and the author; others see that it was mended, and
    not what stood there: it may have been a name. Returns whether anything changed. Raises IllegalMove, Invalid."""
    text = clean(text, field="text", most=MOST_TEXT)
    landmark = clean_line(landmark, field="landmark", most=MOST_LANDMARK)
    with write():
        row = owned(report, by)
        if not _mendable(row):
            raise IllegalMove(
                _("Laporan hanya dapat diubah selama menunggu, atau 30 menit pertama."), code="too_late"
            )
        changed = reword(row, by, text=text, landmark=landmark)
    report.refresh_from_db(fields=["text", "landmark", "updated_at", "last_event"])
    return changed


def reword(row: Report, by: User, *, text: str, landmark: str) -> bool:
    """These clean words instead of the former. Call it in a transaction that holds the row. Whether they are others."""
    changed = [name for name, new in (("text", text), ("landmark", landmark)) if getattr(row, name) != new]
    if changed:
        Wording.objects.create(report=row, text=row.text, landmark=row.landmark, at=now())
        row.text, row.landmark, row.updated_at = text, landmark, now()
        row.last_event = tell(row, "edited", by, fields=changed).pk
        row.save(update_fields=["text", "landmark", "updated_at", "last_event"])
        keep(row, words_of(row))
    return bool(changed)


def hide(report: Report, by: User) -> None:
    """From public to private, for good: what nobody may read any more cannot come back unnoticed."""
    with write():
        hold(report)
        row = owned(report, by)
        if not row.public:
            return
        make_private(row, by)
    report.refresh_from_db(fields=["visibility", "updated_at", "last_event"])


def make_private(row: Report, by: User) -> None:
    """Call it in a transaction that holds the row and all its family."""
    row.visibility, row.updated_at = Visibility.PRIVATE, now()
    keep_from_public(row.subject)
    _name_nowhere(row)
    let_go(row)
    row.last_event = _last_word(row, "hidden", by, public=True).pk
    row.save(update_fields=["visibility", "updated_at", "last_event"])


def _name_nowhere(row: Report) -> None:
    """What was merged with it or linked to it, before or after, no longer tells with which."""
    undone = Undoable.objects.exclude(undone_at=None)  # and what was merged for a minute
    parents = [
        *filter(None, [row.merged_into]),
        *(one.into for one in undone.filter(report=row).exclude(into=None)),
    ]
    children = [*row.merged.all(), *(one.report for one in undone.filter(into=row))]
    unmention([parent.subject for parent in parents if parent], "absorbed", "other", row.number)
    unmention([child.subject for child in children], "merged", "into", row.number)
    name_in_no_family(row)


def withdraw(report: Report, by: User) -> None:
    """Take it away wholly, as if it had not been: only while nobody has done anything about it. The log keeps that it
    was, and when, without text or place. Raises IllegalMove: then the author can still take their name away."""
    with write():
        hold(report)
        row = owned(report, by)
        if not _untouched(row):
            raise IllegalMove(
                _("Sudah ada yang menangani atau mendukung laporan ini, jadi laporannya tetap ada."),
                code="touched",
            )
        taken_away(row)
        empty(row.subject, but=KEPT_OF_IT)
        _last_word(row, "withdrawn", by, public=row.public)
        Withdrawn.objects.create(number=row.number, client_id=row.client_id, at=now())
        take_off(list(row.photos.all()), by)
        row.delete()


def take_off(pictures: Sequence[Photo], by: User) -> None:
    """They leave their report for good. Call it in a transaction: until it is committed their files stay. A stash that is
    too old: if this dies before dropping them, the sweeper does."""
    these = Photo.objects.filter(pk__in=[picture.pk for picture in pictures])
    these.update(report=None, uploader=by, created_at=LONG_AGO)
    for picture in pictures:
        transaction.on_commit(partial(drop, picture))


def unsign(report: Report, by: User) -> None:
    """Take one's name away; the report stays, and is nobody's. It cannot be undone."""
    with write():
        row = owned(report, by)
        leave(row, by)
        tell(row, "unsigned", None, audience=Audience.OFFICE)
    report.refresh_from_db(fields=["author"])


def leave(row: Report, by: User) -> None:
    """Make it nobody's: in its row, its log, its photos, what its author said there, and what they had told whom.
    Call it in a transaction that holds the row."""
    row.author, row.signed = None, False
    row.save(update_fields=["author", "signed"])
    Comment.objects.filter(report=row, user=by).update(user=None)
    Photo.objects.filter(report=row, uploader=by).update(uploader=None)
    Wording.objects.filter(report=row).delete()
    Disclosure.objects.filter(report=row).update(told="", state=Disclosure.State.ENDED)
    Inquiry.objects.filter(report=row).update(answer="")
    Inquiry.objects.filter(report=row, answered_at=None, closed_at=None).update(closed_at=now())
    unname(row.subject, by)


def owned(report: Report, by: User) -> Report:
    """Its row, locked. Raises NotFound, and NotAllowed for whoever did not write it."""
    row = locked(report, by)
    if row.author_id != by.pk:
        raise NotAllowed(_("Hanya pelapor yang dapat melakukan ini."))
    return row


def _last_word(row: Report, verb: str, by: User, *, public: bool) -> Event:
    """What every list and map needs to let go of it: its number, and nothing of what it was."""
    return record(row.subject, verb, {"number": row.number}, actor=by, office=row.holder, area=row.area,
                  audience=Audience.PUBLIC if public else Audience.OFFICE, person=by)  # fmt: skip
