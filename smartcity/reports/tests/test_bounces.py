"""A report that goes to and fro: once it may go back with a reason; the second time who stands above both decides."""

import pytest

from smartcity.accounts.actions import appoint
from smartcity.accounts.models import Role, User
from smartcity.events.models import Event
from smartcity.lib.errors import Invalid
from smartcity.notices.actions import notify
from smartcity.notices.models import Notice
from smartcity.reports import actions
from smartcity.reports.bounces import came_from, judge


@pytest.fixture
def mayor(city):
    user = User.objects.create_user(username="walikota", password="rahasia-sekali", pseudonym="Walikota")
    appoint(user, city.offices.mayor, Role.MAYOR)
    return user


@pytest.fixture
def back(report, lurah_gambir, lurah_senen, city):
    """Gambir said Senen, and Senen said Gambir."""
    case = report()
    actions.forward(case, lurah_gambir, to=city.offices.senen, reason="Di seberang jalan")
    assert came_from(case) == city.offices.gambir
    actions.forward(case, lurah_senen, to=city.offices.gambir, reason="Trotoarnya milik Gambir")
    return case


def last(case):
    return Event.objects.about(case.subject).filter(verb="forwarded").last()


def test_it_works(back, lurah_gambir, mayor, city):
    assert back.holder == city.offices.gambir
    actions.forward(back, lurah_gambir, to=city.offices.senen, reason="Bukan kami")
    assert back.holder == city.offices.mayor
    told = last(back).data
    assert (told["from"], told["wanted"], told["to"]) == (
        "Lurah Gambir",
        "Lurah Senen",
        "Wali Kota Jakarta Pusat",
    )
    notify(last(back))
    assert mayor.pk in Notice.objects.values_list("user", flat=True)


def test_who_decides_sends_it_where_it_belongs(back, lurah_gambir, mayor, city):
    actions.forward(back, lurah_gambir, to=city.offices.senen, reason="Bukan kami")
    actions.forward(back, mayor, to=city.offices.senen, reason="Menurut peta milik Senen")
    assert back.holder == city.offices.senen
    assert "wanted" not in last(back).data


def test_after_the_decision_it_does_not_go_back_silently_either(back, lurah_gambir, lurah_senen, mayor, city):
    actions.forward(back, lurah_gambir, to=city.offices.senen, reason="Bukan kami")
    actions.forward(back, mayor, to=city.offices.senen, reason="Menurut peta milik Senen")
    actions.forward(back, lurah_senen, to=city.offices.gambir, reason="Tetap bukan kami")
    assert back.holder == city.offices.mayor


def test_over_a_third_office_too(report, lurah_gambir, lurah_senen, roads_officer, city):
    case = report()
    actions.forward(case, lurah_gambir, to=city.offices.senen, reason="Senen")
    actions.forward(case, lurah_senen, to=city.offices.roads, reason="Bina Marga")
    actions.forward(case, roads_officer, to=city.offices.gambir, reason="Jalan kelurahan")
    assert case.holder == city.offices.gambir
    actions.forward(case, lurah_gambir, to=city.offices.roads, reason="Jalan provinsi")
    assert case.holder == city.offices.province


def test_to_an_office_that_never_had_it_it_goes_freely(back, lurah_gambir, city):
    actions.forward(back, lurah_gambir, to=city.offices.roads, reason="Jalan provinsi")
    assert back.holder == city.offices.roads


def test_up_is_no_bounce(report, lurah_gambir, camat_gambir, city):
    case = report()
    for _n in range(3):
        actions.forward(case, lurah_gambir, to=city.offices.camat, reason="Mohon bantuan")
        actions.forward(case, camat_gambir, to=city.offices.gambir, reason="Kerjakan saja")
    assert case.holder == city.offices.gambir
    assert all("wanted" not in e.data for e in Event.objects.filter(verb="forwarded"))


def test_who_stands_above_both_is_no_party(back, mayor, city):
    actions.forward(back, mayor, to=city.offices.senen, reason="Sudah saya periksa")
    assert back.holder == city.offices.senen


def test_the_one_above_of_one_only_is_a_party(back, camat_gambir, city):
    actions.forward(back, camat_gambir, to=city.offices.senen, reason="Bukan kami")
    assert back.holder == city.offices.mayor


def test_in_different_trees_the_province_decides(report, police_officer, lurah_gambir, city):
    case = report()
    actions.forward(case, lurah_gambir, to=city.offices.police, reason="Polisi")
    actions.forward(case, police_officer, to=city.offices.gambir, reason="Kelurahan")
    actions.forward(case, lurah_gambir, to=city.offices.police, reason="Polisi")
    assert case.holder == city.offices.province


def test_an_abolished_one_decides_nothing(back, lurah_gambir, city):
    city.offices.mayor.active = False
    city.offices.mayor.save()
    actions.forward(back, lurah_gambir, to=city.offices.senen, reason="Bukan kami")
    assert back.holder == city.offices.province


def test_where_nobody_stands_above_it_is_said(back, lurah_gambir, city):
    for office in (city.offices.mayor, city.offices.province):
        office.active = False
        office.save()
    with pytest.raises(Invalid) as caught:
        actions.forward(back, lurah_gambir, to=city.offices.senen, reason="Bukan kami")
    assert caught.value.code == "no_judge"


def test_judges(city):
    o = city.offices
    assert judge(o.gambir, o.senen) == o.mayor
    assert judge(o.gambir, o.roads) == o.province
    assert judge(o.police, o.roads) == o.province
