"""The acts of an official as a face names them: word, icon, key; and which of them are offered now."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from smartcity.accounts.models import User
from smartcity.reports.actions.desk import may_assign, may_note
from smartcity.reports.actions.disclosure import may_ask
from smartcity.reports.actions.family import may_link, may_unlink
from smartcity.reports.actions.inquiring import may_inquire
from smartcity.reports.actions.moving import may
from smartcity.reports.again import appeal_waits
from smartcity.reports.models import Report


@dataclass(frozen=True, slots=True)
class Act:
    """`path` is its word in the address, `key` the letter that does it. `at_once`: nothing needs to be filled in."""

    verb: str
    path: str
    word: str | Promise
    icon: str
    key: str
    done: str | Promise
    at_once: bool = False
    leaves: bool = False  # afterwards the case is no longer on this desk


ACTS = {
    act.verb: act
    for act in (
        Act(
            "accept",
            "terima",
            _("Terima"),
            "check",
            "t",
            _("Diterima. Warga melihat Anda mulai mengerjakan."),
            True,
        ),
        Act("answer", "jawab", _("Jawab"), "camera", "a", _("Dijawab. Pelapor diminta memeriksa.")),
        Act("resume", "lanjutkan", _("Lanjutkan"), "resume", "l", _("Dilanjutkan."), True),
        Act("confirm", "konfirmasi", _("Nyatakan selesai"), "check", "s", _("Dinyatakan selesai."), True),
        Act(
            "forward", "teruskan", _("Teruskan"), "forward", "r", _("Diteruskan ke %(holder)s."), leaves=True
        ),
        Act(
            "coordinate", "koordinasi", _("Koordinasi"), "coordinate", "o", _("Dicatat: menunggu %(party)s.")
        ),
        Act("refer", "tautan", _("Kirim tautan"), "mail", "e", ""),
        Act("merge", "gabungkan", _("Gabungkan"), "merge", "g", _("Digabungkan. Pendukungnya ikut pindah.")),
        Act(
            "link",
            "induk",
            _("Jadikan bagian pekerjaan lain"),
            "layers",
            "b",
            _("Ditautkan. Laporan ini tetap punya pelapor dan batas waktunya sendiri."),
        ),
        Act(
            "unlink",
            "lepas-induk",
            _("Lepas dari pekerjaan induk"),
            "layers",
            "p",
            _("Dilepas dari pekerjaan induk."),
        ),
        Act("reject", "tolak", _("Tolak"), "reject", "d", _("Ditolak. Pelapor dapat banding satu kali.")),
        Act(
            "ask_name",
            "minta-nama",
            _("Minta nama pelapor"),
            "user",
            "i",
            _("Terkirim. Pelapor punya 7 hari untuk menjawab."),
        ),
        Act(
            "ask",
            "tanya",
            _("Tanya pelapor"),
            "help",
            "q",
            _("Terkirim. Pelapor punya 7 hari untuk menjawab; batas waktu tetap berjalan."),
        ),  # fmt: skip
        Act("assign", "tugaskan", _("Tugaskan"), "assign", "u", _("Dicatat. Petugasnya mendapat kabar.")),
        Act(
            "note",
            "catatan",
            _("Catatan kantor"),
            "lock",
            "n",
            _("Catatan disimpan. Hanya kantor yang membacanya."),
        ),
        Act("comment", "komentar", _("Komentari"), "comment", "c", _("Komentar terkirim.")),
    )
}


@dataclass(frozen=True, slots=True)
class Offer:
    """The acts a case offers somebody: the main button, passing it on beside it, the rest behind "…"."""

    main: Act | None
    second: Act | None
    rest: list[Act]

    @property
    def quick(self) -> list[Act]:
        """Beside the main one where there is room for three."""
        return [act for act in (self.second, *self.rest) if act and act.verb not in SLOW][:2]

    @property
    def by_letter(self) -> list[Act]:
        """Beside a map there is no room for these: only their letters do them there."""
        shown = self.quick
        return [act for act in (self.second, *self.rest) if act and act not in shown]

    @property
    def buttons(self) -> list[Act]:
        """Always in sight; where nothing presses, the comment when there is no room for all."""
        pressing = [act for act in (self.main, self.second) if act]
        return pressing or (self.rest if len(self.rest) <= 2 else self.rest[-1:])

    @property
    def behind(self) -> list[Act]:
        """Behind "…"."""
        return [act for act in self.rest if act not in self.buttons]

    def __contains__(self, verb: str) -> bool:
        return any(act.verb == verb for act in (self.main, self.second, *self.rest) if act)


def may_refer(case: Report, by: User) -> bool:
    return case.public and may("coordinate", case, by)


BESIDE: dict[str, Callable[[Report, User], bool]] = {
    "ask_name": may_ask,
    "ask": may_inquire,
    "assign": may_assign,
    "note": may_note,
    "refer": may_refer,
    "link": may_link,
    "unlink": may_unlink,
}
"""Acts that are no move of the workflow, and who may do them."""
SLOW = (
    "comment",
    "ask_name",
    "ask",
    "assign",
    "note",
    "refer",
    "link",
    "unlink",
)  # that have a place of their own on the page
MAIN = ("accept", "answer", "resume", "confirm")


ON_APPEAL: dict[str, dict[str, Any]] = {
    "accept": {
        "word": _("Kabulkan banding"),
        "done": _("Banding dikabulkan. Pelapor melihat Anda mulai mengerjakan."),
    },
    "reject": {"word": _("Tetap ditolak"), "done": _("Tetap ditolak. Pelapor tidak dapat banding lagi.")},
}


def named(verb: str, *, appeal: bool) -> Act:
    """The act in the words of the case: what decides an appeal is called so."""
    return replace(ACTS[verb], **ON_APPEAL.get(verb, {})) if appeal else ACTS[verb]


def offered(case: Report, by: User) -> Offer:
    """Every move that `by` may make now, and a comment, which everyone with a case may add."""
    appeal = appeal_waits(case)
    acts = [named(verb, appeal=appeal) for verb in ACTS if _may(verb, case, by)]
    main = acts.pop(0) if acts[0].verb in MAIN else None
    second = acts.pop(0) if acts[0].verb == "forward" else None
    return Offer(main, second, acts)


def _may(verb: str, case: Report, by: User) -> bool:
    asked = BESIDE.get(verb)
    return asked(case, by) if asked else verb == "comment" or may(verb, case, by)
