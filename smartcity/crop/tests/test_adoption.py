"""The board of who has installed CROP, reminders, and the table to take along."""

import csv
from io import StringIO

import pytest

from smartcity.accounts.actions import appoint, end_post, enrol_device
from smartcity.accounts.models import Role
from smartcity.crop import shell
from smartcity.crop.tests.conftest import text
from smartcity.events.models import Event
from smartcity.lib.time import now
from smartcity.notices.actions import notify
from smartcity.notices.models import Message
from smartcity.seats.models import Reminder

BOARD = "/crop/pemasangan/"


@pytest.fixture
def admin(opened, administrator):
    return opened(administrator)


def test_it_works(admin, lurah_gambir, lurah_senen, camat_gambir):
    enrol_device(lurah_gambir, "a", "crop", "standalone", push="on")
    answer = admin.get(BOARD)
    whole = answer.context["whole"]
    assert (whole.lurah.installed, whole.lurah.all, whole.camat.installed, whole.camat.all) == (1, 2, 0, 2)
    assert (whole.lurah.active, whole.lurah.push, whole.camat.vacant) == (1, 1, 1)
    body = text(answer)
    assert "dari 2" in body
    assert "Lurah Senen" in body
    assert "Jabatan kosong · 1" in body


def test_a_camat_sees_the_own_kecamatan_only(opened, camat_gambir, lurah_gambir, lurah_senen):
    seats = opened(camat_gambir).get(BOARD).context["board"].seats
    assert [seat.office.title for seat in seats] == ["Camat Gambir", "Lurah Gambir"]


@pytest.mark.parametrize("who", ["lurah_gambir", "roads_officer", "police_officer"])
@pytest.mark.parametrize("path", ["", "unduh.csv", "ingatkan/"])
def test_for_others_there_is_no_such_page(opened, request, who, path):
    assert opened(request.getfixturevalue(who)).get(BOARD + path).status_code == 404


def test_a_kota_beyond_reach_is_none(opened, camat_gambir, admin):
    assert admin.get(f"{BOARD}?wilayah=31.71").status_code == 200
    assert admin.get(f"{BOARD}?wilayah=31.99").status_code == 404
    assert opened(camat_gambir).get(f"{BOARD}?wilayah=31.72").status_code == 404


def test_whose_post_ended_is_vacant(admin, lurah_gambir):
    enrol_device(lurah_gambir, "a", "crop", "standalone")
    end_post(lurah_gambir.posts.get())
    board = admin.get(BOARD).context["board"]
    assert board.whole.lurah.installed == 0
    assert "Lurah Gambir" in [seat.office.title for seat in board.vacant]
    assert board.without == []


def test_queries(admin, lurah_gambir, lurah_senen, django_assert_max_num_queries):
    admin.get(BOARD)
    with django_assert_max_num_queries(20):
        admin.get(BOARD)


def test_reminding_one_asks_first(admin, lurah_gambir, lurah_senen):
    body = text(admin.get(f"{BOARD}ingatkan/?kantor={lurah_senen.posts.get().office.code}"))
    assert "Lurah Senen" in body
    assert "Lurah Gambir" not in body
    assert not Reminder.objects.exists()


def test_reminding_all(admin, administrator, lurah_gambir, lurah_senen):
    enrol_device(lurah_gambir, "a", "crop", "standalone")
    assert admin.post(f"{BOARD}ingatkan/").status_code == 303
    made = Reminder.objects.get()
    assert (made.user, made.by) == (lurah_senen, administrator)
    body = text(admin.get(BOARD))
    assert "1 orang diingatkan." in body
    assert f"{administrator} mengingatkan Lurah Senen" in body


def test_the_reminded_reads_it_as_news(admin, opened, lurah_senen):
    admin.post(f"{BOARD}ingatkan/")
    notify(Event.objects.get(verb="app_reminded"))
    body = text(opened(lurah_senen).get("/crop/kabar/"))
    assert "CROP belum terpasang di ponsel Anda" in body
    assert 'href="/crop/pasang/"' in body


