"""What makes of CROP an app on the phone: its manifest, its icons, its service worker, how to install it, its page
without signal. Open to all, for nothing of anybody stands in them."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from smartcity.crop import icons, shell
from smartcity.lib.look import appmanifest

GROUND, THEME = "#F6F4F0", "#06252C"


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    home = reverse("crop:inbox")
    addresses = {name: reverse("crop:icon", args=[name]) for name in icons.ICONS}
    return JsonResponse({
        "id": home, "start_url": home, "scope": home, "name": settings.CROP_NAME, "short_name": settings.CROP_NAME,
        "description": _("Tugas petugas kota: terima, kerjakan, jawab dengan bukti."), "lang": get_language(),
        "dir": "ltr", "display": "standalone", "theme_color": THEME, "background_color": GROUND,
        "categories": ["government", "productivity"],
        "icons": appmanifest.icons({name: (drawing, addresses[name]) for name, drawing in icons.ICONS.items()}),
        "shortcuts": [
            {"name": word, "url": url, "icons": [{"src": addresses["192"], "sizes": "192x192"}]}
            for word, url in ((_("Peta"), f"{home}?view=map"), (_("Riwayat"), reverse("crop:history")))
        ],
    }, content_type="application/manifest+json")  # fmt: skip


@cache_control(public=True, max_age=7 * 86_400)
@require_safe
def icon(request: HttpRequest, name: str) -> HttpResponse:
    if name not in icons.ICONS:
        raise Http404
    return HttpResponse(icons.png(name), content_type="image/png")


@cache_control(no_cache=True)
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Lies under /crop/, so that it may answer for all of it."""
    return HttpResponse(shell.worker(), content_type="text/javascript; charset=utf-8")


@require_safe
def away(request: HttpRequest) -> HttpResponse:
    """Kept by the phone, shown for whatever page it has not kept."""
    return render(request, "crop/away.html")


@require_safe
def install(request: HttpRequest) -> HttpResponse:
    """How to put it on the home screen, in words."""
    return render(request, "crop/install.html")
