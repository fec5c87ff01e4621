"""When news may leave the house: digests gather it, quiet hours hold it. In the city's zone."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from smartcity.notices.models import Digest, Preferences

MONDAY = 0


def due(wishes: Preferences, moment: datetime, *, urgent: bool) -> datetime:
    """When what happened at `moment` is to be sent. What is urgent waits for no digest, but quiet hours hold it too."""
    if wishes.digest != Digest.NONE and not urgent:
        moment = next_digest(wishes, moment)
    return after_quiet(wishes, moment)


def next_digest(wishes: Preferences, moment: datetime) -> datetime:
    """The first moment after `moment` at which this person's digest goes out; the weekly one on Mondays."""
    found = _next_hour(moment, wishes.digest_hour)
    while wishes.digest == Digest.WEEKLY and timezone.localtime(found).weekday() != MONDAY:
        found = _next_hour(found, wishes.digest_hour)
    return found


def after_quiet(wishes: Preferences, moment: datetime) -> datetime:
    """`moment`, or the end of the quiet hours it falls into."""
    if not wishes.quiet:
        return moment
    hour, start, end = timezone.localtime(moment).hour, wishes.quiet_from, wishes.quiet_to
    still = start <= hour < end if start <= end else hour >= start or hour < end
    return _next_hour(moment, end) if still else moment


def _next_hour(moment: datetime, hour: int) -> datetime:
    """The next time after `moment` that the city's clocks show this hour."""
    zone, day = timezone.get_default_timezone(), timezone.localtime(moment, timezone.get_default_timezone())
    found = datetime.combine(day.date(), time(hour), zone)
    while found <= moment:
        found = datetime.combine(found.date() + timedelta(days=1), time(hour), zone)
    return found
