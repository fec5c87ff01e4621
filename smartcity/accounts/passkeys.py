"""Passkeys: a key in the phone that opens the account with a finger. The ceremony and its checks are allauth's.

One made where a seat speaks is marked `seat` and opens it; one made as a citizen opens a citizen's session only."""

import json
import struct
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.internal import auth, flows
from django.conf import settings
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import gettext as _

from smartcity.accounts.codes import enter
from smartcity.accounts.contacts import has_other_way_in
from smartcity.accounts.factors import PASSKEY_OF_A_SEAT, factors_of, password_may_suffice
from smartcity.accounts.limits import spend, visitor_of
from smartcity.accounts.models import User
from smartcity.lib.db import write
from smartcity.lib.errors import Invalid, NotAllowed, NotFound
from smartcity.lib.text import clean_line

WEBAUTHN = Authenticator.Type.WEBAUTHN
MOST = 10
MOST_NAME = 40


def asked() -> dict[str, Any]:
    """What the browser is asked in order to sign in: any passkey of this site, and that its owner is there."""
    options: dict[str, Any] = auth.begin_authentication(None)
    return options


def sign_in_by_passkey(request: HttpRequest, credential: str) -> User:
    """As a citizen. Raises Invalid, in the same words whatever is wrong; TooOften; NotAllowed for a closed account."""
    found = _shown(request, credential)
    flows.post_authentication(request, found, passwordless=True)
    user: User = found.user
    enter(request, user)
    return user


def key_of_a_seat(request: HttpRequest, credential: str) -> Any:
    """The passkey that was shown, nobody signed in yet. Raises as above, and NotAllowed for one made as a citizen."""
    found = _shown(request, credential)
    if not found.user.is_active:
        raise NotAllowed(_("Akun ini tidak aktif."), code="inactive")
    if not found.data.get("seat"):
        raise NotAllowed(
            _("Kunci sandi ini dibuat untuk %(app)s. Masuk dengan kata sandi, lalu buat satu di sini.")
            % {"app": settings.QLUE_NAME},
            field="credential", code="citizens_passkey",
        )  # fmt: skip
    with write():
        found.record_usage()
    return found


def _shown(request: HttpRequest, credential: str) -> Any:
    """The passkey that was shown. Raises Invalid, TooOften."""
    spend("passkey", visitor_of(request))
    form = LoginWebAuthnForm({"credential": credential})
    if not _sound(form, credential):
        raise _bad()
    return form.cleaned_data["credential"]


def offered(user: User) -> dict[str, Any]:
    """What the browser is asked in order to make one: a key that names its owner and asks for finger or PIN."""
    options: dict[str, Any] = auth.begin_registration(user, passwordless=True)
    return options


def add_passkey(request: HttpRequest, user: User, credential: str, name: str, *, seat: bool = False) -> None:
    """`seat`: it opens the seats of its owner. Raises Invalid."""
    if Authenticator.objects.filter(user=user, type=WEBAUTHN).count() >= MOST:
        raise Invalid(_("Paling banyak %(n)d kunci sandi.") % {"n": MOST}, code="too_many_passkeys")
    form = AddWebAuthnForm({"credential": credential, "name": _name(name), "passwordless": "on"}, user=user)
    if not _sound(form, credential):
        raise _bad()
    with write():
        made, _reserve = flows.add_authenticator(
            request, name=form.cleaned_data["name"], credential=form.cleaned_data["credential"]
        )
        if seat:
            made.data["seat"] = True
            made.save(update_fields=["data"])


def rename_passkey(user: User, pk: int, name: str, *, seat: bool = False) -> None:
    """Raises NotFound for somebody else's, Invalid."""
    with write():
        key = _theirs(user, pk, seat=seat)
        key.wrap().name = _name(name)
        key.save()


def remove_passkey(user: User, pk: int, *, seat: bool = False) -> None:
    """Raises NotFound for somebody else's, Invalid for the last way in, or the last factor of a seat."""
    with write():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        key = _theirs(user, pk, seat=seat)
        if seat and not factors_of(user).exclude(pk=key.pk).exists() and not password_may_suffice():
            raise Invalid(_("Ini satu-satunya pengaman Anda. Buat yang lain dulu."), code="last_factor")
        if not has_other_way_in(user, key.pk):
            raise Invalid(
                _("Ini satu-satunya cara Anda masuk. Tambahkan cara lain dulu."), code="last_way_in"
            )
        key.delete()


def passkeys_of(user: User, *, seat: bool = False) -> list[Any]:
    """Those made as a citizen; or those of a seat, which a citizen's session neither sees nor takes away."""
    found = _made(user, seat=seat).order_by("pk")
    return [
        {"pk": key.pk, "name": key.wrap().name, "made": key.created_at, "used": key.last_used_at}
        for key in found
    ]


def _made(user: User, *, seat: bool) -> QuerySet[Authenticator]:
    keys: QuerySet[Authenticator] = Authenticator.objects.filter(user=user, type=WEBAUTHN)
    return keys.filter(PASSKEY_OF_A_SEAT) if seat else keys.filter(~PASSKEY_OF_A_SEAT)


def _theirs(user: User, pk: int, *, seat: bool) -> Any:
    key = _made(user, seat=seat).select_for_update().filter(pk=pk).first()
    if key is None:
        raise NotFound(_("Kunci sandi ini tidak ada."))
    return key


def _name(typed: str) -> str:
    return clean_line(typed, field="name", most=MOST_NAME) or _("Kunci sandi")


def _sound(form: Form, credential: str) -> bool:
    """Whether the library takes it. It stumbles over what has not the shape of what a browser sends."""
    try:
        told = json.loads(credential)
        shaped = isinstance(told, dict) and isinstance(told.get("response"), dict)
        return shaped and form.is_valid()
    except (ValueError, TypeError, KeyError, IndexError, struct.error):
        return False


def _bad() -> Invalid:
    return Invalid(_("Kunci sandi ini tidak dikenali di sini."), field="credential", code="bad_passkey")
