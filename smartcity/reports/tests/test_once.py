"""An act sent again is done once."""

from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection

from smartcity.events.models import Event
from smartcity.lib.errors import Conflict, IllegalMove
from smartcity.reports import actions
from smartcity.reports.actions.once import once
from smartcity.reports.models import Received


def test_it_works(report, lurah_gambir):
    case, id_ = report(), uuid4()
    done = [
        once(id_, lurah_gambir, case, "accept", lambda: actions.accept(case, lurah_gambir))
        for _again in range(2)
    ]
    assert done == [True, False]
    assert Event.objects.filter(verb="accepted").count() == 1


def test_what_was_refused_is_not_noted(report, lurah_gambir):
    case = report()
    actions.accept(case, lurah_gambir)
    with pytest.raises(IllegalMove):
        once(uuid4(), lurah_gambir, case, "accept", lambda: actions.accept(case, lurah_gambir))
    assert not Received.objects.exists()


def test_an_id_stands_for_one_act(report, lurah_gambir):
    case, other, id_ = report(), report(), uuid4()
    once(id_, lurah_gambir, case, "accept", lambda: None)
    with pytest.raises(Conflict):
        once(id_, lurah_gambir, other, "accept", lambda: None)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("in_a_file")
def test_two_at_the_same_time_are_one(report, lurah_gambir):
    case, id_, start, done = report(), uuid4(), Barrier(2), []

    def send():
        start.wait()
        done.append(once(id_, lurah_gambir, case, "accept", lambda: actions.accept(case, lurah_gambir)))
        connection.close()

    both = [Thread(target=send) for _one in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(done) == [False, True]
    assert Event.objects.filter(verb="accepted").count() == 1
