"""Already reported? What the form offers to support instead."""

from io import BytesIO
from uuid import uuid4

import pytest

from smartcity.lib.errors import Invalid, NotFound
from smartcity.qlue.tests.test_new import filled, photo, placed
from smartcity.reports import actions
from smartcity.reports.models import Category, Comment, Photo, Report, Support
from smartcity.testing.city import GAMBIR, OUTSIDE, SENEN, jpeg

TEXT = "Lubang dalam di depan halte Juanda"


def asked(client, at=GAMBIR, **fields):
    """The cards offered, by number."""
    query = {"lon": at[0], "lat": at[1], "category": "road", "text": TEXT} | fields
    answer = client.get("/qlue/serupa/", query)
    assert answer.status_code == 200
    return {card["number"]: card for card in answer.context["alike"]}, answer.text


def test_it_works(as_budi, report):
    filed = report(text=TEXT)
    cards, text = asked(as_budi)
    assert list(cards) == [filed.number]
    for words in (
        "Masalah yang sama, dukung",
        "0 m dari titik Anda",
        "Dipegang Lurah Gambir",
        "Menunggu",
        "1 laporan serupa",
    ):
        assert words in text, words


def test_one_tap_supports_it(as_budi, report):
    filed = report(text=TEXT)
    cards, _text = asked(as_budi)
    answer = as_budi.post(cards[filed.number]["support_url"])
    assert answer.url == f"/qlue/laporan/{filed.number}/?dari=lapor#komentar"
    assert Support.objects.filter(report=filed).count() == 1
    assert "tetap tersimpan sebagai draf" in as_budi.get(answer.url).text
    assert "Anda sudah mendukung" in asked(as_budi)[1]


def test_a_stranger_is_asked_to_sign_in_on_the_way(client, report):
    filed = report(text=TEXT)
    cards, _text = asked(client)
    assert "Masuk dulu" in client.post(cards[filed.number]["support_url"]).text


def test_a_private_one_is_not_even_hinted_at(client, as_siti, as_budi, as_lurah_gambir, report):
    report(text=TEXT, visibility="private", photo=jpeg(seed=4))
    report(text=TEXT, category="crime")
    for person in (client, as_siti, as_budi, as_lurah_gambir):
        for category in ("road", "crime"):
            cards, text = asked(person, category=category)
            assert (cards, "<article" in text) == ({}, False)


def test_a_private_ones_picture_is_not_looked_for(as_budi, report):
    report(visibility="private", photo=jpeg(seed=4), category="lamp", text="Gelap")
    name = as_budi.post("/qlue/foto/", {"photo": photo(4)}).json()["name"]
    assert asked(as_budi, stashed=[name])[0] == {}


def test_the_same_picture_tells_across_categories(as_budi, as_siti, report):
    filed = report(category="lamp", text="Gelap", photo=jpeg(seed=4))
    assert asked(as_budi)[0] == {}
    name = as_budi.post("/qlue/foto/", {"photo": photo(4)}).json()["name"]
    cards, text = asked(as_budi, stashed=[name])
    assert list(cards) == [filed.number]
    assert "Fotonya sama" in text
    assert asked(as_siti, stashed=[name])[0] == {}  # another person's stash tells nothing


def test_far_away(client, report):
    report(text=TEXT)
    assert asked(client, at=SENEN)[0] == {}


def test_another_category(client, report):
    report(text=TEXT)
    assert asked(client, category="lamp")[0] == {}


def test_kin_categories(client, report):
    Category.objects.filter(code__in=("road", "jam")).update(kin="way")
    filed = report(text=TEXT)
    assert list(asked(client, category="jam")[0]) == [filed.number]


def test_without_a_category_the_text_tells(client, report):
    filed = report(text=TEXT)
    assert list(asked(client, category="", text="lubang besar di jalan, aspal rusak")[0]) == [filed.number]


def test_three_at_most_the_likeliest_first(client, report):
    for metres in (90, 0, 30, 60):
        report(text=TEXT, at=(GAMBIR[0] + metres / 111_000, GAMBIR[1]))
    cards, _text = asked(client)
    assert len(cards) == 3
    distances = [card["distance_m"] for card in cards.values()]
    assert distances == sorted(distances)
    assert max(distances) < 80


def test_done_yesterday(as_budi, as_siti, siti, answered):
    actions.confirm(answered, siti)
    cards, text = asked(as_budi, text=answered.text)
    assert cards[answered.number]["done"]
    assert "Terjadi lagi?" in text
    assert "Masalah yang sama, dukung" not in text


@pytest.mark.parametrize("gone", ["rejected", "merged", "retired"])
def test_what_is_closed_otherwise_is_not_offered(client, report, gone):
    filed = report(text=TEXT)
    change = {"active": False} if gone == "retired" else {"status": gone}
    Report.objects.filter(pk=filed.pk).update(**change)
    assert asked(client)[0] == {}


@pytest.mark.parametrize("where", [{"lon": "", "lat": ""}, {"lon": "x", "lat": "y"}, {"lon": OUTSIDE[0], "lat": OUTSIDE[1]},
                                   {"category": "tidak-ada"}, {"text": "\x00", "category": ""}, {"stashed": ["\x00", "x"]}])  # fmt: skip
def test_nothing_is_offered_where_nothing_can_be(client, report, where):
    report(text="Gelap", category="lamp")
    assert asked(client, **where)[0] == {}


def test_markup_is_only_text(client, report):
    report(text="<script>alert(1)</script> " + TEXT)
    assert "<script>" not in asked(client)[1]


