"""Reports of one bigger work hang on one parent case, and stay reports of their own."""

from copy import copy
from io import BytesIO

import pytest

from smartcity.accounts.queries import Reach, reach
from smartcity.events.models import Event
from smartcity.lib.errors import IllegalMove, Invalid, NotAllowed, NotFound
from smartcity.reports import actions
from smartcity.reports.actions.family import may_link, may_unlink
from smartcity.reports.family import children_of, parent_of
from smartcity.reports.models import Photo, Report
from smartcity.testing.city import GAMBIR, SENEN, jpeg
from smartcity.testing.deeds import answer


def told(report, reach=None):
    """Verbs of linking that are told of it, each with the number it names."""
    events = Event.objects.about(report.subject)
    events = events if reach is None else events.visible_to(reach)
    return [
        (e.verb, e.data.get("parent") or e.data.get("child")) for e in events.filter(verb__contains="linked")
    ]


@pytest.fixture
def family(report, budi, lurah_gambir):
    """The parent by Siti, and two by Budi that hang on it."""
    parent, *children = report(text="Jalan rusak sepanjang 200 m"), report(by=budi), report(by=budi)
    for child in children:
        actions.link(child, lurah_gambir, to=parent)
    return parent, *children


def test_it_works(family, budi):
    parent, one, other = family
    assert one.parent == other.parent == parent
    assert (one.author, one.status, one.holder) == (budi, "waiting", parent.holder)
    assert told(one) == [("linked", parent.number)]
    assert told(parent) == [("child_linked", one.number), ("child_linked", other.number)]
    assert parent_of(one, Reach()) == parent
    assert children_of(parent, Reach()).rows == [one, other]


def test_clocks_and_supporters_stay(report, siti, budi, lurah_gambir):
    parent, child = report(), report(by=budi)
    before = (child.due, child.act_by, child.resolve_by, child.last_event)
    actions.link(child, lurah_gambir, to=parent)
    child.refresh_from_db()
    parent.refresh_from_db()
    assert (child.due, child.act_by, child.resolve_by, child.last_event) == before
    assert (parent.supports, child.supports) == (0, 0)


def test_again_says_nothing_new(family, lurah_gambir):
    parent, one, _other = family
    actions.link(one, lurah_gambir, to=parent)
    assert told(one) == [("linked", parent.number)]


def test_the_neighbour_may_not(family, report, lurah_senen, siti, verifier):
    parent, one, _other = family
    fresh = report()
    for who in (lurah_senen, siti, verifier):
        with pytest.raises(NotAllowed):
            actions.link(fresh, who, to=parent)
        with pytest.raises(NotAllowed):
            actions.unlink(one, who)
        assert not may_link(fresh, who)
        assert not may_unlink(one, who)


def test_both_must_be_ones_own(report, lurah_gambir, lurah_senen):
    here, there = report(), report(at=SENEN)
    for by in (lurah_gambir, lurah_senen):
        with pytest.raises(NotAllowed):
            actions.link(here, by, to=there)


def test_who_sits_above_both_may(report, lurah_gambir, camat_gambir):
    here, there = report(), report()
    actions.link(here, camat_gambir, to=there)
    assert here.parent == there


def test_no_loop_and_one_level(family, report, lurah_gambir):
    parent, one, other = family
    fresh = report()
    for child, to in ((parent, parent), (parent, one), (parent, fresh), (fresh, one)):
        with pytest.raises(Invalid) as wrong:
            actions.link(child, lurah_gambir, to=to)
        assert wrong.value.code == "one_level"
    with pytest.raises(Invalid) as wrong:
        actions.link(one, lurah_gambir, to=fresh)
    assert wrong.value.code == "has_parent"
    assert not may_link(parent, lurah_gambir)
    assert not may_link(one, lurah_gambir)
    assert may_link(fresh, lurah_gambir)
    assert other.parent == parent


def test_both_must_be_open(report, lurah_gambir):
    open_one, closed = report(), report()
    actions.reject(closed, lurah_gambir, reason="Bukan")
    for child, to in ((open_one, closed), (closed, open_one)):
        with pytest.raises(IllegalMove):
            actions.link(child, lurah_gambir, to=to)


def test_unlinked_and_linked_elsewhere(family, report, lurah_gambir):
    parent, one, _other = family
    actions.unlink(one, lurah_gambir)
    actions.unlink(one, lurah_gambir)
    assert told(one) == [("linked", parent.number), ("unlinked", parent.number)]
    assert told(parent)[-1] == ("child_unlinked", one.number)
    fresh = report()
    actions.link(one, lurah_gambir, to=fresh)
    assert one.parent == fresh


