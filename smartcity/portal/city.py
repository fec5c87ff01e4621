"""What the city pack says about the map."""

import tomllib
from functools import cache

from django.conf import settings


@cache
def aside() -> str:
    """The code of an area too far away to share the map, drawn beside it; "" in most cities."""
    path = settings.CITY / "city.toml"
    return str(tomllib.loads(path.read_text("utf-8")).get("map", {}).get("aside", ""))
