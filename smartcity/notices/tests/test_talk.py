"""News of talk and of posts to companies: to its writer, who follows, who supports, who answers; in the app and beyond."""

import pytest
from django.core import mail

from smartcity.accounts.actions import block, follow, follow_person
from smartcity.events.models import Event
from smartcity.lib.time import now
from smartcity.notices import queries
from smartcity.notices.actions import notify
from smartcity.notices.models import Delivery, Notice
from smartcity.notices.tests.test_mail import proven as with_address
from smartcity.notices.wishes import Wishes, wish
from smartcity.reports import actions
from smartcity.reports.models import CompanySeat
from smartcity.reports.tests.test_saying import proven
from smartcity.testing.city import _person

pytestmark = pytest.mark.usefixtures("clock")


def told(verb=None):
    """Whom all that has happened (or the last `verb`) was told to, by name."""
    events = Event.objects.filter(subject__startswith="talk:").order_by("pk")
    if verb:
        Notice.objects.all().delete()
        events = [events.filter(verb=verb).latest("pk")]
    for event in events:
        notify(event)
    return sorted(notice.user.username for notice in Notice.objects.select_related("user"))


@pytest.fixture
def rina(city):
    """Who answers for Parkir Aman."""
    person = _person("rina")
    actions.sit_down(actions.invite(actions.register_company("parkir-aman", "Parkir Aman")), person)
    return person


@pytest.fixture
def letter(rina, budi, city):
    return actions.write_to_company("Parkir Aman", budi, text="Palang rusak", area=city.gambir)


def test_it_works(city, budi, siti):
    post = actions.talk(city.gambir, budi, text="Kerja bakti?")
    actions.answer_talk(post, siti, text="Ikut")
    assert told() == ["budi"]
    (one,) = queries.of(budi)
    assert (one.text, one.title, one.path, one.number, one.status) == (
        "Siti menjawab tulisan Anda", "Obrolan Kel. Gambir", f"/qlue/obrolan/{post.pk}/", None, "")  # fmt: skip
    assert told() == ["budi"], "once"


def test_nobody_is_told_of_their_own(city, budi):
    post = actions.talk(city.gambir, budi, text="Kerja bakti?")
    follow(budi, "area:31.71.01.1001")
    actions.answer_talk(post, budi, text="Jadi ya")
    assert told() == []


def test_who_follows_the_place_or_the_person(city, budi, siti, lurah_gambir, lurah_senen):
    follow(siti, "area:31.71.01.1001")
    follow_person(lurah_gambir, budi)
    follow(lurah_senen, "area:31.71.04.1001")
    post = actions.talk(city.gambir, budi, text="Kerja bakti?")
    assert told() == ["lurah.gambir", "siti"]
    actions.answer_talk(post, _person("tono"), text="Ikut")
    assert told("talk_answered") == ["budi"], "answers are news to its writer alone"


def test_whom_i_block_does_not_reach_me(city, budi, siti):
    follow(siti, "area:31.71.01.1001")
    block(siti, budi)
    post = actions.talk(city.gambir, budi, text="Kerja bakti?")
    block(budi, siti)
    actions.answer_talk(post, _person("tono"), text="Ikut")
    assert told() == ["budi"]


def test_what_is_held_is_told_once_it_is_shown(city, budi, siti, verifier):
    follow(siti, "area:31.71.01.1001")
    post = actions.talk(city.gambir, budi, text="https://a.example")
    assert told() == []
    actions.release_comment(post, verifier)
    assert told() == ["budi", "siti"]
    assert [one.text for one in queries.of(budi)] == ["Tulisan Anda sudah diperiksa dan ditampilkan"]


def test_its_writer_is_told_why_it_is_gone_and_others_of_it_no_more(city, budi, siti, verifier):
    follow(siti, "area:31.71.01.1001")
    post = actions.talk(city.gambir, budi, text="Kasar")
    actions.answer_talk(post, siti, text="Hei")
    assert told() == ["budi", "siti"]
    actions.hide_comment(post, verifier, reason="Menghina")
    assert told() == ["budi"]
    (one,) = queries.of(budi)
    assert (one.text, one.path) == ("Tulisan Anda disembunyikan: Menghina", "/qlue/obrolan/")


def test_a_hidden_answer_is_no_news(city, budi, siti, verifier):
    post = actions.talk(city.gambir, budi, text="Siapa tahu jadwal sampah?")
    answer = actions.answer_talk(post, siti, text="Judi murah")
    assert told("talk_answered") == ["budi"]
    actions.hide_comment(answer, verifier, reason="Iklan")
    assert told("talk_answered") == []


def test_taken_back_it_is_no_news(city, budi, siti):
    follow(siti, "area:31.71.01.1001")
    post = actions.talk(city.gambir, budi, text="Salah kirim")
    assert told() == ["siti"]
    actions.remove_comment(post, budi)
    assert told() == []


