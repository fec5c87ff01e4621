"""What the worker sees to: nights whose time has passed are over; where the water is gone their end is proposed."""

from smartcity.events.chores import chore, each
from smartcity.floods.actions import turn_off
from smartcity.floods.models import Night
from smartcity.floods.proposing import propose_where_quiet


@chore(every=30)
def end_what_has_passed() -> None:
    each(list(Night.objects.over()), key=lambda night: night.subject, do=lambda night: turn_off(night, None))


@chore(every=60)
def propose_ends() -> None:
    propose_where_quiet()
