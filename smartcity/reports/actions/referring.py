"""Passing a report to a party without an account (PLN, PAM): a link opens one report and takes one final reply."""

import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.accounts.queries import digest
from smartcity.events.models import Event
from smartcity.lib.db import write
from smartcity.lib.errors import IllegalMove, Invalid
from smartcity.lib.text import clean, clean_line, is_word
from smartcity.lib.time import now
from smartcity.offices.models import Kind, Office
from smartcity.reports import media
from smartcity.reports.actions.moving import MOST_REASON, locked, moving
from smartcity.reports.actions.stashing import attach
from smartcity.reports.actions.telling import tell
from smartcity.reports.crew import crew
from smartcity.reports.models import Photo, Referral, ReferralOpened, Report
from smartcity.reports.proof import flags_of, proof_at

LINK_LIVES = timedelta(days=14)
LINK = "/crop/rujukan/%s/"  # the faces' addresses are part of the outside contract
MOST_WORDS = 20  # replies before the final one
MOST_OPENED = 200
MOST_NAME = 120


def refer(report: Report, by: User, *, to: Office, reason: str, seen: int | None = None) -> str:
    """The holder waits for `to` (a utility nobody sits for), which replies by the link whose secret is returned: told
    this once. The holder stays answerable. Raises what `coordinate` does, and Invalid for a private report: whoever has
    the link reads it."""
    if not refers_to(to):
        raise Invalid(_("Pilih perusahaan yang menjawab lewat tautan."), field="to", code="bad_party")
    with moving(report, "coordinate", by, reason=reason, seen=seen) as step:
        if not step.report.public:
            raise Invalid(_("Laporan pribadi tidak dikirim ke luar kantor."), field="to", code="private")
        assert step.office is not None  # a holder's move is made by a seat
        step.report.waiting_for = step.data["party"] = to.title
        step.data["by_link"] = True
        secret = secrets.token_urlsafe(32)
        Referral.objects.create(report=step.report, office=step.report.holder, party=to, sent_by=by, reason=step.data["reason"],
                                digest=digest(secret), sent_at=step.moment, expires_at=step.moment + LINK_LIVES)  # fmt: skip
    return secret


def refers_to(office: Office) -> bool:
    """Whether this one is reached by a link: a utility that nobody sits for."""
    return office.active and office.kind == Kind.UTILITY and not crew(office).exists()


def referral_of(secret: str) -> Referral | None:
    """The referral of this link, whatever became of it; None for no link of ours."""
    if not is_word(secret):
        return None
    rows = Referral.objects.filter(digest=digest(secret))
    return rows.select_related("report__category", "report__area__parent__parent", "office", "party").first()


def note_opening(referral: Referral, address: str, browser: str) -> None:
    """Somebody looked. The first two hundred are kept."""
    with write():
        if ReferralOpened.objects.filter(referral=referral).count() < MOST_OPENED:
            ReferralOpened.objects.create(
                referral=referral, at=now(), address=address[:45], browser=browser[:120]
            )


def party_says(referral: Referral, *, name: str, reason: str) -> None:
    """Word of the party that is not its last. Raises IllegalMove, Invalid."""
    name, reason = _written(name, reason)
    with write():
        row = locked(referral.report)
        one = _running(referral)
        if _said(row, one) >= MOST_WORDS:
            raise Invalid(
                _("Kabar sementara sudah terlalu banyak. Kirim jawaban akhir."),
                field="reason",
                code="too_many",
            )
        tell(row, "party_said", None, by=one.party.title, reason=reason, referral=one.pk)


def party_replies(referral: Referral, *, name: str, reason: str, settled: bool, photos: Sequence[media.File] = (),
                  lon: float | None = None, lat: float | None = None) -> None:  # fmt: skip
    """Its last word: done, with an after-photo under the rules of every other, or not theirs. The link is used up and
    the holder works on. Raises IllegalMove (used, too late, or overtaken), Invalid."""
    name, reason = _written(name, reason)
    proof = proof_at(lon, lat)
    pictures = media.read_all(photos)
    with media.stored(pictures, uploader=None) as after, write():
        row = locked(referral.report)
        one = _running(referral)
        if settled and not after and row.category.needs_proof:
            raise Invalid(_("Jawaban harus disertai foto sesudah."), field="photo", code="photo_missing")
        for photo in after:
            photo.part, photo.office, photo.created_at = Photo.Part.AFTER, one.party, now()
            photo.flags = flags_of(photo, row, proof)
        attach(after, row)
        one.replied_at, one.replied_by, one.settled = now(), name, settled
        one.save(update_fields=["replied_at", "replied_by", "settled"])
        flags = sorted({flag for photo in after for flag, on in photo.flags.items() if on is True})
        tell(row, "party_replied", None, by=one.party.title, reason=reason, settled=settled, referral=one.pk,
             photos=[photo.name for photo in after], flags=flags)  # fmt: skip
        with moving(row, "resume", None) as step:
            step.data["by"] = one.party.title


def _written(name: str, reason: str) -> tuple[str, str]:
    name = clean_line(name, field="name", most=MOST_NAME)
    reason = clean(reason, field="reason", most=MOST_REASON, required=False)
    if not name:
        raise Invalid(_("Tuliskan nama dan jabatan Anda."), field="name", code="name_missing")
    if not reason:
        raise Invalid(_("Tuliskan jawabannya."), field="reason", code="reason_missing")
    return name, reason


def _running(referral: Referral) -> Referral:
    rows = Referral.objects.select_for_update(of=("self",)).select_related("party")
    one = rows.running().filter(pk=referral.pk).first()
    if one is None:
        raise IllegalMove(_("Tautan ini tidak menerima jawaban lagi."), code="link_over")
    return one


def _said(row: Report, one: Referral) -> int:
    told = Event.objects.about(row.subject).filter(verb="party_said")
    return sum(event.data.get("referral") == one.pk for event in told)
