"""What they say of it, as the report's people read it."""

import pytest

from smartcity.events.chores import TRIES
from smartcity.events.models import Event
from smartcity.lib.http import FetchFailed
from smartcity.partners import actions, listening, polling
from smartcity.partners.models import Dispatch, PartnerSystem
from smartcity.partners.tests.conftest import the_dispatch, turns
from smartcity.reports import actions as reports
from smartcity.reports.models import Category, Check, Photo
from smartcity.testing.city import GAMBIR, SENEN, jpeg

pytestmark = pytest.mark.usefixtures("clock")
DAY = 24 * 60


@pytest.fixture
def filed(system, report, other, worker):
    """A report that has arrived there as M-1."""
    one = report()
    worker()
    return one


def log(filed):
    return [
        (e.verb, e.data.get("reason", ""))
        for e in Event.objects.about(filed.subject).filter(audience="public")
    ][2:]


def test_it_works(filed, other, worker, siti):
    other.stands(updates=[{"status": "open", "description": "Regu dijadwalkan besok"}])
    worker(minutes=2)
    filed.refresh_from_db()
    assert filed.status == "in_progress"
    assert log(filed) == [("party_said", "Regu dijadwalkan besok"), ("accepted", "")]
    other.pictures["https://mitra.example/sesudah.jpg"] = jpeg(seed=9)
    other.stands(status="closed", updates=[
        {"status": "open", "description": "Regu dijadwalkan besok"},
        {"status": "closed", "description": "Lubang ditutup", "media_url": "https://mitra.example/sesudah.jpg"},
    ])  # fmt: skip
    worker(minutes=60)
    filed.refresh_from_db()
    told = Event.objects.get(verb="answered")
    photo = Photo.objects.get(part="after")
    assert (filed.status, filed.confirm_by is None) == ("answered", False)
    assert (told.data["reason"], told.data["by"], told.data["through"]) == (
        "Lubang ditutup",
        "Lurah Gambir",
        "Sigap",
    )
    assert (told.data["photos"], told.data["flags"]) == ([photo.name], ["unplaced"])
    assert [what for what, _why in log(filed)].count("party_said") == 1, "nothing is told twice"
    reports.confirm(filed, siti)
    assert filed.status == "done"


def test_closed_is_never_done_by_itself_without_a_photo(filed, other, worker, clock):
    other.stands(status="closed", status_notes="Sudah diperbaiki")
    worker(minutes=2)
    filed.refresh_from_db()
    assert (filed.status, filed.confirm_by) == ("answered", None)
    assert Event.objects.get(verb="answered").data["flags"] == ["no_photo"]
    assert Check.objects.get().why == "flag", "a verifier looks at it"
    clock.shift(10 * DAY * 60)
    reports.confirm_silence(filed)
    filed.refresh_from_db()
    assert filed.status == "answered"


def test_where_no_photo_is_needed_none_is_missed(system, report, other, worker):
    actions.match(system, Category.objects.get(code="jam"), "JAM")
    one = report(category="jam")
    worker()
    other.stands(status="closed")
    worker(minutes=2)
    one.refresh_from_db()
    told = Event.objects.get(verb="answered").data
    assert (one.status, told["flags"], told["reason"]) == ("answered", [], "Sigap menyatakan selesai.")
    assert one.confirm_by


def test_a_photo_that_cannot_be_fetched_or_is_none_is_an_answer_without(filed, other, worker):
    other.pictures["https://mitra.example/x"] = b"<html>"
    other.stands(status="closed", updates=[
        {"status": "closed", "description": "Beres", "media_url": "http://127.0.0.1/x"},
        {"status": "closed", "description": "Beres sudah", "media_url": "https://mitra.example/x"}])  # fmt: skip
    worker(minutes=2)
    assert Event.objects.get(verb="answered").data["flags"] == ["no_photo"]


def test_the_photo_of_before_does_not_pass_unmarked(filed, other, worker):
    other.pictures["https://mitra.example/x"] = jpeg()
    other.stands(status="closed", updates=[
        {"status": "closed", "description": "Beres", "media_url": "https://mitra.example/x"}])  # fmt: skip
    worker(minutes=2)
    assert "reused" in Event.objects.get(verb="answered").data["flags"]


