"""The map in other people's pages."""

import pytest
from django.test import Client

from smartcity.areas.queries import forget
from smartcity.portal.tests.test_home import listed
from smartcity.reports.models import Visibility
from smartcity.testing.city import SENEN

pytestmark = pytest.mark.django_db
HERE, CODE = "/sematkan/", "/sematkan/cara/"


def test_it_works(client: Client, report):
    one = report()
    page = client.get(HERE)
    assert listed(page.text) == [one.number]
    assert 'href="/"' in page.text, "the way back"
    assert "laporan warga." in page.text


def test_only_here_may_others_put_a_frame_around(client: Client, city):
    framed = client.get(HERE)
    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed
    for elsewhere in ("/", CODE, "/qlue/", "/crop/masuk/"):
        page = client.get(elsewhere)
        assert "frame-ancestors 'none'" in page["Content-Security-Policy"], elsewhere
        assert page["X-Frame-Options"] == "DENY", elsewhere


def test_no_cookie_is_set_and_none_is_read(client: Client, siti, report):
    report()
    page = client.get(HERE)
    assert not page.cookies
    assert "Cookie" not in page.get("Vary", "")
    client.force_login(siti)
    assert client.get(HERE).text == page.text
    assert page["Cache-Control"] == "public, max-age=30"


def test_filters_in_its_address(client: Client, report):
    report(text="Di Gambir")
    there = report(text="Di Senen", at=SENEN, category="flood")
    page = client.get(HERE, {"area": "31.71.04", "category": "flood"}).text
    assert listed(page) == [there.number]
    assert 'href="/?category=flood&amp;area=31.71.04"' in page


def test_what_is_private_is_not_there(client: Client, report):
    report(visibility=Visibility.PRIVATE)
    report(category="crime")
    assert listed(client.get(HERE).text) == []


def test_what_cannot_be_read_is_said(client: Client, city):
    page = client.get(HERE, {"area": "99", "bbox": "1,2"})
    assert page.status_code == 400
    assert "tidak terbaca" in page.text


def test_the_code_is_for_what_was_chosen(client: Client, city):
    page = client.get(CODE, {"area": "31.71", "category": "flood"}).text
    assert "/sematkan/?category=flood&amp;amp;area=31.71" in page, (
        "escaped once for the code and once for this page"
    )
    assert "/umpan/wilayah/31.71.atom?kategori=flood" in page


def test_a_name_cannot_break_out_of_the_code(client: Client, city):
    city.kota.short_name = city.kota.name = '"><script>alert(1)</script>'
    city.kota.save()
    forget()
    page = client.get(CODE, {"area": "31.71"}).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" not in page.partition('id="code"')[2].partition("</textarea>")[0]
