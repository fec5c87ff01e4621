"""The feeds: what each shows, to whom, in what order, in how many queries."""

import pytest
from django.utils import translation

from smartcity.accounts.actions import follow
from smartcity.areas.models import Area
from smartcity.qlue import feeds
from smartcity.reports import actions
from smartcity.reports.models import Report
from smartcity.testing.city import GAMBIR, OUTSIDE, SENEN

HERE = {"lon": GAMBIR[0], "lat": GAMBIR[1]}


def shown(answer) -> list[str]:
    return [card["title"] for card in answer.context["cards"]]


def test_it_works(client, report):
    filed = report()
    answer = client.get("/qlue/terbaru/")
    assert answer.status_code == 200
    assert f"/qlue/laporan/{filed.number}/" in answer.text
    assert "Dipegang Lurah Gambir" in answer.text


def test_the_nearest_come_first_with_their_distance(client, report):
    report(text="jauh", at=(GAMBIR[0] + 0.004, GAMBIR[1]))
    report(text="dekat", at=(GAMBIR[0] + 0.001, GAMBIR[1]))
    answer = client.get("/qlue/", HERE)
    assert shown(answer) == ["dekat", "jauh"]
    assert "110 m" in answer.text


def test_the_kelurahan_is_chosen_without_script_and_remembered(client, report):
    report(text="di Gambir")
    assert "Pilih kelurahan" in client.get("/qlue/").text
    assert shown(client.get("/qlue/", {"area": "31.71.01.1001"})) == ["di Gambir"]
    again = client.get("/qlue/")
    assert "Kel. Gambir dan sekitarnya" in again.text
    assert "Pilih kelurahan" in client.get("/qlue/?ubah=1").text


def test_without_a_place_the_newest_of_the_city(client, report):
    report(text="di mana pun")
    assert shown(client.get("/qlue/")) == ["di mana pun"]


@pytest.mark.parametrize("lon, lat, says", [
    (*OUTSIDE, "di luar wilayah kota"), (GAMBIR[1], GAMBIR[0], "tertukar"), ("nan", "nan", "Posisi belum ada"),
    ("x", "y", "Posisi belum ada"), (0, 0, "Posisi 0,0"), ("1e999", 0, "Posisi belum ada"),
])  # fmt: skip
def test_a_bad_position_is_told_and_another_can_be_chosen(client, city, lon, lat, says):
    answer = client.get("/qlue/", {"lon": lon, "lat": lat})
    assert answer.status_code == 400
    assert says in answer.text
    assert "Pilih kelurahan" in answer.text


@pytest.mark.parametrize("code", ["99.99", "31.71", "\x00", "a b"])
def test_an_unknown_kelurahan_is_none(client, city, code):
    assert "Pilih kelurahan" in client.get("/qlue/", {"area": code}).text
    client.cookies["wilayah"] = "99.99"
    assert "Pilih kelurahan" in client.get("/qlue/").text


def test_private_reports_stand_in_no_feed(as_siti, report, siti):
    filed = report(text="rahasia", visibility="private")
    follow(siti, filed.subject)
    for page in (
        "/qlue/?area=31.71.01.1001",
        "/qlue/terbaru/",
        "/qlue/terdukung/",
        "/qlue/diikuti/",
        "/qlue/cari/?q=rahasia",
    ):
        assert not shown(as_siti.get(page)), page


def test_followed_are_the_supported_the_followed_and_those_of_followed_areas(as_budi, budi, report):
    report(text="tidak diikuti")
    actions.support(report(text="didukung"), budi)
    follow(budi, report(text="diikuti").subject)
    report(text="di Senen", at=SENEN)
    follow(budi, "area:31.71.04.1001")
    assert shown(as_budi.get("/qlue/diikuti/")) == ["di Senen", "diikuti", "didukung"]


