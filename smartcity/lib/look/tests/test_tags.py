"""The tags: right words in right marks, and nothing a stranger writes becomes markup."""

import csv
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string

from smartcity.lib.look.icons import ICONS, MARKS
from smartcity.lib.look.words import STATUSES

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
EVIL = '"><script>alert(1)</script>'
PACKAGE = Path(__file__).parents[3]


def draw(source, **values):
    return Template("{% load look %}" + source).render(Context({"now": NOW} | values))


def card(**more):
    plain = {
        "url": "/qlue/1", "number": 482917, "photo_url": "/media/a.jpg", "photo_alt": "Lubang", "status": "waiting",
        "due": NOW, "title": "Lubang", "place": "Jl. Cideng Timur", "distance_m": 140, "when": NOW, "holder": "Lurah Gambir",
        "since": NOW, "supports": 1204, "comments": 6, "supported": False,
    }  # fmt: skip
    return SimpleNamespace(**(plain | more))


def test_it_works():
    html = draw("{% status 'waiting' %}")
    assert 'class="badge red"' in html
    assert html.endswith("Menunggu</span>")


def test_every_status_has_a_mark_and_the_marks_differ():
    assert set(MARKS) == set(STATUSES)
    assert len(set(MARKS.values())) == len(MARKS)


def test_an_unknown_status_is_loud():
    with pytest.raises(KeyError):
        draw("{% status 'green' %}")


def test_an_unknown_icon_of_a_category_is_the_other_icon():
    assert draw("{% icon 'unheard-of' %}") == draw("{% icon 'other' %}")


def test_an_icon_is_silent_unless_named():
    assert 'aria-hidden="true"' in draw("{% icon 'bell' %}")
    assert 'aria-label="Pemberitahuan"' in draw("{% icon 'bell' label='Pemberitahuan' %}")


def test_no_deadline_draws_nothing():
    assert draw("{% deadline due now %}", due=None) == ""


def test_a_late_deadline_has_its_triangle():
    late = draw("{% deadline due now %}", due=NOW - timedelta(days=2))
    assert "terlambat 2 hari" in late
    assert ICONS["warning"] in late
    assert ICONS["clock"] in draw("{% deadline due now %}", due=NOW + timedelta(days=2))


def test_moments_carry_their_instant():
    assert draw("{% when now now %}") == '<time datetime="2026-11-23T03:00:00+00:00">hari ini 10.00</time>'
    assert "data-ago" in draw("{% ago now now %}")
    assert draw("{% when none %}{% ago none %}{% span_left none %}", none=None) == ""


def test_span_left_ends_when_the_moment_has_passed():
    assert draw("{% span_left due now %}", due=NOW + timedelta(days=2, hours=4)) == "2 hari 4 jam"
    assert draw("{% span_left due now %}", due=NOW) == ""


def test_filters():
    assert draw("{{ 482917|number }} {{ 1204|thousands }} {{ 1100|metres }}") == "482 917 1.204 1,1 km"
    assert draw("[{{ none|number }}{{ none|metres }}{{ none|day }}]", none=None) == "[]"


def test_a_photo_without_address_is_a_quiet_place():
    assert "<img" not in draw("{% photo '' 'Lubang' %}")
    assert 'loading="lazy"' in draw("{% photo '/a.jpg' 'Lubang' %}")


@pytest.mark.parametrize(
    "source",
    [
        "{% photo evil evil %}",
        "{% photo '/a.jpg' evil evil %}",
        "{% icon evil evil %}",
        "{% icon 'bell' label=evil %}",
    ],
)
def test_strangers_words_stay_words_in_tags(source):
    assert "<script" not in draw(source, evil=EVIL)


@pytest.mark.parametrize("field", ["title", "place", "holder", "photo_alt", "url", "photo_url"])
@pytest.mark.parametrize("part", ["look/_report_card.html", "look/_report_row.html"])
def test_strangers_words_stay_words_in_cards(part, field):
    assert "<script" not in render_to_string(part, {"card": card(**{field: EVIL})})


