"""Following the log, and the post: nobody misses an event though the worker dies, and nobody is told twice."""

from smartcity.events.chores import chore, follow
from smartcity.notices.actions import notify
from smartcity.notices.posting import sweep
from smartcity.notices.rounds import go_round


@chore(every=1)
def tell_people() -> None:
    follow("notices", do=notify)


@chore(every=1)
def deliver() -> None:
    go_round()


@chore(every=3600)
def forget_what_left() -> None:
    sweep()
