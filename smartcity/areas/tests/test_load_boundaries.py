"""Loading boundaries: what is refused, and what stands afterwards."""

from datetime import date

import pytest
from shapely import affinity
from shapely.geometry import Point, Polygon, box, mapping

from smartcity.areas import actions
from smartcity.areas.models import Boundary
from smartcity.areas.queries import locate
from smartcity.areas.tests.squares import A1, A2, B1, B2, collection, listed, shapes, written
from smartcity.lib.errors import Invalid

pytestmark = pytest.mark.django_db
CORNER = (106.801, -6.161)  # in A1
PAST = date(2015, 6, 1)


@pytest.fixture(autouse=True)
def squares(db, tmp_path):
    actions.load_areas(listed(tmp_path))


def load(tmp_path, content, **options):
    return actions.load_boundaries(written(tmp_path, content), **options)


def test_it_works(tmp_path):
    loaded = load(tmp_path, collection(shapes()))
    assert loaded.counts == {"kelurahan": 4, "kecamatan": 2, "kota": 1}
    assert loaded.km2 == pytest.approx(19.6, abs=0.2)
    found = locate(*CORNER)
    assert (found.area.code, found.approximate) == (A1, False)


def test_real_ones_replace_the_approximate(tmp_path):
    assert locate(*CORNER).approximate
    load(tmp_path, collection(shapes()))
    assert not Boundary.objects.filter(approximate=True).exists()


def test_the_same_file_again_is_the_same_map(tmp_path):
    load(tmp_path, collection(shapes()))
    load(tmp_path, collection(shapes()))
    assert Boundary.objects.count() == 4


def islands():
    """All four far apart: nothing touches, and that is fine."""
    return {code: affinity.scale(shape, 0.5, 0.5) for code, shape in shapes().items()}


def test_islands_are_fine(tmp_path):
    assert load(tmp_path, collection(islands())).counts["kelurahan"] == 4


def swapped(shape):
    return affinity.affine_transform(shape, [0, 1, 1, 0, 0, 0])


def bowtie():
    return Polygon([(106.80, -6.18), (106.82, -6.16), (106.82, -6.18), (106.80, -6.16)])


def with_hole():
    """A2 gives up a triangle at the cross that B2 fills; A1 gives up one that nobody does."""
    hole = Point(106.815, -6.175).buffer(0.002)
    return {**shapes(), A1: shapes()[A1] - hole}


def notch():
    """A sliver of about half a metre between A1 and A2, open at the top."""
    return {**shapes(), A1: Polygon([(106.80, -6.18), (106.82, -6.18), (106.819995, -6.16), (106.80, -6.16)])}


BAD = {
    "overlap": (lambda: collection({**shapes(), A1: box(106.80, -6.18, 106.821, -6.16)}), "tumpang tindih", A1),
    "hole": (lambda: collection(with_hole()), "celah", A1),
    "sliver": (lambda: collection(notch()), "celah sempit", A1),
    "missing": (lambda: collection({k: v for k, v in shapes().items() if k != B2}), "1 kelurahan tidak ada", B2),
    "unknown": (lambda: collection({**shapes(), "9.1.Z.1": square_z()}), "bukan kode", "9.1.Z.1"),
    "not a leaf": (lambda: collection({**shapes(), "9.1.A": square_z()}), "bukan kode", "9.1.A"),
    "twice": (lambda: collection([*shapes().items(), (A1, square_z())]), "dua kali", A1),
    "no code": (lambda: collection({"": square_z()}), "tanpa", "code"),
    "swapped": (lambda: collection({k: swapped(v) for k, v in shapes().items()}), "tertukar", A1),
    "metres": (lambda: collection({k: affinity.scale(v, 1e5, 1e5, origin=(0, 0)) for k, v in shapes().items()}), "WGS84", A1),
    "elsewhere": (lambda: collection({**shapes(), B1: box(100, 0, 101, 1)}), "jauh dari tempatnya", B1),
    "another crs": (lambda: collection(shapes(), crs={"type": "name", "properties": {"name": "EPSG:32748"}}), "WGS84", ""),
    "points": (lambda: collection({**shapes(), A2: Point(106.83, -6.17)}), "bukan poligon", A2),
    "no geometry": (lambda: collection({**shapes(), A2: {}}), "bukan poligon", A2),
    "null geometry": (lambda: {"type": "FeatureCollection", "features": [{"properties": {"code": A1}, "geometry": None}]}, "bukan poligon", A1),
    "two corners": (lambda: collection({**shapes(), A2: {"type": "Polygon", "coordinates": [[[106.8, -6.1], [106.8, -6.1]]]}}), "bukan poligon", A2),
    "words": (lambda: collection({**shapes(), A2: {"type": "Polygon", "coordinates": "Gambir"}}), "bukan poligon", A2),
    "empty": (lambda: collection({**shapes(), A2: {"type": "Polygon", "coordinates": []}}), "kosong", A2),
    "nan": (lambda: collection({**shapes(), A2: {"type": "Polygon", "coordinates": [[[float("nan"), 1], [2, 2], [3, 1], [float("nan"), 1]]]}}), "", A2),
    "bow tie": (lambda: collection({**shapes(), A1: bowtie()}), "tidak sah", A1),
    "no json": (lambda: "Gambir, Senen", "bukan JSON", ""),
    "a deep one": (lambda: "[" * 200_000, "bukan JSON", ""),
    "a list": (lambda: "[1, 2]", "FeatureCollection", ""),
    "a feature": (lambda: {"type": "Feature"}, "FeatureCollection", ""),
    "nothing": (lambda: collection({}), "kosong", ""),
    "features of text": (lambda: {"type": "FeatureCollection", "features": ["a"]}, "tanpa", ""),
}  # fmt: skip


