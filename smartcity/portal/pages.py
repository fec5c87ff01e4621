"""What every page of the portal has around it: the way to the others, as far as this city has them."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

WAYS = (
    ("map", _("Peta"), "/"),
    ("numbers", _("Statistik"), "/statistik/"),
    ("beds", _("Rumah sakit"), "/rumah-sakit/"),
    ("cameras", _("Kamera"), "/kamera/"),
    ("data", _("Data terbuka"), "/data/"),
)
DOORS = (
    (_("Peringatan kota"), "/peringatan/"),
    (_("Tinggi air"), "/pintu-air/"),
    (_("Untuk situs dan program"), "/sematkan/cara/"),
    ("API", "/api/v1/docs"),
    ("Open311", "/open311/v2/discovery.json"),
    ("FHIR", "/fhir/metadata"),
)


def show(
    request: HttpRequest, template: str, place: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """`place` is the one of WAYS the page belongs to."""
    ways = [(name, path, key == place) for key, name, path in WAYS if exists(path)]
    doors = [(name, path) for name, path in DOORS if exists(path)]
    around = {"ways": ways, "doors": doors, "site": settings.BASE_URL}
    return render(request, template, around | context, status=status)


def exists(path: str) -> bool:
    try:
        return bool(resolve(path))
    except Resolver404:
        return False
