"""Photo files no row names: what a killed process leaves between the disk and the database."""

import re
from collections.abc import Iterable
from datetime import timedelta

from django.core.files.storage import default_storage

from smartcity.lib.time import now
from smartcity.reports import media
from smartcity.reports.models import Photo

TURN = timedelta(minutes=10)  # how long a folder has its turn: all 256 come up within two days
YOUNG = timedelta(days=1)  # what is younger may be about to get its row
AT_ONCE = 500  # names asked for in one query
FILE = re.compile(r"([0-9a-f]{32})(?:-s)?\.jpg")


def folder_of_the_hour() -> str:
    """ "00" to "ff", by the clock alone: whoever dies loses nothing but this turn."""
    return f"{int(now().timestamp() // TURN.total_seconds()) % 256:02x}"


def sweep(folder: str) -> int:
    """Remove what lies in this folder of photos without a row. How many photos. A folder of a city with a million
    photos holds some 8,000 files: a listing and eight queries."""
    try:
        _folders, files = default_storage.listdir(f"photos/{folder}")
    except FileNotFoundError:
        return 0
    gone = [name for name in _rowless(files) if _old(name)]
    for name in gone:
        media.discard(name)
    return len(gone)


def _rowless(files: Iterable[str]) -> list[str]:
    names = sorted({found[1] for file in files if (found := FILE.fullmatch(file))})
    kept: set[str] = set()
    for start in range(0, len(names), AT_ONCE):
        some = names[start : start + AT_ONCE]
        kept.update(Photo.objects.filter(name__in=some).values_list("name", flat=True))
    return [name for name in names if name not in kept]


def _old(name: str) -> bool:
    """Whether all there is of it is a day old."""
    paths = [media.path(name, small=small) for small in (False, True)]
    ages = [default_storage.get_modified_time(path) for path in paths if default_storage.exists(path)]
    return all(at < now() - YOUNG for at in ages)
