"""What a person has been told, in words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.accounts.queries import Reach, reach
from smartcity.events.models import readable
from smartcity.lib.look.words import number as spoken
from smartcity.lib.look.words import when
from smartcity.notices import talk
from smartcity.notices.models import Notice, PushSubscription
from smartcity.notices.speakers import speakers
from smartcity.reports.climbing import climbed, unheard
from smartcity.reports.corrected import corrected, photos_changed
from smartcity.reports.models import Comment
from smartcity.reports.rehoming import moved

QLUE_REPORT = (
    "/qlue/laporan/%d/"  # the faces' addresses are part of the outside contract; nobody imports them
)

REMINDED, INSTALL = "app_reminded", "/crop/pasang/"
HOOK_OFF, HOOKS = "hook_off", "/qlue/saya/webhook/"
PERSONAL = frozenset({REMINDED, HOOK_OFF})  # told to the event's person, about no report

SENTENCES: dict[str, Callable[[dict[str, Any]], str]] = {
    "submitted": lambda d: _("Laporan baru untuk %(holder_title)s") % d,
    "accepted": lambda d: _("%(by)s mulai mengerjakan") % d,
    "coordinating": lambda d: _("%(by)s menunggu %(party)s") % d,
    "resumed": lambda d: _("%(by)s melanjutkan pekerjaan") % d,
    "forwarded": lambda d: (
        _("Bolak-balik antara %(from)s dan %(wanted)s: %(to)s memutuskan") % d
        if d.get("wanted")
        else _("Diteruskan %(from)s ke %(to)s") % d
    ),  # fmt: skip
    "reclassified": lambda d: _("Bukan kejahatan, kini di %(to)s: %(reason)s") % d,
    "rejected": lambda d: _("Ditolak %(by)s: %(reason)s") % d,
    "answered": lambda d: _("Dijawab %(by)s. Benar sudah selesai?") % d,
    "closing": lambda d: (
        _("Selesai sendiri %(when)s bila Anda diam. Benar sudah selesai?")
        % {"when": when(datetime.fromisoformat(d["closes"]))}
    ),
    "confirmed": lambda d: (
        _("Selesai, tidak dibantah") if d.get("silence") else _("Selesai, dinyatakan benar")
    ),
    "refused": lambda d: _("Belum selesai: %(reason)s") % d,
    "disproved": lambda d: _("Jawaban ditolak verifikator: %(reason)s") % d,
    "appealed": lambda d: _("Banding ke %(to)s: %(reason)s") % d,
    "merged": lambda d: _("Digabung dengan laporan lain"),
    "linked": lambda d: _("Menjadi bagian pekerjaan yang lebih besar. Laporannya tetap berdiri sendiri."),
    "unlinked": lambda d: _("Tidak lagi bagian pekerjaan yang lebih besar"),
    "child_linked": lambda d: _("Satu laporan ditautkan ke pekerjaan ini"),
    "escalated": climbed,
    "unheard": unheard,
    "moved": moved,
    "taken_back": lambda d: _("%(by)s membatalkan langkah terakhirnya") % d,
    "edited": lambda d: _("Pelapor memperbaiki uraiannya"),
    "corrected": corrected,
    "photos_changed": photos_changed,
    "assigned": lambda d: _("%(by)s menugaskan Anda") % d,
    "sent_on": lambda d: _("Dikirim ke %(party)s") % d,
    "party_said": lambda d: _("Kabar dari %(by)s: %(reason)s") % d,
    "party_replied": lambda d: _("Jawaban %(by)s: %(reason)s") % d,
    "hospital_replied": lambda d: _("Jawaban %(by)s: %(reason)s") % d,
    "asked": lambda d: _("%(by)s bertanya: %(reason)s") % d,
    "asked_answered": lambda d: _("Pelapor menjawab pertanyaan Anda"),
    "asked_closed": lambda d: _("Pelapor tidak menjawab; pertanyaannya ditutup, laporannya tetap berjalan"),
    "name_asked": lambda d: (
        _("%(by)s ingin tahu siapa Anda: %(reason)s. Anda yang memutuskan.")
        % (d | {"reason": d["reason"].rstrip(".")})
    ),
    "name_allowed": lambda d: _("Pelapor memberi tahu kantor Anda siapa ia"),
    "name_refused": lambda d: _("Pelapor memilih tetap tersembunyi"),
    "commented": lambda d: _("%(by)s berkomentar") % (d | {"by": d["by"] or _("Seseorang")}),
    "comment_held": lambda d: _("Komentar Anda ditahan sampai diperiksa moderator"),
    "comment_hidden": lambda d: _("Komentar Anda disembunyikan: %(reason)s") % d,
    "comment_released": lambda d: _("Komentar Anda sudah diperiksa dan ditampilkan"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """`path` is in Qlue, that of a reminder in CROP. Of it and of a talk there is no number and no status."""

    pk: int
    verb: str
    text: str
    title: str
    path: str
    number: int | None
    status: str
    at: datetime
    seen: bool


def devices(user: User, app: str = "") -> list[PushSubscription]:
    """That take this person's pushes, those of one app or of all, the newest first."""
    found = PushSubscription.objects.active().filter(user=user).order_by("-pk")
    return list(found.filter(app=app) if app else found)


