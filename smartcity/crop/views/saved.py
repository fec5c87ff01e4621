"""Keeping a filter of the inbox, and dropping it."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from smartcity.crop.guard import OfficialRequest, officials
from smartcity.crop.saved import forget_saved
from smartcity.crop.wanted import Wanted
from smartcity.lib.errors import DomainError, NotFound
from smartcity.seats.saving import drop_filter, save_filter


@officials
@require_POST
def keep(request: OfficialRequest) -> HttpResponse:
    """POST `name`, and `query`: the address of the list as it stands, of which only what is understood is kept."""
    wanted = _wanted(request)
    try:
        save_filter(request.user, name=request.POST.get("name", ""), query=wanted.kept)
    except DomainError as wrong:
        messages.error(request, str(wrong))
    else:
        forget_saved(request)
        messages.success(request, _("Saringan disimpan."))
    return _back(wanted)


@officials
@require_POST
def drop(request: OfficialRequest, pk: int) -> HttpResponse:
    try:
        drop_filter(request.user, pk)
    except NotFound:
        raise Http404 from None
    forget_saved(request)
    messages.success(request, _("Saringan dihapus."))
    return _back(_wanted(request))


def _wanted(request: OfficialRequest) -> Wanted:
    return Wanted.of(QueryDict(request.POST.get("query", "")))


def _back(wanted: Wanted) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("crop:inbox") + wanted.but().rstrip("?"), status=303)
