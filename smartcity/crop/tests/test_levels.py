"""The water office's page: one gauge, one number, by the people who may."""

from io import BytesIO
from uuid import uuid4

import pytest

from smartcity.gauges.actions import tell
from smartcity.gauges.levels import Told
from smartcity.gauges.models import Reading

HERE = "/crop/tinggi-air/"
PAGE = "/crop/tinggi-air/pintu-contoh/"


@pytest.fixture
def desk(opened, water_officer):
    return opened(water_officer)


def file_of(text):
    file = BytesIO(text.encode("utf-8-sig"))
    file.name = "tinggi.csv"
    return file


def test_it_works(desk, sluice):
    assert PAGE in desk.get(HERE).text
    text = desk.get(PAGE).text
    for words in ("Tinggi air, cm", "dari 850 cm", "belum pernah dibaca", "Menurut batasnya"):
        assert words in text, words
    answer = desk.post(PAGE, {"do": "save", "level": "860", "client_id": str(uuid4())})
    assert (answer.status_code, answer.url) == (303, PAGE)
    text = desk.get(PAGE).text
    assert "Tersimpan: 860 cm, Siaga 2" in text
    assert "Batalkan yang terakhir" in text
    assert Reading.objects.get().source == "page"


def test_a_double_tap_writes_once(desk, sluice):
    sent = {"do": "save", "level": "860", "client_id": str(uuid4())}
    assert [desk.post(PAGE, sent).status_code for _ in range(2)] == [303, 303]
    assert Reading.objects.count() == 1


def test_undo(desk, sluice):
    tell(sluice, Told(700), None, "api")
    desk.post(PAGE, {"do": "save", "level": "990"})
    assert desk.post(PAGE, {"do": "undo"}).status_code == 303
    sluice.refresh_from_db()
    assert sluice.level == 700
    assert desk.post(PAGE, {"do": "undo"}).status_code == 409


@pytest.mark.parametrize(
    ("typed", "words"),
    [({"level": "9999"}, "9999 cm tidak mungkin"), ({"level": "-3"}, "-3 cm tidak mungkin"), ({"level": "nan"}, "bukan angka"),
     ({"level": ""}, "isi tinggi airnya"), ({"level": "5", "siaga": "0"}, "Siaga hanya 1, 2, 3")],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words_and_kept(desk, sluice, typed, words):
    answer = desk.post(PAGE, {"do": "save"} | typed)
    assert answer.status_code == 400
    assert words in answer.text
    assert f'name="level" value="{typed["level"]}"' in answer.text
    assert not Reading.objects.exists()


def test_a_pump_house(desk, pump):
    assert "Pompa bekerja, dari 3" in desk.get(f"{HERE}pompa-contoh/").text
    assert desk.post(f"{HERE}pompa-contoh/", {"do": "save", "pumps": "2", "level": "-40"}).status_code == 303
    pump.refresh_from_db()
    assert (pump.pumps, pump.level, pump.siaga) == (2, -40, None)


def test_search(desk, sluice, pump):
    text = desk.get(f"{HERE}?q=pompa").text
    assert "Pompa Contoh" in text
    assert PAGE not in text
    assert "Tidak ada “&lt;b&gt;”" in desk.get(f"{HERE}?q=<b>").text


def test_a_file_is_tried_and_then_saved(desk, sluice):
    text = "gauge;level\r\npintu-contoh;860\r\n"
    tried = desk.post(HERE, {"do": "try", "file": file_of(text)})
    assert (tried.status_code, "Percobaan: 1 bacaan baru" in tried.text, Reading.objects.count()) == (
        200,
        True,
        0,
    )
    assert desk.post(HERE, {"do": "file", "file": file_of(text)}).status_code == 303
    assert Reading.objects.get().source == "csv"


def test_a_file_with_bad_lines(desk, sluice):
    answer = desk.post(HERE, {"do": "file", "file": file_of("gauge,level\npintu-contoh,5\nlain,5\npintu-contoh,9999\n")})  # fmt: skip
    assert answer.status_code == 400
    assert "Baris 3:" in answer.text
    assert "Baris 4:" in answer.text
    assert not Reading.objects.exists()
    assert desk.post(HERE, {"do": "file"}).status_code == 400
    assert desk.post(HERE, {"do": "sing"}).status_code == 404


def test_who_may_not(lurah, neighbour, sluice):
    for browser in (lurah, neighbour):
        assert browser.get(HERE).status_code == 404
        assert browser.get(PAGE).status_code == 404
        assert browser.post(PAGE, {"do": "save", "level": "5"}).status_code == 404
        assert HERE not in browser.get("/crop/saya/").text
    assert not Reading.objects.exists()


def test_who_may(opened, operator, administrator, sluice):
    for by in (operator, administrator):
        assert opened(by).get(PAGE).status_code == 200
        assert HERE in opened(by).get("/crop/saya/").text


def test_what_is_not_there(desk, sluice):
    assert desk.get(f"{HERE}lain/").status_code == 404
    assert desk.post(PAGE, {"do": "sing"}).status_code == 404


def test_in_english(desk, sluice):
    assert "Water levels" in desk.get(HERE, headers={"accept-language": "en"}).text
