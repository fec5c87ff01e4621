"""One write at a time: the lock every action takes."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.db import connection, transaction

_writing = threading.RLock()


@contextmanager
def write() -> Iterator[None]:
    """A transaction. On SQLite the process' writers queue here, which keeps their wait in milliseconds:
    left to the database's own lock they sleep and starve (p99 of 1.5 s measured)."""
    queue = _writing if connection.vendor == "sqlite" else nullcontext()
    with queue, transaction.atomic():
        yield
