"""Files that outlive a power cut."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, ClassVar

from django.core.files.storage import FileSystemStorage


class DurableStorage(FileSystemStorage):
    """`save` returns when the disk has the file and its name: a row committed afterwards never points at nothing.
    A folder is new only once: the names of folders this process has seen to are on the disk already."""

    at_once: ClassVar[bool] = True
    _kept: ClassVar[set[Path]] = set()  # folders whose own names are on the disk

    def save(self, name: str | None, content: IO[Any], max_length: int | None = None) -> str:
        saved = super().save(name, content, max_length)
        if not self.at_once:
            return saved
        file, top = Path(self.path(saved)), Path(self.location)
        _sync(file)
        _sync(file.parent)
        new = []
        for folder in file.parents:
            if folder == top or folder in self._kept:
                break
            _sync(folder.parent)
            new.append(folder)
        self._kept.update(new)
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
