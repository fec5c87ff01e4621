"""Every move, by whom it may be made, and what it leaves behind."""

from datetime import timedelta
from io import BytesIO

import pytest

from smartcity.accounts.actions import appoint
from smartcity.accounts.models import Role, User
from smartcity.events.models import Event
from smartcity.lib.errors import Conflict, IllegalMove, Invalid, NotAllowed
from smartcity.lib.time import at, now
from smartcity.offices.models import Office
from smartcity.reports import actions
from smartcity.reports.models import Holding, Photo, Report, Support
from smartcity.testing.city import GAMBIR, SENEN, jpeg


def answer(report, by, **more):
    actions.answer(report, by, **({"reason": "Sudah ditambal", "photos": [BytesIO(jpeg(seed=9))]} | more))


@pytest.fixture
def accepted(report, lurah_gambir):
    filed = report()
    actions.accept(filed, lurah_gambir)
    return filed


@pytest.fixture
def answered(accepted, lurah_gambir):
    answer(accepted, lurah_gambir, lon=GAMBIR[0], lat=GAMBIR[1])
    return accepted


def verbs(report):
    return [event.verb for event in Event.objects.about(report.subject)]


def test_from_red_to_green(answered, siti):
    actions.confirm(answered, siti, rating=5)
    answered.refresh_from_db()
    assert verbs(answered) == ["submitted", "accepted", "answered", "confirmed"]
    assert (answered.status, answered.rating, answered.due) == ("done", 5, None)


def test_who_acts_for_an_office_below_is_recorded_so(report, camat_gambir, lurah_gambir, city):
    filed, said = report(), lambda: Event.objects.about(filed.subject).last().data
    actions.accept(filed, camat_gambir)
    assert (said()["by"], said()["stead"]) == ("Camat Gambir", "Lurah Gambir")
    actions.assign(filed, camat_gambir, to=lurah_gambir)
    assert said()["stead"] == "Lurah Gambir"
    actions.forward(filed, camat_gambir, to=city.offices.camat, reason="Kami bantu")
    assert said()["stead"] == "Lurah Gambir"
    actions.accept(filed, camat_gambir)
    assert "stead" not in said()


def test_who_acts_for_themselves_stands_for_nobody(accepted):
    assert "stead" not in Event.objects.about(accepted.subject).last().data


def test_accept_moves_the_deadline_to_the_resolution(accepted):
    assert accepted.due == accepted.created_at + timedelta(hours=accepted.category.resolution_hours)


@pytest.mark.parametrize(
    "who",
    [
        "siti",
        "budi",
        "lurah_senen",
        "roads_officer",
        "police_officer",
        "verifier",
        "operator",
        "administrator",
    ],
)
def test_who_may_not_accept(report, request, who):
    filed = report()
    with pytest.raises(NotAllowed):
        actions.accept(filed, request.getfixturevalue(who))
    assert Report.objects.get().status == "waiting"


def test_the_camat_above_may(report, camat_gambir):
    filed = report()
    actions.accept(filed, camat_gambir)
    assert Event.objects.about(filed.subject).last().data["by"] == "Camat Gambir"


def test_two_at_once_one_is_told(accepted, camat_gambir):
    with pytest.raises(IllegalMove, match="Diproses, diubah Lurah Gambir"):
        actions.accept(accepted, camat_gambir)


def test_who_comments_has_not_changed_the_status(accepted, budi, camat_gambir):
    actions.comment(accepted, budi, text="Terima kasih")
    with pytest.raises(IllegalMove, match="Diproses, diubah Lurah Gambir hari ini"):
        actions.accept(accepted, camat_gambir)


def test_what_a_citizen_changed_no_office_did(answered, siti, lurah_gambir):
    actions.confirm(answered, siti)
    with pytest.raises(IllegalMove, match="^Status sekarang Selesai, sejak hari ini"):
        answer(answered, lurah_gambir)


