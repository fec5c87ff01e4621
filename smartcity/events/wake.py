"""A tap on the shoulder for whoever sleeps until the log grows. Safe from every thread."""

from collections.abc import Callable

CHANNEL = "smartcity_events"
notify_sql = f"NOTIFY {CHANNEL}"
"""What a PostgreSQL transaction that records runs; it is told to the listeners when it commits."""

_sleepers: tuple[Callable[[], None], ...] = ()


def wake() -> None:
    """The log of this process has grown. Every sleeper must return at once and raise nothing."""
    for tap in _sleepers:
        tap()


def when_woken(tap: Callable[[], None]) -> None:
    """Call `tap` at each growth, from the thread that wrote."""
    global _sleepers
    _sleepers = (*_sleepers, tap)


def let_sleep(tap: Callable[[], None]) -> None:
    """Call `tap` no more."""
    global _sleepers
    _sleepers = tuple(t for t in _sleepers if t != tap)