def lost_devices(user: User) -> list[PushSubscription]:
    """That take them no more, without the person's doing or knowledge."""
    return list(PushSubscription.objects.lost().filter(user=user).order_by("-pk"))


def unseen_count(user: User) -> int:
    """One query, and a short one, for most: for whom nothing waits. Only who has been told what a seat alone may read is
    asked for their seats."""
    unseen = Notice.objects.filter(user=user, seen_at=None)
    if not unseen.exists():
        return 0
    anyhow = readable(Reach(user.pk), "event__")
    told: dict[str, int] = unseen.aggregate(all=Count("pk"), anyhow=Count("pk", filter=anyhow))
    if told["all"] == told["anyhow"]:
        return told["all"]
    return _still_theirs(user).filter(seen_at=None).count()


def of(user: User, *, before: int | None = None, most: int = 30) -> list[Told]:
    """The latest notices, the newest first; `before` is the pk the last page ended with."""
    rows = _still_theirs(user).select_related("event").order_by("-pk")
    if before:
        rows = rows.filter(pk__lt=before)
    page = list(rows[:most])
    posts = talk.posts_of((row.event for row in page), reach(user))
    by = speakers(row.event for row in page)
    return [told(row, posts.get(row.event.subject), by) for row in page]


def _still_theirs(user: User) -> QuerySet[Notice]:
    """Those whose event this person may read now: with a seat its private reports go, the notices of them too."""
    return Notice.objects.filter(readable(reach(user), "event__"), user=user)


def told(notice: Notice, post: Comment | None = None, by: dict[int, str] | None = None) -> Told:
    """In the active language. Ask for the notice with its event; `post` is the one it is about, where that still
    stands; `by` what speakers() knows of it, else it is asked."""
    event, data, seen = notice.event, notice.event.data, notice.seen_at is not None
    speaker = (speakers([event]) if by is None else by).get(event.pk, data.get("by", ""))
    if event.subject.startswith("talk:"):
        return Told(notice.pk, event.verb, talk.sentence(notice, post, speaker), talk.title(post), talk.path(post), None, "",
                    event.at, seen)  # fmt: skip
    if event.verb == REMINDED:
        return _reminder(notice)
    if event.verb == HOOK_OFF:
        text = _("Webhook ke %(host)s dimatikan: berhari-hari tidak menerima kiriman") % data
        return Told(notice.pk, event.verb, text, _("Webhook dimatikan"), HOOKS, None, "", event.at, seen)
    words = {"party": "", "reason": "", "to": "", "from": ""} | data | {"by": speaker}
    number = data["number"]
    return Told(notice.pk, event.verb, SENTENCES[event.verb](words), f"No. {spoken(number)}", QLUE_REPORT % number,
                number, data["status"], event.at, seen)  # fmt: skip


def _reminder(notice: Notice) -> Told:
    """To install the officials' app, for the sake of a seat."""
    event, app = notice.event, {"app": settings.CROP_NAME}
    return Told(notice.pk, event.verb, _("%(app)s belum terpasang di ponsel Anda. Pasang dalam dua menit.") % app,
                event.data["office"], INSTALL, None, "", event.at, notice.seen_at is not None)  # fmt: skip
