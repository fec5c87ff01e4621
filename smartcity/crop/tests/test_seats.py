"""The administrator's pages of seats; and everybody else, for whom there are none."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from smartcity.accounts.actions import appoint
from smartcity.accounts.models import Post, Role
from smartcity.accounts.queries import reach
from smartcity.crop.tests.conftest import text
from smartcity.lib.time import now
from smartcity.reports.models import Report
from smartcity.seats import actions
from smartcity.seats.models import Invitation

LIST, GAMBIR = "/crop/jabatan/", "/crop/jabatan/kantor/kelurahan-31.71.01.1001/"


@pytest.fixture
def boss(opened, administrator):
    return opened(administrator)


def test_it_works(boss, lurah_gambir, city):
    page = text(boss.get(f"{LIST}?wilayah=31.71"))
    assert "Lurah Gambir" in page
    assert "Lurah.Gambir" in page  # who it is
    assert 'href="/crop/jabatan/kantor/kelurahan-31.71.04.1001/"' in page
    assert page.count("badge amber") == 4  # mayor, both camat, Senen's lurah
    assert "Polda Metro Jaya" in text(boss.get(LIST))


def test_an_office(boss, lurah_gambir, invited_ani):
    page = text(boss.get(GAMBIR))
    assert "lurah.gambir" in page
    assert "Ani" in page
    assert "belum dipakai" in page
    assert "Undang seseorang" in page


@pytest.fixture
def invited_ani(administrator, city):
    return actions.invite(city.offices.gambir, Role.LURAH, administrator, name="Ani").invitation


def invite(boss, **fields):
    wanted = {"role": "lurah", "name": "Ani", "email": "", "days": "7"} | fields
    return boss.post(f"{GAMBIR}undang/", {f"invite-{name}": value for name, value in wanted.items()})


def test_inviting_shows_the_link_once(boss, city):
    assert invite(boss, interim="on").url == GAMBIR
    assert "/crop/undangan/" in text(boss.get(GAMBIR))
    assert "/crop/undangan/" not in text(boss.get(GAMBIR))
    made = Invitation.objects.get()
    assert (made.name, made.interim, made.by.username) == ("Ani", True, "administrator")


def test_the_link_of_one_office_is_not_shown_on_anothers_page(boss, city):
    invite(boss)
    assert "/crop/undangan/" not in text(boss.get("/crop/jabatan/kantor/kelurahan-31.71.04.1001/"))
    assert "/crop/undangan/" in text(boss.get(GAMBIR))


def test_by_mail_the_link_is_shown_to_nobody(boss, city):
    invite(boss, email="ani@jakarta.example")
    assert "Undangan terkirim ke ani@jakarta.example." in (page := text(boss.get(GAMBIR)))
    assert "/crop/undangan/" not in page
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    "fields",
    [{"role": "camat"}, {"email": "x"}, {"days": "0"}, {"days": "99"}, {"days": ""}, {"name": "a\u202eb"}],
)
def test_bad_input(boss, city, fields):
    assert invite(boss, **fields).status_code == 400
    assert not Invitation.objects.exists()


def test_renewing_and_withdrawing(boss, invited_ani):
    before = invited_ani.digest
    assert boss.post(f"/crop/jabatan/undangan/{invited_ani.pk}/kirim/").url == GAMBIR
    invited_ani.refresh_from_db()
    assert invited_ani.digest != before
    boss.post(f"/crop/jabatan/undangan/{invited_ani.pk}/tarik/")
    page = text(boss.get(GAMBIR))
    assert "Undangan yang lalu" in page
    assert "ditarik hari ini" in page
    assert boss.post(f"/crop/jabatan/undangan/{invited_ani.pk}/kirim/").status_code == 409


def test_seating_who_has_an_account(boss, siti, city):
    sent = boss.post(
        f"{GAMBIR}dudukkan/", {"seat-username": "siti", "seat-role": "lurah", "seat-interim": "on"}
    )
    assert sent.url == GAMBIR
    assert "Siti sekarang Plt. Lurah Gambir." in text(boss.get(GAMBIR))
    wrong = boss.post(f"{GAMBIR}dudukkan/", {"seat-username": "nobody", "seat-role": "lurah"})
    assert wrong.status_code == 400
    assert "Tidak ada akun dengan nama itu." in text(wrong)


def test_ending_a_post_ends_the_stay(boss, lurah, lurah_gambir):
    assert lurah.get("/crop/").status_code == 200
    post = lurah_gambir.posts.get()
    assert boss.post(f"/crop/jabatan/{post.pk}/akhiri/").url == GAMBIR
    page = text(boss.get(GAMBIR))
    assert "Kosong." in page
    assert "Pernah menjabat" in page
    assert lurah.get("/crop/").status_code == 403


def test_ending_it_on_a_day(boss, lurah_gambir):
    post, day = lurah_gambir.posts.get(), timezone.localdate() + timedelta(days=3)
    boss.post(f"/crop/jabatan/{post.pk}/akhiri/", {"until": day.isoformat()})
    post.refresh_from_db()
    assert timezone.localtime(post.until).strftime("%Y-%m-%d %H:%M") == f"{day} 00:00"
    assert reach(lurah_gambir).official


@pytest.mark.parametrize("typed", ["2020-01-01", "tomorrow", "2026-02-31", "\x00"])
def test_a_day_that_is_none(boss, lurah_gambir, typed):
    post = lurah_gambir.posts.get()
    assert boss.post(f"/crop/jabatan/{post.pk}/akhiri/", {"until": typed}).status_code == 400
    assert Post.objects.current().filter(pk=post.pk).exists()


def test_lost_phones(boss, lurah_gambir):
    assert boss.post(f"/crop/jabatan/{lurah_gambir.posts.get().pk}/lepas-pengaman/").url == GAMBIR


def test_not_oneself(boss, administrator):
    post = administrator.posts.get()
    assert boss.post(f"/crop/jabatan/{post.pk}/akhiri/").status_code == 403
    assert boss.post(f"/crop/jabatan/{post.pk}/lepas-pengaman/").status_code == 403
    assert reach(administrator).official


def test_it_is_asked_again_who_it_is(boss, city, monkeypatch):
    monkeypatch.setattr("smartcity.crop.views.seats.signed_in_lately", lambda request: False)
    assert "tunjukkan dulu bahwa ini Anda" in text(boss.get(GAMBIR))
    assert invite(boss).url.startswith("/crop/masuk/lagi/")
    assert not Invitation.objects.exists()


def deeds(post, invitation):
    yield from (LIST, GAMBIR)
    yield from (f"{GAMBIR}undang/", f"{GAMBIR}dudukkan/", f"/crop/jabatan/{post}/akhiri/")
    yield from (f"/crop/jabatan/{post}/lepas-pengaman/", f"/crop/jabatan/undangan/{invitation}/kirim/")
    yield f"/crop/jabatan/undangan/{invitation}/tarik/"


@pytest.mark.parametrize("who", ["lurah_senen", "camat_gambir", "police_officer", "verifier", "operator"])
def test_for_other_officials_there_are_no_such_pages(opened, request, lurah_gambir, invited_ani, who):
    other = opened(request.getfixturevalue(who))
    for address in deeds(lurah_gambir.posts.get().pk, invited_ani.pk):
        assert other.get(address).status_code in (404, 405), address
        assert other.post(address, {"seat-username": who, "seat-role": "lurah"}).status_code == 404, address
    assert Post.objects.current().filter(user=lurah_gambir).exists()
    invited_ani.refresh_from_db()
    assert invited_ani.state == "open"


def test_an_administrator_of_another_office_finds_nothing_here(opened, siti, lurah_gambir, invited_ani, city):
    appoint(siti, city.offices.camat_senen, Role.ADMINISTRATOR)
    other = opened(siti)
    assert "Lurah Senen" in text(other.get(f"{LIST}?q=lurah"))
    assert "Lurah Gambir" not in text(other.get(f"{LIST}?q=lurah"))
    for address in list(deeds(lurah_gambir.posts.get().pk, invited_ani.pk))[1:]:
        answer = other.post(address, {"seat-username": "budi", "seat-role": "lurah"})
        assert answer.status_code in (404, 405), address
    assert Post.objects.current().filter(user=lurah_gambir).exists()


def test_queries(boss, lurah_gambir, invited_ani, django_assert_max_num_queries):
    boss.get(LIST)
    with django_assert_max_num_queries(11):
        boss.get(f"{LIST}?wilayah=31.71")


def test_a_seat_that_has_ended_is_no_page(boss, lurah_gambir):
    post = lurah_gambir.posts.get()
    post.until = now()
    post.save()
    assert boss.post(f"/crop/jabatan/{post.pk}/akhiri/").status_code == 404


def test_late_with_nobody_above_it_is_listed_with_who_is_missing(boss, neighbour, report, city):
    late = report()
    Report.objects.filter(pk=late.pk).update(unheard_since=late.created_at)
    assert "?terlambat=1" in text(boss.get(LIST))
    page = text(boss.get(f"{LIST}?terlambat=1"))
    assert f'href="/crop/tugas/{late.number}/"' in page
    named = page[page.index("Atasan tanpa petugas yang menindak laporan:") :]
    assert named.index("Camat Gambir") < named.index("Wali Kota Jakarta Pusat")
    assert neighbour.get(f"{LIST}?terlambat=1").status_code == 404
