"""An operator turns the flood night on for an area, lengthens it, ends it; a machine only proposes the end."""

from datetime import datetime, timedelta

from django.db import IntegrityError
from django.utils.translation import gettext as _

from smartcity.accounts.actions import declare_crisis
from smartcity.accounts.models import Post, Role, User
from smartcity.accounts.queries import Reach, reach
from smartcity.areas.models import Area
from smartcity.events.actions import record
from smartcity.floods import queries
from smartcity.floods.models import Night
from smartcity.lib.db import write
from smartcity.lib.errors import Conflict, IllegalMove, Invalid, NotAllowed
from smartcity.lib.text import clean_line
from smartcity.lib.time import now
from smartcity.offices.models import Kind

LONGEST_H = 48
MOST_TEXT = 200


def may_turn(reach: Reach) -> bool:
    """The province's operators and administrators."""
    return _seat(reach) is not None


def _seat(reach: Reach) -> Post | None:
    ours = (Role.OPERATOR, Role.ADMINISTRATOR)
    return next((p for p in reach.posts if p.role in ours and p.office.kind == Kind.PROVINCE), None)


def turn_on(by: User, area: str, text: str, text_en: str, hours: int) -> Night:
    """From now on: limits ten times as wide, its pages light, a depth enough for a report. Raises Conflict, Invalid,
    NotAllowed."""
    post = _allowed(by)
    where = Area.objects.current().with_parents().filter(code=area).first()
    if where is None:
        raise Invalid(_("Pilih wilayah yang kebanjiran."), field="area")
    said = [
        _line(text, "text"),
        _line(text_en or text, "text_en"),
    ]  # in that hour nobody waits for a translation
    until = _until(hours)
    _end_passed(where)
    try:
        with write():
            night = Night.objects.create(
                area=where, text=said[0], text_en=said[1], until=until, office=post.office, by=by
            )
            record(night.subject, "flood_on", {"text": said[0], "until": until.isoformat()},
                   actor=by, office=post.office, area=where)  # fmt: skip
    except IntegrityError as wrong:
        raise Conflict(
            _("Malam banjir di wilayah ini sudah menyala."), field="area", code="flood_on"
        ) from wrong
    declare_crisis(f"{where.short_name}: {said[0]}", hours=hours, by=by)
    queries.forget()
    return night


def lengthen(night: Night, by: User, hours: int) -> None:
    """From now on for `hours`. Raises IllegalMove, Invalid, NotAllowed."""
    _allowed(by)
    until = _until(hours)
    with write():
        row = _held(night)
        row.until, row.proposed_at = max(row.until, until), None
        row.save(update_fields=["until", "proposed_at"])
        record(
            row.subject,
            "flood_lengthened",
            {"until": row.until.isoformat()},
            actor=by,
            office=row.office,
            area=row.area,
        )
    declare_crisis(f"{row.area.short_name}: {row.text}", hours=hours, by=by)
    queries.forget()


def turn_off(night: Night, by: User | None) -> None:
    """`by` nobody when its time has passed. Raises IllegalMove, NotAllowed."""
    if by is not None:
        _allowed(by)
    with write():
        row = _held(night)
        row.ended_at = now() if by else row.until
        row.save(update_fields=["ended_at"])
        record(row.subject, "flood_off", {}, actor=by, office=row.office, area=row.area)
    queries.forget()


def _held(night: Night) -> Night:
    row = Night.objects.select_for_update(of=("self",)).select_related("area", "office").get(pk=night.pk)
    if row.ended_at:
        raise IllegalMove(_("Malam banjir ini sudah berakhir."), code="flood_over")
    return row


def _end_passed(where: Area) -> None:
    for night in Night.objects.over().filter(area=where):
        turn_off(night, None)


def _allowed(by: User) -> Post:
    post = _seat(reach(by))
    if post is None:
        raise NotAllowed(_("Hanya operator dan administrator provinsi yang menyalakan malam banjir."))
    return post


def _line(text: str, field: str) -> str:
    said = clean_line(text, field=field, most=MOST_TEXT)
    if not said:
        raise Invalid(_("Tulis apa yang terjadi, dalam satu kalimat."), field=field)
    return said


def _until(hours: int) -> datetime:
    if not 1 <= hours <= LONGEST_H:
        raise Invalid(_("Pilih 1 sampai %(most)d jam.") % {"most": LONGEST_H}, field="hours")
    return now() + timedelta(hours=hours)
