"""What is the police's alone is in no channel: every public address answers as if it had never been reported."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from smartcity.accounts.actions import follow, follow_person
from smartcity.accounts.models import Role
from smartcity.accounts.queries import Reach, reach
from smartcity.events import live_log
from smartcity.events.models import Event
from smartcity.lib.geo import tile_of
from smartcity.notices.actions import notify
from smartcity.notices.models import Delivery, Notice
from smartcity.numbers.actions import count_anew
from smartcity.offices.actions import found
from smartcity.reports import actions, media
from smartcity.reports.models import Category, Rule
from smartcity.testing.city import GAMBIR, _official, jpeg
from smartcity.testing.deeds import answer
from tests.channels import CHANNELS, MACHINE, PLACES
from tests.matrix import NO, PAGES, POST_ONLY, PUBLIC, READ, REPORTS
from tests.test_matrix import HIDDEN_PARTS, routes

NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
WORD = "Sengkuyung"  # stands in every text about the crimes, and nowhere else
OTHERS = ["anonymous", "budi", "lurah_gambir", "verifier"]
WALKERS = OTHERS[:3]
ONCE = re.compile(rb'"(challenge|csrf|token)": *"[^"]+"')  # what is drawn anew for each answer
pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def noon():
    """The clock stands, so that two pages differ in what they tell alone."""
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def is_public(route):
    if route in REPORTS:
        return REPORTS[route] in (READ, PUBLIC)
    return PAGES[route] != POST_ONLY and PAGES[route][1] != NO


def test_every_public_route_is_in_the_table():
    public = {route for route in set(routes()) - MACHINE if is_public(route)}
    several = {
        r for r in public if r in REPORTS and r not in CHANNELS
    }  # one report each: walked without a word
    assert public - several - set(CHANNELS) == set(), "say in tests/channels.py what is to be asked there"


def test_the_table_names_no_route_that_is_gone():
    assert set(CHANNELS) - set(routes()) == set()


@pytest.fixture
def around(report, siti, budi, lurah_gambir, city):
    """A city where something is public: so that an empty list is never what proves it."""
    Category.objects.create(code="terror", name="Terorisme", name_en="Terrorism", group="Kota", icon="police",
                            responsible="police", private=True, needs_proof=False, order=6)  # fmt: skip
    Rule.objects.create(number=6, place=6, category=Category.objects.get(code="terror"), kind="police")
    for person in (budi, lurah_gambir):
        follow(person, "area:31.71.01.1001", on=True)
        follow_person(person, siti, on=True)
    open_one = report(text="Lubang besar", signed=True, photo=jpeg(seed=11))
    actions.support(open_one, budi)
    done = report(text="Lubang lain", photo=jpeg(seed=12))
    actions.accept(done, lurah_gambir)
    actions.confirm(answer(done, lurah_gambir, seed=13), siti)
    return actions.talk(city.gambir, siti, text="Sore yang baik")


@pytest.fixture
def polres(city):
    return found("polres", "police", "Polres Jakarta Pusat", area=city.kota, parent=city.offices.police)


@pytest.fixture
def detective(polres):
    return _official("penyidik", polres, Role.POLICE)


def crimes(report, siti, police, detective, polres):
    """Crimes and terror, at every stage, with everything that is said and done about them."""
    here = [report(category=kind, text=f"{WORD} {kind} {n}", landmark=f"Dekat {WORD}", photo=jpeg(seed=20 + n), signed=True)
            for n, kind in enumerate(["crime", "terror", "crime", "terror", "crime"])]  # fmt: skip
    _waiting, working, passed, answered, over = here
    for one in here[1:]:
        actions.accept(one, detective)
        actions.comment(one, siti, text=f"{WORD} lagi")
        actions.comment(one, detective, text=f"{WORD} kami dalami")
    actions.coordinate(working, detective, party=WORD, reason=f"{WORD} menunggu")
    actions.forward(passed, detective, to=police, reason=f"{WORD} ke Polda")
    answer(answered, detective, reason=f"{WORD} selesai", seed=31)
    actions.confirm(answer(over, detective, reason=f"{WORD} beres", seed=32), siti)
    return here


@pytest.fixture
def file_crimes(report, siti, city, detective, polres):
    return lambda: crimes(report, siti, city.offices.police, detective, polres)


def fills(secret, talk, siti):
    """What stands in the braces of the table."""
    photo = secret.photos.first()
    return {"number": secret.number, "word": WORD, "token": secret.client_id, "area": "31.71.01.1001", "talk": talk.pk,
            "person": siti.public_id, "today": f"{NOON:%Y-%m-%d}", "photo": photo.name,
            "tile": "{}/{}".format(*tile_of(*GAMBIR, 14))}  # fmt: skip


def addresses(values):
    """Everything that can be asked, pages for officials among it."""
    for route in sorted(set(routes()) - MACHINE):
        where = route
        for place, word in PLACES.items():
            where = where.replace(place, word)
        for query in CHANNELS.get(route, [""]):
            if "<" not in where:
                yield "/" + (where + query).format(**values)


def read(client, address):
    """Status and body, without what differs from answer to answer; its effects are undone."""
    with transaction.atomic():
        told = client.get(address)
        body = b"".join(told.streaming_content) if told.streaming else told.content
        transaction.set_rollback(True)
    return told.status_code, told.get("Location", ""), ONCE.sub(b"", HIDDEN_PARTS.sub(b"", body))


def walk(who, request, values):
    cache.clear()
    count_anew()
    client = Client()
    if who != "anonymous":
        client.force_login(request.getfixturevalue(who))
    asked = (a for a in addresses(values) if who == "lurah_gambir" or not a.startswith("/crop/"))
    return {address: read(client, address) for address in asked}


@pytest.mark.parametrize("who", WALKERS)
def test_every_channel_answers_as_if_it_had_never_been(around, file_crimes, siti, request, who):
    """No word, no number, no id, no count: not even of one."""
    if who != "anonymous":
        request.getfixturevalue(who)
    with transaction.atomic():
        here = file_crimes()
        values = fills(here[0], around, siti)
        told = walk(who, request, values)
        transaction.set_rollback(True)
    silent = walk(who, request, values)
    assert [address for address in told if told[address] != silent[address]] == []
    assert sum(status == 200 for status, _place, _body in told.values()) > 40


@pytest.mark.parametrize("who", OTHERS)
def test_whatever_is_its_own_is_absent(around, file_crimes, request, who):
    """Its photos, though their names were known and their addresses signed; what was said about it; its token."""
    here, client = file_crimes(), Client()
    if who != "anonymous":
        client.force_login(request.getfixturevalue(who))
    for one in here:
        asked = [media.address(p.name, small=small, private=key)
                 for p in one.photos.all() for small in (False, True) for key in (False, True)]  # fmt: skip
        asked += [f"/qlue/obrolan/{said.pk}/" for said in one.said.all()]
        asked += [f"/qlue/komentar/{said.pk}/laporkan/" for said in one.said.all() if who != "anonymous"]
        asked += [f"/api/v1/talk/{said.pk}" for said in one.said.all()]
        asked += [f"/open311/v2/tokens/{one.client_id}.{kind}" for kind in ("json", "xml")]
        assert [a for a in asked if client.get(a).status_code != 404] == []


@pytest.mark.parametrize("who", OTHERS)
def test_the_live_stream_says_nothing(around, file_crimes, request, who):
    theirs = Reach() if who == "anonymous" else reach(request.getfixturevalue(who))
    subjects = {one.subject for one in file_crimes()}
    heard = [i for i in live_log.read(0, None, 1000) if live_log.Wish().wants(i, theirs)]
    assert heard
    assert not [item for item in heard if item.event.subject in subjects or WORD.encode() in item.frame]


def test_notices_reach_the_police_and_the_reporter_alone(
    around, file_crimes, siti, detective, police_officer
):
    subjects = {one.subject for one in file_crimes()}
    for event in Event.objects.filter(subject__in=subjects):
        notify(event)
    told = set(Notice.objects.filter(event__subject__in=subjects).values_list("user_id", flat=True))
    assert told == {siti.pk, detective.pk, police_officer.pk}
    gone = Delivery.objects.exclude(user__in=(siti, detective, police_officer))
    assert not gone.filter(notice__event__subject__in=subjects).exists()


def test_time_tells_nobody_either(around, file_crimes, noon):
    """Late ones climb within the police; nothing of that is public."""
    here = file_crimes()
    noon.shift(timedelta(days=9))
    for one in here:
        one.refresh_from_db()
        actions.escalate(one)
    subjects = {one.subject for one in here}
    assert not Event.objects.visible_to(Reach()).filter(subject__in=subjects).exists()
