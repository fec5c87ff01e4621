"""What an after-photo shows about itself: where it was taken, when, and whether it was seen before."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from smartcity.accounts.queries import Reach
from smartcity.lib.errors import Invalid
from smartcity.lib.geo import distance_m
from smartcity.lib.photos import same_picture
from smartcity.reports.models import Photo, Report
from smartcity.reports.numbers import pk_of
from smartcity.reports.seen import first_use

NEAR = 200  # metres


@dataclass(frozen=True, slots=True)
class Proof:
    """Where the official stood when answering, in degrees; None if the phone did not say."""

    lon: float | None
    lat: float | None


def proof_at(lon: float | None, lat: float | None) -> Proof:
    """0,0 is a phone without GPS. Raises Invalid for what is no position."""
    if (lon, lat) in ((None, None), (0, 0)):
        return Proof(None, None)
    if lon is None or lat is None or not (abs(lon) <= 180 and abs(lat) <= 90):  # NaN is not, either
        raise Invalid(_("Bujur harus antara -180 dan 180, lintang antara -90 dan 90."),
                      field="position", code="bad_position")  # fmt: skip
    return Proof(lon, lat)


def flags_of(photo: Photo, report: Report, proof: Proof) -> dict[str, Any]:
    """True flags are for the verifier and the public; `distance_m` is whole metres from the report's place,
    `first_used` the number of the report the picture stood in before, where anybody may read that one. Ask before the photo is the report's. `made`, that its own file names
    a machine, it brought along."""
    used = seen_before(photo, report)
    flags: dict[str, Any] = photo.flags | {"reused": used is not None}
    if used and (used.public or used == report):
        flags["first_used"] = used.number
    if proof.lon is None or proof.lat is None:
        flags["unplaced"] = True
    else:
        flags["distance_m"] = round(distance_m(proof.lon, proof.lat, report.lon, report.lat))
        flags["far"] = flags["distance_m"] > NEAR
    flags["old"] = photo.taken_at is not None and photo.taken_at < report.created_at
    return flags


def keep_unseen(photos: Iterable[Photo], reach: Reach) -> None:
    """Take `first_used` from those photos, in memory, that name a report this reader may not see, be it hidden or
    withdrawn since. One query, none when no photo names any."""
    naming = [photo for photo in photos if "first_used" in photo.flags]
    if not naming:
        return
    named = {pk_of(photo.flags["first_used"]) for photo in naming}
    seen = set(Report.objects.visible_to(reach).filter(pk__in=named).values_list("pk", flat=True))
    for photo in naming:
        if pk_of(photo.flags["first_used"]) not in seen:
            photo.flags = {flag: on for flag, on in photo.flags.items() if flag != "first_used"}


def seen_before(photo: Photo, report: Report) -> Report | None:
    """The report this picture stands in already: this one, if a hash is near enough to be the same picture; else any
    where it is all but equal."""
    mine = Photo.objects.filter(report=report).values_list("phash", flat=True)
    if any(same_picture(photo.phash, other) for other in mine):
        return report
    used = first_use(photo.phash, but=photo.pk)
    return used.report if used else None
