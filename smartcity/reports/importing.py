"""Reports another system kept: a CSV sent through `submit` with its own times, exactly once."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from smartcity.lib.errors import DomainError, Invalid
from smartcity.lib.time import at, read_w3c
from smartcity.reports.actions import Submission, submit
from smartcity.reports.models import Category, Channel

NAMESPACE = UUID("5f0c9e0c-6a0b-4a5e-9d60-0a3a1b6f2d11")
COLUMNS = {"created_at", "text", "lat", "lng"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line. `number` counts equal lines, so that the same line twice is two reports, whatever the order."""

    line: int
    fields: dict[str, str]
    number: int

    @property
    def client_id(self) -> UUID:
        told = "\x1f".join(f"{k}={self.fields[k]}" for k in sorted(COLUMNS))
        return uuid5(NAMESPACE, f"{told}#{self.number}")

    @property
    def created_at(self) -> datetime:
        """Its moment; without a zone it is taken as the city's. Raises Invalid."""
        try:
            return read_w3c(self.fields["created_at"])
        except ValueError as wrong:
            told = {"text": self.fields["created_at"][:40]}
            raise Invalid(_("Waktu tidak terbaca: %(text)s") % told, code="bad_time") from wrong


def read_rows(path: Path) -> list[Row]:
    """The lines of a UTF-8 CSV with created_at, text, lat and lng, the oldest first. Raises Invalid."""
    seen: Counter[tuple[str, ...]] = Counter()
    rows = []
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.DictReader(file)
            if missing := COLUMNS - set(reader.fieldnames or ()):
                raise Invalid(_("Kolom tidak ada: %(names)s") % {"names": ", ".join(sorted(missing))})
            for line, fields in enumerate(reader, 2):
                key = tuple(fields[name] or "" for name in sorted(COLUMNS))
                rows.append(Row(line, {k: v or "" for k, v in fields.items() if k}, seen[key]))
                seen[key] += 1
    except csv.Error as wrong:  # a field of more than 128 KB: a quote that was never closed
        raise Invalid(_("Bukan berkas CSV yang utuh: %(path)s") % {"path": path}) from wrong
    except UnicodeDecodeError as wrong:
        raise Invalid(_("Bukan berkas CSV UTF-8: %(path)s") % {"path": path}) from wrong
    return sorted(rows, key=lambda row: row.fields["created_at"])


def send(rows: Iterable[Row], fallback: str) -> Iterator[tuple[Row, str]]:
    """Submit each row; what became of it: "placed", "repeat" (placed, and flagged as told before), "known" (was
    here already) or the code of the error that refused it. `fallback` is the category of a text that names none."""
    tags = _tags()
    for row in rows:
        yield row, _send(row, tags, fallback)


def _send(row: Row, tags: dict[str, str], fallback: str) -> str:
    words = row.fields["text"].casefold().split("#")[1:]
    category = next((code for word in words for tag, code in tags.items() if word.startswith(tag)), fallback)
    try:
        with at(row.created_at):
            sent = submit(
                Submission(client_id=row.client_id, category=category, text=row.fields["text"], channel=Channel.IMPORT,
                           lon=_degrees(row.fields["lng"]), lat=_degrees(row.fields["lat"])), None)  # fmt: skip
    except DomainError as wrong:
        return wrong.code
    if sent.repeated:
        return "known"
    return "repeat" if sent.report.repeat_of_id else "placed"


def _tags() -> dict[str, str]:
    """Which hashtag speaks of which category: the categories' keywords, the longest first."""
    pairs = (
        (word.strip(), c.code)
        for c in Category.objects.all()
        for word in c.keywords.split(",")
        if word.strip()
    )
    return dict(sorted(pairs, key=lambda pair: -len(pair[0])))


def _degrees(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
