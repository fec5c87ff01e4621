"""What reaches a device, once."""

from datetime import timedelta

import pytest

from smartcity.accounts.actions import follow
from smartcity.events import parcels
from smartcity.events.models import Event, Parked
from smartcity.lib.http import FetchFailed
from smartcity.lib.processes import identity
from smartcity.lib.time import now
from smartcity.notices import rounds
from smartcity.notices.actions import mark_seen, notify
from smartcity.notices.models import Delivery, Message, Notice, PushSubscription
from smartcity.notices.rounds import go_round
from smartcity.notices.wishes import Wishes, wish
from smartcity.reports import actions
from smartcity.reports.models import Visibility
from smartcity.testing import deeds
from smartcity.testing.city import SENEN

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def accepted(report, lurah_gambir):
    """Siti's report, which the lurah has begun with."""

    def file(**fields):
        filed = report(**fields)
        actions.accept(filed, lurah_gambir)
        return filed

    return file


def test_it_works(accepted, siti, phone, service, post):
    browser = phone(siti)
    filed = accepted()
    post()
    (sent,) = service.got
    assert sent.url == browser.endpoint
    told = browser.opens(sent.body)
    number = f"{filed.number:,}".replace(",", " ")
    assert (told["title"], told["body"]) == (f"Laporan No. {number}", "Lurah Gambir mulai mengerjakan")
    assert told["url"] == f"/qlue/laporan/{filed.number}/"
    assert told["tag"] == sent.headers["topic"]
    assert sent.headers["ttl"] == "86400"
    assert sent.headers["authorization"].startswith("vapid t=")


def test_once(accepted, siti, phone, service, post):
    phone(siti)
    accepted()
    for _round in range(3):
        post()
    assert len(service.got) == 1
    assert Message.objects.get().state == "sent"


def test_every_device_once(accepted, siti, phone, service, post):
    one, two = phone(siti), phone(siti)
    accepted()
    post()
    assert sorted(sent.url for sent in service.got) == sorted([one.endpoint, two.endpoint])


def test_nobody_elses_device(accepted, siti, budi, lurah_senen, phone, service, post):
    phone(budi)
    phone(lurah_senen)
    accepted()
    post()
    assert service.got == []


def test_the_reader_s_language(accepted, siti, phone, service, post):
    siti.language = "en"
    siti.save()
    browser = phone(siti)
    accepted()
    post()
    assert browser.opens(service.got[0].body)["title"].startswith("Report No.")


def test_of_a_private_report_only_that_there_is_news(accepted, siti, phone, service, post):
    browser = phone(siti)
    filed = accepted(visibility="private", text="Tetangga saya memukul anaknya")
    post()
    told = browser.opens(service.got[0].body)
    number = f"{filed.number:,}".replace(",", " ")
    assert (told["title"], told["body"]) == ("Kabar laporan", f"Ada kabar tentang laporan Anda No. {number}")


def test_an_official_is_led_to_the_case(report, lurah_gambir, phone, service, post):
    browser = phone(lurah_gambir)
    filed = report(visibility="private")
    post()
    told = browser.opens(service.got[0].body)
    assert told["url"] == f"/crop/tugas/{filed.number}/"
    assert "Anda" not in told["body"]


def test_who_has_both_apps_hears_of_the_office_by_crop_once(report, lurah_gambir, phone, service, post):
    phone(lurah_gambir)
    crop = phone(lurah_gambir, app="crop")
    filed = report()
    post()
    (sent,) = service.got
    assert crop.opens(sent.body)["url"] == f"/crop/tugas/{filed.number}/"


def test_and_of_their_own_reports_by_qlue_once(report, lurah_senen, lurah_gambir, phone, service, post):
    qlue = phone(lurah_senen)
    phone(lurah_senen, app="crop")
    actions.accept(report(by=lurah_senen), lurah_gambir)
    post()
    assert [sent.url for sent in service.got] == [qlue.endpoint]


@pytest.mark.parametrize("app", ["qlue", "crop"])
def test_who_has_one_app_hears_all_by_it(report, lurah_gambir, lurah_senen, phone, service, post, app):
    phone(lurah_gambir, app=app)
    report()
    actions.accept(report(by=lurah_gambir, at=SENEN), lurah_senen)
    post()
    assert len(service.got) == 1  # in one bundle
    assert Delivery.objects.filter(user=lurah_gambir).count() == 2


