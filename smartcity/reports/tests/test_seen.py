"""A picture used before, anywhere in the city, is recognised; another is not."""

from datetime import timedelta
from io import BytesIO

import pytest

from smartcity.lib.time import at, now
from smartcity.reports import actions
from smartcity.reports.models import Photo
from smartcity.reports.seen import COPY, Gallery, first_use
from smartcity.testing.city import GAMBIR, jpeg


@pytest.fixture
def long_ago(report):
    """Somebody's report of last month, and its photo."""
    with at(now() - timedelta(days=30)):
        return report().photos.get()


def differing(photo, bits):
    return photo.phash ^ (2**bits - 1)


def test_it_works(long_ago):
    assert first_use(differing(long_ago, COPY)) == long_ago


def test_another_picture(long_ago):
    assert first_use(differing(long_ago, COPY + 1)) is None


def test_one_of_a_moment_ago(report):
    photo = report().photos.get()
    assert first_use(photo.phash) == photo


def test_not_itself(long_ago):
    assert first_use(long_ago.phash, but=long_ago.pk) is None


def test_one_that_is_gone(long_ago):
    fingerprint = long_ago.phash
    assert first_use(fingerprint)
    long_ago.delete()
    assert first_use(fingerprint) is None


def test_one_of_no_report(siti):
    (name,) = actions.stash([BytesIO(jpeg())], siti)
    assert first_use(Photo.objects.get(name=name).phash) is None


def test_old_ones_are_read_once(long_ago, django_assert_num_queries):
    gallery = Gallery()
    gallery.near(0)
    assert gallery.upto == long_ago.pk
    with django_assert_num_queries(2):
        gallery.near(0)


def test_one_that_comes_late_is_not_missed(report):
    """Ids are given before the commit: a smaller one may appear after a larger one."""
    late = report().photos.get()
    with at(now() - timedelta(days=30)):
        early = report(text="Yang lain").photos.get()
    Photo.objects.filter(pk=late.pk).update(report=None)
    gallery = Gallery()
    assert gallery.near(early.phash)
    assert gallery.upto < late.pk
    assert late.pk in gallery.near(late.phash)


def test_an_answer_with_the_photo_of_another_report(long_ago, report, lurah_gambir):
    case = report(photos=[BytesIO(jpeg(seed=5))])
    actions.accept(case, lurah_gambir)
    actions.answer(
        case, lurah_gambir, reason="Selesai", photos=[BytesIO(jpeg())], lon=GAMBIR[0], lat=GAMBIR[1]
    )
    flags = case.photos.get(part="after").flags
    assert flags["reused"]
    assert flags["first_used"] == long_ago.report.number


def test_a_private_report_is_not_named(report, lurah_gambir):
    report(visibility="private")
    case = report(photos=[BytesIO(jpeg(seed=5))])
    actions.accept(case, lurah_gambir)
    actions.answer(
        case, lurah_gambir, reason="Selesai", photos=[BytesIO(jpeg())], lon=GAMBIR[0], lat=GAMBIR[1]
    )
    flags = case.photos.get(part="after").flags
    assert flags["reused"]
    assert "first_used" not in flags
