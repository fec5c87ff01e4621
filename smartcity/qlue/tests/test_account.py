"""Coming in and going out; oneself; what one has been told."""

import re

import pytest
from django.test import override_settings

from smartcity.accounts.models import User
from smartcity.events.models import Event
from smartcity.notices.actions import notify
from smartcity.notices.models import PushSubscription
from smartcity.notices.wishes import Wishes, wish
from smartcity.reports import actions

PASSWORD = "rahasia-sekali"
ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/x",
    "http:///evil.example",
    "javascript:alert(1)",
    "/\\evil.example",
    "evil",
]


def join(client, **fields):
    return client.post(
        "/qlue/daftar/", {"username": "wati", "password": "kuda-terbang-9", "pseudonym": "Wati"} | fields
    )


def test_it_works(client, siti):
    answer = client.post(
        "/qlue/masuk/", {"username": "siti", "password": PASSWORD, "next": "/qlue/laporanku/"}
    )
    assert (answer.status_code, answer.url) == (303, "/qlue/laporanku/")
    assert client.get(answer.url).status_code == 200


@pytest.mark.parametrize("username, password", [("siti", "salah"), ("tidak-ada", PASSWORD), ("siti", "\x00")])
def test_a_wrong_pair_is_told_without_saying_which(client, siti, username, password):
    answer = client.post("/qlue/masuk/", {"username": username, "password": password})
    assert answer.status_code == 400
    assert answer.text.count("data-invalid") == 1
    assert "yang perlu dilengkapi" not in answer.text
    assert re.search(r'<input type="password"[^>]* autofocus', answer.text)
    assert f'value="{username}"' in answer.text


@pytest.mark.parametrize("where", ELSEWHERE)
def test_next_stays_within_the_site(client, siti, where):
    assert (
        client.post("/qlue/masuk/", {"username": "siti", "password": PASSWORD, "next": where}).url == "/qlue/"
    )
    assert client.get("/qlue/masuk/", {"next": where}).context["next"] == ""


def test_guessing_is_stopped_with_a_clear_page(client, siti):
    with override_settings(AXES_ENABLED=True, AXES_FAILURE_LIMIT=2):
        for _try in range(2):
            client.post("/qlue/masuk/", {"username": "siti", "password": "salah"})
        answer = client.post("/qlue/masuk/", {"username": "siti", "password": PASSWORD})
    assert answer.status_code == 429
    assert "Terlalu banyak percobaan" in answer.text
    assert 'name="password"' in answer.text
    assert "_auth_user_id" not in client.session


def test_registering(client, city):
    answer = join(client)
    assert (answer.status_code, answer.url) == (303, "/qlue/")
    assert "Selamat datang, Wati." in client.get("/qlue/saya/").text
    assert User.objects.get(username="wati").check_password("kuda-terbang-9")


@pytest.mark.parametrize("fields, says", [
    ({"username": "SITI"}, "sudah dipakai"),
    ({"username": "\uff33iti"}, "sudah dipakai"),  # the same name in wide letters, which is kept as Siti
    ({"username": ""}, "Isi nama pengguna."),
    ({"username": "dua kata"}, "Tanpa spasi"),
    ({"username": "x" * 41}, "40"),
    ({"password": "pendek"}, "8"),
    ({"password": "12345678"}, "angka"),
    ({"username": "bunga", "password": "bunga1234"}, "mirip"),
    ({"pseudonym": "Lurah Gambir"}, "nama sebuah kantor"),
    ({"pseudonym": "a\u202eb"}, "arah tulisan"),
])  # fmt: skip
def test_a_bad_registration_says_why(client, siti, fields, says):
    answer = join(client, **fields)
    assert answer.status_code == 400
    assert says in answer.text
    assert not User.objects.filter(username="wati").exists()


def test_a_name_taken_this_moment(client, siti, monkeypatch):
    monkeypatch.setattr("smartcity.qlue.forms.JoinForm.clean_username", lambda form: "siti")
    answer = join(client, username="siti")
    assert answer.status_code == 400
    assert "sudah dipakai" in answer.text


def test_signing_out(as_siti):
    assert as_siti.get("/qlue/keluar/").status_code == 405
    assert as_siti.post("/qlue/keluar/").status_code == 303
    assert as_siti.get("/qlue/laporanku/").status_code == 302


@pytest.mark.parametrize("page", ["/qlue/saya/", "/qlue/laporanku/", "/qlue/kabar/"])
def test_ones_own_pages_ask_who_one_is(client, city, page):
    assert client.get(page).url == f"/qlue/masuk/?next={page.replace('/', '%2F')}"


