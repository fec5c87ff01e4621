"""What is new, for feed readers: the active public reports, the newest first; of all, of an area, of a category.

However often a reader asks: a page is put together once for each event of the log, and again after MINUTES."""

from dataclasses import replace
from datetime import datetime
from time import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from smartcity.areas.models import Area
from smartcity.areas.queries import index_of
from smartcity.events.live_log import newest
from smartcity.lib.asked import problem
from smartcity.lib.atom import MEDIA_TYPE, NOTHING_YET, Entry, Feed
from smartcity.lib.errors import DomainError, Invalid
from smartcity.lib.look import words
from smartcity.portal import queries
from smartcity.portal.lasting import lasting
from smartcity.portal.screen import REPORT
from smartcity.reports.filters import Filters
from smartcity.reports.models import Category
from smartcity.reports.queries import Card

MOST = 30
MINUTES = 5
LIVES = "public, max-age=60"
HTML, ATOM = "text/html", "application/atom+xml"
Page = tuple[bytes, datetime]


@require_safe
def everything(request: HttpRequest) -> HttpResponseBase:
    return _answer(request, Filters())


@require_safe
def of_area(request: HttpRequest, code: str) -> HttpResponseBase:
    """`?kategori=` narrows it further."""
    filters = Filters(area=_area(code).code)
    if wanted := request.GET.get("kategori"):
        filters = replace(filters, category=(_category(wanted).code,))
    return _answer(request, filters)


@require_safe
def of_category(request: HttpRequest, code: str) -> HttpResponseBase:
    return _answer(request, Filters(category=(_category(code).code,)))


def address(filters: Filters) -> str:
    """The feed of what the filters' area and category let through; without those, that of all."""
    category = filters.category[0] if len(filters.category) == 1 else ""
    if filters.area:
        narrowed = f"?kategori={category}" if category else ""
        return reverse("portal:feed_area", args=[filters.area]) + narrowed
    return reverse("portal:feed_category", args=[category]) if category else reverse("portal:feed")


def title(filters: Filters) -> str:
    """Of the feed, in the active language."""
    what = _category(filters.category[0]) if len(filters.category) == 1 else _("Laporan")
    where = _area(filters.area).full_name if filters.area else settings.CITY_NAME
    return f"{what} · {where}"


def _area(code: str) -> Area:
    """Those that are no longer in force too: their reports still lie there."""
    found = next((area for area in index_of().everything if area.code == code), None)
    found = found or Area.objects.with_parents().filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _category(code: str) -> Category:
    """Those a public report can have; any other is absent."""
    found = Category.objects.filter(code=code, active=True, private=False).first()
    if found is None:
        raise Http404
    return found


def _answer(request: HttpRequest, filters: Filters) -> HttpResponseBase:
    try:
        before = _before(request.GET.get("before", ""))
    except DomainError as wrong:
        return problem(wrong)
    language = translation.get_language()
    key = f"umpan:{filters}:{before}:{language}:{newest()}:{int(time() // (MINUTES * 60))}"
    page: Page | None = cache.get(key.replace(" ", ""))
    if page is None:
        page = _page(filters, before, language or "id")
        cache.set(key.replace(" ", ""), page, MINUTES * 60)
    body, updated = page
    return lasting(request, HttpResponse(body, content_type=MEDIA_TYPE), LIVES, changed=updated)


def _before(number: str) -> tuple[int, ...]:
    if number and not (number.isascii() and number.isdigit() and len(number) < 16):
        raise Invalid(_("Halaman itu tidak ada. Ini halaman pertama."), field="before", code="bad_filter")
    return (int(number),) if number else ()


def _page(filters: Filters, before: tuple[int, ...], language: str) -> Page:
    cards = queries.page(filters, "newest", before, MOST + 1)
    here = settings.BASE_URL + address(filters)
    links: dict[str, tuple[str, str]] = {
        "self": (here + _tail(here, before[0] if before else 0), ATOM),
        "alternate": (f"{settings.BASE_URL}/{filters.address() if filters != Filters() else ''}", HTML),
        "first": (here, ATOM),
    }
    if len(cards) > MOST:
        links["next"] = (here + _tail(here, cards[MOST - 1].number), ATOM)
    feed = Feed(id=here, title=title(filters), author=settings.CITY_NAME, language=language, links=links,
                entries=[_entry(card) for card in cards[:MOST]],
                subtitle=_("Laporan warga yang sedang berjalan dan yang selesai dalam 7 hari."))  # fmt: skip
    return feed.written(), feed.updated if feed.entries else NOTHING_YET


def _tail(here: str, number: int) -> str:
    return f"{'&' if '?' in here else '?'}before={number}" if number else ""


def _entry(card: Card) -> Entry:
    """What everybody reads of it: never who reported."""
    facts: list[Any] = [words.status(card.status), card.category, card.place, card.landmark, card.holder]
    return Entry(
        id=f"tag:{settings.HOST},2026:laporan/{card.number}", title=card.title, published=card.when,
        updated=max(card.when, card.since), links={"alternate": (settings.BASE_URL + REPORT % card.number, HTML)},
        summary=" · ".join(str(fact) for fact in facts if fact), category=(card.category_code, card.category),
    )  # fmt: skip
