"""The city for other cities' programs: Open311 GeoReport v2, as XML and JSON."""

from django.apps import AppConfig


class Open311Config(AppConfig):
    name = "smartcity.open311"
