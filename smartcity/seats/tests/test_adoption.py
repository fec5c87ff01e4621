"""Who has the app, by seat and kota."""

from datetime import timedelta

import pytest

from smartcity.accounts.actions import end_post, enrol_device
from smartcity.accounts.queries import reach
from smartcity.lib.time import at, now
from smartcity.seats.adoption import Count, adoption, may_see_adoption


def test_it_works(lurah_gambir, lurah_senen, camat_gambir):
    enrol_device(lurah_gambir, "a", "crop", "standalone")
    city, pusat = adoption()
    assert city.lurah == Count(seats=2, filled=2, installed=1, seen=1)
    assert city.camat == pusat.camat == Count(seats=2, filled=1)
    assert (pusat.code, pusat.name) == ("31.71", "Jakarta Pusat")


def test_a_browser_tab_is_no_installation(lurah_gambir):
    enrol_device(lurah_gambir, "a", "crop", "browser")
    assert adoption()[0].lurah == Count(seats=2, filled=1, installed=0, seen=1)


def test_installed_but_not_seen_for_a_week(lurah_gambir):
    with at(now() - timedelta(days=8)):
        enrol_device(lurah_gambir, "a", "crop", "standalone")
    assert adoption()[0].lurah == Count(seats=2, filled=1, installed=1, seen=0)


def test_the_citizens_app_does_not_count(lurah_gambir):
    enrol_device(lurah_gambir, "a", "qlue", "standalone")
    assert adoption()[0].lurah.installed == 0


def test_who_left_took_the_device_along(lurah_gambir):
    enrol_device(lurah_gambir, "a", "crop", "standalone")
    end_post(lurah_gambir.posts.get())
    assert adoption()[0].lurah == Count(seats=2)


def test_one_query(lurah_gambir, django_assert_num_queries):
    with django_assert_num_queries(1):
        adoption()


@pytest.mark.parametrize("who, may", [
    ("siti", False), ("lurah_gambir", False), ("camat_gambir", False), ("police_officer", False), ("verifier", True), ("administrator", True),
])  # fmt: skip
def test_who_may_see_it(request, who, may):
    assert may_see_adoption(reach(request.getfixturevalue(who))) is may
