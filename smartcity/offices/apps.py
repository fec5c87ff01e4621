"""Who answers: kelurahan, kecamatan, mayor, dinas, police, utility."""

from django.apps import AppConfig


class OfficesConfig(AppConfig):
    name = "smartcity.offices"
