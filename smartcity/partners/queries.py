"""The reads: which systems there are, how it goes with them, where a report lies."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef

from smartcity.events.parcels import State
from smartcity.partners.models import Dispatch, PartnerService, PartnerSystem
from smartcity.reports.models import Report

LATEST = 20


@dataclass(frozen=True, slots=True)
class Tally:
    """Of one system: what waits to be sent, what is followed there, what was given up."""

    system: PartnerSystem
    waiting: int
    followed: int
    parked: int


def systems() -> list[Tally]:
    counted = Counter(
        {
            (system, state): n
            for system, state, n in Dispatch.objects.values_list("system", "state").annotate(n=Count("pk"))
        }
    )
    followed = dict(Dispatch.objects.followed().values_list("system").annotate(n=Count("pk")))
    return [
        Tally(one, counted[one.pk, State.WAITING], followed.get(one.pk, 0), counted[one.pk, State.PARKED])
        for one in PartnerSystem.objects.select_related("office")
    ]


def services_of(system: PartnerSystem) -> list[PartnerService]:
    return list(system.services.select_related("category", "area"))


def latest(system: PartnerSystem) -> list[Dispatch]:
    """What was given up first, then the newest."""
    rows = Dispatch.objects.filter(system=system).select_related("report__category")
    given_up = list(rows.filter(state=State.PARKED).order_by("-pk")[:LATEST])
    others = rows.exclude(state=State.PARKED).exclude(state=State.DROPPED)
    return [*given_up, *others.order_by("-pk")[:LATEST]]


def given_elsewhere() -> Exists:
    """Of reports: whether `dispatches_of` has anything to say."""
    return Exists(Dispatch.objects.filter(report=OuterRef("pk")).exclude(state=State.DROPPED))


def dispatches_of(report: Report) -> list[Dispatch]:
    """Where it was given, the newest first."""
    rows = report.dispatches.exclude(state=State.DROPPED).select_related("system")
    return list(rows.order_by("-pk"))
