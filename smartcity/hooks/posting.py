"""Rounds of the post: claim, send, write down. At least once, and never what is no longer public."""

import logging
from datetime import timedelta

from cryptography.fernet import InvalidToken

from smartcity.events import parcels
from smartcity.events.chores import this_run
from smartcity.events.models import Audience
from smartcity.events.parcels import Outcome, State
from smartcity.hooks.actions import turn_off
from smartcity.hooks.models import Hook, HookDelivery, Off
from smartcity.hooks.sending import Letter, letter, send
from smartcity.lib.db import write
from smartcity.lib.time import now

ABREAST = 16
OF_ONE = 4  # a slow address holds up only itself
PATIENCE = timedelta(days=3)  # of failing without a success between
KEPT = timedelta(days=30)
log = logging.getLogger(__name__)


def go_round() -> None:
    """Until nothing is due, or the chore's time is over."""
    run = this_run("hooks.deliver")
    parcels.free_the_dead(HookDelivery)
    while run.goes_on() and (claimed := claim()):
        send_all(claimed)


def claim() -> list[HookDelivery]:
    """Up to ABREAST that are due, at most OF_ONE for one address."""
    with write():
        free = HookDelivery.objects.free().order_by("due_at", "pk")
        chosen = parcels.fair(free.values_list("pk", "hook")[: ABREAST * 20], most=ABREAST, of_one=OF_ONE)
        found = free.filter(pk__in=chosen).select_related("hook__user", "event__area")
        return parcels.hold(found, park)


def send_all(claimed: list[HookDelivery]) -> None:
    """What each became is written down as soon as it is known."""
    ready = [(delivery, written) for delivery in claimed if (written := _written(delivery))]
    parcels.abreast(send, ready, note)


def _written(delivery: HookDelivery) -> Letter | None:
    """What has been taken from the public since it was put here is not sent."""
    if delivery.event and delivery.event.audience != Audience.PUBLIC:
        with write():
            parcels.end(delivery, State.DROPPED)
        return None
    try:
        return letter(delivery)
    except InvalidToken:
        note(delivery, Outcome("the secret was sealed under another key of the city"))
        return None


def note(delivery: HookDelivery, outcome: Outcome) -> None:
    """Write down what became of a try, unless the claim was lost meanwhile."""
    with write():
        if not parcels.mine(delivery).exists():
            return
        parcels.mine(delivery).update(status=outcome.status)
        hook = Hook.objects.filter(pk=delivery.hook_id)
        if not outcome.error:
            parcels.end(delivery, State.SENT)
            hook.update(success_at=now(), failing_since=None)
            return
        hook.filter(failing_since=None).update(failing_since=now())
        if outcome.away:
            parcels.put_off(HookDelivery.objects.filter(hook=delivery.hook_id), outcome)
        if outcome.gone:
            park(delivery, outcome.error)
            turn_off(delivery.hook, Off.GONE)
        else:
            parcels.failed(delivery, outcome, park)
            if hook.filter(failing_since__lt=now() - PATIENCE).exists():
                turn_off(delivery.hook, Off.FAILING)


def park(delivery: HookDelivery, error: str) -> None:
    """Given up; its owner sees it and may ask for it again. Inside a write()."""
    parcels.end(delivery, State.PARKED, error)
    log.info("%s to %s given up: %s", delivery, delivery.hook, error)


def sweep() -> None:
    parcels.sweep(HookDelivery.objects.all(), KEPT)
