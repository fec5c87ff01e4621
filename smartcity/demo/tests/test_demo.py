"""The sample city: whole, signed for, and careful with its visitors."""

import json
from io import BytesIO
from random import Random
from types import SimpleNamespace
from uuid import uuid4

import pytest

from smartcity.accounts.models import Device, Duty, Post, User
from smartcity.accounts.queries import key_of, user_of_token
from smartcity.areas.models import Area
from smartcity.beds import finding
from smartcity.demo import beds, build, history, people, simulate, talks, words
from smartcity.events.models import Event
from smartcity.lib.photos import read_photo
from smartcity.lib.time import at, now
from smartcity.offices.actions import found
from smartcity.offices.models import Office
from smartcity.reports import actions
from smartcity.reports.actions import Submission
from smartcity.reports.crew import members
from smartcity.reports.models import Category, Comment, Report
from smartcity.seats.adoption import adoption
from smartcity.testing.city import jpeg

ROLES = {
    "citizen",
    "company",
    "lurah",
    "camat",
    "mayor",
    "officer",
    "police",
    "verifier",
    "operator",
    "clerk",
    "administrator",
}


@pytest.fixture
def snapshots(monkeypatch):
    """Photos in no time."""
    monkeypatch.setattr(
        history, "develop", lambda shots: (read_photo(BytesIO(jpeg(seed=n))) for n, _ in enumerate(shots))
    )
    monkeypatch.setattr(simulate, "raw", lambda shot: jpeg(seed=shot.seed % 97))


@pytest.fixture
def sample(db, snapshots, tmp_path, monkeypatch):
    """A folder for Jakarta, with no network to fetch its boundaries from."""

    def unreachable(*_):
        raise OSError("no network here")

    monkeypatch.setattr(build.source, "download", unreachable)
    return tmp_path


def test_it_works(sample, capsys):
    """One build, many looks: it costs more than all the rest together."""
    build.build(sample, None, reports=8)
    assert "perkiraan" in capsys.readouterr().out
    assert Report.objects.count() == 8 + len(beds.DENIALS)
    assert Post.objects.filter(role="lurah").count() == 267
    assert Post.objects.filter(role="camat").count() == 44
    assert build.built(sample)
    moments = list(Event.objects.order_by("pk").values_list("at", flat=True))
    assert moments == sorted(moments)
    accounts = json.loads((sample / "accounts.json").read_text())
    assert (sample / "accounts.json").stat().st_mode & 0o777 == 0o600
    assert {account["role"] for account in accounts} >= ROLES
    assert [a["username"] for a in accounts[:5]] == [
        "siti",
        "budi",
        "lurah.gambir",
        "lurah.senen",
        "camat.gambir",
    ]
    assert accounts[2]["area"] == "31.71.01.1001"
    assert user_of_token(accounts[2]["token"]) == User.objects.get(username="lurah.gambir")
    assert User.objects.get(username="siti").check_password(accounts[0]["password"])
    assert key_of("demo").user.username == "open311"
    life = simulate.Life(seed=3)
    before = Event.objects.count()
    said = [
        act() for act in (life.report, life.accept, life.answer, life.confirm, life.support, life.comment)
    ]
    assert said[0].startswith("No. ")
    assert Event.objects.count() > before
    _people_talk()
    _most_have_installed_it()
    _a_crew_stands_ready()
    _visitors_are_left_alone(life)


def _people_talk():
    posts = Comment.objects.shown().talk()
    assert posts.filter(letter=None).count() == len(talks.TALKS)
    assert posts.exclude(letter=None).count() == len(talks.LETTERS)
    assert posts.unanswered().count() == sum(said.company is None for said in talks.LETTERS)
    assert not Comment.objects.filter(state="held").exists()


def _most_have_installed_it():
    city = adoption()[0]
    assert 30 < city.camat.installed < 44
    assert 150 < city.lurah.installed < 267
    assert not Device.objects.filter(user__username="lurah.gambir").exists()


def _a_crew_stands_ready():
    gambir = Office.objects.get(code="kelurahan-31.71.01.1001")
    assert [member.role for member in members(gambir)].count("Petugas") == len(words.CREW)
    assert Duty.objects.current().filter(post__office=gambir).count() == 1
    assert Office.objects.get(code="mayor-31.01").title == "Bupati Kepulauan Seribu"


def _visitors_are_left_alone(life):
    gambir, siti = Area.objects.coded("31.71.01.1001"), User.objects.get(username="siti")
    warga = User.objects.filter(username__startswith="warga").first()
    theirs = [_file(siti, gambir), _file(warga, gambir)]
    for _ in range(60):
        life.step()
    assert [Report.objects.get(pk=report.pk).status for report in theirs] == ["waiting", "waiting"]


def _file(by, area):
    wanted = Submission(
        client_id=uuid4(),
        category="road",
        text="Lubang",
        lon=area.lon,
        lat=area.lat,
        photos=[BytesIO(jpeg())],
    )
    return actions.submit(wanted, by).report


@pytest.mark.django_db
def test_every_category_written_of_exists(city):
    assert set(words.REPORTS) == set(words.WEIGHTS)
    pack = {
        line.split(",")[0] for line in (build.settings.CITY / "categories.csv").read_text().splitlines()[1:]
    }
    assert set(words.REPORTS) <= pack
    assert Category.objects.exists()


def test_words_are_filled():
    assert "RT" in words.report_text("road", Random(1))
    assert people.NAMED_CITIZENS == ("siti", "budi")


def test_its_hospitals(city, siti, budi, denied, monkeypatch):
    """All in one place, for the city is small."""
    Category.objects.filter(code="jam").update(code="bed", responsible="health")
    found("health", "health", "Dinas Kesehatan", parent=city.offices.province)
    monkeypatch.setattr(beds, "HOSPITALS", [(*row[:4], 0.001, 0.001, *row[6:]) for row in beds.HOSPITALS])
    monkeypatch.setattr(beds, "sample", lambda: {"lurah": "31.71.01.1001"})
    for act in sorted(beds.acts(SimpleNamespace(citizens=[siti, budi]), now()), key=lambda act: act.moment):
        with at(act.moment):
            act.do(act.story, None)
    told = {one.hospital.office.name: one for one in finding.find("icu")}
    assert {one.staleness for one in told.values()} == {"fresh", "stale", "never"}
    assert len(told["RS Contoh Petojo"].denials) == 2
    assert told["RS Contoh Salemba Raya"].free == 0
    before = Event.objects.count()
    assert beds.count_again(Random(3)).endswith("counted")
    assert Event.objects.count() <= before + 1
