"""No citizen's name stands in the log, for it could not be taken back from there."""

from importlib import import_module

import pytest
from django.apps import apps

from smartcity.events.live_log import read
from smartcity.events.models import Event
from smartcity.reports import actions


def by(verb):
    return [event.data["by"] for event in Event.objects.filter(verb=verb).order_by("pk")]


@pytest.fixture
def said(report, siti, budi, lurah_gambir, city):
    """Comments of Siti (by name), Budi and the lurah on Siti's report; a post and an answer."""
    filed = report(signed=True)
    for who in (siti, budi, lurah_gambir):
        actions.comment(filed, who, text=f"Kata {who}")
    actions.answer_talk(actions.talk(city.gambir, budi, text="Kerja bakti?"), siti, text="Ikut")
    return filed


def test_only_an_office_is_named(said):
    assert by("commented") == ["", "", "Lurah Gambir"]
    assert by("talked") + by("talk_answered") == ["", ""]


def test_nor_in_the_live_stream(said):
    told = b"".join(item.frame for item in read(0, None, 100)).decode()
    assert "Lurah Gambir" in told
    assert "Siti" not in told
    assert "Budi" not in told


def test_what_an_older_release_wrote(said):
    names = ["Siti", "Budi", "Lurah Gambir"]
    for event, name in zip(Event.objects.filter(verb="commented").order_by("pk"), names, strict=True):
        Event.objects.filter(pk=event.pk).update(data=event.data | {"by": name})
    first = Event.objects.get(verb="submitted")
    Event.objects.filter(pk=first.pk).update(data=first.data | {"repeat_of": 100123})
    import_module("smartcity.reports.migrations.0011_no_names_in_the_log").forget(apps, None)
    assert by("commented") == ["", "", "Lurah Gambir"]
    assert Event.objects.get(verb="submitted").data == first.data
