"""Following the log, and the post."""

from smartcity.events.chores import chore, follow
from smartcity.hooks.posting import go_round, sweep
from smartcity.hooks.queueing import FOLLOWER, begin, queue


@chore(every=1)
def queue_up() -> None:
    begin()
    follow(FOLLOWER, do=queue)


@chore(every=1)
def deliver() -> None:
    go_round()


@chore(every=3600)
def forget_what_was_sent() -> None:
    sweep()
