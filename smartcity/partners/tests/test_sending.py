"""One report, once, there; and nothing of it that is not everybody's."""

from datetime import timedelta

import pytest

from smartcity.events import parcels
from smartcity.events.chores import TRIES
from smartcity.events.models import Event, Parked
from smartcity.lib.errors import Invalid
from smartcity.lib.http import FetchFailed
from smartcity.lib.processes import identity
from smartcity.partners import actions, sending
from smartcity.partners.actions import Wanted
from smartcity.partners.chores import queue_up
from smartcity.partners.models import Dispatch, PartnerSystem
from smartcity.partners.tests.conftest import KEY, the_dispatch, turns
from smartcity.reports import actions as reports
from smartcity.reports.actions import Correction
from smartcity.reports.models import Category, Channel, Visibility
from smartcity.testing.city import GAMBIR, SENEN

pytestmark = pytest.mark.usefixtures("clock")


def test_it_works(system, report, other, worker, settings):
    settings.BASE_URL = "https://lapor.example.id"
    filed = report(landmark="Depan stasiun")
    worker()
    (form,) = other.posted
    (photo,) = filed.photos.all()
    here = f"https://lapor.example.id/qlue/laporan/{filed.number}/"
    one = the_dispatch()
    assert form == {
        "api_key": KEY, "service_code": "ROAD", "lat": f"{GAMBIR[1]:.6f}", "long": f"{GAMBIR[0]:.6f}",
        "address_string": f"Depan stasiun, {filed.area.full_name}",
        "description": f"Lubang dalam di tengah jalan\n\nNo. {filed.number} {here}",
        "media_url": f"https://lapor.example.id/media/{photo.name}.jpg", "client_id": one.key,
    }  # fmt: skip
    assert (one.state, one.theirs, one.status) == ("sent", "M-1", 200)
    told = Event.objects.get(verb="sent_on")
    assert (told.data["party"], told.data["their"], told.audience) == ("Sigap", "M-1", "public")
    filed.refresh_from_db()
    assert (filed.status, filed.due) == ("waiting", filed.act_by), "nobody has done anything yet"


def test_who_reported_it_is_nowhere_in_what_is_sent(system, report, other, worker, siti):
    siti.email, siti.phone = "siti@warga.example", "+628123456789"
    siti.save()
    filed = report()
    reports.sign(filed, siti, on=True)
    worker()
    said = str(other.posted).casefold()
    for secret in (siti.username, siti.pseudonym, siti.email, "8123456789"):
        assert secret.casefold() not in said


def test_the_key_is_sealed_in_the_database(system):
    assert KEY not in str(list(PartnerSystem.objects.values()))
    assert KEY not in str(list(Event.objects.values()))


def _made_private(filed, siti):
    reports.hide(filed, siti)


def _taken_away(filed, siti):
    reports.withdraw(filed, siti)


def _now_private_kind(filed, siti):
    Category.objects.filter(code="road").update(private=True)


def _now_the_police(filed, siti):
    Category.objects.filter(code="road").update(private=True, responsible="police")


@pytest.mark.parametrize("change", [_made_private, _taken_away, _now_private_kind, _now_the_police])
def test_what_became_private_before_it_went_does_not_go(system, report, other, worker, siti, change):
    filed = report()
    queue_up()
    change(filed, siti)
    sending.go_round()
    assert not other.posted


@pytest.mark.parametrize("what", [{"visibility": Visibility.PRIVATE}, {"category": "crime"}])
def test_what_is_private_and_crimes_are_never_sent(system, administrator, report, other, worker, city, what):
    """Even where somebody has matched the kind past the action that refuses it."""
    police = PartnerSystem.objects.create(name="Polisi", url=system.url, office=city.offices.police)
    crime = Category.objects.get(code="crime")
    for one in (system, police):
        one.services.create(category=crime, code="CRIME")
    report(**what)
    worker()
    assert not other.posted
    assert not Dispatch.objects.exists()


def test_a_private_one_that_is_passed_on_is_not_sent(system, report, other, worker, lurah_senen, city):
    filed = report(at=SENEN, visibility=Visibility.PRIVATE)
    reports.forward(filed, lurah_senen, to=city.offices.gambir, reason="Gambir")
    worker()
    assert not other.posted