def test_several_things_lead_to_the_news_of_the_app_that_is_told(report, lurah_gambir, phone, service, post):
    crop = phone(lurah_gambir, app="crop")
    report()
    report()
    post()
    assert crop.opens(service.got[0].body)["url"] == "/crop/kabar/"


def test_what_was_made_private_since_is_not_sent_to_others(accepted, budi, phone, service, clock):
    phone(budi)
    follow(budi, "area:31.71.01.1001")
    wish(budi, Wishes(quiet_from=11, quiet_to=13))
    filed = accepted()
    for event in Event.objects.all():
        notify(event)
    assert Delivery.objects.count() == 1
    filed.visibility = Visibility.PRIVATE
    filed.save()
    clock.shift(3600)
    go_round()
    assert service.got == []
    assert Message.objects.get().state == "dropped"


@pytest.mark.parametrize("switch", ["push", "own"])
def test_each_switch(accepted, siti, phone, service, post, switch):
    phone(siti)
    wish(siti, Wishes(**{switch: False}))
    accepted()
    post()
    assert service.got == []
    assert Notice.objects.filter(user=siti).count() == 1  # in the app it is told all the same


@pytest.mark.parametrize("switch, heard", [("followed", 0), ("areas", 1), ("own", 1)])
def test_what_is_followed_has_its_own_switch(
    accepted, budi, report, lurah_gambir, phone, service, post, switch, heard
):
    phone(budi)
    filed = report()
    actions.support(filed, budi)
    wish(budi, Wishes(**{switch: False}))
    actions.accept(filed, lurah_gambir)
    post()
    assert len(service.got) == heard


def test_areas_and_comments_have_theirs(report, siti, budi, lurah_gambir, phone, service, post):
    phone(budi)
    phone(siti)
    follow(budi, "area:31.71.01.1001")
    wish(budi, Wishes(areas=False))
    wish(siti, Wishes(comments=False))
    filed = report()
    actions.comment(filed, lurah_gambir, text="Sedang kami lihat")
    post()
    assert service.got == []


def test_an_office_s_news_has_its_own(report, lurah_gambir, phone, service, post):
    phone(lurah_gambir)
    wish(lurah_gambir, Wishes(office=False))
    report()
    post()
    assert service.got == []


def test_what_was_read_in_the_app_is_not_sent(accepted, siti, phone, service, post, clock):
    phone(siti)
    wish(siti, Wishes(digest="daily"))
    accepted()
    post()
    mark_seen(siti)
    clock.shift(86_400)
    go_round()
    assert service.got == []


def test_after_quiet_hours_one_push_sums_up(accepted, siti, phone, service, post, clock):
    browser = phone(siti)
    clock.move_to(now() + timedelta(hours=11))  # eleven at night
    filed = [accepted() for _ in range(3)]
    post()
    assert service.got == []
    clock.shift(7 * 3600)
    go_round()
    (sent,) = service.got
    told = browser.opens(sent.body)
    assert (told["title"], told["url"]) == ("3 kabar tentang 3 laporan", "/qlue/kabar/")
    assert all(f"{one.number:,}".replace(",", " ") in told["body"] for one in filed)


def test_an_answer_breaks_the_digest(accepted, siti, lurah_gambir, phone, service, post):
    browser = phone(siti)
    wish(siti, Wishes(digest="weekly"))
    filed = accepted()
    post()
    assert service.got == []
    deeds.answer(filed, lurah_gambir)
    post()
    (sent,) = service.got
    assert "Benar sudah selesai?" in browser.opens(sent.body)["body"]
    assert sent.headers["urgency"] == "high"


@pytest.fixture
def closing(accepted, siti, budi, lurah_gambir, phone, service, post, clock):
    """Siti's report, which Budi supports, was answered at noon two days ago; both have read that."""
    filed = accepted()
    actions.support(filed, budi)
    deeds.answer(filed, lurah_gambir)
    post()
    for person in (siti, budi):
        mark_seen(person)
    clock.shift(2 * 86_400)
    return filed


def remind(post):
    for found in actions.to_remind(10):
        actions.remind(found)
    post()


