"""One write at a time: the lock every action takes. And whether the database is of this release."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

_writing = threading.RLock()


@contextmanager
def write() -> Iterator[None]:
    """A transaction. On SQLite the process' writers queue here, which keeps their wait in milliseconds:
    left to the database's own lock they sleep and starve (p99 of 1.5 s measured)."""
    queue = _writing if connection.vendor == "sqlite" else nullcontext()
    with queue, transaction.atomic():
        yield


def migrations_behind() -> int:
    """How many migrations of this release the database has not seen. Raises DatabaseError when it does not answer."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
