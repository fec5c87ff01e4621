"""Reading a city's settings from the environment: a bad value stops the start with a line that names it, in the
language of SMARTCITY_LANGUAGE. Django's own way to words needs settings, so here they come straight from the catalogue."""

import base64
import binascii
import gettext
import os
import re
import secrets
from collections.abc import Collection
from datetime import date, datetime, time
from ipaddress import ip_network
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ImproperlyConfigured
from environ import Env

NAMES: set[str] = set()  # every variable that was asked for
P256 = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # its order: FIPS 186-5, D.1.2.3
ON, OFF = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


def _(sentence: str) -> str:
    language = text("SMARTCITY_LANGUAGE", "id")
    return gettext.translation("django", Path(__file__).parent / "locale", [language], fallback=True).gettext(
        sentence
    )


def bad(name: str, why: object) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name}: {why}")


def text(name: str, default: str = "") -> str:
    """What is empty is not set."""
    NAMES.add(name)
    return os.environ.get(name, "").strip() or default


def unknown() -> list[str]:
    """SMARTCITY_* variables nobody asked for: slips of the pen."""
    return sorted(name for name in os.environ if name.startswith("SMARTCITY_") and name not in NAMES)


def number(name: str, default: int, *, least: int = 1) -> int:
    given = text(name, str(default))
    if not (given.isascii() and given.isdigit()) or int(given) < least:
        raise bad(
            name,
            _("“%(given)s” bukan bilangan bulat mulai dari %(least)d") % {"given": given, "least": least},
        )
    return int(given)


def switch(name: str, *, default: bool = False) -> bool:
    """Off unless turned on, or on by default."""
    given = text(name, "1" if default else "0").lower()
    if given not in ON + OFF:
        raise bad(name, _("“%(given)s” bukan 1 atau 0") % {"given": given})
    return given in ON


def choice(name: str, among: Collection[str], default: str) -> str:
    given = text(name, default)
    if given not in among:
        raise bad(
            name,
            _("“%(given)s” bukan salah satu dari %(among)s") % {"given": given, "among": ", ".join(among)},
        )
    return given


def several(name: str, default: Collection[str] = ()) -> list[str]:
    """Parted by commas."""
    return [part.strip() for part in text(name).split(",") if part.strip()] or [*default]


def network(name: str, given: str) -> str:
    """An address, or a network like 10.1.0.0/16."""
    try:
        return str(ip_network(given))
    except ValueError as wrong:
        raise bad(
            name, _("“%(given)s” bukan alamat atau jaringan seperti 10.1.0.0/16") % {"given": given}
        ) from wrong


def networks(name: str) -> list[str]:
    """Addresses and networks, parted by commas."""
    return [network(name, given) for given in several(name)]


def address(name: str, default: str) -> str:
    """Of a web site, without the slash at its end."""
    given = text(name, default).rstrip("/")
    if urlsplit(given).scheme not in ("http", "https") or not urlsplit(given).netloc:
        raise bad(name, _("“%(given)s” tidak seperti https://lapor.example.id") % {"given": given})
    return given


def issuer(name: str, *, https: bool) -> str:
    """Of OpenID Connect, without the slash at its end; empty when there is none. With `https` nothing less will do."""
    given = address(name, "") if text(name) else ""
    if given and https and not given.startswith("https://"):
        raise bad(name, _("“%(given)s” tidak diawali https://") % {"given": given})
    return given


def kept_in(name: str) -> str:
    """What the file of this path holds, in one line; empty when none is named."""
    given = text(name)
    try:
        return Path(given).read_text().strip() if given else ""
    except (OSError, UnicodeDecodeError) as wrong:
        raise bad(name, _("berkas “%(given)s” tidak terbaca") % {"given": given}) from wrong


