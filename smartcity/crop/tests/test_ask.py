"""Asking the reporter: they alone answer, no clock stops, and what nobody answers closes by itself."""

from datetime import timedelta

import pytest
from django.test import Client

from smartcity.crop.tests.conftest import page, text
from smartcity.events.models import Event
from smartcity.lib.errors import IllegalMove, Invalid, NotAllowed, NotFound
from smartcity.lib.time import at, now
from smartcity.notices.actions import notify
from smartcity.notices.models import Notice
from smartcity.reports import actions
from smartcity.reports.chores import close_old_questions
from smartcity.reports.models import Inquiry

ASKED = "Lubangnya di depan rumah nomor berapa?"
TOLD = "Depan nomor 12, tanya Ibu Ratna"


@pytest.fixture
def asked(waiting, lurah_gambir):
    return actions.ask(waiting, lurah_gambir, text=ASKED)


@pytest.fixture
def qlue():
    def sign_in(user):
        client = Client()
        client.force_login(user, backend="smartcity.accounts.backends.CitizenBackend")
        return client

    return sign_in


def answer(client, one, words=TOLD, **more):
    return client.post(f"/qlue/laporan/{one.report.number}/tanya/", {"asked": one.pk, "answer": words} | more)


def test_it_works(lurah, waiting, siti, qlue):
    response = lurah.post(page(waiting, "tanya/"), {"text": ASKED})
    assert (response.status_code, response.url) == (303, page(waiting))
    one = Inquiry.objects.get()
    reporter = qlue(siti)
    assert ASKED in text(reporter.get(f"/qlue/laporan/{waiting.number}/"))
    assert answer(reporter, one).status_code == 303
    assert TOLD in text(lurah.get(page(waiting)))


def test_no_clock_stops(waiting, lurah_gambir):
    clocks = ("due", "act_by", "resolve_by", "office_due", "escalate_at", "status", "last_event")
    before = [getattr(waiting, name) for name in clocks]
    actions.reply(actions.ask(waiting, lurah_gambir, text=ASKED), waiting.author, text=TOLD)
    waiting.refresh_from_db()
    assert [getattr(waiting, name) for name in clocks] == before


def test_each_hears_of_the_others_words(asked, siti, lurah_gambir):
    notify(Event.objects.get(verb="asked"))
    assert [notice.user for notice in Notice.objects.all()] == [siti]
    actions.reply(asked, siti, text=TOLD)
    notify(Event.objects.get(verb="asked_answered"))
    assert Notice.objects.last().user == lurah_gambir


def test_others_learn_neither_question_nor_answer(asked, siti, budi, lurah_senen, qlue, neighbour):
    actions.reply(asked, siti, text=TOLD)
    number = asked.report.number
    for client in (Client(), qlue(budi), neighbour):
        for place in (
            "/qlue/laporan/{0}/",
            "/api/v1/reports/{0}/events",
            "/open311/v2/requests/{0}.json?extensions=true",
        ):
            body = text(client.get(place.format(number)))
            assert "nomor berapa" not in body
            assert "Ratna" not in body
            assert "asked" not in body
    assert "Ratna" not in str(list(Event.objects.values_list("data", flat=True)))


def test_only_the_reporter_answers(asked, budi, lurah_gambir, qlue):
    assert answer(qlue(budi), asked).status_code == 404
    with pytest.raises(NotAllowed):
        actions.reply(asked, budi, text=TOLD)


def test_the_neighbour_does_not_ask(neighbour, waiting, lurah_senen, report):
    assert neighbour.post(page(waiting, "tanya/"), {"text": "x"}).status_code == 404
    with pytest.raises(NotAllowed):
        actions.ask(waiting, lurah_senen, text="x")
    with pytest.raises(NotFound):
        actions.ask(report(category="crime"), lurah_senen, text="x")


def test_one_at_a_time(asked, lurah, lurah_gambir):
    assert lurah.post(page(asked.report, "tanya/"), {"text": "Lagi"}).status_code == 409
    assert "Tanya pelapor" not in text(lurah.get(page(asked.report)))
    actions.reply(asked, asked.report.author, text=TOLD)
    actions.ask(asked.report, lurah_gambir, text="Berapa dalamnya?")


def test_once(asked, siti, qlue):
    answer(qlue(siti), asked)
    again = answer(qlue(siti), asked, "Lain lagi")
    assert again.status_code == 409
    asked.refresh_from_db()
    assert asked.answer == TOLD


def test_what_was_typed_stays(asked, siti, qlue):
    response = answer(qlue(siti), asked, "\u202eterbalik")
    assert response.status_code == 400
    assert "terbalik" in text(response)


def test_nobody_to_ask(report, lurah_gambir, lurah):
    case = report(by=None)
    with pytest.raises(NotAllowed):
        actions.ask(case, lurah_gambir, text=ASKED)
    assert "Tanya pelapor" not in text(lurah.get(page(case)))


def test_not_of_a_closed_one(waiting, lurah_gambir, asked, siti):
    actions.reject(waiting, lurah_gambir, reason="Bukan kerusakan")
    with pytest.raises(IllegalMove):
        actions.reply(asked, siti, text=TOLD)
    with pytest.raises(NotAllowed):
        actions.ask(waiting, lurah_gambir, text=ASKED)


def test_after_a_week_the_question_closes_and_not_the_report(asked, siti, lurah, qlue):
    with at(now() + timedelta(days=6, hours=23)):
        close_old_questions()
        assert Inquiry.objects.get().waits
    with at(now() + timedelta(days=7, minutes=1)):
        close_old_questions()
        close_old_questions()
        assert answer(qlue(siti), asked).status_code == 409
    assert Event.objects.filter(verb="asked_closed").count() == 1
    asked.report.refresh_from_db()
    assert asked.report.status == "waiting"
    assert "Tidak dijawab; ditutup." in text(lurah.get(page(asked.report)))


def test_an_answer_leaves_with_the_name(asked, siti, lurah_gambir):
    actions.reply(asked, siti, text=TOLD)
    actions.accept(asked.report, lurah_gambir)
    actions.unsign(asked.report, siti)
    asked.refresh_from_db()
    assert asked.answer == ""


def test_what_was_asked_about_is_not_taken_away(asked, siti):
    with pytest.raises(IllegalMove):
        actions.withdraw(asked.report, siti)


def test_nothing_is_no_question(waiting, lurah_gambir):
    with pytest.raises(Invalid):
        actions.ask(waiting, lurah_gambir, text="\u200b")
