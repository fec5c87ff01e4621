"""Coming in through a city's own directory: a double of one signs what a test wants it to say."""

import json
import re
import time
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from django.test import Client
from requests import ConnectionError, Response

from smartcity.accounts import factors
from smartcity.accounts.actions import end_post
from smartcity.accounts.again import METHODS
from smartcity.accounts.models import Role, User
from smartcity.crop.tests.conftest import text
from smartcity.crop.tests.test_second_factor import code_of
from smartcity.seats import actions
from smartcity.seats.models import Invitation

DOOR, OUT, BACK, SAFE = (
    "/crop/masuk/",
    "/crop/masuk/direktori/",
    "/crop/masuk/direktori/kembali/",
    "/crop/saya/pengaman/",
)
ISSUER = "https://sso.example.id/realms/kota"
OURS = rsa.generate_private_key(public_exponent=65537, key_size=2048)
FORGED = rsa.generate_private_key(public_exponent=65537, key_size=2048)
MAIL = "ani@jakarta.example"


class Double:
    """A directory. `says` are the claims of its next token, `key` and `head` how it is signed; `down`: it is silent."""

    def __init__(self):
        self.says, self.key, self.head, self.algorithm, self.down = {}, OURS, {"kid": "one"}, "RS256", False
        self.issuer, self.asked, self.redeemed = ISSUER, {}, {}

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        return None

    def get(self, address):
        if self.down:
            raise ConnectionError("refused")
        if address.endswith("/.well-known/openid-configuration"):
            return answer({"issuer": self.issuer, "authorization_endpoint": f"{ISSUER}/auth",
                           "token_endpoint": f"{ISSUER}/token", "jwks_uri": f"{ISSUER}/keys"})  # fmt: skip
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(OURS.public_key()))
        return answer({"keys": [public | {"kid": "one", "alg": "RS256", "use": "sig"}]})

    def request(self, _method, _address, data, **_more):
        if self.down:
            raise ConnectionError("refused")
        self.redeemed = data
        moment = int(time.time())
        said = {"iss": ISSUER, "aud": "crop", "sub": "ani-1", "iat": moment, "exp": moment + 300,
                "nonce": self.asked["nonce"], "email": MAIL, "email_verified": True} | self.says  # fmt: skip
        token = jwt.encode(
            {name: it for name, it in said.items() if it is not None}, self.key, self.algorithm, self.head
        )
        return answer({"access_token": "x", "token_type": "Bearer", "id_token": token})

    def visit(self, client, where=OUT, **back):
        """There by `where`, and back with a code."""
        led = client.get(where)
        assert led.status_code == 302, led.content
        assert led.url.startswith(f"{ISSUER}/auth?")
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(led.url).query).items()}
        return client.get(BACK, {"code": "c0de", "state": self.asked["state"]} | back)


def answer(data):
    made = Response()
    made.status_code, made._content = 200, json.dumps(data).encode()
    made.headers["content-type"] = "application/json"
    return made


@pytest.fixture
def double(settings, monkeypatch):
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_SECRET = ISSUER, "crop", "rahasia"
    settings.OIDC_NAME, settings.OIDC_SECOND_FACTOR = "SSO Kota", ["mfa"]
    made = Double()
    monkeypatch.setattr(DefaultSocialAccountAdapter, "get_requests_session", lambda _self: made)
    return made


@pytest.fixture
def strong(double):
    double.says["amr"] = ["pwd", "mfa"]
    return double


@pytest.fixture
def ani(lurah_gambir):
    """The lurah, whose mailbox is proven."""
    EmailAddress.objects.create(user=lurah_gambir, email=MAIL, verified=True)
    return lurah_gambir


def signed_in(client):
    return int(client.session["_auth_user_id"]) if "_auth_user_id" in client.session else None


def test_it_works(client, strong, ani):
    done = strong.visit(client, f"{OUT}?next=/crop/riwayat/")
    assert (done.status_code, done.url) == (302, "/crop/riwayat/")
    assert client.get("/crop/").status_code == 200
    assert SocialAccount.objects.get().user == ani


def test_state_nonce_and_pkce_are_on(client, strong, ani):
    strong.visit(client)
    assert strong.asked["redirect_uri"] == f"http://127.0.0.1:8000{BACK}"
    assert (strong.asked["response_type"], strong.asked["code_challenge_method"]) == ("code", "S256")
    assert len(strong.asked["nonce"]) > 20
    assert len(strong.asked["state"]) >= 16
    assert set(strong.asked["scope"].split()) == {"openid", "email", "profile"}
    assert len(strong.redeemed["code_verifier"]) > 43
    assert strong.redeemed["client_secret"] == "rahasia"  # noqa: S105 the double's


def test_without_one_there_is_no_door(client, ani):
    assert client.get(OUT).status_code == client.get(BACK).status_code == 404
    assert "direktori" not in text(client.get(DOOR))


