"""From a citizen's hands into the city, once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.areas.models import Area
from smartcity.areas.queries import Location, locate
from smartcity.events.models import Event
from smartcity.lib.db import write
from smartcity.lib.errors import Conflict, Invalid
from smartcity.lib.geo import cell
from smartcity.lib.text import clean, clean_line, is_word
from smartcity.lib.time import now
from smartcity.reports import deadlines, media, questions
from smartcity.reports.actions.screening import raise_alarm
from smartcity.reports.actions.stashing import attach, stashed_photos
from smartcity.reports.actions.telling import tell
from smartcity.reports.claims import give_claim
from smartcity.reports.models import Category, Channel, Holding, Photo, Report, Visibility, Withdrawn
from smartcity.reports.repeats import earlier_like
from smartcity.reports.routing import Route, reason_of, route
from smartcity.reports.searching import keep, words_of

MOST_TEXT = 4000
MOST_LANDMARK = 120
WITHOUT_PHOTO = frozenset({Channel.OPEN311, Channel.IMPORT, Channel.CAMERA})
WITHOUT_QUESTIONS = frozenset({Channel.IMPORT, Channel.CAMERA})  # nobody is there to be asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What a person sends. `lon`, `lat` in degrees, WGS84; `accuracy` in metres; `stashed` are names of
    photos uploaded earlier; `area` chooses among the three nearest where boundaries are approximate; `attributes`
    answer the questions of the category, by code; `signed` None is what the account has chosen for all."""

    client_id: UUID
    category: str
    text: str
    lon: float | None
    lat: float | None
    photos: Sequence[media.File] = ()
    stashed: Sequence[str] = field(default=())
    accuracy: float | None = None
    landmark: str = ""
    visibility: str = ""
    area: str = ""
    attributes: Mapping[str, object] = field(default_factory=dict)
    signed: bool | None = None
    channel: str = Channel.QLUE
    guest: bool = False  # sent without an account: a claim link stands for its sender
    unpictured: bool = (
        False  # sent where nobody is asked for a photo now: in the flood night a depth is enough
    )


@dataclass(frozen=True, slots=True)
class Submitted:
    report: Report
    repeated: bool = False  # the same client_id had come before; nothing new was written
    told: tuple[Event, ...] = ()  # of what was written: the event that says so


def submit(wanted: Submission, by: User | None) -> Submitted:
    """Place it, route it, write it, tell it: one transaction. The same `client_id` by the same author is the
    same report. Raises Invalid (nothing is written), Conflict if another account used the id."""
    if earlier := _earlier(wanted, by):
        return earlier
    try:
        return _filed(wanted, by)
    except (IntegrityError, Invalid):
        if earlier := _earlier(
            wanted, by
        ):  # sent twice at once: the other was first, and took the stashed photos
            return earlier
        raise


def _filed(wanted: Submission, by: User | None) -> Submitted:
    text = clean(wanted.text, field="text", most=MOST_TEXT)
    landmark = clean_line(wanted.landmark, field="landmark", most=MOST_LANDMARK)
    category = category_of(wanted.category)
    if wanted.visibility not in ("", *Visibility.values):
        raise Invalid(_("Pilih publik atau pribadi."), field="visibility", code="bad_visibility")
    check_accuracy(wanted.accuracy)
    said = questions.answers(category, wanted.attributes, demand=wanted.channel not in WITHOUT_QUESTIONS)
    place = locate(wanted.lon, wanted.lat)
    area = chosen_among(place, wanted.area)
    way = route(category, area)
    stashed = stashed_photos(wanted.stashed, by)
    pictures = media.read_all(wanted.photos, already=len(stashed))
    may_lack = wanted.unpictured or wanted.channel in WITHOUT_PHOTO
    if category.needs_photo and not pictures and not stashed and not may_lack:
        raise Invalid(_("Tambahkan satu foto."), field="photo", code="photo_missing")
    report = _draft(wanted, by, text, landmark, category, area, way, approximate=place.approximate)
    report.attributes = said
    words = words_of(report)  # before anybody has to wait for it
    with media.stored(pictures, uploader=by) as fresh, write():
        told = _write(report, [*stashed, *fresh], by, way)
        keep(report, words)
        if wanted.guest:
            give_claim(report)
    return Submitted(report, told=(told,))


