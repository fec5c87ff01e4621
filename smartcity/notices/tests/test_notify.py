"""Who hears of what, once."""

from datetime import timedelta

import pytest

from smartcity.accounts.actions import end_post, follow
from smartcity.events.models import Event
from smartcity.lib.time import at, now
from smartcity.notices import queries
from smartcity.notices.actions import mark_seen, notify
from smartcity.notices.models import Notice
from smartcity.reports import actions


def tell_all():
    for event in Event.objects.order_by("pk"):
        notify(event)


def texts(user):
    tell_all()
    return [told.text for told in queries.of(user)]


def test_it_works(report, lurah_gambir, lurah_senen, camat_gambir):
    report()
    assert texts(lurah_gambir) == ["Laporan baru untuk Lurah Gambir"]
    assert texts(lurah_senen) == texts(camat_gambir) == []


def test_the_author_hears_but_not_of_their_own_doing(report, siti, lurah_gambir):
    filed = report()
    actions.accept(filed, lurah_gambir)
    assert texts(siti) == ["Lurah Gambir mulai mengerjakan"]


def test_supporters_and_followers_hear(report, budi, lurah_gambir, lurah_senen, city):
    filed = report()
    actions.support(filed, budi)
    follow(lurah_senen, f"area:{city.gambir.code}")
    actions.accept(filed, lurah_gambir)
    assert texts(budi) == ["Lurah Gambir mulai mengerjakan"]
    assert texts(lurah_senen)[0] == "Lurah Gambir mulai mengerjakan"


def test_of_a_private_report_only_its_own(report, siti, budi, lurah_gambir):
    filed = report(visibility="private")
    follow(budi, filed.subject)
    actions.accept(filed, lurah_gambir)
    assert texts(budi) == []
    assert texts(siti) == ["Lurah Gambir mulai mengerjakan"]


def test_the_office_it_climbs_to_hears(report, camat_gambir):
    with at(now() - timedelta(days=2)):
        filed = report()
    actions.escalate(filed)
    assert texts(camat_gambir) == ["Terlambat, naik ke Camat Gambir"]


def test_who_held_it_then_hears_however_late_they_are_told(report, lurah_gambir, roads_officer, city):
    filed = report()
    actions.forward(filed, lurah_gambir, to=city.offices.roads, reason="Jalan provinsi")
    assert texts(lurah_gambir) == ["Laporan baru untuk Lurah Gambir"]
    assert texts(roads_officer) == ["Diteruskan Lurah Gambir ke Dinas Bina Marga"]


def test_each_office_hears_of_its_own_step(report, camat_gambir, city):
    with at(now() - timedelta(days=9)):
        filed = report()
    for _step in range(2):
        with at(now() + timedelta(days=2 * _step)):
            actions.escalate(filed)
    assert texts(camat_gambir) == ["Terlambat, naik ke Camat Gambir"]


def test_what_came_from_elsewhere_is_news_when_somebody_acts_here(report, lurah_gambir, roads_officer, city):
    filed = report(by=None, channel="import", photos=[])
    assert texts(lurah_gambir) == []
    actions.forward(filed, lurah_gambir, to=city.offices.roads, reason="Jalan provinsi")
    assert len(texts(roads_officer)) == 1


def test_silence_is_not_called_a_word(report, siti, lurah_gambir):
    with at(now() - timedelta(days=4)):
        filed = report(category="jam")
        actions.accept(filed, lurah_gambir)
        actions.answer(filed, lurah_gambir, reason="Sudah lancar")
    actions.confirm_silence(filed)
    assert texts(siti)[0] == "Selesai, tidak dibantah"


def test_told_twice_is_one_notice(report, lurah_gambir):
    report()
    tell_all()
    tell_all()
    assert Notice.objects.count() == 1


def test_seen(report, lurah_gambir, django_assert_num_queries):
    report()
    tell_all()
    assert queries.unseen_count(lurah_gambir) == 1
    mark_seen(lurah_gambir)
    with django_assert_num_queries(1):
        assert queries.unseen_count(lurah_gambir) == 0


def test_pages_go_on_where_the_last_ended(report, lurah_gambir):
    for _ in range(3):
        report()
    tell_all()
    first = queries.of(lurah_gambir, most=2)
    assert [told.number for told in queries.of(lurah_gambir, before=first[-1].pk)] == [
        Event.objects.first().data["number"]
    ]


@pytest.mark.parametrize("verb", sorted(queries.SENTENCES))
def test_every_verb_has_a_sentence_without_gaps(verb):
    words = {
        "by": "Lurah",
        "party": "PLN",
        "reason": "sebab",
        "to": "B",
        "from": "A",
        "holder_title": "Lurah",
        "closes": "2026-11-25T05:00:00+00:00",
        "what": "place",
        "was": "Gambir",
        "now": "Senen",
        "place": "Senen",
        "added": 1,
        "removed": 0,
    }
    assert "%(" not in queries.SENTENCES[verb](words)


def test_a_reason_that_ends_with_a_full_stop_gets_no_second_one():
    said = queries.SENTENCES["name_asked"]({"by": "Lurah", "reason": "Perlu masuk ke gang."})
    assert said == "Lurah ingin tahu siapa Anda: Perlu masuk ke gang. Anda yang memutuskan."


def test_with_the_seat_the_notices_of_private_reports_go(report, lurah_gambir):
    report(visibility="private")
    report()
    tell_all()
    assert (len(queries.of(lurah_gambir)), queries.unseen_count(lurah_gambir)) == (2, 2)
    end_post(lurah_gambir.posts.get())
    assert (len(queries.of(lurah_gambir)), queries.unseen_count(lurah_gambir)) == (1, 1)
