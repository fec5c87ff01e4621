"""Passkeys without a browser: what is asked, what is refused. The ceremony itself: tests/browser/test_passkey.py."""

import json

import pytest
from allauth.mfa.models import Authenticator

from smartcity.accounts.models import User


@pytest.fixture
def key(siti):
    """Siti's passkey, as far as lists and names go."""
    return Authenticator.objects.create(user=siti, type="webauthn", data={"name": "Ponsel", "credential": {}})


def test_it_works(client, city):
    told = client.get("/qlue/masuk/kunci/").json()["publicKey"]
    assert told["userVerification"] == "required"
    assert told["rpId"] == "testserver"
    assert len(told["challenge"]) > 20


def test_making_one_asks_for_the_finger_and_names_its_owner(as_siti, client):
    told = as_siti.get("/qlue/saya/kunci/").json()["publicKey"]
    assert told["authenticatorSelection"]["userVerification"] == "required"
    assert told["authenticatorSelection"]["residentKey"] == "required"
    assert client.get("/qlue/saya/kunci/").status_code == 302


JUNK = ["", "{", "null", "[]", "{}", '{"response": 1}', '{"response": {}}', json.dumps({"id": "a", "rawId": "%%", "type": "public-key",
        "response": {"clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA", "userHandle": "MQ"},
        "clientExtensionResults": {}})]  # fmt: skip


@pytest.mark.parametrize("credential", JUNK)
def test_what_is_no_passkey_is_refused_in_the_same_words(client, as_siti, city, credential):
    client.get("/qlue/masuk/kunci/")
    answer = client.post("/qlue/masuk/kunci/", {"credential": credential})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_passkey")
    as_siti.get("/qlue/saya/kunci/")
    page = as_siti.post("/qlue/saya/kunci/", {"credential": credential})
    assert page.status_code == 400
    assert not Authenticator.objects.exists()


def test_naming_and_removing(as_siti, key):
    as_siti.post(f"/qlue/saya/kunci/{key.pk}/", {"name": "Kantor"})
    assert "Kantor" in as_siti.get("/qlue/saya/masuk/").text
    as_siti.post(f"/qlue/saya/kunci/{key.pk}/", {"remove": "1"})
    assert not Authenticator.objects.exists()


def test_anothers_is_absent(as_budi, key):
    for fields in ({"name": "Milikku"}, {"remove": "1"}):
        assert as_budi.post(f"/qlue/saya/kunci/{key.pk}/", fields).status_code == 404
    key.refresh_from_db()
    assert key.data["name"] == "Ponsel"


def test_the_last_way_in_stays(as_siti, key):
    User.objects.update(password="!")
    as_siti.force_login(key.user.__class__.objects.get(pk=key.user_id))
    page = as_siti.post(f"/qlue/saya/kunci/{key.pk}/", {"remove": "1"})
    assert page.status_code == 400
    assert "satu-satunya cara" in page.text
    assert Authenticator.objects.exists()
