"""Water and roads under the city's own map."""

from django.apps import AppConfig


class GroundConfig(AppConfig):
    name = "smartcity.ground"
