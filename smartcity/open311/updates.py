"""servicerequestupdates, mySociety's extension: what happened to public reports, and what people say about them.

Source: https://www.mysociety.org/2013/02/20/open311-extended/"""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from smartcity.events.models import Audience, Event
from smartcity.lib.errors import Invalid
from smartcity.lib.text import clean
from smartcity.lib.time import w3c
from smartcity.open311 import saying, wanted
from smartcity.open311.door import absent, writer
from smartcity.open311.formats import Told
from smartcity.open311.params import given
from smartcity.reports import actions
from smartcity.reports.models import Comment, Report
from smartcity.reports.numbers import pk_of
from smartcity.reports.said import MOST_COMMENT

ROOT = "service_requests_updates"
VERBS = [verb for verb in saying.SENTENCES if verb != "submitted"]
SAID = "commented"


def listed(request: HttpRequest) -> Told:
    """Updates from start_date to end_date, the oldest first; of one service_request_id if asked. Three queries."""
    params = given(request)
    start, end = wanted.span(params)
    events = Event.objects.filter(at__range=(start, end), audience=Audience.PUBLIC, verb__in=[*VERBS, SAID])
    if "service_request_id" in params:
        events = events.filter(subject=f"report:{pk_of(wanted.number_of(params.one('service_request_id')))}")
    part = wanted.page(params)
    found = list(events.order_by("at", "pk")[part.first : part.last])
    comments = (
        Comment.objects.shown()
        .select_related("office")
        .in_bulk([e.data["comment"] for e in found if "comment" in e.data])
    )  # what was hidden or taken back since is not told
    told = (_update(event, comments.get(event.data.get("comment")), request) for event in found)
    return Told(ROOT, [update for update in told if update["description"]])


def _update(event: Event, comment: Comment | None, request: HttpRequest) -> dict[str, Any]:
    """`official` is ours: false for what a citizen says, so that nobody passes it on as the office's word."""
    photos = event.data.get("photos")
    return {
        "update_id": _id(comment) if comment else str(event.pk), "service_request_id": str(event.data["number"]),
        "status": saying.status(event.data["status"]), "updated_datetime": w3c(event.at),
        "description": _words(comment) if comment else saying.sentence(event),
        "media_url": saying.photo_url(photos[0], request) if isinstance(photos, list) and photos else None,
        "official": comment is None or comment.office is not None,
    }  # fmt: skip


def _words(comment: Comment) -> str:
    return f"{comment.office.title}: {comment.text}" if comment.office else comment.text


def posted(request: HttpRequest) -> Told:
    """A comment in the name of the key's account. Its status is the reporter's opinion: the city's own comes by its
    own moves. media_url is written below the words, not fetched. The same words again are the same update."""
    params = given(request)
    key = writer(request, params)
    if "service_request_id" not in params:
        raise Invalid(_("service_request_id harus diisi."), field="service_request_id", code="missing")
    if request.FILES:
        raise Invalid(
            _("Kabar tambahan tidak membawa berkas; kirim media_url."), field="media", code="no_files"
        )
    report = Report.objects.public().numbered(wanted.number_of(params.one("service_request_id"))).first()
    if report is None:
        raise absent("service_request_id")
    words = "\n".join([params.one("description"), *params.all("media_url")])
    text = clean(words, field="description", most=MOST_COMMENT)
    known = Comment.objects.filter(report=report, user=key.user, text=text).first()
    comment = known or actions.comment(report, key.user, text=text)
    return Told(ROOT, [{"update_id": _id(comment)}], 201)


def _id(comment: Comment) -> str:
    return f"c{comment.pk}"
