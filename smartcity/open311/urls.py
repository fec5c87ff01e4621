"""Everything under /open311/v2/, each as .xml and .json."""

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path
from django.utils.translation import gettext as _

from smartcity.lib.errors import NotFound
from smartcity.open311 import requests, services, submitting, updates
from smartcity.open311.door import refusal, served

FMT = r"(?P<fmt>xml|json)"
app_name = "open311"


def absent(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Whatever else is asked for, also a format we do not speak: told in XML unless JSON was meant."""
    fmt = "json" if rest.endswith(".json") else "xml"
    return refusal(NotFound(_("Tidak ada. Mulai dari discovery.xml atau discovery.json.")), fmt)


urlpatterns = [
    re_path(rf"^discovery\.{FMT}$", served(get=services.discovery), name="discovery"),
    re_path(rf"^services\.{FMT}$", served(get=services.services), name="services"),
    re_path(rf"^services/(?P<code>[A-Za-z0-9_-]+)\.{FMT}$", served(get=services.definition), name="service"),
    re_path(rf"^requests\.{FMT}$", served(get=requests.listed, post=submitting.submitted), name="requests"),
    re_path(rf"^requests/(?P<number>[^/]+)\.{FMT}$", served(get=requests.one), name="request"),
    re_path(rf"^tokens/(?P<token>[^/]+)\.{FMT}$", served(get=requests.token), name="token"),
    re_path(
        rf"^servicerequestupdates\.{FMT}$", served(get=updates.listed, post=updates.posted), name="updates"
    ),
    path("", absent, name="root"),
    path("<path:rest>", absent, name="absent"),
]
