"""What a page with a map is told of the ground: {% load ground %}{% ground_laid %}."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from smartcity.ground.queries import laid

register = template.Library()
TILES = "/tiles/ground/{z}/{x}/{y}.mvt"  # the portal's, known by its address only


@register.simple_tag
def ground_laid() -> SafeString | str:
    """Where mapstyle.js finds the tiles of roads and water; nothing where none were loaded."""
    found = laid()
    if found is None:
        return ""
    return format_html('<meta name="ground" data-tiles="{}?v={}" data-from="{}" data-source="{}">',
                       TILES, found.version, found.zoom, "; ".join(found.sources))  # fmt: skip