def test_the_profile_counts_what_came_of_it(as_siti, answered, report, siti):
    report()
    actions.confirm(answered, siti)
    found = as_siti.get("/qlue/saya/").context["recognition"]
    assert (found.sent, found.proven, found.honest) == (2, 1, 0)


def test_changing_the_pseudonym(as_siti, siti):
    assert as_siti.post("/qlue/saya/", {"name": "Siti Cideng"}).status_code == 303
    siti.refresh_from_db()
    assert siti.pseudonym == "Siti Cideng"


@pytest.mark.parametrize("name", ["", "x" * 41, "lurah gambir", "\u202e"])
def test_a_bad_pseudonym_changes_nothing(as_siti, siti, name):
    assert as_siti.post("/qlue/saya/", {"name": name}).status_code == 400
    siti.refresh_from_db()
    assert siti.pseudonym == "Siti"


def test_the_language_is_kept_with_the_person(as_siti, siti, client):
    as_siti.post("/qlue/saya/", {"language": "en"})
    assert "Sign out" in as_siti.get("/qlue/saya/").text
    client.post("/qlue/masuk/", {"username": "siti", "password": PASSWORD})
    assert "Sign out" in client.get("/qlue/saya/").text


def test_my_reports_are_mine_private_ones_too(as_siti, as_budi, report):
    report(text="terbuka")
    report(text="rahasia", visibility="private")
    assert [card["title"] for card in as_siti.get("/qlue/laporanku/").context["cards"]] == [
        "rahasia",
        "terbuka",
    ]
    assert not as_budi.get("/qlue/laporanku/").context["cards"]


def test_what_one_has_been_told(as_siti, as_budi, answered):
    for event in Event.objects.all():
        notify(event)
    assert "Kabar, 2 belum dibaca" in as_siti.get("/qlue/").text
    text = as_siti.get("/qlue/kabar/").text
    assert "Dijawab Lurah Gambir. Benar sudah selesai?" in text
    assert f"/qlue/laporan/{answered.number}/" in text
    assert as_siti.post("/qlue/kabar/dibaca/").status_code == 303
    assert "belum dibaca" not in as_siti.get("/qlue/").text
    assert "Belum ada kabar" in as_budi.get("/qlue/kabar/").text


def test_a_pseudonym_is_only_text(as_siti):
    as_siti.post("/qlue/saya/", {"name": "<script>alert(1)</script>"})
    assert "<script>alert" not in as_siti.get("/qlue/saya/").text


@pytest.mark.parametrize("page, words", [
    ("/qlue/masuk/", "Sign in"), ("/qlue/daftar/", "Create an account"), ("/qlue/saya/", "Use to the city"),
    ("/qlue/laporanku/", "My reports"), ("/qlue/kabar/", "News"),
])  # fmt: skip
def test_in_english(as_siti, page, words):
    as_siti.cookies["django_language"] = "en"
    assert words in as_siti.get(page).text


def device_of(user):
    return PushSubscription.objects.create(
        user=user, endpoint=f"https://push.example/{user.pk}", service="push.example", label="Chrome"
    )


def test_oneself_says_how_news_reaches_one_and_leads_to_its_switches(as_siti, siti, budi):
    device_of(budi)  # a neighbour's way out of the house is not hers
    page = as_siti.get("/qlue/saya/")
    assert page.context["news"] == "hanya di aplikasi ini"
    assert 'href="/qlue/kabar/pengaturan/"' in page.text
    device_of(siti)
    assert as_siti.get("/qlue/saya/").context["news"] == "dikirim langsung, tenang 22–06"
    wish(siti, Wishes(digest="weekly", quiet=False))
    assert as_siti.get("/qlue/saya/").context["news"] == "ringkasan mingguan"
    as_siti.post("/qlue/saya/", {"language": "en"})
    assert "weekly digest" in as_siti.get("/qlue/saya/").text
    wish(siti, Wishes(push=False))
    assert as_siti.get("/qlue/saya/").context["news"] == "only in this app"


def test_oneself_says_whether_data_are_saved(as_siti):
    assert "mati: foto dimuat sendiri" in as_siti.get("/qlue/saya/").text
    as_siti.post("/qlue/hemat/", {"on": "1", "next": "/qlue/saya/"})
    assert "nyala: foto dimuat bila diminta" in as_siti.get("/qlue/saya/").text
    as_siti.post("/qlue/saya/", {"language": "en"})
    assert "on: photos load when asked for" in as_siti.get("/qlue/saya/").text
