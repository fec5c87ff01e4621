"""The map in other people's pages: the frame, and the page that gives its code away."""

from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from smartcity.portal import feeds
from smartcity.portal.choices import Choices
from smartcity.portal.ground import Ground
from smartcity.portal.pages import show
from smartcity.portal.screen import Screen
from smartcity.reports.filters import Filters

LIVES = "public, max-age=30"
CODE = '<iframe src="{}" title="{}" width="100%" height="520" style="border:0" loading="lazy"></iframe>'


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def frame(request: HttpRequest) -> HttpResponse:
    """Map and list of what the address asks for, with no cookie and no account: the same for everybody."""
    screen = Screen(request.GET)
    shown = {
        "screen": screen,
        "choices": Choices(screen),
        "ground": Ground(screen.filters.area),
        "whole": f"/{screen.canonical}",
        "title": feeds.title(screen.filters),
    }
    response = render(request, "portal/embed.html", shown, status=400 if screen.errors else 200)
    response["Cache-Control"] = LIVES
    return response


@require_safe
def code(request: HttpRequest) -> HttpResponse:
    """The code for what is chosen here, and the other ways for programs."""
    screen = Screen(request.GET)
    chosen = Filters(area=screen.filters.area, category=screen.filters.category)
    query = chosen.address() if chosen != Filters() else ""
    there = settings.BASE_URL + reverse("portal:embed") + query
    context: dict[str, Any] = {
        "screen": screen, "choices": Choices(screen), "frame": reverse("portal:embed") + query,
        "code": CODE.format(escape(there), escape(feeds.title(chosen))), "feed": settings.BASE_URL + feeds.address(chosen),
        "cap": settings.BASE_URL + reverse("portal:alerts"), "title": feeds.title(chosen),
    }  # fmt: skip
    return show(request, "portal/embed_code.html", "embed", context, 400 if screen.errors else 200)
