"""The kinds of report: what is promised for each, shown before it is saved."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from smartcity.crop.forms.kinds import KindForm
from smartcity.crop.guard import OfficialRequest, show
from smartcity.crop.views.rules import governors
from smartcity.lib.errors import DomainError
from smartcity.reports.actions.kinds import Terms, check_terms, save_category, terms_of
from smartcity.reports.deadlines import promised
from smartcity.reports.models import Category


@governors
@require_safe
def kinds(request: OfficialRequest) -> HttpResponse:
    found = [
        (one, promised(one, one.first_action_hours), promised(one, one.resolution_hours))
        for one in Category.objects.all()
    ]
    return show(request, "crop/kinds.html", "kinds", {"kinds": found})


@governors
@require_http_methods(["GET", "HEAD", "POST"])
def kind(request: OfficialRequest, code: str) -> HttpResponse:
    """POST `do`: look (what it would mean) or save, with the version that was `seen`."""
    chosen = Category.objects.filter(code=code).first()
    if chosen is None:
        raise Http404
    if request.method != "POST":
        return _page(request, chosen, KindForm(initial=asdict(terms_of(chosen))))
    form = KindForm(request.POST)
    if not form.is_valid():
        return _page(request, chosen, form, status=400)
    try:
        check_terms(chosen, form.terms())
        if request.POST.get("do") == "save":
            save_category(chosen, form.terms(), request.user, seen=_seen(request))
            messages.success(request, _("%(kind)s berlaku untuk laporan baru.") % {"kind": chosen})
            return HttpResponseRedirect(reverse("crop:kinds"), status=303)
    except DomainError as wrong:
        chosen.refresh_from_db()
        return _page(request, chosen, form, wrong=wrong, status=wrong.status)
    return _page(request, chosen, form, meant=form.terms())


def _page(request: OfficialRequest, chosen: Category, form: KindForm, *, meant: Terms | None = None,
          wrong: DomainError | None = None, status: int = 200) -> HttpResponse:  # fmt: skip
    context: dict[str, Any] = {
        "kind": chosen, "form": form, "wrong": wrong, "changes": _changes(chosen, form, meant) if meant else None,
        "seen": chosen.version,
    }  # fmt: skip
    return show(request, "crop/kind.html", "kinds", context, status=status)


def _changes(chosen: Category, form: KindForm, meant: Terms) -> list[tuple[str, str, str]]:
    """Label, as it is, as it would be."""
    old, new = asdict(terms_of(chosen)), asdict(meant)
    return [(str(form.fields[name].label), _said(form, name, old[name]), _said(form, name, new[name]))
            for name in old if old[name] != new[name]]  # fmt: skip


def _said(form: KindForm, name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    choices = dict(getattr(form.fields[name], "choices", ()))
    return str(choices.get(value, value))


def _seen(request: OfficialRequest) -> int:
    """-1, which none is, when nothing was shown."""
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
