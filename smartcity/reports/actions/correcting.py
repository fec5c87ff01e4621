"""What its writer got wrong when sending: the kind, the place, the photos; put right before any office has acted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.areas.queries import Location, locate
from smartcity.events.actions import unplace
from smartcity.events.models import Event
from smartcity.lib.db import write
from smartcity.lib.errors import IllegalMove, Invalid
from smartcity.lib.geo import cell, distance_m
from smartcity.lib.text import clean_line
from smartcity.lib.time import now
from smartcity.offices.models import Kind, Office
from smartcity.reports import deadlines, media
from smartcity.reports.actions.family import hold
from smartcity.reports.actions.own import correctable, make_private, owned, reword, take_off
from smartcity.reports.actions.screening import raise_alarm
from smartcity.reports.actions.stashing import attach, stashed_photos
from smartcity.reports.actions.submitting import (
    MOST_LANDMARK,
    WITHOUT_PHOTO,
    category_of,
    check_accuracy,
    chosen_among,
)
from smartcity.reports.actions.telling import tell
from smartcity.reports.corrected import CATEGORY, PLACE
from smartcity.reports.models import Category, Channel, Holding, Inquiry, Photo, Report, Support
from smartcity.reports.questions import asked
from smartcity.reports.routing import reason_of, route
from smartcity.reports.searching import keep, words_of
from smartcity.reports.workflow import OPEN

MOST_CORRECTIONS = 10  # of one report: each asks an office anew
FARTHEST_SUPPORTED = 500  # metres a pin may move when others have said that they see the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What is to stand instead; what is None stays. `lon`, `lat` and `accuracy` as in Submission, `area` chooses among
    the nearest where boundaries are approximate."""

    category: str | None = None
    lon: float | None = None
    lat: float | None = None
    accuracy: float | None = None
    area: str = ""
    landmark: str | None = None


def correct(report: Report, by: User, wanted: Correction) -> bool:
    """Another kind, another place: routed anew by the same rules, each change told; whether there was any. What becomes
    a kind for the police becomes private and theirs alone; one for the police stays one. Who holds it has its whole time.
    Raises IllegalMove (an office has acted, or too often), Invalid; then nothing is written."""
    check_accuracy(wanted.accuracy)
    landmark = None if wanted.landmark is None else clean_line(
        wanted.landmark, field="landmark", most=MOST_LANDMARK)  # fmt: skip
    place = None if wanted.lon is None and wanted.lat is None else locate(wanted.lon, wanted.lat)
    if wanted.area and place is None:
        raise Invalid(_("Wilayah hanya dapat dipilih bersama posisinya."), field="area", code="place_missing")
    with write():
        hold(report)
        row = owned(report, by)
        _still(row)
        worded = landmark is not None and reword(row, by, text=row.text, landmark=landmark)
        kind = wanted.category is not None and wanted.category != row.category.code
        if kind:
            _to_kind(row, by, category_of(wanted.category or ""))
        placed = place is not None and _to_place(row, by, place, wanted)
        if kind or placed:
            row.save()
            keep(row, words_of(row))
    report.__dict__.update(row.__dict__)
    return worded or kind or placed


def mend_photos(report: Report, by: User, *, photos: Sequence[media.File] = (), stashed: Sequence[str] = (),
                remove: Sequence[str] = ()) -> bool:  # fmt: skip
    """Add photos while it is open; take away those it began with, by name, while no office has acted. Whether anything
    changed. Raises IllegalMove, Invalid; then nothing is written."""
    kept = stashed_photos(stashed, by)
    pictures = media.read_all(photos, already=len(kept))
    with media.stored(pictures, uploader=by) as fresh, write():
        row, added = owned(report, by), [*kept, *fresh]
        mine = list(row.photos.filter(part=Photo.Part.BEFORE))
        gone = [photo for photo in mine if photo.name in remove]
        if gone:
            _still(row, "photos_changed")
        if added and row.status not in OPEN:
            raise IllegalMove(_("Laporan ini tidak lagi terbuka."), code="too_late")
        if not (added or gone):
            return False
        left = len(mine) - len(gone) + len(added)
        media.count(left)
        if not left and row.category.needs_photo:
            raise Invalid(
                _("Laporan ini perlu paling sedikit satu foto."), field="photo", code="photo_missing"
            )
        take_off(gone, by)
        attach(added, row, behind=max((photo.order for photo in mine), default=-1) + 1)
        row.updated_at = now()
        row.last_event = tell(row, "photos_changed", by, added=len(added), removed=len(gone)).pk
        row.save(update_fields=["updated_at", "last_event"])
    report.refresh_from_db(fields=["updated_at", "last_event"])
    return True


def _still(row: Report, verb: str = "corrected") -> None:
    """Raises IllegalMove when it is no longer its writer's to put right, or was too often."""
    if not correctable(row):
        raise IllegalMove(
            _("Tidak dapat diperbaiki lagi: kantor sudah menangani yang tertulis. Tambahkan lewat komentar."),
            code="too_late",
        )
    if Event.objects.about(row.subject).filter(verb=verb).count() >= MOST_CORRECTIONS:
        raise IllegalMove(
            _("Laporan ini sudah terlalu sering diperbaiki. Tambahkan lewat komentar."), code="too_often"
        )


