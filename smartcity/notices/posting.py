"""The post: bundle what is due, claim, send, note what became of it. Every step is a transaction of its own, so a
worker may die between any two of them:

bundle  deliveries that are due become one message to their place; or stay due
claim   the message is held by this process for LEASE; a dead holder's claim is void, and counted
send    outside the database. Dying here, or before the next step, sends the same message again: a push takes the place
        of the first, an e-mail has the same Message-ID
note    sent, given up, or due again later"""

import logging
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef

from smartcity.events import parcels
from smartcity.events.chores import TRIES
from smartcity.events.models import Parked
from smartcity.events.parcels import Outcome, mine
from smartcity.events.parcels import end as _end
from smartcity.lib.db import write
from smartcity.lib.time import now
from smartcity.notices.models import Channel, Delivery, Message, Preferences, PushSubscription
from smartcity.notices.subscribing import lose
from smartcity.notices.timing import after_quiet

PARKED_AS = "notices.deliver"
PLACES = 200  # bundled in one transaction
EMAIL_SERVICE = "email"
log = logging.getLogger(__name__)


def bundle() -> int:
    """Make messages of what is due, one for each place that has none under way. Returns how many."""
    due = Delivery.objects.filter(message=None, due_at__lte=now())
    waiting = Message.objects.waiting().filter(channel=OuterRef("channel"))
    pushes = due.filter(channel=Channel.PUSH).exclude(
        Exists(waiting.filter(subscription=OuterRef("subscription")))
    )
    mails = due.filter(channel=Channel.EMAIL).exclude(Exists(waiting.filter(user=OuterRef("user"))))
    places = [
        row
        for rows in (pushes, mails)
        for row in rows.values("user", "channel", "subscription").distinct()[:PLACES]
    ]
    if not places:
        return 0
    with write():
        wishes = {
            row.user_id: row for row in Preferences.objects.filter(user__in={p["user"] for p in places})
        }
        devices = PushSubscription.objects.in_bulk({p["subscription"] for p in places if p["subscription"]})
        return sum(
            _bundle(place, wishes.get(place["user"]), devices.get(place["subscription"])) for place in places
        )


def _bundle(place: Mapping[str, Any], wishes: Preferences | None, device: PushSubscription | None) -> bool:
    """In quiet hours that began, or were set, since: put off to their end. For a device that is gone: nothing."""
    rows = Delivery.objects.filter(message=None, due_at__lte=now(), user=place["user"], channel=place["channel"],
                                   subscription=place["subscription"])  # fmt: skip
    wishes = wishes or Preferences(user_id=place["user"])
    later = after_quiet(wishes, now())
    if later > now():
        rows.update(due_at=later)
        return False
    if not getattr(wishes, place["channel"]) or (device and device.ended_at):
        rows.delete()
        return False
    message = Message.objects.create(
        user_id=place["user"],
        channel=place["channel"],
        subscription=device,
        service=device.service if device else EMAIL_SERVICE,
    )
    return bool(rows.update(message=message))


def free_the_dead() -> None:
    parcels.free_the_dead(Message)


def claim(channel: str, most: int) -> list[Message]:
    """Hold up to `most` messages for LEASE; what eight workers in a row have died with is parked instead."""
    with write():
        found = Message.objects.free().filter(channel=channel).order_by("due_at", "pk")[:most]
        return parcels.hold(found.select_related("user", "subscription"), park)


def note(message: Message, outcome: Outcome) -> None:
    """Write down what became of a try, unless the claim was lost meanwhile."""
    with write():
        if not mine(message).exists():
            return
        device = message.subscription
        if not outcome.error:
            _end(message, Message.State.SENT)
            if device:
                PushSubscription.objects.filter(pk=device.pk).update(success_at=now(), failures=0)
        elif outcome.gone and device:
            _end(message, Message.State.DROPPED, outcome.error)
            lose(device)
        else:
            _failed(message, outcome)


def put_back(messages: Sequence[Message], rest: timedelta) -> None:
    """Claimed, but not tried after all: their service does not answer, or the time is over."""
    with write():
        for message in messages:
            mine(message).update(deaths=F("deaths") - 1, lease_until=None, due_at=now() + rest)


def drop(message: Message) -> None:
    """There is nothing left to say."""
    with write():
        _end(message, Message.State.DROPPED)


def park(message: Message, error: str) -> None:
    """Given up; told where all that is given up is told. Inside a write()."""
    _end(message, Message.State.PARKED, error)
    Parked.objects.update_or_create(
        chore=PARKED_AS, key=f"{message}",
        defaults={"failures": TRIES, "last_error": error[:500], "parked_at": now()},
    )  # fmt: skip
    log.warning("%s to %s given up: %s", message, message.service, error)


def again() -> None:
    """What somebody has taken out of the parking is sent as if for the first time."""
    for row in Parked.objects.filter(chore=PARKED_AS, parked_at=None):
        with write():
            pk = row.key.partition(":")[2]
            parcels.afresh(Message.objects.filter(pk=pk, state=Message.State.PARKED))
            row.delete()


def sweep(older: timedelta = timedelta(days=30)) -> None:
    """What left long ago leaves the tables too; its notices stay."""
    parcels.sweep(Message.objects.exclude(state=Message.State.PARKED), older)


def _failed(message: Message, outcome: Outcome) -> None:
    if outcome.away:
        parcels.put_off(Message.objects.filter(service=message.service), outcome)
    if message.subscription:
        PushSubscription.objects.filter(pk=message.subscription.pk).update(failures=F("failures") + 1)
    parcels.failed(message, outcome, park)
