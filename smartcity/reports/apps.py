"""The core: what is reported, who holds it, how it moves."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "smartcity.reports"