def test_three_objections_are_news_to_its_writer(city, budi, report, lurah_gambir):
    post = actions.talk(city.gambir, budi, text="Kasar")
    for n, name in enumerate("abc"):
        actions.flag(post, proven(_person(name), report, lurah_gambir, seed=30 + n), objection="insult")
    assert told("comment_held") == ["budi"]
    assert told("comment_flagged") == []


# --- Companies


def test_the_company_hears_of_what_is_written_to_it(letter, siti):
    assert told() == ["rina"]
    actions.answer_talk(letter, siti, text="Saya juga")
    assert told("talk_answered") == ["budi", "rina"]


def test_its_answer_reaches_writer_and_supporters(letter, rina, siti):
    actions.support_letter(letter, siti)
    actions.answer_talk(letter, rina, text="Besok diperbaiki")
    assert told("talk_answered") == ["budi", "siti"]
    assert [queries.of(who)[0].text for who in (letter.user, siti)] == [
        "Parkir Aman menjawab tulisan Anda",
        "Parkir Aman menjawab",
    ]
    assert queries.of(siti)[0].title == "Kepada Parkir Aman"


def test_who_has_left_the_seat_hears_no_more(rina, budi):
    actions.stand_up(CompanySeat.objects.get(user=rina))
    actions.write_to_company("Parkir Aman", budi, text="Palang rusak")
    assert told() == []


def test_a_company_cannot_be_silenced_by_a_block(letter, rina, budi):
    block(budi, rina)
    actions.answer_talk(letter, rina, text="Besok diperbaiki")
    assert told("talk_answered") == ["budi"]


# --- Beyond the app


def kinds():
    return {(row.user.username, row.kind) for row in Delivery.objects.select_related("user")}


def test_each_by_its_switch(letter, rina, budi, siti, lurah_gambir, lurah_senen, city, phone, post):
    for who in (rina, budi, siti, lurah_gambir, lurah_senen):
        phone(who)
    follow(lurah_gambir, "area:31.71.01.1001")
    follow_person(lurah_senen, budi)
    actions.support_letter(letter, siti)
    actions.answer_talk(letter, rina, text="Besok")
    for event in Event.objects.all():
        notify(event)
    assert kinds() == {("rina", "office"), ("budi", "comments"), ("siti", "followed"), ("lurah.gambir", "areas"),
                       ("lurah.senen", "followed")}  # fmt: skip


def test_a_switch_that_is_off(city, budi, siti, phone, service, post):
    phone(budi)
    wish(budi, Wishes(comments=False))
    actions.answer_talk(actions.talk(city.gambir, budi, text="Halo"), siti, text="Halo juga")
    post()
    assert service.got == []
    assert queries.unseen_count(budi) == 1, "in the app everything is told"


def test_a_push(city, budi, siti, phone, service, post):
    browser, said = phone(budi), actions.talk(city.gambir, budi, text="Halo")
    actions.answer_talk(said, siti, text="Halo juga")
    post()
    told = browser.opens(service.got[0].body)
    assert (told["title"], told["body"]) == ("Obrolan Kel. Gambir", "Siti menjawab tulisan Anda")
    assert told["url"] == f"/qlue/obrolan/{said.pk}/"


def test_quiet_hours_and_digests_hold_it(city, budi, siti, phone, service, post, clock):
    phone(budi)
    wish(budi, Wishes(digest="daily"))
    actions.answer_talk(actions.talk(city.gambir, budi, text="Halo"), siti, text="Halo juga")
    post()
    assert service.got == []
    assert Delivery.objects.get().due_at > now()


def test_gone_before_it_is_sent_nothing_is_sent(city, budi, siti, phone, service, post):
    phone(budi)
    said = actions.talk(city.gambir, budi, text="Halo")
    given = actions.answer_talk(said, siti, text="Kasar")
    actions.remove_comment(given, siti)
    post()
    assert service.got == []


def test_one_letter_of_reports_and_talk(city, budi, siti, report, lurah_gambir, post):
    with_address(siti)
    wish(siti, Wishes(email=True))
    actions.accept(report(), lurah_gambir)
    for text in ("Satu", "Dua"):
        actions.answer_talk(actions.talk(city.gambir, siti, text=text), budi, text=f"{text} juga")
    post()
    (sent,) = mail.outbox
    assert sent.subject == "3 kabar tentang 3 laporan dan obrolan"
    assert sent.body.count("/qlue/obrolan/") == 2
    assert "/qlue/laporan/" in sent.body


def test_several_of_one_talk(city, budi, siti, lurah_gambir, phone, service, post):
    browser, said = phone(budi), actions.talk(city.gambir, budi, text="Halo")
    for who in (siti, lurah_gambir):
        actions.answer_talk(said, who, text=f"Dari {who}")
    post()
    assert browser.opens(service.got[0].body)["title"] == "2 kabar: Obrolan Kel. Gambir"