@pytest.mark.parametrize("word", ["not_councils_responsibility", "NO_FURTHER_ACTION", "Duplicate"])
def test_what_they_decline_comes_back_to_its_office(filed, other, worker, lurah_gambir, word):
    other.stands(status="closed", updates=[{"status": word, "description": "Jalan nasional"}])
    worker(minutes=2)
    filed.refresh_from_db()
    assert (filed.status, filed.holder.title) == ("waiting", "Lurah Gambir")
    told = Event.objects.get(verb="party_replied")
    assert (told.data["by"], told.data["settled"], told.data["reason"]) == ("Sigap", False, "Jalan nasional")


def test_where_nobody_sits_it_goes_to_the_office_above(filed, other, worker):
    other.stands(
        status="closed", extended_attributes={"detailed_status": "rejected"}, status_notes="Bukan kami"
    )
    worker(minutes=2)
    filed.refresh_from_db()
    assert (filed.status, filed.holder.title) == ("waiting", "Camat Gambir")
    worker(minutes=120)
    assert the_dispatch().poll_at is None, "nobody asks after what lies elsewhere"


def test_closed_then_open_again_then_closed(filed, other, worker, siti):
    other.stands(status="closed")
    worker(minutes=2)
    other.stands(status="open")
    worker(minutes=60)
    assert log(filed)[-1] == ("party_said", "Sigap membukanya kembali.")
    filed.refresh_from_db()
    assert filed.status == "answered", "what they take back there is for the reporter to refuse here"
    reports.refuse(filed, siti, reason="Masih berlubang")
    other.stands(status="closed", status_notes="Kini sungguh selesai")
    worker(minutes=60)
    filed.refresh_from_db()
    assert (filed.status, log(filed)[-1]) == ("answered", ("answered", "Kini sungguh selesai"))


def test_what_stays_closed_there_does_not_answer_a_refusal(filed, other, worker, siti):
    other.stands(status="closed")
    worker(minutes=2)
    filed.refresh_from_db()
    reports.refuse(filed, siti, reason="Masih berlubang")
    worker(minutes=60)
    worker(minutes=60)
    filed.refresh_from_db()
    assert filed.status == "waiting"
    assert Event.objects.filter(verb="answered").count() == 1


@pytest.fixture
def refused(filed, other, worker, siti):
    """They called it done, and Siti says that it is not."""
    other.stands(status="closed", updates=[{"status": "closed", "description": "Beres"}])
    worker(minutes=2)
    filed.refresh_from_db()
    reports.refuse(filed, siti, reason="Masih berlubang")
    return filed


def rebuttals(other):
    return [form["description"] for form in other.posted if "status" in form]


def test_whoever_answered_is_told_once_that_it_was_refused(refused, other, worker):
    worker()
    (form,) = [form for form in other.posted if "status" in form]
    assert (form["service_request_id"], form["status"]) == ("M-1", "open")
    assert form["description"] == "Warga menyatakan belum selesai: Masih berlubang"
    echo = {"status": "open", "description": form["description"]}
    other.stands(status="closed", updates=[{"status": "closed", "description": "Beres"}, echo])
    for _n in range(3):
        worker(minutes=60)
    assert len(rebuttals(other)) == 1
    refused.refresh_from_db()
    assert (refused.status, log(refused)[-1]) == ("waiting", ("refused", "Masih berlubang")), (
        "an echo is no news"
    )


def test_what_they_could_not_be_told_is_told_later(refused, other, worker):
    other.answers["POST servicerequestupdates"] = turns(503, [{"update_id": "1"}])
    worker()
    assert the_dispatch().rebutted_at is None
    worker(minutes=60)
    worker(minutes=60)
    assert len(rebuttals(other)) == 2


def test_whoever_takes_no_updates_is_told_once_in_vain(refused, other, worker):
    other.answers["POST servicerequestupdates"] = 404
    worker()
    worker(minutes=60)
    assert len(rebuttals(other)) == 1
    assert the_dispatch().deaf == 0


