"""Warnings of floods, given out by a person."""

from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "smartcity.alerts"
