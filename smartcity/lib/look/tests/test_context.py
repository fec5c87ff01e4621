"""A city may change the names of itself and of its apps."""

from django.template.loader import render_to_string


def test_it_works(rf, settings):
    settings.CITY_NAME = "Kota <Contoh>"
    html = render_to_string("look/wide.html", request=rf.get("/"))
    assert "Kota &lt;Contoh&gt;" in html
