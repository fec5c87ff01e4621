"""A report's page: its story in plain words, and nothing to those it is not for."""

from datetime import timedelta
from io import BytesIO

import pytest

from smartcity.events.actions import record
from smartcity.events.models import Audience, Event
from smartcity.lib.look.words import number as spoken
from smartcity.lib.time import now
from smartcity.qlue.tests.conftest import bare, browser
from smartcity.qlue.timeline import SENTENCES
from smartcity.reports import actions
from smartcity.reports.models import Report
from smartcity.reports.workflow import MOVES
from smartcity.testing import deeds
from smartcity.testing.city import GAMBIR, SENEN, jpeg


def page(client, report, status=200):
    answer = client.get(f"/qlue/laporan/{report.number}/")
    assert answer.status_code == status
    return answer.text


def test_it_works(client, report):
    filed = report(text="Lubang dalam\nDua motor jatuh pagi ini", landmark="SDN 03")
    text = page(client, filed)
    for words in ("Menunggu", "Kel. Gambir", "Jalan rusak", "Dua motor jatuh", "Patokan: SDN 03", "<b>Lurah Gambir</b>",
                  "sisa 1 hari", "Tindakan pertama paling lambat", "Masuk ke kantor Lurah Gambir"):  # fmt: skip
        assert words in text, words


def test_what_the_title_says_is_not_said_again(client, report):
    filed = report(text="Lubang dalam\nDua motor jatuh pagi ini")
    assert '<p class="lines said">Dua motor jatuh pagi ini</p>' in page(client, filed)


def test_who_reported_is_not_shown(client, report, siti):
    siti.pseudonym = "Siti Cideng"
    siti.save()
    filed = report()
    actions.comment(filed, siti, text="Masih ada")
    assert "Siti Cideng" not in page(client, filed)
    assert "Pelapor" in page(client, filed)
    assert "Siti Cideng" not in str([event.data for event in Event.objects.all()])


def test_who_stepped_in_is_named_with_whom_for(client, report, camat_gambir, city):
    filed = report()
    actions.accept(filed, camat_gambir)
    assert "Camat Gambir untuk Lurah Gambir · " in page(client, filed)
    actions.forward(filed, camat_gambir, to=city.offices.roads, reason="Jalan provinsi")
    text = page(client, filed)
    assert text.count("Camat Gambir untuk Lurah Gambir · ") == 2
    assert "Diteruskan ke Dinas Bina Marga" in text


def test_a_private_report_is_absent_for_others(client, as_budi, as_lurah_senen, report):
    filed = report(visibility="private")
    nothing = client.get("/qlue/laporan/100001/")
    for who in (client, as_budi, as_lurah_senen):
        for path in ("", "bagikan/"):
            assert who.get(f"/qlue/laporan/{filed.number}/{path}").status_code == 404
    assert bare(client.get(f"/qlue/laporan/{filed.number}/")) == bare(nothing)


def test_a_private_report_is_its_authors_and_its_offices(as_siti, as_lurah_gambir, report):
    filed = report(visibility="private", text="rahasia")
    assert "Pribadi" in page(as_siti, filed)
    assert "rahasia" in page(as_lurah_gambir, filed)
    assert as_siti.get(f"/qlue/laporan/{filed.number}/")["Cache-Control"] == "private, no-store"
    assert "og:title" not in page(as_siti, filed)


@pytest.mark.parametrize("number", ["1", "99999", "999999999999999999999999999999"])
def test_no_such_number(client, city, number):
    assert client.get(f"/qlue/laporan/{number}/").status_code == 404


def test_every_verb_of_the_workflow_has_its_sentence():
    assert {move.done for move in MOVES.values()} <= set(SENTENCES)


def test_the_journey_in_plain_words(client, report, lurah_gambir, roads_officer, siti, city):
    filed = report()
    actions.forward(filed, lurah_gambir, to=city.offices.roads, reason="jalan milik provinsi")
    actions.accept(filed, roads_officer)
    actions.coordinate(filed, roads_officer, party="PLN", reason="Ada kabel")
    actions.resume(filed, roads_officer)
    actions.answer(filed, roads_officer, reason="Selesai ditambal", photos=[BytesIO(jpeg(seed=4))])
    actions.refuse(filed, siti, reason="Masih berlubang", photos=[BytesIO(jpeg(seed=6))])
    actions.reject(filed, roads_officer, reason="Bukan jalan kami")
    actions.appeal(filed, siti, reason="Ada papan nama jalan provinsi")
    text = page(client, filed)
    told = ["Banding pelapor ke Pemprov", "Ditolak", "Belum selesai, kata pelapor", "Dijawab dengan foto sesudah",
            "Dilanjutkan", "Menunggu PLN", "Dikerjakan", "Diteruskan: jalan milik provinsi", "Masuk ke kantor Lurah Gambir"]  # fmt: skip
    timeline = text[text.index('class="timeline"') :]
    places = [timeline.index(words) for words in told]
    assert places == sorted(places)
    assert "Lurah Gambir ke Dinas Bina Marga" in text


