"""The only writes to what a hospital says of its beds. Each is one transaction and one event."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.accounts.queries import reach
from smartcity.beds.counts import MOST_ROOMS, NUMBERS, Count, check, check_all
from smartcity.beds.models import Hospital, Receipt, Source, Ward
from smartcity.beds.queries import Row, keeps, last_told, row_of
from smartcity.events.actions import record
from smartcity.events.models import Event
from smartcity.lib.db import write
from smartcity.lib.errors import Conflict, IllegalMove, Invalid, NotAllowed
from smartcity.lib.look.words import clock
from smartcity.lib.time import now, read_w3c, w3c

SKEW = timedelta(minutes=5)  # how far the clock of a hospital may be ahead of ours
ECHO = timedelta(minutes=1)  # the same said again within this is nothing new
UNDO = timedelta(minutes=15)
TOLD, UNDONE = "beds_told", "beds_undone"


@dataclass(frozen=True, slots=True)
class Told:
    """`answer` as programs are told it; `repeated`: it had come before, and nothing was written."""

    answer: dict[str, Any]
    repeated: bool = False


def tell(hospital: Hospital, counts: Sequence[Count], by: User | None, source: str, *, at: datetime | None = None,
         client_id: UUID | None = None, seen: int | None = None) -> Told:  # fmt: skip
    """What was counted `at` (now). `seen` is the id of the last event its teller knew of. The same `client_id` gets the
    same answer. `by` nobody is the operator of the machine. Raises NotAllowed, Invalid (a clock ahead, numbers that cannot
    be), Conflict (counted before what stands, or somebody told something meanwhile)."""
    _check_may(hospital, by)
    counts = check_all(list(counts))
    at = _moment(at)
    digest = _digest(counts)
    try:
        with write():
            locked = Hospital.objects.select_for_update(of=("self",), no_key=True).select_related("office__area").get(pk=hospital.pk)  # fmt: skip
            if client_id and (before := _answered(client_id, locked, digest)):
                return Told(before, repeated=True)
            _check_seen(locked, seen)
            changed = _write(locked, counts, by, source, at)
            answer = {"hospital": locked.code, "at": w3c(at), "source": source,
                      "beds": [row_of(ward) for ward in _wards(locked, counts)]}  # fmt: skip
            if changed is not None:
                record(locked.bed_subject, TOLD, _said(locked, source, at, changed, len(counts)), actor=by,
                       office=locked.office, area=locked.office.area)  # fmt: skip
            if client_id:
                Receipt.objects.create(client_id=client_id, hospital=locked, digest=digest, answer=answer)
    except IntegrityError as wrong:
        raise Conflict(_("Nomor kiriman ini sudah dipakai untuk angka lain."), field="client_id", code="client_id_taken") from wrong  # fmt: skip
    return Told(answer)


def undo(hospital: Hospital, by: User) -> None:
    """Let what stood before this person's last telling stand again, within UNDO, as long as nobody told anything since.
    Raises NotAllowed, IllegalMove."""
    _check_may(hospital, by)
    with write():
        locked = Hospital.objects.select_for_update(of=("self",), no_key=True).select_related("office__area").get(pk=hospital.pk)  # fmt: skip
        last = last_told(locked)
        if not undoable(last, by):
            raise IllegalMove(
                _("Tidak ada perubahan Anda yang masih bisa dibatalkan."), code="nothing_to_undo"
            )
        assert last is not None
        rows = [row for said in last.data["beds"] if (row := _restore(locked, said))]
        record(locked.bed_subject, UNDONE, _said(locked, last.data["source"], now(), rows, len(rows)), actor=by,
               office=locked.office, area=locked.office.area)  # fmt: skip


def undoable(last: Event | None, by: User) -> bool:
    """Whether `last`, the last that was told of a hospital, is this person's to take back."""
    return (
        last is not None and last.verb == TOLD and last.actor_id == by.pk and bool(last.data["beds"])
        and last.data["source"] != Source.API and now() - last.at < UNDO
    )  # fmt: skip


def _check_may(hospital: Hospital, by: User | None) -> None:
    if by is not None and not keeps(reach(by), hospital):
        raise NotAllowed(_("Hanya petugas rumah sakit ini yang mengisi angkanya."))


def _moment(at: datetime | None) -> datetime:
    """Raises Invalid for one that is to come; a few minutes ahead are a clock that is wrong, and mean now."""
    moment = now()
    if at is not None and at > moment + SKEW:
        raise Invalid(_("Waktunya belum terjadi. Periksa jam komputer Anda; di sini pukul %(clock)s.") % {"clock": clock(moment)},
                      field="at", code="clock_ahead")  # fmt: skip
    return min(at or moment, moment)


