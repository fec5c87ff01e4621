"""Public events, carried to programs that asked for them."""

from django.apps import AppConfig


class HooksConfig(AppConfig):
    name = "smartcity.hooks"
