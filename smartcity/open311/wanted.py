"""Which service requests were asked for: read from the address, refused in words, never guessed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import isfinite

from django.utils.translation import gettext as _

from smartcity.lib.errors import Invalid
from smartcity.lib.text import clean
from smartcity.lib.time import now, read_w3c
from smartcity.open311.params import Params
from smartcity.reports.models import Report, ReportQuerySet
from smartcity.reports.numbers import pk_of
from smartcity.reports.workflow import CLOSED

SPAN = timedelta(days=90)
MOST = 1000
MOST_EXTENDED = 200  # with all that was said of each
SORTS = {"requested_datetime": "created_at", "updated_datetime": "updated_at"}


@dataclass(frozen=True, slots=True)
class Slice:
    """Of a list: the first to leave out and the last to show."""

    first: int
    last: int


def requests(params: Params) -> ReportQuerySet:
    """Public reports only. Raises Invalid."""
    reports = Report.objects.public()
    if "service_request_id" in params:  # overrides all else
        numbers = [number_of(text) for text in params.listed("service_request_id")[:MOST]]
        return reports.filter(pk__in=[pk_of(number) for number in numbers]).order_by("-pk")
    if "service_code" in params:
        reports = reports.filter(category__code__in=params.listed("service_code"))
    if "status" in params:
        reports = _of_status(reports, params.listed("status"))
    if "q" in params:
        reports = reports.saying(clean(params.one("q"), field="q", most=200))
    if "bbox" in params:
        reports = reports.inside(*_box(params.one("bbox")))
    return _sorted(_dated(reports, params), params.one("sort", "-requested_datetime"))


def number_of(text: str) -> int:
    """The report number that is written there; 0, which no report has, if none is."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 12 else 0


def span(params: Params) -> tuple[datetime, datetime]:
    """start_date and end_date: 90 days at most, the last 90 by default."""
    start, end = moment(params, "start_date"), moment(params, "end_date")
    end = end or (start + SPAN if start else now() + timedelta(minutes=1))
    start = start or end - SPAN
    if start > end:
        raise Invalid(_("end_date mendahului start_date."), field="end_date", code="bad_dates")
    if end - start > SPAN:
        raise Invalid(_("Rentang waktu paling panjang 90 hari."), field="end_date", code="bad_dates")
    return start, end


def moment(params: Params, name: str) -> datetime | None:
    if name not in params:
        return None
    try:
        return read_w3c(params.one(name))
    except ValueError as wrong:
        raise Invalid(_("Tulis waktu seperti 2026-11-23T09:41:00Z."), field=name, code="bad_date") from wrong


def page(params: Params) -> Slice:
    """`page` from 1, `page_size` 1 to 1000; to 200 with extensions, which cost five times as much."""
    most = MOST_EXTENDED if params.flag("extensions") else MOST
    number, size = _counted(params, "page", 1, 10_000), _counted(params, "page_size", most, most)
    return Slice((number - 1) * size, number * size)


def _of_status(reports: ReportQuerySet, wanted: list[str]) -> ReportQuerySet:
    if unknown := set(wanted) - {"open", "closed"}:
        raise Invalid(
            _("Tidak ada status “%(value)s”: pilih open atau closed.") % {"value": min(unknown)[:40]},
            field="status",
        )
    if len(set(wanted)) != 1:
        return reports
    return reports.filter(status__in=CLOSED) if "closed" in wanted else reports.exclude(status__in=CLOSED)


def _box(text: str) -> tuple[float, float, float, float]:
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        west = south = east = north = float("nan")
    if not (
        isfinite(west + south + east + north) and -180 <= west < east <= 180 and -90 <= south < north <= 90
    ):
        raise Invalid(
            _("Tulis bbox sebagai barat,selatan,timur,utara dalam derajat."), field="bbox", code="bad_bbox"
        )
    return west, south, east, north


def _dated(reports: ReportQuerySet, params: Params) -> ReportQuerySet:
    """By when they were reported, by when they changed; the last 90 days unless either was said."""
    updated = {
        f"updated_at__{end}": value
        for end, name in (("gte", "updated_after"), ("lte", "updated_before"))
        if (value := moment(params, name))
    }
    if updated:
        reports = reports.filter(**updated)
    if not updated or "start_date" in params or "end_date" in params:
        reports = reports.filter(created_at__range=span(params))
    return reports


def _sorted(reports: ReportQuerySet, sort: str) -> ReportQuerySet:
    """ "requested_datetime" or "updated_datetime", with a "-" for the newest first."""
    column = SORTS.get(sort.removeprefix("-"))
    if column is None:
        raise Invalid(
            _("Urutan ini tidak ada: pilih requested_datetime atau updated_datetime."),
            field="sort",
            code="bad_sort",
        )
    sign = "-" if sort.startswith("-") else ""
    return reports.order_by(f"{sign}{column}", f"{sign}pk")


def _counted(params: Params, name: str, default: int, most: int) -> int:
    text = params.one(name, str(default)).strip()
    count = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
    if not 1 <= count <= most:
        raise Invalid(_("Antara 1 dan %(most)d.") % {"most": most}, field=name, code="bad_page")
    return count
