"""Everything under /open311/v2/, each as .xml and .json."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from smartcity.open311 import requests, services, submitting, updates
from smartcity.open311.door import elsewhere, refusal, served


def absent(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Whatever else is asked for: told in XML unless JSON was meant."""
    return refusal(elsewhere(), "json" if rest.endswith(".json") else "xml")


app_name = "open311"
urlpatterns = [
    path("discovery.<str:format>", served(get=services.discovery), name="discovery"),
    path("services.<str:format>", served(get=services.services), name="services"),
    path("services/<str:code>.<str:format>", served(get=services.definition), name="service"),
    path("requests.<str:format>", served(get=requests.listed, post=submitting.submitted), name="requests"),
    path("requests/<int:number>.<str:format>", served(get=requests.one), name="request"),
    path("tokens/<str:token>.<str:format>", served(get=requests.token), name="token"),
    path(
        "servicerequestupdates.<str:format>", served(get=updates.listed, post=updates.posted), name="updates"
    ),
    path("", absent, name="root"),
    path("<path:rest>", absent, name="absent"),
]
