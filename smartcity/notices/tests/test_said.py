"""News of what was said: to its writer, and not to those who block them."""

from smartcity.accounts.models import Block
from smartcity.events.models import Event
from smartcity.notices import queries
from smartcity.notices.actions import notify
from smartcity.notices.models import Notice
from smartcity.notices.speakers import speakers
from smartcity.reports import actions
from smartcity.reports.models import Comment


def heard(verb):
    """Who hears of the last such event."""
    Notice.objects.all().delete()
    notify(Event.objects.filter(verb=verb).latest("pk"))
    return {notice.user for notice in Notice.objects.select_related("user")}


def test_the_writer_is_told_why(report, budi, verifier):
    said = actions.comment(report(), budi, text="Kasar")
    actions.hide_comment(said, verifier, reason="Menghina")
    assert heard("comment_hidden") == {budi}
    assert queries.of(budi)[0].text == "Komentar Anda disembunyikan: Menghina"
    actions.release_comment(said, verifier)
    assert heard("comment_released") == {budi}


def test_what_is_held_at_once_is_no_news_to_its_writer(report, budi):
    actions.comment(report(), budi, text="https://a.example")
    assert heard("comment_held") == set()


def test_who_is_objected_to_is_not_told(report, budi, siti):
    actions.flag(actions.comment(report(), budi, text="Kasar"), siti, objection="insult")
    assert heard("comment_flagged") == set()


def test_whom_i_block_does_not_reach_me(report, siti, budi, lurah_gambir):
    filed = report()
    actions.comment(filed, budi, text="Satu")
    assert heard("commented") == {siti, lurah_gambir}
    Block.objects.create(user=siti, blocked=budi)
    actions.comment(filed, budi, text="Dua")
    assert heard("commented") == {lurah_gambir}


def test_a_block_silences_neither_office_nor_hidden_reporter(report, siti, lurah_gambir):
    filed = report()
    Block.objects.create(user=siti, blocked=lurah_gambir)
    Block.objects.create(user=lurah_gambir, blocked=siti)
    actions.comment(filed, lurah_gambir, text="Besok kami datang")
    assert heard("commented") == {siti}
    actions.comment(filed, siti, text="Terima kasih")
    assert heard("commented") == {lurah_gambir}


def test_a_name_is_the_one_that_stands_by_the_words_now(report, siti, budi):
    said = actions.comment(report(), budi, text="Benar")
    assert siti in heard("commented")
    assert queries.of(siti)[0].text == "Budi berkomentar"
    Comment.objects.filter(pk=said.pk).update(user=None)
    assert queries.of(siti)[0].text == "Seseorang berkomentar"


def test_a_reporter_who_took_their_name_away_is_the_reporter(report, siti):
    filed = report(signed=True)
    actions.comment(filed, siti, text="Saya")
    events = Event.objects.filter(verb="commented")
    assert [*speakers(events).values()] == ["Siti"]
    actions.sign(filed, siti, on=False)
    assert [*speakers(events).values()] == ["Pelapor"]
