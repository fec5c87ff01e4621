"""Reports stay, the person does not."""

from io import BytesIO

import pytest
from axes.models import AccessLog
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from smartcity.accounts.actions import enrol_device, follow, issue_token
from smartcity.accounts.models import Erased, User
from smartcity.accounts.queries import user_of_token
from smartcity.events.models import Event
from smartcity.lib.errors import IllegalMove
from smartcity.notices.actions import notify
from smartcity.oneself.actions import erase, erase_again, erased_file
from smartcity.oneself.tests.test_dossier import ties_of_models
from smartcity.oneself.ties import TIES, Leaving
from smartcity.reports import actions, media
from smartcity.reports.models import Comment, CompanySeat, Disclosure, Photo, Report, Support, Wording
from smartcity.testing.city import jpeg


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    settings.DATA = tmp_path


@pytest.fixture
def lived(report, siti, budi, lurah_gambir):
    """Siti's report; her words, support, token, device and follow elsewhere; her name told to the lurah."""
    mine, his = report(), report(by=budi)
    actions.edit(mine, siti, text="Lubang di depan rumah saya")
    actions.comment(mine, siti, text="Ini laporan saya")
    actions.comment(his, siti, text="Saya juga")
    actions.support(his, siti)
    follow(siti, his.subject)
    follow(budi, f"person:{siti.pk}")
    enrol_device(siti, "ponsel", "qlue", "standalone")
    AccessLog.objects.create(username="siti", ip_address="10.1.2.3", path_info="/")
    actions.stash([BytesIO(jpeg(seed=8))], siti)
    actions.decide(actions.ask_name(mine, lurah_gambir, reason="Perlu"), siti, allow=True, told="Bu Siti")
    for event in Event.objects.all():
        notify(event)
    return mine


def test_every_tie_does_what_the_table_says():
    for name, on_delete in ties_of_models():
        assert TIES[name].leaving == Leaving(on_delete), name


def test_nobody_is_tied_to_it_any_more(lived, siti):
    pk = siti.pk
    erase(siti)
    assert not User.objects.filter(pk=pk).exists()
    for name, _on_delete in ties_of_models():
        label, _dot, field = name.rpartition(".")
        assert not apps.get_model(label)._default_manager.filter(**{f"{field}_id": pk}).exists(), name


def test_what_the_city_still_needs_stays(lived, siti, lurah_gambir):
    erase(siti)
    mine = Report.objects.get(pk=lived.pk)
    assert (mine.author, mine.text, mine.photos.count()) == (None, "Lubang di depan rumah saya", 1)
    actions.accept(mine, lurah_gambir)
    assert Comment.objects.count() == 2
    other = Report.objects.exclude(pk=lived.pk).get()
    assert (other.supports, Support.objects.filter(report=other, user=None).count()) == (1, 1)


def test_no_name_is_left_anywhere(lived, siti, client):
    siti_pk = siti.pk
    erase(siti)
    told = [str(event.data) for event in Event.objects.all()]
    assert not [line for line in told if "Siti" in line]
    assert {comment.speaker for comment in Comment.objects.all()} == {""}
    assert (Disclosure.objects.get().told, Disclosure.objects.get().state) == ("", "ended")
    assert not Wording.objects.exists()
    assert not AccessLog.objects.exists()
    assert not apps.get_model("accounts.Follow").objects.filter(subject=f"person:{siti_pk}").exists()
    for report in Report.objects.all():
        page = client.get(f"/qlue/laporan/{report.number}/").text
        assert "Siti" not in page
        assert "Akun terhapus" in page
        assert "Siti" not in client.get(f"/api/v1/reports/{report.number}/comments").text


def test_what_was_said_for_a_company_stays_the_companys(siti, budi, city):
    actions.sit_down(actions.invite(actions.register_company("parkir", "Parkir Aman")), siti)
    post = actions.write_to_company("Parkir Aman", budi, text="Palang rusak")
    said, own = (
        actions.answer_talk(post, siti, text="Besok"),
        actions.write_to_company("Toko", siti, text="Roti"),
    )
    actions.support_letter(post, siti)
    erase(siti)
    for row in (said, own, post.letter):
        row.refresh_from_db()
    assert (said.speaker, own.speaker, post.letter.supports) == ("Parkir Aman", "", 1)
    assert [event.data["by"] for event in Event.objects.order_by("pk")] == ["", "Parkir Aman", ""]
    assert not CompanySeat.objects.exists()


def test_drafts_go_with_their_files(lived, siti, settings):
    (draft,) = Photo.objects.filter(report=None)
    erase(siti)
    assert not Photo.objects.filter(report=None).exists()
    assert not (settings.MEDIA_ROOT / media.path(draft.name)).exists()


def test_every_way_in_ends_at_once(siti):
    token, browser = issue_token(siti, "ponsel"), Client()
    browser.force_login(siti)
    assert browser.get("/qlue/saya/").status_code == 200
    erase(siti)
    assert user_of_token(token) is None
    assert browser.get("/qlue/saya/").status_code == 302
    assert browser.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"}).status_code == 401
    assert not Client().login(username="siti", password="rahasia-sekali")


