"""Mending, hiding, taking away what one reported; and taking one's name away from it."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage

from smartcity.accounts.queries import Reach, reach
from smartcity.events.models import Audience, Event
from smartcity.lib.errors import Conflict, IllegalMove, Invalid, NotAllowed, NotFound
from smartcity.lib.time import at, now
from smartcity.reports import actions, media
from smartcity.reports.actions.own import rights
from smartcity.reports.models import Comment, Photo, Report, Withdrawn

WAYS = {
    "edit": {"text": "Kata lain"},
    "hide": {},
    "withdraw": {},
    "unsign": {},
}


def verbs(report):
    return list(Event.objects.about(report.subject).values_list("verb", flat=True))


@pytest.mark.parametrize("way", WAYS)
def test_only_ones_own(report, request, way):
    filed = report()
    for who in ("budi", "lurah_gambir", "administrator"):
        with pytest.raises(NotAllowed):
            getattr(actions, way)(filed, request.getfixturevalue(who), **WAYS[way])
    assert verbs(filed) == ["submitted"]


@pytest.mark.parametrize("way", WAYS)
def test_a_strangers_private_report_is_absent(report, budi, way):
    with pytest.raises(NotFound):
        getattr(actions, way)(report(visibility="private"), budi, **WAYS[way])


# --- Mending


def test_edit_keeps_the_former_wording_to_itself(report, siti):
    filed = report(landmark="Halte")
    assert actions.edit(filed, siti, text="Lubang di depan rumah No. 4", landmark="Halte Juanda")
    assert (filed.text, filed.landmark) == ("Lubang di depan rumah No. 4", "Halte Juanda")
    assert [(w.text, w.landmark) for w in filed.wordings.all()] == [("Lubang dalam di tengah jalan", "Halte")]
    told = Event.objects.about(filed.subject).get(verb="edited")
    assert told.audience == Audience.PUBLIC
    assert told.data["fields"] == ["text", "landmark"]
    assert "Lubang" not in str(told.data)
    assert filed.last_event == told.pk


def test_the_same_words_are_no_edit(report, siti):
    filed = report()
    assert not actions.edit(filed, siti, text=filed.text)
    assert verbs(filed) == ["submitted"]


def test_nothing_is_no_text(report, siti):
    with pytest.raises(Invalid):
        actions.edit(report(), siti, text="  ")


def test_edit_while_it_waits_however_long(report, siti):
    filed = report()
    with at(now() + timedelta(days=9)):
        assert actions.edit(filed, siti, text="Masih berlubang")


def test_edit_in_the_first_half_hour_though_somebody_works_on_it(report, siti, lurah_gambir):
    filed = report()
    actions.accept(filed, lurah_gambir)
    assert actions.edit(filed, siti, text="Dua lubang")
    with at(now() + timedelta(minutes=31)), pytest.raises(IllegalMove) as caught:
        actions.edit(filed, siti, text="Tiga lubang")
    assert caught.value.code == "too_late"


# --- Hiding


def test_what_was_public_is_public_no_more(report, siti, budi, lurah_gambir):
    filed = report()
    actions.comment(filed, budi, text="Benar")
    actions.hide(filed, siti)
    assert not filed.public
    assert not Report.objects.visible_to(reach(budi)).exists()
    heard = Event.objects.visible_to(Reach())
    assert [(e.verb, e.data) for e in heard] == [("hidden", {"number": filed.number})]
    assert Event.objects.visible_to(reach(lurah_gambir)).count() == 3
    assert Event.objects.visible_to(reach(siti)).count() == 3


def test_hiding_again_says_nothing_new(report, siti):
    filed = report()
    actions.hide(filed, siti)
    actions.hide(filed, siti)
    assert verbs(filed) == ["submitted", "hidden"]


def test_a_hidden_report_is_worked_on_in_private(report, siti, lurah_gambir):
    filed = report()
    actions.hide(filed, siti)
    actions.accept(filed, lurah_gambir)
    assert [e.verb for e in Event.objects.visible_to(Reach())] == ["hidden"]


# --- Taking away


def test_withdraw_leaves_nothing_but_a_tombstone(report, siti, django_capture_on_commit_callbacks):
    filed = report(landmark="Halte")
    (photo,) = filed.photos.all()
    subject, number, client_id = filed.subject, filed.number, filed.client_id
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw(filed, siti)
    assert not Report.objects.exists()
    assert not Photo.objects.exists()
    assert not default_storage.exists(media.path(photo.name))
    assert not default_storage.exists(media.path(photo.name, small=True))
    assert Withdrawn.objects.get().client_id == client_id
    rows = [(e.verb, e.data, e.audience) for e in Event.objects.about(subject)]
    assert rows == [
        ("submitted", {"number": number, "status": "waiting", "holder_title": "Lurah Gambir"}, "person"),
        ("withdrawn", {"number": number}, "public"),
    ]
    assert [e.verb for e in Event.objects.visible_to(Reach())] == ["withdrawn"]


def test_who_dies_before_the_files_are_gone_leaves_them_to_the_sweeper(report, siti, budi):
    filed = report()
    actions.withdraw(filed, siti)
    (photo,) = Photo.objects.all()
    assert (photo.report, photo.uploader) == (None, siti)
    from_sweeper = Photo.objects.filter(created_at__lt=now() - timedelta(days=1), report=None)
    assert list(from_sweeper) == [photo]


def test_a_private_one_is_taken_away_in_private(report, siti):
    filed = report(visibility="private")
    actions.withdraw(filed, siti)
    assert not Event.objects.visible_to(Reach()).exists()


def test_a_phone_that_still_holds_it_does_not_send_it_again(report, siti):
    filed = report()
    client_id = filed.client_id
    actions.withdraw(filed, siti)
    with pytest.raises(Conflict) as caught:
        report(client_id=client_id)
    assert caught.value.code == "withdrawn"
    assert not Report.objects.exists()


def touch_accept(filed, people):
    actions.accept(filed, people("lurah_gambir"))


def touch_forward(filed, people):
    actions.forward(filed, people("lurah_gambir"), to=people("city").offices.roads, reason="Jalan provinsi")


def touch_support(filed, people):
    actions.support(filed, people("budi"))


def touch_comment(filed, people):
    actions.comment(filed, people("budi"), text="Saya juga")


def touch_ask(filed, people):
    actions.ask_name(filed, people("lurah_gambir"), reason="Perlu tahu")


def touch_merge(filed, people):
    double = Report.objects.exclude(pk=filed.pk).get()
    actions.merge(double, people("lurah_gambir"), into=filed)


TOUCHES = [touch_accept, touch_forward, touch_support, touch_comment, touch_ask, touch_merge]


@pytest.mark.parametrize("touch", TOUCHES)
def test_what_others_have_a_part_in_stays(report, siti, request, touch):
    filed = report()
    report(by=request.getfixturevalue("budi"))
    touch(filed, request.getfixturevalue)
    filed.refresh_from_db()
    assert not rights(filed).withdraw
    with pytest.raises(IllegalMove) as caught:
        actions.withdraw(filed, siti)
    assert caught.value.code == "touched"
    assert Report.objects.filter(pk=filed.pk).exists()


def test_ones_own_comment_is_no_others_part(report, siti):
    filed = report()
    actions.comment(filed, siti, text="Tolong cepat")
    actions.withdraw(filed, siti)
    assert not Comment.objects.exists()


# --- The name


def test_unsign_leaves_the_report_and_nobody_behind_it(report, siti, lurah_gambir):
    filed = report(visibility="private")
    actions.comment(filed, siti, text="Tolong")
    actions.unsign(filed, siti)
    assert filed.author is None
    assert not Report.objects.visible_to(reach(siti)).exists()
    assert not Event.objects.visible_to(reach(siti)).exists()
    assert not Event.objects.filter(actor=siti).exists()
    assert Comment.objects.get().speaker == ""
    assert not Photo.objects.filter(uploader=siti).exists()
    assert Report.objects.cases_of(reach(lurah_gambir)).exists()


# --- What it was merged with


def test_hidden_after_others_were_merged_into_it_they_do_not_name_it(report, siti, lurah_gambir):
    kept, joined = report(), report()
    actions.merge(joined, lurah_gambir, into=kept)
    actions.hide(kept, siti)
    [told] = Event.objects.about(joined.subject).filter(verb="merged")
    assert "into" not in told.data
    assert "by" in told.data


def test_hidden_after_it_was_merged_the_other_does_not_name_it(report, siti, lurah_gambir):
    kept, joined, another = report(), report(), report()
    actions.merge(joined, lurah_gambir, into=kept)
    actions.merge(another, lurah_gambir, into=kept)
    actions.hide(joined, siti)
    said = [event.data.get("other") for event in Event.objects.about(kept.subject).filter(verb="absorbed")]
    assert said == [None, another.number]
