"""The page of map and list: what it shows, to whom, and how its address says so."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from smartcity.alerts.queries import at_hand
from smartcity.floods.queries import current as nights
from smartcity.ground.queries import laid
from smartcity.lib.time import at, hours, now
from smartcity.portal import views
from smartcity.reports import actions
from smartcity.reports.models import Visibility
from smartcity.reports.numbers import number_of
from smartcity.testing.city import SENEN, Reporting

pytestmark = pytest.mark.django_db
BOX = "106.81000,-6.18000,106.82000,-6.16000"


def page(client: Client, **params: Any) -> str:
    response = client.get(f"/?{urlencode(params, doseq=True)}")
    assert response.status_code == 200
    return response.content.decode()


def listed(html: str) -> list[int]:
    return [int(number) for number in re.findall(r'data-report="(\d+)"', html)]


def figures(html: str) -> list[str]:
    return re.findall(r"<b>([\d.,]+)</b>", html)


def test_it_works(client: Client, report: Reporting) -> None:
    one = report()
    html = page(client)
    assert listed(html) == [one.number]
    assert "Lubang dalam di tengah jalan" in html
    assert "Gambir, Jakarta Pusat" in html
    assert f'href="/qlue/laporan/{one.number}/"' in html
    assert "1 laporan di peta ini" in html


def test_what_is_late_says_so_in_the_list(client: Client, report: Reporting) -> None:
    report()
    assert "terlambat" not in page(client).partition("data-report")[2]
    with at(now() + hours(72)):
        assert "terlambat 2 hari" in page(client).partition("data-report")[2]


def test_an_empty_city(client: Client, db: None) -> None:
    assert "Tidak ada laporan" in page(client)


def test_the_list_stands_before_the_map(client: Client, report: Reporting) -> None:
    report()
    html = page(client)
    assert html.index("data-report=") < html.index('id="map"')


def test_newest_first_and_most_supported_first(client: Client, report: Reporting, budi: Any) -> None:
    first, second = report(), report(text="Lubang lain")
    actions.support(first, budi)
    assert listed(page(client)) == [second.number, first.number]
    assert listed(page(client, sort="supported")) == [first.number, second.number]


@pytest.mark.parametrize("asked", [{}, {"sort": "supported"}, {"since": f"{now() - hours(48):%F}"}])
def test_paging_misses_none_and_repeats_none(
    client: Client, report: Reporting, budi: Any, monkeypatch: Any, asked: dict[str, str]
) -> None:
    monkeypatch.setattr("smartcity.portal.screen.MOST", 2)
    all_of_them = [report(text=f"Lubang {n}") for n in range(5)]
    actions.support(all_of_them[2], budi)
    seen: list[int] = []
    html = page(client, **asked)
    while True:
        seen += listed(html)
        if not (older := re.search(r'rel="next" href="([^"]+)"', html)):
            break
        html = client.get("/" + older[1].replace("&amp;", "&")).content.decode()
    assert sorted(seen) == sorted(r.number for r in all_of_them)
    assert "Lebih baru" in html


def test_a_private_report_is_nowhere(client: Client, report: Reporting) -> None:
    hidden = report(text="Rahasia tetangga", visibility="private")
    html = page(client)
    assert "Rahasia" not in html
    assert figures(html) == ["0", "0", "0"]
    assert client.get(f"/kartu/{hidden.number}/").status_code == 404
    assert client.get("/", {"q": str(hidden.number)}).status_code == 200
    assert listed(page(client, q="rahasia")) == []


def test_not_even_its_author_or_lurah_sees_it_here(
    client: Client, report: Reporting, siti: Any, lurah_gambir: Any
) -> None:
    report(visibility="private")
    for person in (siti, lurah_gambir):
        client.force_login(person)
        assert listed(page(client)) == []


def test_numbers_follow_area_and_category_only(client: Client, report: Reporting, lurah_gambir: Any) -> None:
    report()
    actions.accept(report(text="Lubang lain"), lurah_gambir)
    report(at=SENEN, category="flood")
    assert figures(page(client)) == ["2", "1", "0"]
    assert figures(page(client, area="31.71.01")) == ["1", "1", "0"]
    assert figures(page(client, category="flood")) == ["1", "0", "0"]
    assert figures(page(client, status="done", q="lain")) == ["2", "1", "0"]


def test_filters_in_the_address(client: Client, report: Reporting, lurah_gambir: Any) -> None:
    road, flood = report(), report(at=SENEN, category="flood")
    actions.accept(road, lurah_gambir)
    for wanted, found in [
        ({"status": "in_progress"}, [road]),
        ({"status": ["waiting", "in_progress"]}, [flood, road]),
        ({"category": "flood"}, [flood]),
        ({"area": "31.71.04.1001"}, [flood]),
        ({"q": "senen"}, [flood]),
        ({"bbox": "106.8,-6.18,106.82,-6.16"}, [road]),
        ({"since": "2001-01-01", "until": "2001-02-01"}, []),
    ]:
        html = page(client, **wanted)
        assert listed(html) == [r.number for r in found], wanted
        assert f"{len(found)} laporan di peta ini" in html


def test_a_period_brings_back_what_left_the_map(client: Client, report: Reporting) -> None:
    with at(now() - hours(24 * 30)):
        old = report()
    type(old).objects.update(active=False)
    assert listed(page(client)) == []
    assert listed(page(client, since=f"{old.created_at:%F}")) == [old.number]


def test_chips_keep_the_other_filters_and_the_map(client: Client, city: Any) -> None:
    html = page(client, area="31.71", category="road", map="12/-6.17/106.81", sort="supported")
    assert 'href="?category=flood&amp;area=31.71&amp;sort=supported&amp;map=12%2F-6.17%2F106.81"' in html
    assert re.search(r'aria-current="true">.{0,400}Jalan rusak', html)


def test_a_forms_empty_fields_leave_the_address(client: Client, city: Any) -> None:
    response = client.get("/?q=&status=waiting&area=31.71&area=31.71.01&area=&since=&fragment=list")
    assert response.status_code == 302
    assert response["Location"] == "?status=waiting&area=31.71.01&fragment=list"


def test_another_kota_forgets_the_old_kecamatan(client: Client, city: Any) -> None:
    response = client.get("/?area=31.71.04&area=31.71.01.1001")
    assert response["Location"] == "?area=31.71.04"


def test_area_lists_narrow_down(client: Client, city: Any) -> None:
    assert 'id="a-kecamatan"' not in page(client)
    html = page(client, area="31.71.01")
    assert '<option value="31.71.01" selected>Gambir</option>' in html
    assert '<option value="31.71.01.1001">Gambir</option>' in html
    assert '"31.71.04.1001"' not in html


def test_a_number_leads_to_its_report(client: Client, report: Reporting) -> None:
    n = report().number
    spaced = f"{n // 1000} {n % 1000:03}"
    for typed in (str(n), spaced, f"No. {spaced}", f"#{n}"):
        response = client.get("/", {"q": typed})
        assert response["Location"] == f"/qlue/laporan/{n}/"


def test_an_areas_name_leads_to_the_area(client: Client, city: Any) -> None:
    assert client.get("/", {"q": "jakarta pusat"})["Location"] == "?area=31.71"
    html = page(client, q="gambir")
    assert "Kelurahan Gambir, Jakarta Pusat" in html
    assert "Kecamatan Gambir, Jakarta Pusat" in html


def test_the_fragment_is_all_but_the_map(client: Client, report: Reporting) -> None:
    one = report()
    html = page(client, fragment="list")
    assert listed(html) == [one.number]
    assert "<html" not in html
    assert 'id="map"' not in html


@pytest.mark.parametrize(
    ("params", "part"),
    [
        ({"status": "broken"}, "Tidak ada status “broken”."),
        ({"category": "spaceship"}, "Tidak ada kategori “spaceship”."),
        ({"area": "99.99"}, "Tidak ada wilayah dengan kode “99.99”."),
        ({"area": "%"}, "Tidak ada wilayah"),
        ({"since": "kemarin"}, "“kemarin” bukan tanggal."),
        ({"until": "2026-01-01"}, "Isi juga tanggal mulai."),
        ({"since": "2026-02-01", "until": "2026-01-01"}, "Tanggal akhir mendahului tanggal mulai."),
        ({"since": "2020-01-01"}, "paling panjang 92 hari"),
        ({"bbox": "NaN,NaN,NaN,NaN"}, "barat,selatan,timur,utara"),
        ({"bbox": "106,-6,105,-7"}, "terbalik"),
        ({"bbox": "170,-10,-170,10"}, "terbalik"),
        ({"bbox": "-1e9,-1e9,1e9,1e9"}, "terbalik"),
        ({"bbox": "106,-6"}, "barat,selatan,timur,utara"),
        ({"q": "a\x00b"}, "karakter kendali"),
        ({"q": "\u202egnabul"}, "pembalik arah"),
        ({"sort": "random"}, "Tidak ada urutan “random”."),
        ({"before": "12.x"}, "Halaman itu tidak ada"),
        ({"sort": "supported", "before": "12"}, "Halaman itu tidak ada"),
        ({"before": "9" * 30}, "Halaman itu tidak ada"),
        ({"status": ["done"] * 500}, "Terlalu banyak saringan"),
    ],
)
def test_bad_input_is_told_and_left_out(
    client: Client, report: Reporting, params: dict[str, Any], part: str
) -> None:
    one = report()
    response = client.get(f"/?{urlencode(params, doseq=True)}")
    assert response.status_code == 400
    html = response.content.decode()
    assert part in html
    assert 'role="alert"' in html
    assert listed(html) == [one.number]


def test_the_last_page_there_can_be(client: Client, report: Reporting) -> None:
    report()
    assert listed(page(client, before="999999999")) != []
    assert listed(page(client, before="1")) == []


def test_typed_text_is_text(client: Client, report: Reporting) -> None:
    report(text="<script>alert(1)</script>")
    html = page(client)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html
    html = page(client, q='"><img src=x onerror=alert(1)>', map='"><i>')
    assert "<img src=x" not in html
    assert '"><i>' not in html


def test_english(client: Client, report: Reporting) -> None:
    report()
    html = client.get("/", headers={"accept-language": "en"}).content.decode()
    assert '<html lang="en"' in html
    assert "1 report on this map" in html
    assert "Broken road" in html
    assert "Jakarta today" in html


@pytest.mark.parametrize(
    "params", [{}, {"area": "31.71.01", "category": "road", "q": "lubang", "status": "waiting"}]
)
def test_few_queries(
    client: Client, report: Reporting, django_assert_max_num_queries: Any, params: dict[str, str]
) -> None:
    for n in range(3):
        report(text=f"Lubang {n}")
    at_hand()  # the city's warnings and flood nights, kept for all readers
    nights()
    laid()  # asked once a minute
    with django_assert_max_num_queries(7):
        client.get("/", params)


def test_a_signed_in_reader_costs_no_more_than_the_session(
    client: Client, report: Reporting, siti: Any, django_assert_max_num_queries: Any
) -> None:
    report()
    client.force_login(siti)
    with django_assert_max_num_queries(8):
        client.get("/")


def test_the_card_of_a_mark(client: Client, report: Reporting) -> None:
    one = report()
    html = client.get(f"/kartu/{one.number}/").content.decode()
    assert "Lubang dalam di tengah jalan" in html
    assert "Menunggu" in html
    assert f"/qlue/laporan/{one.number}/" in html
    assert client.get(f"/kartu/{number_of(one.pk + 1)}/").status_code == 404
    assert client.get("/kartu/99999999999999999999/").status_code == 404


def test_the_reports_of_one_spot(client: Client, report):
    here = [report(text=f"Lubang {n}") for n in range(3)]
    there = report(at=SENEN, text="Di Senen")
    report(visibility=Visibility.PRIVATE)
    report(category="crime")
    shown = client.get("/kartu/", {"bbox": BOX}).text
    assert listed(shown) == [one.number for one in reversed(here)]
    assert "3 laporan di tempat ini" in shown
    assert str(there.number) not in shown
    assert listed(client.get("/kartu/", {"bbox": BOX, "status": "done"}).text) == []


def test_a_crowded_spot_leads_to_the_list(client: Client, report, monkeypatch):
    monkeypatch.setattr(views, "GATHERED", 2)
    for n in range(3):
        report(text=f"Lubang {n}")
    shown = client.get("/kartu/", {"bbox": BOX, "category": "road"}).text
    assert len(listed(shown)) == 2
    assert f'href="/?category=road&amp;bbox={BOX}"' in shown
    assert "3 laporan di tempat ini" in shown


@pytest.mark.parametrize("there", ["/", "/kartu/", "/sematkan/", "/api/v1/reports"])
def test_the_whole_world_is_a_box_like_any_other(client: Client, report, there):
    one = report()
    answer = client.get(there, {"bbox": "-180,-90,180,90"})
    assert answer.status_code == 200
    assert str(one.number) in answer.text


@pytest.mark.parametrize(
    "view", ["nan/nan/nan", "1e9/1/1", "-1/0/0", "12/99/999", "/", 'a"onload=x', "x" * 500]
)
def test_a_view_that_is_none_changes_nothing(client: Client, report, view):
    one = report()
    html = page(client, map=view)
    assert listed(html) == [one.number]
    assert 'a"onload' not in html


@pytest.mark.parametrize(
    "asked",
    ["bbox=1,2", "bbox=nan,0,1,1", "bbox=170,-10,-170,10", "status=open", "&".join(["status=done"] * 500)],
)
def test_no_such_spot(client: Client, city, asked):
    answer = client.get(f"/kartu/?{asked}")
    assert answer.status_code == 400
    assert answer.json()["code"] == "bad_filter"


def test_a_card_for_sharing(client: Client, report: Reporting) -> None:
    report()
    html = page(client, area="31.71.01.1001", sort="supported")
    assert '<meta property="og:title" content="Gambir, Jakarta Pusat · Jakarta Smart City">' in html
    assert "1 laporan menunggu, 0 diproses, 0 selesai dalam 7 hari." in html
    assert '<link rel="canonical" href="http://127.0.0.1:8000/?area=31.71.01.1001">' in html


def test_robots(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain"
    assert b"Disallow: /crop/" in response.content


@pytest.mark.parametrize(
    "asked, there",
    [("?q=", "?"), ("?fbclid=&fragment=list", "?&fragment=list"), ("?q=&status=waiting", "?status=waiting")],
)
def test_an_address_without_a_dot_or_a_slash_is_tidied_too(
    client: Client, city: Any, asked: str, there: str
) -> None:
    response = client.get("/" + asked)
    assert (response.status_code, response["Location"]) == (302, there)
    assert client.get("/" + there).status_code == 200