def test_others_keep_theirs(lived, siti, budi):
    erase(siti)
    assert Report.objects.filter(author=budi).count() == 1
    assert budi.follows.count() == 0  # he followed only her


def test_nobody_in_office_leaves_through_this_door(lurah_gambir):
    with pytest.raises(IllegalMove) as caught:
        erase(lurah_gambir)
    assert caught.value.code == "in_office"
    assert User.objects.filter(pk=lurah_gambir.pk).exists()


def test_who_comes_back_with_an_old_backup_is_erased_again(siti, budi, django_capture_on_commit_callbacks):
    row = User.objects.filter(pk=siti.pk).values().get()
    with django_capture_on_commit_callbacks(execute=True):
        erase(siti)
    Erased.objects.all().delete()  # the backup was made before that day
    User.objects.create(**row)
    assert erase_again() == 1
    assert not User.objects.filter(username="siti").exists()
    assert User.objects.filter(pk=budi.pk).exists()
    assert erase_again() == 0


def test_the_table_alone_is_enough(siti):
    row = User.objects.filter(pk=siti.pk).values().get()
    erase(siti)
    User.objects.create(**row)
    assert not erased_file().exists()
    assert erase_again() == 1


def test_the_sessions_on_all_devices_go(siti, budi):
    phone, laptop, his = Client(), Client(), Client()
    for browser, who in ((phone, "siti"), (laptop, "siti"), (his, "budi")):
        browser.post("/qlue/masuk/", {"username": who, "password": "rahasia-sekali"})
    assert Session.objects.count() == 3
    erase(siti)
    assert [one.session_key for one in Session.objects.all()] == [his.session.session_key]


def test_a_name_of_old_goes_from_the_log_though_nobody_is_its_actor(report, siti, budi):
    """As an older release wrote it, and `unname` left it."""
    filed = report()
    mine, his = actions.comment(filed, siti, text="Satu"), actions.comment(filed, budi, text="Dua")
    for said, name in ((mine, "Siti"), (his, "Budi")):
        event = Event.objects.get(data__comment=said.pk)
        Event.objects.filter(pk=event.pk).update(actor=None, data=event.data | {"by": name})
    erase(siti)
    assert [event.data["by"] for event in Event.objects.filter(verb="commented").order_by("pk")] == [
        "",
        "Budi",
    ]


def test_ones_words_go_too_when_asked(
    lived, siti, budi, lurah_gambir, city, verifier, django_capture_on_commit_callbacks
):
    gambir = lived.area
    post = actions.talk(gambir, siti, text="Arisan di rumah saya", photos=[BytesIO(jpeg(seed=9))])
    his_answer = actions.answer_talk(post, budi, text="Saya ikut")
    his_post = actions.talk(gambir, budi, text="Kerja bakti")
    actions.answer_talk(his_post, siti, text="Alamat saya Jalan Cideng 4")
    hidden = actions.comment(lived, siti, text="Kasar sekali")
    actions.hide_comment(hidden, verifier, reason="Kasar")
    his = actions.comment(lived, budi, text="Saya juga kena")
    photo = Photo.objects.get(talk=post)
    with django_capture_on_commit_callbacks(execute=True):
        erase(siti, words_too=True)
    left = {said.text for said in Comment.objects.all()}
    assert left == {"", "Saya ikut", "Kerja bakti", "Saya juga kena"}
    assert {said.state for said in Comment.objects.filter(text="")} == {"removed"}
    assert set(Comment.objects.filter(user=budi)) == {his_answer, his_post, his}
    assert not Photo.objects.filter(pk=photo.pk).exists()
    assert not (settings.MEDIA_ROOT / media.path(photo.name)).exists()
    mine = Report.objects.get(pk=lived.pk)
    assert (mine.author, mine.text, mine.comments) == (None, "Lubang di depan rumah saya", 1)


def test_without_asking_ones_words_stay(lived, siti):
    erase(siti)
    assert {said.text for said in Comment.objects.all()} == {"Ini laporan saya", "Saya juga"}


def test_what_one_said_for_a_company_is_not_taken_back(siti, budi, city):
    actions.sit_down(actions.invite(actions.register_company("parkir", "Parkir Aman")), siti)
    said = actions.answer_talk(
        actions.write_to_company("Parkir Aman", budi, text="Palang rusak"), siti, text="Besok"
    )
    erase(siti, words_too=True)
    said.refresh_from_db()
    assert (said.text, said.state) == ("Besok", "shown")


def test_in_two_windows(lived, siti):
    other = User.objects.get(pk=siti.pk)
    erase(siti)
    erase(other)
    assert not User.objects.filter(pk=other.pk).exists()
    assert Erased.objects.filter(user_id=other.pk).count() == 1
