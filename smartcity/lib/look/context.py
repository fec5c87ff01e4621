"""What every page knows: the names of the city and of its two apps."""

from django.conf import settings
from django.http import HttpRequest


def city(request: HttpRequest) -> dict[str, str]:
    """CITY_NAME, CITY_SHORT_NAME, QLUE_NAME and CROP_NAME for templates."""
    names = ("CITY_NAME", "CITY_SHORT_NAME", "QLUE_NAME", "CROP_NAME")
    return {name: getattr(settings, name) for name in names}
