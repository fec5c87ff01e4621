"""Everything about one person as one ZIP, made while it is sent: JSON of every tie, and their photos as they are kept."""

import json
from collections.abc import Iterator
from datetime import datetime
from io import RawIOBase
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from axes.models import AccessLog
from django.apps import apps
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q
from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.lib.time import now
from smartcity.oneself.ties import NOT_OF_THE_PERSON, TIES, Tie
from smartcity.reports import media
from smartcity.reports.models import Disclosure, Inquiry, Photo, Wording
from smartcity.reports.numbers import number_of
from smartcity.reports.recognition import recognition

PIECE = 64 << 10  # bytes of a photo held at a time
ROWS = 500


class _Pipe(RawIOBase):
    """What was written and not yet sent; it cannot be gone back in, which ZipFile knows how to live with."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.parts.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        taken, self.parts = b"".join(self.parts), []
        return taken


def dossier(user: User) -> Iterator[bytes]:
    """The bytes of the archive, in pieces."""
    pipe = _Pipe()
    with ZipFile(pipe, "w", ZIP_DEFLATED) as archive:
        archive.writestr(_entry("BACA-SAYA.txt"), _about(user))
        for name, rows in tables(user):
            archive.writestr(
                _entry(name), json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
            )
            yield pipe.take()
        for photo in _photos(user):
            for _piece in _copied(archive, photo):
                yield pipe.take()
    yield pipe.take()


def tables(user: User) -> Iterator[tuple[str, Any]]:
    """File name and rows of everything but photos."""
    yield "saya.json", {f.name: getattr(user, f.name) for f in User._meta.concrete_fields
                        if f.name not in NOT_OF_THE_PERSON}  # fmt: skip
    for name, tie in TIES.items():
        if tie.file:
            yield tie.file, _rows(name, tie, user)
    yield (
        "kata-kata-sebelumnya.json",
        _told(Wording.objects.filter(report__author=user), ("report_id", "text", "landmark", "at")),
    )
    yield "siapa-meminta-nama-saya.json", _disclosures(user)
    yield (
        "pertanyaan-kantor.json",
        _told(
            Inquiry.objects.filter(report__author=user).order_by("pk"),
            ("report_id", "office__title", "text", "asked_at", "answer", "answered_at", "closed_at"),
        ),
    )
    yield "poin.json", _points(user)
    yield "masuk.json", _told(AccessLog.objects.filter(username=user.username).order_by("pk"),
                              ("attempt_time", "logout_time", "ip_address", "user_agent"))  # fmt: skip


def _rows(name: str, tie: Tie, user: User) -> list[dict[str, Any]]:
    label, _dot, field = name.rpartition(".")
    model = apps.get_model(label)
    return _told(model._default_manager.filter(**{field: user}).order_by("pk"), tie.fields)


def _told(rows: Any, fields: tuple[str, ...]) -> list[dict[str, Any]]:
    """Plain values; a report is named by its number."""
    return [_numbered(row) for row in rows.values(*fields).iterator(ROWS)]


def _numbered(row: dict[str, Any]) -> dict[str, Any]:
    for key in ("id", "report_id", "disclosure__report_id"):
        if key in row:
            pk = row.pop(key)
            return {"number": number_of(pk) if pk else None} | row
    return row


def _disclosures(user: User) -> list[dict[str, Any]]:
    asked = Disclosure.objects.filter(report__author=user).select_related("office").prefetch_related("seen")
    return [
        {"number": number_of(one.report_id), "office": one.office.title, "reason": one.reason, "asked_at": one.asked_at,
         "state": one.stands, "answered_at": one.answered_at, "told": one.told, "seen": [look.at for look in one.seen.all()]}
        for one in asked
    ]  # fmt: skip


def _points(user: User) -> dict[str, Any]:
    found = recognition(user)
    lines = [
        {"kind": line.kind, "points": line.points, "number": line.number, "at": line.at}
        for line in found.lines
    ]
    badges = [
        {"name": str(badge.name), "how": str(badge.how), "earned_at": badge.at} for badge in found.badges
    ]
    return {"points": found.points, "lines": lines, "badges": badges}


def _photos(user: User) -> Iterator[Photo]:
    """Those they sent, and those their reports began with."""
    mine = Q(uploader=user) | Q(report__author=user, part=Photo.Part.BEFORE)
    return Photo.objects.filter(mine).order_by("pk").iterator(ROWS)


def _copied(archive: ZipFile, photo: Photo) -> Iterator[None]:
    """Copy a picture piece by piece; one whose file is gone is left out."""
    try:
        source = default_storage.open(media.path(photo.name))
    except FileNotFoundError:
        return
    of = number_of(photo.report_id) if photo.report_id else "obrolan" if photo.talk_id else "draf"
    with source, archive.open(_entry(f"foto/{of}-{photo.name}.jpg", ZIP_STORED), "w") as target:
        while piece := source.read(PIECE):
            target.write(piece)
            yield


def _entry(name: str, how: int = ZIP_DEFLATED) -> ZipInfo:
    moment: datetime = now()
    entry = ZipInfo(name, moment.timetuple()[:6])
    entry.compress_type, entry.external_attr = how, 0o600 << 16
    return entry


def _about(user: User) -> str:
    words = _("Semua yang disimpan tentang %(name)s. Waktu dalam UTC, posisi dalam derajat (WGS84). Foto tanpa data kamera, "
              "sebagaimana disimpan. Kata sandi tidak disimpan, hanya sidiknya, dan tidak ikut di sini.")  # fmt: skip
    return words % {"name": user} + "\n"
