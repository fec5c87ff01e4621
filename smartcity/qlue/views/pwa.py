"""What makes of Qlue an app on the phone: its manifest, its icons, its service worker, its page without signal."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from smartcity.lib.look import pwa
from smartcity.qlue import icons, shell

BRAND, GROUND = "#0A5F73", "#F6F4F0"


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    home = reverse("qlue:nearby")
    icon = {name: reverse("qlue:icon", args=[name]) for name in icons.ICONS}
    said = {
        "id": home, "start_url": home, "scope": home, "name": settings.QLUE_NAME, "short_name": settings.QLUE_NAME,
        "description": _("Laporkan masalah kota dengan foto, dan ikuti sampai selesai."), "lang": get_language(),
        "dir": "ltr", "display": "standalone", "orientation": "portrait", "theme_color": BRAND,
        "background_color": GROUND, "categories": ["government", "utilities"],
        "icons": pwa.icons({name: (drawing, icon[name]) for name, drawing in icons.ICONS.items()}),
        "shortcuts": [
            {"name": _("Laporan baru"), "url": reverse("qlue:new"), "icons": [{"src": icon["192"], "sizes": "192x192"}]},
            {"name": _("Di ponsel"), "url": reverse("qlue:drafts"), "icons": [{"src": icon["192"], "sizes": "192x192"}]},
        ],
    }  # fmt: skip
    return JsonResponse(said, content_type="application/manifest+json")


icon = pwa.icon_page(icons.ICONS)
worker = pwa.worker_page(shell.SHELL)


@require_safe
def away(request: HttpRequest) -> HttpResponse:
    """Kept by the phone, shown for whatever page it has not kept."""
    return render(request, "qlue/away.html")
