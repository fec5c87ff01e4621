"""The limit of a submission: a minimal ASGI handler that commits the same rows in the same engine.

LIMIT_PHOTO=1 lets it also do to the photo what every submission must: decode, shrink, encode, store two files."""

import asyncio
import os
import pickle
import sqlite3
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import django

django.setup()

from smartcity.lib.photos import read_photo  # noqa: E402  # after the set-up

DATA = Path(os.environ["SMARTCITY_DATA"])
ROWS = pickle.loads((DATA / "limit.pickle").read_bytes())  # noqa: S301  # written by the benchmark itself
WITH_PHOTO = os.environ.get("LIMIT_PHOTO") == "1"
pool, lock, local = ThreadPoolExecutor(8), threading.Lock(), threading.local()


def connection():
    if not hasattr(local, "db"):
        local.db = sqlite3.connect(DATA / "city.sqlite3", isolation_level=None, timeout=20)
        local.db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")
    return local.db


def commit(body):
    name = uuid.uuid4().hex
    if WITH_PHOTO:
        photo = read_photo(BytesIO(body[body.index(b"\xff\xd8\xff") :]))
        (DATA / "media" / f"{name}.jpg").write_bytes(photo.jpeg)
        (DATA / "media" / f"{name}-s.jpg").write_bytes(photo.thumb)
    db = connection()
    with lock:
        db.execute("BEGIN IMMEDIATE")
        report = None
        for sql, values, unique in ROWS:
            values = [*values]
            for place, kind in unique:
                values[place] = name if kind == "name" else report
            cursor = db.execute(sql, values)
            report = report or cursor.lastrowid
        db.execute("COMMIT")


async def application(scope, receive, send):
    if scope["type"] != "http":
        return
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    if body:  # not the question whether it is there
        await asyncio.get_running_loop().run_in_executor(pool, commit, body)
    await send({"type": "http.response.start", "status": 201, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"{}"})