def test_no_private_kind_can_be_matched_and_no_police(system, administrator, city):
    with pytest.raises(Invalid):
        actions.match(system, Category.objects.get(code="crime"), "X")
    with pytest.raises(Invalid):
        actions.save_system(Wanted("Polisi", system.url, city.offices.police), administrator)


def test_only_its_office_its_kind_its_area(system, report, other, worker, city):
    system.services.update(area=city.senen)
    report()
    report(category="flood")
    report(at=SENEN)
    worker()
    assert not other.posted


def test_the_narrowest_area_decides(system, report, other, worker, city):
    actions.match(system, Category.objects.get(code="road"), "ROAD-GAMBIR", city.gambir)
    report()
    worker()
    assert other.posted[0]["service_code"] == "ROAD-GAMBIR"


def test_what_is_passed_on_to_the_office_goes_too_once(
    system, report, other, worker, lurah_senen, lurah_gambir, city
):
    filed = report(at=SENEN)
    reports.forward(filed, lurah_senen, to=city.offices.gambir, reason="Milik Gambir")
    worker()
    reports.forward(filed, lurah_gambir, to=city.offices.senen, reason="Milik Senen")
    reports.forward(filed, lurah_senen, to=city.offices.gambir, reason="Bukan, Gambir")
    worker()
    assert len(other.posted) == 1
    assert the_dispatch().poll_at, "it is followed again"


def test_what_was_passed_on_before_it_went_does_not_go(system, report, other, worker, lurah_gambir, city):
    filed = report()
    queue_up()
    reports.forward(filed, lurah_gambir, to=city.offices.senen, reason="Milik Senen")
    worker()
    assert not other.posted
    assert the_dispatch().state == "dropped"


def test_what_is_no_longer_matched_does_not_go(system, report, other, worker):
    report()
    queue_up()
    actions.unmatch(system.services.get())
    worker()
    assert not other.posted


def test_what_is_matched_anew_goes_under_its_new_code(system, report, other, worker):
    report()
    queue_up()
    system.services.update(code="LUBANG")
    worker()
    assert other.posted[0]["service_code"] == "LUBANG"
    assert the_dispatch().code == "LUBANG"


def test_a_pin_put_right_into_the_area_takes_it_there(system, report, other, worker, siti):
    filed = report(at=SENEN)
    reports.correct(filed, siti, Correction(lon=GAMBIR[0], lat=GAMBIR[1]))
    worker()
    assert len(other.posted) == 1


def test_what_was_before_the_match_and_what_was_imported_stays(system, report, other, worker, clock):
    report(channel=Channel.IMPORT)
    system.services.all().delete()
    report()
    clock.shift(timedelta(seconds=1))
    actions.match(system, Category.objects.get(code="road"), "ROAD")
    worker()
    assert not other.posted


@pytest.mark.parametrize(
    "host", ["https://mitra.example/laporan/1", "https://lapor.example.id/qlue/laporan/7/"]
)
def test_two_cities_do_not_pass_one_report_round(system, report, other, worker, settings, host):
    settings.BASE_URL = "https://lapor.example.id"
    report(channel=Channel.OPEN311, text=f"Lubang\n\nNo. 1 {host}")
    worker()
    assert not other.posted


def test_an_inactive_system_is_sent_nothing(system, report, other, worker):
    PartnerSystem.objects.update(active=False)
    report()
    worker()
    assert not other.posted


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ((500, b"<html><body>Internal Server Error</body></html>"), "HTTP 500"),
        ((503, b""), "HTTP 503"),
        ([], "they gave it no number"),
        ({"ok": True}, "they gave it no number"),
        (b"", "HTTP 200, neither JSON nor XML"),
        (b"<html><body><p>Terima kasih</p></body></html>", "HTTP 200, a page for people"),
        (b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x><y>&a;</y></x>', "HTTP 200, neither JSON nor XML"),
        (b"[" * 100_000, "HTTP 200, neither JSON nor XML"),
        ([{"service_request_id": "x" * 5000}], "service_request_id is too long"),
        (302, "HTTP 302"),
        (FetchFailed("tidak selesai dalam 15 detik"), "tidak selesai dalam 15 detik"),
    ],
)
def test_an_odd_answer_is_tried_again_later(system, report, other, worker, answer, says):
    other.answers["POST requests"] = turns(answer, [{"service_request_id": 77}])
    report()
    worker()
    one = the_dispatch()
    assert (one.state, one.tries, one.last_error) == ("waiting", 1, says)
    worker()
    assert len(other.posted) == 1, "not before its time"
    worker(minutes=5)
    one.refresh_from_db()
    assert (one.state, one.theirs) == ("sent", "77")
    assert len({form["client_id"] for form in other.posted}) == 1


