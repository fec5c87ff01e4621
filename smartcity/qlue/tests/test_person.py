"""A person as others see them; and that nothing leads from a hidden reporter to a profile."""

import json

import pytest

from smartcity.accounts.actions import block, choose_profile, follow_person
from smartcity.accounts.models import Block, Follow
from smartcity.events.models import Event
from smartcity.qlue.tests.conftest import bare
from smartcity.reports import actions
from smartcity.reports.models import Report
from smartcity.testing.city import jpeg


def profile(client, user, **query):
    return client.get(f"/qlue/warga/{user.public_id}/", query)


def test_it_works(client, report, budi):
    filed = report(by=budi, signed=True, text="Lubang besar sekali")
    actions.comment(report(photo=jpeg(seed=4)), budi, text="Saya juga lihat")
    shown = profile(client, budi).text
    assert "Budi" in shown
    assert f"/qlue/laporan/{filed.number}/" in shown
    assert "Saya juga lihat" in shown


def test_a_hidden_reporter_is_nowhere(client, as_budi, report, siti, budi):
    """Siti reports and comments unseen: her profile, her followers' feed and the API know nothing of it."""
    before = bare(profile(client, siti))
    follow_person(budi, siti)
    filed = report(text="Rahasia besar Siti")
    actions.comment(filed, siti, text="Saya pelapornya")
    assert bare(profile(client, siti)) == before, "not by a number, nor by a time"
    assert f"/{filed.number}/" not in as_budi.get("/qlue/diikuti/").text
    pages = [f"/qlue/laporan/{filed.number}/", f"/qlue/laporan/{filed.number}/bagikan/", f"/api/v1/reports/{filed.number}",
             f"/api/v1/reports/{filed.number}/events", f"/api/v1/reports/{filed.number}/comments",
             f"/open311/v2/requests/{filed.number}.json", "/open311/v2/servicerequestupdates.json", "/api/v1/reports"]  # fmt: skip
    for path in pages:
        told = as_budi.get(path).text
        assert siti.public_id not in told, path
        assert "Siti" not in told.replace("Rahasia besar Siti", ""), path
    assert "Siti" not in json.dumps([event.data for event in Event.objects.all()])


def test_the_signature_is_hers_to_give_and_take(as_siti, client, report, siti):
    filed = report()
    as_siti.post(f"/qlue/laporan/{filed.number}/samaran/", {"on": "1"})
    assert siti.public_id in client.get(f"/qlue/laporan/{filed.number}/").text
    assert client.get(f"/api/v1/reports/{filed.number}").json()["reporter"] == {
        "id": siti.public_id,
        "name": "Siti",
    }
    as_siti.post(f"/qlue/laporan/{filed.number}/samaran/", {"on": "0"})
    assert siti.public_id not in client.get(f"/qlue/laporan/{filed.number}/").text
    assert "Siti" not in json.dumps([event.data for event in Event.objects.all()])


def test_nobody_signs_for_another(as_budi, report):
    filed = report()
    assert as_budi.post(f"/qlue/laporan/{filed.number}/samaran/", {"on": "1"}).status_code == 403
    assert not Report.objects.get().signed


def test_a_private_report_is_never_signed(as_siti, report, siti, client):
    filed = report(visibility="private", signed=True)
    assert not filed.signed
    assert as_siti.post(f"/qlue/laporan/{filed.number}/samaran/", {"on": "1"}).status_code == 400
    Report.objects.update(signed=True)  # made private after it was signed
    assert "0" in profile(client, siti).text
    assert profile(client, siti).context["cards"] == []
    assert profile(client, siti).context["signed_in_all"] == 0


def test_what_the_account_chose_goes_for_new_reports(report, siti):
    choose_profile(siti, signs=True)
    assert report().signed
    assert not report(signed=False, photo=jpeg(seed=3)).signed


def test_following_shows_what_carries_the_name(as_budi, report, siti):
    as_budi.post(f"/qlue/warga/{siti.public_id}/ikuti/", {"on": "1"})
    signed, hidden = report(signed=True), report(photo=jpeg(seed=3))
    numbers = {card["number"] for card in as_budi.get("/qlue/diikuti/").context["cards"]}
    assert (signed.number in numbers, hidden.number in numbers) == (True, False)
    as_budi.post(f"/qlue/warga/{siti.public_id}/ikuti/", {"on": "0"})
    assert as_budi.get("/qlue/diikuti/").context["cards"] == []


@pytest.mark.parametrize("what", ["ikuti", "blokir"])
def test_not_oneself(as_siti, siti, what):
    as_siti.post(f"/qlue/warga/{siti.public_id}/{what}/", {"on": "1"})
    assert not Follow.objects.exists()
    assert not Block.objects.exists()


def test_a_closed_profile_is_absent_to_others(client, as_siti, as_budi, siti, budi):
    follow_person(budi, siti)
    as_siti.post("/qlue/saya/profil/", {"signs": "on"})
    nobody = client.get("/qlue/warga/tidakada/")
    assert profile(client, siti).status_code == nobody.status_code == 404
    assert as_budi.post(f"/qlue/warga/{siti.public_id}/ikuti/", {"on": "1"}).status_code == 404
    assert not Follow.objects.exists(), "who followed follows no longer"
    assert profile(as_siti, siti).status_code == 200


def test_a_closed_account_has_no_profile(client, siti):
    siti.is_active = False
    siti.save()
    assert profile(client, siti).status_code == 404


@pytest.mark.parametrize("name", ["a\x00b", "%", "siti", "'--", "x" * 500])
def test_a_guessed_name_is_nobody(client, siti, name):
    assert client.get(f"/qlue/warga/{name}/").status_code == 404


def test_blocking_and_no_longer(as_budi, as_siti, budi, siti, report):
    filed = report(by=budi, photo=jpeg(seed=3))
    actions.comment(filed, siti, text="Kata Siti")
    as_budi.post(f"/qlue/warga/{siti.public_id}/blokir/", {"on": "1"})
    assert "Kata Siti" not in as_budi.get(f"/qlue/laporan/{filed.number}/").text
    assert "Kata Siti" not in profile(as_budi, siti).text
    assert "Siti" in as_budi.get("/qlue/saya/profil/").text
    as_budi.post(f"/qlue/warga/{siti.public_id}/blokir/", {"on": "0"})
    assert "Kata Siti" in as_budi.get(f"/qlue/laporan/{filed.number}/").text


def test_who_is_blocked_cannot_tell(as_siti, budi, siti, report):
    filed = report(by=budi, photo=jpeg(seed=3))
    actions.comment(filed, budi, text="Kata Budi")
    pages = [f"/qlue/laporan/{filed.number}/", f"/qlue/warga/{budi.public_id}/"]
    before = [bare(as_siti.get(page)) for page in pages]
    block(budi, siti)
    assert [bare(as_siti.get(page)) for page in pages] == before


def test_a_block_is_lifted_of_a_closed_profile_too(as_budi, budi, siti):
    block(budi, siti)
    choose_profile(siti, open_profile=False)
    as_budi.post(f"/qlue/warga/{siti.public_id}/blokir/", {"on": "0"})
    assert not Block.objects.exists()


def test_a_stranger_signs_in_first(client, siti):
    answer = client.post(f"/qlue/warga/{siti.public_id}/ikuti/", {"on": "1"})
    assert answer.status_code == 403
    assert not Follow.objects.exists()
