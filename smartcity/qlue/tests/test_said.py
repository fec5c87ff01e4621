"""Comments on their page: held ones, objections, taking back, and what links look like."""

import pytest

from smartcity.reports import actions
from smartcity.reports.models import Comment, Flag

LINK = "Lihat https://murah.example/pompa"


@pytest.fixture
def said(report, budi):
    return actions.comment(report(), budi, text="Kata-kata Budi")


def page(client, report):
    return client.get(f"/qlue/laporan/{report.number}/").text


def test_it_works(as_siti, said):
    answer = as_siti.post(f"/qlue/komentar/{said.pk}/laporkan/", {"objection": "spam", "words": "Iklan"})
    assert (answer.status_code, answer.url) == (303, f"/qlue/laporan/{said.report.number}/#komentar")
    assert Flag.objects.get().words == "Iklan"


def test_the_page_of_an_objection_asks_why(as_siti, said):
    shown = as_siti.get(f"/qlue/komentar/{said.pk}/laporkan/").text
    assert "Kata-kata Budi" in shown
    answer = as_siti.post(f"/qlue/komentar/{said.pk}/laporkan/", {"words": "Iklan"})
    assert (answer.status_code, "Iklan" in answer.text) == (400, True)
    assert not Flag.objects.exists()


def test_a_held_comment_is_seen_by_its_author_alone(as_budi, as_siti, client, report):
    filed = report()
    answer = as_budi.post(f"/qlue/laporan/{filed.number}/komentar/", {"text": LINK}, follow=True)
    assert "Komentar Anda menunggu diperiksa" in answer.text
    assert LINK in page(as_budi, filed)
    for other in (as_siti, client):
        shown = page(other, filed)
        assert LINK not in shown
        assert "0 komentar" in shown


def test_a_link_is_only_text(as_budi, report, verifier):
    filed = report()
    as_budi.post(f"/qlue/laporan/{filed.number}/komentar/", {"text": f"{LINK} <a href=//jahat.example>x</a>"})
    actions.release_comment(Comment.objects.get(), verifier)
    shown = page(as_budi, filed)
    assert 'href="https://murah.example' not in shown
    assert "&lt;a href=//jahat.example&gt;" in shown


def test_a_storm_is_told_to_wait(as_budi, report):
    filed = report()
    for n in range(15):
        as_budi.post(f"/qlue/laporan/{filed.number}/komentar/", {"text": f"Ke-{n}"})
    answer = as_budi.post(f"/qlue/laporan/{filed.number}/komentar/", {"text": "Satu lagi"})
    assert (answer.status_code, "Satu lagi" in answer.text) == (429, True)


@pytest.mark.parametrize("what", ["laporkan", "hapus"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_not_for_you_is_absent(as_budi, as_siti, report, siti, verifier, said, what, method):
    secret = actions.comment(report(visibility="private"), siti, text="Rahasia")
    actions.hide_comment(said, verifier, reason="Kasar")
    for pk in (secret.pk, said.pk, 999_999):
        assert (
            getattr(as_budi, method)(f"/qlue/komentar/{pk}/{what}/", {"objection": "spam"}).status_code == 404
        )


def test_taking_back_asks_first(as_budi, said):
    assert "Kata-kata Budi" in as_budi.get(f"/qlue/komentar/{said.pk}/hapus/").text
    assert Comment.objects.get().text == "Kata-kata Budi"
    as_budi.post(f"/qlue/komentar/{said.pk}/hapus/")
    assert Comment.objects.get().text == ""
    assert "0 komentar" in page(as_budi, said.report)


def test_another_cannot_take_it_back(as_siti, said):
    assert as_siti.post(f"/qlue/komentar/{said.pk}/hapus/").status_code == 404
    assert Comment.objects.get().text == "Kata-kata Budi"


def test_a_name_leads_to_a_profile_unless_it_is_closed(as_siti, said, budi):
    link = f'href="/qlue/warga/{budi.public_id}/"'
    assert link in page(as_siti, said.report)
    budi.open_profile = False
    budi.save()
    shown = page(as_siti, said.report)
    assert link not in shown
    assert "Budi" in shown
