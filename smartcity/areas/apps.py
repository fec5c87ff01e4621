"""Where: kota, kecamatan, kelurahan, and which of them a point lies in."""

from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "smartcity.areas"
