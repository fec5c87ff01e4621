"""The register of gauges, and readings, from a table: all of it, or with every bad line named nothing of it."""

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.gauges.actions import check_may, tell
from smartcity.gauges.levels import read, read_level
from smartcity.gauges.models import Gauge, Kind, Source
from smartcity.gauges.queries import called
from smartcity.gauges.registering import THRESHOLDS, Facts, register
from smartcity.lib.db import write
from smartcity.lib.errors import DomainError, Invalid
from smartcity.lib.sheet import Line, decimal, read_table

KINDS = {"pintu_air": Kind.SLUICE, "pos_pengamatan": Kind.WATCH, "rumah_pompa": Kind.PUMP, "pos_hujan": Kind.RAIN,
         "waduk": Kind.RESERVOIR} | {kind.value: kind for kind in Kind}  # fmt: skip
GAUGE_COLUMNS = {
    "kind": "kind", "jenis": "kind", "name": "name", "nama": "name", "lat": "lat", "latitude": "lat", "lintang": "lat",
    "lng": "lon", "lon": "lon", "longitude": "lon", "bujur": "lon", "system": "system", "aliran": "system",
    "siaga3_cm": "siaga3", "siaga2_cm": "siaga2", "siaga1_cm": "siaga1", "pumps": "installed", "pompa": "installed",
    "code": "code", "kode": "code",
}  # fmt: skip
READING_COLUMNS = {
    "gauge": "gauge", "code": "gauge", "kode": "gauge", "name": "gauge", "nama": "gauge", "level": "level", "level_cm": "level",
    "tinggi": "level", "tinggi_cm": "level", "siaga": "siaga", "pumps": "pumps", "pompa": "pumps", "at": "at", "waktu": "at", "kind": "kind", "jenis": "kind",
}  # fmt: skip
Progress = Callable[[list[Line]], AbstractContextManager[Iterable[Line]]]


@dataclass
class Imported:
    """How many lines became what. Where `faults` has anything, nothing was written."""

    became: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[int, str]] = field(default_factory=list)  # line, sentence


def import_gauges(content: bytes, *, dry_run: bool = False, by: User | None = None, progress: Progress = nullcontext) -> Imported:  # fmt: skip
    """Columns kind, name, lat, lng, and those of GAUGE_COLUMNS that are there; each becomes added, changed or the same.
    Raises Invalid for what is no such table."""
    seen: dict[tuple[str, str], int] = {}

    def take(line: Line) -> str:
        return register(_facts(line, seen), by)[1]

    return _import(read_table(content, GAUGE_COLUMNS, ["kind", "name", "lat", "lon"]), take, dry_run, by, progress)  # fmt: skip


def import_readings(content: bytes, *, dry_run: bool = False, by: User | None = None, progress: Progress = nullcontext) -> Imported:  # fmt: skip
    """Columns gauge (its code or name) and level; siaga, pumps, kind and at where they are there; each becomes read,
    history (older than what stands) or the same. Raises Invalid for what is no such table."""

    def take(line: Line) -> str:
        said = line.fields
        told = read(said.get("level"), said.get("siaga"), said.get("pumps"), said.get("at", ""))
        kept = tell(_gauge(said), told, by, Source.CSV)
        return "same" if kept.repeated else "read" if kept.latest else "history"

    return _import(read_table(content, READING_COLUMNS, ["gauge"]), take, dry_run, by, progress)


def _import(lines: list[Line], take: Callable[[Line], str], dry_run: bool, by: User | None, progress: Progress) -> Imported:  # fmt: skip
    check_may(by)
    found = Imported()
    with write(), progress(lines) as going:
        for line in going:
            try:
                with transaction.atomic():
                    found.became[take(line)] += 1
            except DomainError as wrong:
                found.faults.append((line.number, str(wrong)))
        if found.faults or dry_run:
            transaction.set_rollback(True)
    return found


def _facts(line: Line, seen: dict[tuple[str, str], int]) -> Facts:
    said = line.fields
    word = said.get("kind", "").casefold().replace(" ", "_")
    if word not in KINDS:
        raise Invalid(_("Jenis tidak dikenal: “%(word)s”. Apakah kolomnya bergeser?") % {"word": word[:20]}, field="kind", code="unknown_kind")  # fmt: skip
    name = said.get("name", "")
    first = seen.setdefault((KINDS[word], name.casefold()), line.number)
    if first != line.number:
        raise Invalid(_("Jenis dan nama yang sama dengan baris %(n)d.") % {"n": first}, field="name", code="told_twice")  # fmt: skip
    steps = {field: read_level(said.get(field)) for field in (*THRESHOLDS, "installed")}
    return Facts(KINDS[word], name, _degrees(said, "lon"), _degrees(said, "lat"), said.get("system", ""), code=said.get("code", ""), **steps)  # fmt: skip


def _degrees(said: dict[str, str], field: str) -> float:
    value = decimal(said.get(field, ""))
    if value is None:
        name = {"lon": "lng", "lat": "lat"}[field]
        raise Invalid(_("Kolom %(name)s bukan derajat: “%(text)s”. Apakah kolomnya bergeser?") %
                      {"name": name, "text": said.get(field, "")[:20]}, field=name, code="not_a_number")  # fmt: skip
    return value


def _gauge(said: dict[str, str]) -> Gauge:
    word, kind = said.get("gauge", ""), KINDS.get(said.get("kind", "").casefold().replace(" ", "_"))
    found = [one for one in called(word) if kind in (None, one.kind)]
    if not found:
        raise Invalid(_("Tidak ada titik ukur “%(word)s”.") % {"word": word[:60]}, field="gauge", code="unknown_gauge")  # fmt: skip
    if len(found) > 1:
        codes = ", ".join(one.code for one in found)
        raise Invalid(_("“%(word)s” ada lebih dari satu; sebut kodenya: %(codes)s") % {"word": word[:60], "codes": codes},
                      field="gauge", code="ambiguous_gauge")  # fmt: skip
    return found[0]
