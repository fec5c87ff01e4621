"""Two workers at the same moment, each by a connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from smartcity.events.models import Event
from smartcity.lib.time import now
from smartcity.partners import polling, sending
from smartcity.partners.chores import queue_up
from smartcity.partners.models import Dispatch

PATIENCE = 30  # seconds, for a machine with more to do
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("in_a_file")]


def at_once(act):
    gate = Barrier(2)

    def run():
        gate.wait(PATIENCE)
        try:
            act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(run) for _worker in range(2)]:
            done.result(PATIENCE)


def test_what_two_send_arrives_once(system, report, other):
    queue_up()
    for _n in range(6):
        report()
    queue_up()
    at_once(sending.go_round)
    assert len(other.posted) == len({form["client_id"] for form in other.posted}) == 6
    assert Event.objects.filter(verb="sent_on").count() == 6
    assert not Dispatch.objects.exclude(state="sent").exists()


def test_what_two_hear_is_told_once(system, report, other):
    queue_up()
    filed = report()
    queue_up()
    sending.go_round()
    other.stands(status="closed", updates=[{"status": "closed", "description": "Beres"}])
    Dispatch.objects.update(poll_at=now())
    at_once(polling.go_round)
    filed.refresh_from_db()
    assert filed.status == "answered"
    assert Event.objects.filter(verb="answered").count() == 1
