"""A person warns, corrects the warning, takes it back. Nothing is given out by itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError
from django.utils.translation import gettext as _

from smartcity.accounts.models import Post, Role, User
from smartcity.accounts.queries import Reach, reach
from smartcity.alerts import queries
from smartcity.alerts.models import Kind, Message, Severity
from smartcity.areas.models import Area
from smartcity.events.actions import record
from smartcity.lib.db import write
from smartcity.lib.errors import Conflict, IllegalMove, Invalid, NotAllowed
from smartcity.lib.text import clean
from smartcity.lib.time import now
from smartcity.offices.models import Kind as OfficeKind

MOST_TEXT = 1000
LONGEST = timedelta(days=7)
VERBS = {Kind.ALERT: "alert_issued", Kind.UPDATE: "alert_updated", Kind.CANCEL: "alert_cancelled"}


@dataclass(frozen=True, slots=True)
class Warning:
    """What is to be said. `area` is a code of any level."""

    area: str
    severity: str
    observed: bool
    text: str
    text_en: str
    expires_at: datetime | None


def may_warn(reach: Reach) -> bool:
    """The province's operators and administrators."""
    return _seat(reach) is not None


def _seat(reach: Reach) -> Post | None:
    return next(
        (
            post
            for post in reach.posts
            if post.role in (Role.OPERATOR, Role.ADMINISTRATOR) and post.office.kind == OfficeKind.PROVINCE
        ),
        None,
    )


def issue(by: User, said: Warning) -> Message:
    """Raises Invalid, NotAllowed."""
    return _give_out(by, said, Kind.ALERT, None)


def update(last: Message, by: User, said: Warning) -> Message:
    """Another message in the place of `last`. Raises Conflict, IllegalMove, Invalid, NotAllowed."""
    return _give_out(by, said, Kind.UPDATE, last)


def cancel(last: Message, by: User) -> Message:
    """Raises Conflict, IllegalMove, NotAllowed."""
    said = Warning(last.area.code, last.severity, last.observed, last.text, last.text_en, last.expires_at)
    return _give_out(by, said, Kind.CANCEL, last)


def _give_out(by: User, said: Warning, kind: Kind, last: Message | None) -> Message:
    post = _seat(reach(by))
    if post is None:
        raise NotAllowed(_("Hanya operator dan administrator provinsi yang memberi peringatan."))
    if last and (last.kind == Kind.CANCEL or last.expires_at <= now()):
        raise IllegalMove(_("Peringatan ini sudah berakhir. Buat yang baru."), code="alert_over")
    area = _area(said.area)
    fresh = Message(kind=kind, previous=last, area=area, severity=_severity(said.severity), observed=said.observed,
                    text=_text(said.text, "text"), text_en=_text(said.text_en, "text_en"),
                    expires_at=_expiry(said.expires_at), office=post.office, by=by)  # fmt: skip
    try:
        with write():
            fresh.save()
            record(f"alert:{fresh.name}", VERBS[kind], {"severity": fresh.severity, "text": fresh.text,
                   "expires": fresh.expires_at.isoformat()}, actor=by, office=post.office, area=area)  # fmt: skip
    except IntegrityError as wrong:
        raise Conflict(_("Peringatan ini sudah diubah orang lain. Muat ulang.")) from wrong
    queries.forget()
    return fresh


def _area(code: str) -> Area:
    area = Area.objects.current().with_parents().filter(code=code).first()
    if area is None:
        raise Invalid(_("Pilih wilayah yang diperingatkan."), field="area")
    return area


def _severity(word: str) -> str:
    if word not in Severity.values:
        raise Invalid(_("Pilih seberapa berat."), field="severity")
    return word


def _text(text: str, field: str) -> str:
    said = clean(text, field=field, most=MOST_TEXT, required=False)
    if not said:
        raise Invalid(_("Tulis peringatannya dalam kedua bahasa."), field=field)
    return said


def _expiry(at: datetime | None) -> datetime:
    if at is None:
        raise Invalid(_("Isi sampai kapan peringatan ini berlaku."), field="expires")
    if not now() < at <= now() + LONGEST:
        raise Invalid(_("Berlakunya harus berakhir dalam 7 hari ke depan."), field="expires")
    return at
