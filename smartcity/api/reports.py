"""Reports: read them, file one, follow what happens to it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Status

from smartcity.accounts.limits import spend_report
from smartcity.accounts.models import User
from smartcity.api import describing, schemas, showing
from smartcity.api.forms import Filters, Submission, Writing
from smartcity.api.reading import asked, files, next_page, sent
from smartcity.api.who import ANYBODY, KNOWN, WRITES, by_page, reach_of, user_of
from smartcity.areas.models import Area
from smartcity.areas.queries import locate
from smartcity.events.models import Event
from smartcity.lib.exposing import exposing
from smartcity.reports import actions, talk
from smartcity.reports.actions.disclosure import former_wordings
from smartcity.reports.actions.screening import look
from smartcity.reports.actions.submitting import category_of
from smartcity.reports.alike import Wanted, alike
from smartcity.reports.claims import as_reporter
from smartcity.reports.models import Channel, Report, ReportQuerySet
from smartcity.reports.numbers import pk_of
from smartcity.reports.proof import keep_unseen
from smartcity.reports.suggesting import suggest

router = Router(tags=["reports"])
REFUSED = frozenset({400, 401, 403, 404, 409, 413, 415, 429, 503})


@router.get("/reports", auth=ANYBODY, response={200: schemas.Reports, 400: schemas.Problem},
            openapi_extra=describing.query(Filters), operation_id="listReports")  # fmt: skip
def reports(request: HttpRequest) -> schemas.Reports:
    """Reports you may see, the newest first: public ones; yours; those of your offices."""
    filters = asked(request, Filters)
    rows = list(_wanted(filters, request)[: filters.limit + 1])
    page, more = rows[: filters.limit], len(rows) > filters.limit
    reach = reach_of(request)
    keep_unseen((photo for row in page for photo in row.photos.all()), reach)
    return schemas.Reports(
        items=[showing.report(row, reach) for row in page],
        next=next_page(request, "before", page[-1].number) if more else None,
    )


def _wanted(filters: Filters, request: HttpRequest) -> ReportQuerySet:
    reach = reach_of(request)
    found = showing.with_all(Report.objects.visible_to(reach)).order_by("-pk")
    if filters.mine:
        found = found.filter(author_id=reach.user_id or 0)
    if filters.status:
        found = found.filter(status__in=filters.status)
    if filters.category:
        found = found.filter(category__code__in=filters.category)
    if filters.area:
        found = found.within(Area.objects.coded(filters.area))
    if filters.bbox:
        found = found.inside(*filters.bbox)
    if filters.since:
        found = found.filter(created_at__gte=filters.since)
    if filters.until:
        found = found.filter(created_at__lt=filters.until)
    if filters.before:
        found = found.filter(pk__lt=pk_of(filters.before))
    return found.saying(filters.q)


@router.post("/reports", auth=KNOWN, throttle=WRITES, response={201: schemas.ReportFull, REFUSED: schemas.Problem},
             openapi_extra=describing.body(Submission), operation_id="fileReport")  # fmt: skip
def file_report(request: HttpRequest, response: HttpResponse) -> Status[schemas.ReportFull]:
    """File a report. The same client_id again is the same report and the same answer, with the header
    `Idempotent-Replay: true`; from another account it is a 409."""
    given, by = sent(request, Submission), user_of(request)
    _ask(given)
    by_page(request, lambda visitor: spend_report(by, visitor))
    wanted = actions.Submission(
        client_id=given.client_id, category=given.category, text=given.text, lon=given.lon, lat=given.lat,
        photos=files(given.photo), accuracy=given.accuracy, landmark=given.landmark, visibility=given.visibility,
        area=given.area, attributes=given.attributes, channel=Channel.API,
    )  # fmt: skip
    filed = actions.submit(wanted, by)
    response["Location"] = f"{request.path}/{filed.report.number}"
    if filed.repeated:
        response["Idempotent-Replay"] = "true"
        return Status(201, shown(request, filed.report.number, by))
    return Status(201, showing.full_report(filed.report, reach_of(request), by, filed.told))


def _ask(given: Submission) -> None:
    """Raises Exposing. What came before under its client_id is not asked about again."""
    quiet = given.confirm_personal or given.visibility == "private"
    asked = None if quiet else exposing(text=given.text, landmark=given.landmark)
    if asked is None or category_of(given.category).private:
        return
    if not Report.objects.filter(client_id=given.client_id).exists():
        raise asked


@router.get("/reports/alike", auth=ANYBODY, response={200: schemas.AlikeReports, 400: schemas.Problem},
            openapi_extra=describing.query(Writing), operation_id="listAlike")  # fmt: skip
def alike_reports(request: HttpRequest) -> schemas.AlikeReports:
    """Public reports near a place that may tell of the same problem: open, or done within seven days."""
    told = asked(request, Writing)
    locate(told.lon, told.lat)  # says what is wrong with it
    kinds = [told.category] if told.category else suggest(told.text, settings.CITY)
    by = request.user if isinstance(request.user, User) else None
    found = alike(Wanted(told.lon, told.lat, told.text, kinds), by)
    return schemas.AlikeReports(items=[showing.alike(one) for one in found])


@router.get("/reports/{int:number}", auth=ANYBODY, response={200: schemas.ReportFull, 404: schemas.Problem},
            operation_id="getReport")  # fmt: skip
def report(request: HttpRequest, number: int) -> schemas.ReportFull:
    """One report you may see."""
    return shown(request, number, request.user if isinstance(request.user, User) else None)


@router.get("/reports/{int:number}/events", auth=ANYBODY, response={200: schemas.Events, 404: schemas.Problem},
            operation_id="listEvents")  # fmt: skip
def events(request: HttpRequest, number: int) -> schemas.Events:
    """All that happened to it, in order, as far as you may hear of it. Its reporter and its offices read in `edited` what
    stood there before."""
    row, reach = theirs(request, number), reach_of(request)
    heard = Event.objects.about(row.subject).visible_to(as_reporter(reach, row))
    said = {comment.pk: comment for comment in talk.about(row, reach)}
    told = [event for event in heard if event.verb != "commented" or event.data.get("comment") in said]
    repeats = (
        Report.objects.visible_to(reach).filter(pk=row.repeat_of_id).first() if row.repeat_of_id else None
    )
    return schemas.Events(items=showing.events(told, former_wordings(row, reach), said, repeats))


@router.get("/reports/{int:number}/comments", auth=ANYBODY, response={200: schemas.Comments, 404: schemas.Problem},
            operation_id="listComments")  # fmt: skip
def comments(request: HttpRequest, number: int) -> schemas.Comments:
    """What was said about it, in order."""
    said = talk.about(theirs(request, number), reach_of(request))
    return schemas.Comments(items=[showing.comment(row) for row in said])


def theirs(request: HttpRequest, number: int) -> Report:
    """The report, if this reader may see it; else 404, the same as for none at all."""
    return get_object_or_404(Report.objects.visible_to(reach_of(request)).numbered(number))


def shown(request: HttpRequest, number: int, by: User | None) -> schemas.ReportFull:
    visible = showing.with_all(Report.objects.visible_to(reach_of(request)))
    row, reach = get_object_or_404(visible.numbered(number)), reach_of(request)
    keep_unseen(row.photos.all(), reach)
    if by is not None:
        look(row, by)
    return showing.full_report(row, reach, by)
