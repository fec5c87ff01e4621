"""Passing a case on: to whom, why, and out of sight."""

import pytest

from smartcity.crop.tests.conftest import page, text
from smartcity.reports import actions


def forward(client, case, **fields):
    return client.post(
        page(case, "teruskan/"), {"seen": case.last_event, "reason": "Jalan provinsi"} | fields
    )


def test_it_works(lurah, waiting, city):
    response = forward(lurah, waiting, to="kelurahan-31.71.04.1001")
    assert (response.status_code, response.url) == (303, "/crop/")
    waiting.refresh_from_db()
    assert waiting.holder == city.offices.senen
    assert "Diteruskan ke Lurah Senen." in text(lurah.get("/crop/"))


def test_to_any_office_there_is(lurah, waiting, city):
    forward(lurah, waiting, other="police")
    waiting.refresh_from_db()
    assert waiting.holder == city.offices.police


def test_the_likely_ones_are_one_tap_away(lurah, waiting):
    body = text(lurah.get(page(waiting, "teruskan/")))
    likely = body.split("Kantor lain")[0]
    assert "Lurah Senen" in likely
    assert "Camat Gambir" in likely
    assert "Lurah Gambir</label>" not in likely
    assert '<optgroup label="Jalan dan jembatan">' in body


def test_the_one_that_answers_this_kind_is_likely(opened, roads_officer, waiting, lurah_gambir, city):
    actions.forward(waiting, lurah_gambir, to=city.offices.roads, reason="Jalan provinsi")
    assert "Lurah Gambir</label>" in text(opened(roads_officer).get(page(waiting, "teruskan/")))


NONE_OR_BAD = [
    ({}, "Pilih kantor yang menerima."),
    ({"to": "roads-of-nowhere"}, "Pilih"),
    ({"other": "kelurahan-31.71.01.1001"}, "Pilih"),
    ({"to": "kelurahan-31.71.04.1001", "other": "police"}, "Pilih satu kantor saja."),
]


@pytest.mark.parametrize("fields,said", NONE_OR_BAD)
def test_no_office_or_the_wrong_one(lurah, waiting, fields, said):
    response = forward(lurah, waiting, **fields)
    assert response.status_code == 400
    assert said in text(response)
    assert "Jalan provinsi" in text(response)
    waiting.refresh_from_db()
    assert waiting.holder.code == "kelurahan-31.71.01.1001"


def test_a_reason_is_needed_and_the_choice_kept(lurah, waiting):
    response = forward(lurah, waiting, other="police", reason="")
    assert response.status_code == 400
    assert '<option value="police" selected>' in text(response)


def test_an_office_abolished_meanwhile(lurah, waiting, city, monkeypatch):
    city.offices.police.active = False
    city.offices.police.save()
    assert forward(lurah, waiting, other="police").status_code == 400


def test_the_neighbour_got_it_and_we_have_it_in_history(lurah, neighbour, waiting):
    forward(lurah, waiting, to="kelurahan-31.71.04.1001")
    assert neighbour.get(page(waiting)).status_code == 200
    assert forward(lurah, waiting, other="police").status_code == 403


def test_somebody_was_faster(lurah, camat_gambir, waiting):
    seen = waiting.last_event
    actions.accept(waiting, camat_gambir)
    response = forward(lurah, waiting, other="police", seen=seen)
    assert response.status_code == 409
    assert "kirim lagi bila masih perlu" in text(response)
    assert forward(lurah, waiting, other="police").status_code == 303
