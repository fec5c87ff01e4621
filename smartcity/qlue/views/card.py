"""The picture a shared report's link shows elsewhere."""

from typing import BinaryIO, cast

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from smartcity.lib.limits import over
from smartcity.lib.look import words
from smartcity.lib.look.sharecard import ShareCard, draw
from smartcity.reports import media
from smartcity.reports.models import Photo, Report

KEPT = 600  # seconds a cache may show it without asking
MOST_DRAWN = 120  # a minute: one takes some 0.2 s


@require_safe
def card(request: HttpRequest, number: int) -> HttpResponseBase:
    """Of a public report only, whoever asks: no reporter, no position nearer than its kelurahan. It changes with the
    report's last event and, as it tells the age, with the day."""
    report = get_object_or_404(
        Report.objects.public().numbered(number).select_related("category", "area__parent__parent")
    )
    etag = quote_etag(
        f"{report.pk}-{report.last_event}-{report.status}-{localdate():%y%m%d}-{get_language()}"
    )
    answer = get_conditional_response(request, etag=etag) if request.META.get("HTTP_IF_NONE_MATCH") else None
    if answer is None and (wait := over("card", "all", MOST_DRAWN)):
        return HttpResponse(status=429, headers={"Retry-After": str(wait)})
    answer = answer or HttpResponse(_drawn(report), content_type="image/png")
    answer["ETag"], answer["Cache-Control"] = etag, f"public, max-age={KEPT}"
    patch_vary_headers(answer, ["Accept-Language", "Cookie"])
    return answer


def _drawn(report: Report) -> bytes:
    photo = _photo(report)
    try:
        return draw(ShareCard(
            city=settings.CITY_NAME, status=report.status, title=str(report.category), place=_("Kel. %(name)s") % {"name": report.area.full_name},
            age=_("Dilaporkan %(when)s") % {"when": words.ago(report.created_at)}, photo=photo,
        ))  # fmt: skip
    finally:
        if photo:
            photo.close()


def _photo(report: Report) -> BinaryIO | None:
    """The first one it came with; none of a kind that is kept private as a rule, or that the store has lost."""
    first = None if report.category.private else report.photos.filter(part=Photo.Part.BEFORE).first()
    if first is None or not default_storage.exists(media.path(first.name)):
        return None
    return cast(BinaryIO, default_storage.open(media.path(first.name)))  # a File reads like any other
