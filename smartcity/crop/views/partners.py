"""The systems that answer in an office's name: how they are reached, what they take, what could not be sent."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from smartcity.crop.forms.partners import MatchForm, SystemForm, as_it_is
from smartcity.crop.guard import OfficialRequest, show
from smartcity.crop.views.rules import governors
from smartcity.lib.errors import DomainError, Invalid
from smartcity.partners import actions
from smartcity.partners.models import PartnerSystem
from smartcity.partners.queries import latest, services_of, systems


@governors
@require_safe
def partners(request: OfficialRequest) -> HttpResponse:
    return show(request, "crop/partners.html", "me", {"systems": systems()})


@governors
@require_http_methods(["GET", "HEAD", "POST"])
def partner(request: OfficialRequest, pk: int | None = None) -> HttpResponse:
    """POST `do`: save (the fields of SystemForm; then it is tried), try, match (those of MatchForm), unmatch (`service`),
    redo (`dispatch`, or all)."""
    system = PartnerSystem.objects.select_related("office").filter(pk=pk).first() if pk else None
    if pk is not None and system is None:
        raise Http404
    if request.method != "POST":
        return _page(request, system)
    do = request.POST.get("do", "")
    if do == "save":
        return _save(request, system)
    if system is None:
        raise Http404
    if do == "match":
        return _match(request, system)
    try:
        _done(request, system, do)
    except DomainError as wrong:
        return _page(request, system, wrong=wrong)
    return _back(system)


def _done(request: OfficialRequest, system: PartnerSystem, do: str) -> None:
    match do:
        case "try":
            _try(request, system)
        case "unmatch":
            service = system.services.filter(pk=_number(request, "service")).first()
            if service is None:
                raise Http404
            actions.unmatch(service)
        case "redo":
            n = actions.redo(system, _number(request, "dispatch"))
            said = ngettext("%(n)d kiriman diulang.", "%(n)d kiriman diulang.", n) % {"n": n}
            messages.success(request, said)
        case _other:
            raise Http404


def _save(request: OfficialRequest, system: PartnerSystem | None) -> HttpResponse:
    form = SystemForm(request.POST, system=system)
    if not form.is_valid():
        return _page(request, system, form=form)
    try:
        saved = actions.save_system(form.wanted(), request.user, system)
    except DomainError as wrong:
        form.add_error(wrong.field if wrong.field in form.fields else None, str(wrong))
        return _page(request, system, form=form)
    try:
        _try(request, saved)
    except Invalid as wrong:
        messages.warning(request, _("Tersimpan. %(why)s") % {"why": wrong})
    return _back(saved)


def _try(request: OfficialRequest, system: PartnerSystem) -> None:
    found = actions.try_out(system)
    n = len(found.offered)
    said = ngettext("Sistem ini menjawab: %(n)d layanan.", "Sistem ini menjawab: %(n)d layanan.", n) % {
        "n": n
    }
    messages.success(request, said)


def _match(request: OfficialRequest, system: PartnerSystem) -> HttpResponse:
    form = MatchForm(request.POST, system=system)
    if form.is_valid():
        try:
            actions.match(system, *form.matched())
        except DomainError as wrong:
            form.add_error(wrong.field if wrong.field in form.fields else None, str(wrong))
        else:
            messages.success(request, _("Berlaku untuk laporan yang masuk mulai sekarang."))
            return _back(system)
    return _page(request, system, matching=form)


def _page(request: OfficialRequest, system: PartnerSystem | None, *, form: SystemForm | None = None,
          matching: MatchForm | None = None, wrong: DomainError | None = None) -> HttpResponse:  # fmt: skip
    if system and (form or matching):
        system.refresh_from_db()
    context: dict[str, Any] = {
        "system": system,
        "form": form or SystemForm(system=system, initial=as_it_is(system)),
        "blamed": form or matching,
        "wrong": wrong,
    }
    if system:
        rows = latest(system)
        names = dict(system.offered)
        context |= {
            "matching": matching or MatchForm(system=system),
            "services": [(one, names.get(one.code, "")) for one in services_of(system)],
            "rows": rows,
            "parked": sum(row.state == "parked" for row in rows),
        }
    status = wrong.status if wrong else 400 if form or matching else 200
    return show(request, "crop/partner.html", "me", context, status)


def _back(system: PartnerSystem) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("crop:partner", args=[system.pk]), status=303)


def _number(request: OfficialRequest, name: str) -> int:
    """0, which none is, for what is no number."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
