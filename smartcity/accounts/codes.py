"""Signing in, registering, or adding a contact by a code sent to it.

One way for all of them: whoever proves a contact is its owner, new or not, so nothing shows whether it was known.
The code, its making, comparing, attempts and lifetime are allauth's."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core.internal.cryptokit import compare_user_code
from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import get_random_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from smartcity.accounts import sms
from smartcity.accounts.actions import add_contact, register_by_contact
from smartcity.accounts.contacts import PHONE, Contact, owner_of
from smartcity.accounts.limits import Visitor, prove, spend, spend_code, visitor_of
from smartcity.accounts.models import User
from smartcity.accounts.pending import PendingCode
from smartcity.lib.db import write
from smartcity.lib.errors import Conflict, Invalid, NotAllowed
from smartcity.lib.time import now

KEY = "pending_code"


class Code(AbstractCodeVerificationProcess):  # type: ignore[misc]  # allauth ships no types
    """One code on its way, kept in a row until it is typed, too old, or mistyped too often; the session names the row. A
    session lives a month, and would keep the contact that long."""

    def __init__(self, request: HttpRequest, state: dict[str, Any]) -> None:
        self.request = request
        self.new = False  # whether finish() made an account
        super().__init__(
            max_attempts=app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS, timeout=app_settings.LOGIN_BY_CODE_TIMEOUT, state=state
        )  # fmt: skip

    @classmethod
    def begin(
        cls, request: HttpRequest, contact: Contact, *, way_on: str, pseudonym: str = "", adds: bool = False
    ) -> Code:
        """Send one to `contact`. Raises TooOften, Invalid (it could not be sent)."""
        state = cls.initial_state(user=None) | {
            "kind": contact.kind, "value": contact.value, "way_on": way_on, "pseudonym": pseudonym, "adds": adds,
        }  # fmt: skip
        process = cls(request, state)
        process.send()
        return process

    @classmethod
    def resume(cls, request: HttpRequest) -> Code | None:
        """The one on its way, if it still holds."""
        row = PendingCode.objects.filter(key=request.session.get(KEY, "")).first()
        process: Code | None = cls(request, row.state).abort_if_invalid() if row else None
        return process

    @property
    def contact(self) -> Contact:
        return Contact(self.state["kind"], self.state["value"])

    @property
    def shown(self) -> str:
        """The code itself, in a sample city only, where no message leaves the house."""
        home = self.contact.kind != PHONE or sms.to_console()
        return self.code if settings.DEMO and home else ""

    def send(self) -> None:
        """A fresh code, in the same words and the same time for a known contact and an unknown one."""
        spend_code(visitor_of(self.request, contact=self.contact.value))
        self.state |= self.initial_state(user=None) | {"id": get_random_string(12)}
        self.state["code"] = get_adapter().generate_login_code()
        words = {"app": settings.QLUE_NAME, "code": self.code, "minutes": self.timeout // 60}
        said = (
            _(
                "%(code)s adalah kode masuk %(app)s Anda. Berlaku %(minutes)d menit. Jangan berikan kepada siapa pun."
            )
            % words
        )
        if not self.contact.tell(_("Kode masuk %(app)s") % words, said):
            raise Invalid(
                _("Kode tidak dapat dikirim sekarang. Coba lagi sebentar."), field="contact", code="not_sent"
            )
        self.persist()

    def persist(self) -> None:
        key = self.request.session.setdefault(KEY, get_random_string(32))
        until = datetime.fromtimestamp(self.state["at"] + self.timeout, UTC)
        with write():
            PendingCode.objects.update_or_create(key=key, defaults={"state": self.state, "until": until})

    def abort(self) -> None:
        with write():
            PendingCode.objects.filter(key=self.request.session.pop(KEY, "")).delete()

    def check(self, typed: str) -> None:
        """Raises Invalid; after too many tries the code is over. Tries are counted in rows as well, for requests sent
        at once would each find the session's count as it was."""
        spend("guess", Visitor(contact=self.state["id"]))
        if not compare_user_code(actual=typed, expected=self.code):
            left = self.record_invalid_attempt()
            raise Invalid(_("Kode ini salah. Periksa lagi.") if left else _("Kode ini salah. Minta kode baru."),
                          field="code", code="bad_code" if left else "code_over")  # fmt: skip

    def finish(self) -> User:
        """Whoever has typed it owns the contact: they are signed in, or it is added to who is. Raises Conflict,
        NotAllowed, TooOften."""
        self.abort()
        prove(visitor_of(self.request, contact=self.contact.value))
        user = owner_of(self.contact)
        if self.state["adds"] and isinstance(self.request.user, User):
            if user not in (None, self.request.user):
                raise Conflict(_("Ini sudah dipakai akun lain."), field="contact", code="contact_taken")
            add_contact(self.request.user, self.contact)
            return self.request.user
        if user is None:
            spend("register", visitor_of(self.request))
            user = register_by_contact(self.contact, self.state["pseudonym"], get_language() or "id")
            self.new = True
        enter(self.request, user, "code")
        return user


def forget_codes() -> int:
    """Those nobody typed in time, and the contacts they went to. Returns how many."""
    with write():
        gone, _each = PendingCode.objects.filter(until__lte=now()).delete()
    return gone


def enter(request: HttpRequest, user: User, method: str = "") -> None:
    """Sign in by allauth, as a citizen; `method` is noted in the session, the contact is not. Raises NotAllowed for a
    closed account."""
    if not user.is_active:
        raise NotAllowed(_("Akun ini tidak aktif."), code="inactive")
    perform_login(request, Login(user=user))
    if method:
        record_authentication(request, user, method=method)
