"""A flood warning, from a person to other systems."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from defusedxml.ElementTree import fromstring

from smartcity.alerts import actions, cap
from smartcity.alerts.models import Message
from smartcity.alerts.tests.schema import SPACE, faults
from smartcity.events.models import Event
from smartcity.lib.errors import Conflict, IllegalMove, Invalid, NotAllowed
from smartcity.lib.time import now

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def said(city):
    return actions.Warning("31.71.01", "Severe", True, "Banjir 80 cm\nPindah ke tempat tinggi.",
                           "Flood of 80 cm\nMove to higher ground.", now() + timedelta(hours=6))  # fmt: skip


def told(client, message):
    answer = client.get(f"/cap/{message.name}.xml")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/cap+xml; charset=utf-8"
    return fromstring(answer.content)


def infos(root):
    return {info.findtext(f"{SPACE}language"): info for info in root.findall(f"{SPACE}info")}


def test_it_works(client, operator, said):
    message = actions.issue(operator, said)
    root = told(client, message)
    assert faults(root) == []
    assert root.findtext(f"{SPACE}msgType") == "Alert"
    assert root.findtext(f"{SPACE}status") == "Actual"
    both = infos(root)
    assert both["id-ID"].findtext(f"{SPACE}headline") == "Banjir 80 cm"
    assert both["en-US"].findtext(f"{SPACE}headline") == "Flood of 80 cm"
    assert both["en-US"].findtext(f"{SPACE}event") == "Flood"
    assert both["id-ID"].findtext(f"{SPACE}area/{SPACE}geocode/{SPACE}value") == "31.71.01"
    polygon = both["id-ID"].findtext(f"{SPACE}area/{SPACE}polygon").split()
    assert {"-6.18000,106.80000", "-6.16000,106.82000"} <= set(polygon), "latitude first"
    feed = fromstring(client.get("/cap/").content)
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.find(f"{ATOM}link").get("href").endswith(f"/cap/{message.name}.xml")
    assert Event.objects.filter(verb="alert_issued", audience="public").count() == 1


def test_what_changes_is_another_message_that_names_those_before(client, operator, administrator, said):
    first = actions.issue(operator, said)
    second = actions.update(first, administrator, replace(said, severity="Extreme"))
    third = actions.cancel(second, operator)
    for message in (first, second, third):
        assert faults(told(client, message)) == []
    named = told(client, third).findtext(f"{SPACE}references").split()
    assert [name.split(",")[1] for name in named] == [cap.identifier(first), cap.identifier(second)]
    assert told(client, third).findtext(f"{SPACE}msgType") == "Cancel"
    assert not Message.objects.current().exists()
    assert len(fromstring(client.get("/cap/").content).findall(f"{ATOM}entry")) == 3


def test_of_two_who_change_it_at_once_one_is_told(operator, administrator, said):
    first = actions.issue(operator, said)
    actions.update(first, operator, said)
    with pytest.raises(Conflict):
        actions.cancel(first, administrator)
    assert Message.objects.count() == 2


def test_what_is_over_is_not_changed(operator, said):
    with time_machine.travel(now() - timedelta(hours=8), tick=False):
        old = actions.issue(operator, replace(said, expires_at=now() + timedelta(hours=1)))
    assert not Message.objects.current().exists()
    with pytest.raises(IllegalMove):
        actions.update(old, operator, said)


@pytest.mark.parametrize("who", ["siti", "lurah_gambir", "camat_gambir", "verifier", "police_officer"])
def test_nobody_else_warns(request, said, who):
    with pytest.raises(NotAllowed):
        actions.issue(request.getfixturevalue(who), said)
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("field", "bad"),
    [("area", "99"), ("severity", "Terrible"), ("text", " "), ("text_en", ""), ("text", "x" * 1001), ("expires_at", None),
     ("expires_at", datetime(2020, 1, 1, tzinfo=UTC)), ("expires_at", datetime(2100, 1, 1, tzinfo=UTC))],
)  # fmt: skip
def test_what_is_wrong_is_refused(operator, said, field, bad):
    with pytest.raises(Invalid) as wrong:
        actions.issue(operator, replace(said, **{field: bad}))
    assert wrong.value.field == field.removesuffix("_at")
    assert not Message.objects.exists()


def test_a_trial_city_says_that_it_is_an_exercise(client, operator, said, settings):
    settings.DEMO = True
    assert told(client, actions.issue(operator, said)).findtext(f"{SPACE}status") == "Exercise"


def test_who_has_it_already_is_told_only_that(client, operator, said):
    actions.issue(operator, said)
    got = client.get("/cap/")
    assert client.get("/cap/", headers={"If-None-Match": got["ETag"]}).status_code == 304


def test_nothing_by_that_name(client, db):
    assert client.get("/cap/0123456789abcdef.xml").status_code == 404
    assert client.get("/cap/").status_code == 200


def test_the_schema_sees_what_is_wrong(client, operator, said):
    root = told(client, actions.issue(operator, said))
    root.find(f"{SPACE}sent").text = "2026-01-01T00:00:00Z"
    root.remove(root.find(f"{SPACE}scope"))
    assert len(faults(root)) == 2
