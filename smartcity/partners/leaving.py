"""Which report may leave the house for which system. Asked when it is put there and again when it goes."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from smartcity.events.models import Audience, Event
from smartcity.events.parcels import State
from smartcity.lib.db import write
from smartcity.lib.time import now
from smartcity.offices.models import Kind
from smartcity.partners.models import Dispatch, PartnerService, PartnerSystem
from smartcity.reports.models import Channel, Report
from smartcity.reports.workflow import OPEN

FOLLOWER = "partners"
HANDED = frozenset({"submitted", "forwarded", "reclassified", "appealed", "corrected", "moved", "refused", "disproved"})  # fmt: skip
"""Verbs after which a report lies before an office anew."""
REFUSALS = {"refused": _("Warga menyatakan belum selesai: %(reason)s"), "disproved": _("Jawaban ditolak verifikator: %(reason)s")}  # fmt: skip


def may_leave(report: Report, system: PartnerSystem) -> bool:
    """Public, of a public kind that is not the police's, open, held by the office this system answers for; and neither of
    another time nor on its way round: it does not come from there, nor from here."""
    kind = report.category
    return (
        report.public
        and not kind.private
        and kind.responsible != Kind.POLICE
        and report.status in OPEN
        and report.holder_id == system.office_id
        and report.channel != Channel.IMPORT
        and not _came_round(report, system)
    )


def _came_round(report: Report, system: PartnerSystem) -> bool:
    """Whoever passes a report on signs it with an address of theirs: cities that answer for each other stop there."""
    hosts = {system.host, urlsplit(settings.BASE_URL).hostname}
    return report.channel == Channel.OPEN311 and any(f"//{host}" in report.text for host in hosts if host)


def way_of(report: Report) -> PartnerService | None:
    """The service that takes it: of the narrowest area, else the oldest."""
    found = PartnerService.objects.filter(
        system__active=True, system__office=report.holder_id, category=report.category_id
    ).select_related("system", "area")
    fits = [one for one in found if _covers(one, report) and may_leave(report, one.system)]
    return max(fits, key=lambda one: (len(one.area.code) if one.area else 0, -one.pk), default=None)


def _covers(service: PartnerService, report: Report) -> bool:
    code = report.area.code
    return service.area is None or code == service.area.code or code.startswith(f"{service.area.code}.")


def queue(event: Event) -> int:
    """A dispatch for the report of this event, when a system answers for who holds it now; again makes none. What was
    there once and has come back is followed again. Returns how many."""
    kind, _colon, pk = event.subject.partition(":")
    if kind != "report" or event.verb not in HANDED:
        return 0
    if event.verb in REFUSALS:
        rebut(event, int(pk))
    if not PartnerService.objects.filter(system__active=True).exists():
        return 0  # as in most cities: one look, however much comes in
    rows = Report.objects.select_related("category", "area", "holder")
    report = rows.filter(pk=pk, visibility="public").first()
    way = way_of(report) if report else None
    if report is None or way is None or way.created_at > event.at:  # nobody asked for what was before
        return 0
    with write():
        one, made = Dispatch.objects.get_or_create(
            report=report, system=way.system, defaults={"code": way.code}
        )
        if not made:
            again(one, way)
    return 1


def rebut(event: Event, report: int) -> None:
    """Whoever has answered it there learns that the answer was refused here, with the next question to them."""
    if event.audience != Audience.PUBLIC:
        return
    words = str(REFUSALS[event.verb]) % {"reason": event.data.get("reason", "")}
    rows = Dispatch.objects.filter(report=report, state=State.SENT, system__updates=True).exclude(theirs="")
    with write():
        rows.update(rebuttal=words, rebutted_at=None, poll_at=now(), quiet=0)


def again(one: Dispatch, way: PartnerService) -> None:
    """It left before it went, or went and is asked after no more."""
    rows = Dispatch.objects.filter(pk=one.pk)
    rows.filter(state=State.DROPPED).update(state=State.WAITING, due_at=now(), ended_at=None, code=way.code)
    rows.filter(state=State.SENT, poll_at=None).update(poll_at=now(), quiet=0)
