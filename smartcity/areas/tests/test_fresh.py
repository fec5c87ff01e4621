"""The map in memory follows what is loaded, here and in other processes."""

import threading

import pytest

from smartcity.areas import actions, queries
from smartcity.areas.models import Area, Boundary, Edition
from smartcity.areas.queries import locate
from smartcity.areas.tests.squares import A1, collection, listed, shapes, written

PLACE = (106.801, -6.161)


@pytest.fixture
def squares(db, tmp_path):
    actions.load_areas(listed(tmp_path))


def test_a_load_is_seen_at_once(squares, tmp_path):
    assert locate(*PLACE).approximate
    actions.load_boundaries(written(tmp_path, collection(shapes())))
    assert not locate(*PLACE).approximate


def elsewhere():
    """What a load in another process leaves: rows and the edition, but nothing in this memory."""
    Boundary.objects.update(approximate=False)
    Edition.objects.update(number=1000)


def test_another_process_load_is_seen_when_the_time_to_look_has_come(squares, monkeypatch):
    monkeypatch.setattr(queries, "LOOK_AGAIN_S", 3600)
    assert locate(*PLACE).approximate
    elsewhere()
    assert locate(*PLACE).approximate
    monkeypatch.setattr(queries, "LOOK_AGAIN_S", 0)
    assert not locate(*PLACE).approximate


def test_looking_again_is_one_query_and_keeps_the_map(squares, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(queries, "LOOK_AGAIN_S", 0)
    before = queries.index_of()
    with django_assert_num_queries(1):
        assert queries.index_of() is before


def test_many_threads_share_one_map(squares, monkeypatch):
    monkeypatch.setattr(queries, "LOOK_AGAIN_S", 3600)
    locate(*PLACE)
    found: list[str] = []
    threads = [
        threading.Thread(target=lambda: found.extend(locate(*PLACE).area.code for _ in range(50)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [A1] * 200


def test_a_load_that_fails_changes_no_edition(squares, tmp_path):
    before = Edition.objects.get().number
    with pytest.raises(actions.Invalid):
        actions.load_boundaries(written(tmp_path, "{}"))
    assert Edition.objects.get().number == before
    assert Area.objects.count() == 7
