"""The feeds: nearest, newest, followed, most supported; and the search."""

from math import isfinite
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST, require_safe

from smartcity.accounts.actions import follow
from smartcity.accounts.models import Follow
from smartcity.accounts.queries import reach
from smartcity.areas.models import Area
from smartcity.areas.queries import locate
from smartcity.lib.errors import Invalid
from smartcity.qlue import feeds
from smartcity.qlue.cards import shown
from smartcity.qlue.feeds import Page, Spot
from smartcity.qlue.forms import by_district, chosen_area
from smartcity.qlue.people import PersonRequest, for_people, person, safe_next
from smartcity.qlue.thrift import shown_at, thrifty
from smartcity.reports.models import Report

REMEMBERED = "wilayah"
YEAR = 365 * 24 * 3600  # seconds
COARSE = 3  # decimals of a degree


@require_safe
def nearby(request: HttpRequest) -> HttpResponse:
    """What is around the phone, the kelurahan asked for or the one remembered; else a choice and the newest."""
    if exact := _too_exact(request):
        return HttpResponseRedirect(f"{request.path}?{exact}")
    wrong: Invalid | None = None
    try:
        spot = _spot(request)
    except Invalid as no_place:
        spot, wrong = None, no_place
    start = request.GET.get("dari", "")
    page = feeds.nearest(spot, start, person(request)) if spot else feeds.newest("", person(request))
    choosing = wrong is not None or "ubah" in request.GET
    answer = _feed(
        request, Page(page.cards) if spot is None else page, tab="nearby", spot=spot, wrong=wrong,
        areas=by_district() if choosing else None,
        followed=bool(spot and _follows(request, spot.area)), listen=f"area:{spot.area.code}" if spot else "",
        status=wrong.status if wrong else 200,
    )  # fmt: skip
    if spot and spot.area.code != request.COOKIES.get(REMEMBERED):
        answer.set_cookie(
            REMEMBERED,
            spot.area.code,
            max_age=YEAR,
            samesite="Lax",
            httponly=True,
            secure=request.is_secure(),
        )
    return answer


def _spot(request: HttpRequest) -> Spot | None:
    """Where to look from. Raises Invalid for a position that is none or outside the city."""
    if "lon" in request.GET:
        lon, lat = _degrees(request.GET.get("lon", "")), _degrees(request.GET.get("lat", ""))
        place = locate(lon, lat)
        assert lon is not None  # locate() has seen to both
        assert lat is not None
        return Spot(place.area, lon, lat, exact=True)
    area = chosen_area(request.GET.get("area") or request.COOKIES.get(REMEMBERED, ""))
    return Spot(area, area.lon, area.lat) if area else None


def _degrees(text: str) -> float | None:
    """Rounded to COARSE decimals, some 110 m. The position stands in the address so that the page can be reloaded, gone
    back to and paged without script; an address stays in histories and logs, so it never tells the house: feed.js rounds
    before it asks, and what comes more exact is rounded here and sent on to the coarse address. To say what is nearest a
    street is near enough."""
    try:
        return round(float(text), COARSE)
    except ValueError:
        return None


def _too_exact(request: HttpRequest) -> str:
    """The query with its position rounded where it tells more; else ""."""
    asked = request.GET.copy()
    for name in ("lon", "lat"):
        degrees = _degrees(asked.get(name, ""))
        if degrees is not None and isfinite(degrees):
            asked[name] = f"{degrees:.{COARSE}f}".rstrip("0").rstrip(".")
    plainer = any(len(asked.get(name, "")) < len(request.GET.get(name, "")) for name in ("lon", "lat"))
    return asked.urlencode() if plainer else ""


def _follows(request: HttpRequest, area: Area) -> bool:
    return request.user.is_authenticated and Follow.objects.filter(
        user=request.user, subject=f"area:{area.code}").exists()  # fmt: skip


@require_safe
def newest(request: HttpRequest) -> HttpResponse:
    return _feed(
        request, feeds.newest(request.GET.get("dari", ""), person(request)), tab="newest", listen="all"
    )


@require_safe
def supported(request: HttpRequest) -> HttpResponse:
    return _feed(request, feeds.most_supported(request.GET.get("dari", ""), person(request)), tab="supported")


@require_safe
def followed(request: HttpRequest) -> HttpResponse:
    """Strangers follow nothing: they are told what this is for."""
    if (user_id := person(request)) is None:
        return _feed(request, Page([]), tab="followed")
    return _feed(request, feeds.followed(request.GET.get("dari", ""), user_id), tab="followed")


def _feed(request: HttpRequest, page: Page, *, tab: str, status: int = 200, **more: Any) -> HttpResponse:
    show = shown_at(request)
    answer = render(request, "qlue/feed.html", {
        "tab": tab, "cards": shown(page.cards, back=request.get_full_path(), photos=not show), "show_photos": show,
        "more": f"?{page.more}" if page.more else "", **more,
    }, status=status)  # fmt: skip
    patch_vary_headers(answer, ["Save-Data"])
    return answer


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """A number leads straight to its report; words to the newest reports that hold them."""
    asked = request.GET.get("q", "").strip()[:100]
    number = "".join(asked.removeprefix("No.").split())
    if _is_number(number) and Report.objects.visible_to(reach(request.user)).numbered(int(number)).exists():
        return HttpResponseRedirect(reverse("qlue:report", args=[int(number)]))
    words = asked.replace("\x00", "")
    found = feeds.with_words(words, person(request)) if len(words) >= 3 else []
    return render(request, "qlue/search.html", {
        "asked": asked, "cards": shown(found, back=request.get_full_path(), photos=not thrifty(request)),
        "show_photos": shown_at(request), "short": 0 < len(words) < 3,
    })  # fmt: skip


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


@require_POST
@for_people
def follow_area(request: PersonRequest, code: str) -> HttpResponse:
    """Hear of everything in a kelurahan, or no longer."""
    area = chosen_area(code)
    if area is None:
        raise Http404
    follow(request.user, f"area:{area.code}", on=request.POST.get("on") == "1")
    return HttpResponseRedirect(safe_next(request, reverse("qlue:nearby")), status=303)
