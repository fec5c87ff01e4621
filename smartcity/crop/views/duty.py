"""Who is on duty; going on duty and off; and where one's phone is, as long as it lasts."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from smartcity.accounts import duty
from smartcity.crop import shift
from smartcity.crop.guard import OfficialRequest, case_of, officials, show
from smartcity.crop.scope import box_of_city
from smartcity.lib.errors import DomainError
from smartcity.reports.models import Report


@officials
@require_safe
def officers(request: OfficialRequest) -> HttpResponse:
    """With ?tugas, of the office that holds that case, the nearest to it first."""
    case = _case(request)
    if case is not None:
        found = duty.nearest(case.holder, request.reach, case.lon, case.lat)
    else:
        found = [(one, None) for one in duty.on_duty(request.reach)]
    areas = {post.office.area.code for post in request.reach.posts if post.office.area}
    context = {
        "found": found, "case": case, "own": duty.duty_of(request.user), "posts": duty.posts_for_duty(request.reach),
        "watches": request.reach.watches, "areas": " ".join(sorted(areas)), "box": box_of_city(),
        "placed": any(one.lon is not None for one, _metres in found),
    }  # fmt: skip
    return show(request, "crop/officers.html", "officers", context)


@officials
@require_POST
def switch(request: OfficialRequest) -> HttpResponse:
    """`post` to go on duty as its holder; without one, off."""
    chosen = request.POST.get("post", "")
    if not chosen:
        duty.end(request.user)
        request.session.pop(shift.KEY, None)
        return redirect("crop:officers")
    post = next((one for one in duty.posts_for_duty(request.reach) if str(one.pk) == chosen), None)
    if post is None:
        raise Http404
    shift.begin_shift(request, request.user, post)
    return redirect("crop:officers")


@officials
@require_POST
def position(request: OfficialRequest) -> HttpResponse:
    """`lon` and `lat` in degrees: 204; 410 when they are off duty, so that the phone stops telling."""
    try:
        there = duty.place(
            request.user, float(request.POST.get("lon", "")), float(request.POST.get("lat", ""))
        )
    except (ValueError, DomainError):
        return HttpResponse(status=400)
    if not there:
        request.session.pop(shift.KEY, None)
    return HttpResponse(status=204 if there else 410)


def _case(request: OfficialRequest) -> Report | None:
    number = request.GET.get("tugas", "")
    if not number:
        return None
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise Http404
    return case_of(request, int(number))
