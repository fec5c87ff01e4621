"""A city's own directory (OpenID Connect): who somebody is, by a token it signed. It makes nobody an official; whom it
knows must hold a post already, or come by an invitation. docs/decisions/0029-directory-and-duty.md.

Redirect, state and PKCE are allauth's; nonce, signature and claims are checked here as OpenID Connect Core 3.1.3.7 says."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import jwt
from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from requests import RequestException

from smartcity.accounts.models import User
from smartcity.accounts.queries import digest
from smartcity.lib.db import write
from smartcity.lib.errors import Conflict, DomainError
from smartcity.lib.time import now

ID = "directory"  # of the provider, in allauth's rows
PATH = (
    "/crop/masuk/direktori/kembali/"  # where the directory sends them back to; part of the outside contract
)
SIGNED = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
SKEW = timedelta(seconds=60)  # between its clock and ours
KNOWN_FOR = 300  # seconds its own description is believed
LATELY = timedelta(minutes=10)


class NotShown(DomainError):
    """The directory did not show who it is: a forged, late, foreign or refused answer."""

    code = "directory_refused"


class Silent(DomainError):
    """The directory cannot be reached, or speaks no OpenID Connect."""

    status = 503
    code = "directory_silent"


@dataclass(frozen=True, slots=True)
class Claims:
    """What a checked token says. `key` is of its subject, `email` only where the directory has verified it; `strong`:
    it asked for a second factor itself; `lately`: and did so within ten minutes."""

    key: str
    email: str
    name: str
    strong: bool
    lately: bool


class _Adapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth ships no types
    def get_provider(self) -> "_Directory":
        return _Directory(self.request)

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return settings.BASE_URL + PATH

    @property
    def openid_config(self) -> dict[str, Any]:
        """Its own description, which must be of the issuer that was asked (OpenID Connect Discovery 4.3)."""
        found: dict[str, Any] | None = cache.get(ID)
        if found is None:
            found = _fetched(settings.OIDC_ISSUER + "/.well-known/openid-configuration")
            if str(found.get("issuer", "")).rstrip("/") != settings.OIDC_ISSUER:
                raise Silent(_silence())
            cache.set(ID, found, KNOWN_FOR)
        return found


class _Directory(OpenIDConnectProvider):  # type: ignore[misc]
    oauth2_adapter_class = _Adapter

    def __init__(self, request: HttpRequest) -> None:
        app = SocialApp(provider="openid_connect", provider_id=ID, name=settings.OIDC_NAME,
                        client_id=settings.OIDC_CLIENT_ID, secret=settings.OIDC_SECRET,
                        settings={"server_url": settings.OIDC_ISSUER, "oauth_pkce_enabled": True})  # fmt: skip
        super().__init__(request, app=app)


def offered() -> str:
    """What it is called; empty where the city has none."""
    return settings.OIDC_NAME if settings.OIDC_ISSUER else ""


def lead(request: HttpRequest, way_on: str, *, again: bool = False, **kept: str) -> HttpResponse:
    """To the directory's own page; `kept` and `way_on` come back with them. `again`: it shall ask anew. Raises Silent."""
    nonce = secrets.token_urlsafe(24)
    asked = {"nonce": nonce} | ({"prompt": "login", "max_age": "0"} if again else {})
    data = {"nonce": nonce, "way_on": way_on, "again": again, **kept}
    try:
        answer: HttpResponse = _Directory(request).redirect(
            request, "login", data=data, scope=["openid", "email", "profile"], auth_params=asked
        )
    except (RequestException, KeyError, ValueError) as wrong:
        raise Silent(_silence()) from wrong
    return answer


def shown(request: HttpRequest) -> tuple[Claims, dict[str, Any]]:
    """Who came back, and what was kept for them. Each way there works once. Raises NotShown, Silent."""
    state = statekit.unstash_state(request, provider_id=ID, state_id=request.GET.get("state", ""))
    if state is None or "code" not in request.GET:
        raise NotShown(_refusal())
    provider = _Directory(request)
    adapter = provider.get_oauth2_adapter(request)
    try:
        client = adapter.get_client(request, provider.app)
        answer = client.get_access_token(request.GET["code"], pkce_code_verifier=state["pkce_code_verifier"])
        keys = _fetched(adapter.openid_config["jwks_uri"])
    except (OAuth2Error, KeyError) as wrong:
        raise NotShown(_refusal()) from wrong
    except (RequestException, ValueError) as wrong:
        raise Silent(_silence()) from wrong
    issuer = adapter.openid_config["issuer"]
    return _claims(_checked(answer.get("id_token", ""), keys, issuer, state["data"]["nonce"])), state["data"]


