"""A database other threads can share."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection


@pytest.fixture
def in_a_file(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """On SQLite the tests' tables in a real file, in the mode a city runs in: threads that share a database in
    memory lock each other's whole tables. On PostgreSQL nothing is needed."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    memory, name, file = connection.connection, connection.settings_dict["NAME"], tmp_path / "city.sqlite3"
    copy = sqlite3.connect(file)
    memory.backup(copy)
    copy.close()
    connection.connection, connection.settings_dict["NAME"] = None, str(file)
    yield
    connection.close()
    connection.connection, connection.settings_dict["NAME"] = (
        memory,
        name,
    )  # kept open: with it the tables would go
