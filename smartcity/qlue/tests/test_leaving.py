"""What is sent in the very moment one's own account is erased in another window: nothing of it is written, and it says so."""

import pytest

from smartcity.accounts.actions import issue_token
from smartcity.accounts.models import User
from smartcity.events.models import Event
from smartcity.oneself.actions import erase
from smartcity.qlue.tests.test_new import filled, photo, placed
from smartcity.reports import media
from smartcity.reports.actions import saying
from smartcity.reports.models import Comment, Photo, Report

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("in_a_file")]
GONE = "Akun Anda sudah dihapus, jadi ini tidak disimpan."


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    settings.DATA = tmp_path


@pytest.fixture
def leaving(monkeypatch):
    """`leaving(user, module, name)`: the account is erased when this function is first called, before any row is written."""

    def patch(user, module, name):
        go_on = getattr(module, name)

        def meanwhile(*args, **kwargs):
            if found := User.objects.filter(pk=user.pk).first():
                erase(found)
            return go_on(*args, **kwargs)

        monkeypatch.setattr(module, name, meanwhile)

    return patch


def files(settings):
    return list(settings.MEDIA_ROOT.rglob("*.jpg"))


def test_a_report(as_siti, siti, leaving, settings):
    leaving(siti, media, "count")
    answer = as_siti.post("/qlue/lapor/", filled(category="crime", photo=None, text="Rumah dibobol"))
    assert (answer.status_code, GONE in answer.text, "Rumah dibobol" in answer.text) == (410, True, True)
    assert "Kirim sebagai tamu" in answer.text or 'value="guest"' in answer.text
    assert (Report.objects.count(), Photo.objects.count(), files(settings)) == (0, 0, [])
    assert as_siti.get("/qlue/saya/").status_code == 302


def test_a_photo_of_a_report_not_sent_yet(as_siti, siti, leaving, settings):
    leaving(siti, media, "count")
    answer = as_siti.post("/qlue/foto/", {"photo": photo()})
    assert (answer.status_code, answer.json()["code"]) == (410, "account_gone")
    assert (Photo.objects.count(), files(settings)) == (0, [])


def test_a_draft_waits_on_the_phone(as_siti, siti, leaving):
    sent = placed(category="crime", photo=None, account_key=as_siti.get("/qlue/siapa/").json()["account"])
    leaving(siti, media, "count")
    answer = as_siti.post("/qlue/draf/kirim/", sent)
    assert (answer.status_code, answer.json()["code"], Report.objects.count()) == (401, "signed_out", 0)


def test_a_comment(report, as_siti, siti, budi, leaving):
    filed = report(by=budi)
    before = Event.objects.count()
    leaving(siti, saying, "clean")
    answer = as_siti.post(f"/qlue/laporan/{filed.number}/komentar/", {"text": "Saya juga"})
    assert (answer.status_code, GONE in answer.text) == (410, True)
    assert (Comment.objects.count(), Event.objects.count()) == (0, before)
    filed.refresh_from_db()
    assert filed.comments == 0


def test_a_neighbour_is_told_of_nothing_but_their_own(report, as_budi, siti, leaving):
    filed = report()
    leaving(siti, saying, "clean")
    answer = as_budi.post(f"/qlue/laporan/{filed.number}/komentar/", {"text": "Saya juga"})
    assert (answer.status_code, Comment.objects.get().text) == (303, "Saya juga")


def test_an_error_of_ours_stays_loud(report, as_siti, monkeypatch):
    filed = report()

    def broken(*_args, **_kwargs):
        return Report.objects.get(pk=0)

    monkeypatch.setattr(saying, "clean", broken)
    with pytest.raises(Report.DoesNotExist):
        as_siti.post(f"/qlue/laporan/{filed.number}/komentar/", {"text": "Halo"})


@pytest.mark.parametrize("what", ["report", "comment"])
def test_a_program(what, report, client, siti, budi, leaving, settings):
    filed = report(by=budi)
    kept = files(settings)
    client.force_login(siti)
    speaks = {"Authorization": f"Bearer {issue_token(siti, 'ponsel')}"}
    if what == "report":
        sent = {name: value for name, value in placed().items() if name not in ("send", "kelurahan")}
        leaving(siti, media, "read_all")
        answer = client.post("/api/v1/reports", sent, headers=speaks)
    else:
        leaving(siti, saying, "clean")
        answer = client.post(
            f"/api/v1/reports/{filed.number}/comment", {"text": "Ya"}, "application/json", headers=speaks
        )
    assert (answer.status_code, answer.json()["code"], answer.json()["detail"]) == (410, "account_gone", GONE)
    assert (Report.objects.count(), Comment.objects.count(), files(settings)) == (1, 0, kept)
