"""The clerk's page: every room with one thumb, and nobody else's hospital."""

from io import BytesIO

import pytest

from smartcity.beds.actions import tell
from smartcity.beds.counts import Count
from smartcity.beds.models import Ward
from smartcity.events.models import Event

HERE = "/crop/tempat-tidur/"
PAGE = "/crop/tempat-tidur/rs-contoh-gambir/"


@pytest.fixture
def rooms(hospital, clerk):
    """An ICU and a room of the third class."""
    tell(
        hospital,
        [Count("icu", capacity=10, free=3, queue=2), Count("class3", "M1", "Melati", 30, 12)],
        clerk,
        "api",
    )
    return hospital.wards.order_by("pk")


@pytest.fixture
def desk(opened, clerk):
    return opened(clerk)


def filled(rooms, **changes):
    """What the page sends when nothing or `changes` (icu_free=...) were typed."""
    sent = {"do": "save", "seen": str(Event.objects.filter(subject__startswith="bed:").last().pk)}
    for ward in rooms:
        for name in ("capacity", "free", "male", "female", "either", "queue"):
            value = getattr(ward, name)
            sent[f"{ward.pk}-{name}"] = changes.get(
                f"{ward.bed_class}_{name}", "" if value is None else value
            )
    return sent


def test_it_works(desk, rooms):
    assert desk.get(HERE).url == PAGE
    text = desk.get(PAGE).text
    for words in ("Melati", "dari 30", "Terakhir disimpan", "Simpan semua", "baru saja"):
        assert words in text, words
    answer = desk.post(PAGE, filled(rooms, icu_free=0, icu_queue=5))
    assert answer.status_code == 303
    assert [(w.free, w.queue, w.source) for w in rooms.all()] == [(0, 5, "clerk"), (12, None, "clerk")]
    assert "Tersimpan: 2 ruang" in desk.get(PAGE).text


@pytest.mark.parametrize(
    ("typed", "words"),
    [("11", "kosong 11, padahal kapasitasnya 10"), ("-1", "kurang dari nol"), ("dua", "bukan bilangan bulat"), ("1,5", "bukan bilangan bulat")],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words_and_kept(desk, rooms, typed, words):
    answer = desk.post(PAGE, filled(rooms, icu_free=typed, class3_free=7))
    assert answer.status_code == 400
    assert words in answer.text
    assert f'value="{typed}"' in answer.text
    assert 'value="7"' in answer.text, "the other room's number is not lost"
    assert [ward.free for ward in rooms.all()] == [3, 12]


def test_two_clerks_at_once(desk, opened, administrator, rooms):
    sent, theirs = filled(rooms, icu_free=1), filled(rooms, icu_free=9)
    assert opened(administrator).post(PAGE, theirs).status_code == 303
    answer = desk.post(PAGE, sent)
    assert answer.status_code == 409
    assert "sudah diubah lebih dulu" in answer.text
    assert "tersimpan 9" in answer.text
    assert [ward.free for ward in rooms.all()] == [9, 12]
    assert desk.post(PAGE, filled(rooms, icu_free=1)).status_code == 303


def test_the_last_change_is_taken_back(desk, rooms):
    assert "Batalkan yang terakhir" not in desk.get(PAGE).text, "a system told it"
    desk.post(PAGE, filled(rooms, icu_free=0))
    assert "Batalkan yang terakhir" in desk.get(PAGE).text
    assert desk.post(PAGE, {"do": "undo"}).status_code == 303
    assert [ward.free for ward in rooms.all()] == [3, 12]
    assert desk.post(PAGE, {"do": "undo"}).status_code == 409


def test_a_room_is_added(desk, hospital):
    assert "Belum ada ruang" in desk.get(PAGE).text
    sent = {"do": "add", "class": "nicu", "name": "Bougenville", "room": "B1", "capacity": "4", "free": "2"}
    assert desk.post(PAGE, sent).status_code == 303
    ward = Ward.objects.get()
    assert (ward.hospital, ward.bed_class, ward.room, ward.capacity, ward.free) == (
        hospital,
        "nicu",
        "B1",
        4,
        2,
    )
    again = desk.post(PAGE, sent | {"free": "0"})
    assert again.status_code == 400
    assert "sudah ada" in again.text
    assert 'value="Bougenville"' in again.text


def test_a_file(desk, hospital):
    file = BytesIO(
        "kodekelas;koderuang;kapasitas;tersedia\r\nICU;;10;4\r\nKL3;M1;30;9\r\n".encode("utf-8-sig")
    )
    file.name = "kamar.csv"
    assert desk.post(PAGE, {"do": "file", "file": file}).status_code == 303
    assert [(w.bed_class, w.free, w.source) for w in Ward.objects.order_by("pk")] == [
        ("icu", 4, "csv"),
        ("class3", 9, "csv"),
    ]


def test_a_file_with_bad_lines(desk, hospital):
    file = BytesIO(b"class,capacity,free\nicu,10,4\nicu,10,-4\nclass1,5,9\n")
    file.name = "kamar.csv"
    answer = desk.post(PAGE, {"do": "file", "file": file})
    assert answer.status_code == 400
    assert "Baris 3:" in answer.text
    assert "Baris 4:" in answer.text
    assert not Ward.objects.exists()
    assert desk.post(PAGE, {"do": "file"}).status_code == 400


def test_a_citizen_who_found_it_full_is_answered(desk, rooms, denied, client):
    filed = denied()
    assert "Lubang dalam" in desk.get(PAGE).text
    sent = {"do": "reply", "number": str(filed.number), "reason": "Baru saja dipakai pasien IGD."}
    assert desk.post(PAGE, sent).status_code == 303
    assert "pasien IGD" in client.get(f"/qlue/laporan/{filed.number}/").text
    assert desk.post(PAGE, sent | {"number": "999"}).status_code == 404
    assert desk.post(PAGE, sent | {"reason": ""}).status_code == 400


def test_a_clerk_of_another_hospital_is_told_there_is_no_such_page(opened, stranger, rooms, denied):
    neighbour, filed = opened(stranger), denied()
    assert neighbour.get(PAGE).status_code == 404
    for sent in (
        filled(rooms, icu_free=0),
        {"do": "undo"},
        {"do": "reply", "number": str(filed.number), "reason": "x"},
    ):
        assert neighbour.post(PAGE, sent).status_code == 404
    assert neighbour.get(HERE).url == "/crop/tempat-tidur/rs-contoh-senen/"
    assert [ward.free for ward in rooms.all()] == [3, 12]
    assert not Event.objects.filter(verb="hospital_replied").exists()


def test_the_way_there_is_on_the_first_page(desk, rooms, lurah):
    assert "Isi tempat tidur" in desk.get("/crop/").text
    assert "Isi tempat tidur" not in lurah.get("/crop/").text


def test_who_is_no_clerk(lurah, rooms):
    assert lurah.get(HERE).status_code == 404
    assert lurah.get(PAGE).status_code == 404
    assert HERE not in lurah.get("/crop/saya/").text


def test_an_administrator_keeps_all(opened, administrator, rooms, other):
    text = opened(administrator).get(HERE).text
    assert text.index("RS Contoh Senen") < text.index("RS Contoh Gambir"), "who never told anything first"
    assert opened(administrator).get(PAGE).status_code == 200


def test_what_is_asked_for_that_is_not_there(desk, rooms):
    assert desk.post(PAGE, {"do": "sing"}).status_code == 404
    assert desk.post(PAGE, filled(rooms) | {"seen": "x"}).status_code == 409
