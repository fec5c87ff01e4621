"""Saying something: what is shown at once, what waits for a moderator, what is refused."""

from datetime import timedelta
from io import BytesIO

import pytest

from smartcity.accounts.models import User
from smartcity.accounts.queries import reach
from smartcity.events.models import Audience, Event
from smartcity.lib.errors import Invalid, NotFound
from smartcity.lib.time import at, now
from smartcity.reports import actions, spam, talk
from smartcity.reports.models import Comment, Photo, Report
from smartcity.testing.city import jpeg

LINK = "Lihat https://murah.example/pompa"


def proven(user, report, lurah, seed=7):
    """`user`, here for a week and with a report that was solved."""
    filed = report(by=user, photo=jpeg(seed=seed))
    Report.objects.filter(pk=filed.pk).update(status="done")
    User.objects.filter(pk=user.pk).update(date_joined=now() - timedelta(days=7))
    user.refresh_from_db()
    return user


def test_it_works(report, budi):
    filed = report()
    said = actions.comment(filed, budi, text="Saya juga lihat")
    assert (said.held, filed.comments, said.speaker) == (False, 1, "Budi")


@pytest.mark.parametrize(
    "text, n",
    [
        ("Lubang di jalan", 0),
        ("Pukul 10.30 di Jl.Cideng no.4, RT.02", 0),
        ("Surat ke siti@contoh.co.id", 0),
        ("Sudah.Kemarin saya lewat", 0),
        ("https://a.example", 1),
        ("HTTP://A.EXAMPLE dan www.b.example", 2),
        ("bit.ly/xyz", 1),
        ("cek judi-slot.com sekarang", 1),
        ("judi-slot (dot) com", 1),
        ("judi-slot。com", 1),
        ("judi\u200b-slot.c\u200bom", 1),
        ("ｈｔｔｐｓ://a.example", 1),
        ("hxxps://a.example", 1),
        ("bit.ly/a bit.ly/b t.me/c", 3),
    ],
)
def test_links_are_counted_however_they_are_dressed(text, n):
    assert spam.links(text) == n


def test_a_link_to_this_city_is_none(settings):
    settings.BASE_URL = "https://lapor.example"
    assert spam.links("https://lapor.example/qlue/laporan/482917/") == 0
    assert spam.links("https://lapor.example.jahat.example/ http://lapor.example@jahat.example/") == 2


def test_a_link_of_a_new_account_is_held(report, budi, siti, verifier):
    filed = report()
    said = actions.comment(filed, budi, text=LINK)
    assert (said.held, said.why, filed.comments) == (True, "new_link", 0)
    assert list(talk.about(filed, reach(budi))) == [said], "its author sees it"
    for other in (siti, verifier, None):
        assert not talk.about(filed, reach(other)), "others do not"
    assert list(talk.waiting(reach(verifier))) == [said]


def test_what_is_held_is_no_public_event(report, budi):
    filed = report()
    actions.comment(filed, budi, text=LINK)
    events = Event.objects.about(filed.subject).exclude(verb="submitted")
    assert [(e.verb, e.audience, e.person) for e in events] == [("comment_held", Audience.OFFICE, budi)]
    assert LINK not in str(events.get().data)


def test_one_link_of_somebody_proven_is_shown(report, budi, lurah_gambir):
    filed = report()
    assert not actions.comment(filed, proven(budi, report, lurah_gambir), text=LINK).held


def test_a_day_old_without_a_solved_report_is_not_proven(report, budi):
    filed = report()
    User.objects.filter(pk=budi.pk).update(date_joined=now() - timedelta(days=2))
    budi.refresh_from_db()
    assert actions.comment(filed, budi, text=LINK).why == "new_link"


def test_two_links_are_held_whoever_sends_them(report, budi, lurah_gambir):
    filed = report()
    said = actions.comment(filed, proven(budi, report, lurah_gambir), text=f"{LINK} www.b.example")
    assert said.why == "links"


def test_an_office_may_link(report, lurah_gambir):
    said = actions.comment(report(), lurah_gambir, text=f"{LINK} www.b.example")
    assert (said.held, said.speaker) == (False, "Lurah Gambir")


def test_under_a_private_report_nothing_waits(report, siti):
    assert not actions.comment(report(visibility="private"), siti, text=LINK).held


