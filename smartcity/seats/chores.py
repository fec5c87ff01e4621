"""Seats whose time runs out, what speaks for them, and codes that nobody typed; how the officials' app spreads."""

from smartcity.accounts import codes, duty, sessions
from smartcity.events.chores import chore
from smartcity.seats import reminding, splitting, trend
from smartcity.seats.abolishing import settle


@chore(every=5)
def end_with_their_seats() -> None:
    sessions.end_with_their_seats()
    duty.sweep()


@chore(every=3600)
def forget_ended_sessions() -> None:
    sessions.sweep()


@chore(every=60)
def forget_codes() -> None:
    codes.forget_codes()


@chore(every=10)
def move_cases_of_abolished_offices() -> None:
    settle()


@chore(every=10)
def split_kelurahan() -> None:
    """Those whose day has come."""
    splitting.settle()


@chore(every=900)
def count_the_app() -> None:
    """Of every day the last count stays."""
    trend.note_today()


@chore(every=5)
def mail_reminders() -> None:
    reminding.mail_reminders()
