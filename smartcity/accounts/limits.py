"""How often one may do what costs the city or others: for each person, contact, device and address.

Counted in rows, so that it holds across processes and restarts. In a crisis every limit but those of guesses is ten times
as wide: then many are right to write often, and a limit that shuts them out does more harm than what it keeps away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.translation import ngettext

from smartcity.accounts.models import User
from smartcity.accounts.tallies import Crisis, Tally
from smartcity.lib.address import address_of, neighbourhood
from smartcity.lib.db import write
from smartcity.lib.errors import DomainError
from smartcity.lib.time import now

WIDER = 10
MINUTE, HOUR, DAY = 60, 3600, 86_400
NEW = timedelta(days=1)  # how long an account is a new one
COOKIE = "perangkat"
PROVEN, PROVEN_S = "proven", 365 * DAY


@dataclass(frozen=True, slots=True)
class Rule:
    """At most `most` in each stretch of `seconds`, counted for each `per`: a field of Visitor. `widens` in a crisis."""

    per: str
    most: int
    seconds: int
    widens: bool = True


RULES: dict[str, tuple[Rule, ...]] = {
    # A phone network puts thousands of people behind one address, so the device comes first and the address is wide.
    "register": (Rule("device", 5, HOUR), Rule("address", 300, HOUR)),
    # Whoever asks for a number's codes until there are no more shuts out others at the same address at most, and never a
    # device that has proven the number before.
    "code": (
        Rule("device", 10, HOUR),
        Rule("contact_here", 5, HOUR),
        Rule("contact", 15, HOUR),
        Rule("address", 300, HOUR),
    ),
    "proven contact's code": (Rule("contact_on_device", 5, HOUR),),
    # Nobody is right to guess more often because the water rises.
    "guess": (Rule("contact", 10, HOUR, widens=False),),
    # Elsewhere django-axes counts wrong passwords, for each name at each address.
    "password of a known device": (Rule("contact_on_device", 16, 15 * MINUTE, widens=False),),
    "factor": (Rule("person", 10, HOUR, widens=False),),
    "passkey": (Rule("device", 60, HOUR), Rule("address", 300, HOUR)),
    "guest report": (Rule("device", 10, HOUR), Rule("address", 120, HOUR)),
    "new account's report": (Rule("person", 10, HOUR),),
    "report": (Rule("person", 30, HOUR),),
    "comment": (Rule("person", 15, 10 * MINUTE),),
    "webhook": (Rule("person", 30, 10 * MINUTE),),
    "claim": (Rule("device", 20, HOUR), Rule("address", 120, HOUR)),
}


class TooOften(DomainError):
    """`seconds` until there is room again."""

    status = 429
    code = "too_often"

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        minutes = ceil(seconds / MINUTE)
        super().__init__(
            ngettext("Terlalu sering. Coba lagi dalam %(n)d menit.", "Terlalu sering. Coba lagi dalam %(n)d menit.", minutes)
            % {"n": minutes}
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks, as far as can be told. What is empty is not counted."""

    person: str = ""
    contact: str = ""
    device: str = ""
    address: str = ""
    contact_here: str = ""
    contact_on_device: str = ""


def visitor_of(request: HttpRequest, *, contact: str = "") -> Visitor:
    user = request.user
    device, address = _device(request), neighbourhood(address_of(request))
    return Visitor(
        f"{user.pk}" if isinstance(user, User) else "", contact, device, address,
        f"{contact} {address}" if contact else "", f"{contact} {device}" if contact and device else "",
    )  # fmt: skip


def spend_code(visitor: Visitor) -> None:
    """A code to the visitor's contact. Raises TooOften."""
    spend("proven contact's code" if proven(visitor) else "code", visitor)


def prove(visitor: Visitor) -> None:
    """The contact was proven on this device: others' asking does not shut it out for a year or two."""
    if visitor.contact_on_device:
        with write():
            _counted(f"{PROVEN}:{visitor.contact_on_device}", PROVEN_S, keep=2 * PROVEN_S)


def proven(visitor: Visitor) -> bool:
    """Whether the contact was proven on this device."""
    if not visitor.contact_on_device:
        return False
    this = int(now().timestamp()) // PROVEN_S
    key = _key(f"{PROVEN}:{visitor.contact_on_device}")
    return Tally.objects.filter(key=key, start__in=(this, this - 1)).exists()


def _device(request: HttpRequest) -> str:
    return request.get_signed_cookie(COOKIE, default="", salt=COOKIE) or ""


def mark_device(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Let this browser be known again, by a random word; kept a year, read by nobody but the limits."""
    if not _device(request):
        answer.set_signed_cookie(
            COOKIE, get_random_string(22), salt=COOKIE, max_age=365 * DAY, httponly=True, samesite="Lax",
            secure=request.is_secure(),
        )  # fmt: skip
    return answer


def spend(what: str, visitor: Visitor) -> None:
    """Count one more. Raises TooOften at the first rule that has no room; the rules behind it are not charged, so
    that one mad device does not use up what its whole network shares."""
    wide, full = WIDER if crisis() else 1, None
    with write():
        for rule in RULES[what]:
            who = getattr(visitor, rule.per)
            most = rule.most * wide if rule.widens else rule.most
            if who and _counted(f"{what}:{rule.per}:{who}", rule.seconds) > most:
                full = rule
                break
    if full:  # outside, so that what was counted stays counted
        raise TooOften(full.seconds - int(now().timestamp()) % full.seconds)


def spend_report(user: User, visitor: Visitor) -> None:
    """A report by an account, which is new for a day. Raises TooOften."""
    spend("new account's report" if user.date_joined > now() - NEW else "report", visitor)


def crisis() -> Crisis | None:
    """The one that lasts longest of those that are."""
    moment = now()
    return Crisis.objects.filter(since__lte=moment, until__gt=moment).order_by("-until").first()


def _counted(who: str, seconds: int, keep: int = 0) -> int:
    """How many with this one; a single statement, so no two processes count past each other. The row is kept for the
    stretch of `seconds`, or for `keep`."""
    start = int(now().timestamp()) // seconds
    ends_at = datetime.fromtimestamp(start * seconds + (keep or seconds), UTC)
    key = _key(who)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Tally._meta.db_table} (key, start, count, ends_at) VALUES (%s, %s, 1, %s)"  # noqa: S608 a fixed name
            f" ON CONFLICT (key, start) DO UPDATE SET count = {Tally._meta.db_table}.count + 1 RETURNING count",
            [key, start, ends_at],
        )
        (count,) = cursor.fetchone()
    return int(count)


def _key(who: str) -> str:
    return salted_hmac("smartcity.limits", who, algorithm="sha256").hexdigest()


def sweep() -> None:
    """Forget what is over."""
    with write():
        Tally.objects.filter(ends_at__lt=now()).delete()
