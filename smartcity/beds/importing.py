"""Hospitals, and counts of their beds, from a table: all of it, or with every bad line named nothing of it."""

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.accounts.queries import reach
from smartcity.beds.actions import tell
from smartcity.beds.counts import FIELDS, Count, read
from smartcity.beds.models import Hospital, Source
from smartcity.beds.queries import kept_by
from smartcity.beds.registering import Facts, register
from smartcity.lib.db import write
from smartcity.lib.errors import DomainError, Invalid
from smartcity.lib.sheet import Line, decimal, read_table
from smartcity.lib.time import read_w3c

HOSPITAL_COLUMNS = {
    "name": "name", "nama": "name", "kind": "kind", "jenis": "kind", "class": "grade", "kelas": "grade", "owner": "owner",
    "pemilik": "owner", "lat": "lat", "latitude": "lat", "lintang": "lat", "lng": "lon", "lon": "lon", "longitude": "lon", "bujur": "lon",
    "beds_total": "beds", "tempat_tidur": "beds", "phone": "phone", "telepon": "phone", "address": "address", "alamat": "address",
    "kodeppk": "provider", "code": "code", "kode": "code",
}  # fmt: skip
COUNT_COLUMNS = {"hospital": "hospital", "rumah_sakit": "hospital", "kodeppk": "hospital", "kelas": "class", "at": "at", "waktu": "at"} | {
    name: name for name in FIELDS}  # fmt: skip
Progress = Callable[[list[Line]], AbstractContextManager[Iterable[Line]]]


@dataclass
class Imported:
    """How many lines became what: added, changed, same. Where `faults` has anything, nothing was written."""

    became: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[int, str]] = field(default_factory=list)  # line, sentence


def import_hospitals(
    content: bytes, *, dry_run: bool = False, by: User | None = None, progress: Progress = nullcontext
) -> Imported:
    """Columns name, lat, lng, and those of HOSPITAL_COLUMNS that are there. Raises Invalid for what is no such table."""
    lines, found = read_table(content, HOSPITAL_COLUMNS, ["name", "lat", "lon"]), Imported()
    names: dict[str, int] = {}
    with write(), progress(lines) as going:
        for line in going:
            try:
                facts = _facts(line, names)
                found.became[register(facts, by)[1]] += 1
            except DomainError as wrong:
                found.faults.append((line.number, str(wrong)))
        if found.faults or dry_run:
            transaction.set_rollback(True)
    return found


def import_counts(content: bytes, *, of: Hospital | None = None, by: User | None = None, at: datetime | None = None,
                  dry_run: bool = False) -> Imported:  # fmt: skip
    """Columns class (or kodekelas), capacity, free and more of FIELDS; without `of` a column hospital: code, name or code
    of BPJS; `at` where a line says none. Raises Invalid for what is no such table."""
    needed = ["free"] if of else ["hospital", "free"]
    lines = read_table(content, _columns(), needed)
    found = Imported()
    told = _by_hospital(lines, of, by, found)
    with write():
        for (hospital, moment), (number, counts) in told.items():
            try:
                tell(hospital, counts, by, Source.CSV, at=moment or at)
                found.became["changed"] += len(counts)
            except DomainError as wrong:
                found.faults.append((number, str(wrong)))
        if found.faults or dry_run:
            transaction.set_rollback(True)
    found.faults.sort()
    return found


Telling = dict[tuple[Hospital, datetime | None], tuple[int, list[Count]]]


def _by_hospital(lines: list[Line], of: Hospital | None, by: User | None, found: Imported) -> Telling:
    """What each is told at a time, and the first line that says so; what cannot be read goes to the faults."""
    theirs = Hospital.objects.open() if by is None else kept_by(reach(by))
    known = _known(list(theirs.select_related("office")))
    told: Telling = {}
    for line in lines:
        try:
            hospital, moment = _of(line, of, known), _moment(line.fields.pop("at", ""))
            count = read(line.fields)
        except DomainError as wrong:
            found.faults.append((line.number, str(wrong)))
            continue
        told.setdefault((hospital, moment), (line.number, []))[1].append(count)
    return told


def _columns() -> dict[str, str]:
    """By the names a column may have, what `read` takes."""
    return {name: ours if ours in ("hospital", "at") else _own(ours) for name, ours in COUNT_COLUMNS.items()}


def _own(name: str) -> str:
    return "class" if FIELDS.get(name) == "bed_class" else FIELDS.get(name, name)


def _of(line: Line, of: Hospital | None, known: dict[str, Hospital]) -> Hospital:
    said = line.fields.pop("hospital", "")
    hospital = known.get(said.casefold()) if said else of
    if hospital is None or (of and hospital != of):
        raise Invalid(_("Tidak ada rumah sakit “%(name)s”, atau bukan milik Anda.") % {"name": said[:60]}, field="hospital", code="unknown_hospital")  # fmt: skip
    return hospital


def _known(hospitals: list[Hospital]) -> dict[str, Hospital]:
    return {
        word.casefold(): one
        for one in hospitals
        for word in (one.code, one.office.name, one.provider)
        if word
    }


def _moment(text: str) -> datetime | None:
    try:
        return read_w3c(text) if text else None
    except ValueError as wrong:
        raise Invalid(_("Waktu tidak terbaca: %(text)s") % {"text": text[:40]}, field="at", code="bad_time") from wrong  # fmt: skip


def _facts(line: Line, names: dict[str, int]) -> Facts:
    said = dict(line.fields)
    name = said.get("name", "")
    if first := names.get(name.casefold()):
        raise Invalid(_("Nama yang sama dengan baris %(n)d.") % {"n": first}, field="name", code="told_twice")
    names[name.casefold()] = line.number
    beds, lon, lat = said.pop("beds", ""), decimal(said.pop("lon", "")), decimal(said.pop("lat", ""))
    if beds and not (beds.isascii() and beds.isdigit()):
        raise Invalid(_("Jumlah tempat tidur bukan bilangan bulat: “%(text)s”.") % {"text": beds[:20]}, field="beds_total", code="not_a_number")  # fmt: skip
    grade = said.pop("grade", "").upper()
    return Facts(lon=lon, lat=lat, beds=int(beds) if beds else None, grade="" if grade in NO_GRADE else grade, **{"name": "", **said})  # fmt: skip


NO_GRADE = frozenset({"", "-", "BELUM DITETAPKAN"})  # as the ministry's register has it
