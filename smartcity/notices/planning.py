"""What is to leave the house because of one event: a row for each notice and place, with its time."""

from collections.abc import Callable, Iterator

from django.conf import settings

from smartcity.events.models import Event
from smartcity.lib.time import now
from smartcity.notices.audience import seated
from smartcity.notices.models import Channel, Delivery, Kind, Notice, Preferences, PushSubscription
from smartcity.notices.reasons import urgent
from smartcity.notices.subscribing import CROP
from smartcity.notices.timing import due

Reasons = Callable[[set[int]], dict[int, Kind]]
"""Why each of these people hears of the event that is told."""


def plan(event: Event, why: Reasons) -> None:
    """Call it in the transaction that made the event's notices: either both are there or neither."""
    told = Notice.objects.filter(event=event).values("user")
    wishes = {row.user_id: row for row in Preferences.objects.filter(user__in=told)}
    devices = _one_app_each(event, list(PushSubscription.objects.active().filter(user__in=told)))
    places: list[tuple[int, PushSubscription | None]] = [(device.user_id, device) for device in devices]
    if settings.EMAIL_ON:
        places += [(user, None) for user, wish in wishes.items() if wish.email]
    if places:
        Delivery.objects.bulk_create(_rows(event, why, places, wishes), ignore_conflicts=True)


def _one_app_each(event: Event, devices: list[PushSubscription]) -> list[PushSubscription]:
    """Who has both apps is told once: of their office's work by CROP, of the rest by Qlue."""
    both = {d.user_id for d in devices if d.app == CROP} & {d.user_id for d in devices if d.app != CROP}
    if not both:
        return devices
    duty = set(seated(event).filter(user__in=both).values_list("user_id", flat=True))
    return [d for d in devices if d.user_id not in both or (d.app == CROP) == (d.user_id in duty)]


def _rows(event: Event, why: Reasons, places: list[tuple[int, PushSubscription | None]],
          wishes: dict[int, Preferences]) -> Iterator[Delivery]:  # fmt: skip
    notices = dict(Notice.objects.filter(event=event).values_list("user_id", "pk"))
    reasons = why({user for user, _device in places})
    for user, device in places:
        wish = wishes.get(user) or Preferences(user_id=user)
        channel = Channel.PUSH if device else Channel.EMAIL
        kind = reasons[user]
        if wish.wants(channel, kind):
            soon = urgent(event, kind)
            yield Delivery(notice_id=notices[user], user_id=user, channel=channel, subscription=device, kind=kind,
                           urgent=soon, due_at=due(wish, now(), urgent=soon))  # fmt: skip
