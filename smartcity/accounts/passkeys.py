"""Passkeys: a key in the phone that opens the account with a finger. The ceremony and its checks are allauth's."""

import json
import struct
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.internal import auth, flows
from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import gettext as _

from smartcity.accounts.codes import enter
from smartcity.accounts.contacts import has_other_way_in
from smartcity.accounts.limits import spend, visitor_of
from smartcity.accounts.models import User
from smartcity.lib.db import write
from smartcity.lib.errors import Invalid, NotFound
from smartcity.lib.text import clean_line

MOST = 10
MOST_NAME = 40


def asked() -> dict[str, Any]:
    """What the browser is asked in order to sign in: any passkey of this site, and that its owner is there."""
    options: dict[str, Any] = auth.begin_authentication(None)
    return options


def sign_in_by_passkey(request: HttpRequest, credential: str) -> User:
    """Raises Invalid, in the same words whatever is wrong; TooOften; NotAllowed for a closed account."""
    spend("passkey", visitor_of(request))
    form = LoginWebAuthnForm({"credential": credential})
    if not _sound(form, credential):
        raise _bad()
    found = form.cleaned_data["credential"]
    flows.post_authentication(request, found, passwordless=True)
    user: User = found.user
    enter(request, user)
    return user


def offered(user: User) -> dict[str, Any]:
    """What the browser is asked in order to make one: a key that names its owner and asks for finger or PIN."""
    options: dict[str, Any] = auth.begin_registration(user, passwordless=True)
    return options


def add_passkey(request: HttpRequest, user: User, credential: str, name: str) -> None:
    """Raises Invalid."""
    if len(passkeys_of(user)) >= MOST:
        raise Invalid(_("Paling banyak %(n)d kunci sandi.") % {"n": MOST}, code="too_many_passkeys")
    form = AddWebAuthnForm({"credential": credential, "name": _name(name), "passwordless": "on"}, user=user)
    if not _sound(form, credential):
        raise _bad()
    with write():
        flows.add_authenticator(
            request, name=form.cleaned_data["name"], credential=form.cleaned_data["credential"]
        )


def rename_passkey(user: User, pk: int, name: str) -> None:
    """Raises NotFound for somebody else's, Invalid."""
    with write():
        key = _theirs(user, pk)
        key.wrap().name = _name(name)
        key.save()


def remove_passkey(user: User, pk: int) -> None:
    """Raises NotFound for somebody else's, Invalid for the last way in."""
    with write():
        key = _theirs(user, pk)
        if not has_other_way_in(user, key.pk):
            raise Invalid(
                _("Ini satu-satunya cara Anda masuk. Tambahkan cara lain dulu."), code="last_way_in"
            )
        key.delete()


def passkeys_of(user: User) -> list[Any]:
    found = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).order_by("pk")
    return [
        {"pk": key.pk, "name": key.wrap().name, "made": key.created_at, "used": key.last_used_at}
        for key in found
    ]


def _theirs(user: User, pk: int) -> Any:
    key = Authenticator.objects.select_for_update().filter(
        user=user, pk=pk, type=Authenticator.Type.WEBAUTHN
    ).first()  # fmt: skip
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
