"""What its author has hidden or taken away is absent in every channel; who reported is told in none."""

import asyncio
import json
from io import BytesIO

import pytest
from django.test import Client

from smartcity.accounts.actions import issue_token
from smartcity.accounts.queries import Reach
from smartcity.events import live_log
from smartcity.events.live_hub import Hub
from smartcity.events.models import Event
from smartcity.lib.geo import tile_of
from smartcity.notices.actions import notify
from smartcity.notices.models import Notice
from smartcity.reports import actions, media
from smartcity.testing.city import GAMBIR, SENEN, jpeg

TEXT = "Lubang dalam di tengah jalan"
WAYS = ["hide", "withdraw"]
TOLD = "Siti Aminah 0812 0000 1111"


def pages(number):
    """Every address that lists or shows public reports: those that hold this one's words, and those that are it."""
    z, x, y = 14, *tile_of(*GAMBIR, 14)
    lists = ["/", f"/?q={number}", "/qlue/", f"/qlue/?lon={GAMBIR[0]}&lat={GAMBIR[1]}", "/qlue/terbaru/", "/qlue/terdukung/",
             "/qlue/cari/?q=lubang", "/api/v1/reports", "/api/v1/reports?bbox=106.80,-6.18,106.84,-6.16",
             "/open311/v2/requests.json", "/open311/v2/requests.xml?extensions=true",
             f"/open311/v2/requests.json?service_request_id={number}",
             f"/open311/v2/servicerequestupdates.json?service_request_id={number}", "/open311/v2/servicerequestupdates.xml",
             "/kartu/?bbox=106.80,-6.18,106.84,-6.16", "/data/laporan.csv", "/data/laporan.geojson?q=lubang",
             "/ogc/collections/reports/items"]  # fmt: skip
    own = [f"/qlue/laporan/{number}/", f"/qlue/laporan/{number}/?fragment=1", f"/qlue/laporan/{number}/bagikan/",
           f"/api/v1/reports/{number}", f"/api/v1/reports/{number}/events", f"/api/v1/reports/{number}/comments",
           f"/open311/v2/requests/{number}.json", f"/kartu/{number}/",
           f"/ogc/collections/reports/items/{number}"]  # fmt: skip
    return lists, own, f"/tiles/reports/{z}/{x}/{y}.mvt"


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.fixture
def filed(report, siti):
    found = report(landmark="Halte Juanda")
    actions.comment(found, siti, text="Tolong segera")
    return found


@pytest.mark.parametrize("way", WAYS)
def test_absent_everywhere(filed, siti, client, way, django_capture_on_commit_callbacks):
    number, subject = filed.number, filed.subject
    (photo,) = filed.photos.all()
    lists, own, tile = pages(number)
    links = [media.address(photo.name), media.address(photo.name, small=True)]
    assert sum(TEXT.encode() in body(client.get(address)) for address in lists) >= 9
    assert all(client.get(address).status_code == 200 for address in own)
    assert client.get(tile).content
    assert all(body(client.get(link)) for link in links)
    with django_capture_on_commit_callbacks(execute=True):
        getattr(actions, way)(filed, siti)
    for address in lists:
        found = body(client.get(address))
        assert TEXT.encode() not in found, address
        assert b"Halte Juanda" not in found, address
        assert b"Tolong segera" not in found, address
    for address in [*own, *links, media.address(photo.name, private=True)]:
        assert client.get(address).status_code == 404, address
    assert not client.get(tile).content
    assert [json.loads(frame)["verb"] for frame in replayed(subject)] == [
        "hidden" if way == "hide" else "withdrawn"
    ]


def replayed(subject):
    """What the live stream tells a stranger who was away since the beginning."""
    wish = live_log.Wish()
    items = [item for item in live_log.read(0, None, 100) if wish.wants(item, Reach())]
    return [item.frame.decode().split("data: ")[1] for item in items if item.event.subject == subject]


@pytest.mark.parametrize("way", WAYS)
def test_the_live_stream_forgets_what_it_kept_in_memory(filed, siti, way):
    hub = Hub(lambda _credential: Reach(), lambda _after: frozenset())
    hub.cursor, hub.floor = 0, 0
    before = live_log.read(0, None, 100)
    hub.remember(before)
    hub.cursor = before[-1].id
    getattr(actions, way)(filed, siti)
    hub.remember(live_log.read(hub.cursor, None, 100))
    assert hub.floor == before[-1].id
    kept, _upto = asyncio.run(hub.missed(hub.floor, 10**9))
    assert not [item for item in kept if b"lon" in item.frame]


HOME = (106.814321, -6.171234)
GIVEN_AWAY = (b"106.8143", b"-6.1712")


def moved_from_home(report, siti):
    filed = report(at=HOME)
    actions.comment(filed, siti, text="Tolong segera")
    actions.correct(
        filed, siti, actions.Correction(category="flood", lon=SENEN[0], lat=SENEN[1], landmark="Halte")
    )
    return filed


