"""Oneself: what one's points are for, who knows one's name, all one's data to take along, and leaving."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from smartcity.accounts.again import prove, signed_in_lately
from smartcity.lib.errors import DomainError, Invalid
from smartcity.lib.time import now
from smartcity.oneself.actions import erase
from smartcity.oneself.dossier import dossier
from smartcity.qlue.people import PersonRequest, for_people
from smartcity.reports.models import Disclosure
from smartcity.reports.recognition import POINTS, recognition


@never_cache
@require_safe
@for_people
def points(request: PersonRequest) -> HttpResponse:
    """Each point with what it was for; each badge with how it is earned."""
    return render(request, "qlue/points.html", {"recognition": recognition(request.user), "worth": POINTS})


@never_cache
@require_safe
@for_people
def identity(request: PersonRequest) -> HttpResponse:
    """Who asked for one's name, and who may read it."""
    asked = Disclosure.objects.filter(report__author=request.user).select_related("office", "report")
    return render(request, "qlue/identity.html", {"asked": asked.prefetch_related("seen")[:100]})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_people
def take_along(request: PersonRequest) -> HttpResponseBase:
    """One ZIP with everything, made as it is sent. Asks for the password unless one signed in a moment ago."""
    if request.method != "POST":
        return _page(request, "qlue/take_along.html")
    try:
        prove(request, request.POST.get("password", ""))
    except DomainError as wrong:
        return _page(request, "qlue/take_along.html", wrong)
    answer = StreamingHttpResponse(dossier(request.user), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="data-saya-{now():%Y%m%d}.zip"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_people
def leave(request: PersonRequest) -> HttpResponse:
    """The word typed, and shown to be oneself: then everything ends at once."""
    if request.method != "POST":
        return _page(request, "qlue/leave.html")
    user = request.user
    try:
        if request.POST.get("word", "").strip().upper() != _("HAPUS"):
            raise Invalid(
                _("Ketik %(word)s untuk melanjutkan.") % {"word": _("HAPUS")}, field="word", code="word"
            )
        prove(request, request.POST.get("password", ""))
        erase(user, words_too=request.POST.get("words") == "go")
    except DomainError as wrong:
        return _page(request, "qlue/leave.html", wrong)
    logout(request)
    messages.success(request, _("Akun Anda sudah dihapus. Laporan Anda tetap ada, tanpa nama."))
    return HttpResponseRedirect(reverse("qlue:nearby"), status=303)


def _page(request: HttpRequest, template: str, wrong: DomainError | None = None) -> HttpResponse:
    context = {"wrong": wrong, "lately": signed_in_lately(request), "word": _("HAPUS")}
    return render(request, template, context, status=wrong.status if wrong else 200)
