"""The files of finished months: made once, never half, and never with what somebody took back."""

import os
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from smartcity.events.models import Event
from smartcity.lib.time import at, hours
from smartcity.opendata import chores, snapshots
from smartcity.opendata.models import Snapshot, folder
from smartcity.opendata.snapshots import due, finished_months, look_over, make, may_be_given, sweep
from smartcity.opendata.writers import FORMATS, as_csv
from smartcity.reports import actions
from smartcity.reports.models import Category, Report

pytestmark = pytest.mark.django_db
OCTOBER, NOVEMBER = datetime(2026, 10, 20, 5, tzinfo=UTC), datetime(2026, 11, 20, 5, tzinfo=UTC)


@pytest.fixture
def filed(report):
    """`filed()` reports in October."""

    def file(**fields):
        with at(OCTOBER):
            return report(**fields)

    return file


@pytest.fixture(autouse=True)
def november():
    with at(NOVEMBER):
        yield


def csv_of_october():
    return Snapshot.objects.get(month="2026-10-01", format="csv")


def test_it_works(filed):
    one = filed()
    chores.keep_months()
    assert {str(one) for one in Snapshot.objects.fresh()} == {f"laporan-2026-10.{kind}" for kind in FORMATS}
    made = csv_of_october()
    body = made.path.read_bytes()
    assert str(one.number).encode() in body
    assert (made.rows, made.bytes, made.sha256) == (1, len(body), sha256(body).hexdigest())
    assert {path.name for path in folder().iterdir()} == set(Snapshot.objects.values_list("file", flat=True))


def test_what_is_made_is_not_made_again(filed):
    filed()
    chores.keep_months()
    before = Snapshot.objects.order_by("pk").values_list("made_at", "file")
    with at(NOVEMBER + hours(1)):
        chores.keep_months()
        assert list(Snapshot.objects.order_by("pk").values_list("made_at", "file")) == list(before)


def test_a_month_that_is_not_over_has_none(report):
    report()
    assert finished_months() == []
    chores.keep_months()
    assert not Snapshot.objects.exists()


def test_months_in_between_are_there_though_nothing_was_reported(filed):
    filed()
    with at(datetime(2027, 1, 5, tzinfo=UTC)):
        assert [f"{month:%Y-%m}" for month in finished_months()] == ["2026-12", "2026-11", "2026-10"]


def test_a_month_ends_at_the_city_s_midnight(report, filed):
    filed()
    with at(datetime(2026, 10, 31, 16, 59, tzinfo=UTC)):  # 23.59 in Jakarta
        last = report()
    with at(datetime(2026, 10, 31, 17, 0, tzinfo=UTC)):
        next_one = report()
    chores.keep_months()
    body = csv_of_october().path.read_bytes()
    assert str(last.number).encode() in body
    assert str(next_one.number).encode() not in body


@pytest.mark.parametrize("way", ["hide", "withdraw", "edit"])
def test_what_is_taken_back_is_in_no_file_any_more(filed, siti, way):
    kept, gone = filed(), filed(text="Nama saya Siti Aminah")
    chores.take_back()  # a worker's first turn: what was before is in no file
    chores.keep_months()
    old = csv_of_october()
    assert may_be_given(old)
    if way == "edit":
        actions.edit(gone, siti, text="Lubang")
    else:
        getattr(actions, way)(gone, siti)
    assert not may_be_given(old)  # at once, though the worker has not heard of it
    chores.take_back()
    assert not csv_of_october().fresh
    chores.keep_months()
    new = csv_of_october()
    assert may_be_given(new)
    assert new.remade
    body = new.path.read_bytes()
    assert b"Aminah" not in body
    assert str(kept.number).encode() in body
    assert (str(gone.number).encode() in body) is (way == "edit")
    assert not old.path.exists()


def test_other_months_stay_as_they_are(filed, report, siti):
    filed()
    with at(datetime(2026, 9, 10, tzinfo=UTC)):
        gone = report()
    chores.take_back()
    chores.keep_months()
    actions.hide(gone, siti)
    chores.take_back()
    assert csv_of_october().fresh
    assert not Snapshot.objects.get(month="2026-09-01", format="csv").fresh


def test_a_report_hidden_while_its_file_is_written_spoils_it(filed, siti):
    one = filed()
    chores.take_back()
    (wanted,) = [s for s in due() if s.format == "csv"]

    def hide() -> None:
        actions.hide(one, siti)
        chores.take_back()

    make(wanted, beat=hide)
    assert not csv_of_october().fresh
    make(csv_of_october())
    assert csv_of_october().fresh
    assert str(one.number).encode() not in csv_of_october().path.read_bytes()


def test_a_death_half_way_leaves_the_old_file_and_no_draft(filed, siti, monkeypatch):
    one = filed()
    chores.take_back()
    chores.keep_months()
    old = csv_of_october()
    actions.hide(one, siti)
    chores.take_back()

    def die(_rows):
        yield b"half"
        raise KeyboardInterrupt

    monkeypatch.setitem(FORMATS, "csv", FORMATS["csv"].__class__("csv", "CSV", "text/csv", die))
    with pytest.raises(KeyboardInterrupt):
        make(csv_of_october())
    assert csv_of_october().file == old.file
    assert not csv_of_october().fresh
    assert not list(folder().glob(".draft-*"))
    monkeypatch.setitem(FORMATS, "csv", FORMATS["csv"].__class__("csv", "CSV", "text/csv", as_csv.write))
    chores.keep_months()
    assert csv_of_october().fresh


def test_a_draft_of_the_dead_is_swept_and_files_are_not(filed):
    filed()
    chores.keep_months()
    for name, age in ((".draft-old", 90_000), (".draft-new", 10), ("2026-10-nobodys.csv", 90_000)):
        path = folder() / name
        path.write_bytes(b"half")
        os.utime(path, (path.stat().st_mtime - age,) * 2)
    for one in Snapshot.objects.all():
        os.utime(one.path, (1, 1))
    sweep()
    assert {path.name for path in folder().iterdir()} == {
        ".draft-new",
        *Snapshot.objects.values_list("file", flat=True),
    }


def test_whatever_the_reason_a_file_is_looked_over(filed):
    one = filed()
    chores.keep_months()
    look_over()
    assert Snapshot.objects.fresh().count() == len(FORMATS)
    Report.objects.filter(pk=one.pk).update(visibility="private")  # past every action
    look_over()
    assert not Snapshot.objects.fresh().exists()


def test_a_category_that_became_sensitive_spoils_all(filed):
    filed()
    chores.keep_months()
    Category.objects.filter(code="road").update(responsible="fire")
    look_over()
    assert not Snapshot.objects.fresh().exists()


def test_a_file_that_is_gone_is_made_again(filed):
    filed()
    chores.keep_months()
    csv_of_october().path.unlink()
    look_over()
    assert [one.format for one in Snapshot.objects.all() if not one.fresh] == ["csv"]


def test_the_past_is_skipped_once(filed):
    filed()
    chores.take_back()
    assert snapshots.Chore.objects.get(name="opendata").cursor == Event.objects.latest("pk").pk
