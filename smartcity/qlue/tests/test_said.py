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


@pytest.fixture
def under_hidden(said, siti):
    """Budi's words under a report of Siti's that is private now."""
    actions.hide(said.report, siti)
    return said


def test_ones_own_words_can_be_taken_back_where_one_reads_nothing_else(as_budi, under_hidden):
    report = under_hidden.report
    assert as_budi.get(f"/qlue/laporan/{report.number}/").status_code == 404
    asked = as_budi.get(f"/qlue/komentar/{under_hidden.pk}/hapus/")
    assert "Kata-kata Budi" in asked.text
    for secret in (report.text, str(report.number), report.area.name):
        assert secret not in asked.text, secret
    answer = as_budi.post(f"/qlue/komentar/{under_hidden.pk}/hapus/")
    assert (answer.status_code, answer.url) == (303, "/qlue/saya/tulisan/")
    assert Comment.objects.get().text == ""
    report.refresh_from_db()
    assert report.comments == 0


def test_it_is_nobody_elses_to_take_back(as_siti, as_lurah_gambir, client, under_hidden):
    for other in (as_siti, as_lurah_gambir, client):
        assert other.post(f"/qlue/komentar/{under_hidden.pk}/hapus/").status_code in (403, 404)
    assert Comment.objects.get().text == "Kata-kata Budi"


def test_answers_below_a_post_that_is_gone_are_taken_back_too(as_budi, siti, budi, city, report):
    post = actions.talk(report().area, siti, text="Arisan")
    answer = actions.answer_talk(post, budi, text="Saya ikut")
    actions.remove_comment(post, siti)
    assert as_budi.post(f"/qlue/komentar/{answer.pk}/hapus/").url == "/qlue/saya/tulisan/"
    answer.refresh_from_db()
    assert answer.state == "removed"


def test_all_one_has_said_stands_on_a_page(as_budi, as_siti, under_hidden, budi, report):
    shown = actions.comment(report(), budi, text="Masih tampil")
    page = as_budi.get("/qlue/saya/tulisan/").text
    assert f'href="/qlue/laporan/{shown.report.number}/#komentar"' in page
    assert "tempatnya sudah tidak dapat Anda baca" in page
    assert f"/qlue/laporan/{under_hidden.report.number}/" not in page
    assert page.count("/hapus/") == 2
    other = as_siti.get("/qlue/saya/tulisan/").text
    assert "Kata-kata Budi" not in other
    assert "Belum ada tulisan dari Anda" in other


def test_that_page_goes_on(as_budi, budi, report, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr("smartcity.qlue.views.said.MOST", 2)
    filed = report()
    for n in range(3):
        actions.comment(filed, budi, text=f"Kata {n}")
    with django_assert_max_num_queries(10):
        first = as_budi.get("/qlue/saya/tulisan/")
    assert "Kata 2" in first.text
    assert "Kata 0" not in first.text
    assert "Kata 0" in as_budi.get(f"/qlue/saya/tulisan/{first.context['more']}").text
