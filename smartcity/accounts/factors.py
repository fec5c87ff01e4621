"""The second factor of whoever holds a seat: an app that makes codes (TOTP, RFC 6238) with codes in reserve, or a
passkey made for the seat. Secrets, codes and their comparing are allauth's; that each works once is kept in rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote, urlencode

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from qrcode.constants import ERROR_CORRECT_L
from qrcode.main import QRCode

from smartcity.accounts.limits import Visitor, spend
from smartcity.accounts.models import User
from smartcity.accounts.sessions import end_sessions
from smartcity.lib.db import write
from smartcity.lib.errors import Conflict, Invalid
from smartcity.lib.time import now

Kind = Authenticator.Type
PASSKEY_OF_A_SEAT = Q(type=Kind.WEBAUTHN, data__has_key="seat")
FACTOR = Q(type=Kind.TOTP) | PASSKEY_OF_A_SEAT


def factors_of(user: User) -> QuerySet[Authenticator]:
    """What may stand beside the password; codes in reserve are no factor of their own."""
    found: QuerySet[Authenticator] = Authenticator.objects.filter(FACTOR, user=user)
    return found


def password_suffices(user: User) -> bool:
    """Whether the password alone opens this person's seat: in a trial city, or before the day from which the city asks
    for more; never for somebody who has set up a factor."""
    return password_may_suffice() and not factors_of(user).exists()


def password_may_suffice() -> bool:
    return settings.PASSWORD_ALONE or in_grace()


def in_grace() -> bool:
    starts = settings.SECOND_FACTOR_FROM
    return starts is not None and now() < starts


# --- The app that makes codes


def fresh_secret() -> str:
    """160 bits in base32."""
    secret: str = totp.generate_totp_secret()
    return secret


def address_of(user: User, secret: str) -> str:
    """What an app reads: otpauth://totp/..."""
    issuer = f"{settings.CROP_NAME} {settings.CITY_SHORT_NAME}"
    asked = urlencode({"secret": secret, "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{quote(issuer)}:{quote(user.username)}?{asked}"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A QR code of `side` by `side` units: the path of its dark ones, as SVG writes it."""

    side: int
    path: str


def drawn(text: str) -> Drawing:
    code = QRCode(border=2, error_correction=ERROR_CORRECT_L)
    code.add_data(text)
    rows = code.get_matrix()
    return Drawing(len(rows), "".join(_row(y, row) for y, row in enumerate(rows)))


def _row(y: int, row: Sequence[bool]) -> str:
    """A rectangle for each run of dark units."""
    path, x = "", 0
    for dark, run in groupby(row):
        length = len(list(run))
        path += f"M{x} {y}h{length}v1h-{length}z" if dark else ""
        x += length
    return path


def set_up_app(user: User, secret: str, code: str) -> None:
    """The app shows the codes of `secret`, as `code` proves. Raises Invalid, Conflict (there is one already), TooOften."""
    spend("factor", Visitor(person=f"{user.pk}"))
    counter = _counter(secret, code)
    if counter is None:
        raise Invalid(
            _("Kode ini tidak cocok. Periksa jam ponsel, lalu tulis kode yang sekarang."),
            field="code",
            code="bad_code",
        )
    with write():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        if Authenticator.objects.filter(user=user, type=Kind.TOTP).exists():
            raise Conflict(_("Aplikasi pengaman sudah terpasang."), code="app_there")
        made = totp.TOTP.activate(user, secret).instance
        made.data["counter"] = counter
        made.save(update_fields=["data"])


def check_code(user: User, code: str) -> Authenticator:
    """Six digits of the app, or eight of the reserve. Each works once. Raises Invalid, TooOften."""
    spend("factor", Visitor(person=f"{user.pk}"))
    typed = "".join(letter for letter in code if letter.isalnum())
    with write():
        found = _by_app(user, typed) or _by_reserve(user, typed)
    if found is None:
        raise Invalid(
            _("Kode ini salah atau sudah dipakai. Tulis kode yang sekarang."), field="code", code="bad_code"
        )
    return found


def _by_app(user: User, code: str) -> Authenticator | None:
    row = Authenticator.objects.select_for_update().filter(user=user, type=Kind.TOTP).first()
    counter = _counter(_opened(row), code) if row else None
    if row is None or counter is None or counter <= row.data.get("counter", 0):
        return None
    row.data["counter"], row.last_used_at = counter, now()
    row.save(update_fields=["data", "last_used_at"])
    return row


def _by_reserve(user: User, code: str) -> Authenticator | None:
    row = Authenticator.objects.filter(user=user, type=Kind.RECOVERY_CODES).first()
    try:
        right = row is not None and RecoveryCodes(row).validate_code(code)
    except InvalidToken:
        return None
    if row is None or not right:
        return None
    Authenticator.objects.filter(pk=row.pk).update(last_used_at=now())
    return row


def _opened(row: Authenticator) -> str:
    """The secret, or one that no code is of when the city's key has changed since."""
    try:
        secret: str = decrypt(row.data["secret"])
    except InvalidToken:
        return fresh_secret()
    return secret


def _counter(secret: str, code: str) -> int | None:
    """The stretch of thirty seconds whose code this is: now, or one beside it."""
    for counter in totp.yield_hotp_counters_from_time():
        expected = totp.format_hotp_value(totp.hotp_value(secret, counter))
        if compare_user_code(actual=code, expected=expected):
            return int(counter)
    return None


# --- Codes in reserve


def fresh_reserve(user: User) -> None:
    """Ten new ones; the old ones open nothing any more."""
    with write():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        Authenticator.objects.filter(user=user, type=Kind.RECOVERY_CODES).delete()
        RecoveryCodes.activate(user)


def reserve_of(user: User) -> list[str]:
    """Those that were not used yet."""
    row = Authenticator.objects.filter(user=user, type=Kind.RECOVERY_CODES).first()
    try:
        codes: list[str] = RecoveryCodes(row).get_unused_codes() if row else []
    except InvalidToken:
        return []
    return codes


# --- Taking away


def remove_app(user: User) -> None:
    """Raises Invalid where it is all that opens the seat."""
    with write():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        if not factors_of(user).exclude(type=Kind.TOTP).exists() and not password_may_suffice():
            raise Invalid(_("Ini satu-satunya pengaman Anda. Buat yang lain dulu."), code="last_factor")
        Authenticator.objects.filter(user=user, type=Kind.TOTP).delete()


def reset_factors(user: User) -> None:
    """For somebody who has lost them: none is left, and what was opened with them ends. The next sign-in by password
    leads to setting up new ones."""
    with write():
        Authenticator.objects.filter(FACTOR | Q(type=Kind.RECOVERY_CODES), user=user).delete()
        end_sessions(user)
