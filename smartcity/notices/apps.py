"""Who should hear of an event."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "smartcity.notices"
