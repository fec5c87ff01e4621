"""Everything about oneself: to take along, and to leave behind."""

from django.apps import AppConfig


class OneselfConfig(AppConfig):
    name = "smartcity.oneself"
