"""The hot reads: one query each, and nothing that is not for the reader."""

from datetime import timedelta

import pytest

from smartcity.accounts.actions import appoint, end_post
from smartcity.accounts.models import Post, User
from smartcity.accounts.queries import reach
from smartcity.lib.time import at, now
from smartcity.reports import actions, queries
from smartcity.reports.cases import open_cases
from smartcity.reports.models import Report
from smartcity.testing.city import GAMBIR, SENEN


def test_the_feed_is_one_query(report, budi, django_assert_num_queries):
    first, second = report(), report(at=SENEN)
    actions.support(second, budi)
    with django_assert_num_queries(1):
        cards = queries.newest(user_id=budi.pk)
    assert [(card.number, card.place, card.supported) for card in cards] == [
        (second.number, "Senen, Jakarta Pusat", True), (first.number, "Gambir, Jakarta Pusat", False)]  # fmt: skip
    assert cards[0].when == second.created_at


def test_private_ones_are_in_no_public_list(report, siti):
    report(visibility="private")
    assert queries.newest() == queries.most_supported() == queries.near(*GAMBIR) == []
    assert len(queries.authored(siti.pk)) == 1


def test_a_page_goes_on_where_the_last_ended(report):
    numbers = [report().number for _ in range(5)][::-1]
    first = queries.newest(most=2)
    second = queries.newest(most=2, before=first[-1].pk)
    assert [card.number for card in first + second] == numbers[:4]


def test_most_supported_pages_by_support(report, siti, budi, lurah_senen):
    filed = [report() for _ in range(3)]
    for user in (budi, lurah_senen):
        actions.support(filed[1], user)
    actions.support(filed[0], budi)
    first = queries.most_supported(most=1)
    rest = queries.most_supported(before=(first[0].supports, first[0].pk))
    assert [card.number for card in first + rest] == [filed[n].number for n in (1, 0, 2)]


def test_near_is_by_distance(report):
    far, close = report(at=(106.818, -6.17)), report(at=(106.811, -6.17))
    cards = queries.near(*GAMBIR)
    assert [card.number for card in cards] == [close.number, far.number]
    assert cards[0].distance_m == pytest.approx(110.6, abs=1)


def test_the_inbox_is_by_deadline(report, lurah_gambir, city, django_assert_num_queries):
    young = report()
    with at(now() - timedelta(days=2)):
        old = report()
    report(at=SENEN)
    with django_assert_num_queries(1):
        cards = open_cases([city.offices.gambir.path])
    assert [card.number for card in cards] == [old.number, young.number]


def test_the_camat_sees_below(report, city):
    report()
    assert len(open_cases([city.offices.camat.path])) == 1
    assert open_cases([city.offices.camat_senen.path]) == open_cases([]) == []


READERS = {
    "siti": {"public", "private"}, "budi": {"public"}, "lurah_gambir": {"public", "private"}, "lurah_senen": {"public"},
    "camat_gambir": {"public", "private"}, "roads_officer": {"public"}, "police_officer": {"public", "crime"},
    "verifier": {"public", "private"}, "operator": {"public", "private"},
}  # fmt: skip


@pytest.mark.parametrize("who", READERS)
def test_visible_to(report, request, who):
    filed = {
        "public": report(),
        "private": report(visibility="private"),
        "crime": report(by=None, category="crime"),
    }
    seen = Report.objects.visible_to(reach(request.getfixturevalue(who)))
    assert {name for name, one in filed.items() if one in seen} == READERS[who]


def test_who_held_it_once_still_sees_it(report, lurah_gambir, lurah_senen, city):
    filed = report(visibility="private")
    actions.forward(filed, lurah_gambir, to=city.offices.roads, reason="Jalan provinsi")
    assert filed in Report.objects.cases_of(reach(lurah_gambir))
    assert filed not in Report.objects.cases_of(reach(lurah_senen))


def test_a_post_that_ended_reaches_nothing(report, lurah_gambir):
    report(visibility="private")
    end_post(Post.objects.get(user=lurah_gambir))
    assert not Report.objects.cases_of(reach(User.objects.get(pk=lurah_gambir.pk))).exists()


def test_two_seats_reach_both(report, lurah_gambir, city):
    appoint(lurah_gambir, city.offices.senen, "lurah")
    assert reach(lurah_gambir).seats == {city.offices.gambir.pk, city.offices.senen.pk}