def test_where_a_pin_stood_that_its_writer_moved_is_told_nowhere(report, siti, client):
    filed = moved_from_home(report, siti)
    lists, own, _tile = pages(filed.number)
    live = [frame.encode() for frame in replayed(filed.subject)]
    assert len(live) > 3
    for found in [*(body(client.get(address)) for address in [*lists, *own]), *live]:
        assert not any(home in found for home in GIVEN_AWAY), found[:300]
    for event in Event.objects.about(filed.subject):
        assert not any(home.decode() in json.dumps(event.data) for home in GIVEN_AWAY), event
    assert event.data["lon"] == SENEN[0]


def test_nor_in_the_memory_of_the_live_stream(report, siti):
    hub = Hub(lambda _credential: Reach(), lambda _after: frozenset())
    hub.cursor, hub.floor = 0, 0
    filed = report(at=HOME)
    before = live_log.read(0, None, 100)
    hub.remember(before)
    hub.cursor = before[-1].id
    actions.correct(filed, siti, actions.Correction(lon=SENEN[0], lat=SENEN[1]))
    hub.remember(live_log.read(hub.cursor, None, 100))
    kept, _upto = asyncio.run(hub.missed(hub.floor, 10**9))
    assert kept
    assert not any(home in item.frame for item in kept for home in GIVEN_AWAY)


def test_notices_of_what_was_taken_away_go(filed, siti, lurah_gambir):
    for event in Event.objects.all():
        notify(event)
    assert Notice.objects.filter(user=lurah_gambir).exists()
    actions.withdraw(filed, siti)
    browser = Client()
    browser.force_login(lurah_gambir)
    assert browser.get("/crop/kabar/").status_code == 200  # the worker has not come by yet
    for event in Event.objects.all():
        notify(event)
    assert not Notice.objects.exists()


def test_of_a_hidden_one_the_office_still_sees_all(filed, siti, lurah_gambir, lurah_senen):
    actions.hide(filed, siti)
    for who, expected in ((lurah_gambir, 200), (siti, 200), (lurah_senen, 404)):
        browser = Client()
        browser.force_login(who)
        assert browser.get(f"/qlue/laporan/{filed.number}/").status_code == expected
        assert browser.get(f"/api/v1/reports/{filed.number}").status_code == expected


@pytest.fixture
def disclosed(report, siti, lurah_gambir):
    """Allowed to the lurah of Gambir, and read there."""
    siti.pseudonym = "siti.rahasia"
    siti.save()
    filed = report()
    asked = actions.ask_name(filed, lurah_gambir, reason="Perlu bertemu")
    actions.decide(asked, siti, allow=True, told=TOLD)
    assert actions.see_name(filed, lurah_gambir) == TOLD
    actions.accept(filed, lurah_gambir)
    actions.answer(filed, lurah_gambir, reason="Sudah", photos=[BytesIO(jpeg(seed=4))])
    return filed


OFFICES = [
    "lurah_gambir",
    "lurah_senen",
    "camat_gambir",
    "roads_officer",
    "verifier",
    "operator",
    "administrator",
]


@pytest.mark.parametrize("who", ["anonymous", "budi", *OFFICES])
def test_no_channel_tells_who_reported(disclosed, request, who, city):
    """Not even to the office that may know, but where it asks for it and that is noted."""
    client = Client()
    if who != "anonymous":
        client.force_login(request.getfixturevalue(who))
    lists, own, tile = pages(disclosed.number)
    crop = ["/crop/", "/crop/riwayat/", "/crop/kabar/", f"/crop/tugas/{disclosed.number}/", "/api/v1/inbox", "/api/v1/notices",
            f"/api/v1/reports/{disclosed.number}/disclosures"]  # fmt: skip
    for address in [*lists, *own, tile, *crop]:
        found = body(client.get(address))
        for name in (b"siti.rahasia", b"Siti Aminah", b"0812 0000 1111", b"081200001111", b'"siti"'):
            assert name not in found, f"{who} {address}"


def test_no_event_names_anybody(disclosed):
    for item in live_log.read(0, None, 100):
        assert b"rahasia" not in item.frame
        assert b"Aminah" not in item.frame


def test_the_public_log_holds_nothing_of_the_question(disclosed):
    assert not Event.objects.visible_to(Reach()).filter(verb__startswith="name_").exists()
    token = issue_token(disclosed.author, "x")
    heard = Client().get(
        f"/api/v1/reports/{disclosed.number}/events", headers={"Authorization": f"Bearer {token}"}
    )
    verbs = [event["verb"] for event in heard.json()["items"]]
    assert verbs == ["submitted", "name_asked", "name_allowed", "name_seen", "accepted", "answered"]
