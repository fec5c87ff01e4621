"""The keys of the desk: what its help names is what they do."""

import pytest

from smartcity.crop.acts import ACTS
from tests.browser.conftest import DESK
from tests.browser.test_journey import sign_in

OWN = {"J", "K", "Enter", "X", "/", "?"}


@pytest.fixture
def desk(window, town):
    page = window(**DESK)
    sign_in(page, "crop", "lurah.gambir", town.password)
    page.goto("/crop/")
    page.wait_for_selector("#card [data-key]", state="attached")
    return page


def named(page):
    """The keys of the help, opened by its own."""
    page.keyboard.press("?")
    page.wait_for_selector("#keys[open]")
    found = {one.strip() for one in page.locator("#keys kbd").all_inner_texts()}
    page.keyboard.press("Escape")
    page.wait_for_selector("#keys", state="hidden")
    return found


def chosen(page):
    return page.get_attribute("#list li[aria-current]", "data-report")


def show(page, number):
    """The card beside the map shows this case."""
    page.goto(f"/crop/?case={number}")
    page.wait_for_selector(f'#card [data-report="{number}"]')


def test_the_help_names_every_key_there_is(desk):
    letters = {act.key.upper() for act in ACTS.values() if act.verb != "confirm"}  # the verifier's
    assert named(desk) == OWN | letters


def test_walking_ticking_searching_opening(desk):
    first = chosen(desk)
    desk.keyboard.press("j")
    assert (second := chosen(desk)) != first
    desk.keyboard.press("k")
    assert chosen(desk) == first
    desk.keyboard.press("x")
    assert desk.locator("#list input[name=case]:checked").count() == 1
    desk.keyboard.press("x")
    desk.keyboard.press("/")
    assert desk.evaluate("document.activeElement.name") == "q"
    desk.keyboard.type("jkx")  # in a field they are letters
    assert (desk.input_value("[name=q]"), chosen(desk)) == ("jkx", first)
    desk.locator(f'#list li[data-report="{first}"] a.cover').focus()
    desk.keyboard.press("j")
    desk.keyboard.press("Enter")
    desk.wait_for_url(f"**/crop/tugas/{second}/")


def pressed(desk, number):
    """Each letter the card of this case has for a page to fill in; it leads to that page."""
    show(desk, number)
    here = set(desk.locator("#card [data-key]").evaluate_all("all => all.map((one) => one.dataset.key)"))
    for act in ACTS.values():
        if act.key in here and not act.at_once:
            desk.keyboard.press(act.key)
            desk.wait_for_url(f"**/crop/tugas/{number}/{act.path}/")
            show(desk, number)
    return here


def test_every_letter_does_its_act_from_the_desk(desk, town):
    number = town.reports["keys"]
    tried = pressed(desk, number) | pressed(desk, town.reports["waiting"])  # that one is part of another
    desk.keyboard.press("Escape")
    show(desk, number)
    desk.keyboard.press("t")
    desk.wait_for_selector("text=Diterima. Warga melihat")
    tried |= pressed(desk, number)
    desk.keyboard.press("o")
    desk.fill("[name=party]", "PLN")
    desk.fill("[name=reason]", "Menunggu alat berat")
    desk.click(".act-bar button")
    desk.wait_for_selector("text=Dicatat: menunggu PLN.")
    show(desk, number)
    desk.keyboard.press("l")
    desk.wait_for_selector("text=Dilanjutkan.")
    assert tried | {"l"} == {act.key for act in ACTS.values() if act.verb != "confirm"}


def test_switched_off_they_are_letters(desk):
    desk.keyboard.press("?")
    desk.uncheck("#use-keys")
    desk.keyboard.press("Escape")
    first = chosen(desk)
    desk.keyboard.press("j")
    assert chosen(desk) == first
    assert desk.locator(".key-hints").first.is_hidden()
