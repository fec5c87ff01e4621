"""Asked while a report is being written; both only offer."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from smartcity.lib.errors import Invalid
from smartcity.qlue.hints import alike_to, suggested
from smartcity.qlue.receiver import place_at
from smartcity.reports.models import Category


@require_safe
def kinds(request: HttpRequest) -> JsonResponse:
    """The categories `text` may be about: {kinds: [{code, name}]}, three at most, the likeliest first."""
    found = suggested(request.GET.get("text", ""), list(Category.objects.filter(active=True)))
    return JsonResponse({"kinds": [{"code": kind.code, "name": str(kind)} for kind in found]})


@require_safe
def alike(request: HttpRequest) -> HttpResponse:
    """Cards of reports like the one being written at `lon`, `lat` (`category`, `text`, `stashed` repeated); empty
    without a place in the city."""
    try:
        place = place_at(request.GET.get("lon", ""), request.GET.get("lat", ""), "", strict=True)
    except Invalid:
        place = None
    found = alike_to(request, place, request.GET.dict(), request.GET.getlist("stashed"))
    return render(request, "qlue/_alike.html", {"alike": found})
