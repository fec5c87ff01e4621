"""From the log to the rows: which address hears of an event."""

from smartcity.events.chores import skip_the_past
from smartcity.events.models import Audience, Chore, Event
from smartcity.hooks.models import Hook, HookDelivery
from smartcity.hooks.verbs import ALWAYS
from smartcity.lib.db import write
from smartcity.reports.models import Report

FOLLOWER = "hooks"
MOVED = "corrected"  # another place, another kind
MOST_WAITING = (
    10_000  # deliveries of one hook; an address that long behind is told no more until it catches up
)


def begin() -> None:
    """Follow the log from its end on: nobody asked to hear of what was before."""
    if not Chore.objects.filter(name=FOLLOWER).exists():
        skip_the_past(FOLLOWER)


def queue(event: Event) -> int:
    """A delivery for every hook that asked for this public event; again makes none. Returns how many hear of it."""
    if event.audience != Audience.PUBLIC:
        return 0
    everyone = list(Hook.objects.on().filter(created_at__lte=event.at))
    here = [hook for hook in everyone if _here(hook, event)]
    if event.verb in ALWAYS:
        asking = [hook for hook in here if not (hook.verbs or hook.categories)]
    else:
        category = _category(event) if here else ""
        asking = [hook for hook in here if _wants(hook, event.verb, category)]
    if event.verb in (*ALWAYS, MOVED):
        asking += [hook for hook in _told_before(event, everyone) if hook not in asking]
    full = _full({hook.pk for hook in asking})
    rows = [HookDelivery(hook=hook, event=event) for hook in asking if hook.pk not in full]
    with write():
        HookDelivery.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _here(hook: Hook, event: Event) -> bool:
    code = event.area.code if event.area else ""
    return not hook.area or code == hook.area or code.startswith(f"{hook.area}.")


def _wants(hook: Hook, verb: str, category: str) -> bool:
    return (not hook.verbs or verb in hook.verbs) and (not hook.categories or category in hook.categories)


def _category(event: Event) -> str:
    """The code of what its report is of; empty for what is no report."""
    kind, _colon, pk = event.subject.partition(":")
    if kind != "report":
        return ""
    return Report.objects.filter(pk=pk).values_list("category__code", flat=True).first() or ""


def _told_before(event: Event, hooks: list[Hook]) -> list[Hook]:
    """Who heard of this subject earlier: what is taken back, or was put right and may now lie elsewhere, they hear of too,
    whatever else they asked for."""
    told = HookDelivery.objects.filter(hook__in=hooks, event__subject=event.subject)
    before = set(told.values_list("hook", flat=True))
    return [hook for hook in hooks if hook.pk in before]


def _full(hooks: set[int]) -> set[int]:
    if not hooks:
        return set()
    waiting = HookDelivery.objects.waiting().filter(hook__in=hooks)
    return {
        pk for pk in waiting.values_list("hook", flat=True).distinct()
        if waiting.filter(hook=pk)[MOST_WAITING - 1 : MOST_WAITING].exists()
    }  # fmt: skip
