"""One's own report put right after it was sent: its category, its place, its photos."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from smartcity.lib.errors import DomainError, Invalid
from smartcity.lib.exposing import Exposing
from smartcity.qlue.exposing import as_chosen
from smartcity.qlue.forms import CorrectionForm, by_district
from smartcity.qlue.people import PersonRequest, for_people
from smartcity.qlue.receiver import place_at
from smartcity.qlue.stash import Stash
from smartcity.qlue.still import whole_city
from smartcity.qlue.views.new import field_of
from smartcity.qlue.views.own import SURE, own_page, own_report
from smartcity.reports import actions
from smartcity.reports.actions.own import correctable
from smartcity.reports.actions.submitting import category_of
from smartcity.reports.models import Category, Report


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_people
def correct(request: PersonRequest, number: int) -> HttpResponse:
    """The form, with the report as it stands; what is wrong stays in it."""
    report = own_report(request, number)
    if request.method != "POST":
        if not correctable(report):
            return HttpResponseRedirect(reverse("qlue:own", args=[number]))  # which says why not
        return _show(request, report, CorrectionForm(initial=_as_it_stands(report)))
    form, exposing, status = CorrectionForm(request.POST, stands=report.area.code), None, 400
    if form.is_valid():
        try:
            return _done(
                request, report, actions.correct(report, request.user, _wanted(request, report, form))
            )
        except Exposing as wrong:
            exposing = wrong
        except DomainError as wrong:
            form.add_error(_shown_at(wrong), str(wrong))
            status = wrong.status
    return _show(request, own_report(request, number), form, exposing=exposing, status=status)


def _as_it_stands(report: Report) -> dict[str, Any]:
    return {"category": report.category.code, "landmark": report.landmark}


def _wanted(request: PersonRequest, report: Report, form: CorrectionForm) -> actions.Correction:
    """Raises Exposing, and Invalid while it would become private and nobody has said that they know."""
    data = form.cleaned_data
    own = data["category"] == report.category.code  # which may be asked no more
    category = report.category if own else category_of(data["category"])
    if category.private and report.public and request.POST.get("sure") != SURE:
        raise Invalid(
            _("Kategori ini selalu pribadi. Centang bahwa Anda mengerti."), field="category", code="not_sure"
        )
    said = as_chosen(request.POST, report.public, landmark=data["landmark"])
    return actions.Correction(category=category.code, lon=data.get("lon"), lat=data.get("lat"),
                              accuracy=data.get("accuracy"), area=data.get("area") or "", **said)  # fmt: skip


def _shown_at(wrong: DomainError) -> str | None:
    """The field of this form it is told at; None above all."""
    field = field_of(wrong)
    return field if field in CorrectionForm.base_fields else None


def _show(request: PersonRequest, report: Report, form: CorrectionForm, *, exposing: Exposing | None = None,
          status: int = 200) -> HttpResponse:  # fmt: skip
    lon, lat = (form[name].value() or "" for name in ("lon", "lat"))
    chosen = form["kelurahan"].value() or report.area.code
    categories = [c for c in Category.objects.filter(Q(active=True) | Q(pk=report.category_id))
                  if c.for_police or not report.category.for_police]  # fmt: skip
    wanted = next((one for one in categories if one.code == form["category"].value()), None)
    context = {"report": report, "form": form, "categories": categories,
               "areas": by_district(), "chosen_kelurahan": chosen, "place": place_at(lon, lat, chosen), "exposing": exposing,
               "ask_sure": form.is_bound and wanted is not None and wanted.private and report.public, **whole_city()}  # fmt: skip
    return render(request, "qlue/correct.html", context, status=status)


def _done(request: PersonRequest, report: Report, changed: bool) -> HttpResponse:
    said = _("Laporan diperbaiki. Sekarang di %(office)s.") % {"office": report.holder.title}
    messages.success(request, said if changed else _("Tidak ada yang berubah."))
    return HttpResponseRedirect(reverse("qlue:report", args=[report.number]), status=303)


@require_POST
@for_people
def photos(request: PersonRequest, number: int) -> HttpResponse:
    """Add (`photo`, `stashed`) and take away (`gone`, by name). What could not be done keeps what was sent."""
    report, stash = own_report(request, number), Stash.of(request)
    gone = request.POST.getlist("gone")
    try:
        if stash.wrong:
            raise stash.wrong[0]
        changed = actions.mend_photos(report, request.user, stashed=stash.names, remove=gone)
    except DomainError as wrong:
        return own_page(request, own_report(request, number), wrong, "photos", stash=stash, gone=gone)
    messages.success(request, _("Foto diperbarui.") if changed else _("Tidak ada yang berubah."))
    return HttpResponseRedirect(reverse("qlue:report", args=[number]), status=303)