def test_an_office_only_event_is_not_the_publics(client, report, lurah_gambir, city):
    filed = report()
    record(filed.subject, "coordinating", {"party": "Rahasia Kantor", "number": filed.number}, audience=Audience.OFFICE,
           office=city.offices.gambir)  # fmt: skip
    assert "Rahasia Kantor" not in page(client, filed)
    assert "Rahasia Kantor" in page(browser(lurah_gambir), filed)


def test_before_and_after_with_what_is_known_of_the_photo(client, answered):
    text = page(client, answered)
    assert "data-pair" in text
    assert "Foto sesudah: 0 m dari titik, jam server" in text
    assert "belum pernah dipakai." in text


@pytest.mark.parametrize("proof, says", [
    ({"photos": [BytesIO(jpeg())]}, "sama dengan foto lain di laporan ini"),
    ({"photos": [BytesIO(jpeg(seed=7))]}, "tanpa posisi"),
    ({"photos": [BytesIO(jpeg(seed=8))], "lon": SENEN[0], "lat": SENEN[1]}, "jauh, 2,2 km dari titik"),
])  # fmt: skip
def test_a_doubtful_photo_is_shown_as_one(client, report, lurah_gambir, proof, says):
    filed = report()
    actions.accept(filed, lurah_gambir)
    actions.answer(filed, lurah_gambir, reason="Selesai", **proof)
    text = page(client, filed)
    assert says in text
    assert "note-amber" in text


def test_an_old_photo(client, answered):
    answered.photos.filter(part="after").update(flags={"old": True, "unplaced": True})
    assert "diambil sebelum laporan ini dibuat" in page(client, answered)


def test_photos_of_a_refusal_are_no_before_photos(as_siti, answered, siti):
    actions.refuse(answered, siti, reason="Masih", photos=[BytesIO(jpeg(seed=9))])
    context = as_siti.get(f"/qlue/laporan/{answered.number}/").context
    assert (len(context["before"]), len(context["after"])) == (1, 0)
    assert [len(step.photos) for step in context["steps"]] == [
        1,
        1,
        0,
        0,
    ]  # the refused answer's stand in the story


def test_only_the_reporter_is_asked(as_siti, as_budi, client, answered):
    assert "Benar sudah selesai?" in page(as_siti, answered)
    assert "Otomatis selesai dalam 2 hari 23 jam" in page(as_siti, answered)
    for other in (as_budi, client):
        assert "Benar sudah selesai?" not in page(other, answered)


def test_a_merged_report_leads_to_the_other(client, report, lurah_gambir):
    first, second = report(), report()
    actions.merge(second, lurah_gambir, into=first)
    assert f'href="/qlue/laporan/{first.number}/"' in page(client, second)
    assert "digabung ke sini" in page(client, first)


def test_the_clock_of_its_kind_is_public(client, report):
    assert "Untuk Jalan rusak: tindakan pertama dalam 24 jam, selesai dalam 72 jam." in page(client, report())


def test_late_and_nobody_to_be_told(client, report):
    text = page(client, late(report()))
    assert "Terlambat. Belum ada pejabat di atas Lurah Gambir yang dapat diberi tahu." in text
    assert "belum ada yang dapat diberi tahu: Camat Gambir, Wali Kota Jakarta Pusat, Pemprov kosong" in text


def test_late_and_climbed(client, report, camat_gambir):
    filed = late(report())
    text = page(client, filed)
    assert "terlambat" in text
    assert "Terlambat. Camat Gambir sudah diberi tahu." in text
    assert "Terlambat, naik ke Camat Gambir" in text


def late(filed):
    """Make a report late and let it climb one step."""
    past = now() - timedelta(hours=1)
    Report.objects.filter(pk=filed.pk).update(due=past, act_by=past, office_due=past, escalate_at=past)
    actions.escalate(filed)
    return filed


