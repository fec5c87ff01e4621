"""The directory of companies: an administrator's."""

import re

import pytest

from smartcity.reports import actions
from smartcity.reports.models import Company, CompanySeat, OpenLetter

PAGE = "/crop/perusahaan/"


@pytest.fixture
def boss(client, administrator):
    client.force_login(administrator)
    return client


@pytest.fixture
def company(city):
    return actions.register_company("parkir-aman", "Parkir Aman")


def test_it_works(boss, budi):
    actions.write_to_company("PT Toko Roti", budi, text="Roti berjamur")
    assert "PT Toko Roti" in boss.get(PAGE).text
    assert 'value="PT Toko Roti"' in boss.get(PAGE, {"nama": "PT Toko Roti"}).text
    boss.post(PAGE, {"do": "register", "name": "Toko Roti", "also": "Roti Enak, Enak"})
    found = Company.objects.get()
    assert (found.code, found.also, OpenLetter.objects.get().company) == (
        "toko-roti",
        ["Roti Enak", "Enak"],
        found,
    )
    assert "1 belum dijawab" in boss.get(PAGE).text


def test_an_invitation_is_shown_once(boss, company, budi):
    shown = boss.post(PAGE, {"do": "invite", "code": company.code}).text
    secret = re.search(r"/qlue/perusahaan/undangan/([\w-]+)/", shown)[1]
    assert secret not in boss.get(PAGE).text
    assert actions.sit_down(secret, budi) == company
    assert "Budi" in boss.get(PAGE).text


def test_ending(boss, company, budi):
    actions.sit_down(actions.invite(company), budi)
    boss.post(PAGE, {"do": "end", "seat": CompanySeat.objects.get().pk})
    assert not CompanySeat.objects.taken()
    boss.post(PAGE, {"do": "close", "code": company.code})
    assert not Company.objects.filter(active=True)


@pytest.mark.parametrize("name", ["", "Lurah Gambir", "🅿️", "Parkir Aman"])
def test_what_is_refused_is_told_and_kept(boss, company, city, name):
    actions.register_company("lain", "Lain")
    wanted = {"do": "register", "name": name, "also": "Lain"}
    answer = boss.post(PAGE, wanted)
    assert answer.status_code in (400, 409)
    assert 'value="Lain"' in answer.text


@pytest.mark.parametrize(
    "post",
    [
        {},
        {"do": "invite", "code": "a\x00"},
        {"do": "end", "seat": "x"},
        {"do": "end", "seat": "9" * 5000},
        {"do": "close"},
    ],
)
def test_what_is_not_there(boss, company, post):
    assert boss.post(PAGE, post).status_code == 404


def test_the_neighbour_does_not_get_in(lurah, company):
    assert lurah.get(PAGE).status_code == 404
    assert lurah.post(PAGE, {"do": "invite", "code": company.code}).status_code == 404
    assert not CompanySeat.objects.exists()