def _to_kind(row: Report, by: User, category: Category) -> None:
    """Raises Invalid for what may not become another: a crime is said to be none by the police."""
    was = row.category
    if was.for_police and not category.for_police:
        raise Invalid(
            _("Laporan kejahatan tetap di polisi. Bila ternyata bukan kejahatan, polisi yang memindahkannya."),
            field="category", code="police_only",
        )  # fmt: skip
    _with_photo(row, category)
    if category.private and row.public:
        make_private(row, by)
    row.category = category
    codes = {question.code for question in asked(category)}
    row.attributes = {code: said for code, said in row.attributes.items() if code in codes}
    said = {"was": was.name, "was_en": was.name_en, "now": category.name, "now_en": category.name_en}
    _anew(row, by, CATEGORY, said, kind=True)


def _with_photo(row: Report, category: Category) -> None:
    """Raises Invalid."""
    if category.needs_photo and not row.photos.exists():
        raise Invalid(
            _("Kategori ini perlu foto. Tambahkan fotonya dulu."), field="photo", code="photo_missing"
        )


def _to_place(row: Report, by: User, place: Location, wanted: Correction) -> bool:
    """Whether it is another. Raises Invalid."""
    assert wanted.lon is not None  # locate() has seen to both
    assert wanted.lat is not None
    area, was = chosen_among(place, wanted.area), row.area
    away = distance_m(row.lon, row.lat, wanted.lon, wanted.lat)
    if away < 1 and area.pk == was.pk:
        return False
    if row.supports and _strayed(row) + away > FARTHEST_SUPPORTED:
        raise Invalid(
            _("Orang lain sudah mendukung laporan ini di tempatnya, jadi titiknya hanya dapat digeser sampai %(metres)d m.")
            % {"metres": FARTHEST_SUPPORTED}, field="position", code="supported",
        )  # fmt: skip
    if area.pk != was.pk and row.channel not in WITHOUT_PHOTO:
        _with_photo(row, row.category)  # where it was sent from a flood night, nobody was asked for one
    row.lon, row.lat, row.accuracy, row.cell = (
        wanted.lon,
        wanted.lat,
        wanted.accuracy,
        cell(wanted.lon, wanted.lat),
    )
    row.area, row.approximate = area, place.approximate
    unplace(row.subject)
    _anew(row, by, PLACE, {"was": was.name, "now": area.name, "metres": _about(away)}, kind=False)
    return True


def _about(metres: float) -> int:
    """As all may read it: in tens, hundreds, thousands. To the metre it would draw a circle through the place it left."""
    return int(round(metres, -1 if metres < 100 else -2 if metres < 1000 else -3))


def _strayed(row: Report) -> int:
    """Metres its pin was moved already since the first who supports it saw it there: step by step is as far as at once."""
    first = Support.objects.filter(report=row).order_by("at").values_list("at", flat=True).first()
    told = Event.objects.about(row.subject).filter(verb="corrected", at__gte=first or row.created_at)
    return sum(event.data.get("metres", 0) for event in told)


def _hand_over(row: Report, to: Office, moment: datetime) -> None:
    """Whoever held it had not acted. Of what is private, or the police's now, they hold no trace: who never did anything
    about it need not read on."""
    Inquiry.objects.filter(report=row, answered_at=None, closed_at=None).update(
        closed_at=moment, needless=True
    )
    held = Holding.objects.filter(report=row)
    if _let_go_wholly(row):
        held.exclude(office__kind=Kind.POLICE).delete()
    held.filter(until=None).update(until=moment, ended="corrected")
    Holding.objects.create(report=row, office=to, since=moment)
    row.holder = to


def _let_go_wholly(row: Report) -> bool:
    return row.category.for_police or not row.public


def _anew(row: Report, by: User, what: str, said: dict[str, Any], *, kind: bool) -> None:
    """Route it as if it were sent now, and tell it."""
    way, moment, old = route(row.category, row.area), now(), row.holder
    row.rule, row.updated_at = way.rule.number, moment
    if way.office.pk != old.pk:
        _hand_over(row, way.office, moment)
    if kind or way.office.pk != old.pk:
        deadlines.put_right(row, moment, kind=kind)
        if row.channel == Channel.IMPORT:
            row.escalate_at = None
    row.repeat_of = None  # that was guessed of what it no longer says
    alarm: dict[str, Any] = {"alarm": True} if kind and raise_alarm(row) else {}
    heard = None if _let_go_wholly(row) or way.office.pk == old.pk else old
    because = reason_of(way, row.category, row.area, approximate=row.approximate)
    told = said | alarm | {"what": what, "from": old.title, "to": way.office.title}
    event = tell(row, "corrected", by, from_office=heard, rule=way.rule.number, because=because, **told)
    row.last_event = event.pk
