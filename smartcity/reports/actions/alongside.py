"""What a move ends beside the report's own row, for taking it back: who was sent, what the reporter was asked, the links
parties have."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from smartcity.lib.errors import Conflict
from smartcity.reports.crew import crew
from smartcity.reports.models import Assignment, Inquiry, Referral, Report

Beside = dict[str, Any]  # "sent", "asked": a key or None; "linked": keys; as JSON keeps it


def beside(row: Report) -> Beside:
    """What runs now."""
    sent, asked, linked = _sent(row), _asked(row), _linked(row)
    return {
        "sent": sent.values_list("pk", flat=True).first(),
        "asked": asked.values_list("pk", flat=True).first(),
        "linked": list(linked.order_by("pk").values_list("pk", flat=True)),
    }


def check_untouched(row: Report, left: Beside) -> None:
    """Nobody has begun anything since the move `left` it so; what the reporter or a party answered meanwhile is answered.
    Raises Conflict."""
    now_is = beside(row)
    if now_is["sent"] != left["sent"]:
        raise Conflict(_("Petugas laporan ini sudah diganti sejak itu."), code="changed")
    if now_is["asked"] not in (None, left["asked"]):
        raise Conflict(
            _("%(office)s sudah bertanya kepada pelapor sejak itu.") % {"office": row.holder}, code="changed"
        )
    if not set(now_is["linked"]) <= set(left["linked"]):
        raise Conflict(_("%(office)s sudah mengirim tautan sejak itu.") % {"office": row.holder}, code="changed")  # fmt: skip


def begin_again(row: Report, before: Beside, left: Beside) -> None:
    """What the move ended runs again. Call it in the transaction that holds the row, under its old holder, and save the
    row. Raises Conflict when whoever was sent cannot be."""
    if before["sent"] != left["sent"]:
        _send_again(row, Assignment.objects.select_related("user").get(pk=before["sent"]))
    if before["asked"] != left["asked"] and row.author_id:
        Inquiry.objects.filter(pk=before["asked"], answered_at=None).update(closed_at=None, needless=False)
    ended = set(before["linked"]) - set(left["linked"])
    Referral.objects.filter(pk__in=ended, replied_at=None).update(ended_at=None)


def _send_again(row: Report, was: Assignment) -> None:
    if was.user is None or not crew(row.holder).filter(user=was.user).exists():
        raise Conflict(
            _("Petugas yang ditugaskan tidak lagi di %(office)s.") % {"office": row.holder}, code="crew_gone"
        )
    was.until = None
    was.save(update_fields=["until"])
    row.assignee = was.user


def _sent(row: Report) -> QuerySet[Assignment]:
    return Assignment.objects.filter(report=row, until=None)


def _asked(row: Report) -> QuerySet[Inquiry]:
    return Inquiry.objects.filter(report=row, answered_at=None, closed_at=None)


def _linked(row: Report) -> QuerySet[Referral]:
    return Referral.objects.filter(report=row, replied_at=None, ended_at=None)
