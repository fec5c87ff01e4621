"""The days offices are closed, by which deadlines in working hours are counted. Administrators set the city's own."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from smartcity.accounts.models import Role
from smartcity.crop.guard import OfficialRequest, officials, show
from smartcity.lib.errors import DomainError, Invalid
from smartcity.offices import hours
from smartcity.offices.actions import forget_day, set_day
from smartcity.reports.models import Category, Clock

A_YEAR = timedelta(days=366)


@officials
@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: OfficialRequest) -> HttpResponse:
    """POST `do` close (day, name), open (day) or forget (day)."""
    if Role.ADMINISTRATOR not in request.reach.roles:
        raise Http404
    wrong = None
    if request.method == "POST":
        try:
            messages.success(request, _done(request))
            return HttpResponseRedirect(reverse("crop:calendar"), status=303)
        except DomainError as error:
            wrong = error
    today = timezone.localdate()
    spans = hours.week().spans
    days = [(one, one.day.weekday() in spans) for one in hours.coming(today, today + A_YEAR)]
    return show(request, "crop/calendar.html", "me", {
        "days": days, "week": [(monday(n), *span) for n, span in sorted(spans.items())],
        "kinds": Category.objects.filter(clock=Clock.WORKING, active=True), "wrong": wrong, "today": today,
        "typed": {"day": request.POST.get("day", ""), "name": request.POST.get("name", "")} if wrong else {},
    }, wrong.status if wrong else 200)  # fmt: skip


def monday(after: int) -> date:
    """A day of that weekday: templates put it in words."""
    return date(2024, 1, 1) + timedelta(days=after)


def _done(request: HttpRequest) -> str:
    """Raises DomainError; what was done, in words."""
    day = _day(request.POST.get("day", ""))
    match request.POST.get("do"):
        case "close":
            set_day(day, request.POST.get("name", ""), works=False)
            return _("Hari libur dicatat.")
        case "open":
            set_day(day, works=True)
            return _("Kantor buka pada hari itu.")
        case _other:
            forget_day(day)
            return _("Dikembalikan seperti kalender.")


def _day(text: str) -> date:
    try:
        found = parse_date(text)
    except ValueError:
        found = None
    if found is None:
        raise Invalid(_("Tulis tanggalnya, misalnya 2026-12-24."), field="day", code="bad_day")
    return found