def test_that_it_closes_tomorrow_breaks_the_digest_of_its_reporter_alone(
    closing, siti, budi, phone, service, post, clock
):
    browser = phone(siti)
    phone(budi)
    wish(siti, Wishes(digest="weekly"))
    remind(post)
    (sent,) = service.got
    assert sent.url == browser.endpoint
    assert (
        browser.opens(sent.body)["body"] == "Selesai sendiri besok 12.00 bila Anda diam. Benar sudah selesai?"
    )
    assert sent.headers["urgency"] == "high"
    clock.shift(3600)
    remind(post)
    assert len(service.got) == 1


def test_that_it_closes_tomorrow_is_not_sent_once_it_has_closed(closing, siti, phone, service, post, clock):
    phone(siti)
    clock.shift(11 * 3600)  # eleven at night
    remind(post)
    assert service.got == []
    actions.confirm(closing, siti)
    clock.shift(8 * 3600)
    go_round()
    assert service.got == []


@pytest.mark.parametrize("status", [404, 410])
def test_a_revoked_device_goes_at_once_and_the_person_is_told(accepted, siti, phone, service, post, status):
    lost, kept = phone(siti), phone(siti)
    service.answers[lost.endpoint] = status
    accepted()
    post()
    row = PushSubscription.objects.lost().get()
    assert (row.endpoint, row.p256dh, row.auth, row.user, row.label) == (
        None,
        "",
        "",
        siti,
        "Chrome · Android",
    )
    assert PushSubscription.objects.active().get() == kept.row
    accepted()
    post()
    assert [sent.url for sent in service.got].count(lost.endpoint) == 1


def test_a_key_of_the_city_that_was_lost_ends_its_devices(accepted, siti, phone, service, post):
    browser = phone(siti)
    PushSubscription.objects.filter(pk=browser.row.pk).update(server_key="another")
    accepted()
    post()
    assert service.got == []
    assert PushSubscription.objects.lost().count() == 1


def test_too_many_is_heeded_for_the_whole_service(
    accepted, siti, budi, phone, service, post, clock, report, lurah_gambir
):
    phone(siti)
    service.status, service.headers = 429, {"Retry-After": "600"}
    accepted()
    post()
    assert Message.objects.get().due_at >= now() + timedelta(seconds=600)
    phone(budi)
    filed = report()
    actions.support(filed, budi)
    actions.accept(filed, lurah_gambir)
    service.status = 201
    clock.shift(599)
    go_round()
    assert len(service.got) == 1


def test_retry_after_may_be_a_date(accepted, siti, phone, service, post):
    phone(siti)
    service.status, service.headers = 503, {"Retry-After": "Wed, 25 Nov 2026 06:00:00 GMT"}
    accepted()
    post()
    assert Message.objects.get().due_at >= now() + timedelta(hours=1)


def test_a_failed_push_comes_again_later_and_says_the_same(accepted, siti, phone, service, post, clock):
    browser = phone(siti)
    service.status = 503
    accepted()
    post()
    post()
    assert len(service.got) == 1
    service.status = 201
    clock.shift(60)
    post()
    first, second = service.got
    assert browser.opens(first.body) == browser.opens(second.body)
    assert first.headers["topic"] == second.headers["topic"]
    assert PushSubscription.objects.get().failures == 0


def test_after_an_outage_what_came_meanwhile_is_one_push(accepted, siti, phone, service, post, clock):
    phone(siti)
    service.status = 503
    for _ in range(5):
        accepted()
        post()
    service.status = 201
    for _round in range(2):
        clock.shift(60)
        post()
    assert (
        Message.objects.filter(state="sent").count() == 2
    )  # the one that failed, and one for the other four
    assert Delivery.objects.count() == 5


def test_poison_is_parked_after_eight_tries_and_shown_and_stops_nobody(
    accepted, siti, budi, phone, service, post, clock, report, lurah_gambir
):
    bad, good = phone(siti), phone(budi)
    service.answers[bad.endpoint] = 400
    filed = report()
    actions.support(filed, budi)
    actions.accept(filed, lurah_gambir)
    post()
    assert [sent.url for sent in service.got].count(good.endpoint) == 1
    for _try in range(12):
        clock.shift(4 * 3600)
        go_round()
    assert [sent.url for sent in service.got].count(bad.endpoint) == 8
    row = Parked.objects.parked().get()
    assert (row.chore, row.failures) == ("notices.deliver", 8)
    assert "400" in row.last_error