def test_a_camat_reminds_nobody_elsewhere(opened, camat_gambir, lurah_senen):
    camat = opened(camat_gambir)
    elsewhere = {"kantor": lurah_senen.posts.get().office.code}
    assert camat.post(f"{BOARD}ingatkan/", elsewhere).status_code == 404
    assert camat.get(f"{BOARD}ingatkan/", elsewhere).status_code == 404
    camat.post(f"{BOARD}ingatkan/")
    assert not Reminder.objects.exists()


def test_who_only_watches_reminds_nobody(opened, operator, lurah_senen):
    watching = opened(operator)
    assert "Ingatkan semua" not in text(watching.get(BOARD))
    assert watching.post(f"{BOARD}ingatkan/").status_code == 404


def test_the_table_is_no_formula(admin, lurah_gambir):
    lurah_gambir.pseudonym = '=HYPERLINK("http://x")'
    lurah_gambir.save()
    answer = admin.get(f"{BOARD}unduh.csv")
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][1] == "Jabatan"
    (row,) = (row for row in rows if row[1] == "Lurah Gambir")
    assert row[4] == '\'=HYPERLINK("http://x")'
    assert row[5] == "belum memasang"


def test_an_interim_head_counts(admin, lurah_gambir, siti):
    end_post(lurah_gambir.posts.get())
    appoint(siti, lurah_gambir.posts.get().office, Role.LURAH, interim=True)
    enrol_device(siti, "a", "crop", "standalone")
    assert admin.get(BOARD).context["whole"].lurah.installed == 1


def test_an_office_that_cannot_be_one_is_none(admin):
    assert admin.get(f"{BOARD}ingatkan/?kantor=%00").status_code == 404
    assert admin.get("/crop/jabatan/kantor/%00/").status_code == 404


def csv_rows(client, query=""):
    answer = client.get(f"{BOARD}unduh.csv{query}")
    return {row["Jabatan"]: row for row in csv.DictReader(StringIO(answer.content.decode("utf-8-sig")))}


@pytest.fixture
def unreached(administrator, lurah_gambir, lurah_senen, camat_gambir):
    """A lurah whose reminder the mail server refused, one whose news were given up, a camat with yesterday's app."""
    Reminder.objects.create(
        user=lurah_gambir, office=lurah_gambir.posts.get().office, by=administrator, mail="failed"
    )
    Message.objects.create(user=lurah_senen, channel="email", service="", state="parked", ended_at=now())
    enrol_device(camat_gambir, "a", "crop", "standalone", version="yesterday")
    enrol_device(lurah_senen, "b", "crop", "standalone", version=shell.version())


def test_whom_e_mail_does_not_reach_and_who_has_an_old_version(admin, unreached):
    def shown(only):
        return [seat.office.title for seat, _old in admin.get(f"{BOARD}?hanya={only}").context["seats"]]

    assert shown("email") == ["Lurah Gambir", "Lurah Senen"]
    assert shown("versi") == ["Camat Gambir"]
    assert len(shown("")) == 4
    body = text(admin.get(BOARD))
    assert body.count("tidak sampai</span>") == 2
    assert body.count("versi lama</span>") == 1


def test_both_stand_in_the_table_to_take_along(admin, unreached):
    rows = csv_rows(admin)
    told = {
        office: (row["Versi lama"], row["E-mail pengingat"], row["E-mail tidak sampai"])
        for office, row in rows.items()
    }
    assert told == {"Camat Gambir": ("ya", "", "tidak"), "Lurah Gambir": ("", "gagal", "ya"),
                    "Lurah Senen": ("tidak", "", "ya"), "Camat Senen": ("", "", "tidak")}  # fmt: skip
    assert list(csv_rows(admin, "?hanya=versi")) == ["Camat Gambir"]


def test_what_arrived_afterwards_counts(admin, unreached, lurah_gambir, lurah_senen):
    Reminder.objects.create(user=lurah_gambir, office=lurah_gambir.posts.get().office, mail="sent")
    Message.objects.create(user=lurah_senen, channel="email", service="", state="sent", ended_at=now())
    assert admin.get(f"{BOARD}?hanya=email").context["seats"] == []


def test_a_filter_that_is_none(admin):
    assert admin.get(f"{BOARD}?hanya=x").status_code == 404


def test_a_camat_is_told_of_the_own_kecamatan_only(opened, camat_gambir, unreached):
    assert "Lurah Senen" not in csv_rows(opened(camat_gambir), "?hanya=email")
