"""areas, categories, offices."""

import pytest

from smartcity.testing.city import GAMBIR, OUTSIDE


def codes(answer):
    return [item["code"] for item in answer.json()["items"]]


def test_it_works(program, city):
    assert codes(program().get("areas")) == [
        "31.71",
        "31.71.01",
        "31.71.01.1001",
        "31.71.04",
        "31.71.04.1001",
    ]


def test_some_of_them(program, city):
    answer = program().get("areas?level=kelurahan&within=31.71.01")
    (gambir,) = answer.json()["items"]
    assert (gambir["code"], gambir["parent"], gambir["full_name"]) == (
        "31.71.01.1001",
        "31.71.01",
        "Gambir, Jakarta Pusat",
    )


def test_queries_do_not_grow(program, city, django_assert_num_queries):
    for path in ("areas", "offices", "categories"):
        with django_assert_num_queries(1):
            program().get(path)


def test_locate(program, city):
    told = program().get("areas/locate", {"lon": GAMBIR[0], "lat": GAMBIR[1]}).json()
    assert (told["area"]["code"], told["approximate"], told["nearest"][0]["name"]) == (
        "31.71.01.1001",
        False,
        "Gambir",
    )


@pytest.mark.parametrize("lon, lat, code", [
    (OUTSIDE[0], OUTSIDE[1], "outside_city"), (GAMBIR[1], GAMBIR[0], "swapped"), (0, 0, "no_position"), ("nan", 0, "finite_number"),
    ("", GAMBIR[1], "missing"), (500, 500, "bad_position"),
])  # fmt: skip
def test_nowhere(program, city, lon, lat, code):
    answer = program().get("areas/locate", {"lon": lon, "lat": lat})
    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_categories_in_the_readers_language(program, city):
    road = program().get("categories").json()["items"][0]
    assert (road["code"], road["name"], road["responsible"], road["needs_proof"]) == (
        "road",
        "Jalan rusak",
        "kelurahan",
        True,
    )
    assert (
        program().get("categories", **{"Accept-Language": "en"}).json()["items"][0]["name"] == "Broken road"
    )


def test_offices(program, city):
    assert codes(program().get("offices?kind=utility")) == ["pln"]
    lurah = program().get("offices?area=31.71.01.1001").json()["items"]
    assert [(o["title"], o["parent"]) for o in lurah] == [("Lurah Gambir", "kecamatan-31.71.01")]


@pytest.mark.parametrize("path, status", [
    ("areas?level=desa", 400), ("areas?within=99", 404), ("areas?within=%00", 400), ("offices?area=99", 404), ("offices?kind=%27", 400),
    ("offices?colour=red", 400),
])  # fmt: skip
def test_bad_filters(program, city, path, status):
    answer = program().get(path)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
