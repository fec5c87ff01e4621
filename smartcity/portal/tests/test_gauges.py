"""How high the water is, the gravest first, and what is old is unknown."""

import re
from datetime import timedelta

import pytest

from smartcity.gauges.actions import tell
from smartcity.gauges.levels import Told
from smartcity.lib.time import at, now

HERE = "/pintu-air/"
MINUTE = timedelta(minutes=1)


def names(text):
    return re.findall(r'<th role="rowheader" scope="row"><a href="[^"]*">([^<]*)</a>', text)


def test_it_works(client, sluice, pump, rain):
    tell(sluice, Told(800, at=now() - 40 * MINUTE), None, "api")
    tell(sluice, Told(860), None, "api")
    tell(pump, Told(-50, pumps=2), None, "api")
    text = client.get(HERE).text
    assert names(text) == ["Pintu Contoh", "Pompa Contoh", "Hujan Contoh"]
    for words in (
        "860 cm",
        "Siaga 2",
        "naik",
        "baru saja",
        "−50 cm",
        "2 dari 3 pompa",
        "tanpa siaga",
        "belum pernah dibaca",
        "1 titik di atas normal",
    ):
        assert words in text, words


def test_what_is_old_is_unknown_and_never_normal(client, sluice):
    with at(now() - timedelta(hours=3)):
        tell(sluice, Told(100), None, "api")
    for page in (HERE, f"{HERE}pintu-contoh/"):
        text = client.get(page).text
        assert "tidak diketahui" in text
        assert ">Normal<" not in text.partition('id="past"')[0]
        assert re.search(r"data <time[^>]*>3 jam lalu</time>", text)
        assert 'class="gauge-level is-old">100 cm' in text


def test_by_kind(client, sluice, pump):
    assert names(client.get(f"{HERE}?jenis=pump").text) == ["Pompa Contoh"]
    assert names(client.get(f"{HERE}?jenis=rain").text) == []


@pytest.mark.parametrize("query", ["?jenis=dam", "?jenis=%00", "?hal=-1", "?hal=x"])
def test_what_cannot_be_read_is_not_asked(client, sluice, query):
    assert names(client.get(HERE + query).text) == ["Pintu Contoh"]


def test_no_such_page(client, sluice):
    assert client.get(f"{HERE}?hal=9").status_code == 404
    assert client.get(f"{HERE}lain/").status_code == 404
    sluice.active = False
    sluice.save(update_fields=["active"])
    assert client.get(f"{HERE}pintu-contoh/").status_code == 404


def test_one_gauge(client, sluice):
    for n, level in enumerate((700, 760, 860)):
        tell(sluice, Told(level, at=now() - (5 - n) * 30 * MINUTE), None, "api")
    text = client.get(f"{HERE}pintu-contoh/").text
    for words in (
        "24 jam terakhir",
        "Gambir, Jakarta Pusat",
        "dari 950 cm",
        "Dinas Sumber Daya Air",
        "Buka di aplikasi peta",
    ):
        assert words in text, words
    assert re.findall(r'<td class="n">(\d+) cm</td>', text) == ["860", "760", "700"]
    line = re.search(r'class="beds-line" d="([^"]*)"', text)[1]
    assert line.count("M") == 1
    assert not line.endswith("H600"), "an hour after the last reading nothing is known"


def test_below_the_sea(client, pump):
    tell(pump, Told(-190), None, "api")
    text = client.get(f"{HERE}pompa-contoh/").text
    assert "<li>−200</li>" in text
    assert "tanpa batas" in text


def test_search_engines_find_them(client, sluice):
    assert "/pintu-air/</loc>" in client.get("/sitemap-halaman.xml").text
    assert "/sitemap-pintu-air.xml" in client.get("/sitemap.xml").text
    assert "/pintu-air/pintu-contoh/" in client.get("/sitemap-pintu-air.xml").text


def test_few_questions_to_the_database(client, sluice, pump, rain, django_assert_max_num_queries):
    client.get(HERE)
    with django_assert_max_num_queries(6):
        client.get(HERE)


def test_in_english(client, sluice):
    assert "Water levels" in client.get(HERE, headers={"accept-language": "en"}).text
