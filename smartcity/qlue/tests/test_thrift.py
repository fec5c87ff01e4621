"""Low data: the lists without their photos for whoever saves data, and a button for them; no script needed."""

import pytest

SAVING = {"Save-Data": "on"}


@pytest.fixture
def filed(report):
    return report()


def photos(text):
    return text.count('<img class="photo')


def test_it_works(client, filed):
    saving = client.get("/qlue/terbaru/", headers=SAVING)
    assert photos(saving.text) == 0
    assert 'href="?foto=1"' in saving.text
    assert "Save-Data" in saving["Vary"]


def test_asked_for_they_are_shown_once(client, filed):
    assert photos(client.get("/qlue/terbaru/?foto=1", headers=SAVING).text) == 1
    assert photos(client.get("/qlue/terbaru/", headers=SAVING).text) == 0


def test_who_does_not_save_data_sees_them(client, filed):
    text = client.get("/qlue/terbaru/").text
    assert photos(text) == 1
    assert "Tampilkan foto" not in text


@pytest.mark.parametrize("on, seen", [("1", 0), ("0", 1)])
def test_the_switch_has_the_last_word(client, filed, on, seen):
    answer = client.post("/qlue/hemat/", {"on": on, "next": "/qlue/terbaru/"})
    assert (answer.status_code, answer.url) == (303, "/qlue/terbaru/")
    assert photos(client.get("/qlue/terbaru/", headers=SAVING if on == "0" else {}).text) == seen


def test_the_switch_leads_nowhere_else(client, db):
    assert client.post("/qlue/hemat/", {"on": "1", "next": "https://example.org/"}).url == "/qlue/"


def test_the_rest_of_the_address_is_kept(client, filed):
    assert "?q=lubang&amp;foto=1" in client.get("/qlue/cari/?q=lubang", headers=SAVING).text
