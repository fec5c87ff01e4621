"""How a report sent without an account gets an author."""

from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.accounts.queries import reach
from smartcity.events.models import Event
from smartcity.lib.db import write
from smartcity.lib.errors import Invalid, NotAllowed
from smartcity.lib.time import now
from smartcity.reports.actions.moving import locked
from smartcity.reports.actions.telling import tell
from smartcity.reports.claims import open_claims
from smartcity.reports.models import Claim, Report, Support
from smartcity.reports.workflow import MOVES, Who

HANDLED = [move.done for move in MOVES.values() if move.who == Who.HOLDER]


def claim(held: Claim | None, by: User) -> Report:
    """Make the report of this claim `by`'s own, once. Raises Invalid, in the same words whether there is no such claim,
    it was used, or is too old; NotAllowed to an official who has dealt with the report, and to a closed account."""
    if held is None:
        raise bad_claim()
    with write():
        row = locked(held.report)
        if row.author_id is not None or not open_claims().filter(pk=held.pk).exists():  # somebody was faster
            raise bad_claim()
        _check(row, by)
        row.author = by
        row.supports -= _withdrawn(row, by)
        row.last_event = tell(row, "claimed", by).pk
        row.save(update_fields=["author", "supports", "last_event"])
        Claim.objects.filter(pk=held.pk).update(used_at=now())
    return row


def bad_claim() -> Invalid:
    return Invalid(
        _("Tautan ini tidak berlaku: salah salin, sudah dipakai, atau lewat 90 hari."),
        field="secret",
        code="bad_claim",
    )


def _check(report: Report, by: User) -> None:
    """Nobody judges their own work: who has handled it cannot become its reporter."""
    if reach(by).user_id is None:
        raise NotAllowed(_("Akun ini tidak aktif."), code="inactive")
    if Event.objects.about(report.subject).filter(actor=by, verb__in=HANDLED).exists():
        raise NotAllowed(
            _("Anda sudah menangani laporan ini, jadi tidak dapat menjadi pelapornya."), code="own_case"
        )


def _withdrawn(report: Report, by: User) -> int:
    """Take back their support, for nobody supports their own: 1 if there was one."""
    gone, _tables = Support.objects.filter(report=report, user=by).delete()
    return gone
