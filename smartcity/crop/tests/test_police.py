"""The police desk."""

import pytest

from smartcity.events.models import Event
from smartcity.reports import actions
from smartcity.reports.models import Report, Screening


@pytest.fixture
def crime(report):
    return report(category="crime", text="Motor dirampas")


@pytest.fixture
def police(opened, police_officer):
    return opened(police_officer)


def test_it_works(police, crime):
    shown = police.get("/crop/polisi/").text
    assert 'data-sounding="1"' in shown
    assert "Motor dirampas" in shown
    assert '<noscript><meta http-equiv="refresh" content="20"></noscript>' in shown
    assert police.post(f"/crop/polisi/{crime.number}/diketahui/").status_code == 303
    shown = police.get("/crop/polisi/?fragment=1").text
    assert "data-sounding" not in shown
    assert "Menunggu keputusan" in shown


def test_nothing_waits(police, report):
    report()
    assert "Tidak ada yang menunggu" in police.get("/crop/polisi/").text


def test_given_to_a_unit(police, crime):
    said = {"verdict": "unit", "unit": "police", "seen": crime.last_event}
    assert police.post(f"/crop/polisi/{crime.number}/", said).status_code == 303
    assert Report.objects.get().status == "in_progress"
    assert police.get(f"/crop/polisi/{crime.number}/").status_code == 404
    assert "Tidak ada yang menunggu" in police.get("/crop/polisi/").text


def test_no_crime(police, crime, city):
    said = {"verdict": "not_crime", "category": "road", "reason": "Hanya lubang"}
    assert police.post(f"/crop/polisi/{crime.number}/", said).status_code == 303
    assert Report.objects.get().holder == city.offices.gambir


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"verdict": "not_crime", "category": "road"}, "Tuliskan alasannya."),
        ({"verdict": "not_crime", "category": "crime", "reason": "Keliru"}, "Pilih"),
        ({"verdict": "not_crime", "reason": "Keliru"}, "Pilih kategori"),
        ({"verdict": "unit", "unit": "gambir"}, "Pilih"),
        ({}, "Pilih salah satu keputusan."),
    ],
)
def test_refused_in_words(police, crime, said, words):
    refused = police.post(f"/crop/polisi/{crime.number}/", said)
    assert refused.status_code == 400
    assert words in refused.text
    assert Screening.objects.get().decided_at is None


def test_somebody_was_faster(police, crime, police_officer):
    first = crime.last_event
    actions.comment(crime, police_officer, text="Kami ke sana")
    actions.see_alarm(crime, police_officer)
    assert police.post(f"/crop/polisi/{crime.number}/diketahui/").status_code == 303
    assert (
        police.post(f"/crop/polisi/{crime.number}/", {"verdict": "unit", "seen": first - 1}).status_code
        == 409
    )


def test_opening_it_is_noted(police, crime, client):
    police.get("/crop/polisi/")
    assert not Event.objects.filter(verb="looked").exists()
    for address in (f"/crop/polisi/{crime.number}/", f"/crop/tugas/{crime.number}/", f"/qlue/laporan/{crime.number}/",
                    f"/api/v1/reports/{crime.number}"):  # fmt: skip
        assert police.get(address).status_code == 200
    assert Event.objects.filter(verb="looked").count() == 1


@pytest.mark.parametrize("who", ["lurah_gambir", "verifier", "administrator", "operator"])
def test_nobody_else(request, opened, crime, who):
    other = opened(request.getfixturevalue(who))
    assert other.get("/crop/polisi/").status_code == 404
    assert other.get(f"/crop/polisi/{crime.number}/").status_code == 404
    assert other.post(f"/crop/polisi/{crime.number}/diketahui/").status_code == 404
    assert "Meja polisi" not in other.get("/crop/").text


def test_the_desk_is_one_query_however_many(police, report, django_assert_max_num_queries):
    police.get("/crop/polisi/")
    for n in range(5):
        report(category="crime", text=f"Kejadian {n}")
    with django_assert_max_num_queries(8):
        police.get("/crop/polisi/")
