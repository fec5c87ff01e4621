"""Phones whose clock is days off: time left is by the server's, and where it cannot be asked the page says so."""

import re

import pytest

from tests.browser.conftest import PHONE
from tests.browser.phone import cut, installed, mend, until

DAY = 86_400_000
SKEW = """ms => { const Real = Date;
  globalThis.Date = class extends Real { constructor(...given) { given.length ? super(...given) : super(Real.now() + ms); } };
  Date.now = () => Real.now() + ms;
  globalThis.moveClock = (by) => { ms += by; };
}"""
TRUE = re.compile(
    r"sisa (1 hari|[123] jam|2[234] jam|7 hari)"
)  # what offices have to act on the town's new reports; a bed is found soon


def skewed(days):
    return f"({SKEW})({days * DAY})"


def left(page):
    return page.locator(".feed time[data-due]").all_inner_texts()


def true(page):
    found = left(page)
    return bool(found) and all(TRUE.fullmatch(text) for text in found)


def looked_at(page):
    """The page is looked at again, and time.js has gone over it."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_timeout(300)


@pytest.mark.parametrize("days", [3, -1])
def test_it_works(window, days):
    page = window(**PHONE, service_workers="block")
    page.add_init_script(skewed(days))
    page.goto("/qlue/terbaru/")
    looked_at(page)
    assert page.evaluate("Date.now() - performance.timeOrigin") / DAY == pytest.approx(days, abs=0.01)
    assert true(page), left(page)
    page.evaluate(f"moveClock({-days * DAY})")  # the phone finds the right time while the page is open
    looked_at(page)
    assert true(page), left(page)
    page.goto("/qlue/cari/")
    page.go_back()  # to what the browser had kept
    looked_at(page)
    assert true(page), left(page)


def test_without_signal_it_is_by_the_phone_s_clock_and_said_so(phone, line):
    context = phone()
    page = installed(context)
    context.add_init_script(skewed(3))
    cut(context, line)
    page.goto("/qlue/terbaru/")
    page.wait_for_selector("#stale:has-text('dengan jam ponsel ini')")
    by_phone = re.compile(r"terlambat .*|sisa 4 hari")
    until(lambda: all(map(by_phone.fullmatch, left(page))), "the phone's clock is all there is")
    mend(context, line)
    until(lambda: true(page), "the server's clock again")
    assert page.locator("[data-phone-clock]").is_hidden()
