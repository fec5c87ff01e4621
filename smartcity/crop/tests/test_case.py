"""The case page: what it is, why it is here, what happened, what can be done."""

from io import BytesIO

import pytest

from smartcity.crop.acts import offered
from smartcity.crop.tests.conftest import page, text
from smartcity.lib.look.words import number as spoken
from smartcity.reports import actions
from smartcity.reports.models import Photo
from smartcity.testing import deeds
from smartcity.testing.city import SENEN, jpeg


def test_it_works(lurah, waiting):
    body = text(lurah.get(page(waiting)))
    assert "Lubang dalam di tengah jalan" in body
    assert "Menunggu" in body
    assert "Nama pelapor tidak diperlihatkan" in body
    assert "Aturan 1: Jalan rusak di Gambir → Lurah Gambir" in body
    assert 'class="minimap-own"' in body
    assert f'href="geo:{waiting.lat},{waiting.lon}"' in body


def test_the_neighbour_gets_the_same_404_as_for_none(neighbour, waiting):
    theirs, none = neighbour.get(page(waiting)), neighbour.get("/crop/tugas/999999/")
    assert theirs.status_code == none.status_code == 404
    assert neighbour.get(f"{page(waiting)}?fragment=1").status_code == 404


@pytest.mark.parametrize(
    "act",
    [
        "terima",
        "jawab",
        "teruskan",
        "tolak",
        "koordinasi",
        "lanjutkan",
        "gabungkan",
        "komentar",
        "konfirmasi",
    ],
)
def test_the_neighbour_gets_404_for_every_act(neighbour, waiting, act):
    assert neighbour.get(page(waiting, f"{act}/")).status_code == 404
    assert neighbour.post(page(waiting, f"{act}/"), {"reason": "x", "text": "x"}).status_code == 404
    waiting.refresh_from_db()
    assert (waiting.status, waiting.comments) == ("waiting", 0)


def test_a_number_too_large_for_any(lurah):
    assert lurah.get("/crop/tugas/99999999999999999999999999/").status_code == 404
    assert lurah.get("/crop/tugas/1/").status_code == 404


def test_who_is_not_signed_in_is_asked_to(client, waiting):
    assert client.get(page(waiting)).url.startswith("/crop/masuk/?next=")


def test_the_reporter_has_no_name(lurah, waiting, siti):
    actions.comment(waiting, siti, text="Tolong cepat")
    body = text(lurah.get(page(waiting)))
    assert "Pelapor" in body
    assert "Siti" not in body
    assert "siti" not in body


def test_who_passed_it_on_still_reads_it(lurah, lurah_gambir, waiting, city):
    actions.forward(waiting, lurah_gambir, to=city.offices.roads, reason="Jalan provinsi")
    body = text(lurah.get(page(waiting)))
    assert "Sekarang dipegang Dinas Bina Marga" in body
    assert "Terima" not in body


def test_why_says_who_passed_it_on(opened, roads_officer, lurah_gambir, waiting, city):
    actions.forward(waiting, lurah_gambir, to=city.offices.roads, reason="Jalan provinsi")
    body = text(opened(roads_officer).get(page(waiting)))
    assert "Diteruskan Lurah Gambir ke Dinas Bina Marga" in body
    assert "Jalan provinsi" in body
    assert "Jam kantor Anda berjalan sejak" in body


def test_who_steps_in_for_an_office_below_is_told_so(opened, camat_gambir, lurah, waiting):
    above = opened(camat_gambir)
    assert "tercatat sebagai Camat Gambir untuk Lurah Gambir." in text(above.get(page(waiting)))
    assert "tercatat sebagai" not in text(lurah.get(page(waiting)))
    above.post(page(waiting, "terima/"))
    assert [item.by for item in lurah.get(page(waiting)).context["items"]][
        0
    ] == "Camat Gambir untuk Lurah Gambir"


OFFERS = [
    (
        "waiting",
        "lurah_gambir",
        [
            "accept",
            "forward",
            "coordinate",
            "refer",
            "merge",
            "link",
            "reject",
            "ask_name",
            "ask",
            "assign",
            "note",
            "comment",
        ],
    ),
    (
        "waiting",
        "camat_gambir",
        [
            "accept",
            "forward",
            "coordinate",
            "refer",
            "merge",
            "link",
            "reject",
            "ask_name",
            "ask",
            "assign",
            "note",
            "comment",
        ],
    ),
    ("waiting", "verifier", ["comment"]),
    ("waiting", "operator", ["comment"]),
    ("waiting", "administrator", ["comment"]),
    (
        "accepted",
        "lurah_gambir",
        [
            "answer",
            "forward",
            "coordinate",
            "refer",
            "merge",
            "link",
            "reject",
            "ask_name",
            "ask",
            "assign",
            "note",
            "comment",
        ],
    ),
    ("answered", "lurah_gambir", ["merge", "ask_name", "note", "comment"]),
    ("answered", "verifier", ["confirm", "comment"]),
    ("answered", "operator", ["comment"]),
]


@pytest.mark.parametrize("state,who,verbs", OFFERS)
def test_what_is_offered(request, state, who, verbs):
    case, by = request.getfixturevalue(state), request.getfixturevalue(who)
    offer = offered(case, by)
    assert [act.verb for act in (offer.main, offer.second, *offer.rest) if act] == verbs


