"""GET requests, GET requests/ID, GET tokens/TOKEN; POST requests is in submitting.py."""

from uuid import UUID

from django.http import HttpRequest

from smartcity.open311 import saying, wanted
from smartcity.open311.door import absent
from smartcity.open311.formats import Told
from smartcity.open311.params import given
from smartcity.reports.models import Report
from smartcity.reports.numbers import number_of

ROOT = "service_requests"


def listed(request: HttpRequest) -> Told:
    """Public reports, newest first: of the last 90 days or 1,000 (200 with extensions), whichever is less."""
    params = given(request)
    rows, part = saying.with_all(wanted.requests(params)), wanted.page(params)
    extensions = params.flag("extensions")
    return Told(ROOT, saying.requests(rows[part.first : part.last], request, extensions=extensions))


def one(request: HttpRequest, number: int) -> Told:
    """An array of one."""
    rows = saying.with_all(Report.objects.public().numbered(number))
    told = saying.requests(rows, request, extensions=given(request).flag("extensions"))
    if not told:
        raise absent("service_request_id")
    return Told(ROOT, told)


def token(request: HttpRequest, token: str) -> Told:
    """The number of the public report a token stands for. We answer POST with the number at once, so nobody needs
    this; the client_id of a report is its token."""
    try:
        client_id = UUID(token)
    except ValueError:
        raise absent("token") from None
    pk = Report.objects.public().filter(client_id=client_id).values_list("pk", flat=True).first()
    if pk is None:
        raise absent("token")
    return Told(ROOT, [{"token": token, "service_request_id": str(number_of(pk))}])
