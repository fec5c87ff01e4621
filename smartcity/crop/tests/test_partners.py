"""Systems that answer in an office's name: an administrator connects them, an official reads where a case is."""

import pytest
from django.test import Client

from smartcity.accounts.models import Role
from smartcity.crop.tests.conftest import page, text
from smartcity.lib.http import FetchFailed
from smartcity.partners.models import Dispatch, PartnerSystem
from smartcity.partners.tests.conftest import KEY, URL
from smartcity.partners.tests.conftest import clock as clock
from smartcity.partners.tests.conftest import internet as internet
from smartcity.partners.tests.conftest import other as other
from smartcity.partners.tests.conftest import system as system
from smartcity.partners.tests.conftest import worker as worker
from smartcity.testing.city import _official

pytestmark = pytest.mark.usefixtures("clock")
PAGE = "/crop/mitra/"
TYPED = {
    "do": "save",
    "name": "Sigap",
    "url": URL,
    "office": "kelurahan-31.71.01.1001",
    "key": KEY,
    "active": "on",
}


@pytest.fixture
def desk(opened, administrator):
    return opened(administrator)


def here(system):
    return f"{PAGE}{system.pk}/"


def test_it_works(desk, other, city):
    assert "Belum ada sistem mitra" in text(desk.get(PAGE))
    made = desk.post(f"{PAGE}baru/", TYPED)
    one = PartnerSystem.objects.get()
    assert (made.status_code, made["Location"], one.offered) == (303, here(one), [["ROAD", "Jalan"]])
    body = text(desk.get(here(one)))
    assert "Sistem ini menjawab: 1 layanan." in body
    assert "Jalan (ROAD)" in body, "their services can be chosen"
    assert KEY not in body
    matched = desk.post(
        here(one), {"do": "match", "match-category": "road", "match-code": "ROAD", "match-area": "31.71"}
    )
    assert matched.status_code == 303
    assert "Jakarta Pusat" in text(desk.get(here(one)))
    assert "Lurah Gambir" in text(desk.get(PAGE))


def test_the_key_stays_unless_another_is_typed(desk, system):
    before = PartnerSystem.objects.get().key
    desk.post(here(system), TYPED | {"key": "", "name": "Sigap Gambir"})
    one = PartnerSystem.objects.get()
    assert (one.name, one.key) == ("Sigap Gambir", before)
    desk.post(here(system), TYPED | {"key": "lain"})
    assert PartnerSystem.objects.get().key != before


@pytest.mark.parametrize(
    "wrong",
    [{"url": "http://mitra.example/"}, {"url": "https://127.0.0.1/open311"}, {"url": "https://dalam.example/"}, {"url": "x"},
     {"name": ""}, {"office": "police"}, {"office": "tidak-ada"}, {"url": "https://mitra.example/?a=b"}],
)  # fmt: skip
def test_what_cannot_be_is_refused_where_it_was_typed(desk, other, city, wrong):
    answer = desk.post(f"{PAGE}baru/", TYPED | wrong)
    assert answer.status_code == 400
    assert "field-error" in text(answer)
    assert not PartnerSystem.objects.exists()


def test_a_name_is_taken_once(desk, system):
    answer = desk.post(f"{PAGE}baru/", TYPED)
    assert answer.status_code == 400
    assert "Sudah ada sistem dengan nama ini." in text(answer)


def test_one_that_does_not_answer_is_kept_and_says_so(desk, other, city):
    other.answers["services"] = FetchFailed("tidak selesai dalam 5 detik")
    desk.post(f"{PAGE}baru/", TYPED)
    one = PartnerSystem.objects.get()
    assert "tidak selesai dalam 5 detik" in text(desk.get(here(one)))
    tried = desk.post(here(one), {"do": "try"})
    assert tried.status_code == 400
    assert "belum menjawab dengan daftar layanannya" in text(tried)


def test_its_services_in_xml(desk, other, city):
    xml = b"<services><service><service_code>7</service_code><service_name>Lampu</service_name></service></services>"
    other.answers["services"] = xml
    desk.post(f"{PAGE}baru/", TYPED)
    assert PartnerSystem.objects.get().offered == [["7", "Lampu"]]


@pytest.mark.parametrize("category", ["crime", "road"])
def test_no_private_kind_and_none_twice(desk, system, category):
    answer = desk.post(here(system), {"do": "match", "match-category": category, "match-code": "ROAD"})
    assert answer.status_code == 400
    assert system.services.count() == 1


def test_what_was_given_up_goes_again(desk, system, report, other, worker):
    other.answers["POST requests"] = (403, b'[{"code": 403, "description": "api_key salah"}]')
    report()
    worker()
    body = text(desk.get(here(system)))
    assert "api_key salah" in body
    assert "1 tidak sampai" in text(desk.get(PAGE))
    one = Dispatch.objects.get()
    assert desk.post(here(system), {"do": "redo", "dispatch": one.pk}).status_code == 303
    other.answers["POST requests"] = [{"service_request_id": "M-5"}]
    worker()
    assert "M-5" in text(desk.get(here(system)))
    assert desk.post(here(system), {"do": "redo", "dispatch": one.pk}).status_code == 404, "it is there"


def test_released(desk, system, report, other, worker):
    desk.post(here(system), {"do": "unmatch", "service": system.services.get().pk})
    report()
    worker()
    assert not other.posted


@pytest.mark.parametrize(
    "odd", [{"do": "unmatch", "service": "9" * 30}, {"do": "x"}, {}, {"do": "redo", "dispatch": "7"}]
)
def test_what_is_not_there(desk, system, odd):
    assert desk.post(here(system), odd).status_code == 404


def test_the_case_says_where_it_is(lurah, waiting, system, report, other, worker):
    filed = report()
    worker()
    other.stands(status_notes="Regu dijadwalkan")
    worker(minutes=2)
    body = text(lurah.get(page(filed)))
    for said in ("Di sistem mitra", "Nomor di sana: M-1", "Regu dijadwalkan", "belum dikerjakan"):
        assert said in body
    assert "Di sistem mitra" not in text(lurah.get(page(waiting)))


def test_the_case_says_that_it_did_not_arrive(lurah, system, report, other, worker):
    other.answers["POST requests"] = 401
    filed = report()
    worker()
    assert "Tidak sampai." in text(lurah.get(page(filed)))


def test_an_answer_without_a_photo_says_that_silence_does_not_close_it(lurah, system, report, other, worker):
    filed = report()
    worker()
    other.stands(status="closed")
    worker(minutes=2)
    body = text(lurah.get(page(filed)))
    assert "Dijawab tanpa foto" in body
    assert "tanpa foto dari Sigap" in body


def test_the_neighbour_who_must_not_get_in(opened, lurah, neighbour, system, city):
    mayors = opened(_official("admin.pusat", city.offices.mayor, Role.ADMINISTRATOR))
    for client in (lurah, neighbour, mayors):
        for where in (PAGE, f"{PAGE}baru/", here(system)):
            assert client.get(where).status_code == 404
            assert client.post(where, TYPED | {"name": "Lain"}).status_code in (404, 405)
    assert Client().post(here(system), TYPED).status_code == 302
    assert PartnerSystem.objects.get().name == "Sigap"
