"""What happened to a report, in plain words: one sentence for each verb."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from smartcity.events.models import Event
from smartcity.lib.look import words
from smartcity.reports import media
from smartcity.reports.climbing import climbed, unheard
from smartcity.reports.corrected import corrected, photos_changed
from smartcity.reports.deadlines import first_action
from smartcity.reports.models import Report
from smartcity.reports.rehoming import moved
from smartcity.reports.stead import speaker

SHORT = 60  # a reason up to this length stands in the headline


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened. `mark` is a status; without one `icon` is drawn. Photos are pairs (large, small)."""

    title: str
    by: str = ""
    mark: str = ""
    icon: str = ""
    text: str = ""
    note: str = ""
    at: datetime | None = None
    photos: Sequence[tuple[str, str]] = ()


Data = dict[str, Any]


def _forwarded(d: Data) -> Step:
    reason, by = d["reason"], _("%(from)s ke %(to)s") % d
    if d["wanted"]:
        title = _("Bolak-balik antara %(from)s dan %(wanted)s: %(to)s memutuskan") % d
        return Step(title, d["by"], icon="arrows", text=reason)
    if not d["stead"] and len(reason) <= SHORT and "\n" not in reason:
        return Step(_("Diteruskan: %(reason)s") % d, by, icon="forward")
    return Step(_("Diteruskan ke %(to)s") % d, d["by"] if d["stead"] else by, icon="forward", text=reason)


def _merged(d: Data) -> Step:
    """A report that was hidden since is not named."""
    named = {"into": words.number(d["into"])}
    title = _("Digabung dengan No. %(into)s") % named if d["into"] else _("Digabung dengan laporan lain")
    return Step(title, d["by"], mark="merged")


def _absorbed(d: Data) -> Step:
    named = {"other": words.number(d["other"])}
    title = _("No. %(other)s digabung ke sini") % named if d["other"] else _("Laporan lain digabung ke sini")
    return Step(title, d["by"], icon="merge")


def _family(d: Data, named: str, nameless: str) -> Step:
    """A report that is not public, or not any more, is not named."""
    number = d["parent"] or d["child"]
    return Step(named % {"number": words.number(number)} if number else nameless, d["by"], icon="layers")


def _confirmed(d: Data) -> Step:
    if d["silence"]:
        return Step(_("Selesai: tidak dibantah dalam tiga hari"), mark="done")
    if d["by"]:
        return Step(_("Selesai, diperiksa verifikator"), d["by"], mark="done")
    rating = _("Nilai %(rating)s dari 5") % d if d["rating"] else ""
    return Step(_("Benar selesai, kata pelapor"), mark="done", note=rating)


def _answered(d: Data) -> Step:
    """One that had to bring a photo and brought none says so."""
    title = _("Dijawab dengan foto sesudah") if d["photos"] else _("Dijawab")
    note = _("Tanpa foto dari %(through)s") % d if "no_photo" in d["flags"] else ""
    return Step(title, d["by"], mark="answered", text=d["reason"], note=note)


def _sent_on(d: Data) -> Step:
    number = _("Nomor di sana: %(their)s") % d if d["their"] else ""
    return Step(_("Dikirim ke %(party)s") % d, d["by"], icon="send", text=number)


def _refused(d: Data) -> Step:
    title = _("Belum selesai, kata pelapor") if d["reporter"] else _("Belum selesai, kata para pendukung")
    return Step(title, mark="waiting", text=d["reason"])


