"""The page of the flood night: light, one tap, no photo where the night is on; elsewhere nothing is waived."""

from uuid import uuid4

import pytest

from smartcity.floods import actions
from smartcity.floods.tests.conftest import DEPTH, deep  # noqa: F401  the small city with water in its streets
from smartcity.gauges.actions import tell
from smartcity.gauges.levels import Told
from smartcity.reports.models import Category, Report
from smartcity.testing.city import GAMBIR, SENEN

pytestmark = pytest.mark.django_db
PAGE = "/qlue/banjir/"


@pytest.fixture
def night(city, operator):
    Category.objects.filter(code="flood").update(questions=DEPTH)
    return actions.turn_on(operator, "31.71.01", "Ciliwung naik", "The Ciliwung rises", 6)


def tap(client, where=GAMBIR, **more):
    form = {"preset": "flood", "client_id": uuid4(), "category": "flood", "attribute[flood_depth]": "50",
            "lon": where[0], "lat": where[1], "visibility": "public", "account": "guest", "send": "1"}  # fmt: skip
    return client.post("/qlue/lapor/", form | more)


def html(client, **ask):
    return client.get(PAGE, ask).content.decode()


def test_it_works(client, night):
    said = html(client)
    assert "Ciliwung naik" in said
    assert 'name="attribute[flood_depth]"' in said
    assert "Gambir, " in said
    assert "Senen, " not in said


def test_one_tap_is_a_report(client, night):
    answer = tap(client)
    assert answer.status_code == 303
    [report] = Report.objects.all()
    assert (report.text, report.attributes, report.photos.count()) == (
        "Air 50 cm (Lutut)",
        {"flood_depth": 50},
        0,
    )


def test_so_it_is_for_whoever_signed_in(client, night, siti):
    client.force_login(siti, backend="smartcity.accounts.backends.PasswordBackend")
    assert tap(client).status_code == 303
    assert Report.objects.get().author == siti


def test_twice_is_once(client, night, siti):
    client.force_login(siti, backend="smartcity.accounts.backends.PasswordBackend")
    same = {"client_id": uuid4()}
    assert {tap(client, **same).status_code, tap(client, **same).status_code} == {303}
    assert Report.objects.count() == 1


def test_by_kelurahan_without_script(client, night):
    assert tap(client, lon="", lat="", kelurahan="31.71.01.1001").status_code == 303


@pytest.mark.parametrize("wrong", [
    {"where": SENEN}, {"category": "road"}, {"attribute[flood_depth]": ""}, {"attribute[flood_depth]": "9999"},
    {"attribute[flood_depth]": "-1"}, {"lon": "x"}, {"lon": "", "lat": ""},
])  # fmt: skip
def test_elsewhere_and_for_anything_else_all_is_asked_as_ever(client, night, wrong):
    where = wrong.pop("where", GAMBIR) if "where" in wrong else GAMBIR
    answer = tap(client, where, **wrong)
    assert answer.status_code == 400
    assert Report.objects.count() == 0


def test_what_was_chosen_is_not_lost_in_a_refusal(client, night):
    said = tap(client, SENEN).content.decode()
    assert "Air 50 cm (Lutut)" in said
    assert 'value="50" checked' in said


def test_one_s_own_words_stay(client, night):
    tap(client, text="Air masuk musala")
    assert Report.objects.get().text == "Air masuk musala"


def test_once_the_night_is_over_a_photo_is_asked(client, night, operator):
    actions.turn_off(night, operator)
    assert tap(client).status_code == 400


def test_what_others_say_nearest_first(client, night, deep):  # noqa: F811
    deep(50, landmark="Jl. Kesehatan")
    deep(100, landmark="Pasar Senen", lon=SENEN[0], lat=SENEN[1])
    said = html(client, lon=GAMBIR[0], lat=GAMBIR[1])
    assert "Jl. Kesehatan" in said
    assert said.index("Jl. Kesehatan") < said.index("Pasar Senen") if "Pasar Senen" in said else True


def test_a_private_word_is_not_shown(client, night, deep):  # noqa: F811
    deep(50, landmark="Rumah saya", visibility="private")
    assert "Rumah saya" not in html(client)


@pytest.mark.parametrize("path", ["/", "/qlue/", "/qlue/terbaru/", "/statistik/"])
def test_the_first_pages_lead_there(client, night, path):
    assert 'href="/qlue/banjir/"' in client.get(path).content.decode()


def test_the_gravest_gauges(client, night, sluice, water_officer):
    tell(sluice, Told(860), water_officer, "page")
    said = html(client)
    assert sluice.name in said
    assert "Siaga 2" in said


def test_without_a_night_it_says_so(client, city):
    assert "Tidak ada malam banjir" in html(client)


def test_it_is_light(client, night):
    assert len(client.get(PAGE, headers={"Accept-Encoding": "gzip"}).content) < 14_000


def test_few_queries(client, night, deep, django_assert_max_num_queries):  # noqa: F811
    for _ in range(3):
        deep(50)
    client.get(PAGE)
    with django_assert_max_num_queries(6):
        client.get(PAGE)
