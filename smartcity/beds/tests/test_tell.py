"""A hospital says how many beds are free: once, in order, and never more than there are."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from smartcity.accounts.queries import reach
from smartcity.beds.actions import tell, undo
from smartcity.beds.counts import Count, read
from smartcity.beds.models import Ward
from smartcity.beds.queries import kept_by, last_told
from smartcity.events.models import Event
from smartcity.lib.errors import Conflict, IllegalMove, Invalid, NotAllowed
from smartcity.lib.time import at, now

ICU = Count("icu", capacity=10, free=3, queue=2)


def test_it_works(hospital, clerk):
    told = tell(hospital, [ICU, Count("class3", "M1", "Melati", 30, 12, male=5, female=7)], clerk, "clerk")
    icu, melati = hospital.wards.all()
    assert (icu.capacity, icu.free, icu.queue, icu.source, icu.by) == (10, 3, 2, "clerk", clerk)
    assert (melati.name, melati.male, melati.female, melati.either) == ("Melati", 5, 7, None)
    assert [row["free"] for row in told.answer["beds"]] == [3, 12]
    event = Event.objects.get(verb="beds_told")
    assert (event.subject, event.actor, event.audience, event.area.code) == (
        f"bed:{hospital.pk}", clerk, "public", "31.71.01.1001")  # fmt: skip
    assert "clerk" not in {event.data.get("by"), event.data.get("actor")}


def test_what_is_told_again_leaves_what_was_not_said(hospital, clerk):
    tell(hospital, [Count("class3", "M1", "Melati", 30, 12, male=5)], clerk, "clerk")
    tell(hospital, [Count("class3", "M1", free=9)], clerk, "clerk")
    ward = Ward.objects.get()
    assert (ward.name, ward.capacity, ward.free, ward.male) == ("Melati", 30, 9, None)


@pytest.mark.parametrize(
    ("change", "code"),
    [({"free": -1}, "out_of_range"), ({"free": 11}, "free_above_capacity"), ({"capacity": 5001}, "out_of_range"),
     ({"capacity": None}, "no_capacity"), ({"male": 2, "female": 2}, "parts_above_free"), ({"bed_class": "throne"}, "unknown_class"),
     ({"free": None, "male": 1}, "parts_above_free"), ({"queue": -5}, "out_of_range")],
)  # fmt: skip
def test_numbers_that_cannot_be(hospital, clerk, change, code):
    with pytest.raises(Invalid) as wrong:
        tell(hospital, [replace(ICU, **change)], clerk, "clerk")
    assert wrong.value.code == code
    assert not Ward.objects.exists()
    assert last_told(hospital) is None


def test_more_free_than_the_capacity_that_stands(hospital, clerk):
    tell(hospital, [ICU], clerk, "clerk")
    with pytest.raises(Invalid, match="kosong 11"):
        tell(hospital, [Count("icu", free=11)], clerk, "clerk")


def test_the_database_itself_knows_the_limits(hospital, clerk):
    tell(hospital, [ICU], clerk, "clerk")
    for change in ({"free": 11}, {"male": 4}, {"capacity": 2}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Ward.objects.update(**change)


def test_one_bad_room_and_nothing_is_written(hospital, clerk):
    with pytest.raises(Invalid):
        tell(hospital, [ICU, Count("class1", capacity=5, free=6)], clerk, "clerk")
    assert not Ward.objects.exists()


def test_the_same_room_twice(hospital, clerk):
    with pytest.raises(Invalid, match="dua kali"):
        tell(hospital, [ICU, ICU], clerk, "clerk")


def test_who_may(hospital, clerk, stranger, administrator):
    tell(hospital, [ICU], administrator, "clerk")
    assert set(kept_by(reach(clerk))) == {hospital}
    assert hospital in kept_by(reach(administrator))


@pytest.mark.parametrize("who", ["stranger", "siti", "lurah_gambir", "operator", "verifier"])
def test_nobody_else_may(request, hospital, who):
    with pytest.raises(NotAllowed):
        tell(hospital, [ICU], request.getfixturevalue(who), "clerk")
    assert hospital not in kept_by(reach(request.getfixturevalue(who)))
    assert not Ward.objects.exists()


def test_a_clock_ahead_is_refused(hospital, clerk):
    with pytest.raises(Invalid) as wrong:
        tell(hospital, [ICU], clerk, "api", at=now() + timedelta(minutes=6))
    assert wrong.value.code == "clock_ahead"


def test_a_clock_a_little_ahead_means_now(hospital, clerk):
    tell(hospital, [ICU], clerk, "api", at=now() + timedelta(minutes=4))
    assert Ward.objects.get().at <= now()


def test_what_was_counted_before_is_refused(hospital, clerk):
    tell(hospital, [ICU], clerk, "clerk")
    with pytest.raises(Conflict) as wrong:
        tell(hospital, [replace(ICU, free=9)], clerk, "api", at=now() - timedelta(minutes=10))
    assert wrong.value.code == "older"
    assert Ward.objects.get().free == 3


def test_a_call_replayed_writes_nothing(hospital, clerk):
    then = now() - timedelta(minutes=3)
    first = tell(hospital, [ICU], clerk, "api", at=then)
    again = tell(hospital, [ICU], clerk, "api", at=then)
    assert again.answer == first.answer
    assert Event.objects.filter(verb="beds_told").count() == 1


def test_the_same_client_id_gets_the_same_answer(hospital, clerk):
    mark = uuid4()
    first = tell(hospital, [ICU], clerk, "api", client_id=mark)
    tell(hospital, [replace(ICU, free=0)], clerk, "api")
    again = tell(hospital, [ICU], clerk, "api", client_id=mark)
    assert again.repeated
    assert again.answer == first.answer
    assert Ward.objects.get().free == 0


def test_a_client_id_used_for_something_else(hospital, clerk, other, stranger):
    mark = uuid4()
    tell(hospital, [ICU], clerk, "api", client_id=mark)
    with pytest.raises(Conflict):
        tell(hospital, [replace(ICU, free=1)], clerk, "api", client_id=mark)
    with pytest.raises(Conflict):
        tell(other, [ICU], stranger, "api", client_id=mark)
    assert not other.wards.exists()


def test_two_clerks_at_once(hospital, clerk, administrator):
    """The second has not seen what the first saved."""
    tell(hospital, [ICU], clerk, "clerk", seen=0)
    seen = last_told(hospital).pk
    tell(hospital, [replace(ICU, free=1)], administrator, "clerk", seen=seen)
    with pytest.raises(Conflict) as wrong:
        tell(hospital, [replace(ICU, free=5)], clerk, "clerk", seen=seen)
    assert wrong.value.code == "changed"
    assert Ward.objects.get().free == 1


def test_still_so_is_told_too(hospital, clerk):
    with at(now() - timedelta(hours=2)):
        tell(hospital, [ICU], clerk, "clerk")
    tell(hospital, [ICU], clerk, "clerk")
    assert Ward.objects.get().at > now() - timedelta(minutes=1)
    assert [len(event.data["beds"]) for event in Event.objects.filter(verb="beds_told")] == [1, 0]


def test_undo(hospital, clerk):
    with at(now() - timedelta(hours=2)):
        tell(hospital, [ICU], clerk, "clerk")
    before = Ward.objects.get()
    tell(hospital, [replace(ICU, free=0, queue=None), Count("class1", capacity=4, free=4)], clerk, "clerk")
    undo(hospital, clerk)
    ward = Ward.objects.get()
    assert (ward.free, ward.queue) == (3, 2)
    assert abs(ward.at - before.at) < timedelta(seconds=1)
    with pytest.raises(IllegalMove):
        undo(hospital, clerk)


def test_nobody_takes_back_what_another_told(hospital, clerk, administrator, stranger):
    tell(hospital, [ICU], administrator, "clerk")
    with pytest.raises(IllegalMove):
        undo(hospital, clerk)
    with pytest.raises(NotAllowed):
        undo(hospital, stranger)


def test_nothing_is_taken_back_later(hospital, clerk):
    with at(now() - timedelta(minutes=20)):
        tell(hospital, [ICU], clerk, "clerk")
    with pytest.raises(IllegalMove):
        undo(hospital, clerk)


def test_the_words_hospitals_send_to_aplicares():
    sent = {"kodekelas": "KL3", "koderuang": "RG01", "namaruang": "Ruang Anggrek", "kapasitas": "20", "tersedia": "10",
            "tersediapria": "0", "tersediawanita": "4", "tersediapriawanita": "6"}  # fmt: skip
    assert read(sent) == Count("class3", "RG01", "Ruang Anggrek", 20, 10, 0, 4, 6)


@pytest.mark.parametrize(
    ("sent", "code"),
    [({"kodekelas": "XXX"}, "unknown_class"), ({"tersedia": "-3"}, "negative"), ({"tersedia": "tiga"}, "not_a_number"),
     ({"tersedia": "1.5"}, "not_a_number"), ({"tersedia": True}, "not_a_number"), ({"tersedia": "٣"}, "not_a_number"), ({"kapasitas": "9" * 30}, "not_a_number"),
     ({"warna": "biru"}, "unknown_field"), ({"koderuang": "<b>"}, "bad_room"), ({"koderuang": "x" * 21}, "text_too_long")],
)  # fmt: skip
def test_what_cannot_be_read(sent, code):
    with pytest.raises(Invalid) as wrong:
        read({"kodekelas": "ICU", "kapasitas": "5"} | sent)
    assert wrong.value.code == code
