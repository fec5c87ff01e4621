"""The official's face."""

from django.apps import AppConfig


class CropConfig(AppConfig):
    name = "smartcity.crop"
