"""Notes of an office: read on that desk and above, and in no channel of anybody else's."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client

from smartcity.accounts.actions import issue_token
from smartcity.accounts.queries import Reach, reach
from smartcity.crop.tests.conftest import page, text
from smartcity.events.live_log import read
from smartcity.events.models import Event
from smartcity.lib.errors import NotAllowed, NotFound
from smartcity.oneself.dossier import dossier
from smartcity.reports import actions
from smartcity.reports.claims import as_reporter
from smartcity.reports.models import Note

SECRET = "Tukang parkirnya keponakan Pak RW"


@pytest.fixture
def noted(waiting, lurah_gambir):
    actions.note(waiting, lurah_gambir, text=SECRET)
    return waiting


def test_it_works(lurah, waiting):
    response = lurah.post(page(waiting, "catatan/"), {"text": SECRET})
    assert (response.status_code, response.url) == (303, page(waiting))
    body = text(lurah.get(page(waiting)))
    assert SECRET in body
    assert "Catatan kantor ditulis" in body


def test_those_above_read_it_and_theirs_is_read_below(opened, camat_gambir, lurah, noted):
    assert SECRET in text(opened(camat_gambir).get(page(noted)))
    actions.note(noted, camat_gambir, text="Tunggu arahan wali kota")
    assert "Tunggu arahan wali kota" in text(lurah.get(page(noted)))


def test_the_next_holder_does_not(lurah, neighbour, noted, lurah_gambir, city):
    actions.forward(noted, lurah_gambir, to=city.offices.senen, reason="Batasnya di Senen")
    body = text(neighbour.get(page(noted)))
    assert SECRET not in body
    assert "Catatan kantor ditulis" not in body
    assert SECRET in text(lurah.get(page(noted)))


def test_the_neighbour_does_not_write_one(neighbour, lurah_senen, waiting):
    assert neighbour.post(page(waiting, "catatan/"), {"text": "x"}).status_code == 404
    with pytest.raises(NotAllowed):
        actions.note(waiting, lurah_senen, text="x")


def test_who_only_watches_reads_and_does_not_write(opened, verifier, noted):
    client = opened(verifier)
    body = text(client.get(page(noted)))
    assert SECRET in body
    assert "Simpan catatan" not in body
    assert client.post(page(noted, "catatan/"), {"text": "x"}).status_code == 403


def test_of_a_private_case_the_neighbour_learns_nothing(report, lurah_senen):
    with pytest.raises(NotFound):
        actions.note(report(category="crime"), lurah_senen, text="x")


def test_nothing_is_no_note(lurah, waiting):
    assert lurah.post(page(waiting, "catatan/"), {"text": " \u200b"}).status_code == 400
    assert not Note.objects.exists()


def test_it_moves_nothing(noted, lurah):
    before = noted.last_event
    noted.refresh_from_db()
    assert (noted.last_event, noted.status) == (before, "waiting")
    assert noted.holdings.get().first_action_at is None


PLACES = ["/qlue/laporan/{0}/", "/api/v1/reports/{0}", "/api/v1/reports/{0}/events", "/api/v1/reports/{0}/comments",
          "/open311/v2/requests/{0}.json?extensions=true", "/open311/v2/requests.json?extensions=true",
          "/open311/v2/servicerequestupdates.json", "/qlue/", "/", "/api/v1/reports"]  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_in_no_channel_of_citizens(siti, noted, place):
    for who in (None, siti):
        client = Client()
        if who:
            client.force_login(who, backend="smartcity.accounts.backends.CitizenBackend")
        body = text(client.get(place.format(noted.number)))
        assert "keponakan" not in body
        assert "noted" not in body.replace("denoted", "")


def test_nor_in_that_of_programs(siti, lurah_senen, noted):
    for who in (siti, lurah_senen):
        headers = {"authorization": f"Bearer {issue_token(who, 'x')}"}
        told = Client().get(f"/api/v1/reports/{noted.number}/events", headers=headers)
        assert told.status_code == 200
        assert "noted" not in text(told)


def test_nor_in_the_live_stream(siti, lurah_senen, lurah_gambir, camat_gambir, noted):
    (item,) = [item for item in read(0, None, 100) if item.event.verb == "noted"]
    assert b"keponakan" not in item.frame
    for deaf in (Reach(), reach(siti), reach(lurah_senen), Reach(holds=frozenset({noted.pk}))):
        assert not item.event.heard_by(deaf)
    assert item.event.heard_by(reach(lurah_gambir))
    assert item.event.heard_by(reach(camat_gambir))


def test_nor_for_the_author_of_a_private_one(report, siti, police_officer):
    case = report(category="crime")
    actions.note(case, police_officer, text=SECRET)
    for theirs in (reach(siti), as_reporter(reach(siti), case), Reach(holds=frozenset({case.pk}))):
        told = Event.objects.about(case.subject).visible_to(theirs)
        assert "noted" not in {event.verb for event in told}
        assert "submitted" in {event.verb for event in told}


def test_nor_in_what_the_reporter_takes_along(siti, lurah_gambir, noted):
    def taken(user):
        archive = ZipFile(BytesIO(b"".join(dossier(user))))
        return "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith("json"))

    assert "keponakan" not in taken(siti)
    assert "noted" not in taken(siti)
    assert json.dumps(SECRET)[1:-1] in taken(lurah_gambir)
