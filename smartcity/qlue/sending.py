"""A filled-in report on its way in: from an account or from a guest, within what one may send."""

from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from smartcity.accounts import mail
from smartcity.accounts.limits import spend, spend_report, visitor_of
from smartcity.accounts.models import User
from smartcity.lib.look import words
from smartcity.qlue.forms import GuestForm
from smartcity.reports.actions import Submission, submit
from smartcity.reports.claims import claim_of, hold, secret_of
from smartcity.reports.models import Report


def send(
    request: HttpRequest, wanted: Submission, user: User | None, guest: GuestForm | None
) -> tuple[Report, str]:
    """The report, and where its sender goes next. Raises as `submit` does, and TooOften; what was sent before is never
    too often."""
    if not Report.objects.filter(client_id=wanted.client_id).exists():
        visitor = visitor_of(request)
        if user:
            spend_report(user, visitor)
        else:
            spend("guest report", visitor)
    filed = submit(replace(wanted, guest=user is None), user)
    if user:
        return filed.report, reverse("qlue:report", args=[filed.report.number])
    link = reverse("qlue:claim", args=[secret_of(filed.report)])
    if held := claim_of(secret_of(filed.report)):
        hold(request, held)
    if guest and not filed.repeated and (to := guest.cleaned_data["guest_email"]):
        _hand_over(to, filed.report, f"{settings.BASE_URL}{link}")
    return filed.report, link


def _hand_over(to: str, report: Report, link: str) -> None:
    """The claim link by e-mail. The address is not kept."""
    number = words.number(report.number)
    mail.send(
        to,
        _("Laporan Anda No. %(number)s") % {"number": number},
        _(
            "Ikuti laporan Anda, atau jadikan milik akun Anda, lewat tautan ini:\n\n%(link)s\n\n"
            "Siapa pun yang memegangnya dapat melakukannya. Berlaku 90 hari."
        ) % {"link": link},
    )  # fmt: skip
