"""The page where flood warnings are given out."""

from datetime import timedelta

import pytest
from django.utils import timezone

from smartcity.alerts.models import Message
from smartcity.lib.time import now

HERE = "/crop/peringatan/"


@pytest.fixture
def form(city):
    until = timezone.localtime(now() + timedelta(hours=3))
    return {"do": "issue", "area": "31.71.01", "severity": "Severe", "observed": "1", "text": "Banjir 80 cm",
            "text_en": "Flood of 80 cm", "expires": f"{until:%Y-%m-%dT%H:%M}"}  # fmt: skip


def test_it_works(opened, operator, form):
    browser = opened(operator)
    assert HERE in browser.get("/crop/saya/").text
    assert browser.post(HERE, form).status_code == 303
    first = Message.objects.get()
    shown = browser.get(HERE).text
    assert "Banjir 80 cm" in shown
    assert "Flood of 80 cm" in browser.get(f"{HERE}?ubah={first.name}").text
    browser.post(HERE, form | {"do": "update", "name": first.name, "text": "Banjir 120 cm"})
    second = Message.objects.get(previous=first)
    assert "Banjir 120 cm" in browser.get(HERE).text
    browser.post(HERE, {"do": "cancel", "name": second.name})
    assert "Tidak ada peringatan" in browser.get(HERE).text


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(opened, operator, form):
    answer = opened(operator).post(HERE, form | {"text_en": ""})
    assert answer.status_code == 400
    assert "dalam kedua bahasa" in answer.text
    assert "Banjir 80 cm" in answer.text
    assert not Message.objects.exists()


@pytest.mark.parametrize("expires", ["besok", "2026-02-31T10:00", "99999-01-01T00:00", ""])
def test_a_time_that_is_none(opened, operator, form, expires):
    assert opened(operator).post(HERE, form | {"expires": expires}).status_code == 400
    assert not Message.objects.exists()


def test_others_are_told_that_there_is_no_such_page(lurah, form):
    assert lurah.get(HERE).status_code == 404
    assert lurah.post(HERE, form).status_code == 404
    assert "/crop/peringatan/" not in lurah.get("/crop/saya/").text
