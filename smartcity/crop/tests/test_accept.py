"""Accepting, and what a second official is told."""

from django.test import Client

from smartcity.crop.tests.conftest import page, text
from smartcity.reports import actions


def accept(client, case, **more):
    return client.post(page(case, "terima/"), {"seen": case.last_event} | more)


def test_it_works(lurah, waiting):
    response = accept(lurah, waiting)
    assert (response.status_code, response.url) == (303, page(waiting))
    waiting.refresh_from_db()
    assert waiting.status == "in_progress"
    assert "Diterima. Warga melihat" in text(lurah.get(page(waiting)))


def test_from_the_inbox_one_goes_back_there(lurah, waiting):
    assert accept(lurah, waiting, next="/crop/?sort=new").url == "/crop/?sort=new"


def test_nowhere_else(lurah, waiting):
    assert accept(lurah, waiting, next="https://evil.example/").url == "/crop/"


def test_without_script_it_has_a_page(lurah, waiting):
    assert "Warga melihat bahwa kantor Anda mulai" in text(lurah.get(page(waiting, "terima/")))


def test_somebody_was_faster(lurah, camat_gambir, waiting):
    actions.accept(waiting, camat_gambir)
    response = lurah.post(page(waiting, "terima/"), {"seen": 1})
    assert response.status_code == 409
    assert "Orang lain lebih dulu" in text(response)
    assert "Diproses, diubah Camat Gambir" in text(response)


def test_it_changed_while_it_was_looked_at(lurah, lurah_gambir, camat_gambir, roads_officer, waiting, city):
    actions.forward(waiting, camat_gambir, to=city.offices.camat, reason="Kami saja")
    actions.forward(waiting, camat_gambir, to=city.offices.gambir, reason="Ternyata kelurahan")
    response = lurah.post(page(waiting, "terima/"), {"seen": 1})
    assert response.status_code == 409
    assert f'name="seen" value="{waiting.last_event}"' in text(response)


def test_a_verifier_may_not(opened, verifier, waiting):
    response = accept(opened(verifier), waiting)
    assert response.status_code == 403
    assert "bukan kantor Anda" in text(response)


def test_the_page_of_an_act_that_cannot_be(lurah, accepted):
    assert "Tindakan ini tidak tersedia: statusnya Diproses" in text(lurah.get(page(accepted, "terima/")))


def test_a_token_is_needed(lurah_gambir, waiting):
    client = Client(enforce_csrf_checks=True)
    client.force_login(lurah_gambir, backend="smartcity.accounts.backends.SeatBackend")
    assert accept(client, waiting).status_code == 403


def test_nonsense_for_seen(lurah, waiting):
    assert accept(lurah, waiting, seen="abc").status_code == 400
    assert accept(lurah, waiting, seen="9" * 40).status_code == 400