def test_it_changed_since_it_was_opened(report, lurah_gambir, camat_gambir, city):
    filed = report()
    opened = filed.last_event
    actions.accept(filed, lurah_gambir, seen=opened)
    with pytest.raises(Conflict, match="berubah"):
        actions.forward(filed, camat_gambir, to=city.offices.roads, reason="Jalan provinsi", seen=opened)


def test_coordinate_names_the_party(accepted, lurah_gambir):
    actions.coordinate(accepted, lurah_gambir, party="PLN", reason="Kabel melintang")
    assert (accepted.status, accepted.waiting_for) == ("coordinating", "PLN")
    actions.resume(accepted, lurah_gambir)
    assert (accepted.status, accepted.waiting_for) == ("in_progress", "")


def test_forward_gives_the_new_holder_its_own_clock(report, lurah_gambir, city):
    with at(now() - timedelta(hours=20)):
        filed = report()
    promised = filed.due
    actions.forward(filed, lurah_gambir, to=city.offices.roads, reason="Jalan provinsi")
    assert (filed.holder, filed.status, filed.due) == (city.offices.roads, "waiting", promised)
    assert filed.office_due == filed.held_since + timedelta(hours=24) > promised


def test_passing_on_what_was_begun_makes_it_no_later(accepted, lurah_gambir, city):
    promised = accepted.due
    with at(now() + timedelta(hours=30)):
        actions.forward(accepted, lurah_gambir, to=city.offices.roads, reason="Jalan provinsi")
        assert accepted.due == promised > now()


def test_there_and_back_again(report, lurah_gambir, lurah_senen, city):
    filed = report()
    promised = filed.due
    for by, to in ((lurah_gambir, city.offices.senen), (lurah_senen, city.offices.gambir)):
        actions.forward(filed, by, to=to, reason="Bukan kami")
    actions.accept(filed, lurah_gambir)
    held = filed.holdings.order_by("pk")
    assert [holding.first_action_at is not None for holding in held] == [True, True, True]
    assert [holding.until for holding in held] == [held[1].since, held[2].since, None]
    assert promised == filed.act_by


def test_forward_closes_one_holding_and_opens_another(report, lurah_gambir, city):
    filed = report()
    actions.forward(filed, lurah_gambir, to=city.offices.roads, reason="Jalan provinsi")
    first, second = Holding.objects.order_by("pk")
    assert (first.until, second.since, second.until) == (filed.held_since, filed.held_since, None)


def test_nobody_holds_what_is_answered(answered, siti):
    assert Holding.objects.get().until == answered.answered_at
    actions.refuse(answered, siti, reason="Belum")
    assert Holding.objects.get(until=None).since == answered.held_since


@pytest.mark.parametrize("change", [{"active": False}, {"kind": "hospital"}])
def test_forward_to_who_cannot_answer(report, lurah_gambir, city, change):
    Office.objects.filter(pk=city.offices.roads.pk).update(**change)
    city.offices.roads.refresh_from_db()
    with pytest.raises(Invalid):
        actions.forward(report(), lurah_gambir, to=city.offices.roads, reason="x")


def test_forward_to_a_utility(report, lurah_gambir, city):
    """Nobody sits there, so nobody would answer."""
    filed = report()
    with pytest.raises(Invalid) as caught:
        actions.forward(filed, lurah_gambir, to=city.offices.pln, reason="Tiang listrik")
    assert caught.value.code == "no_account"
    appoint(User.objects.create_user(username="pln"), city.offices.pln, "officer")
    actions.forward(filed, lurah_gambir, to=city.offices.pln, reason="Tiang listrik")
    assert filed.holder == city.offices.pln


def test_forward_needs_a_reason(report, lurah_gambir, city):
    with pytest.raises(Invalid) as caught:
        actions.forward(report(), lurah_gambir, to=city.offices.roads, reason="  ")
    assert caught.value.code == "reason_missing"


def test_forward_to_itself(report, lurah_gambir, city):
    with pytest.raises(Invalid):
        actions.forward(report(), lurah_gambir, to=city.offices.gambir, reason="x")


