"""The board of who has installed CROP, reminders to those who have not, and all of it as a table to take along."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from smartcity.areas.models import Area, Level
from smartcity.crop import shell
from smartcity.crop.guard import OfficialRequest, officials_who, show
from smartcity.crop.trendline import trendline
from smartcity.lib.table import csv_of
from smartcity.lib.time import now
from smartcity.offices.models import OfficeQuerySet
from smartcity.seats.board import Board, Seat, board, may_remind, overseen, oversees
from smartcity.seats.reminding import EVERY, may_be_reminded, remind, reminders
from smartcity.seats.trend import trend

FEW = 12  # of those without, before "all of them"
FILTERS = ("", "email", "versi")  # of the table of seats


overseers = officials_who(oversees)


@overseers
@require_safe
def adoption(request: OfficialRequest) -> HttpResponse:
    offices, kota = _offices(request)
    found, only = board(offices), _only(request)
    several = len(found.parts(Level.KOTA)) > 1
    days = trend(part.area.code for part in found.parts(Level.KECAMATAN))
    return show(request, "crop/adoption.html", "adoption", {
        "board": found, "whole": found.whole, "kota": kota, "choices": _kota(request),
        "parts": found.parts(Level.KOTA if several else Level.KECAMATAN), "several": several,
        "without": _without(found, most=None if "semua" in request.GET else FEW), "every": EVERY.days,
        "hidden": 0 if "semua" in request.GET else max(0, len(found.without) - FEW),
        "days": days, "lines": trendline(days), "log": reminders(offices), "moment": now(),
        "may_remind": may_remind(request.reach), "only": only, "narrowed": [(one, _those(found.seats, one)) for one in FILTERS],
        "seats": [(seat, seat.outdated(shell.version())) for seat in _those(found.seats, only)],
    })  # fmt: skip


@overseers
@require_safe
def table(request: OfficialRequest) -> HttpResponse:
    """One line for each seat, or for those that `hanya` asks for, as on the page."""
    offices, _kota_chosen = _offices(request)
    words = {"active": _("aktif 7 hari ini"), "quiet": _("terpasang, lama tidak dibuka"), "none": _("belum memasang"),
             "vacant": _("jabatan kosong")}  # fmt: skip
    head = [_("Kode"), _("Jabatan"), _("Kota"), _("Kecamatan"), _("Pejabat"), _("Keadaan"), _("Terakhir dibuka"), _("Versi"),
            _("Pemberitahuan"), _("Terakhir diingatkan"), _("Versi lama"), _("E-mail pengingat"), _("E-mail tidak sampai")]  # fmt: skip
    version, mails = shell.version(), {"sent": _("terkirim"), "due": _("menyusul"), "failed": _("gagal")}
    yes, no = _("ya"), _("tidak")
    rows = [
        [seat.office.area.code, seat.office.title, *_where(seat.office.area), ", ".join(map(str, seat.people)), words[seat.state],
         _moment(seat.seen_at), seat.app.version if seat.app else "", yes if seat.push else no, _moment(seat.reminded_at),
         (yes if seat.outdated(version) else no) if seat.app else "", mails.get(seat.mail, ""), yes if seat.mail_failed else no]
        for seat in _those(board(offices).seats, _only(request)) if seat.office.area
    ]  # fmt: skip
    answer = HttpResponse(csv_of([head, *rows]), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="pemasangan-{localdate(now()):%Y-%m-%d}.csv"'
    return answer


@overseers
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: OfficialRequest) -> HttpResponse:
    """GET says who would be reminded, POST does it. Of one office (`kantor`), or of all in view."""
    if not may_remind(request.reach):
        raise Http404
    offices, kota = _offices(request)
    code = (request.POST or request.GET).get("kantor", "")
    if code:
        offices = offices.filter(code=code.replace("\x00", ""))
        if not offices.exists():
            raise Http404
    if request.method == "POST":
        made = remind(offices.values_list("pk", flat=True), request.user)
        said = ngettext("%(n)d orang diingatkan.", "%(n)d orang diingatkan.", len(made)) % {"n": len(made)}
        messages.success(request, said if made else _("Tidak ada yang perlu diingatkan sekarang."))
        back = reverse("crop:adoption") + (f"?wilayah={kota.code}" if kota else "")
        return HttpResponseRedirect(back, status=303)
    rows = _without(board(offices))
    context = {"to": [seat for seat, due in rows if due], "lately": [seat for seat, due in rows if not due],
               "code": code, "kota": kota, "every": EVERY.days}  # fmt: skip
    return show(request, "crop/remind.html", "adoption", context)


def _only(request: OfficialRequest) -> str:
    """The filter of the table; Http404 for what is none."""
    wanted = request.GET.get("hanya", "")
    if wanted not in FILTERS:
        raise Http404
    return wanted


def _those(seats: list[Seat], only: str) -> list[Seat]:
    """All, those whom e-mail does not reach, or those with an old version."""
    fits = {"email": lambda seat: seat.mail_failed, "versi": lambda seat: seat.outdated(shell.version())}
    return [seat for seat in seats if not only or fits[only](seat)]


def _offices(request: OfficialRequest) -> tuple[OfficeQuerySet, Area | None]:
    """Those in this person's reach; of one kota where it is asked for. Raises Http404 for a kota beyond it."""
    offices = overseen(request.reach)
    code = (request.POST or request.GET).get("wilayah", "")
    if not code:
        return offices, None
    kota = next((area for area in _kota(request) if area.code == code), None)
    if kota is None:
        raise Http404
    return offices.filter(area__code__startswith=f"{kota.code}."), kota


def _kota(request: OfficialRequest) -> list[Area]:
    """Those this person can turn to."""
    below = overseen(request.reach)
    return list(
        Area.objects.level(Level.KOTA).filter(children__offices__in=below).distinct().order_by("code")
    )


def _without(found: Board, most: int | None = None) -> list[tuple[Any, bool]]:
    """Who has not installed it, each with whether they may be reminded now."""
    return [(seat, may_be_reminded(seat)) for seat in found.without[:most]]


def _where(area: Area) -> list[str]:
    return [found.name if found else "" for found in (area.kota, area.kecamatan)]


def _moment(moment: Any) -> str:
    return "" if moment is None else f"{moment.astimezone():%Y-%m-%d %H:%M}"