def test_a_card_tells_status_deadline_what_where_who_in_this_order():
    html = render_to_string("look/_report_card.html", {"card": card(due=NOW + timedelta(days=9999))})
    places = [
        html.index(words)
        for words in ("Menunggu", "sisa", ">Lubang<", "Jl. Cideng Timur", "Dipegang Lurah Gambir")
    ]
    assert places == sorted(places)


def test_supporting_is_a_form_where_it_is_offered():
    assert "<form" not in render_to_string("look/_report_card.html", {"card": card()})
    html = render_to_string(
        "look/_report_card.html", {"card": card(support_url="/qlue/1/dukung", supported=True)}
    )
    assert 'action="/qlue/1/dukung"' in html
    assert 'aria-pressed="true"' in html


def test_the_inbox_puts_the_deadline_first():
    html = render_to_string("look/_report_row.html", {"card": card(), "inbox": True})
    assert html.index('class="due') < html.index("Lubang</a>") < html.index('class="badge')


def test_the_chosen_way_is_marked():
    request = SimpleNamespace(path="/qlue/peta/")
    assert draw("{% here '/qlue/peta/' %}", request=request) == ' aria-current="page"'
    assert draw("{% here '/qlue/$' %}", request=request) == ""


def test_every_icon_named_in_a_template_exists():
    named = {name for path in PACKAGE.rglob("templates/**/*.html") for name in
             re.findall(r"{% icon \"([^\"]+)\"", path.read_text())}  # fmt: skip
    assert named <= set(ICONS)


@pytest.mark.parametrize("page", ["400.html", "403.html", "404.html", "500.html", "403_csrf.html"])
def test_error_pages_stand_without_any_context(page):
    assert "Ke halaman depan" in render_to_string(page)


@pytest.mark.parametrize(
    "path, home", [("/crop/hilang/", "/crop/"), ("/qlue/hilang/", "/qlue/"), ("/hilang/", "/")]
)
def test_an_error_page_leads_back_into_the_app_it_is_in(rf, path, home):
    assert f'class="button button-outline" href="{home}"' in render_to_string(
        "404.html", request=rf.get(path)
    )


def test_no_template_styles_or_scripts_inline():
    for path in PACKAGE.rglob("templates/**/*.html"):
        if path.name == "mail.html":  # no mail program fetches a style sheet
            continue
        assert not re.search(r"\sstyle=|\son\w+=|<style|<script(?![^>]*\bsrc=)", path.read_text()), path


def test_both_dark_themes_are_the_same():
    css = (PACKAGE / "lib/look/static/look/look.css").read_text()
    system = re.search(r':root:not\(\[data-theme="light"\]\) \{(.*?)\}', css, re.DOTALL)[1]
    chosen = re.search(r'\n\[data-theme="dark"\] \{(.*?)\}', css, re.DOTALL)[1]
    assert system.split() == chosen.split()


def test_every_icon_of_the_citys_categories_exists():
    for table in PACKAGE.glob("cities/*/categories.csv"):
        with table.open() as file:
            assert {row["icon"] for row in csv.DictReader(file)} <= set(ICONS), table


def test_the_field_for_photos_speaks_our_language():
    html = draw('{% photo_input "photo" id="foto" many=True %}')
    assert "Pilih foto" in html
    assert ('id="foto"' in html, " multiple" in html, "capture" in html) == (True, True, False)
    assert 'capture="environment"' in draw('{% photo_input "photo" camera=True %}')


def test_no_page_shows_the_browsers_own_button_for_files():
    bare = re.compile(r'<input(?=[^>]*type="file")(?![^>]*class="(?:over|hidden)")[^>]*>')
    assert not [page.name for page in PACKAGE.glob("**/templates/**/*.html") if bare.search(page.read_text())]