def test_the_third_of_the_same_words_waits(report, budi):
    said = [actions.comment(report(photo=jpeg(seed=n)), budi, text=text).held
            for n, text in enumerate(["Pinjaman cepat", "pinjaman  cepat", "PINJAMAN CEPAT"])]  # fmt: skip
    assert said == [False, False, True]


def test_the_same_words_of_many_wait(report, city):
    filed, text = report(), "Dapatkan pinjaman cepat sekarang juga"
    people = [User.objects.create_user(f"u{n}") for n in range(4)]
    assert [actions.comment(filed, person, text=text).held for person in people] == [
        False,
        False,
        False,
        True,
    ]


def test_short_words_are_said_by_many(report, city):
    filed = report()
    people = [User.objects.create_user(f"u{n}") for n in range(5)]
    assert not any(actions.comment(filed, person, text="Setuju").held for person in people)


def test_sent_twice_it_is_said_once(report, budi):
    filed = report()
    first = actions.comment(filed, budi, text="Masih ada")
    assert actions.comment(filed, budi, text="Masih ada") == first
    assert filed.comments == Comment.objects.count() == 1


@pytest.mark.parametrize(
    "text", ["", " \n ", "\u200b\u200d", "a" * 1001, "a" * 10_000, "kiri\u202enanak", "a\x00b"]
)
def test_what_deceives_or_is_too_long_is_refused(report, budi, text):
    filed = report()
    with pytest.raises(Invalid):
        actions.comment(filed, budi, text=text)
    assert not Comment.objects.exists()


@pytest.mark.parametrize("text", ["😡😡", "👍🏽", "🇮🇩", "مرحبا"])
def test_emoji_and_other_scripts_are_words_too(report, budi, text):
    assert actions.comment(report(), budi, text=text).text == text


def test_talk_is_no_report(city, budi, siti):
    post = actions.talk(city.gambir, budi, text="Ada kerja bakti Minggu", photos=[BytesIO(jpeg())])
    assert not Report.objects.exists()
    assert [p.speaker for p in talk.posts(city.gambir, reach(siti))] == ["Budi"]
    assert post.photos.get().report is None
    event = Event.objects.get()
    assert (event.subject, event.verb, event.audience) == (f"talk:{post.pk}", "talked", Audience.PUBLIC)
    assert "kerja bakti" not in str(event.data)


def test_talk_of_another_kelurahan_is_there(city, budi):
    actions.talk(city.senen, budi, text="Pasar")
    assert not talk.posts(city.gambir, reach(None))


def test_talk_belongs_to_a_kelurahan(city, budi):
    with pytest.raises(Invalid):
        actions.talk(city.kec_gambir, budi, text="Halo")


def test_talk_takes_one_photo(city, budi):
    with pytest.raises(Invalid):
        actions.talk(city.gambir, budi, text="Halo", photos=[BytesIO(jpeg(seed=n)) for n in range(2)])
    assert not Photo.objects.exists()


def test_an_answer(city, budi, siti):
    post = actions.talk(city.gambir, budi, text="Halo")
    said = actions.answer_talk(post, siti, text="Halo juga")
    assert list(talk.answers(post, reach(None))) == [said]
    assert talk.posts(city.gambir, reach(None)).get().answered == 1
    assert Event.objects.filter(verb="talk_answered").get().person == budi


def test_what_is_held_is_answered_by_nobody(city, budi, siti):
    post = actions.talk(city.gambir, budi, text=LINK)
    for who in (siti, budi):
        with pytest.raises(NotFound):
            actions.answer_talk(post, who, text="Halo")


def test_an_answer_is_not_answered(city, budi, siti):
    said = actions.answer_talk(actions.talk(city.gambir, budi, text="Halo"), siti, text="Ya")
    with pytest.raises(NotFound):
        actions.answer_talk(said, budi, text="Tidak")


def test_a_photo_of_talk_is_not_swept(city, budi):
    with at(now() - timedelta(days=3)):
        actions.talk(city.gambir, budi, text="Halo", photos=[BytesIO(jpeg())])
    Photo.objects.update(created_at=now() - timedelta(days=3))
    assert actions.stashing.old_stash() == []
