"""A kelurahan becomes several: their offices are founded, its open cases find theirs, those who follow it go along.

The map knows at once, by the day. The rest is done on that day, in steps that each may be the last before a kill: what
is left is seen in the rows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from smartcity.accounts.models import Follow, User
from smartcity.accounts.queries import reach
from smartcity.areas.actions import unsplit
from smartcity.areas.carving import Part, carve
from smartcity.areas.models import LEAF, Area
from smartcity.areas.queries import forget
from smartcity.events.actions import record
from smartcity.events.chores import each
from smartcity.events.models import Audience
from smartcity.lib.db import write
from smartcity.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from smartcity.lib.time import now
from smartcity.offices.actions import found_for, templates_of
from smartcity.offices.models import Kind, Office
from smartcity.reports.actions.moving import locked
from smartcity.reports.actions.rehoming import rehome
from smartcity.reports.models import Report, Rule
from smartcity.seats.abolishing import BATCH, abolish, homeless
from smartcity.seats.authority import governs
from smartcity.seats.models import Split
from smartcity.seats.placing import Placing, left, place


@dataclass(frozen=True, slots=True)
class Numbers:
    """Open cases by the code of the part they belong to; `guessed` of them because of the default."""

    by: dict[str, int]
    guessed: int


def plan(area: Area, parts: Sequence[Part], *, on: date, default: str = "", source: str = "") -> Split:
    """Put it on the map. `default` is the code of a part: by itself what keeps the name, or the part around the old
    point. The same again changes nothing. Raises Invalid; Conflict when it was planned otherwise, or is
    itself a part of what is not done yet: then one waits for that day."""
    codes = [part.code for part in parts]
    if default and default not in codes:
        raise Invalid(_("%(code)s bukan salah satu bagiannya.") % {"code": default}, field="default")
    with write():
        Area.objects.select_for_update(no_key=True).get(pk=area.pk)
        if before := Split.objects.filter(area=area, done_at=None).first() or _same(area, on):
            if (before.on, set(codes)) == (on, {part.code for part in before.parts.all()}):
                return before
            raise _under_way(before)
        if other := Split.objects.filter(parts=area, done_at=None).first():
            raise _under_way(other)
        was = area.lon, area.lat
        made = carve(area, parts, on=on, source=source)
        chosen = next((one for one in made if one.code == (default or area.code)), None)
        split = Split.objects.create(
            area=area, on=on, lon=was[0], lat=was[1], default=chosen or _nearest(made, *was)
        )
        split.parts.set(made)
    return split


def planned() -> QuerySet[Split]:
    """Those whose day is still to come, the next first."""
    ahead = Split.objects.filter(opened_at=None, on__gt=timezone.localdate())
    return ahead.select_related("area").prefetch_related("parts").order_by("on", "pk")


def withdraw(split: Split, by: User) -> None:
    """Before its day: the map is as it was before the plan. Raises NotAllowed, NotFound for what is withdrawn already,
    Conflict from its day on, or when something has been made of its parts."""
    if not governs(reach(by)):
        raise NotAllowed(_("Pemekaran adalah urusan administrator provinsi."), code="not_yours")
    with write():
        area = Area.objects.select_for_update(no_key=True).get(pk=split.area_id)
        row = Split.objects.select_for_update(of=("self",)).filter(pk=split.pk).first()
        if row is None:
            raise NotFound(_("Rencana pemekaran ini sudah ditarik."))
        if row.opened_at or row.on <= timezone.localdate():
            raise Conflict(
                _("Pemekaran %(name)s sudah berlaku, jadi tidak dapat ditarik lagi.") % {"name": area.name}
            )
        parts = list(row.parts.order_by("code"))
        area.lon, area.lat = (
            (row.lon, row.lat) if row.lon is not None and row.lat is not None else (area.lon, area.lat)
        )
        row.delete()
        unsplit(area, parts, on=row.on)
        Follow.objects.filter(
            subject__in=[f"area:{part.code}" for part in parts if part.pk != area.pk]
        ).delete()
        record(f"area:{area.code}", "split_withdrawn", {"area": area.name, "into": [part.name for part in parts]}, actor=by,
               office=Office.objects.answering(Kind.KELURAHAN, area), area=area, audience=Audience.OFFICE)  # fmt: skip


def rehearse(area: Area, parts: Sequence[Part], *, on: date, default: str = "") -> tuple[Split, Numbers]:
    """What `plan` and `settle` would do today; nothing stays. Raises as `plan` does."""
    try:
        with write():
            split = plan(area, parts, on=on, default=default)
            numbers = count(split)
            transaction.set_rollback(True)
    finally:
        forget()
    return split, numbers


def count(split: Split) -> Numbers:
    """Of what is open now."""
    placings = place(split)
    names = {part.pk: part.code for part in split.parts.all()}
    counted = Counter(names[one.area] for one in placings)
    return Numbers({code: counted[code] for code in names.values()}, sum(one.guess for one in placings))


def naming(split: Split) -> list[Rule]:
    """Rules that name what keeps its name: they hold for what is left of it only."""
    return list(Rule.objects.current().filter(area=split.area)) if split.area.valid_to is None else []


def settle() -> int:
    """Do what is due: chore and command. Returns how many cases moved; at most BATCH of each split at a time."""
    moved = 0
    for split in Split.objects.filter(on__lte=timezone.localdate(), done_at=None).order_by("pk"):
        _open(split)
        split.refresh_from_db()
        waiting = left(split)
        moved += each(waiting[:BATCH], key=lambda one: f"report:{one.report}", do=_move)
        if not waiting:
            Split.objects.filter(pk=split.pk, done_at=None).update(done_at=now())
    return moved + each(_come_back(), key=lambda one: f"report:{one.report}", do=_move)


def _come_back() -> list[Placing]:
    """Cases opened again in a kelurahan that is no more, after all others had left it."""
    ended = Split.objects.exclude(area__valid_to=None).exclude(done_at=None)
    cases = homeless(split=True).filter(holder__area__in=ended.values("area"))
    splits = ended.filter(area__in=cases.values("holder__area")) if cases.exists() else ended.none()
    return [one for split in splits for one in left(split)]


def _under_way(split: Split) -> Conflict:
    told = {"name": split.area.name, "day": split.on}
    if split.done_at:
        return Conflict(_("%(name)s sudah dimekarkan per %(day)s.") % told)
    return Conflict(
        _("%(name)s dimekarkan per %(day)s, dan itu belum selesai. Tunggu sampai selesai.") % told
    )


def _same(area: Area, on: date) -> Split | None:
    return Split.objects.filter(area=area, on=on).first()


def _nearest(parts: Sequence[Area], lon: float, lat: float) -> Area:
    return min(parts, key=lambda part: (part.lon - lon) ** 2 + (part.lat - lat) ** 2)


def _open(split: Split) -> None:
    """Found the offices and close the old one: from then on each part has its own."""
    with write():
        row = Split.objects.select_for_update().get(pk=split.pk)
        if row.opened_at:
            return
        parts = list(row.parts.order_by("code").select_related("parent"))
        old = Office.objects.active().filter(kind=Kind.KELURAHAN, area=row.area).first()
        camat = old.superior() if old else Office.objects.answering(Kind.KECAMATAN, row.area)
        template = templates_of(settings.CITY)[LEAF]
        offices = {
            part.pk: old if old and part == row.area else found_for(part, template, camat) for part in parts
        }
        heir = offices[row.default_id]
        if old and row.area not in parts:
            abolish(old, heir, None)
        _take_followers_along(row.area, parts)
        record(f"area:{row.area.code}", "area_split", {"area": row.area.name, "into": [part.name for part in parts]},
               office=heir, area=row.area, audience=Audience.OFFICE)  # fmt: skip
        row.opened_at = now()
        row.save(update_fields=["opened_at"])


def _take_followers_along(area: Area, parts: Sequence[Area]) -> None:
    """Whoever followed the whole follows each part."""
    follows = Follow.objects.filter(subject=f"area:{area.code}")
    people = list(follows.values_list("user_id", flat=True))
    Follow.objects.bulk_create(
        (Follow(user_id=pk, subject=f"area:{part.code}") for pk in people for part in parts),
        ignore_conflicts=True,
    )
    if area not in parts:
        follows.delete()


def _move(one: Placing) -> None:
    """To its part, and to that one's office if the old one holds it. Who holds it is asked under the lock."""
    area = Area.objects.with_parents().get(pk=one.area)
    with write():
        case = locked(Report.objects.get(pk=one.report))
        ours = case.holder.kind == Kind.KELURAHAN and case.holder.area_id == one.whole
        own = Office.objects.active().filter(kind=Kind.KELURAHAN, area=area).first() if ours else None
        rehome(case, own or case.holder.standing(), area=area, guess=one.guess)
