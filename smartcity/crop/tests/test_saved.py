"""Filters kept under a name: one's own, understood anew each time, and nobody else's."""

import pytest

from smartcity.crop.tests.conftest import text
from smartcity.seats.models import SavedFilter
from smartcity.seats.saving import MOST, save_filter

HERE = "/crop/saringan/"


def keep(client, query="category=flood&status=waiting", name="Banjir baru"):
    return client.post(HERE, {"name": name, "query": query})


def names(client, address="/crop/"):
    return [one.name for one in client.get(address).context["saved"]]


def test_it_works(lurah, waiting):
    assert "Simpan saringan ini" in text(lurah.get("/crop/?status=waiting&category=flood"))
    answer = keep(lurah)
    assert (answer.status_code, answer.url) == (303, "/crop/?status=waiting&category=flood")
    body = text(lurah.get(answer.url))
    assert "Saringan disimpan." in body
    assert 'href="?status=waiting&amp;category=flood" aria-current="true">Banjir baru</a>' in body
    chips = body[: body.index('<details class="filters">')]
    assert "Banjir baru" in chips


def test_nothing_chosen_is_nothing_to_keep(lurah):
    assert "Simpan saringan ini" not in text(lurah.get("/crop/"))
    keep(lurah, query="")
    assert not SavedFilter.objects.exists()


def test_only_what_is_understood_is_kept(lurah):
    keep(
        lurah,
        query="next=//evil.example&status=waiting&sort=near&at=106.8,-6.1&view=map&case=7&after=1-1&mine=x",
    )
    assert SavedFilter.objects.get().query == "status=waiting"


def test_what_was_kept_is_read_anew(lurah, lurah_gambir):
    save_filter(lurah_gambir, name="Lama", query="status=gone&x=javascript:alert(1)&category=road")
    (one,) = lurah.get("/crop/").context["saved"]
    assert one.href == "?category=road"


def test_the_same_name_is_kept_once(lurah):
    keep(lurah)
    keep(lurah, query="mine=1")
    assert [row.query for row in SavedFilter.objects.all()] == ["mine=1"]


@pytest.mark.parametrize("name", ["", "  ", "\x00"])
def test_it_needs_a_name(lurah, name):
    assert "Saringan disimpan." not in text(lurah.get(keep(lurah, name=name).url))
    assert not SavedFilter.objects.exists()


def test_as_many_as_there_may_be(lurah):
    for n in range(MOST + 1):
        keep(lurah, name=f"Saringan {n}")
    assert "Hapus satu dulu" in text(lurah.get("/crop/"))
    assert len(names(lurah)) == MOST
    keep(lurah, name="Saringan 3", query="mine=1")
    assert SavedFilter.objects.get(name="Saringan 3").query == "mine=1"


def test_it_is_dropped(lurah):
    keep(lurah)
    row = SavedFilter.objects.get()
    assert lurah.post(f"{HERE}{row.pk}/hapus/", {"query": "status=waiting"}).url == "/crop/?status=waiting"
    assert names(lurah) == []
    assert lurah.post(f"{HERE}{row.pk}/hapus/").status_code == 404


def test_the_neighbour_neither_sees_nor_drops_it(lurah, neighbour):
    keep(lurah)
    assert names(neighbour) == []
    assert neighbour.post(f"{HERE}{SavedFilter.objects.get().pk}/hapus/").status_code == 404
    assert names(lurah) == ["Banjir baru"]


def test_another_browser_of_theirs_has_it(lurah, opened, lurah_gambir):
    keep(lurah)
    assert names(opened(lurah_gambir)) == ["Banjir baru"]


def test_markup_in_a_name_is_only_text(lurah):
    keep(lurah, name="<script>alert(1)</script>")
    assert "<script>alert" not in text(lurah.get("/crop/"))
