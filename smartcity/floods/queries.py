"""Where the flood night is on."""

from collections.abc import Iterable

from django.core.cache import cache

from smartcity.areas.models import Area
from smartcity.floods.models import Night
from smartcity.lib.time import now

AT_HAND, KEPT_S = "floods:current", 10


def current() -> list[Night]:
    """Those that are on, the newest first; the same for every reader, looked up once in KEPT_S."""
    found: list[Night] | None = cache.get(AT_HAND)
    if found is None:
        nights = Night.objects.current().select_related("area__parent__parent", "office")
        found = list(nights.order_by("-since", "-pk"))
        cache.set(AT_HAND, found, KEPT_S)
    moment = now()
    return [night for night in found if night.until > moment]


def forget() -> None:
    """This process looks anew, the others within KEPT_S."""
    cache.delete(AT_HAND)


def night_of(area: Area) -> Night | None:
    """The one that is on there: of the area itself, or of one above it."""
    return next((night for night in current() if covers(night.area, area)), None)


def covers(one: Area, other: Area) -> bool:
    """Whether `other` is `one`, or lies in it."""
    return within(other.code, one)


def within(code: str, area: Area) -> bool:
    """Whether the area with this code is `area` or lies in it: a code begins with that of the area above it."""
    return code == area.code or code.startswith(f"{area.code}.")


def touching(areas: Iterable[Area]) -> list[Night]:
    """Those that are on in any of these."""
    return [
        night for night in current() if any(covers(night.area, a) or covers(a, night.area) for a in areas)
    ]
