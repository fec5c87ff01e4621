"""What of the city's reports is given away as open data, in which formats, and the files of each finished month."""

from django.apps import AppConfig


class OpendataConfig(AppConfig):
    name = "smartcity.opendata"
