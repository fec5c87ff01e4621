"""What a person follows, in one list: reports, kelurahan, people. Nobody else sees any of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from smartcity.accounts.models import Follow, User
from smartcity.accounts.queries import reach
from smartcity.areas.models import Area
from smartcity.qlue.feeds import whole
from smartcity.reports.models import Report

MOST = 20  # rows a page
REPORT, AREA, PERSON = "report", "area", "person"


@dataclass(frozen=True, slots=True)
class Followed:
    """`url` is empty for what cannot be looked at any more; it can still be given up."""

    pk: int
    kind: str
    thing: Any = None
    url: str = ""


def followed_by(user: User, start: str) -> dict[str, Any]:
    """A page of it, the newest first, and the query string of the next. Four queries at most."""
    rows = Follow.objects.filter(user=user).order_by("-pk")
    found = list(rows.filter(pk__lt=before)[: MOST + 1] if (before := whole(start)) else rows[: MOST + 1])
    page = found[:MOST]
    things = {
        **_reports(user, _keys(page, REPORT)),
        **_areas(_keys(page, AREA)),
        **_people(user, _keys(page, PERSON)),
    }
    return {
        "rows": [_followed(row, things.get(row.subject)) for row in page],
        "more": f"?dari={page[-1].pk}" if len(found) > MOST else "",
    }


def _followed(row: Follow, thing: Any) -> Followed:
    kind = row.subject.partition(":")[0]
    if thing is None:
        return Followed(row.pk, kind)
    key = {REPORT: "number", AREA: "code", PERSON: "public_id"}[kind]
    return Followed(row.pk, kind, thing, reverse(f"qlue:{kind}", args=[getattr(thing, key)]))


def _keys(page: Iterable[Follow], kind: str) -> list[str]:
    pairs = (row.subject.partition(":") for row in page)
    return [key for name, _colon, key in pairs if name == kind]


def _reports(user: User, keys: Sequence[str]) -> dict[str, Report]:
    if not keys:
        return {}
    seen = Report.objects.visible_to(reach(user)).filter(pk__in=keys).select_related("area__parent__parent")
    return {report.subject: report for report in seen}


def _areas(codes: Sequence[str]) -> dict[str, Area]:
    if not codes:
        return {}
    return {
        f"{AREA}:{area.code}": area for area in Area.objects.current().with_parents().filter(code__in=codes)
    }


def _people(user: User, keys: Sequence[str]) -> dict[str, User]:
    """Those whose profile may be looked at."""
    if not keys:
        return {}
    blocked = user.blocks.values("blocked")
    open_ = User.objects.filter(pk__in=keys, open_profile=True, is_active=True).exclude(pk__in=blocked)
    return {f"{PERSON}:{person.pk}": person for person in open_}
