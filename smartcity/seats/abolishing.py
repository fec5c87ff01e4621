"""An office ends: another answers for it, its cases move there, its people leave their seats."""

from django.db.models import Q, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from smartcity.accounts.actions import end_post
from smartcity.accounts.models import Post, User
from smartcity.events.actions import record
from smartcity.events.chores import each
from smartcity.events.models import Audience
from smartcity.lib.db import write
from smartcity.lib.errors import Conflict, Invalid, NotAllowed
from smartcity.lib.text import clean_line
from smartcity.lib.time import now
from smartcity.offices.models import Kind, Office
from smartcity.reports.actions.rehoming import rehome
from smartcity.reports.models import Report, ReportQuerySet
from smartcity.seats.models import Invitation, Split

BATCH = 200


def abolish(office: Office, successor: Office, by: User | None) -> None:
    """From now on `successor` answers for it: routing, cases, and the offices below it. Raises Conflict when somebody
    else has ended either, Invalid for a successor that cannot be one, NotAllowed for the office one sits in.

    The cases move afterwards, each for itself (`settle`), and by a chore whatever is left."""
    with write():
        rows = (
            Office.objects.select_for_update(no_key=True)
            .filter(pk__in=(office.pk, successor.pk))
            .order_by("pk")
        )
        found = {row.pk: row for row in rows}
        old, heir = found[office.pk], found[successor.pk]
        _check(old, heir, by)
        Office.objects.filter(parent=old).update(parent=heir)
        below = Office.objects.filter(path__startswith=old.path).exclude(pk=old.pk)
        below.update(path=Concat(Value(heir.path), Substr("path", len(old.path) + 1)))
        Office.objects.filter(successor=old).update(successor=heir)
        old.active, old.successor = False, heir
        old.save(update_fields=["active", "successor"])
        _empty_seats(old, by)
        record(f"office:{old.code}", "abolished", {"office": old.title, "to": heir.title}, actor=by, office=heir,
               from_office=old, audience=Audience.OFFICE)  # fmt: skip


def rename(office: Office, name: str, title: str, by: User | None) -> None:
    """What was said under the old name keeps it. Raises Invalid."""
    name, title = (
        clean_line(text, field=field, most=120) for text, field in ((name, "name"), (title, "title"))
    )
    if not name or not title:
        raise Invalid(_("Tuliskan nama dan sebutannya."), field="name", code="name_missing")
    with write():
        row = Office.objects.select_for_update(no_key=True).get(pk=office.pk)
        record(f"office:{row.code}", "renamed", {"office": title, "was": row.title}, actor=by, office=row,
               audience=Audience.OFFICE)  # fmt: skip
        row.name, row.title = name, title
        row.save(update_fields=["name", "title"])


def homeless(*, split: bool = False) -> ReportQuerySet:
    """Open cases of offices that are no more; `split`: of those whose kelurahan is several, each by its pin."""
    cases = Report.objects.open().filter(holder__active=False, holder__successor__active=True)
    several = Q(
        holder__kind=Kind.KELURAHAN,
        holder__area__in=Split.objects.exclude(area__valid_to=None).values("area"),
    )
    return cases.filter(several) if split else cases.exclude(several)


def settle() -> None:
    """Move them, each in a transaction of its own: what is killed half way goes on where it stopped."""
    cases = homeless().select_related("category", "area", "holder__successor").order_by("pk")
    each(list(cases[:BATCH]), key=lambda case: case.subject, do=_move)


def _move(case: Report) -> None:
    if heir := case.holder.successor:
        rehome(case, heir)


def _check(old: Office, heir: Office, by: User | None) -> None:
    if not (old.active and heir.active):
        raise Conflict(_("Kantor ini sudah tidak aktif."), field="successor", code="office_over")
    fit = heir.kind != Kind.HOSPITAL and (old.kind == Kind.POLICE) == (heir.kind == Kind.POLICE)
    if heir.path.startswith(old.path) or not fit:
        raise Invalid(
            _("Kantor itu tidak dapat menjadi penerusnya."), field="successor", code="bad_successor"
        )
    if by is not None and Post.objects.current(now()).filter(user=by, office=old).exists():
        raise NotAllowed(_("Anda duduk di kantor ini."), code="yourself")


def _empty_seats(old: Office, by: User | None) -> None:
    for post in Post.objects.current(now()).filter(office=old).select_related("user"):
        end_post(post)
        record(f"office:{old.code}", "seat_ended", {"office": old.title, "role": post.role}, actor=by, office=old,
               audience=Audience.PERSON, person=post.user)  # fmt: skip
    Invitation.objects.open().filter(office=old).update(withdrawn_at=now(), withdrawn_by=by)
