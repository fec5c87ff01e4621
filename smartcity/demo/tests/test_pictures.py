"""Every kind of picture can be drawn, alike in every run, and before differs from after and from its neighbours."""

from io import BytesIO
from itertools import combinations

import pytest
from PIL import Image, ImageStat

from smartcity.demo.pictures import KINDS, draw
from smartcity.demo.pictures.camera import Camera, clipped
from smartcity.lib.phash import hamming, phash, same_picture

SMALL = (160, 120)


def image(data):
    return Image.open(BytesIO(data))


def test_it_works():
    picture = image(draw("road", 1, size=SMALL))
    assert (picture.format, picture.size, picture.mode) == ("JPEG", SMALL, "RGB")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_before_and_after(kind):
    before, after = draw(kind, 3, size=SMALL), draw(kind, 3, after=True, size=SMALL)
    assert not same_picture(phash(image(before)), phash(image(after)))


def test_the_same_seed_is_the_same_picture():
    assert draw("flood", 7, size=SMALL) == draw("flood", 7, size=SMALL)


def test_different_seeds_are_different_places():
    marks = [phash(image(draw("road", seed, size=SMALL))) for seed in range(12)]
    assert not any(same_picture(a, b) for a, b in combinations(marks, 2))


def test_upright_pictures():
    assert image(draw("street", 1, size=(120, 160))).size == (120, 160)


def test_an_unknown_kind_is_a_street():
    assert image(draw("unicorn", 1, size=SMALL)).size == SMALL


def test_the_depth_of_a_flood_shows():
    ankle, waist = (phash(image(draw("flood", 5, size=SMALL, depth=depth))) for depth in (0.1, 0.9))
    assert hamming(ankle, waist) > 4


def test_nights_are_darker_than_days():
    size = (480, 360)
    night, day = (
        ImageStat.Stat(image(draw(kind, 1, size=size)).convert("L")).mean[0] for kind in ("lamp", "street")
    )
    assert night < day * 0.6


def test_a_camera_finds_the_ground_where_it_sees_it():
    camera = Camera(200, 150, eye=1.5, pitch=12, yaw=20, roll=3, x=0.5)
    top, x, z, _ = camera.ground()
    row, column = 100, 60
    right, down = camera.pixel(camera.seen((float(x[row - top, column]), 0.0, float(z[row - top, column]))))
    assert (right, down) == pytest.approx((column + 0.5, row + 0.5), abs=0.01)


def test_what_is_behind_the_camera_is_cut_off():
    assert Camera(200, 150).outline([(0, 0, -9), (1, 0, -9), (1, 1, -9)]) == []
    square = [(0.0, 0.0, 0.0), (2.0, 0.0, 0.0), (2.0, 2.0, 0.0), (0.0, 2.0, 0.0)]
    assert min(point[1] for point in clipped(square, axis=1, least=1.0)) == 1.0
