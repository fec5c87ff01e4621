"""The reads: one's own hooks and what became of what was sent there."""

from smartcity.accounts.models import User
from smartcity.hooks.models import Hook, HookDelivery

LATEST = 20


def hooks_of(user: User) -> list[Hook]:
    return list(Hook.objects.filter(user=user).order_by("pk"))


def hook_of(user: User, pk: int) -> Hook | None:
    """None for anybody else's."""
    return Hook.objects.filter(user=user, pk=pk).first()


def latest(hook: Hook) -> list[HookDelivery]:
    """What was, or is to be, sent there, the newest first."""
    return list(hook.deliveries.select_related("event").order_by("-pk")[:LATEST])
