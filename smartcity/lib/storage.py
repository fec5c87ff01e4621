"""Files that outlive a power cut."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, ClassVar

from django.core.files.storage import FileSystemStorage


class DurableStorage(FileSystemStorage):
    """`save` returns when the disk has the file and its name: a row committed afterwards never points at nothing.
    Some 1.4 ms a photo of two files where a commit takes 0.3 ms; without it 0.1 ms, and decoding takes 100."""

    at_once: ClassVar[bool] = True

    def save(self, name: str | None, content: IO[Any], max_length: int | None = None) -> str:
        saved = super().save(name, content, max_length)
        if not self.at_once:
            return saved
        file = Path(self.path(saved))
        for place in (file, *file.parents):
            _sync(place)
            if place == Path(self.location):
                break
        return saved


@contextmanager
def synced_at_the_end() -> Iterator[None]:
    """For long work of this process that starts over when it is cut off: the disk has its files when it ends."""
    DurableStorage.at_once = False
    try:
        yield
    finally:
        DurableStorage.at_once = True
        os.sync()


def _sync(place: Path) -> None:
    """fsync(2) a file, or a folder for the names in it."""
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