def square_z():
    return box(106.84, -6.18, 106.86, -6.16)


@pytest.mark.parametrize("case", BAD)
def test_refused_in_one_line_with_nothing_loaded(tmp_path, case):
    content, reason, offender = BAD[case]
    with pytest.raises(Invalid) as wrong:
        load(tmp_path, content())
    said = str(wrong.value)
    assert reason in said
    assert offender in said
    assert "\n" not in said
    assert not Boundary.objects.filter(approximate=False).exists()
    assert locate(*CORNER).approximate


def test_no_file(tmp_path):
    with pytest.raises(Invalid, match="tidak bisa dibaca"):
        actions.load_boundaries(tmp_path / "tidak-ada.geojson")


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326"])
def test_wgs84_may_say_so(tmp_path, name):
    load(tmp_path, collection(shapes(), crs={"type": "name", "properties": {"name": name}}))
    assert not locate(*CORNER).approximate


def test_the_code_may_be_the_features_id(tmp_path):
    features = [
        {"type": "Feature", "id": code, "properties": None, "geometry": mapping(shape)}
        for code, shape in shapes().items()
    ]
    load(tmp_path, {"type": "FeatureCollection", "features": features})
    assert not locate(*CORNER).approximate


def test_partial_admits_missing_ones(tmp_path):
    load(tmp_path, collection({A1: shapes()[A1]}), partial=True)
    assert not locate(*CORNER).approximate
    assert locate(106.83, -6.19).approximate


def test_repair_settles_an_overlap_and_says_what_moved(tmp_path):
    overlapping = {**shapes(), A1: box(106.80, -6.18, 106.8201, -6.16)}
    repair = load(tmp_path, collection(overlapping), repair=True).repair
    assert repair.changed >= 1
    assert repair.most in (A1, A2)
    assert repair.most_m2 > 1000


def test_repair_does_not_fill_a_wide_hole(tmp_path):
    with pytest.raises(Invalid, match="celah"):
        load(tmp_path, collection(with_hole()), repair=True)


def narrower():
    """An older vintage in which A1 had also the western half of A2."""
    return {**shapes(), A1: box(106.80, -6.18, 106.83, -6.16), A2: box(106.83, -6.18, 106.84, -6.16)}


def test_a_dated_set_counts_in_its_time_only(tmp_path):
    load(tmp_path, collection(shapes()))
    old = collection({k: v for k, v in narrower().items() if k in (A1, A2)})
    load(tmp_path, old, valid_from=date(2014, 1, 1), valid_to=date(2017, 1, 1), partial=True)
    place = (106.825, -6.165)
    found = [locate(*place, day).area.code
             for day in (date(2013, 12, 31), date(2014, 1, 1), PAST, date(2016, 12, 31), date(2017, 1, 1), None)]  # fmt: skip
    assert found == [A2, A1, A1, A1, A2, A2]


def test_a_set_that_ended_does_not_touch_the_open_one(tmp_path):
    load(tmp_path, collection(shapes()))
    load(
        tmp_path,
        collection({A1: narrower()[A1], A2: narrower()[A2]}),
        valid_to=date(2017, 1, 1),
        partial=True,
    )
    assert locate(106.825, -6.165, PAST).area.code == A1
    assert locate(106.825, -6.165).area.code == A2


def test_a_dated_set_alone_leaves_today_approximate(tmp_path):
    load(tmp_path, collection(shapes()), valid_from=date(2014, 1, 1), valid_to=date(2017, 1, 1))
    actions.approximate()
    assert not locate(*CORNER, PAST).approximate
    assert locate(*CORNER).approximate


def test_dates_the_wrong_way_round(tmp_path):
    with pytest.raises(Invalid, match="Tanggal akhir"):
        load(tmp_path, collection(shapes()), valid_from=date(2017, 1, 1), valid_to=date(2014, 1, 1))
