"""What one follows, in one list that nobody else sees."""

import pytest

from smartcity.accounts.actions import block, choose_profile, follow, follow_person
from smartcity.accounts.models import Follow
from smartcity.qlue import following
from smartcity.qlue.tests.conftest import bare
from smartcity.reports import actions

LIST = "/qlue/saya/ikuti/"


@pytest.fixture
def filed(report, siti):
    return report(text="Lubang di depan SDN 03")


def followed(budi, subject):
    follow(budi, subject)
    return Follow.objects.get(user=budi, subject=subject)


def test_it_works(as_budi, budi, siti, filed, city):
    follow(budi, filed.subject)
    follow(budi, f"area:{city.senen.code}")
    follow_person(budi, siti)
    text = as_budi.get(LIST).text
    for words in (
        "Lubang di depan SDN 03",
        "Kelurahan Senen",
        "Siti",
        f"/qlue/warga/{siti.public_id}/",
        "Menunggu",
    ):
        assert words in text, words
    assert text.index("Siti") < text.index("Kelurahan Senen") < text.index("Lubang di depan"), (
        "the newest first"
    )


def test_it_is_given_up_by_a_plain_form(as_budi, budi, filed):
    row = followed(budi, filed.subject)
    assert as_budi.post(f"{LIST}{row.pk}/berhenti/").url == LIST
    assert "Tidak diikuti lagi" in as_budi.get(LIST).text
    assert not Follow.objects.exists()


def test_the_neighbour_sees_nothing_of_it(as_siti, client, budi, filed, city):
    before = bare(as_siti.get(LIST))
    row = followed(budi, f"area:{city.senen.code}")
    assert bare(as_siti.get(LIST)) == before
    assert as_siti.post(f"{LIST}{row.pk}/berhenti/").status_code == 404
    assert client.get(LIST).url.startswith("/qlue/masuk/")
    assert Follow.objects.filter(pk=row.pk).exists()


def test_what_is_hidden_since_is_not_told_but_can_be_given_up(as_budi, budi, siti, filed):
    row = followed(budi, filed.subject)
    actions.hide(filed, siti)
    text = as_budi.get(LIST).text
    assert "Lubang" not in text
    assert "Laporan yang tidak terlihat lagi" in text
    assert as_budi.post(f"{LIST}{row.pk}/berhenti/").status_code == 303


def test_a_profile_that_may_not_be_looked_at_is_not_named(as_budi, budi, siti, lurah_gambir):
    follow_person(budi, lurah_gambir)
    follow_person(budi, siti)
    block(budi, siti)
    Follow.objects.get_or_create(user=budi, subject=f"person:{siti.pk}")
    choose_profile(lurah_gambir, open_profile=False)
    text = as_budi.get(LIST).text
    assert "Siti" not in text
    assert lurah_gambir.pseudonym not in text


def test_it_is_paged_by_where_the_last_page_ended(as_budi, budi, monkeypatch):
    monkeypatch.setattr(following, "MOST", 2)
    for code in ("31.71.01.1001", "31.71.04.1001"):
        follow(budi, f"area:{code}")
    assert "Lebih banyak" not in as_budi.get(LIST).text
    follow(budi, "report:4711")
    first = as_budi.get(LIST)
    assert "Laporan yang tidak terlihat lagi" in first.text
    second = as_budi.get(LIST + first.context["more"])
    assert "Kelurahan Gambir" in second.text
    assert "Kelurahan Senen" not in second.text


def test_in_few_queries(as_budi, budi, report, siti, city, django_assert_max_num_queries):
    for n in range(6):
        follow(budi, report(text=f"Lubang {n}").subject)
    follow(budi, f"area:{city.gambir.code}")
    follow_person(budi, siti)
    as_budi.get(LIST)
    with django_assert_max_num_queries(10):
        as_budi.get(LIST)


@pytest.mark.parametrize("page", ["/qlue/laporanku/", "/qlue/saya/"])
def test_ways_lead_there(as_budi, page):
    assert f'href="{LIST}"' in as_budi.get(page).text