def test_who_forwarded_may_not_act_any_more(report, lurah_gambir, city):
    filed = report()
    actions.forward(filed, lurah_gambir, to=city.offices.roads, reason="Jalan provinsi")
    with pytest.raises(NotAllowed):
        actions.accept(filed, lurah_gambir)


def test_a_rejection_can_be_appealed_once_to_the_office_above(report, siti, lurah_gambir, camat_gambir, city):
    filed = report()
    actions.reject(filed, lurah_gambir, reason="Bukan wilayah kami")
    assert filed.closed_at is not None
    actions.appeal(filed, siti, reason="Ini wilayah Gambir")
    assert (filed.holder, filed.status) == (city.offices.camat, "waiting")
    actions.reject(filed, camat_gambir, reason="Sama")
    with pytest.raises(IllegalMove):
        actions.appeal(filed, siti, reason="Lagi")


def test_an_appeal_passes_over_who_rejected(report, siti, lurah_gambir, camat_gambir, city):
    filed = report()
    actions.reject(filed, camat_gambir, reason="Bukan wilayah kami")
    actions.appeal(filed, siti, reason="Ini wilayah Gambir")
    assert filed.holder == city.offices.mayor


def test_an_appeal_where_nobody_is_above(report, siti, police_officer, city):
    filed = report(category="crime")
    actions.reject(filed, police_officer, reason="Bukan pidana")
    actions.appeal(filed, siti, reason="Motor saya hilang")
    assert (filed.holder, filed.status) == (city.offices.police, "waiting")
    assert filed.holdings.count() == 2


def test_the_author_of_a_merged_report_cannot_appeal(report, siti, budi, lurah_gambir):
    first, second = report(), report(by=budi)
    actions.merge(second, lurah_gambir, into=first)
    with pytest.raises(IllegalMove):
        actions.appeal(second, budi, reason="Lain")


def test_a_neighbour_cannot_appeal(report, budi, lurah_gambir):
    filed = report()
    actions.reject(filed, lurah_gambir, reason="Bukan wilayah kami")
    with pytest.raises(NotAllowed):
        actions.appeal(filed, budi, reason="x")


def test_an_answer_needs_an_after_photo(accepted, lurah_gambir):
    with pytest.raises(Invalid) as caught:
        answer(accepted, lurah_gambir, photos=[])
    assert caught.value.code == "photo_missing"


def test_some_categories_are_exempt(report, city, lurah_gambir):
    filed = report(category="jam")
    actions.accept(filed, lurah_gambir)
    answer(filed, lurah_gambir, photos=[])
    assert filed.status == "answered"


def test_nobody_answers_their_own_report(report, lurah_gambir):
    filed = report(by=lurah_gambir)
    actions.accept(filed, lurah_gambir)
    with pytest.raises(NotAllowed) as caught:
        answer(filed, lurah_gambir)
    assert caught.value.code == "own_report"


def flags(report):
    return Photo.objects.get(report=report, part="after").flags


def test_an_after_photo_that_says_a_machine_made_it(accepted, lurah_gambir, settings):
    settings.CHECK_SHARE = 0
    machine = BytesIO(jpeg(seed=5) + b"digitalsourcetype/trainedAlgorithmicMedia")
    actions.answer(
        accepted, lurah_gambir, reason="Sudah ditambal", photos=[machine], lon=accepted.lon, lat=accepted.lat
    )
    assert flags(accepted)["made"]
    assert "made" in Event.objects.about(accepted.subject).get(verb="answered").data["flags"]
    assert accepted.checks.get().why == "flag"


def test_put_aside_first_it_says_so_still(accepted, lurah_gambir):
    (kept,) = actions.stash([BytesIO(jpeg(seed=5) + b"trainedAlgorithmicMedia")], lurah_gambir)
    actions.answer(accepted, lurah_gambir, reason="Sudah ditambal", stashed=[kept.name], lon=accepted.lon, lat=accepted.lat)  # fmt: skip
    assert flags(accepted)["made"]


def test_an_after_photo_taken_there(answered):
    assert flags(answered) == {"reused": False, "distance_m": 0, "far": False, "old": False}


