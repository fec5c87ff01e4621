"""What every page knows: the names of the city and of its two apps, and whose pictures lie under its maps."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def city(request: HttpRequest) -> dict[str, Any]:
    """CITY_NAME, CITY_SHORT_NAME, QLUE_NAME, CROP_NAME and BASEMAP (or None) for templates."""
    names = ("CITY_NAME", "CITY_SHORT_NAME", "QLUE_NAME", "CROP_NAME", "BASEMAP")
    return {name: getattr(settings, name) for name in names}
