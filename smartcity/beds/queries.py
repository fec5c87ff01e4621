"""The reads of one hospital: its rows, who keeps them, what was told last."""

from typing import Any

from django.db.models import Q

from smartcity.accounts.models import Role
from smartcity.accounts.queries import Reach
from smartcity.beds.models import Hospital, HospitalQuerySet, Ward
from smartcity.events.models import Event
from smartcity.lib.time import w3c
from smartcity.offices.models import Kind

Row = dict[str, Any]


def row_of(ward: Ward) -> Row:
    """As programs read it, and as the log keeps it."""
    return {
        "class": ward.bed_class, "room": ward.room, "name": ward.name, "capacity": ward.capacity, "free": ward.free,
        "male": ward.male, "female": ward.female, "either": ward.either, "queue": ward.queue,
        "at": w3c(ward.at), "source": str(ward.source),
    }  # fmt: skip


def kept_by(reach: Reach) -> HospitalQuerySet:
    """The hospitals whose numbers this person writes: its clerks' own; administrators', of the province all."""
    own = [post.office_id for post in reach.posts if post.role == Role.CLERK]
    ruled = [post for post in reach.posts if post.role == Role.ADMINISTRATOR]
    if any(post.office.kind == Kind.PROVINCE for post in ruled):
        return Hospital.objects.open()
    theirs = Q(office_id__in=own)
    for post in ruled:
        theirs |= Q(office__path__startswith=post.office.path)
    return Hospital.objects.open().filter(theirs)


def keeps(reach: Reach, hospital: Hospital) -> bool:
    return kept_by(reach).filter(pk=hospital.pk).exists()


def keeps_any(reach: Reach) -> bool:
    """Whether there is anything to write at all, without asking the database."""
    return any(post.role in (Role.CLERK, Role.ADMINISTRATOR) for post in reach.posts)


def last_told(hospital: Hospital) -> Event | None:
    return Event.objects.about(hospital.bed_subject).last()