def test_an_after_photo_taken_elsewhere(accepted, lurah_gambir):
    answer(accepted, lurah_gambir, lon=SENEN[0], lat=SENEN[1])
    assert flags(accepted)["far"]
    assert flags(accepted)["distance_m"] == pytest.approx(2212, abs=5)


def test_an_after_photo_that_is_the_before_photo(accepted, lurah_gambir):
    answer(accepted, lurah_gambir, photos=[BytesIO(jpeg())])
    assert flags(accepted)["reused"]
    assert Event.objects.about(accepted.subject).last().data["flags"] == ["reused", "unplaced"]


def test_two_photos_of_one_answer_are_not_each_others_repeat(accepted, lurah_gambir):
    answer(accepted, lurah_gambir, photos=[BytesIO(jpeg(seed=9)), BytesIO(jpeg(seed=9))])
    assert [photo.flags["reused"] for photo in Photo.objects.filter(part="after")] == [False, False]


@pytest.mark.parametrize(
    "lon, lat", [(float("nan"), -6.17), (106.8, float("inf")), (106.8, None), (1000.0, 0.0), (106.8, 181.0)]
)
def test_an_answer_from_nowhere_on_earth(accepted, lurah_gambir, lon, lat):
    with pytest.raises(Invalid) as caught:
        answer(accepted, lurah_gambir, lon=lon, lat=lat)
    assert caught.value.code == "bad_position"


def test_a_phone_without_gps_is_not_far_away(accepted, lurah_gambir):
    answer(accepted, lurah_gambir, lon=0.0, lat=0.0)
    assert flags(accepted) == {"reused": False, "unplaced": True, "old": False}


def test_refused_by_the_reporter(answered, siti):
    assert actions.refuse(answered, siti, reason="Masih berlubang", photos=[BytesIO(jpeg(seed=3))])
    assert answered.status == "waiting"
    assert answered.due > now()


def test_refused_by_three_supporters(answered, django_user_model):
    people = [django_user_model.objects.create_user(f"warga{n}") for n in range(3)]
    for person in people:
        actions.support(answered, person)
    assert [actions.refuse(answered, person, reason="Belum") for person in people] == [False, False, True]
    assert verbs(answered)[-3:] == ["doubted", "doubted", "refused"]


def test_one_supporter_counts_once(answered, budi):
    actions.support(answered, budi)
    assert not actions.refuse(answered, budi, reason="Belum")
    with pytest.raises(IllegalMove) as caught:
        actions.refuse(answered, budi, reason="Belum")
    assert caught.value.code == "doubted_before"
    assert verbs(answered).count("doubted") == 1


def test_a_refused_answer_takes_its_stars_along(answered, siti):
    actions.confirm(answered, siti, rating=5)
    actions.refuse(answered, siti, reason="Rusak lagi")
    assert (answered.rating, answered.answered_at) == (None, None)


def test_photos_of_a_refusal_stand_behind_the_first(answered, siti):
    actions.refuse(answered, siti, reason="Masih", photos=[BytesIO(jpeg(seed=n)) for n in (3, 4)])
    assert [photo.order for photo in answered.photos.filter(part="before")] == [0, 1, 2]


def test_a_refused_report_goes_to_who_stands_in_for_an_abolished_office(answered, siti, city):
    Office.objects.filter(pk__in=[city.offices.gambir.pk, city.offices.camat.pk]).update(active=False)
    actions.refuse(answered, siti, reason="Belum")
    assert answered.holder == city.offices.mayor
    assert Event.objects.about(answered.subject).last().from_office == city.offices.gambir


def test_a_stranger_cannot_refuse(answered, budi):
    with pytest.raises(NotAllowed):
        actions.refuse(answered, budi, reason="Belum")


def test_who_may_not_confirm(answered, budi, lurah_gambir, lurah_senen):
    for stranger in (budi, lurah_gambir, lurah_senen):
        with pytest.raises(NotAllowed):
            actions.confirm(answered, stranger)


