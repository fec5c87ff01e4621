"""A city in a scratch folder, with the real schema, areas and offices; years of reports to fill it with.

On SQLite; on PostgreSQL where SMARTCITY_BENCH_DATABASE_URL names a server: then in a database of its own, dropped at the end."""

import atexit
import os
import shutil
import socket
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

import django
import numpy as np
import psycopg
from django.core.management import call_command

SERVER = os.environ.get("SMARTCITY_BENCH_DATABASE_URL", "")
SHARED = Path(os.environ.get("SMARTCITY_SHARED_DATA", Path(__file__).parents[2] / "shared" / "data"))


def city(**env: str) -> Path:
    """Set Django up on an empty city; the folder, which is removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="smartcity-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ |= {"SMARTCITY_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "smartcity.settings"} | env
    os.environ.pop("SMARTCITY_DATABASE_URL", None)  # never a city that somebody lives in
    if SERVER:
        os.environ["SMARTCITY_DATABASE_URL"] = _own_database()
    django.setup()
    call_command("migrate", verbosity=0)
    from django.conf import settings  # noqa: PLC0415  # readable only once set up

    from smartcity.areas.actions import load_boundaries  # noqa: PLC0415
    from smartcity.reports.actions import found_city  # noqa: PLC0415

    found_city(settings.CITY)
    if (boundaries := SHARED / "jakarta-kelurahan.geojson").exists():
        load_boundaries(boundaries)
    return folder


def _own_database() -> str:
    name = f"smartcity_bench_{os.getpid()}"
    _tell_server(f'CREATE DATABASE "{name}"')
    atexit.register(_tell_server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    return urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))


def _tell_server(sql: str) -> None:
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(sql)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# --- A city's years of reports

OPEN = ("waiting", "in_progress", "coordinating")
STATUSES = (*OPEN, "answered", "done", "rejected")
A_REPORT_EVERY = 40  # seconds


INDEXES = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = %s",
    "postgresql": "SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
          " WHERE i.indrelid = %s::regclass"
          " AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid)",
}  # fmt: skip


def fill(reports: int, active: int, *, after: int = 0, photos: bool = False) -> None:
    """`reports` rows with the ids behind `after`, the newest `active` of them open or closed within the week.

    Written past the actions, a hundred thousand at a time, with the indexes made anew at the end."""
    from django.db import connection  # noqa: PLC0415  # needs the city set up

    from smartcity.reports.models import Photo, Report  # noqa: PLC0415

    for model, columns in ((Report, _reports), *([(Photo, _photos)] if photos else [])):
        indexes = query(INDEXES[connection.vendor], [model._meta.db_table])
        for name, _sql in indexes:
            query(f'DROP INDEX "{name}"')
        for start in range(after, after + reports, 100_000):
            _insert(
                model,
                columns(
                    np.arange(start, min(start + 100_000, after + reports)) + 1, after + reports - active
                ),
            )
        for _name, sql in indexes:
            query(sql)
    query("ANALYZE")


def query(sql, values=()):
    """All its rows, if it has any."""
    from django.db import connection  # noqa: PLC0415  # needs the city set up

    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def _insert(model, columns):
    """Rows of these columns; what is not given gets its default, or nothing."""
    from django.db import connection, transaction  # noqa: PLC0415  # needs the city set up

    n = len(next(iter(columns.values())))
    for field in model._meta.concrete_fields:
        if not field.primary_key and field.column not in columns:
            columns[field.column] = [field.get_db_prep_save(field.get_default(), connection)] * n
    names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join(["%s"] * len(columns))
    with transaction.atomic(), connection.cursor() as cursor:
        rows = zip(*columns.values(), strict=True)
        cursor.executemany(f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({marks})", rows)
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or no index can be made in the same transaction


def _reports(ids, active_from):
    """Crowded in some kelurahan and thin in others, each with its own lurah; one in twenty is private."""
    from smartcity.areas.queries import index_of  # noqa: PLC0415  # needs the city set up
    from smartcity.lib.geo import cells  # noqa: PLC0415
    from smartcity.reports.models import Category  # noqa: PLC0415

    n, dice, index = len(ids), np.random.default_rng(int(ids[0])), index_of()
    crowd = np.random.default_rng(7).lognormal(0, 1, len(index.areas))
    leaf = dice.choice(len(crowd), n, p=crowd / crowd.sum())
    points = np.array([(area.lon, area.lat) for area in index.areas])[leaf] + dice.normal(0, 0.004, (n, 2))
    active = ids > active_from
    status = np.where(active, dice.choice(STATUSES, n, p=[0.2, 0.2, 0.05, 0.1, 0.4, 0.05]), "done")
    categories = list(Category.objects.filter(private=False).values_list("pk", flat=True))
    lurah = dict(query("SELECT area_id, id FROM offices_office WHERE kind = 'kelurahan'"))
    created = np.datetime64("2016-01-01") + ids * np.timedelta64(A_REPORT_EVERY, "s")
    due = created + np.timedelta64(3, "D")
    return {
        "id": ids.tolist(), "client_id": [UUID(int=i).hex for i in ids.tolist()],
        "category_id": dice.choice(categories, n).tolist(), "lon": points[:, 0].tolist(), "lat": points[:, 1].tolist(),
        "cell": cells(points[:, 0], points[:, 1]).tolist(), "area_id": [index.areas[i].pk for i in leaf],
        "text": ["Lubang dalam di tengah jalan, sudah tiga minggu"] * n, "status": status.tolist(),
        "visibility": np.where(dice.random(n) < 0.05, "private", "public").tolist(), "active": active.tolist(),
        "holder_id": [lurah[index.areas[i].pk] for i in leaf], "channel": ["qlue"] * n,
        "supports": dice.poisson(2, n).tolist(), "due": np.where(np.isin(status, OPEN), _stored(due), None).tolist(),
        "act_by": _stored(due).tolist(), "resolve_by": _stored(due).tolist(),
    } | dict.fromkeys(("created_at", "updated_at", "held_since"), _stored(created).tolist())  # fmt: skip


def _photos(ids, _active_from):
    """One of each report; there are no files."""
    n = len(ids)
    return {"report_id": ids.tolist(), "name": [f"{i:032x}" for i in ids.tolist()], "part": ["before"] * n,
            "width": [1280] * n, "height": [960] * n, "phash": ids.tolist(), "flags": ["{}"] * n,
            "created_at": ["2016-01-01 00:00:00"] * n}  # fmt: skip


def _stored(moments):
    """As SQLite keeps them, and PostgreSQL reads them."""
    return np.strings.replace(np.datetime_as_string(moments, unit="s"), "T", " ").astype(object)
