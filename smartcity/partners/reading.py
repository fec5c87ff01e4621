"""What a GeoReport v2 server said, as small typed objects; in JSON or XML, well-behaved or not.

Sources: http://wiki.open311.org/GeoReport_v2/, https://www.mysociety.org/2013/02/20/open311-extended/"""

import json
from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from smartcity.lib.time import read_w3c
from smartcity.partners.models import MOST_ID

MOST_WORDS = 1000
Row = dict[str, Any]


class Unreadable(Exception):
    """Neither JSON nor XML, or not of the shape that was asked for."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A request as it is there. `detail` is its status in finer words, where they have some; degrees."""

    theirs: str
    status: str
    detail: str
    notes: str
    lon: float | None
    lat: float | None
    text: str


@dataclass(frozen=True, slots=True)
class Update:
    """`official`: no citizen's comment, as far as they say."""

    key: str
    theirs: str
    status: str
    at: datetime | None
    words: str
    photo: str
    official: bool


def rows(body: bytes) -> list[Row]:
    """The objects of an answer, by what it is rather than what it calls itself. Raises Unreadable."""
    text = body.lstrip(b"\xef\xbb\xbf \t\r\n")
    try:
        if text.startswith(b"<"):
            return _of_xml(fromstring(text))
        return _of_json(json.loads(text))
    except (
        ValueError,
        ParseError,
        DefusedXmlException,
        RecursionError,
        LookupError,
    ) as wrong:  # ValueError: bad UTF-8 too; LookupError: an encoding that is none
        raise Unreadable("neither JSON nor XML") from wrong


def _of_json(data: Any) -> list[Row]:
    if isinstance(data, dict):
        inner = next((value for value in data.values() if isinstance(value, list)), None)
        data = inner if len(data) == 1 and inner is not None else [data]
    if not isinstance(data, list):
        raise Unreadable("no list")
    return [row for row in data if isinstance(row, dict)]


def _of_xml(root: Element) -> list[Row]:
    if root.tag.rpartition("}")[2].lower() == "html":
        raise Unreadable("a page for people")
    if any(len(child) for child in root):
        return [_object(child) for child in root]
    return [_object(root)] if len(root) else []


def _object(element: Element) -> Row:
    """Without namespaces, which the standard has none of and some write."""
    return {
        child.tag.rpartition("}")[2]: _object(child) if len(child) else (child.text or "")
        for child in element
    }


def words(row: Row, *names: str, most: int = MOST_WORDS) -> str:
    """The first of these that says something: without what cannot be shown, cut to `most` letters."""
    for name in names:
        value = row.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool):
            text = "".join(c for c in str(value) if c.isprintable() or c == "\n").strip()
            if text:
                return text[:most].rstrip()
    return ""


def identity(row: Row, name: str) -> str:
    """An id or a token of theirs. Raises Unreadable for one too long to be one."""
    text = words(row, name)
    if len(text) > MOST_ID:
        raise Unreadable(f"{name} is too long")
    return text


def standing(row: Row) -> Standing:
    more = row.get("extended_attributes")
    detail = words(more, "detailed_status") if isinstance(more, dict) else ""
    return Standing(
        identity(row, "service_request_id"), _plain(words(row, "status")), _plain(detail), words(row, "status_notes", most=300),
        _degrees(row, "long"), _degrees(row, "lat"), words(row, "description", most=100_000),
    )  # fmt: skip


def update(row: Row) -> Update:
    said = words(row, "updated_datetime")
    try:
        moment = read_w3c(said) if said else None
    except ValueError:
        moment = None
    key = words(row, "update_id") or f"{said} {words(row, 'description')}"
    return Update(key[:MOST_ID], identity(row, "service_request_id"), _plain(words(row, "status")), moment,
                  words(row, "description"), words(row, "media_url"), str(row.get("official")).lower() != "false")  # fmt: skip


def services(found: list[Row]) -> list[tuple[str, str]]:
    """Code and name of each."""
    named = [(identity(row, "service_code"), words(row, "service_name", most=200)) for row in found]
    return [(code, name or code) for code, name in named if code]


def refusal(body: bytes) -> str:
    """Why they refused, if they said so as the standard has it; "" else."""
    try:
        said = [words(row, "description", most=200) for row in rows(body)]
    except Unreadable:
        return ""
    return next(filter(None, said), "")


def _plain(status: str) -> str:
    return status.casefold().replace(" ", "_").replace("-", "_")[:60]


def _degrees(row: Row, name: str) -> float | None:
    try:
        degrees = float(row.get(name) or "nan")
    except (TypeError, ValueError, OverflowError):  # the last of a number of 400 digits
        return None
    return degrees if isfinite(degrees) else None
