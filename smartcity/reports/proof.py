"""What an after-photo shows about itself: where it was taken, when, and whether it was seen before."""

from dataclasses import dataclass
from typing import Any

from smartcity.lib.geo import distance_m
from smartcity.lib.photos import same_picture
from smartcity.reports.models import Photo, Report

NEAR = 200  # metres


@dataclass(frozen=True, slots=True)
class Proof:
    """Where the official stood when answering, in degrees; None if the phone did not say."""

    lon: float | None
    lat: float | None


def flags_of(photo: Photo, report: Report, proof: Proof) -> dict[str, Any]:
    """True flags are for the verifier and the public; `distance_m` is whole metres from the report's place."""
    flags: dict[str, Any] = {"reused": seen_before(photo)}
    if proof.lon is None or proof.lat is None:
        flags["unplaced"] = True
    else:
        flags["distance_m"] = round(distance_m(proof.lon, proof.lat, report.lon, report.lat))
        flags["far"] = flags["distance_m"] > NEAR
    flags["old"] = photo.taken_at is not None and photo.taken_at < report.created_at
    return flags


def seen_before(photo: Photo) -> bool:
    """Whether this picture stands anywhere already: the same hash, or one so near that it is the same picture
    among those of its report."""
    others = Photo.objects.exclude(report=None).exclude(pk=photo.pk)
    if others.filter(phash=photo.phash).exists():
        return True
    near = others.filter(report=photo.report).values_list("phash", flat=True)
    return any(same_picture(photo.phash, other) for other in near)