def test_whoever_holds_the_parent_may_unlink(family, lurah_gambir, lurah_senen, city):
    _parent, one, _other = family
    actions.forward(one, lurah_gambir, to=city.offices.senen, reason="Di sana")
    assert may_unlink(one, lurah_gambir)
    assert may_unlink(one, lurah_senen)
    actions.unlink(one, lurah_gambir)
    assert one.parent is None


# --- What is private


def test_nothing_public_hangs_on_what_is_private(report, lurah_gambir):
    private, public = report(visibility="private"), report()
    with pytest.raises(Invalid) as wrong:
        actions.link(public, lurah_gambir, to=private)
    assert wrong.value.code == "private_parent"


def test_a_private_child_is_named_nowhere(report, siti, budi, lurah_gambir, lurah_senen):
    parent, child = report(), report(by=budi, visibility="private")
    actions.link(child, lurah_gambir, to=parent)
    assert told(child) == [("linked", None)]
    assert told(parent) == [("child_linked", None)]
    for stranger in (Reach(), reach(siti), reach(lurah_senen)):
        assert told(parent, stranger) == []
        assert not children_of(parent, stranger)
    assert children_of(parent, reach(lurah_gambir)).rows == [child]
    assert parent_of(child, reach(budi)) == parent


def test_private_under_private(report, budi, lurah_gambir):
    parent, child = report(visibility="private"), report(by=budi, visibility="private")
    actions.link(child, lurah_gambir, to=parent)
    assert parent_of(child, reach(budi)) is None
    assert parent_of(child, reach(lurah_gambir)) == parent
    assert str(parent.number) not in str(
        list(Event.objects.about(child.subject).values_list("data"))
    ).replace(str(child.number), "")


def test_not_where_its_own_holder_would_not_see_the_parent(report, lurah_gambir, camat_gambir, city):
    parent, child = report(visibility="private"), report(visibility="private")
    actions.forward(parent, lurah_gambir, to=city.offices.camat, reason="Besar")
    with pytest.raises(Invalid) as wrong:
        actions.link(child, camat_gambir, to=parent)
    assert wrong.value.code == "private_parent"


def test_a_private_one_of_others_is_absent(report, lurah_gambir):
    with pytest.raises(NotFound):
        actions.link(report(), lurah_gambir, to=report(at=SENEN, visibility="private"))


def test_a_hidden_child_stays_and_is_named_nowhere(family, budi, lurah_gambir):
    parent, one, other = family
    actions.hide(one, budi)
    one.refresh_from_db()
    assert one.parent == parent
    assert told(parent) == [("child_linked", None), ("child_linked", other.number)]
    assert told(one) == [("linked", None)]
    assert children_of(parent, Reach()).rows == [other]
    assert children_of(parent, reach(lurah_gambir)).total == 2


def test_a_hidden_parent_lets_go(family, siti, budi, lurah_gambir):
    parent, one, other = family
    actions.unlink(other, lurah_gambir)  # what was linked once forgets, too
    actions.hide(parent, siti)
    one.refresh_from_db()
    assert one.parent is None
    assert told(one) == [("linked", None), ("unlinked", None)]
    assert told(other) == [("linked", None), ("unlinked", None)]
    assert {name for _verb, name in told(parent)} == {None}


def test_both_hidden_one_after_the_other(family, siti, budi):
    parent, one, _other = family
    actions.hide(one, budi)
    actions.hide(parent, siti)
    assert {name for _verb, name in [*told(one), *told(parent)]} == {None}


def test_a_withdrawn_parent_lets_go(family, siti):
    parent, one, other = family
    actions.withdraw(parent, siti)
    for child in (one, other):
        child.refresh_from_db()
        assert (child.parent, child.status) == (None, "waiting")
        assert told(child) == [("linked", None), ("unlinked", None)]


def test_a_withdrawn_child_is_named_nowhere(family, budi):
    parent, one, other = family
    actions.withdraw(one, budi)
    assert told(parent)[:2] == [("child_linked", None), ("child_linked", other.number)]
    assert children_of(parent, Reach()).rows == [other]
    assert told(parent, Reach()) == told(parent)[:2]


# --- What becomes of the parent