def test_the_fragment_is_only_what_changes(client, report):
    filed = report()
    text = client.get(f"/qlue/laporan/{filed.number}/?fragment=1").text
    assert 'data-part="timeline"' in text
    assert 'data-part="acts"' in text
    assert "<html" not in text


def test_the_card_for_other_networks_is_coarse(client, report):
    text = page(client, report(text='"Lubang" & <b>tebal</b>'))
    head = text[: text.index("</head>")]
    assert 'property="og:title" content="&quot;Lubang&quot; &amp; &lt;b&gt;tebal' in head
    assert "Gambir, Jakarta Pusat" in head
    assert str(GAMBIR[0]) not in head


def test_markup_is_only_text(as_siti, report, siti, lurah_gambir):
    evil = "<script>alert(1)</script>"
    filed = report(text=f"{evil}\n{evil}", landmark=evil)
    actions.comment(filed, siti, text=evil)
    actions.reject(filed, lurah_gambir, reason=evil)
    assert "<script>alert" not in page(as_siti, filed)


def test_why_this_office(client, report):
    assert "Aturan 1: Jalan rusak di Gambir → Lurah Gambir" in page(client, report())


def test_a_place_known_only_by_its_kelurahan(client, report):
    assert "Titiknya perkiraan" in page(client, report(accuracy=1000.0))


def test_the_link_to_hand_on(client, report):
    filed = report()
    answer = client.get(f"/qlue/laporan/{filed.number}/bagikan/")
    assert f"http://127.0.0.1:8000/qlue/laporan/{filed.number}/" in answer.text


def test_in_english(client, answered):
    client.cookies["django_language"] = "en"
    text = page(client, answered)
    for words in (
        "Answered",
        "Broken road",
        "What happened to it",
        "Reached the office of Lurah Gambir",
        "After-photo: 0 m from the spot",
    ):
        assert words in text, words
    for words in ("Dijawab", "Dipegang", "Tulis", "Perjalanan"):
        assert words not in text, words


def test_in_few_queries(as_siti, answered, django_assert_max_num_queries):
    as_siti.get(f"/qlue/laporan/{answered.number}/")
    with django_assert_max_num_queries(12):
        as_siti.get(f"/qlue/laporan/{answered.number}/")


def test_no_cache_keeps_a_private_report(as_siti, report):
    secret = report(visibility="private")
    for path in (f"/qlue/laporan/{secret.number}/", f"/qlue/laporan/{secret.number}/bagikan/"):
        assert as_siti.get(path)["Cache-Control"] == "private, no-store"


def test_the_report_its_picture_stood_in_is_named_to_who_may_see_it(
    client, as_siti, as_budi, report, siti, lurah_gambir
):
    other, case = report(photo=jpeg(seed=7)), report(photo=jpeg(seed=3))
    actions.accept(case, lurah_gambir)
    deeds.answer(case, lurah_gambir, seed=7)
    named = f"pernah dipakai di laporan {spoken(other.number)}"
    assert named in page(client, case)
    actions.hide(other, siti)
    for stranger in (client, as_budi):
        told = page(stranger, case)
        assert "pernah dipakai sebelumnya" in told
        assert named not in told
    assert named in page(as_siti, case)


def test_what_it_was_merged_with_is_not_named_once_hidden(client, report, siti, lurah_gambir):
    kept, joined = report(), report()
    actions.merge(joined, lurah_gambir, into=kept)
    actions.hide(kept, siti)
    page = client.get(f"/qlue/laporan/{joined.number}/").text
    assert "Digabung dengan laporan lain" in page
    assert spoken(kept.number) not in page
    assert f"{kept.number}" not in client.get(f"/api/v1/reports/{joined.number}").text
    assert f"{kept.number}" not in client.get(f"/api/v1/reports/{joined.number}/events").text
    assert (
        f"{kept.number}" not in client.get(f"/open311/v2/requests/{joined.number}.json?extensions=true").text
    )


def test_of_ones_own_the_support_is_told_in_words_and_cannot_be_given(as_siti, as_budi, report, budi):
    filed = report()
    feed = "/qlue/terbaru/"
    for path in (f"/qlue/laporan/{filed.number}/", feed):
        assert "/dukung/" not in as_siti.get(path).text, path
        assert "/dukung/" in as_budi.get(path).text, path
    actions.support(filed, budi)
    for path in (f"/qlue/laporan/{filed.number}/", feed):
        assert "1 dukungan" in as_siti.get(path).text, path
