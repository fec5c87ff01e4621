"""OGC API Features: the city's open data for map programs."""

from django.apps import AppConfig


class OgcConfig(AppConfig):
    name = "smartcity.ogc"
