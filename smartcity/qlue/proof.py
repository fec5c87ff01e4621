"""What may be believed of an after-photo, in one sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from smartcity.lib.look import words
from smartcity.lib.look.words import number as spoken
from smartcity.reports.models import Photo
from smartcity.reports.numbers import pk_of


@dataclass(frozen=True, slots=True)
class Proof:
    """`doubtful` when a flag is up: then it is shown as a warning."""

    text: str
    doubtful: bool


def proof(photos: Sequence[Photo]) -> Proof | None:
    """About the after-photos of one answer; the worst of them counts. None when there are none."""
    if not photos:
        return None
    raised = {flag for photo in photos for flag, on in photo.flags.items() if on is True}
    parts = [
        _where(photos, raised),
        _("jam server %(time)s") % {"time": words.clock(photos[0].created_at)},
        _reused(photos) if "reused" in raised else _("belum pernah dipakai"),
    ]
    if "made" in raised:
        parts.insert(0, _("berkasnya menyebut dibuat mesin (AI)"))
    if "old" in raised:
        parts.append(_("diambil sebelum laporan ini dibuat"))
    return Proof(_("Foto sesudah: %(facts)s.") % {"facts": ", ".join(parts)}, bool(raised))


def _reused(photos: Sequence[Photo]) -> str:
    number = next((photo.flags["first_used"] for photo in photos if "first_used" in photo.flags), None)
    if number is None:
        return _("pernah dipakai sebelumnya")
    if pk_of(number) == photos[0].report_id:
        return _("sama dengan foto lain di laporan ini")
    return _("pernah dipakai di laporan %(number)s") % {"number": spoken(number)}


def _where(photos: Sequence[Photo], raised: set[str]) -> str:
    if "unplaced" in raised:
        return _("tanpa posisi")
    distance = words.distance(max(photo.flags.get("distance_m", 0) for photo in photos))
    return (_("jauh, %(distance)s dari titik") if "far" in raised else _("%(distance)s dari titik")) % {
        "distance": distance
    }
