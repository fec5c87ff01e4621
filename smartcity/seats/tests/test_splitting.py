"""Gambir becomes three while it holds forty cases; an office ends while it holds as many."""

import json
from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
from click.testing import CliRunner
from django.utils import timezone
from shapely.geometry import box, mapping

from smartcity import cli
from smartcity.accounts.actions import appoint, follow
from smartcity.accounts.models import Follow, Post, Role
from smartcity.accounts.queries import reach
from smartcity.areas.models import Area, Boundary
from smartcity.areas.queries import locate
from smartcity.crop.templatetags.performance import ending
from smartcity.events.models import Event
from smartcity.lib.errors import Invalid
from smartcity.lib.time import now
from smartcity.notices.audience import listeners
from smartcity.offices.models import Office
from smartcity.reports import actions
from smartcity.reports.models import Category, Holding, Report, Rule
from smartcity.reports.routing import route
from smartcity.seats import abolishing, splitting
from smartcity.seats.models import Split

OLD, WEST, MID, EAST = "31.71.01.1001", "31.71.01.1011", "31.71.01.1012", "31.71.01.1013"
NAMES = {WEST: "Gambir Barat", MID: "Gambir Tengah", EAST: "Gambir Timur", OLD: "Gambir"}
EDGES = (106.80, 106.807, 106.813, 106.82)


def thirds(*codes):
    return {code: box(w, -6.18, e, -6.16) for code, w, e in zip(codes, EDGES, EDGES[1:], strict=False)}


@pytest.fixture
def file(tmp_path):
    """Writes the parts, by code, and says where."""

    def written(shapes):
        features = [{"type": "Feature", "properties": {"code": code, "name": NAMES[code]}, "geometry": mapping(shape)}
                    for code, shape in shapes.items()]  # fmt: skip
        path = tmp_path / "parts.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        return path

    return written


@pytest.fixture
def run(file, city):
    """`smartcity areas split` of Gambir, today unless said otherwise."""

    def split(*more, parts=None, days=0):
        day = timezone.localdate() + timedelta(days=days)
        path = file(thirds(WEST, MID, EAST) if parts is None else parts)
        words = ("areas", "split", OLD, "--into", str(path), "--on", f"{day:%Y-%m-%d}", *more)
        return CliRunner().invoke(cli.gather(), words)

    return split


@pytest.fixture
def forty(report, siti, lurah_gambir):
    """Forty open cases of Gambir: 12 in the west, 9 in the middle, 15 in the east, and 4 of which the kelurahan was a
    guess. One of each is being worked on."""
    first = report(at=(106.803, -6.17))
    counts = {(106.803, False): 12, (106.81, False): 9, (106.817, False): 15, (106.804, True): 4}
    rows = []
    for (lon, guess), n in counts.items():
        for _one in range(n):
            fields = {
                f.attname: getattr(first, f.attname) for f in Report._meta.concrete_fields if f.name != "id"
            }
            rows.append(Report(**fields | {"client_id": uuid4(), "lon": lon, "approximate": guess}))
    made = Report.objects.bulk_create(rows[1:])
    Holding.objects.bulk_create(Holding(report=row, office=row.holder, since=row.held_since) for row in made)
    actions.accept(first, lurah_gambir)
    return [Report.objects.get(pk=first.pk), *made]


def spread():
    return Counter(Report.objects.open().values_list("area__code", flat=True))


def office(code):
    return Office.objects.get(code=f"kelurahan-{code}")


def test_it_works(run, forty, city):
    said = run("--default", MID)
    assert (said.exit_code, said.exception) == (0, None), said.output
    assert spread() == {WEST: 12, MID: 9 + 4, EAST: 15}
    for case in Report.objects.select_related("holder", "area"):
        assert case.holder == office(case.area.code)
    assert "Jabatan kosong: Lurah Gambir Timur" in said.output
    assert [office(code).parent for code in (WEST, MID, EAST)] == [city.offices.camat] * 3
    assert not office(OLD).active