def test_a_stranger_is_told_what_following_is_for(client, report):
    report()
    answer = client.get("/qlue/diikuti/")
    assert not shown(answer)
    assert "Masuk untuk mengikuti" in answer.text


def test_the_most_supported_come_first(client, report, budi, lurah_senen):
    report(text="tak seorang pun")
    two, one = report(text="dua"), report(text="satu")
    for user in (budi, lurah_senen):
        actions.support(two, user)
    actions.support(one, budi)
    assert shown(client.get("/qlue/terdukung/")) == ["dua", "satu", "tak seorang pun"]


@pytest.mark.parametrize("page", ["/qlue/terbaru/", "/qlue/terdukung/", "/qlue/?area=31.71.01.1001", "/qlue/?lon=106.81&lat=-6.17",
                                  "/qlue/diikuti/"])  # fmt: skip
def test_more_leads_through_all_pages_once(as_budi, budi, report, monkeypatch, page):
    monkeypatch.setattr(feeds, "MOST", 3)
    for n in range(8):
        follow(budi, report(text=f"laporan {n}", at=(GAMBIR[0] + n * 0.0003, GAMBIR[1] - n * 0.0001)).subject)
    path, seen = page.split("?")[0], []
    while page:
        answer = as_budi.get(page)
        seen += shown(answer)
        page = path + answer.context["more"] if answer.context["more"] else ""
    assert sorted(seen) == [f"laporan {n}" for n in range(8)]


@pytest.mark.parametrize(
    "start",
    [
        "x",
        "-1",
        "9" * 40,
        "1_2_3",
        "nan_5",
        "1e999_5",
        "' OR 1=1",
        "5_" + "9" * 30,
        "9223372036854775808_1",
        "²",
    ],
)
def test_a_nonsense_start_is_no_error(client, report, start):
    report()
    for page in ("/qlue/terbaru/", "/qlue/terdukung/", "/qlue/"):
        assert client.get(page, {"dari": start, "area": "31.71.01.1001"}).status_code == 200


@pytest.mark.parametrize("page", ["/qlue/terbaru/", "/qlue/terdukung/", "/qlue/diikuti/", "/qlue/?area=31.71.01.1001",
                                  "/qlue/?lon=106.81&lat=-6.17", "/qlue/"])  # fmt: skip
def test_at_most_six_queries(as_budi, report, page, django_assert_max_num_queries):
    for n in range(5):
        report(text=f"laporan {n}")
    as_budi.get(page)
    with django_assert_max_num_queries(6):
        as_budi.get(page)


def test_markup_in_a_text_is_only_text(client, report):
    report(text='<script>alert(1)</script><img src=x onerror="x">')
    answer = client.get("/qlue/terbaru/")
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert(1)" in answer.text


def test_a_closed_report_offers_no_support(client, answered, siti):
    actions.confirm(answered, siti)
    assert f"/qlue/laporan/{answered.number}/dukung/" not in client.get("/qlue/terbaru/").text


def test_a_closed_report_is_held_no_more(client, answered, siti):
    actions.confirm(answered, siti)
    text = client.get("/qlue/terbaru/").text
    assert "Ditangani Lurah Gambir" in text
    assert "Dipegang" not in text


def test_following_a_kelurahan_and_no_longer(as_budi, budi):
    where = {"next": "/qlue/?area=31.71.01.1001"}
    answer = as_budi.post("/qlue/wilayah/31.71.01.1001/ikuti/", where | {"on": "1"})
    assert (answer.status_code, answer.url) == (303, where["next"])
    assert budi.follows.get().subject == "area:31.71.01.1001"
    as_budi.post("/qlue/wilayah/31.71.01.1001/ikuti/", {"on": "0"})
    assert not budi.follows.exists()


@pytest.mark.parametrize("code", ["99.99", "%00", "31.71", "x" * 300])
def test_following_no_kelurahan(as_budi, code):
    assert as_budi.post(f"/qlue/wilayah/{code}/ikuti/", {"on": "1"}).status_code == 404


