"""Every change of the map: areas from a city's list, boundaries from a file, cells without one, a split."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import shapely
from django.db import transaction
from django.db.models import F, ProtectedError, Q
from django.utils.translation import gettext as _

from smartcity.areas import coverage, geojson
from smartcity.areas.approximation import cells_around
from smartcity.areas.coverage import Repair, Shapes
from smartcity.areas.models import LEAF, Area, Boundary, Edition, Level
from smartcity.areas.queries import forget
from smartcity.lib.db import write
from smartcity.lib.errors import Conflict, Invalid
from smartcity.lib.reasons import why
from smartcity.lib.text import clean_line


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a set of boundaries holds: how many areas of each level, square kilometres, and what was mended."""

    counts: dict[str, int]
    km2: float
    repair: Repair | None = None


def load_areas(path: Path) -> int:
    """Make or bring up to date every area of an areas.csv (a parent stands before its children); leaves that have
    no boundary get an approximate one. Returns how many rows there were. Raises Invalid."""
    known = {area.code: area for area in Area.objects.all()}
    with write():
        rows = _rows(path)
        for line, row in enumerate(rows, 2):
            known[row["code"]] = _area(row, known, line)
        approximate()
    return len(rows)


def approximate() -> int:
    """Give every current leaf without a boundary a cell around its point. Returns how many are approximate."""
    with write():
        Boundary.objects.filter(approximate=True, valid_from=None).delete()
        leaves = list(Area.objects.leaves().current())
        real = set(Boundary.objects.deciding().values_list("area_id", flat=True))
        if lacking := [n for n, area in enumerate(leaves) if area.pk not in real]:
            cells = cells_around([(area.lon, area.lat) for area in leaves])
            _draw(((leaves[n], cells[n]) for n in lacking), approximate=True)
        _changed()
    return len(lacking)


def load_boundaries(path: Path, *, valid_from: date | None = None, valid_to: date | None = None, source: str = "",
                    partial: bool = False, repair: bool = False) -> Loaded:  # fmt: skip
    """Load a GeoJSON file as the boundaries in force from `valid_from` (or since ever) until the day before
    `valid_to`. `partial` admits missing areas, `repair` mends gaps and overlaps. Raises Invalid; then nothing
    is written."""
    points = {area.code: (area.lon, area.lat) for area in Area.objects.leaves()}
    shapes = geojson.read(path, points)
    return draw(shapes, valid_from=valid_from, valid_to=valid_to, source=source or path.name,
                partial=partial, repair=repair)  # fmt: skip


def draw(shapes: Shapes, *, valid_from: date | None = None, valid_to: date | None = None, source: str,
         partial: bool = False, repair: bool = False) -> Loaded:  # fmt: skip
    """`load_boundaries` for shapes already read."""
    if valid_from and valid_to and valid_from >= valid_to:
        raise Invalid(_("Tanggal akhir harus sesudah tanggal mulai."), field="until", code="bad_dates")
    day = valid_from or (valid_to - timedelta(days=1) if valid_to else None)
    _complete(shapes, Area.objects.leaves().current(day), partial=partial)
    shapes, mended = coverage.clean(shapes) if repair else (shapes, None)
    shapes = coverage.check(shapes)
    with write():
        areas = {area.code: area for area in Area.objects.with_parents().filter(code__in=shapes)}
        old = Boundary.objects.filter(area__in=areas.values())
        since = Q(valid_from=valid_from, valid_to=valid_to)
        replaced = since if valid_from or valid_to else since | Q(approximate=True)
        old.filter(replaced).delete()
        _draw(((areas[code], shape) for code, shape in shapes.items()),
              source=source, valid_from=valid_from, valid_to=valid_to)  # fmt: skip
        _changed()
    return Loaded(_counts(areas.values()), coverage.area_km2(shapes), mended)


def split(area: Area, *, into: Sequence[Area], on: date) -> list[Area]:
    """From that day the area is several: `into` are areas with code, name, lon and lat, or the area itself if it
    lives on smaller. Its land goes to the nearest of them, approximately, until their boundaries are loaded.
    Raises Invalid."""
    if len(into) < 2 or area.level != LEAF or not Area.objects.current(on).filter(pk=area.pk).exists():
        raise Invalid(
            _("Pemekaran memerlukan satu kelurahan yang berlaku dan paling sedikit dua penerusnya."),
            code="bad_split",
        )
    taken = Area.objects.filter(code__in=[part.code for part in into if part.pk is None])
    if clash := taken.first():
        raise Invalid(_("%(code)s sudah dipakai wilayah lain.") % {"code": clash.code}, code="code_taken")
    with write():
        ground = _ground(area, on)
        for part in into:
            if part.pk != area.pk:
                part.level, part.parent, part.valid_from = area.level, area.parent, on
                part.short_name = part.short_name or part.name
                part.save()
        if area not in into:
            area.valid_to = on
            area.save(update_fields=["valid_to"])
        area.successors.add(*into)
        Boundary.objects.filter(area__in=into, valid_from=on, approximate=True).delete()
        cells = cells_around([(part.lon, part.lat) for part in into], ground)
        _draw(zip(into, cells, strict=True), approximate=True, valid_from=on)
        _changed()
    return list(into)