def _checked(token: str, keys: dict[str, Any], issuer: str, nonce: str) -> dict[str, Any]:
    """The claims of a token that this directory signed for us, now, for this very visit. Raises NotShown."""
    try:
        kid = jwt.get_unverified_header(token).get("kid")
        known = [key for key in jwt.PyJWKSet.from_dict(keys).keys if kid is None or key.key_id == kid]
        told: dict[str, Any] = jwt.decode(
            token, known[0], algorithms=SIGNED, issuer=issuer, audience=settings.OIDC_CLIENT_ID, leeway=SKEW,
            options={"require": ["exp", "iat", "iss", "aud", "sub", "nonce"]},
        )  # fmt: skip
    except (jwt.PyJWTError, IndexError) as wrong:
        raise NotShown(_refusal(_why(wrong))) from wrong
    if told.get("azp", settings.OIDC_CLIENT_ID) != settings.OIDC_CLIENT_ID:
        raise NotShown(_refusal(_why(jwt.InvalidAudienceError())))
    if not constant_time_compare(str(told["nonce"]), nonce):
        raise NotShown(_refusal(_("jawabannya untuk kunjungan lain")))
    return told


def _why(wrong: Exception) -> str:
    """What is wrong with a token, for whoever sets the directory up and for whom it sent."""
    match wrong:
        case jwt.ExpiredSignatureError():
            return _("jawabannya sudah lewat waktu")
        case jwt.InvalidAudienceError():
            return _("jawabannya untuk aplikasi lain")
        case jwt.InvalidIssuerError():
            return _("jawabannya dari direktori lain")
        case jwt.InvalidSignatureError() | jwt.InvalidAlgorithmError() | jwt.InvalidKeyError() | IndexError():
            return _("tanda tangannya bukan miliknya")
    return _("jawabannya tidak lengkap")


def _claims(told: dict[str, Any]) -> Claims:
    methods = told.get("amr")
    ways = {told.get("acr"), *(methods if isinstance(methods, list) else ())}
    email = str(told.get("email") or "") if told.get("email_verified") is True else ""
    at = told.get("auth_time")
    return Claims(
        key=digest(f"{settings.OIDC_ISSUER} {told['sub']}"),
        email=email.strip().lower(),
        name=str(told.get("preferred_username") or email.partition("@")[0])[:60],
        strong=not ways.isdisjoint(settings.OIDC_SECOND_FACTOR),
        lately=isinstance(at, int | float) and now().timestamp() - at < LATELY.total_seconds(),
    )


# --- Whose account it is


def person_of(claims: Claims) -> User | None:
    """The account tied to this subject; else the one that proved the same mailbox, unless it is tied to another subject:
    a mailbox is given to the next one in office, an account is not."""
    tie = SocialAccount.objects.filter(provider=ID, uid=claims.key).select_related("user").first()
    if tie is not None:
        return tie.user if tie.user.is_active else None
    if not claims.email:
        return None
    found = EmailAddress.objects.filter(email=claims.email, verified=True, user__is_active=True)
    user: User | None = next((one.user for one in found.select_related("user")), None)
    return None if user is None or tied(user) else user


def why_nobody(claims: Claims) -> tuple[str, str]:
    """Words and code for whom `person_of` does not find. They tell only what the directory itself has just said of its own
    account, and, to whoever holds a mailbox, that it is known here by another account."""
    name = {"name": settings.OIDC_NAME}
    if not claims.email:
        return _(
            "%(name)s belum memverifikasi alamat email Anda, jadi jabatan Anda tidak dapat dicari dengannya. Minta pengelola %(name)s memverifikasinya, atau masuk lewat tautan undangan."
        ) % name, "mailbox_unverified"
    if EmailAddress.objects.filter(
        email=claims.email, verified=True, user__socialaccount__provider=ID
    ).exists():
        return _(
            "Alamat email ini terikat pada akun %(name)s yang lain. Bila akun Anda diganti, minta administrator kota melepas pengaman lama Anda."
        ) % name, "other_account"
    return _("Akun ini tidak memegang jabatan."), "no_seat"


def tied(user: User) -> bool:
    return bool(SocialAccount.objects.filter(provider=ID, user=user).exists())


def tie(user: User, key: str) -> None:
    """From now on this subject is `user`, whatever its mailbox. Of what the directory said nothing else is kept. Raises
    Conflict when one of them is tied already."""
    with write():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        owner = SocialAccount.objects.filter(provider=ID, uid=key).values_list("user_id", flat=True).first()
        if owner == user.pk:
            return
        if owner is not None or tied(user):
            raise Conflict(_refusal(), code="tied_already")
        SocialAccount.objects.create(provider=ID, uid=key, user=user)


def untie(user: User) -> None:
    with write():
        SocialAccount.objects.filter(provider=ID, user=user).delete()


def _fetched(address: str) -> dict[str, Any]:
    with get_adapter().get_requests_session() as session:
        answer = session.get(address)
        answer.raise_for_status()
        found = answer.json()
    if not isinstance(found, dict):
        raise Silent(_silence())
    return found


def _silence() -> str:
    return _("%(name)s tidak menjawab. Coba lagi, atau masuk dengan cara lain.") % {
        "name": settings.OIDC_NAME
    }


def _refusal(why: str = "") -> str:
    if not why:
        return _("%(name)s tidak memastikan siapa Anda. Mulai lagi dari awal.") % {"name": settings.OIDC_NAME}
    return _("%(name)s tidak memastikan siapa Anda: %(why)s. Mulai lagi dari awal.") % {
        "name": settings.OIDC_NAME, "why": why,
    }  # fmt: skip
