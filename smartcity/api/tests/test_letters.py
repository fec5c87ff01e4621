"""Posts to companies, by program."""

import pytest

from smartcity.api.tests.conftest import picture
from smartcity.events.models import Event
from smartcity.notices.actions import notify
from smartcity.reports import actions
from smartcity.reports.models import Comment, Report

WORDS = {"company": "Parkir Aman", "text": "Palang rusak"}


@pytest.fixture
def company(city):
    return actions.register_company("parkir-aman", "PT Parkir Aman")


def test_it_works(program, budi, siti, company):
    sent = program(budi).form(
        "letters", WORDS | {"area": "31.71.01.1001", "place": "Pasar", "photo": picture()}
    )
    assert sent.status_code == 201
    pk = sent.json()["id"]
    assert program(siti).post(f"talk/{pk}/support").status_code == 204
    actions.sit_down(actions.invite(company), siti)
    program(siti).post(f"talk/{pk}/answers", {"text": "Besok diganti"})
    (item,) = program(siti).get("letters").json()["items"]
    assert item["to"] | {"answered_at": None} == {
        "name": "PT Parkir Aman", "code": "parkir-aman", "place": "Pasar", "supports": 1, "supported": True,
        "answered_at": None,
    }  # fmt: skip
    assert item["to"]["answered_at"]
    assert (item["area"]["code"], len(item["photos"]), item["answers"]) == ("31.71.01.1001", 1, 1)
    (said,) = program().get(f"talk/{pk}").json()["said"]
    assert (said["by"], said["company"], said["official"]) == ("PT Parkir Aman", "parkir-aman", False)
    assert not Report.objects.exists()


def test_lists(program, budi, company, siti):
    for name in ("Parkir Aman", "Toko Lain", "Parkir Aman"):
        actions.write_to_company(name, budi, text=f"Kepada {name} {Comment.objects.count()}")
    first = program().get("letters", {"limit": 2}).json()
    assert first["next"] == f"/api/v1/letters?limit=2&before={first['items'][1]['id']}"
    assert len(program().get("letters", {"company": "parkir-aman"}).json()["items"]) == 2
    assert program().get("letters", {"company": "lain"}).status_code == 404
    assert len(program().get("letters", {"unanswered": "true"}).json()["items"]) == 3
    assert program().get("companies").json()["items"] == [{"code": "parkir-aman", "name": "PT Parkir Aman"}]


@pytest.mark.parametrize(
    "bad, code",
    [
        ({"company": "Lurah Gambir"}, "office_name"),
        ({"area": "31.71"}, "bad_area"),
        ({"text": " "}, "text_missing"),
    ],
)
def test_what_is_refused(program, budi, company, bad, code):
    answer = program(budi).post("letters", WORDS | bad)
    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_talk_is_not_supported_and_strangers_support_nothing(program, budi, siti, city):
    post = actions.talk(city.gambir, budi, text="Halo")
    assert program(siti).post(f"talk/{post.pk}/support").status_code == 404
    assert program().post(f"talk/{post.pk}/support").status_code == 401


def test_mending(program, budi, siti, city):
    post = actions.talk(city.gambir, budi, text="Halo")
    assert program(siti).post(f"comments/{post.pk}/edit", {"text": "Hai"}).status_code == 404
    assert program(budi).post(f"comments/{post.pk}/edit", {"text": "Hai"}).status_code == 204
    actions.answer_talk(post, siti, text="Hai juga")
    assert program(budi).post(f"comments/{post.pk}/edit", {"text": "Apa"}).status_code == 409


def test_news_of_talk(program, budi, siti, city):
    post = actions.talk(city.gambir, budi, text="Halo")
    actions.answer_talk(post, siti, text="Halo juga")
    for event in Event.objects.all():
        notify(event)
    (one,) = program(budi).get("notices").json()["items"]
    assert (one["path"], one["number"], one["status"]) == (f"/qlue/obrolan/{post.pk}/", None, "")
