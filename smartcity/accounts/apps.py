"""People: who they are, where they sit, what they follow."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AccountsConfig(AppConfig):
    name = "smartcity.accounts"

    def ready(self) -> None:
        from smartcity.accounts.sessions import note  # noqa: PLC0415 models are ready only now

        user_logged_in.connect(note, dispatch_uid="note the session")
