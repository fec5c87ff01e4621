"""Reading a city's settings from the environment: a bad value stops the start with a line that names it."""

import os
from collections.abc import Collection
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ImproperlyConfigured
from environ import Env

NAMES: set[str] = set()  # every variable that was asked for
ON, OFF = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


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
        raise bad(name, f"“{given}” is not a whole number from {least} up")
    return int(given)


def switch(name: str) -> bool:
    """Off unless turned on."""
    given = text(name, "0").lower()
    if given not in ON + OFF:
        raise bad(name, f"“{given}” is neither 1 nor 0")
    return given in ON


def choice(name: str, among: Collection[str], default: str) -> str:
    given = text(name, default)
    if given not in among:
        raise bad(name, f"“{given}” is none of {', '.join(among)}")
    return given


def several(name: str, default: Collection[str] = ()) -> list[str]:
    """Parted by commas."""
    return [part.strip() for part in text(name).split(",") if part.strip()] or [*default]


def address(name: str, default: str) -> str:
    """Of a web site, without the slash at its end."""
    given = text(name, default).rstrip("/")
    if urlsplit(given).scheme not in ("http", "https") or not urlsplit(given).netloc:
        raise bad(name, f"“{given}” is not like https://lapor.example.id")
    return given


def zone(name: str, default: str) -> str:
    given = text(name, default)
    try:
        return ZoneInfo(given).key
    except (ZoneInfoNotFoundError, ValueError) as wrong:
        raise bad(name, f"“{given}” is no time zone like Asia/Jakarta") from wrong


def postgresql(name: str) -> dict[str, Any] | None:
    """Django's words for a database address; None when there is none. What stands in it is not repeated."""
    given = text(name)
    if not given:
        return None
    if not given.startswith(("postgres://", "postgresql://")) or not urlsplit(given).path.strip("/"):
        raise bad(name, "not like postgres://user:password@host:5432/name")
    found: dict[str, Any] = Env.db_url_config(given)
    return found
