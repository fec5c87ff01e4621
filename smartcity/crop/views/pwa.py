"""What makes of CROP an app on the phone: its manifest, its icons, its service worker, how to install it, its page
without signal. Open to all, for nothing of anybody stands in them."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from smartcity.crop import icons, shell
from smartcity.lib.look import pwa

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
        "icons": pwa.icons({name: (drawing, addresses[name]) for name, drawing in icons.ICONS.items()}),
        "shortcuts": [
            {"name": word, "url": url, "icons": [{"src": addresses["192"], "sizes": "192x192"}]}
            for word, url in ((_("Peta"), f"{home}?view=map"), (_("Riwayat"), reverse("crop:history")))
        ],
    }, content_type="application/manifest+json")  # fmt: skip


icon = pwa.icon_page(icons.ICONS)
worker = pwa.worker_page(shell.SHELL)


@require_safe
def away(request: HttpRequest) -> HttpResponse:
    """Kept by the phone, shown for whatever page it has not kept."""
    return render(request, "crop/away.html")


@require_safe
def install(request: HttpRequest) -> HttpResponse:
    """How to put it on the home screen, in words."""
    return render(request, "crop/install.html")
