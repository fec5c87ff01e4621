"""Hospitals and their free beds."""

from django.apps import AppConfig


class BedsConfig(AppConfig):
    name = "smartcity.beds"
