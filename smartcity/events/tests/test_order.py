"""Ids become visible in their order: a reader whose cursor stands at n will never have to go back."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections
from django.db.transaction import TransactionManagementError, set_rollback

from smartcity.events.actions import record
from smartcity.events.models import Event
from smartcity.lib.db import write

on_postgres = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="two open transactions need PostgreSQL"
)
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite's one writer")


class Writer(threading.Thread):
    """A transaction in a thread: begins, records, waits to be let go, commits."""

    def __init__(self, subject: str) -> None:
        super().__init__()
        self.subject = subject
        self.recorded = threading.Event()
        self.may_commit = threading.Event()
        self.start()

    def run(self) -> None:
        with write():
            record(self.subject, "submit")
            self.recorded.set()
            self.may_commit.wait(10)
        connection.close()


class Reader:
    """Follows the log as every reader does."""

    def __init__(self) -> None:
        self.cursor = 0
        self.seen: list[str] = []

    def read(self) -> None:
        for event in Event.objects.after(self.cursor):
            self.cursor = event.pk
            self.seen.append(event.subject)


def waits_for_the_order_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks JOIN pg_database d ON d.oid = database"
            " WHERE locktype = 'advisory' AND NOT granted AND datname = current_database()"
        )
        return bool(cursor.fetchone()[0])


def until(there: Callable[[], bool]) -> None:
    for _try in range(1000):
        if there():
            return
        threading.Event().wait(0.005)
    raise TimeoutError


@pytest.mark.postgres
@on_postgres
@pytest.mark.django_db(transaction=True)
def test_the_second_of_two_open_transactions_cannot_be_read_before_the_first() -> None:
    reader = Reader()
    first = Writer("report:1")
    first.recorded.wait(10)
    second = Writer("report:2")
    second.may_commit.set()  # it would, if it could
    until(lambda: waits_for_the_order_lock() or not second.is_alive())
    reader.read()
    assert reader.seen == []
    first.may_commit.set()
    first.join()
    second.join()
    reader.read()
    assert reader.seen == ["report:1", "report:2"]


@pytest.mark.postgres
@on_postgres
@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_leaves_a_gap_and_holds_up_nobody() -> None:
    with write():
        record("report:1", "submit")
        set_rollback(True)
    reader = Reader()
    second = Writer("report:2")
    second.may_commit.set()
    second.join()
    reader.read()
    assert reader.seen == ["report:2"]


def in_threads(*works: Callable[[], None]) -> None:
    """All at once; what one raises is raised here."""
    wrong: list[BaseException] = []

    def run(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 raised again below
            wrong.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise wrong[0]


@on_sqlite
def test_writers_at_the_same_time_are_read_in_order_on_sqlite(in_a_file: Any) -> None:
    reader = Reader()
    writers = 4

    def write_some() -> None:
        for n in range(15):
            with write():
                record(f"report:{n}", "submit")

    def read_all() -> None:
        until(lambda: reader.read() or len(reader.seen) == writers * 15)

    in_threads(read_all, *[write_some] * writers)
    assert reader.cursor == writers * 15


@pytest.mark.django_db
def test_recording_outside_a_transaction_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections["default"], "in_atomic_block", False)
    with pytest.raises(TransactionManagementError):
        record("report:1", "submit")
