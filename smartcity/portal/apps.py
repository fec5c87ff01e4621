"""The public map: it shows what everyone may know, and decides nothing."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "smartcity.portal"
