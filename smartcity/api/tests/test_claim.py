"""POST reports/{number}/claim."""

from io import BytesIO
from uuid import uuid4

import pytest

from smartcity.reports.actions import Submission, submit
from smartcity.reports.claims import secret_of
from smartcity.testing.city import GAMBIR, jpeg


@pytest.fixture
def guests(city):
    """A private report a guest has sent."""
    wanted = Submission(client_id=uuid4(), category="road", text="Lubang", lon=GAMBIR[0], lat=GAMBIR[1],
                        photos=[BytesIO(jpeg())], visibility="private", guest=True)  # fmt: skip
    return submit(wanted, None).report


def test_it_works(program, siti, guests):
    answer = program(siti).post(f"reports/{guests.number}/claim", {"secret": secret_of(guests)})
    assert answer.status_code == 200
    assert answer.json()["mine"] is True
    events = program(siti).get(f"reports/{guests.number}/events").json()["items"]
    assert [event["verb"] for event in events] == ["submitted", "claimed"]


def test_wrong_used_and_of_another_report_are_one_answer(program, siti, budi, guests, report):
    other, secret = report(), secret_of(guests)
    wrong = [
        program(budi).post(f"reports/{guests.number}/claim", {"secret": "salah"}),
        program(budi).post(f"reports/{other.number}/claim", {"secret": secret}),
        program(budi).post("reports/999999/claim", {"secret": secret}),
    ]
    program(siti).post(f"reports/{guests.number}/claim", {"secret": secret})
    wrong.append(program(budi).post(f"reports/{guests.number}/claim", {"secret": secret}))
    assert {(answer.status_code, answer.text) for answer in wrong} == {(400, wrong[0].text)}
    assert wrong[0].json()["code"] == "bad_claim"


def test_a_stranger_is_asked_who_they_are(program, guests):
    assert program().post(f"reports/{guests.number}/claim", {"secret": secret_of(guests)}).status_code == 401


def test_reports_and_comments_of_a_page_are_limited_here_too(client, siti, report, form):
    """A token has its own limit; the session of a page does not get around that of the page."""
    filed = report()
    client.force_login(siti)
    said = [
        client.post(f"/api/v1/reports/{filed.number}/comment", {"text": f"Kata {n}"}).status_code
        for n in range(31)
    ]
    sent = [client.post("/api/v1/reports", form()).status_code for _n in range(21)]
    assert said[0] == 200
    assert sent[0] == 201
    assert said[-1] == sent[-1] == 429
