"""Numbers and addresses in what is to be published: its writer is asked, nothing is lost, nothing is refused for good."""

import re

import pytest

from smartcity.qlue.tests.test_drafts import SEND, draft, stashed
from smartcity.qlue.tests.test_new import filled, photo
from smartcity.reports import actions
from smartcity.reports.models import Comment, Report

NUMBER = "0812-3456-7890"
TEXT = f"Lubang dalam, hubungi Bu Tini {NUMBER}"


def choice(page, what):
    """The value of the button that says `what`."""
    return re.search(rf'name="personal" value="({what}:[0-9a-f]{{16}})"', page.text)[1]


def again(page, form, what):
    """The same form once more by one of its two buttons; the photo is there already."""
    kept = re.findall(r'name="stashed" value="([^"]+)"', page.text)
    return {name: value for name, value in form.items() if name not in ("photo", "send")} | {
        "stashed": kept, "personal": choice(page, what)}  # fmt: skip


def test_it_works(as_siti):
    form = filled(text=TEXT, landmark="rumah siti@contoh.id")
    page = as_siti.post("/qlue/lapor/", form)
    assert (page.status_code, Report.objects.count()) == (400, 0)
    assert "Semua orang akan membaca nomor telepon dan alamat e-mail yang Anda tulis." in page.text
    for kept in (TEXT, 'value="rumah siti@contoh.id"', 'name="stashed"', f"{NUMBER} · siti@contoh.id"):
        assert kept in page.text, kept
    as_siti.post("/qlue/lapor/", again(page, form, "keep"))
    assert (Report.objects.get().text, Report.objects.get().landmark) == (TEXT, "rumah siti@contoh.id")


def test_taken_out_it_is_sent_without(as_siti):
    form = filled(text=TEXT, landmark="rumah siti@contoh.id")
    page = as_siti.post("/qlue/lapor/", form)
    assert as_siti.post("/qlue/lapor/", again(page, form, "remove")).status_code == 303
    assert (Report.objects.get().text, Report.objects.get().landmark) == (
        "Lubang dalam, hubungi Bu Tini …",
        "rumah …",
    )


def test_what_is_typed_after_that_is_asked_about_anew(as_siti):
    form = filled(text=TEXT)
    form = again(as_siti.post("/qlue/lapor/", form), form, "keep")
    page = as_siti.post("/qlue/lapor/", form | {"text": f"{TEXT} atau 0857-1111-2222"})
    assert (page.status_code, Report.objects.count()) == (400, 0)
    assert "0857-1111-2222" in page.text


@pytest.mark.parametrize("said", ["keep", "keep:", "remove:0123456789abcdef", "ya", "\x00"])
def test_no_other_word_lets_it_through(as_siti, said):
    assert as_siti.post("/qlue/lapor/", filled(text=TEXT, personal=said)).status_code == 400
    assert not Report.objects.exists()


@pytest.mark.parametrize("fields", [{"visibility": "private"}, {"category": "crime"}])
def test_what_is_private_is_not_asked_about(as_siti, fields):
    assert as_siti.post("/qlue/lapor/", filled(text=TEXT, **fields)).status_code == 303


def test_words_without_any_are_not_asked_about(as_siti):
    assert (
        as_siti.post("/qlue/lapor/", filled(text="KM 12, RT 003, telepon 112, Rp 150.000")).status_code == 303
    )


def test_a_guest_is_asked_too(client, city):
    form = filled(text=TEXT, account="guest")
    page = client.post("/qlue/lapor/", form)
    assert (page.status_code, Report.objects.count()) == (400, 0)
    assert client.post("/qlue/lapor/", again(page, form, "keep")).status_code == 303


def test_a_draft_comes_back_to_be_asked_and_goes_through(as_siti, siti):
    form = draft(siti, [stashed(as_siti)], text=TEXT)
    answer = as_siti.post(SEND, form)
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["code"], error["field"], error["found"]) == (
        400,
        "personal",
        "text",
        [NUMBER],
    )
    assert not Report.objects.exists()
    assert as_siti.post(SEND, form | {"personal": f"keep:{error['mark']}"}).status_code == 201
    assert Report.objects.get().text == TEXT


def test_a_draft_whose_answer_was_lost_is_not_asked_again(as_siti, siti):
    form = draft(siti, [stashed(as_siti)], text=TEXT)
    form["personal"] = f"keep:{as_siti.post(SEND, form).json()['errors'][0]['mark']}"
    first = as_siti.post(SEND, form)
    assert as_siti.post(SEND, form | {"personal": ""}).json() == first.json()


def test_a_comment(as_budi, report):
    filed = report()
    address, form = f"/qlue/laporan/{filed.number}/komentar/", {"text": f"Hubungi {NUMBER}"}
    page = as_budi.post(address, form)
    assert (page.status_code, Comment.objects.count()) == (400, 0)
    assert f"Hubungi {NUMBER}</textarea>" in page.text
    as_budi.post(address, form | {"personal": choice(page, "remove")})
    assert Comment.objects.get().text == "Hubungi …"


