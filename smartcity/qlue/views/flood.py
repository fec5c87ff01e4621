"""The page of the flood night: no photos, no map, how deep in one tap. It is light, for everybody asks at once."""

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from smartcity.accounts.limits import mark_device
from smartcity.floods import depths, queries
from smartcity.floods.depths import Word
from smartcity.floods.models import Night
from smartcity.gauges import queries as gauges
from smartcity.lib.geo import distance_m
from smartcity.lib.look import words
from smartcity.qlue import asking
from smartcity.qlue.flooded import deep_category
from smartcity.qlue.forms import by_district
from smartcity.qlue.receiver import Place, place_at

MOST = 12
FAR_M = 3000
MOST_GAUGES = 3


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """?lon= and ?lat=, or ?kelurahan=, say where; without them it is the flooded areas' own. 200 also when no night is on."""
    place = place_at(*(request.GET.get(name, "") for name in ("lon", "lat", "kelurahan")))
    nights = queries.current()
    found = deep_category()
    context: dict[str, Any] = {
        "nights": nights, "place": place, "here": _near(place, nights),
        "gauges": gauges.worst(MOST_GAUGES), "client_id": uuid4(), "areas": _areas(nights), "category": found[0].code if found else "",
        "ask": asking.ask(found[1], {}) if found else None,
    }  # fmt: skip
    answer = mark_device(request, render(request, "qlue/flood.html", context))
    answer["Cache-Control"] = "no-store"
    return answer


def _near(place: Place | None, nights: list[Night]) -> list[tuple[Word, str]]:
    """What is told of the water: the nearest first, each with how far away it is; without a place the newest."""
    said = depths.at_hand()
    if place is None:
        return [
            (word, "")
            for word in said
            if not nights or any(queries.within(word.area_code, n.area) for n in nights)
        ][:MOST]
    away = ((word, distance_m(word.lon, word.lat, place.lon, place.lat)) for word in said)
    near = sorted((pair for pair in away if pair[1] <= FAR_M), key=lambda pair: pair[1])[:MOST]
    return [(word, words.distance(metres)) for word, metres in near]


def _areas(nights: list[Night]) -> list[Any]:
    """The kelurahan to choose from: of the flooded areas, of the whole city while there is none."""
    everywhere = list(by_district())
    flooded = [
        area for area in everywhere if any(queries.within(area["code"], night.area) for night in nights)
    ]
    return flooded or everywhere
