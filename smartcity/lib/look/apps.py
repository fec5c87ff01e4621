"""The look as a Django app, so that its templates, static files and words are found."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "smartcity.lib.look"
    label = "look"