def test_status_and_deadline_stay_and_the_new_office_has_a_clock_of_its_own(run, forty):
    run("--default", MID)
    for old in forty:
        new = Report.objects.get(pk=old.pk)
        assert (new.status, new.due, new.act_by, new.resolve_by) == (
            old.status,
            old.due,
            old.act_by,
            old.resolve_by,
        )
        assert new.held_since > old.held_since
        was, is_ = Holding.objects.filter(report=new).order_by("pk")
        assert (was.ended, is_.until, is_.office) == ("rehomed", None, new.holder)
    assert ending("rehomed") != ending("something else")


def test_the_reporter_is_told_once_and_followers_of_the_area_are_not_told_forty_times(run, forty, siti, budi):
    follow(budi, f"area:{OLD}", on=True)
    run("--default", MID)
    told = Event.objects.filter(verb="moved")
    assert sorted(told.values_list("subject", flat=True)) == sorted(case.subject for case in forty)
    assert listeners(told[0], Report.objects.get(pk=forty[0].pk)) == {siti.pk}


def test_what_its_pin_does_not_place_goes_to_the_default_and_says_so(run, forty, client):
    run("--default", EAST)
    case = Report.objects.filter(approximate=True).first()
    told = Event.objects.about(case.subject).get(verb="moved").data
    assert (case.area.code, told["guess"], told["was"], told["place"]) == (
        EAST,
        True,
        "Gambir",
        "Gambir Timur",
    )
    page = client.get(f"/qlue/laporan/{case.number}/").text
    assert "Gambir dimekarkan: sekarang di Gambir Timur" in page
    assert "Kelurahannya perkiraan" in page
    sure = Report.objects.filter(approximate=False).first()
    assert "Kelurahannya perkiraan" not in client.get(f"/qlue/laporan/{sure.number}/").text


def test_a_rehearsal_says_the_numbers_and_changes_nothing(run, forty):
    said = run("--default", MID, "--dry-run").output
    assert [f"{WEST}\t12", f"{MID}\t13", f"{EAST}\t15"] == said.splitlines()[1:4]
    assert spread() == {OLD: 40}
    assert not Area.objects.filter(code=WEST).exists()
    assert Boundary.objects.count() == 2
    assert locate(106.803, -6.17).area.code == OLD
    assert not Event.objects.filter(verb__in=("moved", "area_split")).exists()


def test_twice_adds_nothing(run, forty):
    run("--default", MID)
    before = Event.objects.count(), Holding.objects.count(), Office.objects.count(), Boundary.objects.count()
    assert run("--default", MID).exit_code == 0
    assert before == (
        Event.objects.count(),
        Holding.objects.count(),
        Office.objects.count(),
        Boundary.objects.count(),
    )


def test_otherwise_on_the_same_day_is_refused(run, forty):
    run("--default", MID)
    assert "sudah dimekarkan" in run(parts=thirds(WEST, MID)).output


NEW = ("31.71.01.1021", "31.71.01.1022")


@pytest.fixture
def further(file, monkeypatch):
    """`smartcity areas split` of `code`, which lies between these longitudes, into two halves."""

    def split(code, west, east, *, days):
        mid, day = (west + east) / 2, timezone.localdate() + timedelta(days=days)
        halves = {NEW[0]: box(west, -6.18, mid, -6.16), NEW[1]: box(mid, -6.18, east, -6.16)}
        for one in NEW:
            monkeypatch.setitem(NAMES, one, f"Baru {one}")
        words = ("areas", "split", code, "--into", str(file(halves)), "--on", f"{day:%Y-%m-%d}")
        return CliRunner().invoke(cli.gather(), words)

    return split


