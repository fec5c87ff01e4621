"""People: who they are, where they sit, what they follow."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "smartcity.accounts"
