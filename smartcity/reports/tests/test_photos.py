"""Photos and their files: both or neither, whatever fails; and the stash of a form not sent yet."""

import os
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.db import OperationalError

from smartcity.lib.errors import Invalid
from smartcity.lib.photos import MAX_BYTES, new_name
from smartcity.lib.time import at, now
from smartcity.reports import media, orphans
from smartcity.reports.actions import stash
from smartcity.reports.actions.stashing import drop, old_stash
from smartcity.reports.models import Photo, Report
from smartcity.testing.city import jpeg


@pytest.fixture
def files(settings):
    return lambda: {path.name for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()}


@pytest.fixture
def kept(siti):
    return stash([BytesIO(jpeg())], siti)[0]


def test_it_works(report, files):
    (photo,) = report().photos.all()
    assert files() == {f"{photo.name}.jpg", f"{photo.name}-s.jpg"}


def test_they_are_on_the_disk_before_their_row(report, monkeypatch):
    """The file, its folder, and those above it that are new."""
    monkeypatch.setattr("smartcity.lib.storage.DurableStorage.at_once", True)
    synced = []
    monkeypatch.setattr(
        "smartcity.lib.storage._sync", lambda place: synced.append((place.name, Report.objects.exists()))
    )
    (photo,) = report().photos.all()
    folders = [photo.name[:2], "photos", "media"]
    assert [name for name, _written in synced] == [
        f"{photo.name}.jpg",
        *folders,
        f"{photo.name}-s.jpg",
        folders[0],
    ]
    assert not any(written for _name, written in synced)


@pytest.mark.parametrize("nth", [1, 2, 4])
def test_a_failing_disk_leaves_nothing(report, files, monkeypatch, nth):
    save, saved = default_storage.save, []

    def fail(name, content):
        saved.append(name)
        if len(saved) == nth:
            raise OSError(28, "No space left on device")
        return save(name, content)

    monkeypatch.setattr(default_storage, "save", fail)
    with pytest.raises(OSError, match="No space"):
        report(photos=[BytesIO(jpeg(seed=n)) for n in (1, 2)])
    assert not Report.objects.exists()
    assert not files()


def test_a_disk_that_cannot_delete_hides_not_what_was_wrong(report, monkeypatch):
    def fail(name):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("smartcity.reports.actions.submitting.tell", lambda *a, **k: 1 / 0)
    monkeypatch.setattr(default_storage, "delete", fail)
    with pytest.raises(ZeroDivisionError):
        report()


def test_nothing_is_left_when_the_writing_fails(report, files, monkeypatch):
    monkeypatch.setattr("smartcity.reports.actions.submitting.tell", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        report()
    assert not Report.objects.exists()
    assert not files()


def test_a_commit_whose_answer_was_lost_keeps_its_files(db, files):
    def lose_the_server():
        with media.stored([media.read_photo(BytesIO(jpeg()))]) as photos:
            photos[0].save()
            raise OperationalError("server closed the connection unexpectedly")

    with pytest.raises(OperationalError):
        lose_the_server()
    assert len(files()) == 2


def test_a_stashed_photo_is_taken_along(report, kept):
    assert [photo.name for photo in report(photos=[], stashed=[kept.name]).photos.all()] == [kept.name]


def test_a_neighbours_stash_is_not(report, budi, kept):
    with pytest.raises(Invalid, match="foto"):
        report(by=budi, photos=[], stashed=[kept.name])


def test_what_is_in_a_report_already_is_no_stash(report):
    (photo,) = report().photos.all()
    with pytest.raises(Invalid, match="foto"):
        report(photos=[], stashed=[photo.name])


def test_stashed_ones_count_among_ten(report, kept):
    with pytest.raises(Invalid) as caught:
        report(photos=[BytesIO(jpeg())] * 10, stashed=[kept.name, kept.name])
    assert caught.value.code == "too_many_photos"


def test_after_a_day_it_goes(siti, files):
    with at(now() - timedelta(hours=25)):
        stash([BytesIO(jpeg())], siti)
    (old,) = old_stash()
    drop(old)
    assert not files()
    assert not Photo.objects.exists()


def test_unless_its_form_has_come_meanwhile(report, kept, files):
    filed = report(photos=[], stashed=[kept.name])
    drop(kept)
    assert filed.photos.count() == 1
    assert len(files()) == 2


def orphan(age):
    """A photo's two files without a row, so old."""
    name = new_name()
    for small in (False, True):
        default_storage.save(media.path(name, small=small), BytesIO(b"x"))
        moment = (now() - age).timestamp()
        os.utime(default_storage.path(media.path(name, small=small)), (moment, moment))
    return name


def test_files_without_a_row_go_after_a_day(report, files):
    (photo,) = report().photos.all()
    for small in (False, True):
        os.utime(default_storage.path(media.path(photo.name, small=small)), (0, 0))
    old, young = orphan(timedelta(hours=25)), orphan(timedelta(hours=23))
    assert sum(map(orphans.sweep, {name[:2] for name in (old, young, photo.name)})) == 1
    assert files() == {f"{name}{small}.jpg" for name in (young, photo.name) for small in ("", "-s")}


def test_what_else_lies_there_stays(db, files):
    default_storage.save("photos/ab/readme.txt", BytesIO(b"x"))
    os.utime(default_storage.path("photos/ab/readme.txt"), (0, 0))
    assert (orphans.sweep("ab"), orphans.sweep("cd")) == (0, 0)
    assert files() == {"readme.txt"}


def test_every_folder_has_its_turn_within_two_days(db):
    turns = set()
    for step in range(256):
        with at(now() + step * orphans.TURN):
            turns.add(orphans.folder_of_the_hour())
    assert turns == {f"{n:02x}" for n in range(256)}


def test_as_many_photos_as_are_promised_fit_into_one_request(settings):
    assert settings.MAX_BODY > media.MOST_PHOTOS * MAX_BYTES