SENTENCES: dict[str, Callable[[Data], Step]] = {
    "submitted": lambda d: Step(_("Masuk ke kantor %(holder_title)s") % d, mark="waiting"),
    "accepted": lambda d: Step(_("Dikerjakan"), d["by"], mark="in_progress"),
    "coordinating": lambda d: Step(_("Menunggu %(party)s") % d, d["by"], mark="coordinating", text=d["reason"]),
    "resumed": lambda d: Step(_("Dilanjutkan"), d["by"], mark="in_progress"),
    "forwarded": _forwarded,
    "rejected": lambda d: Step(_("Ditolak"), d["by"], mark="rejected", text=d["reason"]),
    "answered": _answered,
    "reclassified": lambda d: Step(_("Bukan kejahatan, kini di %(to)s") % d, d["from"], mark="waiting", text=d["reason"]),
    "merged": _merged,
    "absorbed": _absorbed,
    "linked": lambda d: _family(d, _("Menjadi bagian pekerjaan lebih besar: No. %(number)s"), _("Menjadi bagian pekerjaan lebih besar")),
    "unlinked": lambda d: _family(d, _("Tidak lagi bagian pekerjaan No. %(number)s"), _("Tidak lagi bagian pekerjaan lain")),
    "child_linked": lambda d: _family(d, _("No. %(number)s dikerjakan bersama laporan ini"), _("Laporan lain dikerjakan bersama laporan ini")),
    "child_unlinked": lambda d: _family(d, _("No. %(number)s tidak lagi dikerjakan bersama laporan ini"), _("Satu laporan tidak lagi dikerjakan bersama laporan ini")),
    "appealed": lambda d: Step(_("Banding pelapor ke %(to)s") % d, icon="reopen", text=d["reason"]),
    "confirmed": _confirmed,
    "refused": _refused,
    "disproved": lambda d: Step(_("Jawaban ditolak verifikator, laporan dibuka lagi"), d["by"], mark="waiting",
                                text=d["reason"]),
    "checked": lambda d: Step(_("Jawaban diperiksa verifikator: sesuai"), d["by"], icon="check"),
    "doubted": lambda d: Step(_("Seorang pendukung melihat belum selesai"), icon="eye"),
    "edited": lambda d: Step(_("Uraian diperbaiki pelapor"), icon="edit"),
    "corrected": lambda d: Step(corrected(d), icon="edit"),
    "photos_changed": lambda d: Step(photos_changed(d), icon="photo"),
    "hidden": lambda d: Step(_("Dijadikan pribadi oleh pelapor"), icon="lock"),
    "unsigned": lambda d: Step(_("Pelapor melepas namanya"), icon="user"),
    "asked": lambda d: Step(_("Kantor bertanya kepada pelapor"), d["by"], icon="help", text=d["reason"]),
    "asked_answered": lambda d: Step(_("Pelapor menjawab pertanyaan kantor"), icon="comment"),
    "asked_closed": lambda d: Step(_("Pertanyaan ditutup tanpa jawaban"), icon="clock"),
    "sent_on": _sent_on,
    "party_said": lambda d: Step(_("Kabar dari %(by)s") % d, icon="mail", text=d["reason"]),
    "party_replied": lambda d: Step(_("Jawaban %(by)s: selesai") % d if d["settled"] else _("Jawaban %(by)s: bukan urusannya") % d,
                                    icon="mail", text=d["reason"]),
    "hospital_replied": lambda d: Step(_("Jawaban %(by)s") % d, icon="hospital", text=d["reason"]),
    "assigned": lambda d: Step(_("Petugas ditugaskan"), d["by"], icon="assign"),
    "unassigned": lambda d: Step(_("Penugasan dilepas"), d["by"], icon="user"),
    "escalated": lambda d: Step(climbed(d), icon="warning"),
    "unheard": lambda d: Step(unheard(d), icon="warning"),
    "moved": lambda d: Step(moved(d), icon="office"),
    "taken_back": lambda d: Step(_("Langkah terakhir dibatalkan"), d["by"], icon="reopen"),
    "parted": lambda d: Step(_("Satu penggabungan dibatalkan"), d["by"], icon="reopen"),
}  # fmt: skip
NOTHING: Data = {"by": "", "stead": "", "through": "", "their": "", "flags": [], "reason": "", "party": "", "to": "", "from": "", "wanted": "", "settled": False, "holder_title": "", "photos": [], "into": 0, "parent": 0, "child": 0,
                 "other": 0, "rating": None, "silence": False}  # fmt: skip


def steps(events: Iterable[Event], report: Report) -> list[Step]:
    """The newest first. `events` must be those the reader may see. Photos of the present answer stand elsewhere."""
    told = [event for event in events if event.verb in SENTENCES]
    present = answer_of(report, told)
    return [_step(event, report, photos=event is not present) for event in reversed(told)]


def answer_of(report: Report, events: Iterable[Event]) -> Event | None:
    """The answer that stands; None when there is none, or it was refused."""
    answers = [event for event in events if event.verb == "answered"]
    return answers[-1] if answers and report.answered_at else None


def _step(event: Event, report: Report, *, photos: bool) -> Step:
    names = photos_of(event)
    data = NOTHING | event.data | {"photos": names, "reporter": event.actor_id == report.author_id}
    data["by"] = speaker(data)
    step = replace(SENTENCES[event.verb](data), at=event.at)
    if event.verb == "submitted":
        moment = words.when(first_action(report.category, event.at))
        step = replace(step, note=_("batas tindakan %(moment)s") % {"moment": moment})
    return replace(step, photos=[pair(name, private=not report.public) for name in names]) if photos else step


def photos_of(event: Event) -> list[str]:
    """The names of the photos an event brought (a submission only tells how many)."""
    names = event.data.get("photos")
    return names if isinstance(names, list) else []


def pair(name: str, *, private: bool) -> tuple[str, str]:
    """The addresses of a photo: large, small."""
    return media.address(name, private=private), media.address(name, small=True, private=private)
