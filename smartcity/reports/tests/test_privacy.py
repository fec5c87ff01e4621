"""What is not for a person is absent, whichever way they come; and nothing of it is told to others."""

from io import BytesIO
from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser

from smartcity.accounts.actions import end_post
from smartcity.accounts.queries import Reach, reach
from smartcity.events.models import Event
from smartcity.lib.errors import Invalid, NotAllowed, NotFound
from smartcity.offices.models import Office
from smartcity.reports import actions
from smartcity.reports.models import Report
from smartcity.testing.city import jpeg

ACTS = {
    "accept": {},
    "coordinate": {"party": "PLN", "reason": "Kabel"},
    "resume": {},
    "forward": {"to": None, "reason": "Bukan kami"},
    "reject": {"reason": "Bukan laporan"},
    "answer": {"reason": "Sudah"},
    "merge": {"into": None},
    "appeal": {"reason": "Salah"},
    "confirm": {},
    "refuse": {"reason": "Belum"},
    "support": {},
    "unsupport": {},
    "comment": {"text": "Halo"},
}


@pytest.fixture
def do(report, city):
    """Try one act on a report, with all it needs."""
    needs = {"to": city.offices.roads, "into": report(text="Yang lain")}

    def act(verb, filed, by):
        getattr(actions, verb)(filed, by, **{k: needs[k] if v is None else v for k, v in ACTS[verb].items()})

    return act


STRANGERS = ("budi", "lurah_senen", "roads_officer", "police_officer")


def test_a_private_report_is_absent_for_every_act(report, request, do):
    filed = report(visibility="private")
    for verb, who in product(ACTS, STRANGERS):
        with pytest.raises(NotFound):
            do(verb, filed, request.getfixturevalue(who))
    assert Event.objects.about(filed.subject).count() == 1


def test_who_left_the_office_is_a_stranger(report, lurah_gambir, do):
    filed = report(visibility="private")
    end_post(lurah_gambir.posts.get())
    for verb in ACTS:
        with pytest.raises(NotFound):
            do(verb, filed, lurah_gambir)


def test_a_closed_account_does_nothing(report, siti, lurah_gambir, do):
    filed = report()
    siti.is_active = lurah_gambir.is_active = False
    for verb, who in product(ACTS, (siti, lurah_gambir)):
        with pytest.raises(NotAllowed):
            do(verb, filed, who)


def test_nobody_is_not_the_author_of_what_nobody_signed(report, do):
    filed = report(by=None)
    for verb in ACTS:
        with pytest.raises(NotAllowed):
            do(verb, filed, AnonymousUser())


def test_who_watches_the_city_may_speak_but_not_act(report, operator, do):
    filed = report(visibility="private")
    do("comment", filed, operator)
    assert filed.said.get().office is None
    with pytest.raises(NotAllowed):
        do("accept", filed, operator)


def test_the_verifier_of_another_tree(report, verifier, police_officer, do):
    filed = report(category="crime")
    do("accept", filed, police_officer)
    do("answer", filed, police_officer)
    with pytest.raises(NotFound):
        do("confirm", filed, verifier)


def test_an_abolished_office_passes_on_what_is_left(report, lurah_gambir, city, do):
    filed = report()
    Office.objects.filter(pk=city.offices.gambir.pk).update(active=False)
    do("forward", filed, lurah_gambir)
    assert filed.holder == city.offices.roads


@pytest.mark.parametrize("child, parent", [
    ({"visibility": "private"}, {}), ({}, {"visibility": "private"}), ({"visibility": "private"}, {"visibility": "private", "by": "budi"}),
])  # fmt: skip
def test_what_is_private_is_merged_into_nothing_of_others(report, request, lurah_gambir, child, parent):
    into = report(**parent | ({"by": request.getfixturevalue(parent["by"])} if "by" in parent else {}))
    with pytest.raises(Invalid) as caught:
        actions.merge(report(**child), lurah_gambir, into=into)
    assert caught.value.code == "bad_merge"
    assert not Event.objects.filter(verb__in=("merged", "absorbed")).exists()


def test_twice_the_same_in_private_by_one_person(report, lurah_gambir):
    first, second = report(visibility="private"), report(visibility="private")
    actions.merge(second, lurah_gambir, into=first)
    assert second.merged_into == first


def test_nothing_of_a_private_report_is_public(report, siti, lurah_gambir, roads_officer, camat_gambir, city):
    """Not on the way through three offices, not when it is late, nor when it is over."""
    filed = report(visibility="private")
    actions.comment(filed, siti, text="Tolong")
    actions.reject(filed, lurah_gambir, reason="Bukan kami")
    actions.appeal(filed, siti, reason="Salah")
    actions.forward(filed, camat_gambir, to=city.offices.roads, reason="Jalan provinsi")
    actions.accept(filed, roads_officer)
    actions.answer(filed, roads_officer, reason="Sudah", photos=[BytesIO(jpeg(seed=4))])
    actions.refuse(filed, siti, reason="Belum", photos=[BytesIO(jpeg(seed=5))])
    assert not Event.objects.visible_to(Reach()).exists()
    assert Event.objects.visible_to(reach(siti)).count() == Event.objects.count()


READERS = (
    "siti",
    "budi",
    "lurah_gambir",
    "lurah_senen",
    "camat_gambir",
    "roads_officer",
    "police_officer",
    "operator",
)


def test_the_log_and_the_live_stream_have_one_rule(report, request, lurah_gambir, city):
    for visibility in ("public", "private"):
        actions.forward(
            report(visibility=visibility), lurah_gambir, to=city.offices.roads, reason="Jalan provinsi"
        )
    for theirs in (Reach(), *(reach(request.getfixturevalue(who)) for who in READERS)):
        heard = {event.pk for event in Event.objects.all() if event.heard_by(theirs)}
        assert heard == set(Event.objects.visible_to(theirs).values_list("pk", flat=True))


def test_a_repeat_of_a_private_report_is_told_to_nobody(report):
    private, public = report(visibility="private"), report()
    assert public.repeat_of == private
    assert "repeat_of" not in Event.objects.about(public.subject).get().data
    assert Report.objects.visible_to(Reach()).get() == public
