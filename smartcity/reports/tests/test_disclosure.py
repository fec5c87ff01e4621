"""Who reported is hidden until they say otherwise: to that office, in those words, and they see who read them."""

from datetime import timedelta

import pytest

from smartcity.accounts.actions import appoint
from smartcity.accounts.models import Role
from smartcity.accounts.queries import Reach, reach
from smartcity.events.models import Event
from smartcity.lib.errors import IllegalMove, Invalid, NotAllowed, NotFound
from smartcity.lib.time import at, now
from smartcity.reports import actions
from smartcity.reports.actions.disclosure import allowed_to, asked_of, may_ask
from smartcity.reports.models import Disclosure, NameSeen

SECRET = "Siti, 0812 0000 1111"


@pytest.fixture
def asked(report, lurah_gambir):
    filed = report()
    return actions.ask_name(filed, lurah_gambir, reason="Perlu bertemu di lokasi")


@pytest.fixture
def allowed(asked, siti):
    actions.decide(asked, siti, allow=True, told=SECRET)
    return asked.report


def test_it_works(allowed, lurah_gambir, siti):
    assert actions.see_name(allowed, lurah_gambir) == SECRET
    (one,) = asked_of(allowed)
    assert (one.state, one.told, one.reason) == ("allowed", SECRET, "Perlu bertemu di lokasi")
    assert [seen.user for seen in one.seen.all()] == [lurah_gambir]
    actions.see_name(allowed, lurah_gambir)
    assert NameSeen.objects.count() == 2
    assert Event.objects.visible_to(reach(siti)).filter(verb="name_seen").count() == 2


def test_the_public_never_hears_of_it(allowed, lurah_gambir, budi, lurah_senen):
    actions.see_name(allowed, lurah_gambir)
    for theirs in (Reach(), reach(budi), reach(lurah_senen)):
        assert not Event.objects.visible_to(theirs).filter(verb__startswith="name_").exists()


def test_no_event_tells_the_name(allowed, lurah_gambir):
    actions.see_name(allowed, lurah_gambir)
    assert not [e for e in Event.objects.all() if "Siti" in str(e.data) or "0812" in str(e.data)]


@pytest.mark.parametrize(
    "who", ["budi", "lurah_senen", "roads_officer", "police_officer", "verifier", "operator"]
)
def test_who_does_not_hold_it_does_not_ask(report, request, who):
    filed, by = report(), request.getfixturevalue(who)
    assert not may_ask(filed, by)
    with pytest.raises(NotAllowed):
        actions.ask_name(filed, by, reason="Ingin tahu")
    with pytest.raises(NotFound):
        actions.ask_name(
            report(visibility="private", by=request.getfixturevalue("camat_gambir")),
            request.getfixturevalue("budi"),
            reason="x",
        )


@pytest.mark.parametrize(
    "who", ["lurah_senen", "camat_gambir", "roads_officer", "verifier", "operator", "administrator", "budi"]
)
def test_a_yes_to_one_office_is_no_yes_to_another(allowed, request, who):
    by = request.getfixturevalue(who)
    assert allowed_to(allowed, reach(by)) is None
    with pytest.raises(NotAllowed) as caught:
        actions.see_name(allowed, by)
    assert caught.value.code == "not_disclosed"
    assert not NameSeen.objects.exists()


def test_the_next_holder_asks_anew(allowed, lurah_gambir, roads_officer, city):
    actions.forward(allowed, lurah_gambir, to=city.offices.roads, reason="Jalan provinsi")
    for by in (lurah_gambir, roads_officer):
        with pytest.raises(NotAllowed):
            actions.see_name(allowed, by)
    assert may_ask(allowed, roads_officer)


def test_a_colleague_of_that_office_may_read(allowed, budi, city):
    appoint(budi, city.offices.gambir, Role.OFFICER)
    assert actions.see_name(allowed, budi) == SECRET


def test_who_only_watches_that_office_may_not(allowed, budi, city):
    appoint(budi, city.offices.gambir, Role.VERIFIER)
    with pytest.raises(NotAllowed):
        actions.see_name(allowed, budi)


def test_nothing_before_an_answer_or_after_a_no(asked, siti, lurah_gambir):
    with pytest.raises(NotAllowed):
        actions.see_name(asked.report, lurah_gambir)
    actions.decide(asked, siti, allow=False)
    with pytest.raises(NotAllowed):
        actions.see_name(asked.report, lurah_gambir)


def test_silence_is_no_yes(asked, siti, lurah_gambir):
    with at(now() + timedelta(days=7, minutes=1)):
        assert Disclosure.objects.get().stands == "expired"
        with pytest.raises(IllegalMove):
            actions.decide(asked, siti, allow=True, told=SECRET)
        with pytest.raises(NotAllowed):
            actions.see_name(asked.report, lurah_gambir)


def test_a_yes_can_be_taken_back(allowed, siti, lurah_gambir):
    (one,) = asked_of(allowed)
    actions.decide(one, siti, allow=False)
    with pytest.raises(NotAllowed):
        actions.see_name(allowed, lurah_gambir)
    assert Disclosure.objects.get().told == ""
    with pytest.raises(IllegalMove):
        actions.decide(one, siti, allow=True, told=SECRET)


def test_only_the_reporter_answers(asked, budi, lurah_gambir):
    for by in (budi, lurah_gambir):
        with pytest.raises(NotAllowed):
            actions.decide(asked, by, allow=True, told=SECRET)


def test_a_yes_needs_words(asked, siti):
    with pytest.raises(Invalid):
        actions.decide(asked, siti, allow=True, told=" ")


def test_asked_once_in_thirty_days(asked, siti, lurah_gambir):
    report = asked.report
    with pytest.raises(IllegalMove) as caught:
        actions.ask_name(report, lurah_gambir, reason="Lagi")
    assert caught.value.code == "asked_before"
    actions.decide(asked, siti, allow=False)
    with at(now() + timedelta(days=29)), pytest.raises(IllegalMove):
        actions.ask_name(report, lurah_gambir, reason="Lagi")
    with at(now() + timedelta(days=31)):
        actions.ask_name(report, lurah_gambir, reason="Lagi")


def test_a_reason_is_owed(report, lurah_gambir):
    with pytest.raises(Invalid):
        actions.ask_name(report(), lurah_gambir, reason=" ")


def test_nobody_is_asked_for_a_guests_or_a_leavers_name(report, siti, lurah_gambir):
    guest, left, gone = report(by=None), report(), report()
    actions.unsign(left, siti)
    siti.is_active = False
    siti.save()
    for filed in (guest, left, gone):
        filed.refresh_from_db()
        with pytest.raises(NotAllowed) as caught:
            actions.ask_name(filed, lurah_gambir, reason="Perlu")
        assert caught.value.code == "nobody_to_ask"


def test_who_leaves_takes_the_answer_along(allowed, siti, lurah_gambir):
    actions.unsign(allowed, siti)
    one = Disclosure.objects.get()
    assert (one.told, one.state) == ("", "ended")
    with pytest.raises(NotAllowed):
        actions.see_name(allowed, lurah_gambir)


def test_a_closed_report_asks_nothing_and_shows_nothing(allowed, lurah_gambir, city):
    actions.reject(allowed, lurah_gambir, reason="Bukan laporan")
    with pytest.raises(NotAllowed):
        actions.see_name(allowed, lurah_gambir)
    assert not may_ask(allowed, lurah_gambir)


def test_an_official_does_not_ask_for_their_own_name(report, lurah_gambir):
    with pytest.raises(NotAllowed):
        actions.ask_name(report(by=lurah_gambir), lurah_gambir, reason="Siapa saya")