def test_the_door_offers_it_only_when_set_up(client, double):
    assert "Masuk dengan SSO Kota" in text(client.get(DOOR))


OTHER_APP, LACKING = "untuk aplikasi lain", "tidak lengkap"


@pytest.mark.parametrize("says, why", [
    ({"iss": "https://evil.example"}, "dari direktori lain"), ({"aud": "another"}, OTHER_APP),
    ({"aud": ["crop", "another"], "azp": "another"}, OTHER_APP), ({"nonce": "of-another-visit"}, "untuk kunjungan lain"),
    ({"exp": 1}, "lewat waktu"), ({"nonce": None}, LACKING), ({"exp": None}, LACKING), ({"iat": None}, LACKING),
    ({"sub": None}, LACKING),
])  # fmt: skip
def test_what_the_token_must_say(client, strong, ani, says, why):
    strong.says |= says
    refused = strong.visit(client)
    assert refused.status_code == 400
    assert "tidak memastikan siapa Anda" in text(refused)
    assert why in text(refused)
    assert signed_in(client) is None
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("key, algorithm, head", [
    (FORGED, "RS256", {"kid": "one"}), (OURS, "RS256", {"kid": "two"}), ("secret" * 8, "HS256", {"kid": "one"}),
    (None, "none", {"kid": "one"}), (ec.generate_private_key(ec.SECP256R1()), "ES256", {"kid": "one"}),
])  # fmt: skip
def test_a_forged_signature(client, strong, ani, key, algorithm, head):
    strong.key, strong.algorithm, strong.head = key, algorithm, head
    refused = strong.visit(client)
    assert refused.status_code == 400
    assert "tanda tangannya bukan miliknya" in text(refused)
    assert signed_in(client) is None


def test_a_wrong_state(client, strong, ani):
    assert strong.visit(client, state="guessed").status_code == 400
    assert signed_in(client) is None


def test_each_way_there_works_once_and_in_one_browser(client, strong, ani):
    strong.visit(client)
    again = {"code": "c0de", "state": strong.asked["state"]}
    assert client.get(BACK, again).status_code == 400
    strong.visit(thief := Client(), state="x")
    assert client.get(BACK, {"code": "c0de", "state": strong.asked["state"]}).status_code == 400
    assert signed_in(thief) is None


def test_they_said_no(client, strong, ani):
    client.get(OUT)
    assert client.get(BACK, {"error": "access_denied", "state": "x"}).status_code == 400


def test_silent(client, strong, ani):
    strong.down = True
    silent = client.get(OUT)
    assert silent.status_code == 503
    assert "SSO Kota tidak menjawab" in text(silent)


def test_one_that_describes_another(client, strong, ani):
    strong.issuer = "https://evil.example"
    assert client.get(OUT).status_code == 503


def test_an_address_elsewhere_is_not_gone_to(client, strong, ani):
    assert strong.visit(client, f"{OUT}?next=https://evil.example/").url == "/crop/"


# --- Who


UNVERIFIED, STRANGER = "belum memverifikasi alamat email", "hanya untuk petugas yang diundang"


@pytest.mark.parametrize("says, words", [
    ({"email_verified": False}, UNVERIFIED), ({"email_verified": None}, UNVERIFIED),
    ({"email_verified": "true"}, UNVERIFIED), ({"email": None}, UNVERIFIED), ({"email": "other@jakarta.example"}, STRANGER),
])  # fmt: skip
def test_a_mailbox_nobody_verified(client, strong, ani, says, words):
    strong.says |= says
    refused = strong.visit(client)
    assert refused.status_code == 403
    assert words in text(refused)
    assert signed_in(client) is None
    assert not SocialAccount.objects.exists()


def test_one_that_is_not_proven_here(client, strong, ani):
    EmailAddress.objects.update(verified=False)
    assert strong.visit(client).status_code == 403


def test_somebody_without_a_post(client, strong, siti):
    EmailAddress.objects.create(user=siti, email=MAIL, verified=True)
    refused = strong.visit(client)
    assert refused.status_code == 403
    assert "hanya untuk petugas yang diundang" in text(refused)
    assert signed_in(client) is None
    assert not SocialAccount.objects.exists()


def test_a_stranger_gets_no_account(client, strong, ani):
    strong.says |= {"email": "stranger@jakarta.example", "sub": "stranger"}
    before = User.objects.count()
    assert strong.visit(client).status_code == 403
    assert User.objects.count() == before


def test_once_tied_the_subject_counts_and_not_the_mailbox(client, strong, ani):
    strong.visit(client)
    strong.says["email"] = "ani.new@jakarta.example"
    assert strong.visit(Client()).url == "/crop/"
    strong.says |= {"email": MAIL, "sub": "who-has-the-mailbox-now"}
    refused = strong.visit(successor := Client())
    assert refused.status_code == 403
    assert "terikat pada akun SSO Kota yang lain" in text(refused)
    assert signed_in(successor) is None
    assert SocialAccount.objects.count() == 1