@pytest.mark.parametrize("code, east", [(OLD, 106.82), (WEST, EDGES[1])])
@pytest.mark.parametrize("days", [3, 9])
def test_while_one_waits_neither_it_nor_its_parts_are_split_further(run, further, forty, code, east, days):
    run("--default", MID, days=3)
    said = further(code, EDGES[0], east, days=days)
    assert said.exit_code != 0
    assert "itu belum selesai. Tunggu" in said.output
    assert not Area.objects.filter(code__in=NEW).exists()
    assert Split.objects.count() == 1


def test_a_part_is_no_kelurahan_before_its_day(run, further, forty):
    run("--default", MID, days=3)
    assert further(WEST, *EDGES[:2], days=1).exit_code != 0
    assert not Area.objects.filter(code__in=NEW).exists()


def test_once_it_is_done_a_part_is_split_further_and_its_cases_go_along(run, further, forty):
    run("--default", MID)
    assert further(WEST, *EDGES[:2], days=0).exit_code == 0
    assert spread() == {NEW[0]: 12, MID: 13, EAST: 15}
    assert not office(WEST).active
    there = Report.objects.open().filter(area__code=NEW[0])
    assert set(there.values_list("holder__area__code", flat=True)) == {NEW[0]}


@pytest.mark.parametrize("days", [0, 3])
def test_what_is_opened_again_after_both_finds_the_last_of_its_parts(
    run, further, report, lurah_gambir, monkeypatch, days
):
    case = report(at=(106.802, -6.17))
    actions.reject(case, lurah_gambir, reason="Bukan laporan")
    run("--default", MID)
    further(WEST, *EDGES[:2], days=days)
    later = timezone.localdate() + timedelta(days=days)
    monkeypatch.setattr(timezone, "localdate", lambda *_a: later)
    splitting.settle()
    Report.objects.filter(pk=case.pk).update(status="waiting")
    abolishing.settle()
    splitting.settle()
    case.refresh_from_db()
    assert (case.area.code, case.holder) == (NEW[0], office(NEW[0]))


def test_a_day_to_come_is_waited_for(run, forty, monkeypatch):
    said = run("--default", MID, days=3)
    assert "Dilakukan pada hari itu" in said.output
    splitting.settle()
    assert spread() == {OLD: 40}
    assert office(OLD).active
    assert locate(106.803, -6.17).area.code == OLD
    later = timezone.localdate() + timedelta(days=3)
    monkeypatch.setattr(timezone, "localdate", lambda *_a: later)
    splitting.settle()
    splitting.settle()
    assert spread() == {WEST: 12, MID: 13, EAST: 15}


def test_killed_half_way_it_goes_on(run, forty, monkeypatch):
    true, calls = splitting.rehome, []

    def dies(*args, **more):
        calls.append(args)
        if len(calls) == 17:
            raise SystemExit
        return true(*args, **more)

    with monkeypatch.context() as broken:
        broken.setattr(splitting, "rehome", dies)
        run("--default", MID)
    assert spread()[OLD] == 24
    splitting.settle()
    assert spread() == {WEST: 12, MID: 13, EAST: 15}
    assert Event.objects.filter(verb="moved").count() == 40


def test_it_may_live_on_smaller(run, forty, lurah_gambir):
    said = run(parts=thirds(OLD, MID, EAST))
    assert said.exit_code == 0, said.exception
    assert spread() == {OLD: 12 + 4, MID: 9, EAST: 15}
    assert office(OLD).active
    assert Post.objects.current(now()).filter(user=lurah_gambir, office=office(OLD)).exists()
    assert Event.objects.filter(verb="moved").count() == 24


def test_only_points_make_cells_and_each_place_is_a_guess(run, forty):
    points = {code: shape.centroid for code, shape in thirds(WEST, MID, EAST).items()}
    assert run("--default", MID, parts=points).exit_code == 0
    assert spread() == {WEST: 12, MID: 13, EAST: 15}
    assert Report.objects.filter(approximate=True).count() == 40


def test_what_others_hold_stays_theirs_and_lies_in_its_part(run, report, lurah_gambir, city):
    case = report(at=(106.803, -6.17))
    actions.forward(case, lurah_gambir, to=city.offices.roads, reason="Jalan provinsi")
    run()
    case.refresh_from_db()
    assert (case.holder, case.area.code) == (city.offices.roads, WEST)