def test_a_number_leads_to_its_report(client, report):
    filed = report()
    for asked in (str(filed.number), f"No. {filed.number // 1000} {filed.number % 1000:03}"):
        assert client.get("/qlue/cari/", {"q": asked}).url == f"/qlue/laporan/{filed.number}/"


def test_a_private_number_leads_only_its_author(as_siti, as_budi, report):
    filed = report(visibility="private")
    assert as_siti.get("/qlue/cari/", {"q": filed.number}).status_code == 302
    assert as_budi.get("/qlue/cari/", {"q": filed.number}).status_code == 200


def test_words_are_found_whatever_their_case(client, report):
    report(text="Lubang di Jalan Cideng")
    report(text="Banjir")
    assert shown(client.get("/qlue/cari/", {"q": "jalan cideng"})) == ["Lubang di Jalan Cideng"]
    assert "Tidak ada yang cocok" in client.get("/qlue/cari/", {"q": "gempa"}).text


@pytest.mark.parametrize("asked", ["cideng lubang", "berlubang", "stasiun juanda", "jalan gambir", "LUB"])
def test_every_word_is_found_by_its_root_in_text_landmark_kind_and_kelurahan(client, report, asked):
    report(text="Lubang di Cideng", landmark="Depan stasiun Juanda")
    report(text="Macet", category="jam", at=SENEN)
    assert shown(client.get("/qlue/cari/", {"q": asked})) == ["Lubang di Cideng"]


def test_the_neighbours_private_report_is_not_found(as_budi, report):
    report(text="Lubang rahasia", visibility="private")
    report(text="Lubang terbuka")
    assert shown(as_budi.get("/qlue/cari/", {"q": "lubang"})) == ["Lubang terbuka"]


@pytest.mark.parametrize("asked", ["%", "___", "\x00", "x" * 5000, "'; --", "9" * 30])
def test_a_strange_search_finds_nothing(client, report, asked):
    report()
    answer = client.get("/qlue/cari/", {"q": asked})
    assert answer.status_code == 200
    assert not shown(answer)


def test_in_english(client, report):
    report()
    with translation.override("en"):
        client.cookies["django_language"] = "en"
        answer = client.get("/qlue/terbaru/")
    for word in ("Newest", "Support", "Held by Lurah Gambir", "Waiting"):
        assert word in answer.text
    assert "Dukung" not in answer.text


def test_imported_long_ago_is_not_near(client, report):
    report(text="lama")
    Report.objects.update(active=False)
    assert not shown(client.get("/qlue/", HERE))


def test_a_position_is_coarse_before_anything_is_done_with_it(client, report, monkeypatch):
    """In the address of the next page, and in what is asked of the database."""
    monkeypatch.setattr(feeds, "MOST", 1)
    for n in range(2):
        report(text=f"Lubang {n}")
    coarse = client.get("/qlue/", {"lon": "106.8123456", "lat": "-6.1712345", "foto": "1"}).url
    assert coarse == "/qlue/?lon=106.812&lat=-6.171&foto=1", "what is more exact is not kept in the history"
    answer = client.get(coarse)
    assert (answer.context["spot"].lon, answer.context["spot"].lat) == (106.812, -6.171)
    assert "lon=106.812&lat=-6.171" in answer.context["more"]
    assert "106.8123" not in answer.text


def test_the_list_of_kelurahan_is_sorted_by_kecamatan(client, city):
    text = client.get("/qlue/?ubah=1").text
    districts = [part.split('"')[0] for part in text.split('<optgroup label="')[1:]]
    assert districts == ["Gambir, Jakarta Pusat", "Senen, Jakarta Pusat"]
    Area.objects.filter(code="31.71.04").update(name="Cilandak")
    text = client.get("/qlue/?ubah=1").text
    assert text.index("Cilandak, Jakarta Pusat") < text.index("Gambir, Jakarta Pusat")