@pytest.mark.parametrize("rating", [0, 6, -1, True, 2.5, float("nan")])
def test_stars_from_one_to_five(answered, siti, rating):
    with pytest.raises(Invalid):
        actions.confirm(answered, siti, rating=rating)


def test_who_answered_does_not_confirm_as_verifier(report, lurah_gambir, city):
    appoint(lurah_gambir, city.offices.province, Role.VERIFIER)
    filed = report(category="jam")
    actions.accept(filed, lurah_gambir)
    answer(filed, lurah_gambir, photos=[])
    with pytest.raises(NotAllowed) as caught:
        actions.confirm(filed, lurah_gambir)
    assert caught.value.code == "own_answer"


def test_a_report_nobody_signed(report, budi, lurah_gambir, verifier):
    filed = report(by=None, category="jam", channel="open311", photos=[])
    actions.accept(filed, lurah_gambir)
    answer(filed, lurah_gambir, photos=[])
    for act in (lambda: actions.refuse(filed, budi, reason="Belum"), lambda: actions.confirm(filed, budi)):
        with pytest.raises(NotAllowed):
            act()
    actions.confirm(filed, verifier)
    assert filed.status == "done"


def test_the_verifier_may_confirm(answered, verifier):
    actions.confirm(answered, verifier)
    assert answered.status == "done"


def test_merge_moves_the_followers(report, siti, budi, lurah_gambir):
    first, second = report(), report(by=budi, text="Lubang yang sama")
    actions.support(second, siti)
    actions.merge(second, lurah_gambir, into=first)
    first.refresh_from_db()
    assert (second.status, second.merged_into, first.supports) == ("merged", first, 1)
    assert Support.objects.get(report=first).user == budi


def test_merge_into_itself_or_a_merged_one(report, lurah_gambir):
    first, second, third = report(), report(), report()
    actions.merge(second, lurah_gambir, into=first)
    for other in (second, third):
        with pytest.raises(Invalid):
            actions.merge(third, lurah_gambir, into=other)


@pytest.mark.parametrize("end", ["reject", "done"])
def test_merge_into_what_is_closed(report, lurah_gambir, verifier, end):
    first, second = report(category="jam"), report(category="jam")
    if end == "reject":
        actions.reject(first, lurah_gambir, reason="Bukan laporan")
    else:
        actions.accept(first, lurah_gambir)
        answer(first, lurah_gambir, photos=[])
        actions.confirm(first, verifier)
    with pytest.raises(Invalid) as caught:
        actions.merge(second, lurah_gambir, into=first)
    assert caught.value.code == "bad_merge"


def test_nobody_makes_a_citizens_report_their_own(report, lurah_gambir):
    with pytest.raises(NotAllowed) as caught:
        actions.merge(report(), lurah_gambir, into=report(by=lurah_gambir))
    assert caught.value.code == "own_report"


def test_merge_into_what_one_passed_on(report, lurah_gambir, city):
    first, second = report(), report()
    actions.forward(first, lurah_gambir, to=city.offices.roads, reason="Jalan provinsi")
    actions.merge(second, lurah_gambir, into=first)
    assert second.merged_into == first


def test_merge_into_a_neighbours_report(report, lurah_gambir):
    with pytest.raises(NotAllowed):
        actions.merge(report(), lurah_gambir, into=report(at=SENEN))


def test_support_counts_once(report, budi):
    filed = report()
    actions.support(filed, budi)
    actions.support(filed, budi)
    assert filed.supports == 1
    actions.unsupport(filed, budi)
    assert filed.supports == 0


def test_no_support_for_ones_own(report, siti):
    with pytest.raises(Invalid):
        actions.support(report(), siti)


def test_a_comment_says_for_which_office(report, lurah_gambir, lurah_senen):
    filed = report()
    assert actions.comment(filed, lurah_gambir, text="Besok dikerjakan").office.title == "Lurah Gambir"
    assert actions.comment(filed, lurah_senen, text="Semangat").office is None
    assert filed.comments == 2
