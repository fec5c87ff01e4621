"""The core: what is reported, who holds it, how it moves."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "smartcity.reports"

    def ready(self) -> None:
        from smartcity.accounts.names import keep_from_people  # noqa: PLC0415  # models are there only now
        from smartcity.reports.companies import names_of_companies  # noqa: PLC0415

        keep_from_people(names_of_companies)