def test_of_a_hidden_one_they_are_told_nothing(refused, other, worker, siti):
    reports.hide(refused, siti)
    worker()
    worker(minutes=60)
    assert not rebuttals(other)


def test_a_word_nobody_knows_is_no_end(filed, other, worker):
    other.stands(status="archived-maybe", updates=[])
    worker(minutes=2)
    filed.refresh_from_db()
    assert (filed.status, the_dispatch().stands) == ("waiting", "open")


def test_whoever_tells_no_updates_says_it_in_the_status_notes(filed, other, worker):
    other.stands(status_notes="Diterima")
    worker(minutes=2)
    other.stands(status_notes="Regu berangkat")
    worker(minutes=60)
    assert log(filed) == [("party_said", "Regu berangkat")]
    assert PartnerSystem.objects.get().updates is False
    asked = other.asked.count("servicerequestupdates")
    worker(minutes=60)
    assert other.asked.count("servicerequestupdates") == asked, "and is not asked for them again"


def test_everybodys_updates_are_sorted_out(filed, other, worker):
    other.stands(updates=[])
    other.answers["servicerequestupdates"] = [
        {"service_request_id": "M-9", "update_id": "1", "status": "closed", "description": "Bukan untuk kita"}
    ]
    worker(minutes=2)
    filed.refresh_from_db()
    assert (filed.status, log(filed)) == ("waiting", [])


def test_what_a_citizen_comments_there_is_not_their_word(filed, other, worker):
    other.stands(updates=[{"status": "open", "description": "Saya juga lewat sini", "official": False}])
    worker(minutes=2)
    filed.refresh_from_db()
    assert (filed.status, log(filed)) == ("waiting", [])


def test_a_token_becomes_a_number(system, report, other, worker):
    other.answers["POST requests"] = [{"token": "t-123"}]
    other.answers["tokens/t-123"] = turns(
        [{"token": "t-123"}], [], [{"service_request_id": 4455, "token": "t-123"}]
    )
    other.stands("4455", status="open")
    report()
    worker()
    assert (the_dispatch().state, the_dispatch().theirs) == ("sent", "")
    for _n in range(3):
        worker(minutes=60)
    assert (the_dispatch().theirs, the_dispatch().stands) == ("4455", "open")


def test_a_token_that_never_becomes_one_is_given_up_and_asked_again(system, report, other, worker):
    other.answers["POST requests"] = [{"token": "t-123"}]
    other.answers["tokens/t-123"] = [{"token": "t-123"}]
    report()
    worker()
    worker(minutes=8 * DAY)
    one = the_dispatch()
    assert (one.state, one.last_error) == ("parked", "their token never became a number")
    other.answers["tokens/t-123"] = [{"service_request_id": "7"}]
    other.stands("7")
    assert actions.redo(system) == 1
    worker(minutes=1)
    assert (the_dispatch().theirs, len(other.posted)) == ("7", 1), (
        "it is there already: nothing is posted again"
    )


def test_a_number_that_leads_elsewhere_is_not_ours(filed, other, worker):
    """Reused, or made up: what happens to that one happens to somebody else's."""
    other.stands(status="closed", lat=SENEN[1], long=SENEN[0])
    for _try in range(TRIES):
        worker(minutes=60)
    filed.refresh_from_db()
    assert filed.status == "waiting"
    assert (the_dispatch().state, the_dispatch().last_error) == (
        "parked",
        "their number leads to another place",
    )


def test_the_same_number_for_two_reports_of_one_place_is_followed_for_both(system, report, other, worker):
    """Whoever joins what is the same gives one number twice."""
    other.answers["POST requests"] = [{"service_request_id": "M-1"}]
    both = report(), report()
    worker()
    other.stands(status="closed", lat=GAMBIR[1], long=f"{GAMBIR[0]}")
    worker(minutes=2)
    for one in both:
        one.refresh_from_db()
        assert one.status == "answered"


