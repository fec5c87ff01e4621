"""A report as a GeoReport service request; open and closed, and the rest in words."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from smartcity.events.models import Event
from smartcity.lib.look import words
from smartcity.lib.time import w3c
from smartcity.reports import media
from smartcity.reports.climbing import climbed, unheard
from smartcity.reports.corrected import corrected
from smartcity.reports.models import Photo, Report, ReportQuerySet
from smartcity.reports.rehoming import moved
from smartcity.reports.workflow import CLOSED


def with_all(reports: ReportQuerySet) -> ReportQuerySet:
    """With what `requests` reads."""
    return reports.select_related("category", "area__parent__parent", "holder").prefetch_related("photos")


def requests(rows: Iterable[Report], request: HttpRequest, *, extensions: bool) -> list[dict[str, Any]]:
    """Three queries however many rows (four with extensions)."""
    rows = list(rows)
    last = Event.objects.in_bulk([row.last_event for row in rows if row.last_event])
    notes = _notes(rows) if extensions else {}
    return [
        _request(row, request, last) | (_extended(row, request, notes) if extensions else {}) for row in rows
    ]


def status(name: str) -> str:
    return "closed" if name in CLOSED else "open"


def _request(row: Report, request: HttpRequest, last: Mapping[int, Event]) -> dict[str, Any]:
    event = last.get(row.last_event)
    before = [photo for photo in row.photos.all() if photo.part == Photo.Part.BEFORE]
    return {
        "service_request_id": str(row.number), "status": status(row.status),
        "status_notes": status_notes(row, event.data if event else {}), "service_name": str(row.category),
        "service_code": row.category.code, "description": row.text, "agency_responsible": row.holder.name,
        "service_notice": None, "requested_datetime": w3c(row.created_at),
        "updated_datetime": w3c(row.closed_at or row.updated_at), "expected_datetime": w3c(row.resolve_by),
        "address": ", ".join(part for part in (row.landmark, row.area.full_name) if part),
        "address_id": row.area.code, "zipcode": None, "lat": row.lat, "long": row.lon,
        "media_url": photo_url(before[0].name, request) if before else None,
    }  # fmt: skip


def status_notes(row: Report, told: Mapping[str, Any]) -> str:
    """ "Koordinasi. Kelurahan Gambir menunggu PLN. Kabel melintang" """
    parts = [words.status(row.status)]
    if row.waiting_for:
        parts.append(
            _("%(office)s menunggu %(party)s") % {"office": row.holder.title, "party": row.waiting_for}
        )
    elif "into" in told:
        parts.append(_("Dengan laporan %(number)s") % {"number": told["into"]})
    else:
        parts.append(row.holder.title)
    return ". ".join([*parts, *([str(told["reason"])] if told.get("reason") else [])])


def photo_url(name: str, request: HttpRequest) -> str:
    return request.build_absolute_uri(media.address(name))


def _extended(row: Report, request: HttpRequest, notes: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
    urls = [photo_url(photo.name, request) for photo in row.photos.all()]
    return {
        "extended_attributes": {
            "detailed_status": row.status, "channel": row.channel, "supports": row.supports,
            "comments": row.comments, "media_urls": urls,
            "attributes": [{"code": code, "value": str(value)} for code, value in row.attributes.items()],
        },
        "notes": notes.get(row.subject, []),
    }  # fmt: skip


def _notes(rows: list[Report]) -> dict[str, list[dict[str, Any]]]:
    told: dict[str, list[dict[str, Any]]] = {}
    events = Event.objects.filter(subject__in=[row.subject for row in rows], audience="public").order_by("pk")
    for event in (event for event in events if event.verb in SENTENCES):
        note = {"datetime": w3c(event.at), "type": event.verb, "description": sentence(event)}
        told.setdefault(event.subject, []).append(note)
    return told


SENTENCES: dict[str, Callable[[dict[str, Any]], str]] = {
    "submitted": lambda d: _("Diterima, diteruskan ke %(holder_title)s.") % d,
    "accepted": lambda d: _("%(by)s mulai mengerjakan.") % d,
    "coordinating": lambda d: _("%(by)s menunggu %(party)s: %(reason)s") % d,
    "resumed": lambda d: _("%(by)s melanjutkan pekerjaan.") % d,
    "forwarded": lambda d: (
        _("Bolak-balik antara %(from)s dan %(wanted)s, jadi %(to)s memutuskan: %(reason)s") % d
        if d.get("wanted")
        else _("Diteruskan %(from)s ke %(to)s: %(reason)s") % d
    ),  # fmt: skip
    "rejected": lambda d: _("Ditolak %(by)s: %(reason)s") % d,
    "answered": lambda d: _("Dijawab %(by)s: %(reason)s") % d,
    "confirmed": lambda d: _("Dinyatakan selesai."),
    "refused": lambda d: _("Belum selesai: %(reason)s") % d,
    "checked": lambda d: _("Jawaban diperiksa %(by)s: sesuai.") % d,
    "disproved": lambda d: _("Jawaban ditolak %(by)s: %(reason)s") % d,
    "appealed": lambda d: _("Banding ke %(to)s: %(reason)s") % d,
    "merged": lambda d: (
        _("Digabung dengan laporan %(into)s.") % d if d["into"] else _("Digabung dengan laporan lain.")
    ),
    "linked": lambda d: (
        _("Menjadi bagian pekerjaan laporan %(parent)s.") % d
        if d["parent"]
        else _("Menjadi bagian pekerjaan yang lebih besar.")
    ),
    "unlinked": lambda d: _("Tidak lagi bagian pekerjaan yang lebih besar."),
    "sent_on": lambda d: _("Dikirim ke %(party)s.") % d,
    "party_replied": lambda d: _("Jawaban %(by)s: %(reason)s") % d,
    "hospital_replied": lambda d: _("Jawaban %(by)s: %(reason)s") % d,
    "assigned": lambda d: _("%(by)s menugaskan petugas.") % d,
    "escalated": climbed,
    "unheard": unheard,
    "moved": moved,
    "corrected": lambda d: f"{corrected(d)}.",
    "taken_back": lambda d: _("%(by)s membatalkan langkah terakhirnya.") % d,
}


def sentence(event: Event) -> str:
    """What happened, for a person; nothing of verbs that need no sentence."""
    told = {
        "by": "",
        "party": "",
        "reason": "",
        "to": "",
        "from": "",
        "into": "",
        "parent": "",
        "holder_title": "",
    } | event.data
    return SENTENCES[event.verb](told) if event.verb in SENTENCES else ""
