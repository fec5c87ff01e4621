"""The published boundaries a city pack names in boundaries.toml: downloaded, checked by their sums, read."""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import Any
from urllib.request import urlopen

import numpy as np
import shapely
from django.utils.translation import gettext as _
from numpy.typing import NDArray
from shapely.errors import ShapelyError

from smartcity.areas.coverage import Shapes
from smartcity.lib.errors import Invalid
from smartcity.lib.reasons import why

MAX_BYTES = 20_000_000
ROW = re.compile(r"\('([\d.]+)','(?:[^']|'')*',[-\d.]+,[-\d.]+,'(\[[^']*\])'\)")  # code, name, lat, lon, path


@dataclass(frozen=True, slots=True)
class Source:
    """`address` of a file holds {file}; `sums` are SHA-256 by file name."""

    name: str
    address: str
    sums: dict[str, str]


File = tuple[str, bytes]


class Unreachable(Invalid):
    """Its publisher did not give the files, now."""

    code = "unreachable"


def of_city(pack: Path) -> Source:
    """The source in a city pack's boundaries.toml. Raises Invalid."""
    try:
        found = tomllib.loads((pack / "boundaries.toml").read_text(encoding="utf-8"))
        address = found["address"].replace("{commit}", found.get("commit", ""))
        return Source(found["source"], address, dict(found["sha256"]))
    except FileNotFoundError:
        raise _bad(_("Kota ini tidak menyebut sumber batas wilayah (boundaries.toml).")) from None
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise _bad(_("boundaries.toml tidak bisa dibaca: %(why)s") % {"why": error}) from None


def from_folder(source: Source, folder: Path) -> Iterator[File]:
    """The files, downloaded earlier into a folder. Raises Invalid."""
    for name in source.sums:
        try:
            yield _checked(source, name, (folder / name).read_bytes())
        except OSError as error:
            raise _bad(why(error)) from None


def download(source: Source, timeout: float) -> Iterator[File]:
    """The files, one after the other, all within `timeout` seconds. Raises Unreachable, Invalid."""
    until = monotonic() + timeout
    arrived: SimpleQueue[File | OSError] = SimpleQueue()
    # A thread of its own, because looking up a name can hang for longer than any socket's time limit.
    Thread(target=_get_all, args=(source, timeout, arrived), daemon=True).start()
    for _name in source.sums:
        try:
            file = arrived.get(timeout=max(until - monotonic(), 0))
        except Empty:
            raise Unreachable(
                _("Tidak selesai diunduh dalam %(seconds)g detik.") % {"seconds": timeout}
            ) from None
        if isinstance(file, OSError):
            raise Unreachable(_("Tidak bisa diunduh: %(why)s.") % {"why": why(file)})
        yield _checked(source, *file)


def read(files: list[File]) -> Shapes:
    """The shapes in SQL files whose paths are polygons or multipolygons of [lat, lon] pairs. Raises Invalid."""
    shapes: Shapes = {}
    for name, content in files:
        for code, path in ROW.findall(content.decode(errors="replace")):
            try:
                shapes[code] = _shape(json.loads(path))
            except (ValueError, TypeError, IndexError, ShapelyError):
                raise _bad(
                    _("%(file)s: %(code)s tidak bisa dibaca.") % {"file": name, "code": code}
                ) from None
    return shapes


def _get_all(source: Source, timeout: float, arrived: "SimpleQueue[File | OSError]") -> None:
    try:
        for name in source.sums:
            address = source.address.replace("{file}", name)
            with urlopen(address, timeout=timeout) as answer:  # noqa: S310  the operator's own city pack names it
                arrived.put((name, answer.read(MAX_BYTES)))
    except OSError as error:
        arrived.put(error)
    except ValueError as error:  # what is no address at all
        arrived.put(OSError(str(error)))


def _checked(source: Source, name: str, content: bytes) -> File:
    if hashlib.sha256(content).hexdigest() != source.sums[name]:
        raise _bad(_("%(file)s tidak seperti yang diterbitkan (SHA-256 berbeda).") % {"file": name})
    return name, content


def _shape(path: list[Any]) -> shapely.Geometry:
    polygons = [path] if isinstance(path[0][0][0], float | int) else path
    parts = [shapely.Polygon(_ring(shell), [_ring(hole) for hole in holes]) for shell, *holes in polygons]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _ring(pairs: list[list[float]]) -> NDArray[np.float64]:
    """[lat, lon] pairs as (lon, lat)."""
    ring = np.array(pairs, float)
    if not np.isfinite(ring).all():
        raise ValueError("no number")
    return ring[:, ::-1]


def _bad(sentence: str) -> Invalid:
    return Invalid(sentence, field="file", code="bad_source")
