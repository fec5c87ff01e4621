"""What one telling says of a room's beds, in our words or those hospitals send to BPJS, and whether it can be so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from smartcity.beds.models import BedClass
from smartcity.lib.errors import Invalid
from smartcity.lib.text import clean_line, is_word

MOST_BEDS = 5000  # of one room
MOST_ROOMS = 300  # of one hospital
NUMBERS = ("capacity", "free", "male", "female", "either", "queue")
PARTS = ("male", "female", "either")

APLICARES = {"kodekelas": "bed_class", "koderuang": "room", "namaruang": "name", "kapasitas": "capacity", "tersedia": "free",
             "tersediapria": "male", "tersediawanita": "female", "tersediapriawanita": "either", "antrean": "queue"}  # fmt: skip
"""The fields of Aplicares' bed/update and bed/create (BPJS Kesehatan, Katalog Webservice Integrasi Ketersediaan Tempat
Tidur, 1.1), which are strings there; `antrean` is ours."""
OURS = {"class": "bed_class"} | {name: name for name in ("room", "name", *NUMBERS)}
FIELDS = OURS | APLICARES

KODEKELAS = {
    "NON": BedClass.OTHER, "VVP": BedClass.VIP, "VIP": BedClass.VIP, "UTM": BedClass.VIP, "KL1": BedClass.CLASS1, "KL2": BedClass.CLASS2,
    "KL3": BedClass.CLASS3, "ICU": BedClass.ICU, "ICC": BedClass.ICU, "NIC": BedClass.NICU, "PIC": BedClass.PICU, "IGD": BedClass.IGD,
    "UGD": BedClass.IGD, "SAL": BedClass.MATERNITY, "HCU": BedClass.HCU, "ISO": BedClass.ISOLATION,
}  # fmt: skip
"""The classes of Aplicares' ref/kelas in ours."""


@dataclass(frozen=True, slots=True)
class Count:
    """Whole beds. `capacity` None and an empty `name` leave what stands; every other None is "not told"."""

    bed_class: str
    room: str = ""
    name: str = ""
    capacity: int | None = None
    free: int | None = None
    male: int | None = None
    female: int | None = None
    either: int | None = None
    queue: int | None = None

    @property
    def key(self) -> tuple[str, str]:
        return self.bed_class, self.room

    @property
    def called(self) -> str:
        """As a sentence names it: "ICU", "Anggrek (Kelas 1)"."""
        name = str(BedClass(self.bed_class).label)
        return f"{self.name or self.room} ({name})" if self.name or self.room else name


def read(said: Mapping[str, Any]) -> Count:
    """One row by either set of names. Raises Invalid, which names the field as it was sent."""
    named: dict[str, tuple[str, Any]] = {}
    for name, value in said.items():
        ours = FIELDS.get(name.strip().casefold())
        if ours is None:
            raise Invalid(_("Isian “%(name)s” tidak dikenal.") % {"name": name[:40]}, field=name[:40], code="unknown_field")  # fmt: skip
        named[ours] = (name, value)
    name, value = named.pop("bed_class", ("class", ""))
    fields: dict[str, Any] = {"bed_class": _class(str(value), name)}
    for ours, (name, value) in named.items():
        fields[ours] = _number(value, name) if ours in NUMBERS else _line(value, name, 20 if ours == "room" else 80)  # fmt: skip
    return check(Count(**fields))


def read_all(rows: Iterable[Mapping[str, Any]]) -> list[Count]:
    """Raises Invalid, which says of which row."""
    counts = []
    for place, row in enumerate(rows, 1):
        try:
            counts.append(read(row))
        except Invalid as wrong:
            told = _("Baris %(n)d: %(why)s") % {"n": place, "why": wrong}
            raise Invalid(told, field=wrong.field, code=wrong.code) from wrong
    return check_all(counts)


def check_all(counts: list[Count]) -> list[Count]:
    """Raises Invalid."""
    seen = set()
    for count in counts:
        if count.key in seen:
            raise Invalid(_("%(room)s disebut dua kali.") % {"room": count.called}, field="room", code="told_twice")  # fmt: skip
        seen.add(check(count).key)
    if not counts:
        raise Invalid(_("Tidak ada angka yang dikirim."), field="beds", code="nothing_told")
    return counts


def check(count: Count, capacity: int | None = None) -> Count:
    """Whether it can be so; `capacity` is what stood before, where it tells none. Raises Invalid."""
    if count.bed_class not in BedClass.values:
        raise Invalid(_("Kelas tempat tidur tidak dikenal."), field="class", code="unknown_class")
    for name in NUMBERS:
        value = getattr(count, name)
        if value is not None and not 0 <= value <= MOST_BEDS:
            raise _wrong(count, _("angka harus 0 sampai %(most)d."), name, "out_of_range", most=MOST_BEDS)
    most = count.capacity if count.capacity is not None else capacity
    if count.free is not None and most is not None and count.free > most:
        raise _wrong(count, _("kosong %(free)d, padahal kapasitasnya %(most)d."), "free", "free_above_capacity",
                     free=count.free, most=most)  # fmt: skip
    parts = sum(getattr(count, part) or 0 for part in PARTS)
    if parts > (count.free or 0):
        raise _wrong(count, _("untuk pria, wanita dan keduanya %(parts)d, padahal yang kosong %(free)d."), "male",
                     "parts_above_free", parts=parts, free=count.free or 0)  # fmt: skip
    return count


def _wrong(count: Count, sentence: str, field: str, code: str, **told: int) -> Invalid:
    return Invalid(f"{count.called}: {sentence % told}", field=field, code=code)


def _class(word: str, field: str) -> str:
    """Ours, or one of Aplicares'. Raises Invalid."""
    known = KODEKELAS.get(word.strip().upper(), word.strip().casefold())
    if known not in BedClass.values:
        raise Invalid(_("Kelas tempat tidur tidak dikenal: “%(word)s”.") % {"word": word[:20]}, field=field, code="unknown_class")  # fmt: skip
    return str(known)


def _number(value: Any, field: str) -> int | None:
    """A whole number, also as text; None and "" are none. Raises Invalid."""
    text = "" if value is None else str(value).strip()
    if not text:
        return None
    digits = text.removeprefix("-")
    if isinstance(value, bool) or not (digits.isascii() and digits.isdigit() and len(digits) < 9):
        raise Invalid(_("“%(text)s” bukan bilangan bulat.") % {"text": text[:20]}, field=field, code="not_a_number")  # fmt: skip
    if text.startswith("-") and int(text):
        raise Invalid(_("Jumlah tempat tidur tidak bisa kurang dari nol."), field=field, code="negative")
    return abs(int(text))


def _line(value: Any, field: str, most: int) -> str:
    text = clean_line("" if value is None else str(value), field=field, most=most)
    if most == 20 and text and not is_word(text.replace(" ", "-").replace("/", "-")):
        raise Invalid(_("Kode ruang hanya huruf, angka, titik dan garis."), field=field, code="bad_room")
    return text
