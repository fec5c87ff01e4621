"""Qlue: the citizen's small social network. A face: it shows, it decides nothing."""

from django.apps import AppConfig


class QlueConfig(AppConfig):
    name = "smartcity.qlue"