def _digest(counts: Sequence[Count]) -> str:
    told = [
        [count.bed_class, count.room, count.name, *(getattr(count, name) for name in NUMBERS)]
        for count in counts
    ]
    return sha256(json.dumps(told).encode()).hexdigest()


def _answered(client_id: UUID, hospital: Hospital, digest: str) -> dict[str, Any] | None:
    """Raises Conflict for an id that was used for something else."""
    before = Receipt.objects.filter(client_id=client_id).first()
    if before is None:
        return None
    if (before.hospital_id, before.digest) != (hospital.pk, digest):
        raise Conflict(_("Nomor kiriman ini sudah dipakai untuk angka lain."), field="client_id", code="client_id_taken")  # fmt: skip
    answer: dict[str, Any] = before.answer
    return answer


def _check_seen(hospital: Hospital, seen: int | None) -> None:
    last = last_told(hospital) if seen is not None else None
    if last is not None and last.pk != seen:
        raise Conflict(_("Angka sudah diubah lebih dulu, pukul %(clock)s. Periksa yang sekarang, lalu simpan lagi.") %
                       {"clock": clock(last.at)}, code="changed")  # fmt: skip


def _write(
    hospital: Hospital, counts: Sequence[Count], by: User | None, source: str, at: datetime
) -> list[Row] | None:
    """The rows that are otherwise now, each with what it `was`; None when nothing is, and it was just said already."""
    known = {(ward.bed_class, ward.room): ward for ward in hospital.wards.all()}
    if len(known.keys() | {count.key for count in counts}) > MOST_ROOMS:
        raise Invalid(_("Paling banyak %(n)d ruang.") % {"n": MOST_ROOMS}, field="beds", code="too_many")
    changed: list[Row] = []
    echo = True
    for count in counts:
        stood = known.get(count.key)
        was = row_of(stood) if stood else None
        echo = echo and stood is not None and at - stood.at < ECHO
        ward = stood or Ward(hospital=hospital, bed_class=count.bed_class, room=count.room)
        _put(ward, count, at)
        ward.at, ward.source, ward.by = at, source, by
        ward.save()
        row = row_of(ward)
        if was is None or any(row[name] != was[name] for name in ("name", *NUMBERS)):
            changed.append(row | {"was": was})
    return None if echo and not changed else changed


def _put(ward: Ward, count: Count, at: datetime) -> None:
    """Raises Invalid, Conflict."""
    new = ward._state.adding
    if new and count.capacity is None:
        raise Invalid(_("%(room)s: sebutkan kapasitasnya.") % {"room": count.called}, field="capacity", code="no_capacity")  # fmt: skip
    if not new and ward.free is not None and ward.at > at:
        raise Conflict(_("%(room)s: sudah ada hitungan yang lebih baru, pukul %(clock)s.") %
                       {"room": count.called, "clock": clock(ward.at)}, field="at", code="older")  # fmt: skip
    check(count, None if new else ward.capacity)
    ward.name = count.name or ward.name
    ward.capacity = count.capacity if count.capacity is not None else ward.capacity
    ward.free, ward.male, ward.female, ward.either = count.free, count.male, count.female, count.either
    ward.queue = count.queue


def _restore(hospital: Hospital, said: Row) -> Row | None:
    """What stood before, which is returned; a room that did not stand is taken away."""
    ward = hospital.wards.get(bed_class=said["class"], room=said["room"])
    was = said["was"]
    if was is None:
        ward.delete()
        return None
    for name in ("name", "source", *NUMBERS):
        setattr(ward, name, was[name])
    ward.at = read_w3c(was["at"])
    ward.save()
    return row_of(ward) | {"was": {name: said[name] for name in was}}


def _wards(hospital: Hospital, counts: Sequence[Count]) -> list[Ward]:
    """In the order they were told."""
    rows = {(ward.bed_class, ward.room): ward for ward in hospital.wards.all()}
    return [rows[count.key] for count in counts]


def _said(hospital: Hospital, source: str, at: datetime, rows: list[Row], told: int) -> dict[str, Any]:
    """Of an event: `beds` are the rows that changed, `told` how many were counted."""
    return {"hospital": hospital.code, "name": hospital.office.name, "source": source, "counted": w3c(at), "told": told,
            "beds": rows}  # fmt: skip
