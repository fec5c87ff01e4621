"""The city for programs: JSON over HTTP, the same actions as every face."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "smartcity.api"
