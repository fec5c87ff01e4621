"""A report that a hospital was full: begun from the hospital's page, told to its clerk, answered by either."""

import pytest

from smartcity.beds.replying import reply
from smartcity.events.models import Event
from smartcity.lib.errors import IllegalMove, Invalid, NotAllowed, NotFound
from smartcity.notices.audience import listeners
from smartcity.reports import actions

BEGUN = "/qlue/lapor/?category=jam&lon=106.81&lat=-6.17&attribute%5Bbed_hospital%5D=RS+Contoh+Gambir&attribute%5Bbed_class%5D=icu"


def test_it_works(client, hospital, denied):
    text = client.get(BEGUN).text
    assert 'value="RS Contoh Gambir"' in text
    assert 'id="q-bed_class-icu" value="icu" checked' in text
    assert 'data-for="jam">' in text
    assert 'value="106.81"' in text


@pytest.mark.parametrize(
    "query",
    [
        "?category=throne",
        "?category=%00",
        "?lon=nan&lat=1",
        "?lon=abc",
        "?category=jam&lon=1e999&lat=0",
        "?attribute%5Bbed_class%5D=<b>",
    ],
)
def test_what_is_wrong_is_not_chosen(client, denied, query):
    answer = client.get(f"/qlue/lapor/{query}")
    assert answer.status_code == 200
    assert "<b>" not in answer.text.split('id="id_attributes"')[1].split("</fieldset>")[0]


def test_clerk_and_holder_hear_of_it(hospital, clerk, stranger, denied, lurah_gambir):
    filed = denied()
    event = Event.objects.get(verb="submitted")
    assert listeners(event, filed) == {clerk.pk, lurah_gambir.pk}


def test_of_a_private_one_only_its_holder(hospital, clerk, denied, lurah_gambir):
    filed = denied(visibility="private")
    assert listeners(Event.objects.get(verb="submitted"), filed) == {lurah_gambir.pk}


def test_both_are_named_on_the_case(client, hospital, denied, as_lurah_gambir):
    filed = denied()
    for text in (
        client.get(f"/qlue/laporan/{filed.number}/").text,
        as_lurah_gambir.get(f"/crop/tugas/{filed.number}/").text,
    ):
        assert '<a href="/rumah-sakit/rs-contoh-gambir/">RS Contoh Gambir</a>' in text
        assert "diberi tahu" in text


def test_the_hospital_replies(client, siti, hospital, clerk, denied, lurah_gambir):
    filed = denied()
    reply(filed, hospital, clerk, "Dua tempat tidur dipakai pasien IGD pukul 9.")
    assert "dipakai pasien IGD" in client.get(f"/qlue/laporan/{filed.number}/").text
    event = Event.objects.get(verb="hospital_replied")
    assert listeners(event, filed) == {siti.pk, lurah_gambir.pk}
    filed.refresh_from_db()
    assert filed.status == "waiting", "its holder judges"


def test_who_may_not_reply(hospital, other, clerk, stranger, denied, lurah_gambir):
    filed = denied()
    with pytest.raises(NotAllowed):
        reply(filed, hospital, stranger, "Bukan kami")
    with pytest.raises(NotFound):
        reply(filed, other, stranger, "Bukan kami")
    with pytest.raises(NotFound):
        reply(denied(visibility="private", text="Diam-diam"), hospital, clerk, "Siapa ini?")
    with pytest.raises(Invalid):
        reply(filed, hospital, clerk, " ")
    actions.reject(filed, lurah_gambir, reason="Sudah dicek")
    with pytest.raises(IllegalMove):
        reply(filed, hospital, clerk, "Terlambat")
    assert not Event.objects.filter(verb="hospital_replied").exists()
