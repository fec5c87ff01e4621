"""Following the log: nobody misses an event though the worker dies, and nobody is told twice."""

from smartcity.events.chores import chore, follow
from smartcity.notices.actions import notify


@chore(every=1)
def tell_people() -> None:
    follow("notices", do=notify)