def test_coordinating_says_for_whom_and_offers_to_go_on(lurah, lurah_gambir, accepted):
    actions.coordinate(accepted, lurah_gambir, party="PLN <b>", reason="Kabel melintang")
    body = text(lurah.get(page(accepted)))
    assert "Menunggu PLN &lt;b&gt;" in body
    assert "Lanjutkan" in body


def test_nobody_is_offered_to_answer_their_own(lurah, lurah_gambir, report):
    case = report(by=lurah_gambir)
    actions.accept(case, lurah_gambir)
    assert offered(case, lurah_gambir).main is None
    assert "orang lain yang harus menjawabnya" in text(lurah.get(page(case)))


def test_where_nothing_presses_one_button_stands_beside_the_rest(lurah, lurah_gambir, answered):
    offer = offered(answered, lurah_gambir)
    assert [act.verb for act in offer.buttons] == ["comment"]
    assert [act.verb for act in offer.behind] == ["merge", "ask_name", "note"]
    bar = text(lurah.get(page(answered))).partition('class="bar case-bar"')[2].partition("</details>")[0]
    assert [bar.count(word) for word in ("Komentari", "Gabungkan", "Minta nama pelapor")] == [1, 1, 1]


def test_an_answer_beside_what_was(lurah, answered):
    body = text(lurah.get(page(answered)))
    assert "Sebelum" in body
    assert "Sesudah" in body
    assert "Sudah ditambal" in body
    assert "Otomatis selesai dalam" in body


def test_what_speaks_against_a_photo_is_said(opened, verifier, accepted, lurah_gambir):
    actions.answer(
        accepted, lurah_gambir, reason="Beres", photos=[BytesIO(jpeg())], lon=SENEN[0], lat=SENEN[1]
    )
    body = text(opened(verifier).get(page(accepted)))
    assert "Sama dengan foto lain di laporan ini" in body
    assert "Diambil 2,2 km dari titik" in body


def test_a_private_case_has_addresses_with_keys(opened, police_officer, report):
    case = report(category="crime", text="Begal")
    body = text(opened(police_officer).get(page(case)))
    assert "Pribadi" in body
    assert ".jpg?k=" in body


def test_markup_is_only_text(lurah, report, budi):
    case = report(text="<script>alert(1)</script>\n<b>tebal</b>", landmark="<i>miring</i>")
    actions.comment(case, budi, text="<img src=x onerror=alert(2)>")
    body = text(lurah.get(page(case)))
    for markup in ("<script>alert", "<b>tebal", "<i>miring", "<img src=x"):
        assert markup not in body


def test_the_card_beside_the_map(lurah, waiting):
    body = text(lurah.get(f"{page(waiting)}?fragment=1&next=/crop/?sort=new"))
    assert "<html" not in body
    assert 'name="next" value="/crop/?sort=new"' in body
    assert "Terima" in body


def test_the_card_leads_nowhere_else(lurah, waiting):
    assert "evil" not in text(lurah.get(f"{page(waiting)}?fragment=1&next=https://evil.example/"))


def test_a_case_without_photo_or_landmark(lurah, report):
    case = report(photos=[], channel="open311")
    assert "tidak disertai foto" in text(lurah.get(page(case)))


def test_few_queries(lurah, answered, django_assert_max_num_queries):
    lurah.get(page(answered))
    with django_assert_max_num_queries(17):
        lurah.get(page(answered))


def test_in_english(lurah, waiting):
    lurah.cookies["django_language"] = "en"
    body = text(lurah.get(page(waiting)))
    assert "Why did this come to me?" in body
    assert "Accept" in body
    assert "Broken road" in body


def test_after_a_refusal_the_new_answer_is_compared(lurah, lurah_gambir, siti, answered):
    actions.refuse(answered, siti, reason="Masih berlubang")
    actions.accept(answered, lurah_gambir)
    actions.answer(answered, lurah_gambir, reason="Kini sungguh", photos=[BytesIO(jpeg(seed=5))])
    first, second = Photo.objects.filter(part="after").order_by("pk")
    shown = [picture.large for picture in lurah.get(page(answered)).context["after"]]
    assert shown == [f"/media/{second.name}.jpg"]
    assert first.name in text(lurah.get(page(answered)))


@pytest.mark.parametrize("field", ["repeat_of", "merged_into"])
def test_of_a_report_that_is_not_theirs_not_even_the_number_is_told(lurah, neighbour, report, field):
    theirs, hidden = report(at=SENEN), report(visibility="private")
    setattr(theirs, field, hidden)
    theirs.save()
    assert f"/crop/tugas/{hidden.number}/" not in text(neighbour.get(page(theirs)))
    both = report()
    setattr(both, field, hidden)
    both.save()
    assert f"/crop/tugas/{hidden.number}/" in text(lurah.get(page(both)))


def test_the_report_its_picture_stood_in_is_named_to_who_may_see_it(lurah, report, siti, lurah_gambir):
    far, near = report(at=SENEN, photo=jpeg(seed=7)), report(photo=jpeg(seed=8))
    named = []
    for seed, other in ((7, far), (8, near)):
        case = report(photo=jpeg(seed=3))
        actions.accept(case, lurah_gambir)
        deeds.answer(case, lurah_gambir, seed=seed)
        actions.hide(other, siti)
        body = text(lurah.get(page(case)))
        assert "Foto ini pernah dipakai" in body
        named.append(f"dipakai di laporan {spoken(other.number)}" in body)
    assert named == [False, True]
