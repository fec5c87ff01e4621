"""The pages and files of the public map."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from smartcity.areas.models import Level
from smartcity.areas.queries import outlines
from smartcity.ground import queries as laid
from smartcity.lib.asked import asked_of, problem
from smartcity.lib.errors import DomainError, Invalid
from smartcity.portal import feeds, queries, search, tiles
from smartcity.portal.choices import Choices
from smartcity.portal.days import Days
from smartcity.portal.ground import Ground
from smartcity.portal.lasting import lasting
from smartcity.portal.pages import show
from smartcity.portal.screen import Screen, row
from smartcity.reports.filters import read_strictly

TILE = "application/vnd.mapbox-vector-tile"
# Seconds: what is new is told by the live stream, so a tile may be a moment old.
TILE_LIVES = "public, max-age=3, stale-while-revalidate=30"
AREAS_LIVE = "public, max-age=86400"
GROUND_LIVES = "public, max-age=604800"
GATHERED = 20  # rows of the map's small window


@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """Map and list. `fragment=list` is all but the map, for the page's script."""
    screen = Screen(request.GET)
    fragment = request.GET.get("fragment") == "list"
    if not screen.errors and (elsewhere := _elsewhere(request, screen)):
        return HttpResponseRedirect(
            elsewhere + ("&fragment=list" if fragment and elsewhere.startswith("?") else "")
        )
    shown = {"screen": screen, "choices": Choices(screen), "ground": Ground(screen.filters.area), "days": Days(screen),
             "feed": feeds.address(screen.filters), "feed_title": feeds.title(screen.filters)}  # fmt: skip
    template = "portal/_panel.html" if fragment else "portal/home.html"
    return show(request, template, "map", shown, status=400 if screen.errors else 200)


def _elsewhere(request: HttpRequest, screen: Screen) -> str:
    """Where this address leads instead: to what was searched for, or to itself without a form's empty fields."""
    if screen.filters.q and (there := search.straight_to(screen)):
        return there
    untidy = (
        any("" in values for _name, values in request.GET.lists()) or len(request.GET.getlist("area")) > 1
    )
    return screen.link() if untidy else ""


@require_safe
def card(request: HttpRequest, number: int) -> HttpResponse:
    """One public report as the map's small window shows it."""
    found = queries.one(number)
    if found is None:
        raise Http404
    return render(request, "portal/_card.html", {"card": row(found)})


@require_safe
def gathered(request: HttpRequest) -> HttpResponse:
    """What lies in one spot of the map, where coming nearer parts it no more: the same words as in the page's address."""
    try:
        filters = read_strictly(asked_of(request))
    except DomainError as error:
        return problem(error)
    found = queries.page(filters, "newest", most=GATHERED)
    shown = {
        "rows": [row(card) for card in found],
        "n": queries.count(filters),
        "whole": f"/{filters.address()}",
    }
    return render(request, "portal/_gathered.html", shown)


@require_safe
def tile(request: HttpRequest, z: str, x: str, y: str) -> HttpResponseBase:
    """A vector tile of the reports the filters let through; the same words as in the page's address."""
    try:
        body = tiles.tile(_whole(z), _whole(x), _whole(y), read_strictly(asked_of(request)))
    except DomainError as error:
        return problem(error)
    return lasting(request, HttpResponse(body, content_type=TILE), TILE_LIVES)


@require_safe
def ground(request: HttpRequest, z: str, x: str, y: str) -> HttpResponseBase:
    """A vector tile of the roads and the water an operator loaded; the page's address of it changes with them."""
    try:
        where = _whole(z), _whole(x), _whole(y)
        tiles.check(*where)
    except DomainError as error:
        return problem(error)
    return lasting(request, HttpResponse(laid.tile(*where), content_type=TILE), GROUND_LIVES)


@require_safe
def areas(request: HttpRequest) -> HttpResponseBase:
    """The outlines of all areas of a level, simplified, as GeoJSON."""
    try:
        level = _level(asked_of(request))
    except DomainError as error:
        return problem(error)
    return lasting(request, HttpResponse(outlines(level), content_type="application/geo+json"), AREAS_LIVE)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What machines that read along may leave out."""
    closed = ("/crop/", "/tiles/", "/live/", "/kartu/", "/data/laporan.", "/ogc/collections/", "/*fragment=")
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed),
        f"Sitemap: {settings.BASE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain")


def _level(asked: QueryDict) -> str:
    level = asked.get("level", Level.KOTA)
    if level not in Level.values:
        raise Invalid(_("Tidak ada tingkat wilayah “%(level)s”.") % {"level": level[:40]}, field="level")
    return level


def _whole(number: str) -> int:
    if not (number.isascii() and number.isdigit() and len(number) < 9):
        raise Invalid(_("Alamat ubin ditulis z/x/y, tiga bilangan bulat."), code="bad_tile")
    return int(number)
