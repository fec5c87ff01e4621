"""Seats: who is invited to sit where, who has left, who has the officials' app."""

from django.apps import AppConfig


class SeatsConfig(AppConfig):
    name = "smartcity.seats"
