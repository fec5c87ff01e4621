"""Atom feeds (RFC 4287), with the links of paged ones (RFC 5005)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Element

from smartcity.lib.xml import add, document

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
NAMESPACE = "http://www.w3.org/2005/Atom"
NOTHING_YET = datetime(2000, 1, 1, tzinfo=UTC)  # when a feed that is still empty was last new


@dataclass(frozen=True, slots=True)
class Entry:
    """`links` by their rel, with the media type of each; `category` is (term, label) or empty."""

    id: str
    title: str
    published: datetime
    updated: datetime
    links: Mapping[str, tuple[str, str]]
    summary: str = ""
    category: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Feed:
    """`links` by their rel: self, alternate, first, next ...; absolute addresses all."""

    id: str
    title: str
    author: str
    language: str
    links: Mapping[str, tuple[str, str]]
    entries: Sequence[Entry]
    subtitle: str = ""

    @property
    def updated(self) -> datetime:
        return max((entry.updated for entry in self.entries), default=NOTHING_YET)

    def written(self) -> bytes:
        root = Element("feed", {"xmlns": NAMESPACE, "xml:lang": self.language})
        add(root, "id", self.id)
        add(root, "title", self.title)
        if self.subtitle:
            add(root, "subtitle", self.subtitle)
        add(root, "updated", moment(self.updated))
        add(add(root, "author"), "name", self.author)
        _link(root, self.links)
        for entry in self.entries:
            _write(root, entry)
        return document(root)


def moment(at: datetime) -> str:
    """RFC 3339, in UTC, to the second."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _write(root: Element, entry: Entry) -> None:
    told = add(root, "entry")
    add(told, "id", entry.id)
    add(told, "title", entry.title)
    add(told, "updated", moment(entry.updated))
    add(told, "published", moment(entry.published))
    _link(told, entry.links)
    if entry.category[0]:
        add(told, "category", term=entry.category[0], label=entry.category[1])
    if entry.summary:
        add(told, "summary", entry.summary)


def _link(parent: Element, links: Mapping[str, tuple[str, str]]) -> None:
    for rel, (href, kind) in links.items():
        add(parent, "link", rel=rel, href=href, type=kind)
