"""The append-only log everything else is read from."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "smartcity.events"
