"""Flood warnings: a page for people, and for other systems an Atom index and each message as CAP 1.2."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from smartcity.alerts import cap, queries
from smartcity.alerts.models import Message
from smartcity.lib.atom import MEDIA_TYPE, Entry, Feed
from smartcity.portal.feeds import ATOM
from smartcity.portal.lasting import lasting
from smartcity.portal.pages import show

CAP = "application/cap+xml"
INDEX_LIVES, MESSAGE_LIVES = "public, max-age=30", "public, max-age=3600"


@require_safe
def warnings(request: HttpRequest) -> HttpResponse:
    """What holds now, and what was said within 30 days."""
    current = queries.current()
    past = [message for message in queries.lately() if message not in current]
    return show(request, "portal/warnings.html", "map", {"current": current, "past": past})


@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """What was given out within 30 days, updates and cancellations included, the newest first."""
    here, language = settings.BASE_URL + reverse("portal:alerts"), translation.get_language() or "id"
    feed = Feed(
        id=here, title=_("Peringatan banjir · %(city)s") % {"city": settings.CITY_NAME}, author=settings.CITY_NAME,
        language=language, links={"self": (here, ATOM)},
        entries=[_entry(message, language) for message in queries.lately()],
        subtitle=_("Diberikan oleh petugas kota, tidak pernah oleh mesin."),
    )  # fmt: skip
    return lasting(
        request, HttpResponse(feed.written(), content_type=MEDIA_TYPE), INDEX_LIVES, changed=feed.updated
    )


@require_safe
def message(request: HttpRequest, name: str) -> HttpResponseBase:
    found = queries.one(name)
    if found is None:
        raise Http404
    body = HttpResponse(cap.written(found), content_type=cap.MEDIA_TYPE)
    return lasting(request, body, MESSAGE_LIVES, changed=found.sent_at)


def _entry(message: Message, language: str) -> Entry:
    there = settings.BASE_URL + reverse("portal:alert", args=[message.name])
    return Entry(
        id=there, title=f"{message.get_kind_display()}: {cap.headline(message, language)}", published=message.sent_at,
        updated=message.sent_at, links={"alternate": (there, CAP)},
        summary=f"{message.area.full_name} · {message.get_severity_display()}",
    )  # fmt: skip
