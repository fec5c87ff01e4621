"""Other systems that answer reports in an office's name: Open311 GeoReport v2, from the asking side."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "smartcity.partners"
