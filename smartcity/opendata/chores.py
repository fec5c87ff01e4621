"""The files of finished months: made once, taken back at once when somebody takes a report back, and made anew."""

from smartcity.events.chores import chore, follow, skip_the_past, this_run
from smartcity.events.models import Chore
from smartcity.opendata import snapshots


@chore(every=1)
def take_back() -> None:
    """What was before the first file is in no file."""
    if not Chore.objects.filter(name=snapshots.FOLLOWER).exists():
        skip_the_past(snapshots.FOLLOWER)
    follow(snapshots.FOLLOWER, do=snapshots.take_back)


@chore(every=60)
def keep_months() -> None:
    """A file a turn at least; whoever takes over after a death finds what is not made yet."""
    run = this_run("opendata.keep_months")
    for one in snapshots.due():
        snapshots.make(one, run.beat)
        if not run.goes_on():
            break


@chore(every=3600)
def look_over_months() -> None:
    snapshots.look_over()
    snapshots.sweep()