def test_an_administrator_frees_who_got_another_account(client, strong, ani, administrator):
    strong.visit(client)
    actions.reset_factors(ani, administrator)
    strong.says["sub"] = "ani-2"
    assert strong.visit(Client()).url == "/crop/"


def test_a_post_that_ends(client, strong, ani):
    strong.visit(client)
    end_post(ani.posts.get())
    assert client.get("/crop/").url.startswith(DOOR)
    assert strong.visit(client).status_code == 403


def test_an_account_that_was_closed(client, strong, ani):
    strong.visit(client)
    User.objects.filter(pk=ani.pk).update(is_active=False)
    assert strong.visit(Client()).status_code == 403


# --- The second factor


@pytest.mark.parametrize("says", [{}, {"amr": ["pwd"]}, {"amr": "mfa"}, {"acr": "0"}])
def test_a_directory_that_asked_for_less_is_not_enough(client, double, ani, says):
    double.says |= says
    secret = factors.fresh_secret()
    factors.set_up_app(ani, secret, code_of(secret, -1))
    assert double.visit(client).url == "/crop/masuk/kode/"
    assert signed_in(client) is None
    assert client.post("/crop/masuk/kode/", {"code": code_of(secret)}).url == "/crop/"
    assert SocialAccount.objects.get().user == ani


def test_who_has_none_of_ours_sets_one_up(client, double, ani):
    assert double.visit(client).url == SAFE
    assert client.get("/crop/").url.startswith(SAFE)
    secret = re.search(r'class="secret">(\w+)<', text(client.get(SAFE))).group(1)
    client.post(f"{SAFE}aplikasi/", {"code": code_of(secret)})
    assert client.get("/crop/").status_code == 200
    assert SocialAccount.objects.get().user == ani


def test_by_acr(client, double, ani, settings):
    settings.OIDC_SECOND_FACTOR = ["urn:two"]
    double.says["acr"] = "urn:two"
    assert double.visit(client).url == "/crop/"


# --- By an invitation


@pytest.fixture
def link(administrator, city):
    made = actions.invite(city.offices.gambir, Role.LURAH, administrator, name="Ani")
    return "/crop/undangan/" + made.link.rstrip("/").rpartition("/")[2] + "/"


def test_an_invitation_taken_up_by_directory(client, strong, link):
    strong.says |= {"preferred_username": "ani.w", "email_verified": False}
    assert "Lanjutkan dengan SSO Kota" in text(client.get(link))
    assert strong.visit(client, f"{link}direktori/").url == "/crop/"
    made = User.objects.get(username="ani.w")
    assert made.posts.current().get().role == "lurah"
    assert not made.has_usable_password()
    assert strong.visit(Client()).url == "/crop/"  # by subject, without any mailbox
    assert Invitation.objects.get().accepted_by == made


def test_without_a_second_factor_the_seat_is_not_theirs_yet(client, double, link):
    double.says["preferred_username"] = "ani.w"
    assert double.visit(client, f"{link}direktori/").url == SAFE
    made = User.objects.get(username="ani.w")
    assert not made.posts.exists()
    double.visit(Client(), f"{link}direktori/")
    assert User.objects.filter(username__startswith="ani.w").count() == 1  # the same one again


def test_a_name_that_is_taken(client, strong, link, budi):
    strong.says["preferred_username"] = "budi"
    strong.visit(client, f"{link}direktori/")
    assert User.objects.filter(username__startswith="budi-").get().posts.current().exists()


def test_a_link_that_is_over(client, strong, link):
    strong.visit(client, f"{link}direktori/")
    assert Client().get(f"{link}direktori/").status_code == 404


# --- Is it still them?


def test_asked_again(client, strong, ani):
    strong.visit(client)
    session = client.session
    session[METHODS] = []
    session.save()
    assert "SSO Kota" in text(client.get("/crop/masuk/lagi/"))
    where = f"{OUT}?again=1&next={SAFE}"
    assert strong.visit(client, where).status_code == 400  # it does not say that it asked just now
    assert (strong.asked["prompt"], strong.asked["max_age"]) == ("login", "0")
    strong.says["auth_time"] = int(time.time())
    assert strong.visit(client, where).url == SAFE
    assert client.get("/crop/masuk/lagi/").status_code == 302


def test_somebody_else_is_not_them(client, strong, ani, lurah_senen):
    strong.visit(client)
    strong.says |= {"auth_time": int(time.time()), "sub": "senen", "email": "senen@jakarta.example"}
    EmailAddress.objects.create(user=lurah_senen, email="senen@jakarta.example", verified=True)
    assert strong.visit(client, f"{OUT}?again=1").status_code == 400
    assert signed_in(client) == ani.pk