def test_tries_reach_beyond_an_hour(accepted, siti, phone, service, post, clock):
    phone(siti)
    service.status = 503
    accepted()
    post()
    for _minute in range(60):
        clock.shift(60)
        go_round()
    assert Message.objects.get().state == "waiting"
    service.status = 201
    for _minute in range(50):
        clock.shift(60)
        go_round()
    assert Message.objects.get().state == "sent"


def test_taken_out_of_the_parking_it_is_sent(accepted, siti, phone, service, post, clock):
    phone(siti)
    accepted()
    service.status = 400
    post()
    for _try in range(8):
        clock.shift(4 * 3600)
        go_round()
    service.status = 201
    Parked.objects.update(parked_at=None)
    go_round()
    assert Message.objects.get().state == "sent"
    assert not Parked.objects.exists()


@pytest.mark.parametrize("damage", [{"p256dh": "AAAA"}, {"auth": ""}, {"p256dh": "ä"}])
def test_keys_that_break_the_cipher_are_poison_like_any_other(
    accepted, siti, budi, phone, service, post, report, lurah_gambir, damage
):
    PushSubscription.objects.filter(pk=phone(siti).row.pk).update(**damage)
    good = phone(budi)
    filed = report()
    actions.support(filed, budi)
    actions.accept(filed, lurah_gambir)
    post()
    assert [sent.url for sent in service.got] == [good.endpoint]
    assert Message.objects.waiting().get().tries == 1


def test_a_service_that_does_not_answer_is_left_alone_for_a_while(
    accepted, siti, phone, service, post, clock
):
    browser = phone(siti)
    service.answers[browser.endpoint] = FetchFailed("no")
    accepted()
    post()
    other = phone(siti)
    accepted()
    post()
    assert [sent.url for sent in service.got].count(
        other.endpoint
    ) == 1  # asked when nothing was waiting for it
    assert Message.objects.waiting().count() == 1


def test_what_a_dead_worker_held_is_sent_again_and_replaces_itself(
    accepted, siti, phone, service, post, monkeypatch
):
    phone(siti)
    accepted()
    with monkeypatch.context() as dying:
        dying.setattr(
            parcels, "identity", lambda: identity().rpartition(":")[0] + ":0"
        )  # this pid, an earlier life
        dying.setattr(rounds, "note", lambda *outcome: None)  # ends after sending
        post()
    go_round()
    first, second = service.got
    assert first.headers["topic"] == second.headers["topic"]
    assert Message.objects.get().state == "sent"


def test_what_another_machine_holds_is_left_to_it_while_its_lease_runs(
    accepted, siti, phone, service, post, monkeypatch, clock
):
    phone(siti)
    accepted()
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(parcels, "identity", lambda: "elsewhere:1:1")
        elsewhere.setattr(rounds, "note", lambda *outcome: None)
        post()
    clock.shift(119)
    go_round()
    assert len(service.got) == 1
    clock.shift(2)
    go_round()
    assert len(service.got) == 2


def test_what_kills_its_worker_each_time_is_parked_too(
    accepted, siti, phone, service, post, monkeypatch, clock
):
    phone(siti)
    accepted()
    with monkeypatch.context() as dying:
        dying.setattr(rounds, "note", lambda *outcome: None)
        for _life in range(10):
            post()
            clock.shift(4 * 3600)
    assert len(service.got) == 8
    assert Parked.objects.parked().count() == 1


def test_eight_kills_within_seconds_park_nothing(accepted, siti, phone, service, post, monkeypatch, clock):
    phone(siti)
    accepted()
    with monkeypatch.context() as dying:
        dying.setattr(rounds, "note", lambda *outcome: None)
        for _life in range(10):
            post()
            Message.objects.update(lease_until=None)  # as when the holder is seen to be dead
            clock.shift(2)
    assert not Parked.objects.parked().exists()
    assert len(service.got) == 3  # at 0, 2 and 18 s


def test_workers_that_were_killed_do_not_use_up_the_tries(
    accepted, siti, phone, service, post, monkeypatch, clock
):
    phone(siti)
    service.status = 503
    accepted()
    for _life in range(7):
        post()  # fails, and is noted
        with monkeypatch.context() as dying:
            dying.setattr(rounds, "note", lambda *outcome: None)
            clock.shift(4 * 3600)
            rounds.go_round()  # fails, and is not
        clock.shift(121)
    message = Message.objects.get()
    assert (message.state, message.tries) == ("waiting", 7)
