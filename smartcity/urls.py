"""Where each face stands. A face that is deleted needs only its line here to go."""

from importlib.util import find_spec

from django.urls import include, path
from django.views.i18n import set_language

from smartcity.lib.refusals import unreadable

handler400 = unreadable
FACES = {
    "": "portal",
    "qlue/": "qlue",
    "crop/": "crop",
    "open311/v2/": "open311",
    "ogc/": "ogc",
    "fhir/": "fhir",
    "api/v1/": "api",
}
urlpatterns = [
    *(
        path(where, include(f"smartcity.{face}.urls"))
        for where, face in FACES.items()
        if find_spec(f"smartcity.{face}") and find_spec(f"smartcity.{face}.urls")
    ),
    path("", include("smartcity.events.urls")),
    path("media/", include("smartcity.reports.urls")),
    path("i18n/bahasa/", set_language, name="set_language"),
]
