"""Officers in the field: the switch, the table, the nearest on a case; and every place their position is not."""

import pytest
from django.test import Client

from smartcity.accounts.actions import appoint, end_post, issue_token
from smartcity.accounts.models import Duty, Role
from smartcity.accounts.queries import reach
from smartcity.crop.near import near_officers
from smartcity.crop.tests.conftest import page, text
from smartcity.events import live_log
from smartcity.events.models import Event
from smartcity.offices.models import Office
from smartcity.reports import actions
from smartcity.reports.models import Report

WHERE, SWITCH, PLACE = "/crop/petugas/", "/crop/petugas/bertugas/", "/crop/petugas/posisi/"
HERE = {"lon": "106.81234", "lat": "-6.17171"}
KEPT = ("106.8123", "106,8123", "-6.1717", "-6,1717")


@pytest.fixture
def officer(budi, city):
    appoint(budi, city.offices.gambir, Role.OFFICER)
    return budi


@pytest.fixture
def phone(officer, opened):
    """The officer's browser, on duty, its place told."""
    client = opened(officer)
    client.post(SWITCH, {"post": officer.posts.get().pk})
    assert client.post(PLACE, HERE).status_code == 204
    return client


def test_it_works(phone, lurah):
    seen = text(lurah.get(WHERE))
    assert "Budi" in seen
    assert 'data-lon="106.8123"' in seen
    assert "diperbarui" in seen
    assert "baru saja" in seen


def test_it_is_said_before_who_sees_what_and_how_long(lurah):
    said = text(lurah.get(WHERE))
    for words in (
        "Yang melihat:",
        "Yang disimpan hanya yang terakhir",
        "Dihapus begitu tugas berakhir",
        "Mulai bertugas",
    ):
        assert words in said
    assert "shift.js" not in said
    assert not Duty.objects.exists()


def test_the_phone_that_is_on_duty_tells_its_place_and_no_other_of_theirs(phone, opened, officer):
    assert "shift.js" in text(phone.get("/crop/"))
    desk = text(opened(officer).get(WHERE))
    assert "shift.js" not in desk
    assert "dari perangkat lain" in desk


def test_off_duty(phone, lurah):
    assert phone.post(SWITCH).status_code == 302
    assert not Duty.objects.exists()
    assert phone.post(PLACE, HERE).status_code == 410
    assert "shift.js" not in text(phone.get("/crop/"))
    assert "Tidak ada yang sedang bertugas" in text(lurah.get(WHERE))


def test_who_goes_out_goes_off_duty(phone):
    phone.post("/crop/keluar/")
    assert not Duty.objects.exists()


def test_ended_by_an_administrator(phone, officer):
    end_post(officer.posts.get())
    assert not Duty.objects.exists()
    assert phone.post(PLACE, HERE).status_code in (302, 403)
    assert not Duty.objects.exists()


@pytest.mark.parametrize(
    "told", [{}, {"lon": "x", "lat": "1"}, {"lon": "nan", "lat": "0"}, {"lon": "200", "lat": "0"}]
)
def test_bad_input(phone, told):
    assert phone.post(PLACE, told).status_code == 400


def test_only_ones_own_post(opened, officer, lurah_senen, verifier):
    other = lurah_senen.posts.get().pk
    for post in (other, "0", "x"):
        assert opened(officer).post(SWITCH, {"post": post}).status_code == 404
    assert opened(verifier).post(SWITCH, {"post": verifier.posts.get().pk}).status_code == 404
    assert not Duty.objects.exists()


def test_who_sits_in_two_offices_chooses(opened, officer, city):
    appoint(officer, city.offices.senen, Role.OFFICER)
    assert "Mulai bertugas, Lurah Senen" in text(opened(officer).get(WHERE))


def test_the_table_stands_before_the_map(phone, lurah):
    seen = text(lurah.get(WHERE))
    assert seen.index("<table") < seen.index('id="map"')
    assert "Semua yang bertugas ada di tabel" in seen


# --- On a case


def test_the_nearest_on_a_case(phone, lurah, waiting):
    seen = text(lurah.get(page(waiting)))
    assert "Petugas terdekat" in seen
    assert "Budi" in seen
    assert "320 m" in seen
    assert "diperbarui" in seen
    nearest = text(lurah.get(f"{WHERE}?tugas={waiting.number}"))
    assert "Terdekat dengan No." in nearest