def test_a_comment_under_a_private_report_is_not_asked_about(as_siti, report):
    filed = report(visibility="private")
    as_siti.post(f"/qlue/laporan/{filed.number}/komentar/", {"text": NUMBER})
    assert Comment.objects.get().text == NUMBER


def test_talk_answers_and_other_words(as_budi, budi, report):
    place = f"/qlue/wilayah/{report().area.code}/"
    post = actions.talk(report().area, budi, text="Kerja bakti")
    for address in (
        place,
        "/qlue/obrolan/",
        f"/qlue/komentar/{post.pk}/ubah/",
        f"/qlue/obrolan/{post.pk}/jawab/",
    ):
        form = {"text": f"{address} {NUMBER}", "kelurahan": report().area.code}
        page = as_budi.post(address, form)
        assert (page.status_code, form["text"] in page.text) == (400, True), address
        assert not Comment.objects.filter(text=form["text"]).exists()
        as_budi.post(address, form | {"personal": choice(page, "keep")})
        assert Comment.objects.filter(text=form["text"]).exists(), address


def test_words_to_a_company(as_budi, city):
    form = {"company": "Listrik Jaya", "text": f"Hubungi {NUMBER}", "place": "rumah saya, siti@contoh.id"}
    page = as_budi.post("/qlue/perusahaan/tulis/", form)
    assert (page.status_code, Comment.objects.count(), 'value="Listrik Jaya"' in page.text) == (400, 0, True)
    as_budi.post("/qlue/perusahaan/tulis/", form | {"personal": choice(page, "remove")})
    said = Comment.objects.select_related("letter").get()
    assert (said.text, said.letter.place) == ("Hubungi …", "rumah saya, …")


def test_mending_ones_report(as_siti, report):
    filed = report()
    address, form = f"/qlue/laporan/{filed.number}/ubah/", {"text": f"Hubungi {NUMBER}", "landmark": ""}
    page = as_siti.post(address, form)
    assert page.status_code == 400
    as_siti.post(address, form | {"personal": choice(page, "keep")})
    filed.refresh_from_db()
    assert filed.text == form["text"]


def test_a_warning_costs_none_of_ones_comments(as_budi, report):
    address = f"/qlue/laporan/{report().number}/komentar/"
    for _n in range(20):
        as_budi.post(address, {"text": NUMBER})
    assert as_budi.post(address, {"text": "Tanpa nomor"}).status_code == 303


def test_in_english(as_siti):
    as_siti.cookies["django_language"] = "en"
    page = as_siti.post("/qlue/lapor/", filled(text=TEXT)).text
    assert "Everybody will read a telephone number that you wrote." in page
    assert "Send anyway" in page


def test_what_is_said_of_an_answer_is_asked_about_too(as_siti, answered):
    reason = {"reason": f"Masih bocor, hubungi {NUMBER}"}
    page = as_siti.post(f"/qlue/laporan/{answered.number}/belum/", reason)
    answered.refresh_from_db()
    assert (page.status_code, answered.status) == (400, "answered")
    as_siti.post(f"/qlue/laporan/{answered.number}/belum/", reason | {"personal": choice(page, "remove")})
    answered.refresh_from_db()
    assert answered.status == "waiting"
    assert NUMBER not in as_siti.get(f"/qlue/laporan/{answered.number}/").text


def test_an_appeal_is_asked_about_too(as_siti, report, lurah_gambir):
    filed, reason = report(), {"reason": f"Keliru, hubungi {NUMBER}"}
    actions.reject(filed, lurah_gambir, reason="Bukan jalan umum")
    page = as_siti.post(f"/qlue/laporan/{filed.number}/banding/", reason)
    assert page.status_code == 400
    as_siti.post(f"/qlue/laporan/{filed.number}/banding/", reason | {"personal": choice(page, "keep")})
    filed.refresh_from_db()
    assert filed.status == "waiting"


def test_what_comes_along_to_another_report_is_asked_about_with_its_photo(as_budi, report):
    filed = report()
    to = f"/qlue/laporan/{filed.number}/dukung/"
    page = as_budi.post(to, {"bring": "1", "text": TEXT, "photo": photo(seed=9)})
    assert (page.status_code, Comment.objects.count()) == (400, 0)
    assert f'action="{to}"' in page.text
    again_ = {"bring": "1", "text": TEXT, "stashed": re.findall(r'name="stashed" value="([^"]+)"', page.text)}
    as_budi.post(to, again_ | {"personal": choice(page, "remove")})
    said = Comment.objects.get()
    assert (NUMBER in said.text, said.photos.count()) == (False, 1)
