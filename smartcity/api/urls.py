"""Everything under /api/v1/."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.generic import RedirectView
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from smartcity import __version__
from smartcity.api import (
    describing,
    gauges,
    hospitals,
    letters,
    moves,
    news,
    oneself,
    own,
    people,
    places,
    problems,
    reports,
    social,
    talk,
    webhooks,
)
from smartcity.api.docs import Page


class CityAPI(NinjaAPI):
    """Its schema is told once: it is the same for every reader."""

    told: OpenAPISchema | None = None

    def get_openapi_schema(self, **where: Any) -> OpenAPISchema:
        if self.told is None:
            schema = super().get_openapi_schema(**where)
            describing.finish(schema)
            self.told = schema
        return self.told


app_name = "api"
api = CityAPI(
    title="Smart City API",
    version=__version__,
    urls_namespace="api",
    docs=Page(),
    description=Page.INTRODUCTION,
)
problems.teach(api)
for part in (
    reports,
    moves,
    own,
    places,
    hospitals,
    gauges,
    people,
    news,
    oneself,
    talk,
    letters,
    social,
    webhooks,
):
    api.add_router("", part.router)


def absent(request: HttpRequest, rest: str) -> HttpResponse:
    """Whatever else is asked for is not here, and that is said as everything else is."""
    return problems.absent()


def _speaking() -> list[URLPattern]:
    """The patterns of ninja, each in our words; our own root instead of its."""
    theirs = [
        pattern for pattern in api.urls[0] if isinstance(pattern, URLPattern) and pattern.name != "api-root"
    ]
    return [
        path(str(pattern.pattern), problems.spoken(pattern.callback), name=pattern.name) for pattern in theirs
    ]


urlpatterns = [
    path("", RedirectView.as_view(pattern_name="api:openapi-view"), name="api-root"),
    *_speaking(),
    path("<path:rest>", problems.spoken(absent), name="absent"),
]
