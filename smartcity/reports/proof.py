"""What an after-photo shows about itself: where it was taken, when, and whether it was seen before."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from smartcity.lib.errors import Invalid
from smartcity.lib.geo import distance_m
from smartcity.lib.photos import same_picture
from smartcity.reports.models import Photo, Report

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
    """True flags are for the verifier and the public; `distance_m` is whole metres from the report's place.
    Ask before the photo is the report's."""
    flags: dict[str, Any] = {"reused": seen_before(photo, report)}
    if proof.lon is None or proof.lat is None:
        flags["unplaced"] = True
    else:
        flags["distance_m"] = round(distance_m(proof.lon, proof.lat, report.lon, report.lat))
        flags["far"] = flags["distance_m"] > NEAR
    flags["old"] = photo.taken_at is not None and photo.taken_at < report.created_at
    return flags


def seen_before(photo: Photo, report: Report) -> bool:
    """Whether this picture stands in a report already: the same hash in any, or in this one a hash so near that it
    is the same picture."""
    sent = Photo.objects.exclude(report=None)
    if sent.filter(phash=photo.phash).exists():
        return True
    return any(
        same_picture(photo.phash, other)
        for other in sent.filter(report=report).values_list("phash", flat=True)
    )
