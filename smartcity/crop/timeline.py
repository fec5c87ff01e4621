"""The log of one case in sentences, newest first."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from smartcity.events.models import Event
from smartcity.lib.look.words import number as spoken
from smartcity.reports import media
from smartcity.reports.climbing import climbed, unheard
from smartcity.reports.corrected import corrected, photos_changed
from smartcity.reports.models import Report, Wording
from smartcity.reports.rehoming import moved
from smartcity.reports.stead import speaker
from smartcity.reports.workflow import Status

Said = Callable[[dict[str, Any]], str]
S = Status

# verb -> the status its mark shows ("" for none), and its sentence
SENTENCES: dict[str, tuple[str, Said]] = {
    "submitted": (S.WAITING, lambda d: _("Laporan masuk")),
    "accepted": (S.IN_PROGRESS, lambda d: _("Diterima")),
    "coordinating": (S.COORDINATING, lambda d: _("Menunggu %(party)s") % d),
    "resumed": (S.IN_PROGRESS, lambda d: _("Dilanjutkan")),
    "forwarded": (
        S.WAITING,
        lambda d: (
            _("Bolak-balik antara %(from)s dan %(wanted)s: %(to)s memutuskan") % d
            if d["wanted"]
            else _("Diteruskan ke %(to)s") % d
        ),
    ),  # fmt: skip
    "rejected": (S.REJECTED, lambda d: _("Ditolak")),
    "answered": (S.ANSWERED, lambda d: _("Dijawab")),
    "reclassified": (S.WAITING, lambda d: _("Bukan kejahatan, diteruskan ke %(to)s") % d),
    "looked": ("", lambda d: _("Dibuka petugas")),
    "alarm_seen": ("", lambda d: _("Alarm diketahui")),
    "merged": (
        S.MERGED,
        lambda d: _("Digabung ke No. %(into)s") % d if d["into"] else _("Digabung ke laporan pribadi"),
    ),
    "absorbed": (
        "",
        lambda d: (
            _("No. %(other)s digabung ke sini") % d if d["other"] else _("Laporan pribadi digabung ke sini")
        ),
    ),
    "linked": (
        "",
        lambda d: (
            _("Menjadi bagian pekerjaan No. %(parent)s") % d
            if d["parent"]
            else _("Menjadi bagian pekerjaan lain")
        ),
    ),
    "unlinked": (
        "",
        lambda d: (
            _("Lepas dari pekerjaan No. %(parent)s") % d if d["parent"] else _("Lepas dari pekerjaan lain")
        ),
    ),
    "child_linked": (
        "",
        lambda d: (
            _("No. %(child)s menjadi anak laporan ini") % d
            if d["child"]
            else _("Laporan pribadi menjadi anak laporan ini")
        ),
    ),
    "child_unlinked": (
        "",
        lambda d: (
            _("No. %(child)s bukan lagi anak laporan ini") % d
            if d["child"]
            else _("Satu laporan bukan lagi anak laporan ini")
        ),
    ),
    "appealed": (S.WAITING, lambda d: _("Pelapor banding ke %(to)s") % d),
    "confirmed": (
        S.DONE,
        lambda d: _("Selesai tanpa keberatan") if d["silence"] else _("Dinyatakan selesai"),
    ),
    "refused": (S.WAITING, lambda d: _("Warga menyatakan belum selesai")),
    "disproved": (S.WAITING, lambda d: _("Jawaban %(of)s ditolak verifikator") % d),
    "checked": ("", lambda d: _("Jawaban diperiksa verifikator: sesuai")),
    "doubted": ("", lambda d: _("Seorang pendukung ragu")),
    "escalated": ("", climbed),
    "unheard": ("", unheard),
    "moved": ("", moved),
    "taken_back": ("", lambda d: _("Langkah terakhir dibatalkan")),
    "parted": ("", lambda d: _("Satu penggabungan dibatalkan")),
    "edited": ("", lambda d: _("Pelapor memperbaiki uraiannya")),
    "corrected": ("", corrected),
    "photos_changed": ("", photos_changed),
    "hidden": ("", lambda d: _("Pelapor menjadikannya pribadi")),
    "unsigned": ("", lambda d: _("Pelapor melepas namanya")),
    "assigned": ("", lambda d: _("Petugas ditugaskan")),
    "unassigned": ("", lambda d: _("Penugasan dilepas")),
    "noted": ("", lambda d: _("Catatan kantor ditulis")),
    "asked": ("", lambda d: _("Pelapor ditanya")),
    "asked_answered": ("", lambda d: _("Pelapor menjawab pertanyaan")),
    "asked_closed": ("", lambda d: _("Pertanyaan ditutup tanpa jawaban")),
    "sent_on": ("", lambda d: _("Dikirim ke %(party)s") % d),
    "party_said": ("", lambda d: _("Kabar dari %(by)s") % d),
    "party_replied": (
        "",
        lambda d: (
            _("Jawaban %(by)s: selesai") % d if d["settled"] else _("Jawaban %(by)s: bukan urusannya") % d
        ),
    ),
    "hospital_replied": ("", lambda d: _("Jawaban %(by)s") % d),
    "name_asked": ("", lambda d: _("Nama pelapor diminta")),
    "name_allowed": ("", lambda d: _("Pelapor memberi tahu %(to)s siapa ia") % d),
    "name_refused": ("", lambda d: _("Pelapor tetap tersembunyi")),
}
PRIVACY = {
    "edited": "edit",
    "corrected": "edit",
    "photos_changed": "photo",
    "hidden": "lock",
    "unsigned": "user",
    "name_asked": "user",
    "name_allowed": "eye",
    "name_refused": "lock",
}
ICONS = PRIVACY | {
    "checked": "check",
    "looked": "eye",
    "alarm_seen": "bell",
    "absorbed": "merge",
    "linked": "layers",
    "unlinked": "layers",
    "child_linked": "layers",
    "child_unlinked": "layers",
    "doubted": "help",
    "escalated": "warning",
    "unheard": "warning",
    "assigned": "assign",
    "unassigned": "user",
    "noted": "lock",
    "asked": "help",
    "sent_on": "send",
    "party_said": "mail",
    "party_replied": "mail",
    "hospital_replied": "hospital",
    "asked_answered": "comment",
    "asked_closed": "clock",
    "moved": "office",
    "taken_back": "reopen",
    "parted": "reopen",
}
BLANK = {
    "of": "",
    "through": "",
    "their": "",
    "party": "",
    "to": "",
    "from": "",
    "wanted": "",
    "by": "",
    "settled": False,
    "into": "",
    "other": "",
    "parent": "",
    "child": "",
    "silence": False,
}
FLAGS: dict[str, Said] = {
    "no_photo": lambda d: _("tanpa foto dari %(through)s") % d,
    "made": lambda d: _("berkasnya menyebut dibuat mesin (AI)"),
    "reused": lambda d: _("foto pernah dipakai"),
    "far": lambda d: _("diambil jauh dari titik"),
    "unplaced": lambda d: _("tanpa posisi"),
    "old": lambda d: _("lebih tua dari laporan"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """What look/_timeline.html shows."""

    title: str
    at: datetime
    by: str = ""
    text: str = ""
    mark: str = ""
    icon: str = ""
    photos: list[str] = field(default_factory=list)


def timeline(case: Report, events: Iterable[Event], wordings: Sequence[Wording] = (),
             sent: Sequence[str] = ()) -> list[Item]:  # fmt: skip
    """Supports and comments have places of their own on the page. `wordings` are the former ones, oldest first: one
    for each time the report was mended; `sent` the names of who was sent, one for each time."""
    former, crew = iter(wordings), iter(sent)
    told = [event for event in events if event.verb in SENTENCES]
    items = [
        _mended(event, next(former, None)) if event.verb == "edited"
        else replace(_item(case, event), text=next(crew, "")) if event.verb == "assigned"
        else _item(case, event) for event in told
    ]  # fmt: skip
    return items[::-1]


def _mended(event: Event, former: Wording | None) -> Item:
    _mark, say = SENTENCES[event.verb]
    before = _("Sebelumnya: %(text)s") % {"text": former.text} if former else ""
    return Item(say({}), event.at, text=before, icon=ICONS[event.verb])


def _item(case: Report, event: Event) -> Item:
    mark, say = SENTENCES[event.verb]
    data = BLANK | event.data
    data |= {
        name: spoken(data[name])
        for name in ("into", "other", "parent", "child")
        if isinstance(data[name], int)
    }
    photos = (
        [media.address(name, small=True, private=not case.public) for name in data.get("photos") or []]
        if isinstance(data.get("photos"), list)
        else []
    )
    return Item(say(data), event.at, speaker(data), _words(data), mark, ICONS.get(event.verb, ""), photos)


def _words(data: dict[str, Any]) -> str:
    marks = [FLAGS[flag](data) for flag in data.get("flags", []) if flag in FLAGS]
    reason = str(data.get("reason", ""))
    if data["their"]:
        reason = _("Nomor di sana: %(their)s") % data
    if not marks:
        return reason
    return "\n".join(
        part for part in (reason, _("Perlu diperiksa: %(marks)s") % {"marks": ", ".join(marks)}) if part
    )
