"""The public map's days: the handles under somebody's keys, the button that plays, Enter on the map."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from tests.browser.conftest import DESK


def asked(page):
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


@pytest.fixture
def atlas(window):
    page = window(**DESK, service_workers="block")
    page.goto("/")
    page.wait_for_selector("#days-from:visible")
    return page


def day(n):
    """As an address writes the day `n` days ago."""
    return f"{timezone.localdate() - timedelta(days=n):%Y-%m-%d}"


def settled(page, **wanted):
    for _try in range(60):
        if {name: asked(page).get(name) for name in wanted} == wanted:
            return
        page.wait_for_timeout(100)
    raise AssertionError(page.url)


def test_it_works(atlas):
    before = atlas.locator("#list [data-report]").count()
    assert before
    atlas.focus("#days-from")
    atlas.keyboard.press("End")
    atlas.keyboard.press("ArrowLeft")
    settled(atlas, since=day(1), until=day(0))
    atlas.wait_for_selector(f"#list[data-query*='{day(1)}']")
    assert atlas.locator("#list [data-report]").count() == before
    assert atlas.evaluate("document.activeElement.id") == "days-from"
    atlas.focus("#days-to")
    atlas.keyboard.press("ArrowLeft")
    settled(atlas, since=day(1), until=day(1))
    atlas.wait_for_selector("#list .empty")
    assert atlas.locator(".days-bars .chosen").count() == 1
    atlas.click("#days-now")
    settled(atlas, since=None, until=None)
    atlas.wait_for_selector("#list [data-report]")


def test_the_map_asks_for_the_same_days(atlas):
    atlas.wait_for_selector("#map[data-ready]", timeout=30_000)
    with atlas.expect_request(lambda one: ".mvt" in one.url and f"since={day(1)}" in one.url):
        atlas.focus("#days-from")
        atlas.keyboard.press("End")
        atlas.keyboard.press("ArrowLeft")


def test_enter_on_the_map_opens_the_card_of_a_mark(atlas):
    atlas.goto("/?status=coordinating")
    atlas.wait_for_selector("#map[data-ready]", timeout=30_000)
    atlas.focus("#map canvas")
    atlas.keyboard.press("Enter")
    atlas.wait_for_selector(".maplibregl-popup .popup-card")


def test_back_takes_back_the_days(atlas):
    atlas.focus("#days-from")
    atlas.keyboard.press("End")
    settled(atlas, since=day(0))
    atlas.go_back()
    settled(atlas, since=None)
    atlas.wait_for_selector(".days-bars:not(:has(.chosen))")


def test_play_goes_on_from_day_to_day_until_it_is_stopped(atlas):
    atlas.click("#days-play")
    settled(atlas, since=day(13), until=day(13))
    settled(atlas, since=day(12), until=day(12))
    atlas.click("#days-play")
    stays = asked(atlas)
    atlas.wait_for_timeout(2000)
    assert asked(atlas) == stays


def test_who_wants_no_motion_is_shown_one_day_at_a_press(window):
    page = window(**DESK, service_workers="block", reduced_motion="reduce")
    page.goto("/")
    page.click("#days-play:visible")
    settled(page, since=day(13), until=day(13))
    page.wait_for_timeout(2000)
    settled(page, since=day(13))
    page.click("#days-play")
    settled(page, since=day(12), until=day(12))