def test_a_rejected_parent_keeps_them(family, lurah_gambir):
    parent, one, _other = family
    actions.reject(parent, lurah_gambir, reason="Jalan pribadi")
    one.refresh_from_db()
    assert parent_of(one, Reach()).status == "rejected"
    assert one.status == "waiting"


def test_a_merged_parent_stands_for_what_it_was_merged_into(family, report, lurah_gambir):
    parent, one, other = family
    into = report()
    actions.merge(parent, lurah_gambir, into=into)
    assert parent_of(one, Reach()) == into
    assert children_of(into, Reach()).rows == [one, other]
    with pytest.raises(Invalid):
        actions.link(into, lurah_gambir, to=report())


def test_merged_into_its_own_child(family, lurah_gambir):
    parent, one, other = family
    actions.merge(parent, lurah_gambir, into=one)
    one.refresh_from_db()
    assert parent_of(one, Reach()) is None
    assert children_of(one, Reach()).rows == [other]


def test_a_merged_child_counts_no_more(family, lurah_gambir):
    parent, one, other = family
    actions.merge(one, lurah_gambir, into=parent)
    one.refresh_from_db()
    assert children_of(parent, Reach()).rows == [other]
    assert parent_of(one, Reach()) is None


# --- One answer for several


@pytest.fixture
def far(family, report, budi, lurah_gambir):
    """A third child, 900 m away and taken up already."""
    child = report(by=budi, at=(GAMBIR[0] + 0.008, GAMBIR[1]))
    actions.link(child, lurah_gambir, to=family[0])
    actions.accept(child, lurah_gambir)
    return child


def answered(parent, by):
    actions.accept(parent, by)
    return answer(parent, by, seed=8)


def test_the_children_are_answered_by_their_own_moves(family, far, lurah_gambir):
    parent, one, _other = family
    answered(parent, lurah_gambir)
    assert actions.answer_children(parent, lurah_gambir, children=[far, one], reason="Diaspal", lon=GAMBIR[0], lat=GAMBIR[1]) == []  # fmt: skip
    for child, is_far in ((one, False), (far, True)):
        child.refresh_from_db()
        assert child.status == "answered"
        (photo,) = child.photos.filter(part=Photo.Part.AFTER)
        assert photo.flags["far"] is is_far
        assert photo.flags["first_used"] == parent.number
    verbs = list(Event.objects.about(one.subject).values_list("verb", flat=True))
    assert verbs == ["submitted", "linked", "accepted", "answered"]
    assert Photo.objects.filter(part=Photo.Part.AFTER).values("name").distinct().count() == 3
    assert children_of(parent, Reach()).answered == 2


def test_what_fails_is_named_and_stays_as_it_was(family, lurah_gambir, lurah_senen, city):
    parent, one, other = family
    answered(parent, lurah_gambir)
    stale = copy(one)
    actions.forward(one, lurah_gambir, to=city.offices.senen, reason="Di sana")
    failed = actions.answer_children(parent, lurah_gambir, children=[stale, other], reason="Diaspal")
    assert [(child.pk, type(wrong)) for child, wrong in failed] == [(one.pk, NotAllowed)]
    assert Report.objects.get(pk=one.pk).status == "waiting"
    assert Report.objects.get(pk=other.pk).status == "answered"


def test_what_the_answer_needs_it_needs_here_too(report, budi, lurah_gambir):
    """Without a photo the parent's kind may be answered, and the child's not: it is not accepted either."""
    parent, child = report(category="jam"), report(by=budi)
    actions.link(child, lurah_gambir, to=parent)
    actions.accept(parent, lurah_gambir)
    actions.answer(parent, lurah_gambir, reason="Lancar")
    ((_one, wrong),) = actions.answer_children(parent, lurah_gambir, children=[child], reason="Lancar")
    assert wrong.code == "photo_missing"
    assert Report.objects.get(pk=child.pk).status == "waiting"
    assert Event.objects.about(child.subject).filter(verb="accepted").count() == 0


def test_a_photo_older_than_a_child_is_flagged_there(family, lurah_gambir, report, budi):
    parent, one, _other = family
    actions.accept(parent, lurah_gambir)
    actions.answer(parent, lurah_gambir, reason="Sudah", photos=[BytesIO(jpeg(seed=8))])
    parent.photos.filter(part=Photo.Part.AFTER).update(taken_at=one.created_at.replace(year=2020))
    actions.answer_children(parent, lurah_gambir, children=[one], reason="Sudah")
    assert one.photos.get(part=Photo.Part.AFTER).flags["old"] is True
