"""When many people report the same kind of thing at once, the city is in need, and limits widen by themselves."""

from datetime import timedelta

from django.db.models import Count

from smartcity.accounts.actions import declare_crisis
from smartcity.accounts.limits import NEW, crisis
from smartcity.lib.time import now
from smartcity.reports.models import Category, Channel, Report

WITHIN = timedelta(minutes=10)
MANY = 20  # different people
HOURS = 1.0


def widen_when_many() -> bool:
    """Whether a crisis was declared. Only accounts at least a day old are counted: made for the purpose, accounts and
    guests could widen the limits that keep them out."""
    if crisis():
        return False
    moment = now()
    fresh = Report.objects.filter(
        created_at__gt=moment - WITHIN,
        author__date_joined__lt=moment - NEW,
        channel__in=(Channel.QLUE, Channel.API),
    )
    most = (
        fresh.values("category").annotate(people=Count("author", distinct=True)).order_by("-people").first()
    )
    if most is None or most["people"] < MANY:
        return False
    category = Category.objects.get(pk=most["category"])
    declare_crisis(f"{category.name}: {most['people']}", hours=HOURS)
    return True
