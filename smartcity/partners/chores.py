"""Following the log, giving what is new to who answers for it, asking how it goes: the last two beside the other chores."""

from smartcity.events.aside import Aside
from smartcity.events.chores import chore, follow, skip_the_past
from smartcity.events.models import Chore
from smartcity.partners import polling, sending
from smartcity.partners.leaving import FOLLOWER, queue

_sending, _polling = Aside(sending.go_round), Aside(polling.go_round)


@chore(every=2)
def queue_up() -> None:
    if not Chore.objects.filter(name=FOLLOWER).exists():
        skip_the_past(FOLLOWER)
    follow(FOLLOWER, do=queue)


@chore(every=2)
def send() -> None:
    _sending()


@chore(every=10)
def poll() -> None:
    _polling()
