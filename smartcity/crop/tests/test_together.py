"""Ticking several cases: what is done to them at once, what is not theirs, and the way back."""

from datetime import timedelta

import pytest

from smartcity.crop.tests.conftest import text
from smartcity.lib.time import at, now
from smartcity.reports import actions
from smartcity.reports.models import Report
from smartcity.testing.city import SENEN


def tick(*cases):
    return [f"{case.number}-{case.last_event}" for case in cases]


def send(client, verb, *cases, **more):
    words = {"verb": verb, "case": tick(*cases), "next": "/crop/?sort=new", **more}
    return client.post("/crop/sekaligus/", words, follow=True)


def statuses():
    return list(Report.objects.order_by("pk").values_list("status", flat=True))


def undo(client, page):
    return client.post("/crop/sekaligus/batal/", {"batch": page.context["undo"]["batch"]}, follow=True)


def test_it_works(lurah, report):
    page = send(lurah, "accept", report(), report())
    assert page.redirect_chain == [("/crop/?sort=new", 303)]
    assert statuses() == ["in_progress", "in_progress"]
    assert "2 tugas diterima." in text(page)
    assert "2 tugas dikembalikan." in text(undo(lurah, page))
    assert statuses() == ["waiting", "waiting"]


def test_every_row_can_be_ticked_without_a_script(lurah, report):
    case = report()
    body = text(lurah.get("/crop/"))
    assert f'form="together" name="case" value="{tick(case)[0]}"' in body
    assert '<form id="together"' in body


def test_part_of_it_fails_in_words(lurah, report, lurah_gambir):
    fast, slow = report(), report()
    actions.accept(fast, lurah_gambir)
    body = text(send(lurah, "accept", fast, slow))
    assert "1 tugas diterima." in body
    assert f"No. {fast.number:,} dilewati: sudah Diproses sejak ".replace(",", " ") in body


@pytest.mark.parametrize("verb", ["accept", "forward", "merge"])
def test_what_is_the_neighbours_is_left_and_not_spoken_of(lurah, report, city, verb):
    mine, also, theirs = report(), report(), report(at=SENEN, text="Milik Senen")
    more = (
        {"sure": "1", "to": city.offices.camat.code, "reason": "Bantu"}
        if verb == "forward"
        else {"into": str(mine.number)}
    )
    body = text(send(lurah, verb, mine, also, theirs, **more))
    assert statuses()[2] == "waiting"
    assert Report.objects.get(pk=theirs.pk).holder == city.offices.senen
    assert "Milik Senen" not in body
    assert f"{theirs.number}" not in body.replace(" ", "")


def test_the_neighbours_alone_are_as_none(lurah, report):
    assert "Pilih dulu tugasnya" in text(send(lurah, "accept", report(at=SENEN)))
    assert statuses() == ["waiting"]


def test_forwarding_asks_whom_and_why(lurah, report, city):
    cases = report(), report()
    asked = send(lurah, "forward", *cases)
    assert "Teruskan 2 tugas" in text(asked)
    assert send(lurah, "forward", *cases, sure="1", to=city.offices.camat.code).status_code == 400
    page = send(lurah, "forward", *cases, sure="1", to=city.offices.camat.code, reason="Di luar wewenang")
    assert {case.holder for case in Report.objects.all()} == {city.offices.camat}
    undo(lurah, page)
    assert {case.holder for case in Report.objects.all()} == {city.offices.gambir}


def test_merging_asks_which_stays(lurah, report, budi):
    first, second = report(), report(by=budi)
    assert "Laporan mana yang tetap ada?" in text(send(lurah, "merge", first, second))
    page = send(lurah, "merge", first, second, into=str(second.number))
    assert statuses() == ["merged", "waiting"]
    undo(lurah, page)
    assert statuses() == ["waiting", "waiting"]


def test_one_alone_cannot_be_merged(lurah, report):
    assert "paling sedikit dua" in text(send(lurah, "merge", report()))


def test_another_cannot_undo_it(lurah, neighbour, report):
    page = send(lurah, "accept", report())
    neighbour.post("/crop/sekaligus/batal/", {"batch": page.context["undo"]["batch"]})
    assert statuses() == ["in_progress"]


def test_the_offer_passes(lurah, report):
    send(lurah, "accept", report())
    with at(now() + timedelta(minutes=3)):
        assert "Dapat dibatalkan" not in text(lurah.get("/crop/"))


def test_the_camat_steps_in(opened, camat_gambir, report):
    case = report()
    send(opened(camat_gambir), "accept", case)
    assert statuses() == ["in_progress"]


@pytest.mark.parametrize("case", ["", "x", "1-", "-", "99999999999", "100000-99999999999999999999", "١٢٣"])
def test_nonsense(lurah, case):
    assert lurah.post("/crop/sekaligus/", {"verb": "accept", "case": case}).status_code == 303
    assert lurah.post("/crop/sekaligus/batal/", {"batch": case}).status_code == 303
