"""Where a bed is free, since when, and what citizens say against it."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from smartcity.beds.actions import tell
from smartcity.beds.counts import Count
from smartcity.beds.denials import clerks_of, denials, disagreement
from smartcity.beds.models import Ward
from smartcity.beds.registering import Facts, register
from smartcity.lib.time import at, now
from smartcity.reports import actions

HERE = "/rumah-sakit/"
ICU = Count("icu", capacity=10, free=3)


def names(text):
    return re.findall(r'<th role="rowheader" scope="row"><a href="[^"]*">([^<]*)</a>', text)


def test_it_works(client, hospital, other, clerk):
    tell(hospital, [ICU, Count("igd", capacity=5, free=1, queue=4)], clerk, "clerk")
    text = client.get(HERE).text
    assert names(text) == ["RS Contoh Gambir", "RS Contoh Senen"]
    for words in ("dari 15", "tipe B", "baru saja", "4 orang", 'href="tel:021-555"', "belum pernah mengisi"):
        assert words in text, words


def test_by_class(client, hospital, other, stranger, clerk):
    tell(hospital, [ICU], clerk, "clerk")
    tell(other, [Count("class3", capacity=20, free=9)], stranger, "clerk")
    assert names(client.get(f"{HERE}?kelas=icu").text) == ["RS Contoh Gambir"]
    assert names(client.get(f"{HERE}?kelas=class3").text) == ["RS Contoh Senen"]
    assert "Belum ada rumah sakit" in client.get(f"{HERE}?kelas=nicu").text


def test_by_distance(client, hospital, other, stranger, clerk):
    tell(hospital, [ICU], clerk, "clerk")
    tell(other, [replace(ICU, free=1)], stranger, "clerk")
    near_senen = client.get(f"{HERE}?wilayah=31.71.04.1001").text
    assert names(near_senen) == ["RS Contoh Senen", "RS Contoh Gambir"]
    assert "0,0 km" in near_senen
    assert names(client.get(f"{HERE}?lon=106.81&lat=-6.17").text) == ["RS Contoh Gambir", "RS Contoh Senen"]


def test_what_was_counted_long_ago_sinks(client, hospital, other, stranger, clerk):
    with at(now() - timedelta(hours=9)):
        tell(hospital, [ICU], clerk, "clerk")
    tell(other, [ICU], stranger, "clerk")
    text = client.get(f"{HERE}?wilayah=31.71.01.1001").text
    assert names(text) == ["RS Contoh Senen", "RS Contoh Gambir"]
    assert re.search(r"data <time[^>]*>9 jam lalu</time>, telepon dulu", text)


def test_a_full_one_says_so_and_sinks(client, hospital, other, stranger, clerk):
    tell(hospital, [replace(ICU, free=0)], clerk, "clerk")
    tell(other, [ICU], stranger, "clerk")
    text = client.get(f"{HERE}?wilayah=31.71.01.1001").text
    assert names(text) == ["RS Contoh Senen", "RS Contoh Gambir"]
    assert "penuh," in text


def test_a_kelurahan_by_its_name(client, hospital):
    assert client.get(f"{HERE}?dekat=senen&kelas=icu").url == "?kelas=icu&wilayah=31.71.04.1001"
    assert "Tidak ada kelurahan" in client.get(f"{HERE}?dekat=atlantis").text
    assert "&lt;b&gt;" in client.get(f"{HERE}?dekat=<b>x").text


@pytest.mark.parametrize(
    "query",
    [
        "?kelas=throne",
        "?lon=abc&lat=1",
        "?lon=nan&lat=nan",
        "?lon=inf&lat=0",
        "?wilayah=99",
        "?hal=-1",
        "?lon=999&lat=0",
        "?kelas=%00",
    ],
)
def test_what_cannot_be_read_is_not_asked(client, hospital, query):
    assert names(client.get(HERE + query).text) == ["RS Contoh Gambir"]


def test_no_such_page(client, hospital):
    assert client.get(f"{HERE}?hal=9").status_code == 404
    assert client.get(f"{HERE}rs-lain/").status_code == 404
    assert client.get(f"{HERE}kelurahan-31.71.01.1001/").status_code == 404


def test_one_hospital(client, hospital, clerk):
    with at(now() - timedelta(days=2)):
        tell(hospital, [replace(ICU, free=9)], clerk, "clerk")
    tell(hospital, [ICU, Count("class3", "M1", "Melati", 30, 12, male=5, female=7)], clerk, "clerk")
    text = client.get(f"{HERE}rs-contoh-gambir/").text
    for words in (
        "Melati",
        "5 / 7",
        "Kosong dalam 7 hari: ICU",
        "Terendah",
        "Yayasan",
        "Tidak ada laporan “penuh”",
    ):
        assert words in text, words
    least_and_most = re.findall(
        r'<td class="n">(\d+)</td><td class="n">(\d+)</td><td class="n">(\d+)×</td>', text
    )
    assert least_and_most == [("3", "9", "1"), ("9", "9", "0"), ("9", "9", "1")]


def test_a_ward_that_was_closed_is_not_shown_as_full(client, hospital, clerk):
    tell(hospital, [ICU, Count("nicu", capacity=4, free=1)], clerk, "clerk")
    tell(hospital, [Count("icu", capacity=0, free=0)], clerk, "clerk")
    assert names(client.get(f"{HERE}?kelas=icu").text) == []
    assert "ICU bayi" in client.get(f"{HERE}rs-contoh-gambir/").text
    assert "dari 0" not in client.get(f"{HERE}rs-contoh-gambir/").text


def test_only_its_total_is_known(client, city):
    register(Facts("RS Baru", 106.81, -6.17, beds=51))
    text = client.get(f"{HERE}rs-baru/").text
    assert "Seluruhnya 51 tempat tidur" in text
    assert not Ward.objects.exists()


def test_the_way_to_a_report_names_hospital_and_class(client, hospital, clerk):
    tell(hospital, [ICU], clerk, "clerk")
    text = client.get(f"{HERE}rs-contoh-gambir/?kelas=icu").text
    assert "&amp;attribute%5Bbed_hospital%5D=RS+Contoh+Gambir&amp;attribute%5Bbed_class%5D=icu" in text


def test_denials_stand_beside_the_number_until_they_are_answered(
    client, hospital, clerk, denied, lurah_gambir
):
    tell(hospital, [ICU], clerk, "clerk")
    filed = denied()
    assert "melaporkan “ternyata penuh”" in client.get(f"{HERE}?kelas=icu").text
    page = client.get(f"{HERE}rs-contoh-gambir/").text
    assert f"/qlue/laporan/{filed.number}/" in page
    assert "angka resmi saat itu: 3 kosong" in page
    actions.reject(filed, lurah_gambir, reason="Sudah dicek ke rumah sakit")
    assert "melaporkan “ternyata penuh”" not in client.get(f"{HERE}?kelas=icu").text
    page = client.get(f"{HERE}rs-contoh-gambir/").text
    assert f"/qlue/laporan/{filed.number}/" not in page
    assert "100%" in page, "the disagreement stays"


def test_a_denial_of_another_class_says_nothing_of_this(client, hospital, clerk, denied):
    tell(hospital, [ICU, Count("class3", capacity=9, free=9)], clerk, "clerk")
    denied(bed_class="class3")
    assert "ternyata penuh” sejak" not in client.get(f"{HERE}?kelas=icu").text
    assert "ternyata penuh” sejak" in client.get(f"{HERE}?kelas=class3").text


def test_how_often_they_disagree(hospital, clerk, denied):
    hours = timedelta(hours=1)
    with at(now() - 5 * hours):
        tell(hospital, [ICU], clerk, "clerk")
    with at(now() - 4 * hours):
        denied()
    with at(now() - 3 * hours):
        tell(hospital, [replace(ICU, free=0)], clerk, "clerk")
    with at(now() - 2 * hours):
        denied(text="ICU penuh")
    with at(now() - timedelta(days=31)):
        denied(text="Dulu sekali penuh")
    tell(hospital, [replace(ICU, free=7)], clerk, "clerk")
    told = denials([hospital])[hospital.pk]
    assert [one.official for one in told] == [0, 3]
    assert (disagreement(told).told, disagreement(told).against, disagreement(told).percent) == (2, 1, 50)


def test_a_private_report_is_between_its_writer_and_the_office(client, hospital, clerk, denied):
    tell(hospital, [ICU], clerk, "clerk")
    filed = denied(visibility="private")
    assert denials([hospital]) == {}
    assert not clerks_of(filed).exists()
    assert str(filed.number) not in client.get(f"{HERE}rs-contoh-gambir/").text


def test_whose_clerk_hears_of_it(hospital, clerk, stranger, denied):
    assert [post.user for post in clerks_of(denied())] == [clerk]
    assert not clerks_of(denied(name="Klinik di ujung gang", text="Penuh")).exists()


def test_search_engines_find_them(client, hospital):
    assert "/rumah-sakit/</loc>" in client.get("/sitemap-halaman.xml").text
    assert "/sitemap-rumah-sakit.xml" in client.get("/sitemap.xml").text
    assert "/rumah-sakit/rs-contoh-gambir/" in client.get("/sitemap-rumah-sakit.xml").text


def test_few_questions_to_the_database(client, hospital, other, clerk, denied, django_assert_max_num_queries):
    tell(hospital, [ICU], clerk, "clerk")
    denied()
    client.get(HERE)
    with django_assert_max_num_queries(8):
        client.get(HERE)


def test_in_english(client, hospital):
    assert "Free beds" in client.get(HERE, headers={"accept-language": "en"}).text
