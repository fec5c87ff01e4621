"""What was taken back is told to nobody: a name, or the number of a report hidden or withdrawn since."""

from io import BytesIO
from uuid import uuid4

import pytest

from smartcity.reports import actions
from smartcity.reports.actions.claiming import claim
from smartcity.reports.claims import claim_of, secret_of
from smartcity.testing import deeds
from smartcity.testing.city import GAMBIR, SENEN, jpeg


def names(program, filed, user=None):
    """Who has commented, by the events this reader is told."""
    events = program(user).get(f"reports/{filed.number}/events").json()["items"]
    return [event["data"]["by"] for event in events if event["verb"] == "commented"]


def test_a_reporter_who_takes_their_name_away(program, report, siti, budi):
    filed = report(signed=True)
    actions.comment(filed, siti, text="Saya")
    actions.comment(filed, budi, text="Benar")
    assert [names(program, filed, who) for who in (None, siti)] == [["Siti", "Budi"]] * 2
    actions.sign(filed, siti, on=False)
    assert [names(program, filed, who) for who in (None, budi, siti)] == [["", "Budi"]] * 3


def test_who_claims_what_they_commented_on(program, siti, budi, city):
    wanted = actions.Submission(client_id=uuid4(), category="road", text="Lubang", lon=GAMBIR[0], lat=GAMBIR[1],
                                photos=[BytesIO(jpeg())], guest=True)  # fmt: skip
    filed = actions.submit(wanted, None).report
    actions.comment(filed, siti, text="Masih ada")
    assert names(program, filed) == ["Siti"]
    claim(claim_of(secret_of(filed)), siti)
    assert [names(program, filed, who) for who in (None, budi)] == [[""]] * 2


def test_a_name_that_was_changed(program, report, budi):
    filed = report()
    actions.comment(filed, budi, text="Benar")
    budi.pseudonym = "Bu Di"
    budi.save()
    assert names(program, filed) == ["Bu Di"]


@pytest.fixture
def copied(report, siti, lurah_senen, lurah_gambir):
    """Siti's report of Senen, and one of Gambir answered with the same picture."""
    other = report(at=SENEN, photos=[BytesIO(jpeg(seed=7))])
    case = report(photos=[BytesIO(jpeg(seed=5))])
    actions.accept(case, lurah_gambir)
    deeds.answer(case, lurah_gambir, seed=7)
    return case, other


def used(program, case, user=None):
    """The number named in the one report, and in the list."""
    one = program(user).get(f"reports/{case.number}").json()
    listed = next(r for r in program(user).get("reports").json()["items"] if r["number"] == case.number)
    return [row["photos"][0]["flags"].get("first_used") for row in (one, listed)]


def test_the_report_a_picture_stood_in_before(program, copied, siti, budi, lurah_senen, lurah_gambir):
    case, other = copied
    assert used(program, case) == [other.number] * 2
    actions.hide(other, siti)
    for who in (None, budi, lurah_gambir):
        assert used(program, case, who) == [None] * 2
    for who in (siti, lurah_senen):
        assert used(program, case, who) == [other.number] * 2
    actions.withdraw(other, siti)
    assert used(program, case, siti) == [None] * 2
    assert program().get(f"reports/{case.number}").json()["photos"][0]["flags"]["reused"]


def test_one_query_more_for_a_page_that_names_any(program, copied, siti, django_assert_num_queries):
    speaks = program(siti)
    with django_assert_num_queries(5):  # token, seats, reports, photos, those named
        speaks.get("reports")


def repeated(program, filed, user=None):
    return program(user).get(f"reports/{filed.number}/events").json()["items"][0]["data"]["repeat_of"]


def test_the_report_another_looks_like(program, report, siti, budi, lurah_gambir):
    first, second = report(), report(by=budi)
    assert second.repeat_of == first
    assert repeated(program, second) == first.number
    actions.hide(first, siti)
    assert [repeated(program, second, who) for who in (None, budi)] == [None, None]
    assert repeated(program, second, lurah_gambir) == first.number
    actions.withdraw(first, siti)
    assert repeated(program, second, lurah_gambir) is None