def test_sent_in_one_tap(phone, lurah, waiting, officer):
    seen = text(lurah.get(page(waiting)))
    assert f'name="to" value="{officer.pk}"' in seen
    assert "Tugaskan Budi" in seen
    assert lurah.post(page(waiting, "tugaskan/"), {"to": officer.pk}).status_code == 303
    waiting.refresh_from_db()
    assert waiting.assignee == officer
    assert f'name="to" value="{officer.pk}"' not in text(lurah.get(page(waiting)))


def test_nobody_on_duty(lurah, waiting):
    assert "Belum ada petugas kantor ini" in text(lurah.get(page(waiting)))


def test_of_a_case_somebody_else_holds(phone, lurah, lurah_gambir, accepted):
    actions.forward(accepted, lurah_gambir, reason="Milik dinas", to=Office.objects.get(code="roads"))
    assert "Petugas terdekat" not in text(lurah.get(page(accepted)))


def test_a_closed_case_asks_for_nobody(phone, lurah, lurah_gambir, waiting):
    actions.reject(waiting, lurah_gambir, reason="Bukan masalah")
    assert "Petugas terdekat" not in text(lurah.get(page(waiting)))


def test_of_no_case_of_theirs(phone, neighbour, waiting):
    assert neighbour.get(f"{WHERE}?tugas={waiting.number}").status_code == 404
    assert neighbour.get(f"{WHERE}?tugas=1e9").status_code == 404


def test_one_query_on_a_case(phone, lurah_gambir, waiting, django_assert_num_queries):
    seen, case = reach(lurah_gambir), Report.objects.select_related("holder").get(pk=waiting.pk)
    with django_assert_num_queries(1):
        ((one, metres),) = near_officers(seen, case)
        assert (one.user.username, one.post.office.title, round(metres)) == ("budi", "Lurah Gambir", 317)


def test_the_way_there_in_words(lurah, waiting):
    seen = text(lurah.get(page(waiting)))
    assert f'href="geo:{waiting.lat},{waiting.lon}"' in seen
    assert f"https://www.openstreetmap.org/directions?to={waiting.lat}%2C{waiting.lon}" in seen
    assert "Petunjuk jalan" in seen
    assert "Aplikasi peta" in seen


# --- Where it is not


@pytest.mark.parametrize(
    "who",
    ["anonymous", "siti", "lurah_senen", "roads_officer", "police_officer", "verifier", "administrator"],
)
def test_no_page_tells_strangers(phone, waiting, request, opened, who):
    client = Client() if who == "anonymous" else opened(request.getfixturevalue(who))
    places = ["/", "/qlue/", "/crop/", WHERE, "/crop/saya/", f"/qlue/laporan/{waiting.number}/", page(waiting), "/crop/riwayat/",
              "/crop/kabar/", "/open311/v2/requests.json", f"/kartu/{waiting.number}/", "/metrics"]  # fmt: skip
    for place in places:
        said = text(client.get(place))
        assert not any(number in said for number in KEPT), place
        assert place != WHERE or "Budi" not in said


@pytest.mark.parametrize("who", ["lurah_gambir", "lurah_senen", "siti", "operator"])
def test_no_program_is_told(phone, waiting, request, who):
    """Not even of those who see it in CROP: a token needs no second factor."""
    head = {"Authorization": f"Bearer {issue_token(request.getfixturevalue(who), 'x')}"}
    for path in ("reports", f"reports/{waiting.number}", f"reports/{waiting.number}/events", "inbox", "me", "notices", "offices",
                 "adoption", "openapi.json"):  # fmt: skip
        said = text(Client().get(f"/api/v1/{path}", headers=head))
        assert not any(number in said for number in KEPT), path


def test_no_event_and_no_frame_of_the_live_stream(phone, waiting):
    phone.post(SWITCH)
    assert set(Event.objects.values_list("verb", flat=True)) == {"submitted"}
    for item in live_log.read(0, None, 100):
        assert not any(number.encode() in item.frame for number in KEPT)


def test_no_log(phone, caplog):
    with caplog.at_level("DEBUG", logger="django.request"), caplog.at_level("DEBUG", logger="smartcity"):
        phone.post(PLACE, HERE)
        phone.post(PLACE, {"lon": "106.81234", "lat": "x"})
    assert not any(number in caplog.text for number in KEPT)
