"""The writer of vector tiles against a reader of its own."""

import pytest

from smartcity.lib import mvt
from smartcity.portal.tests.decode import decode


def test_it_works() -> None:
    tile = mvt.layer(
        "a", [1, 4095], [2, 0], {"word": ["x", "ya"], "n": [0, 300], "yes": [True, False]}, ids=[7, 1_482_917]
    )
    assert decode(tile) == {
        "a": [
            {"id": 7, "x": 1, "y": 2, "word": "x", "n": 0, "yes": True},
            {"id": 1_482_917, "x": 4095, "y": 0, "word": "ya", "n": 300, "yes": False},
        ]
    }


@pytest.mark.parametrize("n", [0, 1, -1, 63, 64, -64, -65, 127, 128, 16383, 16384, 2**31])
def test_numbers_of_every_size(n: int) -> None:
    (point,) = decode(mvt.layer("a", [n], [-n], {"n": [abs(n)]}))["a"]
    assert (point["x"], point["y"], point["n"]) == (n, -n, abs(n))


def test_layers_are_joined_by_adding() -> None:
    tile = mvt.layer("a", [1], [1], {"n": [1]}) + mvt.layer("b", [2], [2], {"n": [2]})
    assert sorted(decode(tile)) == ["a", "b"]


def test_a_layer_without_points_is_nothing() -> None:
    assert mvt.layer("a", [], [], {"n": []}) == b""


def test_many_features() -> None:
    """More values than one byte counts, so that lengths and places need two."""
    numbers = list(range(1000))
    points = decode(
        mvt.layer("a", numbers, numbers[::-1], {"n": numbers, "word": [f"kata {n}" for n in numbers]})
    )["a"]
    assert [(p["x"], p["y"], p["n"], p["word"]) for p in points] == [
        (n, 999 - n, n, f"kata {n}") for n in numbers
    ]