def test_what_is_opened_again_later_finds_its_part(run, report, lurah_gambir, siti, city):
    case = report(at=(106.803, -6.17))
    actions.reject(case, lurah_gambir, reason="Bukan laporan")
    run("--default", EAST)
    assert Report.objects.get(pk=case.pk).area.code == OLD  # what is closed keeps the old name
    Report.objects.filter(pk=case.pk).update(status="waiting")
    abolishing.settle()
    splitting.settle()
    case.refresh_from_db()
    assert (case.area.code, case.holder) == (WEST, office(WEST))


def test_new_reports_and_rules_for_the_whole(run, report, city):
    Rule.objects.create(number=9, place=0, category=Category.objects.get(code="lamp"), area=city.gambir, kind="kelurahan",
                        office=city.offices.senen)  # fmt: skip
    run()
    fresh = report(at=(106.817, -6.17))
    assert (fresh.area.code, fresh.holder) == (EAST, office(EAST))
    assert route(Category.objects.get(code="lamp"), fresh.area).office == city.offices.senen


def test_followers_go_along(run, budi):
    follow(budi, f"area:{OLD}", on=True)
    follow(budi, f"area:{OLD}", on=True)
    run()
    assert set(Follow.objects.filter(user=budi).values_list("subject", flat=True)) == {
        f"area:{code}" for code in (WEST, MID, EAST)
    }


@pytest.mark.parametrize("more, parts, words", [
    (("--default", "1.2"), None, "bukan salah satu"),
    ((), thirds(WEST, MID), "tidak menutup"),
    ((), {WEST: box(106.80, -6.18, 106.82, -6.16)}, "Pemekaran"),
    ((), {**thirds(WEST, MID), EAST: thirds(WEST, MID, EAST)[EAST].centroid}, "semuanya hanya titik"),
])  # fmt: skip
def test_refused_with_words_and_nothing_done(run, forty, more, parts, words):
    assert words in run(*more, parts=parts).output
    assert spread() == {OLD: 40}
    assert Area.objects.leaves().count() == 2


def test_an_office_ends_while_it_holds_forty(forty, administrator, city, lurah_senen):
    abolishing.abolish(city.offices.gambir, city.offices.senen, administrator)
    abolishing.settle()
    abolishing.settle()
    assert set(Report.objects.open().values_list("holder", flat=True)) == {city.offices.senen.pk}
    assert Event.objects.filter(verb="moved").count() == 40
    assert Holding.objects.filter(ended="rehomed").count() == 40
    assert Holding.objects.filter(until=None).count() == 40


def test_the_neighbour_sees_no_more_than_before(run, forty, lurah_senen, budi):
    run("--default", MID)
    appoint(budi, office(EAST), Role.LURAH)
    assert Report.objects.cases_of(reach(budi)).count() == 15
    assert not Report.objects.cases_of(reach(lurah_senen)).exists()


def test_the_talk_is_read_in_each_part_and_goes_on_there(run, client, siti, budi):
    old = Area.objects.coded(OLD)
    said = actions.talk(old, siti, text="Pasar malam pindah ke mana?")
    run()
    client.force_login(budi, backend="django.contrib.auth.backends.ModelBackend")
    ended = client.get(f"/qlue/wilayah/{OLD}/").text
    assert "sudah dimekarkan" in ended
    assert "Gambir Barat" in ended
    assert "Mulai obrolan" not in ended
    part = client.get(f"/qlue/wilayah/{WEST}/").text
    assert said.text in part
    assert "Mulai obrolan" in part
    assert client.post(f"/qlue/wilayah/{OLD}/", {"text": "Masih di sini?"}).status_code == 404
    with pytest.raises(Invalid):
        actions.talk(Area.objects.coded(OLD), budi, text="Masih di sini?")
