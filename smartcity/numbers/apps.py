"""How the whole city does, for everyone: counted now and then, and told with the moment it was counted."""

from django.apps import AppConfig


class NumbersConfig(AppConfig):
    name = "smartcity.numbers"
