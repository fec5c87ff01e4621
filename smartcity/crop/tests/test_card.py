"""The card beside the map, and the letters that are told: to each what they can do."""

import re

import pytest

from smartcity.crop.acts import ACTS
from smartcity.crop.tests.conftest import page, text
from smartcity.reports.models import Check


@pytest.fixture
def checker(opened, verifier):
    return opened(verifier)


def card(client, case):
    return text(client.get(page(case) + "?fragment=1"))


def test_a_verifier_sees_both_photos_and_the_way_to_judge(checker, answered):
    names = list(answered.photos.values_list("name", flat=True))
    body = card(checker, answered)
    assert len(names) == 2
    assert all(f"/media/{name}-s.jpg" in body for name in names)
    assert f'href="{page(answered)}">' in body
    assert "Periksa" in body
    assert "Nyatakan selesai" not in body
    assert 'data-key="s"' not in body


def test_an_answer_of_the_queue_is_judged_there(checker, answered, city):
    Check.objects.create(
        report=answered, answered_at=answered.answered_at, office=city.offices.gambir, why="sample"
    )
    assert f'href="/crop/verifikasi/#j{answered.number}"' in card(checker, answered)


def test_the_office_that_answered_judges_nothing(lurah, answered, waiting):
    assert "Periksa" not in card(lurah, answered)
    assert "Terima" in card(lurah, waiting)


def test_the_neighbour_has_no_card(neighbour, answered):
    assert neighbour.get(page(answered) + "?fragment=1").status_code == 404


@pytest.mark.parametrize("who", ["verifier", "operator", "administrator"])
def test_no_letters_are_told_to_who_cannot_use_them(request, opened, who, waiting):
    body = text(opened(request.getfixturevalue(who)).get("/crop/"))
    for letter in "TRADX":
        assert f"<kbd>{letter}</kbd>" not in body.replace("<button", "")
    assert "<kbd>J</kbd>" in body


def test_who_may_act_is_told_the_letters(lurah, waiting):
    body = text(lurah.get("/crop/"))
    assert all(f"<kbd>{letter}</kbd>" in body for letter in "TRAD")


def test_what_has_no_room_has_its_letter(lurah, checker, waiting):
    def letters(client):
        return set(re.findall(r'data-key="(\w)"', card(client, waiting)))

    assert letters(lurah) >= set("trdgqunc")
    assert letters(checker) == {"c"}


def test_the_help_tells_each_the_letters_that_are_theirs(lurah, checker):
    def told(client):
        return set(re.findall(r"<kbd>(.+?)</kbd></dt>", client.get("/crop/saya/").text))

    theirs = {act.key.upper() for act in ACTS.values()}
    assert told(lurah) >= theirs - {"S"}
    assert "S" not in told(lurah)
    assert told(checker) & theirs == {"S", "C"}


def test_no_letter_does_two_things():
    letters = [act.key for act in ACTS.values()]
    assert len({*letters, *"jkx/?"}) == len(letters) + 5
