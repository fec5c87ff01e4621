"""What the police desk sees, gives to a unit, or says is no crime."""

import pytest

from smartcity.accounts.models import Role
from smartcity.accounts.queries import Reach, reach
from smartcity.events.models import Event
from smartcity.lib.errors import IllegalMove, Invalid, NotAllowed, NotFound
from smartcity.notices.actions import notify
from smartcity.notices.models import Kind, Notice
from smartcity.notices.reasons import urgent
from smartcity.offices.actions import found
from smartcity.reports import actions
from smartcity.reports.models import Category, Report, Screening
from smartcity.testing.city import _official


@pytest.fixture
def crime(report):
    return report(category="crime", text="Motor dirampas")


@pytest.fixture
def polres(city):
    return found("polres", "police", "Polres", area=city.kota, parent=city.offices.police)


@pytest.fixture
def elsewhere(city):
    """Police of another desk."""
    other = found("polres-lain", "police", "Polres Lain", parent=city.offices.police)
    return _official("polisi.lain", other, Role.POLICE)


def verbs(report):
    return [event.verb for event in Event.objects.about(report.subject)]


def kind(code):
    return Category.objects.get(code=code)


def test_it_works(crime, police_officer):
    """It sounds until it is seen, and waits until it is decided."""
    desk = Screening.objects.for_desk(reach(police_officer))
    assert desk.sounding().count() == 1
    actions.see_alarm(crime, police_officer)
    actions.see_alarm(crime, police_officer)
    assert (desk.sounding().count(), desk.undecided().count()) == (0, 1)
    assert verbs(crime) == ["submitted", "alarm_seen"]
    actions.give_to_unit(crime, police_officer, to=crime.holder)
    assert (crime.status, desk.undecided().count(), Screening.objects.get().verdict) == (
        "in_progress",
        0,
        "unit",
    )


def test_only_crimes_sound(report, crime):
    report(visibility="private")
    assert Screening.objects.count() == 1
    assert Event.objects.about(crime.subject).get().data["alarm"] is True
    assert not Event.objects.exclude(subject=crime.subject).filter(data__has_key="alarm").exists()


def test_the_push_waits_for_no_digest(crime):
    event = Event.objects.about(crime.subject).get()
    assert urgent(event, Kind.OFFICE)
    assert not urgent(event, Kind.OWN)


def test_to_another_unit(crime, police_officer, polres):
    actions.give_to_unit(crime, police_officer, to=polres, reason="Wilayah Anda")
    assert (crime.holder, crime.status) == (polres, "waiting")
    assert Event.objects.about(crime.subject).last().data["verdict"] == "unit"
    with pytest.raises(IllegalMove):
        actions.give_to_unit(crime, police_officer, to=polres)


def test_accepting_it_is_deciding(crime, police_officer):
    actions.accept(crime, police_officer)
    assert Screening.objects.get().decided_at


def test_no_crime(crime, police_officer, lurah_gambir, siti, city):
    actions.reclassify(crime, police_officer, category=kind("road"), reason="Hanya lubang jalan")
    moved = Report.objects.get(pk=crime.pk)
    assert (moved.category.code, moved.holder, moved.status) == ("road", city.offices.gambir, "waiting")
    assert moved.visibility == "private"
    assert Report.objects.cases_of(reach(lurah_gambir)).get() == moved
    assert Screening.objects.get().verdict == "not_crime"
    for event in Event.objects.all():
        notify(event)
    told = Notice.objects.filter(event__verb="reclassified").values_list("user__username", flat=True)
    assert set(told) == {"siti", "lurah.gambir"}


@pytest.mark.parametrize("code", ["crime", "terror"])
def test_no_crime_is_another_kind(crime, police_officer, code):
    Category.objects.create(code="terror", name="Terorisme", name_en="Terrorism", group="Kota", icon="police",
                            responsible="police", private=True)  # fmt: skip
    with pytest.raises(Invalid):
        actions.reclassify(crime, police_officer, category=kind(code), reason="Keliru")


def test_no_crime_needs_its_reason(crime, police_officer):
    with pytest.raises(Invalid, match="alasan"):
        actions.reclassify(crime, police_officer, category=kind("road"), reason=" ")


def test_what_is_no_crime_stays_of_its_kind(report, lurah_gambir):
    with pytest.raises(Invalid):
        actions.reclassify(report(), lurah_gambir, category=kind("flood"), reason="Banjir")


def test_it_is_passed_on_within_the_police_only(crime, police_officer, polres, city):
    with pytest.raises(Invalid, match="kepolisian"):
        actions.forward(crime, police_officer, to=city.offices.gambir, reason="Silakan")
    with pytest.raises(Invalid):
        actions.give_to_unit(crime, police_officer, to=city.offices.gambir)
    actions.forward(crime, police_officer, to=polres, reason="Wilayah Anda")


def test_who_looked_is_noted_once(crime, police_officer, siti):
    for person in (police_officer, police_officer, siti):
        actions.look(crime, person)
    looked = Event.objects.about(crime.subject).filter(verb="looked")
    assert [event.actor for event in looked] == [police_officer]
    assert not looked.visible_to(reach(siti)).exists()
    assert not looked.visible_to(Reach()).exists()


@pytest.mark.parametrize("who", ["budi", "lurah_gambir", "verifier", "elsewhere"])
def test_nobody_else(request, crime, who, polres):
    other = request.getfixturevalue(who)
    assert not Screening.objects.for_desk(reach(other)).exists()
    for act in (actions.see_alarm, actions.look):
        if who == "budi" and act is actions.look:
            continue  # a citizen's look is nobody's business
        with pytest.raises(NotFound):
            act(crime, other)
    with pytest.raises(NotFound):
        actions.give_to_unit(crime, other, to=polres)


def test_its_reporter_silences_nothing(crime, siti):
    with pytest.raises(NotAllowed):
        actions.see_alarm(crime, siti)
