"""Seats whose time runs out, and what speaks for them."""

from smartcity.accounts import sessions
from smartcity.events.chores import chore


@chore(every=5)
def end_with_their_seats() -> None:
    sessions.end_with_their_seats()


@chore(every=3600)
def forget_ended_sessions() -> None:
    sessions.sweep()
