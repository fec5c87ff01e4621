"""What the city warns of: a page of it, and a line at the head of the pages people open first."""

from datetime import timedelta

import pytest
import time_machine

from smartcity.alerts import actions
from smartcity.alerts.models import Severity
from smartcity.alerts.queries import at_hand
from smartcity.lib.time import now

HEADS = ["/", "/statistik/", "/data/", "/qlue/", "/qlue/terbaru/"]


@pytest.fixture
def said(city):
    return actions.Warning("31.71.01", "Severe", True, "Banjir 80 cm\nPindah ke tempat tinggi.",
                           "Flood of 80 cm\nMove to higher ground.", now() + timedelta(hours=6))  # fmt: skip


def page(client, path="/peringatan/", language="id"):
    answer = client.get(path, headers={"Accept-Language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_works(client, operator, said):
    actions.issue(operator, said)
    shown = page(client)
    assert "Pindah ke tempat tinggi." in shown
    assert "/?area=31.71.01&amp;category=flood" in shown


def test_in_the_readers_language(client, operator, said):
    actions.issue(operator, said)
    assert "Move to higher ground." in page(client, language="en")


def test_nothing_to_warn_of(client, city):
    assert "Tidak ada peringatan yang berlaku" in page(client)


def test_a_cancelled_one_is_told_as_past(client, operator, said):
    actions.cancel(actions.issue(operator, said), operator)
    shown = page(client)
    assert "Tidak ada peringatan yang berlaku" in shown
    assert "Dibatalkan" in shown


@pytest.mark.parametrize("path", HEADS)
def test_the_first_pages_say_it_at_their_head(client, operator, said, path):
    assert "Banjir 80 cm" not in page(client, path)
    actions.issue(operator, said)
    assert "Banjir 80 cm" in page(client, path)


def test_the_gravest_comes_first(client, operator, said):
    actions.issue(operator, said)
    for severity, words in ((Severity.EXTREME, "Tanggul jebol"), (Severity.MINOR, "Genangan")):
        actions.issue(operator, actions.Warning("31.71", severity, True, words, words, said.expires_at))
    head = page(client, "/statistik/")
    assert "Tanggul jebol" in head
    assert "+2 lagi" in head
    assert "Genangan" not in head


def test_one_that_is_over_is_said_no_more(operator, said):
    actions.issue(operator, said)
    assert at_hand()
    with time_machine.travel(now() + timedelta(hours=6, seconds=1), tick=False):
        assert at_hand() == []


def test_a_head_asks_the_database_once_for_many_readers(operator, said, django_assert_num_queries):
    actions.issue(operator, said)
    at_hand()
    with django_assert_num_queries(0):
        assert at_hand()
