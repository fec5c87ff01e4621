"""What their words about a request mean here. A word nobody knows is no end.

GeoReport v2 knows open and closed; the finer ones are those of mySociety's open311-adapter and of ours (workflow)."""

from collections.abc import Sequence

from smartcity.partners.models import Stands
from smartcity.partners.reading import Standing, Update

MEANS = {
    **dict.fromkeys(("waiting", "open", "for_triage", "reopen", "submitted", "new"), Stands.OPEN),
    **dict.fromkeys(("in_progress", "coordinating", "investigating", "planned", "action_scheduled", "accepted"), Stands.TAKEN),
    **dict.fromkeys(("closed", "fixed", "done", "answered", "resolved"), Stands.SOLVED),
    **dict.fromkeys(("rejected", "merged", "duplicate", "not_councils_responsibility", "no_further_action",
                     "internal_referral", "unable_to_fix"), Stands.DECLINED),
}  # fmt: skip


def meaning(there: Standing, news: Sequence[Update]) -> Stands:
    """By the finest word they use: the request's own, that of its last update, then open or closed. What is closed in the
    coarse sense may be declined in the finer, and what has news without a finer word is being worked on."""
    coarse = MEANS.get(there.status, Stands.OPEN)
    if fine := MEANS.get(there.detail):
        return fine
    said = next((MEANS[one.status] for one in reversed(news) if one.status in MEANS), None)
    if coarse == Stands.SOLVED:
        return said if said == Stands.DECLINED else coarse
    if said in (Stands.SOLVED, Stands.DECLINED, Stands.TAKEN):
        return said
    return Stands.TAKEN if news else coarse
