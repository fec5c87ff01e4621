"""Making the files of finished months. The worker may die at any line: a draft is no file yet, a file no row points at
is swept, and a row points only at a file the disk has."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import product
from pathlib import Path
from secrets import token_hex
from time import time

from smartcity.events.models import Chore, Event
from smartcity.lib.db import write
from smartcity.lib.time import now
from smartcity.opendata.models import Snapshot, SnapshotQuerySet, folder, following
from smartcity.opendata.rows import Row, fingerprint, oldest, rows
from smartcity.opendata.writers import FORMATS
from smartcity.reports.filtering import day_of
from smartcity.reports.filters import Filters
from smartcity.reports.numbers import pk_of

TAKEN_BACK = {
    "hidden",
    "withdrawn",
    "edited",
}  # verbs after which what a file says may be what nobody should read
OLD = 86_400  # seconds after which a file that is nobody's is nobody's for good
DRAFT = ".draft-"
FOLLOWER = "opendata"


def finished_months() -> list[date]:
    """From the month of the first report to the last one that is over, the newest first."""
    first, this = oldest(), day_of(now()).replace(day=1)
    month, found = day_of(first).replace(day=1) if first else this, []
    while month < this:
        found.append(month)
        month = following(month)
    return found[::-1]


def due() -> Iterator[Snapshot]:
    """What is to be made, the newest month first."""
    known = {(one.month, one.format): one for one in Snapshot.objects.all()}
    months = {
        *finished_months(),
        *(one.month for one in known.values()),
    }  # all of a month may have been taken back
    for month, kind in product(sorted(months, reverse=True), FORMATS):
        one = known.get((month, kind)) or Snapshot.objects.get_or_create(month=month, format=kind)[0]
        if not one.fresh:
            yield one


def make(one: Snapshot, beat: Callable[[], object] = lambda: None) -> None:
    """Its file, beside the old one, which goes when the row points at the new. `beat` is called once a page of rows."""
    wanted, month = one.wanted, Filters(since=one.month, until=one.last_day)
    told = str(fingerprint(month))
    tally = Tally()
    file, size, digest = _write(one, FORMATS[one.format].write(tally.of(rows(month, beat))))
    with write():
        Snapshot.objects.filter(pk=one.pk).update(
            file=file, bytes=size, sha256=digest, rows=tally.rows, first_id=tally.first, last_id=tally.last,
            fingerprint=told, made_at=now(), made=wanted,
        )  # fmt: skip
    if one.file and one.file != file:
        (folder() / one.file).unlink(missing_ok=True)


@dataclass
class Tally:
    """What goes by: how many rows, and the least and greatest id; of none 0, so that no report spoils it."""

    rows: int = 0
    first: int = 0
    last: int = 0

    def of(self, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            pk = pk_of(row[0])
            self.rows += 1
            self.first, self.last = min(self.first or pk, pk), max(self.last, pk)
            yield row


def _write(one: Snapshot, pieces: Iterator[bytes]) -> tuple[str, int, str]:
    """Name, bytes and SHA-256 of a file that is on the disk when this returns. Its name holds its digest: a row never
    points at other words than it says."""
    folder().mkdir(parents=True, exist_ok=True)
    draft = folder() / f"{DRAFT}{token_hex(8)}"
    digest, size = sha256(), 0
    try:
        with draft.open("wb") as file:
            for piece in pieces:
                digest.update(piece)
                size += file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        name = f"{one.month:%Y-%m}-{digest.hexdigest()[:16]}.{one.format}"
        draft.rename(folder() / name)
    except BaseException:  # whatever it was: no draft without its maker
        draft.unlink(missing_ok=True)
        raise
    _sync(folder())
    return name, size, digest.hexdigest()


def _sync(place: Path) -> None:
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


# --- Privacy before permanence


def take_back(event: Event) -> None:
    """Spoil what this event makes untrue to give away."""
    spoilt_by(event).spoil()


def spoilt_by(event: Event) -> SnapshotQuerySet:
    if event.verb == "category_changed":
        return Snapshot.objects.all()
    if event.verb in TAKEN_BACK and event.subject.startswith("report:"):
        return Snapshot.objects.may_hold(int(event.subject.removeprefix("report:")))
    return Snapshot.objects.none()


def may_be_given(one: Snapshot) -> bool:
    """Whether nothing in it was taken back: not even just now, before the worker has heard of it."""
    heard = Chore.objects.filter(name=FOLLOWER).values_list("cursor", flat=True).first() or 0
    unheard = Event.objects.after(heard).filter(verb__in=[*TAKEN_BACK, "category_changed"])
    return one.fresh and not any(spoilt_by(event).filter(pk=one.pk).exists() for event in unheard)


def look_over() -> None:
    """Spoil those whose reports are no longer the ones they were made of, whatever the reason, or whose file is gone."""
    for month in Snapshot.objects.fresh().values_list("month", flat=True).distinct():
        files = Snapshot.objects.filter(month=month)
        told = str(fingerprint(Filters(since=month, until=files[0].last_day)))
        gone = [one.pk for one in files if not one.path.is_file()]
        (files.exclude(fingerprint=told) | files.filter(pk__in=gone)).fresh().spoil()


def sweep() -> None:
    """Files and drafts that are nobody's, a day after."""
    kept = set(Snapshot.objects.values_list("file", flat=True))
    for path in folder().glob("*") if folder().is_dir() else ():
        with suppress(FileNotFoundError):
            if path.name not in kept and time() - path.stat().st_mtime > OLD:
                path.unlink()
