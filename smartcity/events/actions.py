"""Appending to the log, in an order no reader can be fooled by."""

from collections.abc import Collection
from typing import Any

from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from smartcity.accounts.models import User
from smartcity.areas.models import Area
from smartcity.events import wake
from smartcity.events.models import Audience, Event
from smartcity.lib.time import now
from smartcity.offices.models import Office

ORDER_LOCK = 0x5C17


def record(
    subject: str,
    verb: str,
    data: dict[str, Any] | None = None,
    *,
    actor: User | None = None,
    office: Office | None = None,
    from_office: Office | None = None,
    area: Area | None = None,
    audience: str = Audience.PUBLIC,
    person: User | None = None,
) -> Event:
    """Append one event; call it late in a transaction, for on PostgreSQL it holds the order lock until commit.

    Ids are given out under that lock (SQLite has one writer anyway), so they become visible in their order:
    a reader whose cursor stands at n has seen every event up to n."""
    if not connection.in_atomic_block:
        raise TransactionManagementError("record() belongs into the transaction of what it tells of")
    hold_the_order()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(wake.notify_sql)
    event = Event.objects.create(
        subject=subject, verb=verb, data=data or {}, actor=actor, office=office, from_office=from_office,
        area=area, audience=audience, person=person, at=now(),
    )  # fmt: skip
    transaction.on_commit(wake.wake)
    return event


def hold_the_order() -> None:
    """Nobody else appends until this transaction ends. `record` asks for it; before it does who is about to hold, for good,
    what those who append point at."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ORDER_LOCK])


def keep_from_public(subject: str) -> None:
    """What was everyone's to read about `subject` is its offices' and its person's from now on."""
    Event.objects.about(subject).filter(audience=Audience.PUBLIC).update(audience=Audience.OFFICE)


def unmention(subjects: Collection[str], verb: str, name: str, value: object) -> None:
    """Where `verb` was told of `subjects` with `value` as its `name`, leave that it happened, without the value."""
    for event in Event.objects.filter(subject__in=subjects, verb=verb).select_for_update():
        if event.data.get(name) == value:
            del event.data[name]
            event.save(update_fields=["data"])


def unplace(subject: str) -> None:
    """It was said to be elsewhere: what was told of `subject` before tells no coordinates, for the first may have been
    somebody's home."""
    for event in Event.objects.about(subject).select_for_update():
        if event.data.keys() & {"lon", "lat"}:
            event.data = {name: value for name, value in event.data.items() if name not in ("lon", "lat")}
            event.save(update_fields=["data"])


def empty(subject: str, *, but: Collection[str]) -> None:
    """Of what was told about `subject` leave that it happened, and when; of its data only the fields named `but`.
    Nobody hears of it any more. For what a citizen takes away: docs/decisions/0018-taken-away.md."""
    for event in Event.objects.about(subject).select_for_update():
        event.data = {name: value for name, value in event.data.items() if name in but}
        event.audience, event.person = Audience.PERSON, None
        event.save(update_fields=["data", "audience", "person"])


def unname(subject: str, person: User) -> None:
    """Let nobody be found behind what they did about `subject`; nor do they hear of it any more."""
    told = Event.objects.about(subject)
    told.filter(actor=person).update(actor=None)
    told.filter(person=person).update(person=None)
