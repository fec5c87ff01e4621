"""Many cases at once: each its own move, one failing stops no other; and all of it taken back for a while."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.accounts.queries import reach
from smartcity.events.models import Event
from smartcity.lib.db import write
from smartcity.lib.errors import Conflict, DomainError, IllegalMove, NotAllowed
from smartcity.lib.time import now
from smartcity.offices.models import Office
from smartcity.reports.actions.alongside import begin_again, beside, check_untouched
from smartcity.reports.actions.moving import CHANGES_STATUS, TAKEN_BACK, locked, stands_since, what_happened
from smartcity.reports.actions.official import accept, forward, merge
from smartcity.reports.actions.screening import decide_again
from smartcity.reports.actions.telling import tell
from smartcity.reports.models import Holding, Report, Screening, Support, Undoable
from smartcity.reports.undoing import UNDO_FOR
from smartcity.reports.workflow import MOVES

Move = Callable[[Report, int | None], None]
# What a move changes and taking it back restores.
KEPT = ("status", "holder_id", "held_since", "rule", "waiting_for", "act_by", "resolve_by", "due", "office_due", "escalate_at",
        "escalated_to_id", "answered_at", "confirm_by", "closed_at", "active", "merged_into_id")  # fmt: skip


@dataclass(slots=True)
class Outcome:
    """What became of each: done, or why not."""

    batch: UUID
    done: list[Report] = field(default_factory=list)
    failed: list[tuple[Report, str]] = field(default_factory=list)


Chosen = Sequence[tuple[Report, int | None]]  # each with the last event that was seen of it


def accept_all(chosen: Chosen, by: User) -> Outcome:
    return _each("accept", chosen, by, lambda report, seen: accept(report, by, seen=seen))


def forward_all(chosen: Chosen, by: User, *, to: Office, reason: str) -> Outcome:
    return _each(
        "forward", chosen, by, lambda report, seen: forward(report, by, to=to, reason=reason, seen=seen)
    )


def merge_all(chosen: Chosen, by: User, *, into: Report) -> Outcome:
    """All but `into` itself become part of it."""
    others = [(report, seen) for report, seen in chosen if report.pk != into.pk]
    return _each("merge", others, by, lambda report, seen: merge(report, by, into=into, seen=seen), into=into)


def _each(verb: str, chosen: Chosen, by: User, move: Move, into: Report | None = None) -> Outcome:
    outcome = Outcome(uuid4())
    for report, seen in chosen:
        try:
            with write():
                before = _standing(_held(report, into, by))
                move(report, seen)
                last = Event.objects.about(report.subject).filter(verb=MOVES[verb].done).last()
                assert last is not None  # the move has just recorded it
                Undoable.objects.create(batch=outcome.batch, by=by, report=report, into=into, verb=verb,
                                        event=last.pk, before=before | {"left": beside(report)})  # fmt: skip
        except DomainError as wrong:
            outcome.failed.append((report, _why_not(report, verb, wrong)))
        else:
            outcome.done.append(report)
    return outcome


def _why_not(report: Report, verb: str, wrong: DomainError) -> str:
    """In short where somebody was faster."""
    now_is = Report.objects.get(pk=report.pk) if isinstance(wrong, IllegalMove | Conflict) else report
    overtaken = now_is is not report and now_is.status not in MOVES[verb].sources
    return stands_since(now_is) if overtaken else str(wrong)


def _held(report: Report, into: Report | None, by: User) -> Report:
    """`report`, locked with the one it is merged with in the order every move takes them, so that nobody deadlocks."""
    rows = {one.pk: locked(one, by) for one in sorted(filter(None, (report, into)), key=lambda one: one.pk)}
    return rows[report.pk]


def _standing(row: Report) -> dict[str, Any]:
    """How it stands, as JSON keeps it."""
    held = row.holdings.filter(until=None).first()
    plain = {name: getattr(row, name) for name in KEPT} | {
        "acted": held.first_action_at if held else None,
        "beside": beside(row),
    }
    if row.category.for_police:
        plain["undecided"] = Screening.objects.undecided().filter(report=row).exists()
    return {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in plain.items()
    }


def take_back(batch: UUID, by: User) -> Outcome:
    """Undo what `by` did with many at once, within UNDO_FOR: each returns to what the table lets that move begin from.
    Who was sent is sent again, a question to the reporter and a party's link that the move ended are open again. What
    somebody has moved meanwhile, or begun there, stays as it is, with the reason."""
    outcome = Outcome(batch)
    since = now() - UNDO_FOR
    for one in (
        Undoable.objects.filter(batch=batch, by=by, undone_at=None)
        .select_related("report", "into")
        .order_by("pk")
    ):
        try:
            if one.at < since:
                raise IllegalMove(_("Waktu untuk membatalkan sudah lewat."), code="too_late")
            _take_back(one, by)
        except DomainError as wrong:
            outcome.failed.append((one.report, str(wrong)))
        else:
            outcome.done.append(one.report)
    return outcome


def _take_back(one: Undoable, by: User) -> None:
    with write():
        row = _held(one.report, one.into, by)
        last = Event.objects.about(row.subject).filter(verb__in=CHANGES_STATUS).last()
        moved = Event.objects.about(row.subject).filter(verb="moved", pk__gt=one.event).exists()
        if last is None or last.pk != one.event or moved:
            raise Conflict(_("Laporan ini berubah sejak itu. ") + what_happened(row), code="changed")
        if "beside" in one.before:
            check_untouched(row, one.before["left"])
        former = Office.objects.get(pk=one.before["holder_id"])
        seat = reach(by).seat_over(former)
        if seat is None:
            raise NotAllowed(_("Laporan ini dipegang %(holder)s, bukan kantor Anda.") % {"holder": former})
        assert one.before["status"] in MOVES[one.verb].sources  # where the table lets it begin
        told: dict[str, Any] = {
            "by": seat.office.title,
            "by_office": seat.office_id,
            "undone": MOVES[one.verb].done,
        }
        left, merged_at = row.holder, row.closed_at
        _restore(row, one.before)
        _hold_again(row, one)
        if "beside" in one.before:
            begin_again(row, one.before["beside"], one.before["left"])
        if one.before.get("undecided"):
            decide_again(row)
        row.updated_at = now()
        row.last_event = tell(
            row, TAKEN_BACK, by, from_office=left if left.pk != former.pk else None, **told
        ).pk
        row.save()
        if one.into:
            _part(row, one.into, merged_at, by)
        one.undone_at = row.updated_at
        one.save(update_fields=["undone_at"])


def _restore(row: Report, before: dict[str, Any]) -> None:
    for name in KEPT:
        column: Any = Report._meta.get_field(name.removesuffix("_id"))
        setattr(row, name, before[name] if name.endswith("_id") else column.to_python(before[name]))
    row.holder = Office.objects.get(pk=before["holder_id"])


def _hold_again(row: Report, one: Undoable) -> None:
    """Accepting began no new holding: it has not acted after all. Elsewhere the office holds it anew, as from before."""
    acted = datetime.fromisoformat(one.before["acted"]) if one.before["acted"] else None
    if one.verb == "accept":
        Holding.objects.filter(report=row, until=None).update(first_action_at=acted)
        return
    Holding.objects.filter(report=row, until=None).update(until=now(), ended=TAKEN_BACK)
    if one.before["status"] in MOVES["forward"].sources:  # open: what was answered is held by nobody
        Holding.objects.create(report=row, office=row.holder, since=now(), first_action_at=acted)


def _part(child: Report, parent: Report, merged_at: datetime | None, by: User) -> None:
    """Those who came along with it go back; who supported the other by themselves meanwhile stays."""
    row = locked(parent, by)
    assert merged_at is not None  # what is merged is closed
    people = {child.author_id, *Support.objects.filter(report=child).values_list("user_id", flat=True)}
    came = Support.objects.filter(report=row, user_id__in=[pk for pk in people if pk], at=merged_at)
    row.supports -= came.delete()[0]
    row.last_event = tell(row, "parted", by, by=child.holder.title).pk
    row.updated_at = now()
    row.save(update_fields=["supports", "last_event", "updated_at"])