def unsplit(area: Area, parts: Sequence[Area], *, on: date) -> None:
    """Before that day: the area is again what it was before `split`, and the new parts are gone with their boundaries; its
    point is the caller's. Raises Conflict when something has been made of a part already."""
    with write():
        Boundary.objects.filter(area=area, valid_from=on).delete()
        area.successors.remove(*parts)
        if area.valid_to == on:
            area.valid_to = None
        area.save(update_fields=["valid_to", "lon", "lat"])
        try:
            Area.objects.filter(
                pk__in=[part.pk for part in parts if part.pk != area.pk], valid_from=on
            ).delete()
        except ProtectedError:
            raise Conflict(
                _("Bagian barunya sudah dipakai aturan, kantor, atau laporan. Lepaskan dulu."),
                code="part_used",
            ) from None
        _changed()


def load_residents(path: Path, source: str) -> int:
    """How many people live in each kelurahan: a CSV with `code` and `residents`. What holds kelurahan holds their sum,
    where each is known. Returns how many were read. Raises Invalid for a file with any bad row: then nothing changes."""
    source = clean_line(source, field="source", most=200)
    if not source:
        raise Invalid(_("Sebutkan sumber dan tahunnya."), field="source")
    leaves = {area.code: area for area in Area.objects.leaves()}
    rows = _rows(path)
    for line, row in enumerate(rows, 2):
        area, counted = leaves.get(row.get("code") or ""), (row.get("residents") or "").strip()
        if area is None or not (counted.isascii() and counted.isdigit() and len(counted) < 9):
            raise Invalid(
                _(
                    "Jumlah penduduk, baris %(line)d: kode kelurahan dan bilangan bulat diharapkan, ada %(row)s"
                )
                % {"line": line, "row": ", ".join(str(value) for value in row.values())},
                field="file",
            )
        area.residents = int(counted)
    with write():
        _settle(list(leaves.values()), source)
    return len(rows)


def _settle(leaves: list[Area], source: str) -> None:
    """Write what the leaves have, and above them the sums."""
    for area in leaves:
        area.residents_source = source if area.residents is not None else ""
    Area.objects.bulk_update(leaves, ["residents", "residents_source"])
    children = list(Area.objects.leaves().current().values_list("parent", "residents"))
    for level in (Level.KECAMATAN, Level.KOTA):
        parents = list(Area.objects.level(level).current())
        for area in parents:
            below = [n for parent, n in children if parent == area.pk]
            area.residents = None if None in below or not below else sum(filter(None, below))
            area.residents_source = source if area.residents is not None else ""
        Area.objects.bulk_update(parents, ["residents", "residents_source"])
        children = [(area.parent_id, area.residents) for area in parents]


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Invalid(
            _("Daftar wilayah tidak bisa dibaca: %(why)s") % {"why": why(error)}, field="file"
        ) from None
    codes = [row.get("code") for row in rows]
    if twice := next((code for code in codes if codes.count(code) > 1), None):
        raise geojson.bad(_("%(code)s ada dua kali.") % {"code": twice})
    return rows


def _area(row: dict[str, str], known: dict[str, Area], line: int) -> Area:
    try:
        parent = known[row["parent"]] if row["parent"] else None
        lon, lat = float(row["lon"]), float(row["lat"])
        if not (abs(lon) <= 180 and abs(lat) <= 90):
            raise ValueError(f"{lon}, {lat}")
        values = {"name": row["name"], "short_name": row.get("short_name") or row["name"],
                  "level": Level(row["level"]), "parent": parent, "lon": lon, "lat": lat}  # fmt: skip
        area, _made = Area.objects.update_or_create(code=row["code"], defaults=values)
    except (KeyError, ValueError, TypeError) as error:
        raise Invalid(
            _("Daftar wilayah, baris %(line)d: %(why)s") % {"line": line, "why": error}, field="file"
        ) from None
    return area


def _complete(shapes: Shapes, leaves: Iterable[Area], *, partial: bool) -> None:
    expected = {area.code for area in leaves}
    if strange := sorted(shapes.keys() - expected):
        raise geojson.bad(_("%(code)s tidak berlaku pada tanggal itu.") % {"code": strange[0]})
    missing = sorted(expected - shapes.keys())
    if missing and not partial:
        count, first = len(missing), ", ".join(missing[:3])
        raise geojson.bad(
            _("%(count)d kelurahan tidak ada dalam berkas: %(codes)s.") % {"count": count, "codes": first}
        )


def _ground(area: Area, day: date) -> shapely.Geometry | None:
    boundary = Boundary.objects.deciding(day).filter(area=area).first()
    return shapely.from_wkb(bytes(boundary.geometry)) if boundary else None


def _draw(shapes: Iterable[tuple[Area, shapely.Geometry]], *, source: str = "", approximate: bool = False,
          valid_from: date | None = None, valid_to: date | None = None) -> None:  # fmt: skip
    Boundary.objects.bulk_create(
        Boundary(area=area, geometry=shapely.to_wkb(shape), source=source, approximate=approximate,
                 valid_from=valid_from, valid_to=valid_to)
        for area, shape in shapes
    )  # fmt: skip


def _changed() -> None:
    """Tell this process at once, and the others through the edition."""
    if not Edition.objects.update(number=F("number") + 1):
        Edition.objects.create(number=1)
    forget()
    transaction.on_commit(forget)


def _counts(leaves: Iterable[Area]) -> dict[str, int]:
    found = {a for leaf in leaves for a in (leaf, *leaf.ancestors())}
    return {level: sum(a.level == level for a in found) for level in reversed(Level.values)}
