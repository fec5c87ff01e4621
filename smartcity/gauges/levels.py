"""What one telling says of a gauge, from text or numbers, and whether it can be so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from typing import Any

from django.utils.translation import gettext as _

from smartcity.gauges.models import Gauge, Kind, Siaga
from smartcity.lib.errors import Invalid
from smartcity.lib.time import read_w3c

BOUNDS = {Kind.SLUICE: (0, 2000), Kind.WATCH: (-300, 2000), Kind.PUMP: (-500, 2000), Kind.RAIN: (0, 400),
          Kind.RESERVOIR: (-500, 2000)}  # fmt: skip
"""The least and the most that is believed, in the unit of the kind. Some are measured against the sea, and fall below it."""


@dataclass(frozen=True, slots=True)
class Told:
    """`level` in whole cm (mm/h at a rain post); `siaga` 1 to 4, None to let the thresholds say; `pumps` that work; `at`
    when it was measured, None for now."""

    level: int | None = None
    siaga: int | None = None
    pumps: int | None = None
    at: datetime | None = None


def read(level: Any = None, siaga: Any = None, pumps: Any = None, at: str = "") -> Told:
    """None and "" are not told. Raises Invalid, which names the field."""
    return Told(read_level(level), _whole(siaga, "siaga"), _whole(pumps, "pumps"), read_moment(at))


def check(gauge: Gauge, told: Told) -> None:
    """Raises Invalid for what cannot be so at this gauge."""
    if told == Told(at=told.at):
        raise Invalid(_("%(name)s: isi tinggi airnya.") % {"name": gauge}, field="level", code="nothing_told")
    least, most = BOUNDS[Kind(gauge.kind)]
    if told.level is not None and not least <= told.level <= most:
        raise Invalid(_("%(name)s: %(level)d %(unit)s tidak mungkin; paling sedikit %(least)d, paling banyak %(most)d.") %
                      {"name": gauge, "level": told.level, "unit": gauge.unit, "least": least, "most": most},
                      field="level", code="out_of_range")  # fmt: skip
    if told.siaga is not None and told.siaga not in Siaga.values:
        raise Invalid(_("Siaga hanya 1, 2, 3 atau 4 (normal)."), field="siaga", code="bad_siaga")
    if told.pumps is not None and not 0 <= told.pumps <= (gauge.installed or 0):
        raise Invalid(_("%(name)s punya %(n)d pompa; yang bekerja tidak bisa %(told)d.") %
                      {"name": gauge, "n": gauge.installed or 0, "told": told.pumps}, field="pumps", code="bad_pumps")  # fmt: skip


def read_level(value: Any) -> int | None:
    """In whole units; a decimal comma will do. Raises Invalid."""
    text = _text(value)
    if not text:
        return None
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = float("nan")
    if isinstance(value, bool) or not isfinite(number):
        raise Invalid(_("“%(text)s” bukan angka. Tulis seperti 850.") % {"text": text[:20]}, field="level", code="not_a_number")  # fmt: skip
    return round(number)


def read_moment(text: str) -> datetime | None:
    """None for "". Raises Invalid."""
    try:
        return read_w3c(text) if text else None
    except ValueError as wrong:
        raise Invalid(_("Waktu tidak terbaca: %(text)s") % {"text": text[:40]}, field="at", code="bad_time") from wrong  # fmt: skip


def _whole(value: Any, field: str) -> int | None:
    text = _text(value)
    if not text:
        return None
    digits = text.removeprefix("-")
    if isinstance(value, bool) or not (digits.isascii() and digits.isdigit() and len(digits) < 6):
        raise Invalid(_("“%(text)s” bukan bilangan bulat.") % {"text": text[:20]}, field=field, code="not_a_number")  # fmt: skip
    return int(text)


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()
