"""What is promised for each kind of report: seen first, then in force; an administrator's."""

import pytest

from smartcity.events.models import Event
from smartcity.reports.models import Category, Report

PAGE = "/crop/jenis/road/"


@pytest.fixture
def boss(opened, administrator):
    return opened(administrator)


def typed(**fields):
    return {"first_action_hours": "12", "resolution_hours": "48", "clock": "working", "needs_proof": "on",
            "active": "on", "do": "save", "seen": "1"} | fields  # fmt: skip


def test_it_works(boss, report):
    running = report()
    assert "Jalan rusak" in boss.get("/crop/jenis/").text
    meant = boss.post(PAGE, typed(do="look")).text
    assert "Tenggat yang sudah berjalan tidak bergeser" in meant
    assert "24 → <b>12</b>" in meant
    assert Category.objects.get(code="road").version == 1
    assert boss.post(PAGE, typed()).status_code == 303
    now = Category.objects.get(code="road")
    assert (now.first_action_hours, now.resolution_hours, now.clock, now.version) == (12, 48, "working", 2)
    after = Report.objects.get(pk=running.pk)
    assert (after.due, after.resolve_by) == (running.due, running.resolve_by)
    assert Event.objects.get(verb="category_changed").data["was"]["first_action_hours"] == 24


@pytest.mark.parametrize("where", ["/crop/", "/crop/aturan/", "/crop/aturan/baru/", "/crop/saya/"])
def test_the_way_there_is_where_rules_are(boss, lurah, where):
    assert 'href="/crop/jenis/"' in boss.get(where).text
    assert 'href="/crop/jenis/"' not in lurah.get(where).text


def test_the_same_changes_nothing(boss):
    boss.post(PAGE, typed(first_action_hours="24", resolution_hours="72", clock="all"))
    assert Category.objects.get(code="road").version == 1
    assert not Event.objects.filter(verb="category_changed").exists()


def test_of_two_at_once_the_second_is_told(boss):
    boss.post(PAGE, typed())
    second = boss.post(PAGE, typed(first_action_hours="6"))
    assert second.status_code == 409
    assert "baru saja diubah orang lain" in second.text
    assert Category.objects.get(code="road").first_action_hours == 12


def test_what_the_police_answer_stays_private(boss):
    answer = boss.post("/crop/jenis/crime/", typed())
    assert answer.status_code == 400
    assert "tetap pribadi" in answer.text
    assert Category.objects.get(code="crime").private


@pytest.mark.parametrize("fields", [
    {"first_action_hours": "0"}, {"first_action_hours": "72"}, {"resolution_hours": "99999999"}, {"clock": "moon"},
    {"first_action_hours": "x"},
])  # fmt: skip
def test_bad_hours(boss, fields):
    assert boss.post(PAGE, typed(**fields)).status_code == 400
    assert Category.objects.get(code="road").version == 1


def test_nothing_is_saved_unseen(boss):
    assert boss.post(PAGE, typed(seen="")).status_code == 409


def test_no_other_official(lurah):
    assert lurah.get("/crop/jenis/").status_code == 404
    assert lurah.post(PAGE, typed()).status_code == 404
    assert Category.objects.get(code="road").version == 1


def test_unknown(boss):
    assert boss.get("/crop/jenis/nowhere/").status_code == 404


def test_long_promises_are_said_in_days(boss):
    Category.objects.filter(code="road").update(first_action_hours=24, resolution_hours=336)
    page = boss.get("/crop/jenis/").text
    assert "ditindak 24 jam" in page
    assert "selesai 14 hari" in page
