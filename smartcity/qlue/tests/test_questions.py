"""The questions of a category on the form of a new report and on its page."""

import pytest
from django.conf import settings
from django.utils.text import slugify

from smartcity.offices.models import Office
from smartcity.qlue.tests.test_new import filled
from smartcity.reports.models import Category, Report
from smartcity.reports.questions import read_questions

PACK = read_questions(settings.HERE / "cities" / "jakarta" / "questions.toml")


@pytest.fixture(autouse=True)
def asking(city):
    for code in ("flood", "road", "lamp"):
        Category.objects.filter(code=code).update(questions=PACK[code])


def test_it_works(as_siti, client):
    sent = as_siti.post("/qlue/lapor/", filled(category="flood", **{"attribute[flood_depth]": "50"}))
    assert Report.objects.get().attributes == {"flood_depth": 50}
    assert "50 cm (Lutut)" in client.get(sent.url).text


def test_the_lurah_sees_the_answers_and_the_neighbour_nothing(report, as_lurah_gambir, as_lurah_senen):
    filed = report(category="flood", attributes={"flood_depth": 130})
    assert "130 cm (Dada)" in as_lurah_gambir.get(f"/crop/tugas/{filed.number}/").text
    assert as_lurah_senen.get(f"/crop/tugas/{filed.number}/").status_code == 404


def test_the_body_with_its_marks(client):
    text = client.get("/qlue/lapor/").text
    for words in ("Mata kaki", "180 cm", 'name="attribute[flood_depth]"', 'data-for="flood" hidden disabled'):
        assert words in text, words


def test_only_the_chosen_kinds_questions_are_asked(client):
    text = client.post("/qlue/lapor/", filled(send=None, category="flood")).text
    assert 'data-for="flood">' in text
    assert 'data-for="road" hidden disabled>' in text


def test_a_bad_answer_is_told_and_kept_company(as_siti):
    answer = as_siti.post("/qlue/lapor/", filled(category="flood", **{"attribute[flood_depth]": "9999"}))
    assert answer.status_code == 400
    assert answer.text.count("Isi angka 0 sampai 500") == 2
    assert not Report.objects.exists()


def test_an_answer_is_kept_when_something_else_is_wrong(as_siti):
    text = as_siti.post(
        "/qlue/lapor/", filled(category="flood", text="", **{"attribute[flood_depth]": "50"})
    ).text
    assert 'id="q-flood_depth-50" value="50" checked' in text


def test_answers_to_a_kind_given_up_are_left_behind(as_siti):
    as_siti.post(
        "/qlue/lapor/",
        filled(category="road", **{"attribute[flood_depth]": "50", "attribute[road_width]": "hand"}),
    )
    assert Report.objects.get().attributes == {"road_width": "hand"}


def test_skipped(as_siti):
    as_siti.post("/qlue/lapor/", filled(category="flood", **{"attribute[flood_depth]": ""}))
    assert Report.objects.get().attributes == {}


def test_markup_in_an_answer_is_only_text(as_siti, client):
    sent = as_siti.post("/qlue/lapor/", filled(category="lamp", **{"attribute[lamp_pole]": "<b>12</b>"}))
    assert "&lt;b&gt;12" in client.get(sent.url).text


@pytest.fixture
def hospitals(city):
    Category.objects.filter(code="jam").update(questions=PACK["bed"])
    for name, area in (("RS Contoh Senen", city.senen), ("RS Contoh Gambir", city.gambir), ("RS Kota", None)):
        Office.objects.create(code=slugify(name), kind="hospital", name=name, title=name, area=area, path="/")
    Office.objects.create(
        code="tutup", kind="hospital", name="RS Tutup", title="RS Tutup", path="/", active=False
    )


def test_which_hospital_is_asked_and_the_nearest_offered_first(client, hospitals):
    text = client.post("/qlue/lapor/", filled(send=None, category="jam")).text
    names = [part.split('"')[0] for part in text.split('<option value="RS ')[1:]]
    assert names == ["Contoh Gambir", "Contoh Senen", "Kota"]


@pytest.mark.parametrize("name", ["RS Contoh Senen", "Klinik di ujung gang"])
def test_the_hospital_named_is_told_to_its_office_and_not_the_neighbour(
    report, as_lurah_gambir, as_lurah_senen, hospitals, name
):
    Category.objects.filter(code="road").update(questions=PACK["bed"])
    filed = report(category="road", attributes={"bed_hospital": name})
    assert name in as_lurah_gambir.get(f"/crop/tugas/{filed.number}/").text
    assert as_lurah_senen.get(f"/crop/tugas/{filed.number}/").status_code == 404


def test_without_hospitals_its_name_is_written(client, city):
    Category.objects.filter(code="jam").update(questions=PACK["bed"])
    text = client.get("/qlue/lapor/").text
    assert 'name="attribute[bed_hospital]"' in text
    assert "<datalist" not in text