def test_a_refusal_in_xml_is_given_up_at_once_with_their_words_and_goes_again_when_asked(
    system, report, other, worker
):
    said = b"<?xml version='1.0'?><errors><error><code>403</code><description>api_key salah</description></error></errors>"
    other.answers["POST requests"] = turns((403, said), [{"service_request_id": "9"}])
    report()
    worker()
    one = the_dispatch()
    assert (one.state, one.last_error) == ("parked", "HTTP 403 api_key salah")
    assert Parked.objects.get().chore == "partners.send", "the doctor and /metrics count it"
    assert actions.redo(system, one.pk) == 1
    worker()
    one.refresh_from_db()
    assert one.state == "sent"
    assert not Parked.objects.exists()


def test_a_key_they_say_again_is_not_repeated(system, report, other, worker):
    said = f'[{{"code": 403, "description": "api_key {KEY} tidak dikenal"}}]'.encode()
    other.answers["POST requests"] = (403, said)
    report()
    worker()
    system.refresh_from_db()
    kept = (the_dispatch().last_error, Parked.objects.get().last_error, system.said)
    assert "api_key *** tidak dikenal" in kept[0]
    assert KEY not in "".join(kept)


def test_the_key_goes_to_no_other_host_unless_typed_again(system, administrator, city, internet):
    def moved(key):
        wanted = Wanted("Sigap", "https://lain.example/v2", city.offices.gambir, key=key)
        return actions.save_system(wanted, administrator, system)

    with pytest.raises(Invalid) as refused:
        moved("")
    assert refused.value.field == "key"
    system.refresh_from_db()
    assert system.host == "mitra.example"
    assert moved("yang-baru").host == "lain.example"


def test_after_eight_tries_it_is_given_up(system, report, other, worker):
    other.answers["POST requests"] = 502
    report()
    for _try in range(TRIES + 2):
        worker(minutes=240)
    assert (the_dispatch().state, len(other.posted)) == ("parked", TRIES)


def test_a_system_that_is_away_is_left_alone_for_a_while(system, report, other, worker):
    other.answers["POST requests"] = FetchFailed("no answer")
    for _n in range(sending.OF_ONE + 2):
        report()
    worker()
    worker()
    assert len(other.posted) == sending.OF_ONE, "what else waits for it waits untried"


def test_killed_between_the_post_and_the_commit_it_is_not_posted_twice(
    system, report, other, worker, monkeypatch
):
    """Nobody there knows our client_id: it is found by the address it ends with."""
    report()
    with monkeypatch.context() as dying:
        dying.setattr(parcels, "identity", lambda: identity().rpartition(":")[0] + ":0")
        dying.setattr(sending, "note", lambda one, arrival: None)
        queue_up()
        sending.go_round()
    assert len(other.posted) == 1
    assert the_dispatch().state == "waiting"
    other.answers["requests"] = [
        {"service_request_id": "other", "description": "Lubang lain"},
        {"service_request_id": "M-1", "description": other.posted[0]["description"]},
    ]
    worker()
    assert (the_dispatch().theirs, len(other.posted)) == ("M-1", 1)


def test_where_they_cannot_be_searched_it_is_posted_again_under_the_same_client_id(
    system, report, other, worker
):
    other.answers["POST requests"] = turns(FetchFailed("lost"), [{"service_request_id": "2"}])
    other.answers["requests"] = 403
    report()
    worker()
    worker(minutes=5)
    assert the_dispatch().theirs == "2"
    assert len({form["client_id"] for form in other.posted}) == 1


def test_while_their_list_does_not_answer_nothing_is_posted_again(system, report, other, worker):
    other.answers["POST requests"] = FetchFailed("lost")
    other.answers["requests"] = FetchFailed("away")
    report()
    worker()
    worker(minutes=5)
    assert len(other.posted) == 1


def test_in_xml(system, report, other, worker):
    PartnerSystem.objects.update(format="xml")
    other.answers["POST requests"] = (
        b"<?xml version='1.0' encoding='utf-8'?><service_requests><request><service_request_id>293944</service_request_id>"
        b"<service_notice/></request></service_requests>"
    )
    report()
    worker()
    assert the_dispatch().theirs == "293944"
