"""Several people at the same moment, each with a connection of their own: one wins, the others are told."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from copy import copy
from datetime import timedelta
from functools import partial
from io import BytesIO
from itertools import combinations_with_replacement
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connections

from smartcity.accounts.actions import appoint
from smartcity.accounts.duty import begin
from smartcity.accounts.models import Duty, Role
from smartcity.events.models import Event
from smartcity.lib.errors import DomainError, Invalid
from smartcity.lib.time import at, now
from smartcity.reports import actions, media
from smartcity.reports.models import Doubt, Photo, Referral, Report
from smartcity.reports.tests.test_invariants import check, fresh
from smartcity.testing.city import GAMBIR, SENEN, jpeg

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("in_a_file")]
PATIENCE = 20  # seconds, for a machine with more to do


@pytest.fixture(autouse=True)
def moment():
    """All of it happens now, so that the log and the rows can be compared to the microsecond."""
    with at(now()):
        yield


@pytest.fixture
def at_once():
    """Do all of these acts at the same moment; what each returned, or the DomainError it raised."""
    with ThreadPoolExecutor(3) as pool:
        yield partial(_at_once, pool)
        _at_once(pool, *[connections.close_all] * 3)


def _at_once(pool, *acts):
    gate = Barrier(len(acts))

    def run(act):
        gate.wait(PATIENCE)
        try:
            return act()
        except DomainError as wrong:
            return wrong

    started = [pool.submit(copy_context().run, run, act) for act in acts]
    return [done.result(PATIENCE) for done in started]


def told(outcomes):
    return [outcome for outcome in outcomes if isinstance(outcome, DomainError)]


def files(settings):
    return sorted(path.stem for path in settings.MEDIA_ROOT.rglob("*.jpg") if not path.stem.endswith("-s"))


@pytest.fixture
def meet(monkeypatch):
    """Let two threads wait for each other in this function, once."""

    def patch(place, name):
        gate, go_on = Barrier(2), getattr(place, name)

        def met(*args, **kwargs):
            gate.wait(PATIENCE)
            return go_on(*args, **kwargs)

        monkeypatch.setattr(place, name, met)

    return patch


def test_one_client_id_is_one_report(report, settings, at_once, meet):
    meet(media, "read_all")  # so that neither had found the other's
    first, second = at_once(*[partial(report, client_id=uuid4())] * 2)
    assert first == second == Report.objects.get()
    assert Event.objects.count() == first.holdings.count() == 1
    assert files(settings) == [photo.name for photo in first.photos.all()]


def test_one_client_id_of_two_people(report, budi, settings, at_once, meet):
    client_id = uuid4()
    meet(media, "read_all")
    outcomes = at_once(*(partial(report, client_id=client_id, **by) for by in ({}, {"by": budi})))
    assert [wrong.code for wrong in told(outcomes)] == ["client_id_taken"]
    assert files(settings) == [photo.name for photo in Photo.objects.all()]


def test_one_stashed_photo_for_two_forms(report, siti, settings, at_once, meet):
    (kept,) = actions.stash([BytesIO(jpeg())], siti)
    meet(media, "read_all")
    outcomes = at_once(*[lambda: report(client_id=uuid4(), photos=[], stashed=[kept.name])] * 2)
    assert [wrong.code for wrong in told(outcomes)] == ["photo_gone"]
    assert Report.objects.get().photos.get().name == kept.name
    assert files(settings) == [kept.name]


def test_support_twice_and_by_others(report, budi, lurah_senen, at_once):
    filed = report()
    at_once(*(partial(actions.support, copy(filed), by) for by in (budi, budi, lurah_senen)))
    check(fresh(filed))
    assert fresh(filed).supports == 2


def test_comments(report, siti, budi, lurah_gambir, at_once):
    filed = report()
    at_once(*(partial(actions.comment, copy(filed), by, text="Halo") for by in (siti, budi, lurah_gambir)))
    assert fresh(filed).comments == 3
    assert [event.data["comments"] for event in Event.objects.filter(verb="commented")] == [1, 2, 3]


@pytest.fixture
def answered(report, lurah_gambir):
    """Four days ago, so that silence would confirm it now."""
    with at(now() - timedelta(days=4)):
        filed = report(category="jam")
        actions.accept(filed, lurah_gambir)
        actions.answer(filed, lurah_gambir, reason="Sudah lancar")
    return filed


def test_three_supporters_refuse(answered, django_user_model, at_once):
    people = [django_user_model.objects.create_user(f"warga{n}") for n in range(3)]
    for person in people:
        actions.support(answered, person)
    outcomes = at_once(
        *(partial(actions.refuse, copy(answered), person, reason="Belum") for person in people)
    )
    assert sorted(outcomes) == [False, False, True]
    assert Doubt.objects.count() == 3
    check(fresh(answered))


def test_silence_against_a_word(answered, siti, at_once):
    outcomes = at_once(
        partial(actions.confirm_silence, copy(answered)),
        partial(actions.refuse, copy(answered), siti, reason="Belum"),
    )
    assert outcomes == [None, True]  # whoever was first, the word counts
    assert fresh(answered).status == "waiting"
    check(fresh(answered))


def test_reporter_and_verifier_confirm(answered, siti, verifier, at_once):
    outcomes = at_once(*(partial(actions.confirm, copy(answered), by) for by in (siti, verifier)))
    assert len(told(outcomes)) == 1
    check(fresh(answered))


def test_climbing_while_it_is_accepted(report, camat_gambir, lurah_gambir, at_once):
    with at(now() - timedelta(days=2)):
        filed = report()
    at_once(partial(actions.escalate, copy(filed)), partial(actions.accept, copy(filed), lurah_gambir))
    filed = fresh(filed)
    verbs = [event.verb for event in Event.objects.about(filed.subject)]
    assert verbs in (["submitted", "accepted"], ["submitted", "escalated", "accepted"])
    assert (filed.status, filed.escalated_to is not None) == ("in_progress", "escalated" in verbs)
    check(filed)


def test_merged_across_each_other(report, lurah_gambir, camat_gambir, at_once):
    for _time in range(3):
        first, second = report(), report()
        outcomes = at_once(
            partial(actions.merge, copy(first), lurah_gambir, into=copy(second)),
            partial(actions.merge, copy(second), camat_gambir, into=copy(first)),
        )
        assert [type(wrong) for wrong in told(outcomes)] == [Invalid]
        assert sorted([fresh(first).status, fresh(second).status]) == ["merged", "waiting"]
        check(fresh(first))
        check(fresh(second))


def test_linked_across_each_other(report, lurah_gambir, camat_gambir, at_once):
    for _time in range(3):
        first, second = report(), report()
        outcomes = at_once(
            partial(actions.link, copy(first), lurah_gambir, to=copy(second)),
            partial(actions.link, copy(second), camat_gambir, to=copy(first)),
        )
        assert [wrong.code for wrong in told(outcomes)] == ["one_level"]
        assert [fresh(first).parent_id, fresh(second).parent_id].count(None) == 1


def test_linked_while_the_parent_is_hidden(report, siti, lurah_gambir, at_once):
    """Nothing public is left hanging on what is private, and nothing names it."""
    for _time in range(3):
        child, parent = report(), report()
        at_once(
            partial(actions.link, copy(child), lurah_gambir, to=copy(parent)),
            partial(actions.hide, copy(parent), siti),
        )
        parent = fresh(parent)
        assert fresh(child).parent_id is None or parent.public
        told_of = Event.objects.about(child.subject).filter(verb="linked")
        assert parent.public or not any("parent" in event.data for event in told_of)


def test_a_report_like_another_while_that_one_is_spoken_of_or_taken_away(report, siti, budi, at_once):
    """Nobody waits in a circle, and what it looks like may be no more."""
    for n in range(4):
        first = report(text=f"Lubang dalam di depan toko {n}")
        act = (
            partial(actions.comment, copy(first), budi, text="Ya")
            if n % 2
            else partial(actions.withdraw, copy(first), siti)
        )
        again, _done = at_once(partial(report, by=budi, text=f"Lubang dalam di depan toko {n}"), act)
        assert fresh(again).repeat_of_id in (first.pk, None)
        Report.objects.filter(repeat_of__isnull=False).update(repeat_of=None)


def test_put_right_in_the_moment_somebody_accepts(report, at_once, siti, lurah_gambir):
    for n in range(4):
        filed = report(text=f"Lubang ke-{n}")
        elsewhere = actions.Correction(category="lamp", lon=SENEN[0], lat=SENEN[1])
        outcomes = at_once(
            partial(actions.correct, copy(filed), siti, elsewhere),
            partial(actions.accept, copy(filed), lurah_gambir),
        )
        assert len(told(outcomes)) == 1
        row = fresh(filed)
        check(row)
        assert (row.status, row.category.code, row.holder.title) in (
            ("waiting", "lamp", "Dinas Bina Marga"), ("in_progress", "road", "Lurah Gambir"))  # fmt: skip


def test_put_right_in_three_windows_the_last_time(report, at_once, siti, monkeypatch):
    monkeypatch.setattr("smartcity.reports.actions.correcting.MOST_CORRECTIONS", 1)
    filed = report()
    kinds = ("lamp", "flood", "jam")
    outcomes = at_once(
        *[partial(actions.correct, copy(filed), siti, actions.Correction(category=kind)) for kind in kinds]
    )
    assert len(told(outcomes)) == 2
    assert Event.objects.filter(verb="corrected").count() == 1


MOVES = {
    "waiting": ("accept", "coordinate", "forward", "reject", "merge"),
    "in_progress": ("coordinate", "forward", "reject", "answer", "merge"),
}


@pytest.mark.parametrize("status", MOVES)
def test_two_officials(status, report, lurah_gambir, camat_gambir, city, at_once):
    other = report(category="jam")
    more = {
        "accept": {}, "coordinate": {"party": "PLN", "reason": "Kabel"}, "merge": {"into": other},
        "forward": {"to": city.offices.roads, "reason": "Jalan provinsi"}, "reject": {"reason": "Bukan laporan"},
        "answer": {"reason": "Sudah", "lon": GAMBIR[0], "lat": GAMBIR[1]},
    }  # fmt: skip
    for verbs in combinations_with_replacement(MOVES[status], 2):
        filed = report(category="jam")
        if status == "in_progress":
            actions.accept(filed, lurah_gambir)
        before = Event.objects.about(filed.subject).count()
        outcomes = at_once(*(
            partial(getattr(actions, verb), copy(filed), by, seen=filed.last_event, **more[verb])
            for verb, by in zip(verbs, (lurah_gambir, camat_gambir), strict=True)
        ))  # fmt: skip
        assert len(told(outcomes)) == 1, verbs
        assert Event.objects.about(filed.subject).count() == before + 1
        check(fresh(filed))


def test_accepted_while_it_is_withdrawn(report, siti, lurah_gambir, at_once):
    """Either it is gone and the official is told so, or it is worked on and stays."""
    filed = report()
    (lost,) = told(
        at_once(
            partial(actions.accept, copy(filed), lurah_gambir), partial(actions.withdraw, copy(filed), siti)
        )
    )
    if Report.objects.filter(pk=filed.pk).exists():
        assert lost.code == "touched"
        assert fresh(filed).status == "in_progress"
    else:
        assert lost.status == 404


def test_answered_while_it_is_hidden(report, siti, lurah_gambir, at_once):
    """Both hold, whoever comes first: the answer is there, and nobody else reads it."""
    filed = report()
    actions.accept(filed, lurah_gambir)
    answer = partial(
        actions.answer, copy(filed), lurah_gambir, reason="Ditambal", photos=[BytesIO(jpeg(seed=6))]
    )
    assert not told(at_once(answer, partial(actions.hide, copy(filed), siti)))
    row = fresh(filed)
    assert (row.status, row.visibility) == ("answered", "private")
    assert not Event.objects.about(filed.subject).filter(audience="public").exclude(verb="hidden").exists()


@pytest.mark.parametrize("first", ["withdraw", "accept"])
def test_an_answer_and_a_withdrawal_one_after_the_other(first, report, siti, lurah_gambir, settings):
    filed = report()
    if first == "withdraw":
        actions.withdraw(filed, siti)
        with pytest.raises(DomainError) as lost:
            actions.answer(filed, lurah_gambir, reason="Ditambal", photos=[BytesIO(jpeg(seed=6))])
        assert lost.value.status == 404
        assert files(settings) == []
    else:
        actions.accept(filed, lurah_gambir)
        actions.answer(filed, lurah_gambir, reason="Ditambal", photos=[BytesIO(jpeg(seed=6))])
        with pytest.raises(DomainError) as lost:
            actions.withdraw(filed, siti)
        assert lost.value.code == "touched"


def test_one_link_takes_one_final_reply(report, lurah_gambir, city, at_once):
    filed = report(category="jam")
    actions.refer(filed, lurah_gambir, to=city.offices.pln, reason="Kabel")
    sent = Referral.objects.get()
    reply = partial(actions.party_replies, name="Rudi", reason="Selesai", settled=True)
    (lost,) = told(at_once(partial(reply, copy(sent)), partial(reply, copy(sent))))
    assert lost.code == "link_over"
    assert Event.objects.about(filed.subject).filter(verb="party_replied").count() == 1


def test_merged_across_each_other_by_the_dozen(report, lurah_gambir, camat_gambir, at_once):
    first, second = report(), report(text="Lubang yang sama")
    merges = [
        lambda: actions.merge_all([(first, None)], lurah_gambir, into=second),
        lambda: actions.merge_all([(second, None)], camat_gambir, into=first),
    ]
    outcomes = at_once(*merges)
    assert sorted(len(outcome.done) for outcome in outcomes) == [0, 1]


def test_taken_back_twice(report, lurah_gambir, at_once):
    first, second = report(), report()
    batch = actions.accept_all([(first, None), (second, None)], lurah_gambir).batch
    outcomes = at_once(*[lambda: actions.take_back(batch, lurah_gambir)] * 2)
    assert sum(len(outcome.done) for outcome in outcomes) == 2
    assert Event.objects.filter(verb="taken_back").count() == 2


def test_looked_at_in_two_windows(report, police_officer, at_once):
    crime = report(category="crime")
    at_once(*[lambda: actions.look(fresh(crime), police_officer)] * 3)
    assert Event.objects.about(crime.subject).filter(verb="looked").count() == 1


def test_on_duty_in_two_windows(lurah_gambir, city, at_once):
    here, there = lurah_gambir.posts.get(), appoint(lurah_gambir, city.offices.senen, Role.LURAH)
    at_once(*[partial(begin, lurah_gambir, post) for post in (here, there, here)])
    assert Duty.objects.count() == 1
