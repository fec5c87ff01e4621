"""Was this picture used before, in any report? The fingerprints of all photos, in memory: 16 bytes each.

A comparison with a million takes some milliseconds, without an index that few bits' difference would defeat. What this
finds is asked of the database again, so that a photo taken away meanwhile is never named."""

import threading
from collections.abc import Sequence
from datetime import timedelta
from itertools import islice

import numpy as np

from smartcity.lib.phash import hamming
from smartcity.lib.time import now
from smartcity.reports.models import Photo

COPY = 4  # bits: a copy recompressed, halved or darker (lib/phash.py); ten would cry wolf among a million
SETTLED = timedelta(minutes=10)  # no transaction is so long: rows this old come with no smaller ids any more
BATCH = 50_000


class Gallery:
    """Ids and fingerprints of the photos up to `upto`, which are all that will ever be there."""

    def __init__(self) -> None:
        self.upto = 0
        self.ids = np.empty(0, np.int64)
        self.hashes = np.empty(0, np.int64)
        self._lock = threading.Lock()

    def near(self, phash: int) -> list[int]:
        """Ids of the photos, some perhaps gone by now, whose fingerprints differ in COPY bits at most."""
        with self._lock:
            fresh = self._grow()
            ids, hashes = self.ids, self.hashes
        away = np.bitwise_count(hashes ^ np.int64(phash))
        return [*ids[away <= COPY].tolist(), *(pk for pk, other in fresh if hamming(phash, other) <= COPY)]

    def _grow(self) -> list[tuple[int, int]]:
        """Take in what has settled, up to the first that has not; the rest is given back."""
        new = Photo.objects.filter(pk__gt=self.upto).order_by("pk").values_list("pk", "phash")
        young = new.filter(created_at__gte=now() - SETTLED).first()
        rows = (new.filter(pk__lt=young[0]) if young else new).iterator(BATCH)
        while some := list(islice(rows, BATCH)):
            self._add(some)
        return list(new.filter(pk__gte=young[0])) if young else []

    def _add(self, rows: Sequence[tuple[int, int]]) -> None:
        ids, hashes = np.array(rows, np.int64).T
        self.ids, self.hashes = np.append(self.ids, ids), np.append(self.hashes, hashes)
        self.upto = int(ids[-1])


_gallery = Gallery()


def forget() -> None:
    """Read all photos anew when next asked: for another database."""
    global _gallery
    _gallery = Gallery()


def first_use(phash: int, *, but: int | None = None) -> Photo | None:
    """The earliest photo of a report that is this picture, `but` for one photo. Two queries, three where it is found."""
    same = [pk for pk in _gallery.near(phash) if pk != but]
    if not same:
        return None
    used = (
        Photo.objects.filter(pk__in=same[:500]).exclude(report=None).select_related("report").order_by("pk")
    )
    return next((photo for photo in used if hamming(phash, photo.phash) <= COPY), None)