@pytest.mark.parametrize(
    "answer",
    [
        [],
        404,
        500,
        302,
        b"<html><body>login</body></html>",
        FetchFailed("slow"),
        [{"service_request_id": "M-2", "status": "closed"}],
        (400, b"<errors><error><code>400</code><description>no</description></error></errors>"),
    ],
)
def test_an_odd_answer_changes_nothing(filed, other, worker, answer):
    other.answers["requests/M-1"] = answer
    worker(minutes=2)
    filed.refresh_from_db()
    one = the_dispatch()
    assert (filed.status, one.state, one.deaf, one.stands) == ("waiting", "sent", 1, "")
    other.stands(status="closed")
    worker(minutes=60)
    filed.refresh_from_db()
    assert (filed.status, the_dispatch().deaf) == ("answered", 0)


def test_what_they_no_longer_know_is_given_up(filed, other, worker):
    other.answers["requests/M-1"] = []
    for _try in range(TRIES):
        worker(minutes=60)
    assert the_dispatch().state == "parked"


def test_whoever_is_silent_is_asked_ever_more_seldom_for_ever(filed, other, worker, clock):
    other.answers["requests/M-1"] = FetchFailed("away")
    for _try in range(TRIES + 4):
        worker(minutes=61)
    one = the_dispatch()
    assert one.state == "sent"
    assert one.poll_at - one.polled_at == polling.SLOWEST
    assert PartnerSystem.objects.get().failing_since


@pytest.mark.parametrize("end", ["hidden", "passed on", "rejected"])
def test_nobody_asks_after_what_is_private_over_or_elsewhere(
    filed, other, worker, siti, lurah_gambir, city, end
):
    other.stands()
    match end:
        case "hidden":
            reports.hide(filed, siti)
        case "passed on":
            reports.forward(filed, lurah_gambir, to=city.offices.senen, reason="Senen")
        case "rejected":
            reports.reject(filed, lurah_gambir, reason="Bukan")
    worker(minutes=2)
    assert "requests/M-1" not in other.asked
    assert the_dispatch().poll_at is None


def test_what_was_hidden_while_they_were_asked_is_told_nothing(filed, other, worker, siti):
    other.stands(status="closed")
    (one,) = Dispatch.objects.select_related("system__office", "report__category", "report__holder")
    reply = listening.listen(polling._question(one))
    reports.hide(filed, siti)
    polling.note(one, reply)
    filed.refresh_from_db()
    assert filed.status == "waiting"


def test_two_that_listened_write_it_down_once(filed, other, worker):
    other.stands(updates=[{"status": "in_progress", "description": "Regu datang"}])
    (one,) = Dispatch.objects.select_related("system__office", "report__category", "report__holder")
    reply = listening.listen(polling._question(one))
    polling.note(one, reply)
    polling.note(one, reply)
    assert [what for what, _why in log(filed)].count("party_said") == 1


def test_a_talkative_one_is_heard_to_a_measure(filed, other, worker):
    other.stands(updates=[{"status": "open", "description": f"Kabar {n}"} for n in range(90)])
    worker(minutes=2)
    assert [what for what, _why in log(filed)].count("party_said") == 40


def test_their_words_are_words(filed, other, worker, client):
    other.stands(
        updates=[{"status": "open", "description": "<script>alert(1)</script>\x00\u202e" + "x" * 5000}]
    )
    worker(minutes=2)
    body = client.get(f"/qlue/laporan/{filed.number}/").content.decode()
    assert "<script>alert" not in body
    assert len(log(filed)[0][1]) == 1000


def test_the_public_reads_where_it_is_and_who_answered(filed, other, worker, client):
    other.stands(status="closed", status_notes="Beres")
    worker(minutes=2)
    body = client.get(f"/qlue/laporan/{filed.number}/").content.decode()
    for said in (
        "Dikirim ke Sigap",
        "Nomor di sana: M-1",
        "Lurah Gambir lewat Sigap",
        "Tanpa foto dari Sigap",
    ):
        assert said in body


def test_its_first_act_is_theirs_not_the_machines(filed, other, worker):
    assert filed.holdings.get().first_action_at is None
    other.stands(extended_attributes={"detailed_status": "in_progress"})
    worker(minutes=30)
    assert filed.holdings.get().first_action_at
