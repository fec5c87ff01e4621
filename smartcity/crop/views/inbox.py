"""The inbox, and the history apart from it."""

from collections import Counter
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from smartcity.accounts.models import Role
from smartcity.crop.guard import OfficialRequest, officials, show
from smartcity.crop.wanted import Wanted
from smartcity.lib.look import words
from smartcity.reports import cases
from smartcity.reports.desks import Desk, desks
from smartcity.reports.models import Report
from smartcity.reports.queries import Card
from smartcity.reports.workflow import OPEN, Status

MOST = 50
OPEN_CHIPS = (Status.WAITING, Status.IN_PROGRESS, Status.COORDINATING, Status.ANSWERED)
PAST_CHIPS = (Status.ANSWERED, Status.DONE, Status.REJECTED, Status.MERGED)


@dataclass(frozen=True, slots=True)
class Filter:
    """A chip: chosen or not, and the address that turns it."""

    word: str
    icon: str
    n: int | None
    on: bool
    href: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """The desks looked at: the `chosen` ones and all below them; `menu` is what one can turn to."""

    chosen: list[Desk]
    menu: list[Desk]

    @property
    def paths(self) -> list[str]:
        return [desk.path for desk in self.chosen]

    @property
    def title(self) -> str:
        return ", ".join(desk.title for desk in self.chosen)

    @property
    def areas(self) -> str:
        """Codes of the areas these desks answer for."""
        return " ".join(desk.area for desk in self.chosen if desk.area)

    @property
    def open(self) -> int:
        return sum(desk.open for desk in self.chosen)

    @property
    def late(self) -> int:
        return sum(desk.late for desk in self.chosen)

    @property
    def fresh(self) -> int:
        return sum(desk.fresh for desk in self.chosen)


def scope_of(request: OfficialRequest, wanted: Wanted) -> Scope:
    """Raises Http404 for an office out of reach, as for one that does not exist."""
    found = desks(request.reach, request.visit.since, wanted.office)
    chosen = [
        desk
        for desk in found
        if (desk.code == wanted.office if wanted.office else desk.pk in request.reach.seats)
    ]
    if not chosen:
        raise Http404
    outermost = [d for d in chosen if not any(d is not o and d.path.startswith(o.path) for o in chosen)]
    return Scope(outermost, found)


@officials
@require_safe
def inbox(request: OfficialRequest) -> HttpResponse:
    wanted = Wanted.of(request.GET)
    if wanted.number and (found := Report.objects.cases_of(request.reach).numbered(wanted.number).first()):
        return redirect("crop:case", found.number)
    scope = scope_of(request, wanted)
    checks = request.reach.roles == {Role.VERIFIER}
    checking = wanted.status == Status.ANSWERED or (checks and not wanted.filtered and not wanted.sort)
    rows, older = _rows(scope.paths, wanted, checking=checking)
    context = {
        "wanted": wanted, "scope": scope, "rows": rows, "older": older, "seats": request.reach.seats,
        "several": len(request.reach.seats) > 1, "since": request.visit.since, "filters": _filters(scope, wanted),
        "in_history": f"{reverse('crop:history')}{wanted.but(sort='', at='', view='', status='', category='')}",
        "unfiltered": wanted.but(status="", category="", q=""), "checks": checks, "checking": checking,
        "sorts": _sorts(wanted, checks=checks),
    }  # fmt: skip
    return show(
        request,
        "crop/_inbox_parts.html" if "fragment" in request.GET else "crop/inbox.html",
        "inbox",
        context,
    )


@officials
@require_safe
def history(request: OfficialRequest) -> HttpResponse:
    wanted = Wanted.of(request.GET)
    scope = scope_of(request, wanted)
    found = cases.past_cases(scope.paths, narrowed=wanted.narrowed, after=wanted.after, most=MOST + 1)
    rows, older = _page(found, cases.NEWEST, wanted)
    chips = [(status, wanted.but(status="" if wanted.status == status else status)) for status in PAST_CHIPS]
    context = {"wanted": wanted, "scope": scope, "rows": rows, "older": older, "chips": chips,
               "seats": request.reach.seats, "covers": request.reach.covers,
               "several": len(request.reach.seats) > 1}  # fmt: skip
    return show(request, "crop/history.html", "history", context)


def _rows(paths: list[str], wanted: Wanted, *, checking: bool) -> tuple[list[Card], str]:
    """The cards of a page and the address of the next; when `checking`, of what was answered."""
    narrowed, after, most = wanted.narrowed, wanted.after, MOST + 1
    if checking:
        return _page(
            cases.answered_cases(paths, narrowed=narrowed, after=after, most=most), cases.OLDEST, wanted
        )
    if wanted.sort == "near" and wanted.point:
        return cases.nearest_cases(paths, *wanted.point, narrowed=narrowed, most=MOST), ""
    order = cases.ARRIVED if wanted.sort == "new" else cases.DUE
    return _page(
        cases.open_cases(paths, order=order, narrowed=narrowed, after=after, most=most), order, wanted
    )


def _page(found: list[Card], order: cases.Order, wanted: Wanted) -> tuple[list[Card], str]:
    """`found` holds one more than a page when there is another."""
    rows = found[:MOST]
    return rows, wanted.but(after=order.token(rows[-1])) if len(found) > MOST else ""


def _sorts(wanted: Wanted, *, checks: bool) -> dict[str, str]:
    """Addresses of this list in other orders. A verifier comes in at what is to be checked, so "due" says so."""
    return {
        "due": wanted.but(sort="due" if checks else "", at="", status="" if wanted.status == Status.ANSWERED else wanted.status),
        "new": wanted.but(sort="new", at=""),
        "near": wanted.but(sort="near"),
        "check": wanted.but(sort="", at="", status=""),
    }  # fmt: skip


def _filters(scope: Scope, wanted: Wanted) -> dict[str, list[Filter]]:
    """What the list can be narrowed by, with how many there are; choosing the chosen one takes it away."""
    statuses: Counter[str] = Counter()
    kinds: dict[str, tuple[str, str, int]] = {}
    for desk in scope.chosen:
        statuses.update(desk.statuses)
        for code, (name, icon, n) in desk.kinds.items():
            kinds[code] = (name, icon, n + kinds.get(code, ("", "", 0))[2])
    if wanted.category and wanted.category not in kinds:
        kinds[wanted.category] = (wanted.category, "other", 0)
    by_number = sorted(kinds.items(), key=lambda kind: (-kind[1][2], kind[1][0]))
    chips = {
        "status": [
            Filter(words.status(s), "", statuses[s] if s in OPEN else None, wanted.status == s,
                   wanted.but(status="" if wanted.status == s else s), mark=s)
            for s in OPEN_CHIPS
        ],
        "kind": [
            Filter(name, icon, n, wanted.category == code, wanted.but(category="" if wanted.category == code else code))
            for code, (name, icon, n) in by_number
        ],
    }  # fmt: skip
    return chips | {"chosen": [chip for group in chips.values() for chip in group if chip.on]}
