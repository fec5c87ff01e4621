"""Reports of one bigger work: an official links them to one parent case; each stays a report of its own.

One level only. Of what is not public no log tells the number: who may see the other one is shown it from its row."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.accounts.queries import reach
from smartcity.events.actions import unmention
from smartcity.events.models import Audience, Event
from smartcity.lib.db import write
from smartcity.lib.errors import Conflict, IllegalMove, Invalid, NotAllowed
from smartcity.lib.time import now
from smartcity.offices.models import Office
from smartcity.reports.actions.moving import locked
from smartcity.reports.actions.telling import tell
from smartcity.reports.models import Report
from smartcity.reports.numbers import pk_of
from smartcity.reports.stead import in_name_of
from smartcity.reports.workflow import OPEN

NAMES = {"linked": "parent", "unlinked": "parent", "child_linked": "child", "child_unlinked": "child"}


def link(report: Report, by: User, *, to: Report) -> None:
    """`report` is part of the work told of in `to`. Its reporter, clock and log stay its own. Raises NotFound,
    NotAllowed (somebody else holds one of them), IllegalMove (closed), Invalid (they do not fit)."""
    with write():
        rows = hold(report, to, by=by)
        row, parent = rows[report.pk], rows[to.pk]
        office = _seat(row, by)
        _seat(parent, by)
        if row.parent_id == parent.pk:
            return
        _check(row, parent)
        _hang(row, parent, by, office)
    report.refresh_from_db(fields=["parent", "updated_at"])


def unlink(report: Report, by: User) -> None:
    """It is part of nothing any more: the word of whoever holds it, or holds the parent. Again is no harm."""
    with write():
        row = locked(report, by)
        parent = row.parent
        if parent is None:
            return
        theirs = reach(by)
        seat = theirs.seat_over(row.holder) or theirs.seat_over(parent.holder)
        if seat is None:
            raise NotAllowed(_held_by(row))
        _hang(row, None, by, seat.office)
    report.refresh_from_db(fields=["parent", "updated_at"])


def may_link(report: Report, by: User) -> bool:
    return (
        report.status in OPEN
        and report.parent_id is None
        and reach(by).seat_over(report.holder) is not None
        and not report.children.exists()
    )


def may_unlink(report: Report, by: User) -> bool:
    theirs = reach(by)
    if report.parent is None or not theirs.official:
        return False
    return bool(theirs.seat_over(report.holder) or theirs.seat_over(report.parent.holder))


def hold(*reports: Report, by: User | None = None) -> dict[int, Report]:
    """Lock these rows, and those whose parent the first one is, in one order. Call it in a transaction, before any
    other lock. Raises NotFound, Conflict when one was linked in that very moment."""
    wanted = {one.pk: one for one in reports}
    parts = {child.pk: child for child in Report.objects.filter(parent=reports[0])}
    rows = {
        pk: locked((parts | wanted)[pk], by if pk in wanted else None) for pk in sorted(wanted.keys() | parts)
    }
    if Report.objects.filter(parent=reports[0]).exclude(pk__in=rows).exists():
        raise Conflict(_("Laporan ini berubah sejak Anda membukanya. "), code="changed")
    return rows


def let_go(row: Report) -> None:
    """It is private from now on: what was part of it is part of nothing."""
    for child in _children(row):
        child.parent = row  # as it stands now, not as it was read
        _hang(child, None, None, None)


def taken_away(row: Report) -> None:
    """It is about to be gone: what was part of it, and what it was part of, go on without it and without its number."""
    let_go(row)
    if row.parent is not None:
        tell(row.parent, "child_unlinked", None, audience=Audience.DESK)
    name_in_no_family(row)


def name_in_no_family(row: Report) -> None:
    """Neither its own log nor those of what was ever linked with it tell of each other."""
    for event in Event.objects.about(row.subject).filter(verb__in=NAMES):
        name = NAMES[event.verb]
        if number := event.data.get(name):
            unmention([row.subject], event.verb, name, number)
            for verb in _seen_from_there(name):
                unmention([f"report:{pk_of(number)}"], verb, NAMES[verb], row.number)


def _seen_from_there(name: str) -> Iterable[str]:
    return (verb for verb, other in NAMES.items() if other != name)


def _children(row: Report) -> list[Report]:
    return list(Report.objects.filter(parent=row).select_related("holder", "area", "category").order_by("pk"))


def _seat(row: Report, by: User) -> Office:
    seat = reach(by).seat_over(row.holder)
    if seat is None:
        raise NotAllowed(_held_by(row))
    return seat.office


def _held_by(row: Report) -> str:
    return _("Laporan ini dipegang %(holder)s, bukan kantor Anda.") % {"holder": row.holder}


def _check(row: Report, parent: Report) -> None:
    """Raises Invalid, IllegalMove."""
    if row.status not in OPEN or parent.status not in OPEN:
        raise IllegalMove(_("Hanya laporan yang masih terbuka dapat ditautkan."))
    if row.parent_id is not None:
        raise Invalid(_("Laporan ini sudah bagian dari pekerjaan lain. Lepaskan dulu."), field="into",
                      code="has_parent")  # fmt: skip
    levels = Q(pk=parent.pk, parent__isnull=False) | Q(parent=row) | Q(parent__merged_into=row)
    if row.pk == parent.pk or Report.objects.filter(levels).exists():
        raise Invalid(_("Hanya satu tingkat: induk tidak boleh menjadi anak, dan anak tidak boleh menjadi induk."),
                      field="into", code="one_level")  # fmt: skip
    if not _visible(row, parent):
        raise Invalid(_("Laporan itu pribadi, jadi tidak dapat menjadi induk laporan ini."), field="into",
                      code="private_parent")  # fmt: skip


def _visible(row: Report, parent: Report) -> bool:
    """Public only under public; a private one only where its own holder sees the parent too."""
    return parent.public or (not row.public and parent.holder.path.startswith(row.holder.path))


def _hang(row: Report, parent: Report | None, by: User | None, office: Office | None) -> None:
    """Link it there, away from where it was, and tell both sides of each."""
    before, row.parent, row.updated_at = row.parent, parent, now()
    row.save(update_fields=["parent", "updated_at"])
    if before is not None:
        _tell(row, before, "unlinked", by, office)
    if parent is not None:
        _tell(row, parent, "linked", by, office)


def _tell(row: Report, parent: Report, verb: str, by: User | None, office: Office | None) -> None:
    """Named only where everybody may see both. Of a private child its parent's public does not hear at all."""
    both = row.public and parent.public
    here = in_name_of(office, row.holder) if office else {"by": ""}
    there = in_name_of(office, parent.holder) if office else {"by": ""}
    here |= {"parent": parent.number} if both else {}
    there |= {"child": row.number} if both else {}
    tell(row, verb, by, **here)
    tell(parent, f"child_{verb}", by, audience="" if row.public else Audience.DESK, **there)