def day(name: str, zone: str) -> datetime | None:
    """The moment a day begins in this zone; None when there is none."""
    given = text(name)
    try:
        return datetime.combine(date.fromisoformat(given), time(), ZoneInfo(zone)) if given else None
    except ValueError as wrong:
        raise bad(name, _("“%(given)s” bukan tanggal seperti 2027-01-31") % {"given": given}) from wrong


def zone(name: str, default: str) -> str:
    given = text(name, default)
    try:
        return ZoneInfo(given).key
    except (ZoneInfoNotFoundError, ValueError) as wrong:
        raise bad(name, _("“%(given)s” bukan zona waktu seperti Asia/Jakarta") % {"given": given}) from wrong


def postgresql(name: str) -> dict[str, Any] | None:
    """Django's words for a database address; None when there is none. What stands in it is not repeated."""
    given = text(name)
    if not given:
        return None
    if not given.startswith(("postgres://", "postgresql://")) or not urlsplit(given).path.strip("/"):
        raise bad(name, _("tidak seperti postgres://user:password@host:5432/name"))
    found: dict[str, Any] = Env.db_url_config(given)
    return found


class Mail(NamedTuple):
    """A mail server: how Django's smtp backend wants it told."""

    host: str
    port: int
    user: str
    password: str
    wrapping: str


MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def mail(name: str) -> Mail | None:
    """smtp://, smtp+tls:// (STARTTLS) or smtps://user:password@host:port; None when there is none. What stands in it
    is not repeated."""
    given = text(name)
    if not given:
        return None
    try:
        parts = urlsplit(given)
        port = parts.port or MAIL_PORTS.get(parts.scheme, 0)
    except ValueError as wrong:
        raise bad(name, _("nomor portnya salah")) from wrong
    if parts.scheme not in MAIL_PORTS or not parts.hostname:
        raise bad(name, _("tidak seperti smtp+tls://user:password@mail.example.id:587"))
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Mail(parts.hostname, port, user, password, parts.scheme)


class Basemap(NamedTuple):
    """Tiles of a map by their address, who is to be named for them, and the one origin they come from."""

    tiles: str
    source: str
    origin: str

    @property
    def host(self) -> str:
        return urlsplit(self.origin).netloc


HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?")


def basemap(name: str, *, https: bool) -> Basemap | None:
    """https://host/{z}/{x}/{y}.png|whom to name; None when there is none. With `https` nothing less will do."""
    given = text(name)
    if not given:
        return None
    tiles, _bar, source = (part.strip() for part in given.partition("|"))
    parts = urlsplit(tiles)
    if not source:
        raise bad(name, _("di belakang alamatnya tulis | dan siapa yang harus disebut di peta"))
    if parts.scheme not in (("https",) if https else ("https", "http")) or not HOST.fullmatch(parts.netloc):
        raise bad(name, _("“%(given)s” tidak seperti https://host/{z}/{x}/{y}.png") % {"given": tiles})
    if sorted(re.findall(r"\{[^}]*\}?", tiles)) != ["{x}", "{y}", "{z}"] or re.search(r"[\s\"'<>]", tiles):
        raise bad(
            name, _("“%(given)s” harus memuat {z}, {x} dan {y}, dan tidak ada kurung lain") % {"given": tiles}
        )
    return Basemap(tiles, source, f"{parts.scheme}://{parts.netloc}")


def contact(name: str, default: str) -> str:
    """Where a person can be written to: mailto: or https://."""
    given = text(name, default)
    if not given.startswith(("mailto:", "https://")):
        raise bad(name, _("“%(given)s” tidak diawali mailto: atau https://") % {"given": given})
    return given


def fresh_p256() -> str:
    """A private key of the curve P-256: 32 bytes in base64url."""
    number = secrets.randbelow(P256 - 1) + 1
    return base64.urlsafe_b64encode(number.to_bytes(32)).rstrip(b"=").decode()


def is_p256(key: str) -> bool:
    try:
        raw = base64.b64decode(key + "=" * (-len(key) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return False
    return len(raw) == 32 and 0 < int.from_bytes(raw) < P256
