"""The flood night: where an operator has turned it on, and how deep the water is by those who stand in it."""

from django.apps import AppConfig


class FloodsConfig(AppConfig):
    name = "smartcity.floods"
