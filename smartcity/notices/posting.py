"""The post: bundle what is due, claim, send, note what became of it. Every step is a transaction of its own, so a
worker may die between any two of them:

bundle  deliveries that are due become one message to their place; or stay due
claim   the message is held by this process for LEASE; a dead holder's claim is void, and counted
send    outside the database. Dying here, or before the next step, sends the same message again: a push takes the place
        of the first, an e-mail has the same Message-ID
note    sent, given up, or due again later"""

import logging
import random
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef

from smartcity.events.chores import TRIES
from smartcity.events.models import Parked
from smartcity.lib.db import write
from smartcity.lib.processes import identity, is_gone
from smartcity.lib.time import now
from smartcity.notices.delivery_models import MessageQuerySet
from smartcity.notices.models import Channel, Delivery, Message, Preferences, PushSubscription
from smartcity.notices.sending import Outcome
from smartcity.notices.subscribing import lose
from smartcity.notices.timing import after_quiet

PARKED_AS = "notices.deliver"
LEASE = timedelta(seconds=120)  # more than what is claimed together can take
PLACES = 200  # bundled in one transaction
WAITS = [
    timedelta(seconds=s) for s in (15, 60, 240, 900, 1800, 2400, 10_800)
]  # after the first try, the second ...
BREATH = timedelta(seconds=30)  # before a service that did not answer is asked again
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
    """Give up the claims of processes of this machine that have died."""
    held = Message.objects.waiting().filter(lease_until__gt=now()).exclude(holder=identity())
    dead = [who for who in held.values_list("holder", flat=True).distinct() if is_gone(who)]
    if dead:
        Message.objects.waiting().filter(holder__in=dead).update(lease_until=None)


def claim(channel: str, most: int) -> list[Message]:
    """Hold up to `most` messages for LEASE; what eight workers in a row have died with is parked instead. Whoever has
    outlived one of them waits longer each time: eight kills within seconds are the machine's fault, not the message's."""
    taken = []
    with write():
        found = Message.objects.free().filter(channel=channel).order_by("due_at", "pk")[:most]
        for message in found.select_related("user", "subscription"):
            if message.deaths >= TRIES:
                park(message, "its worker died each time")
            elif (
                Message.objects.free()
                .filter(pk=message.pk)
                .update(
                    deaths=F("deaths") + 1,
                    lease_until=now() + LEASE,
                    holder=identity(),
                    due_at=now() + WAITS[min(message.deaths, len(WAITS)) - 1]
                    if message.deaths
                    else F("due_at"),
                )  # fmt: skip
            ):
                taken.append(message)
    return taken


def note(message: Message, outcome: Outcome) -> None:
    """Write down what became of a try, unless the claim was lost meanwhile."""
    with write():
        if not _mine(message).exists():
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
            _mine(message).update(deaths=F("deaths") - 1, lease_until=None, due_at=now() + rest)


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
            parked = Message.objects.filter(pk=row.key.partition(":")[2], state=Message.State.PARKED)
            parked.update(
                state=Message.State.WAITING, tries=0, deaths=0, due_at=now(), ended_at=None, lease_until=None
            )
            row.delete()


def sweep(older: timedelta = timedelta(days=30)) -> None:
    """What left long ago leaves the tables too; its notices stay."""
    old = Message.objects.filter(ended_at__lt=now() - older).exclude(state=Message.State.PARKED)
    with write():
        Message.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:1000])).delete()


def _mine(message: Message) -> MessageQuerySet:
    return Message.objects.waiting().filter(pk=message.pk, holder=identity())


def _end(message: Message, state: str, error: str = "") -> None:
    Message.objects.filter(pk=message.pk).update(
        state=state, ended_at=now(), lease_until=None, last_error=error[:500]
    )


def _failed(message: Message, outcome: Outcome) -> None:
    if outcome.away:
        rest = now() + max(outcome.wait, BREATH)
        Message.objects.waiting().filter(service=message.service, due_at__lt=rest, lease_until=None).update(
            due_at=rest
        )
    if message.subscription:
        PushSubscription.objects.filter(pk=message.subscription.pk).update(failures=F("failures") + 1)
    message.tries += 1
    _mine(message).update(tries=message.tries, deaths=0)
    if message.tries >= TRIES:
        park(message, outcome.error)
        return
    pause = WAITS[message.tries - 1] * random.uniform(0.8, 1.2)  # noqa: S311 so that not all come back at once
    _mine(message).update(
        due_at=now() + max(pause, outcome.wait), lease_until=None, last_error=outcome.error[:500]
    )
