"""A citizen is told that their report is part of a bigger work."""

from smartcity.events.models import Event
from smartcity.notices.actions import notify
from smartcity.notices.audience import listeners
from smartcity.reports import actions


def page(client, report):
    return client.get(f"/qlue/laporan/{report.number}/").content.decode()


def test_it_works(client, report, budi, lurah_gambir):
    parent, one, other = report(text="Jalan rusak 200 m"), report(by=budi), report(by=budi)
    for child in (one, other):
        actions.link(child, lurah_gambir, to=parent)
    actions.accept(other, lurah_gambir)
    body = page(client, one)
    assert "Bagian dari pekerjaan yang lebih besar" in body
    assert f"/qlue/laporan/{parent.number}/" in body
    assert "Jalan rusak 200 m" in body
    assert "0 dari 2 laporan di dalamnya sudah dijawab" in body
    assert "Menjadi bagian pekerjaan lebih besar" in body
    assert "2 laporan lain dikerjakan bersama laporan ini; 0 sudah dijawab." in page(client, parent)


def test_nothing_of_a_private_child(client, report, budi, lurah_gambir):
    parent, child = report(), report(by=budi, visibility="private")
    before = page(client, parent)
    actions.link(child, lurah_gambir, to=parent)
    assert page(client, parent).count("layers") == before.count("layers")


def test_nothing_of_a_private_parent(client, report, budi, lurah_gambir):
    parent, child = report(text="Rahasia Siti", visibility="private"), report(by=budi, visibility="private")
    actions.link(child, lurah_gambir, to=parent)
    client.force_login(budi)
    body = page(client, child)
    assert "Menjadi bagian pekerjaan lebih besar" in body
    assert "Rahasia Siti" not in body
    assert str(parent.number) not in body


def test_a_hidden_parent_is_named_no_more(client, report, siti, budi, lurah_gambir):
    parent, child = report(text="Rahasia Siti"), report(by=budi)
    actions.link(child, lurah_gambir, to=parent)
    actions.hide(parent, siti)
    body = page(client, child)
    assert "Tidak lagi bagian" in body
    assert "Rahasia Siti" not in body
    assert str(parent.number) not in body


def test_who_hears(report, siti, budi, lurah_gambir, camat_gambir):
    parent, child = report(), report(by=budi)
    actions.link(child, camat_gambir, to=parent)
    linked, gained = Event.objects.filter(verb__contains="linked").order_by("pk")
    assert listeners(linked, child) == {budi.pk, lurah_gambir.pk}
    assert listeners(gained, parent) == {lurah_gambir.pk}
    assert notify(linked) == 2