def test_a_storm_of_one_thing_by_one_user(as_siti):
    """Thirty times the same: each time the earlier one is offered, and nothing is refused in silence."""
    offered = [len(asked(as_siti)[0])]
    for n in range(30):
        assert as_siti.post("/qlue/lapor/", placed(text=TEXT, photo=photo(n))).status_code in (303, 429)
        cards, text = asked(as_siti)
        assert "Ini laporan Anda sendiri" in text
        offered.append(len(cards))
    filed = Report.objects.order_by("pk")
    assert offered == [0, 1, 2] + [3] * (len(offered) - 3)
    assert all(row.repeat_of_id for row in filed[1:])


def test_who_sends_it_all_the_same_is_told(as_budi, report):
    filed = report(text=TEXT)
    sent = as_budi.post("/qlue/lapor/", placed(text=TEXT, photo=photo(9)))
    assert "Tampaknya sama dengan No." in as_budi.get(sent.url).text
    assert Report.objects.get(author__username="budi").repeat_of == filed


def test_but_not_of_a_private_one(as_budi, report):
    report(text=TEXT, visibility="private")
    sent = as_budi.post("/qlue/lapor/", placed(text=TEXT, photo=photo(9)))
    assert "Tampaknya sama" not in as_budi.get(sent.url).text


def test_without_script_the_form_shown_again_offers_them(as_budi, report):
    report(text=TEXT)
    form = placed(text=TEXT, send=None, ask="1", client_id=str(uuid4()))
    assert "Masalah yang sama, dukung" in as_budi.post("/qlue/lapor/", form).text
    assert (
        "Masalah yang sama, dukung"
        not in as_budi.post("/qlue/lapor/", filled(send=None, ask="1", category="lamp", text="Gelap")).text
    )


def brought(client, filed, **fields):
    """What the button of a card sends: the whole form."""
    cards, _text = asked(client)
    return client.post(cards[filed.number]["support_url"], placed(text=TEXT, send=None, bring="1", **fields))


def looked_at(client, picture):
    answer = client.get(picture)
    if answer.streaming:
        list(answer.streaming_content)  # read to its end, as a browser does
    return answer.status_code


def test_the_photo_and_the_words_go_along(as_budi, client, report):
    filed = report(text=TEXT)
    answer = brought(as_budi, filed, photo=photo(9))
    assert answer.url == f"/qlue/laporan/{filed.number}/#komentar"
    assert answer.cookies["terkirim"].value, "its draft is done"
    said = Comment.objects.get()
    assert (said.text, said.photos.count(), Support.objects.count()) == (TEXT, 1, 1)
    picture = f"/media/{said.photos.get().name}-s.jpg"
    assert picture in client.get(f"/qlue/laporan/{filed.number}/").text
    assert looked_at(client, picture) == 200
    assert not Report.objects.exclude(pk=filed.pk).exists()


def test_the_photo_is_told_to_its_office(as_budi, as_lurah_gambir, report):
    filed = report(text=TEXT)
    brought(as_budi, filed, photo=photo(9))
    assert (
        f"/media/{Photo.objects.get(talk__isnull=False).name}-s.jpg"
        in as_lurah_gambir.get(f"/crop/tugas/{filed.number}/").text
    )


def test_what_is_held_shows_its_photo_to_nobody_else(as_budi, client, report):
    filed = report(text=TEXT)
    cards, _text = asked(as_budi)
    links = "http://a.example http://b.example"
    as_budi.post(cards[filed.number]["support_url"], placed(text=links, send=None, bring="1", photo=photo(9)))
    picture = f"/media/{Photo.objects.get(talk__isnull=False).name}-s.jpg"
    assert picture not in client.get(f"/qlue/laporan/{filed.number}/").text
    assert looked_at(client, picture) == 404
    assert looked_at(as_budi, picture) == 200


def test_taken_back_the_photo_is_gone(as_budi, budi, report):
    brought(as_budi, report(text=TEXT), photo=photo(9))
    name = Photo.objects.get(talk__isnull=False).name
    actions.remove_comment(Comment.objects.get(), budi)
    assert looked_at(as_budi, f"/media/{name}.jpg") == 404


def test_anothers_photo_cannot_be_brought(as_budi, siti, report):
    filed = report(text=TEXT)
    (theirs,) = actions.stash([BytesIO(jpeg(seed=8))], siti)
    brought(as_budi, filed, photo=None, stashed=theirs.name)
    theirs.refresh_from_db()
    assert theirs.talk is None


def test_nothing_is_brought_to_a_private_one_or_ones_own(as_budi, as_siti, budi, lurah_gambir, report):
    secret, filed = report(visibility="private"), report(text=TEXT)
    path = "/qlue/laporan/{}/dukung/?on=1"
    assert as_budi.post(path.format(secret.number), placed(bring="1", send=None)).status_code == 404
    assert as_siti.post(path.format(filed.number), placed(bring="1", send=None)).status_code == 400
    with pytest.raises(NotFound):
        actions.bring(secret, budi, text="", stashed=())
    with pytest.raises(Invalid):
        actions.bring(secret, lurah_gambir, text="", stashed=())
    assert not Comment.objects.exists()
    assert not Support.objects.exists()


def test_without_the_tick_only_the_support(as_budi, report):
    filed = report(text=TEXT)
    cards, _text = asked(as_budi)
    as_budi.post(cards[filed.number]["support_url"], placed(text=TEXT, send=None))
    assert (Support.objects.count(), Comment.objects.count()) == (1, 0)
