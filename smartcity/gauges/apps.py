"""Sluices, watch posts, pump houses, rain posts and reservoirs: how high the water stands."""

from django.apps import AppConfig


class GaugesConfig(AppConfig):
    name = "smartcity.gauges"
