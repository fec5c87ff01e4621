"""The only writes to what a gauge shows. Each is one transaction; history is never edited, at most taken back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.accounts.queries import reach
from smartcity.events.actions import record
from smartcity.gauges.levels import Told, check
from smartcity.gauges.models import Gauge, Reading, Trend
from smartcity.gauges.queries import keeps, last_reading, undoable
from smartcity.lib.db import write
from smartcity.lib.errors import Conflict, IllegalMove, Invalid, NotAllowed
from smartcity.lib.look.words import clock
from smartcity.lib.time import now, w3c

SKEW = timedelta(minutes=2)  # how far another's clock may be ahead of ours
TICK = timedelta(milliseconds=1)
BEFORE = (
    timedelta(minutes=30),
    timedelta(minutes=90),
)  # with what a trend compares: half an hour before, and not much more
STEADY = 1  # cm, or mm/h: the ripple of a staff gauge
READ, CHANGED, UNDONE = "gauge_read", "siaga_changed", "gauge_undone"


@dataclass(frozen=True, slots=True)
class Kept:
    """`repeated`: it had come before, and nothing was written. `latest`: it is what the gauge shows now."""

    reading: Reading
    repeated: bool = False
    latest: bool = True


def tell(gauge: Gauge, told: Told, by: User | None, source: str, *, client_id: UUID | None = None) -> Kept:
    """Keep one reading. The same again, by its `client_id` or its moment, gets the same answer; an older one becomes
    history. `by` nobody is the operator of the machine. Raises NotAllowed, Invalid, Conflict."""
    check_may(by)
    check(gauge, told)
    _check_moment(told.at)
    try:
        with write():
            locked = _lock(gauge)
            at = told.at or max(now(), (locked.read_at or now()) + TICK)
            if before := _before(locked, told, client_id):
                return Kept(before, True, before == last_reading(locked))
            siaga = (
                told.siaga if told.siaga is not None or told.level is None else locked.siaga_at(told.level)
            )
            fresh = Reading.objects.create(gauge=locked, at=at, level=told.level, siaga=siaga, pumps=told.pumps,
                                           source=source, by=by, client_id=client_id)  # fmt: skip
            return Kept(fresh, latest=_follow(locked, fresh, READ, by))
    except IntegrityError as wrong:
        raise _taken() from wrong


def undo(gauge: Gauge, by: User) -> None:
    """Take back this person's own reading, the gauge's newest, within UNDO. Raises NotAllowed, IllegalMove."""
    check_may(by)
    with write():
        locked = _lock(gauge)
        last = last_reading(locked)
        if last is None or not undoable(last, by.pk):
            raise IllegalMove(_("Tidak ada isian Anda yang masih bisa dibatalkan."), code="nothing_to_undo")
        last.withdrawn = True
        last.save(update_fields=["withdrawn"])
        _follow(locked, last, UNDONE, by)


def check_may(by: User | None) -> None:
    """Raises NotAllowed."""
    if by is not None and not keeps(reach(by)):
        raise NotAllowed(
            _("Hanya petugas dinas sumber daya air dan operator provinsi yang mengisi tinggi air.")
        )


def _lock(gauge: Gauge) -> Gauge:
    return Gauge.objects.select_for_update(of=("self",), no_key=True).select_related("area", "office").get(pk=gauge.pk)  # fmt: skip


def _check_moment(at: datetime | None) -> None:
    if at is not None and at > now() + SKEW:
        raise Invalid(_("Waktunya belum terjadi. Periksa jam alatnya; di sini pukul %(clock)s.") % {"clock": clock(now())},
                      field="at", code="clock_ahead")  # fmt: skip


def _before(gauge: Gauge, told: Told, client_id: UUID | None) -> Reading | None:
    """The same reading, if it came before. Raises Conflict for another with its id or of its moment."""
    same = Reading.objects.filter(client_id=client_id).first() if client_id else None
    if same and (same.gauge_id != gauge.pk or not _alike(same, told)):
        raise _taken()
    if same or told.at is None:
        return same
    there = gauge.readings.standing().filter(at=told.at).first()
    if there and not _alike(there, told):
        raise Conflict(_("%(name)s: pada pukul %(clock)s sudah tercatat angka lain.") %
                       {"name": gauge, "clock": clock(told.at)}, field="at", code="told_otherwise")  # fmt: skip
    return there


def _alike(kept: Reading, told: Told) -> bool:
    said = (told.siaga in (None, kept.siaga), told.at in (None, kept.at))
    return (kept.level, kept.pumps) == (told.level, told.pumps) and all(said)


def _taken() -> Conflict:
    return Conflict(_("Nomor kiriman ini sudah dipakai untuk bacaan lain."), field="client_id", code="client_id_taken")  # fmt: skip


def _follow(gauge: Gauge, reading: Reading, verb: str, by: User | None) -> bool:
    """Let the gauge show its newest reading, and the log tell of this one. Whether they are the same."""
    was, last = gauge.siaga, last_reading(gauge)
    gauge.level, gauge.siaga, gauge.pumps = (
        (last.level, last.siaga, last.pumps) if last else (None, None, None)
    )
    gauge.read_at, gauge.source = (last.at, last.source) if last else (None, "")
    gauge.trend = _trend(gauge, last)
    gauge.save(update_fields=["level", "siaga", "pumps", "read_at", "source", "trend"])
    latest = last == reading
    record(gauge.subject, verb, _said(gauge, reading, latest), actor=by, office=gauge.office, area=gauge.area)
    if gauge.siaga != was:
        record(gauge.subject, CHANGED, _said(gauge, last or reading, latest) | {"siaga": gauge.siaga, "was": was},
               actor=by, office=gauge.office, area=gauge.area)  # fmt: skip
    return latest


def _trend(gauge: Gauge, last: Reading | None) -> str:
    """ "" where there is nothing near enough before it to compare with."""
    if last is None or last.level is None:
        return ""
    soonest, longest = BEFORE
    told = gauge.readings.standing().exclude(level=None)
    before = told.filter(at__range=(last.at - longest, last.at - soonest)).order_by("-at").first()
    if before is None or before.level is None:
        return ""
    rise = last.level - before.level
    return Trend.STEADY if abs(rise) <= STEADY else Trend.UP if rise > 0 else Trend.DOWN


def _said(gauge: Gauge, reading: Reading, latest: bool) -> dict[str, Any]:
    """Of an event. `trend` is of what the gauge shows now."""
    return {
        "gauge": gauge.code, "name": gauge.name, "kind": gauge.kind, "level": reading.level, "unit": "mm/h" if gauge.kind == "rain" else "cm",
        "siaga": reading.siaga, "trend": gauge.trend, "pumps": reading.pumps, "read": w3c(reading.at), "source": str(reading.source),
        "latest": latest, "lon": gauge.lon, "lat": gauge.lat,
    }  # fmt: skip
