"""The outlines for the map, where it looks, and what it says of them."""

from typing import Any

import pytest
from django.test import Client

from smartcity.areas import frame
from smartcity.areas.models import Boundary
from smartcity.areas.queries import forget
from smartcity.portal import ground

pytestmark = pytest.mark.django_db


def test_it_works(client: Client, city: Any) -> None:
    response = client.get("/tiles/areas.geojson?level=kelurahan")
    assert response["Content-Type"] == "application/geo+json"
    assert response["Cache-Control"] == "public, max-age=86400"
    names = [(f["properties"]["name"], f["properties"]["approximate"]) for f in response.json()["features"]]
    assert names == [("Gambir", False), ("Senen", False)]


def test_304(client: Client, city: Any) -> None:
    tag = client.get("/tiles/areas.geojson?level=kota")["ETag"]
    again = client.get("/tiles/areas.geojson?level=kota", headers={"if-none-match": tag})
    assert again.status_code == 304


def test_an_unknown_level(client: Client, city: Any) -> None:
    response = client.get("/tiles/areas.geojson?level=galaxy")
    assert response.status_code == 400
    assert response.json()["title"] == "Tidak ada tingkat wilayah “galaxy”."


def test_the_map_looks_at_the_chosen_area(city: Any) -> None:
    assert frame.bounds("31.71.01") == pytest.approx((106.80, -6.18, 106.82, -6.16))
    assert frame.bounds() == pytest.approx((106.80, -6.18, 106.84, -6.16))
    assert frame.bounds("31.7") is None
    assert ground.Ground("31.01").box == ground.Ground("").box


def test_what_lies_aside_is_left_out(city: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(frame, "aside", lambda: "31.71.04")
    assert frame.bounds() == pytest.approx((106.80, -6.18, 106.82, -6.16))


def test_the_source_is_named(client: Client, city: Any) -> None:
    assert b"Batas wilayah: test" in client.get("/").content


def test_approximate_boundaries_are_called_so(client: Client, city: Any) -> None:
    Boundary.objects.update(approximate=True)
    forget()
    assert "Batas kelurahan di peta ini perkiraan" in client.get("/").content.decode()
    shown = client.get("/tiles/areas.geojson?level=kecamatan").json()
    assert all(f["properties"]["approximate"] for f in shown["features"])
