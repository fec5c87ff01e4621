"""The filters somebody keeps. Every inbox shows them, so they are carried in the session and read anew every few minutes:
one kept on another device comes then."""

from dataclasses import dataclass

from django.http import QueryDict

from smartcity.crop.guard import OfficialRequest
from smartcity.crop.visit import SAVED
from smartcity.crop.wanted import Wanted
from smartcity.seats.models import SavedFilter


@dataclass(frozen=True, slots=True)
class Saved:
    """`href` is made of what was understood of the words kept; `on` when the list shows just that."""

    pk: int
    name: str
    href: str
    on: bool


def saved(request: OfficialRequest, wanted: Wanted) -> list[Saved]:
    """No query, but the first time and after something changed."""
    if SAVED not in request.session:
        rows = SavedFilter.objects.filter(user=request.user).values_list("pk", "name", "query")
        request.session[SAVED] = [list(row) for row in rows]
    kept = [(pk, name, Wanted.of(QueryDict(query)).kept) for pk, name, query in request.session[SAVED]]
    return [Saved(pk, name, f"?{query}", query == wanted.kept) for pk, name, query in kept]


def forget_saved(request: OfficialRequest) -> None:
    """They have just changed."""
    request.session.pop(SAVED, None)
