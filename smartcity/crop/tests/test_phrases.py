"""Words an office keeps: put into a form without script, with its placeholders filled; nobody else's."""

import pytest

from smartcity.crop.tests.conftest import page, text, upload
from smartcity.lib.errors import Conflict, Invalid, NotFound
from smartcity.reports import actions
from smartcity.reports.models import Phrase

HERE = "/crop/templat/"
WORDS = "Laporan {nomor} di {kelurahan}: {kantor} sudah menambal."


@pytest.fixture
def kept(city, lurah_gambir):
    return actions.keep_phrase(city.offices.gambir, lurah_gambir, verb="answer", title="Tambal", text=WORDS)


def new(city, **fields):
    return {
        "do": "keep",
        "office": city.offices.gambir.code,
        "verb": "reject",
        "title": "Ganda",
        "text": "Sudah ada",
    } | fields


def test_it_works(lurah, city):
    assert "Belum ada templat" in text(lurah.get(HERE))
    assert lurah.post(HERE, new(city)).status_code == 303
    assert "Sudah ada" in text(lurah.get(HERE))


def test_put_into_the_form_behind_what_was_typed(lurah, accepted, kept):
    assert 'name="phrase"' in text(lurah.get(page(accepted, "jawab/")))
    response = lurah.post(
        page(accepted, "jawab/"), {"phrase": kept.pk, "reason": "Pagi tadi.", "photo": upload()}
    )
    assert response.status_code == 200
    form = response.context["form"]
    number = f"{accepted.number:,}".replace(",", " ")
    assert form["reason"].value().replace("\N{NO-BREAK SPACE}", " ") == (
        f"Pagi tadi.\nLaporan {number} di Gambir: Lurah Gambir sudah menambal."
    )
    assert len(response.context["stashed"]) == 1
    accepted.refresh_from_db()
    assert accepted.status == "in_progress"


def test_what_enter_presses_is_the_act(lurah, accepted, kept):
    """The first button of a form is the one a return key presses."""
    body = text(lurah.get(page(accepted, "jawab/"))).split('id="act"')[1]
    assert body.index("<button") < body.index('name="phrase"')


def test_only_where_it_belongs(lurah, accepted, kept):
    assert 'name="phrase"' not in text(lurah.get(page(accepted, "tolak/")))
    assert lurah.post(page(accepted, "tolak/"), {"phrase": kept.pk}).status_code == 404


def test_the_neighbour_neither_reads_nor_uses_it(neighbour, opened, camat_gambir, accepted, kept):
    assert "Tambal" not in text(neighbour.get(HERE))
    assert opened(camat_gambir).post(page(accepted, "jawab/"), {"phrase": kept.pk}).status_code == 404


def test_nor_changes_it(neighbour, lurah_senen, city, kept):
    assert neighbour.post(HERE, {"do": "drop", "pk": kept.pk}).status_code == 404
    assert neighbour.post(HERE, new(city, pk=kept.pk)).status_code == 404
    assert neighbour.post(HERE, new(city)).status_code == 404
    with pytest.raises(NotFound):
        actions.drop_phrase(kept, lurah_senen)
    with pytest.raises(NotFound):
        actions.keep_phrase(city.offices.senen, lurah_senen, verb="answer", title="x", text="x", pk=kept.pk)
    assert Phrase.objects.get().text == WORDS


def test_mended_and_dropped(lurah, city, kept):
    assert WORDS in text(lurah.get(f"{HERE}?ubah={kept.pk}"))
    assert lurah.post(HERE, new(city, pk=kept.pk, title="Baru")).status_code == 303
    assert Phrase.objects.get().title == "Baru"
    assert lurah.post(HERE, {"do": "drop", "pk": kept.pk}).status_code == 303
    assert not Phrase.objects.exists()


BAD = [
    ({"text": "Halo {pelapor}"}, "tidak dikenal"),
    ({"title": " "}, "Beri judul"),
    ({"text": ""}, "Tuliskan"),
    ({"verb": "burn"}, "Pilih untuk"),
]


@pytest.mark.parametrize("fields,said", BAD)
def test_what_cannot_be(lurah, city, fields, said):
    response = lurah.post(HERE, new(city, **fields))
    assert response.status_code == 400
    assert said in text(response)


def test_a_title_twice(lurah, city, lurah_gambir, kept):
    with pytest.raises(Conflict):
        actions.keep_phrase(city.offices.gambir, lurah_gambir, verb="answer", title="Tambal", text="x")


def test_braces_that_mean_nothing_in_old_words_stay(lurah, accepted, kept):
    Phrase.objects.update(text="{asal} {tempat}")
    response = lurah.post(page(accepted, "jawab/"), {"phrase": kept.pk})
    assert response.context["form"]["reason"].value() == "{asal} Gambir"


def test_too_many_are_refused(city, lurah_gambir, monkeypatch, kept):
    monkeypatch.setattr("smartcity.reports.actions.phrases.MOST_PHRASES", 1)
    with pytest.raises(Invalid):
        actions.keep_phrase(city.offices.gambir, lurah_gambir, verb="answer", title="Lagi", text="x")
