"""A parent case and its children on the desk."""

import re

import pytest

from smartcity.crop.tests.conftest import page, text, upload
from smartcity.reports import actions
from smartcity.testing.city import GAMBIR, SENEN


def link(client, case, **fields):
    return client.post(page(case, "induk/"), {"seen": case.last_event} | fields)


@pytest.fixture
def parent(report):
    return report(text="Jalan rusak 200 m")


@pytest.fixture
def children(report, budi, parent, lurah_gambir):
    far = (GAMBIR[0] + 0.008, GAMBIR[1])
    found = [report(by=budi, text="Lubang satu"), report(by=budi, text="Lubang dua", at=far)]
    for child in found:
        actions.link(child, lurah_gambir, to=parent)
    return found


def test_it_works(lurah, parent, report, budi):
    child = report(by=budi, text="Lubang satu", at=(GAMBIR[0] + 0.0008, GAMBIR[1]))
    body = text(lurah.get(page(child, "induk/")))
    assert "Jalan rusak 200 m" in body
    assert "88 m" in body
    assert "tetap berdiri sendiri" in body
    assert link(lurah, child, into=parent.number).status_code == 303
    body = text(lurah.get(page(child)))
    assert "Pekerjaan induk" in body
    assert "Jalan rusak 200 m" in body
    body = text(lurah.get(page(parent)))
    assert "Anak laporan (0 dari 1 dijawab)" in body
    assert "Lubang satu" in body


def test_what_is_offered_to_choose_from(lurah, report, parent, children, lurah_gambir):
    """Open, public, of this desk, of any kind, no child; a parent first, then its own kind."""
    report(text="Di Senen", at=SENEN)
    report(text="Pribadi", visibility="private")
    actions.reject(report(text="Ditolak"), lurah_gambir, reason="x")
    flood, near = report(text="Banjir", category="flood"), report(text="Dekat")
    case = report()
    alike = lurah.get(page(case, "induk/")).context["form"].alike
    assert [card.number for card in alike] == [parent.number, near.number, flood.number]


def test_nothing_chosen(lurah, waiting):
    response = link(lurah, waiting)
    assert response.status_code == 400
    assert "Pilih atau tuliskan pekerjaan induknya." in text(response)


def test_a_neighbours_report_is_as_absent_as_none(lurah, waiting, report):
    response = link(lurah, waiting, number=report(at=SENEN).number)
    assert response.status_code == 400
    assert "Tidak ada tugas dengan nomor itu" in text(response)


def test_the_neighbour(neighbour, parent, children):
    for act in ("induk/", "lepas-induk/"):
        assert neighbour.get(page(children[0], act)).status_code == 404
        assert neighbour.post(page(children[0], act)).status_code == 404


def test_let_go(lurah, parent, children):
    assert lurah.post(page(children[0], "lepas-induk/"), {}).status_code == 303
    assert "Anak laporan (0 dari 1 dijawab)" in text(lurah.get(page(parent)))
    assert "Pekerjaan induk" not in text(lurah.get(page(children[0])))


def answer(client, parent, children=(), **more):
    fields = {"reason": "Diaspal semua", "photo": upload(), "lon": GAMBIR[0], "lat": GAMBIR[1]}
    fields |= {"seen": parent.last_event, "children": [str(child.number) for child in children]}
    return client.post(page(parent, "jawab/"), fields | more, follow=True)


def test_nothing_is_ticked_by_itself(lurah, lurah_gambir, parent, children):
    actions.accept(parent, lurah_gambir)
    body = text(lurah.get(page(parent, "jawab/")))
    assert body.count('name="children"') == 2
    assert not re.search(r'name="children"[^>]*checked', body)
    answer(lurah, parent)
    for child in children:
        child.refresh_from_db()
        assert child.status == "waiting"


def test_answered_along(lurah, lurah_gambir, parent, children):
    actions.accept(parent, lurah_gambir)
    body = text(answer(lurah, parent, children))
    assert "2 anak laporan ikut dijawab." in body
    assert "Anak laporan (2 dari 2 dijawab)" in body
    one, far = (child.photos.get(part="after").flags for child in children)
    assert (one["far"], far["far"]) == (False, True)


def test_partial_failure_is_named(lurah, lurah_gambir, parent, children):
    actions.accept(parent, lurah_gambir)
    actions.reject(children[1], lurah_gambir, reason="Jalan pribadi")
    body = text(answer(lurah, parent, children))
    assert "1 anak laporan ikut dijawab." in body
    assert f"{children[1].title}, belum dijawab: Status sekarang Ditolak" in body
    assert f'<a href="{page(children[1])}">Buka tugasnya</a>' in body
    children[0].refresh_from_db()
    assert children[0].status == "answered"


def test_one_that_another_office_holds_by_now_is_named_and_stops_no_other(
    lurah, lurah_gambir, parent, children, city
):
    actions.accept(parent, lurah_gambir)
    actions.forward(children[0], lurah_gambir, to=city.offices.senen, reason="Di sana")
    body = text(answer(lurah, parent, children))
    assert "belum dijawab: Laporan ini dipegang Lurah Senen, bukan kantor Anda." in body
    assert "1 anak laporan ikut dijawab." in body


def test_what_it_is_called_is_no_markup(lurah, lurah_gambir, report, budi, parent):
    child = report(by=budi, text="<script>alert(1)</script> lubang")
    actions.link(child, lurah_gambir, to=parent)
    actions.accept(parent, lurah_gambir)
    actions.reject(child, lurah_gambir, reason="Jalan pribadi")
    assert "<script>alert(1)" not in text(answer(lurah, parent, [child]))


def test_another_desk_that_gets_the_parent_does_not_learn_of_a_private_child(lurah, neighbour, report, budi, lurah_gambir, parent, city):  # fmt: skip
    child = report(by=budi, text="Rahasia saya", visibility="private")
    actions.link(child, lurah_gambir, to=parent)
    assert "Rahasia saya" in text(lurah.get(page(parent)))
    actions.forward(parent, lurah_gambir, to=city.offices.senen, reason="Di sana")
    body = text(neighbour.get(page(parent)))
    assert "Rahasia saya" not in body
    assert str(child.number) not in body
    assert "Anak laporan" not in body


def test_a_strangers_number_cannot_be_slipped_in(lurah, lurah_gambir, parent, children, report):
    other = report()
    actions.accept(parent, lurah_gambir)
    refused = answer(lurah, parent, [other])
    assert refused.status_code == 400
    assert "bukan lagi bagian dari pekerjaan ini" in text(refused)
    other.refresh_from_db()
    parent.refresh_from_db()
    assert (other.status, parent.status) == ("waiting", "in_progress")