def check_accuracy(metres: float | None) -> None:
    """Raises Invalid."""
    if metres is not None and not 0 <= metres < inf:
        raise Invalid(_("Ketelitian posisi adalah jarak dalam meter."), field="accuracy", code="bad_accuracy")


def category_of(code: str) -> Category:
    """The active category with this code. Raises Invalid."""
    category = Category.objects.filter(code=code, active=True).first() if is_word(code) else None
    if category is None:
        raise Invalid(_("Pilih kategori."), field="category", code="unknown_category")
    return category


def _earlier(wanted: Submission, by: User | None) -> Submitted | None:
    same = Report.objects.filter(client_id=wanted.client_id)
    if not same.exists():  # nearly always; the wide row costs twice as much to ask for
        if Withdrawn.objects.filter(client_id=wanted.client_id).exists():
            raise Conflict(_("Laporan ini sudah Anda hapus."), field="client_id", code="withdrawn")
        return None
    known = same.select_related("category", "area", "holder").get()
    if known.author_id != (by.pk if by else None):
        raise Conflict(_("Nomor kiriman ini sudah dipakai akun lain. Kirim ulang sebagai laporan baru."),
                       field="client_id", code="client_id_taken")  # fmt: skip
    return Submitted(known, repeated=True)


def chosen_among(place: Location, code: str) -> Area:
    """The kelurahan there, or the one of the nearest its writer names where boundaries are approximate. Raises Invalid."""
    if not code or code == place.area.code:
        return place.area
    choices = {area.code: area for area in place.nearest} if place.approximate else {}
    if code not in choices:
        raise Invalid(_("Pilih salah satu kelurahan terdekat."), field="area", code="bad_area")
    return choices[code]


def _draft(wanted: Submission, by: User | None, text: str, landmark: str, category: Category, area: Area,
           way: Route, *, approximate: bool) -> Report:  # fmt: skip
    moment = now()
    assert wanted.lon is not None  # locate() has seen to both
    assert wanted.lat is not None
    report = Report(
        client_id=wanted.client_id, category=category, text=text, lon=wanted.lon, lat=wanted.lat,
        accuracy=wanted.accuracy, cell=cell(wanted.lon, wanted.lat), area=area, approximate=approximate,
        landmark=landmark, author=by, channel=wanted.channel, holder=way.office, rule=way.rule.number,
        visibility=Visibility.PRIVATE if category.private else wanted.visibility or Visibility.PUBLIC,
        created_at=moment, updated_at=moment,
    )  # fmt: skip
    wants = wanted.signed if wanted.signed is not None else by is not None and by.signs
    report.signed = wants and by is not None and report.public
    report.repeat_of = earlier_like(category, area, wanted.lon, wanted.lat, text, moment)
    deadlines.start(report, category, moment)
    deadlines.start_office(report, moment)
    if wanted.channel == Channel.IMPORT:
        report.escalate_at = None  # what happened elsewhere and long ago wakes nobody here
    return report


def _write(report: Report, photos: list[Photo], by: User | None, way: Route) -> Event:
    if (
        report.repeat_of_id
    ):  # held, and before the order of events: it may be taken away or acted on in this moment
        held = Report.objects.select_for_update(of=("self",), no_key=True)
        report.repeat_of = held.filter(pk=report.repeat_of_id).order_by().first()
    report.save(force_insert=True)
    Holding.objects.create(report=report, office=way.office, since=report.created_at)
    attach(photos, report)
    because = reason_of(way, report.category, report.area, approximate=report.approximate)
    alarm: dict[str, Any] = {"alarm": True} if raise_alarm(report) else {}
    event = tell(report, "submitted", by, rule=way.rule.number, because=because, photos=len(photos), **alarm)
    report.last_event = event.pk
    Report.objects.filter(pk=report.pk).update(last_event=event.pk)
    return event
