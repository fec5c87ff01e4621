"""Which answers a cache may keep."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/qlue/terbaru/", "/qlue/lapor/", "/api/v1/me"])
def test_a_page_that_knows_its_reader_is_kept_for_nobody_else(client, siti, path):
    client.force_login(siti, backend="smartcity.accounts.backends.PasswordBackend")
    assert client.get(path)["Cache-Control"] == "private, no-cache"


def test_what_says_itself_how_long_it_lives_stays_so(client, city, report):
    photo = report().photos.get()
    picture = client.get(f"/media/{photo.name}.jpg")
    assert b"".join(picture.streaming_content)
    assert picture["Cache-Control"].startswith("public")
    assert client.get("/tiles/reports/0/0/0.mvt")["Cache-Control"].startswith("public")


def test_what_reads_no_session_is_everyones(city):
    assert "Cache-Control" not in Client().get("/robots.txt").headers
