"""An open report that was closed or answered before: against a rejection, or against an answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from smartcity.events.models import Event
from smartcity.reports.models import Report, Verdict
from smartcity.reports.workflow import OPEN, Status

CONTESTS = {"appealed": "rejected", "refused": "answered", "disproved": "answered"}
PASSED_ON = ("forwarded", "moved", "reclassified")


@dataclass(frozen=True, slots=True)
class Again:
    """`contested` is the rejection or the answer, `by` the office that gave it and `said` its words; `verb` who
    contests it (appealed, refused, disproved) and `reason` why. `photos` of the answer, by name."""

    verb: str
    reason: str
    contested: str
    by: str
    said: str
    photos: tuple[str, ...] = ()
    waits: bool = False  # an appeal nobody has decided
    supporters: bool = False  # three of them refused the answer, not its reporter


def standing(events: Sequence[Event]) -> Iterator[Event]:
    """The newest first, without the moves that were taken back."""
    undone: list[str] = []
    for event in reversed(events):
        if event.verb == "taken_back":
            undone.append(event.data.get("undone", ""))
        elif event.verb in undone:
            undone.remove(event.verb)
        else:
            yield event


def again(case: Report, events: Sequence[Event]) -> Again | None:
    """By all its events, the oldest first. None for what is closed, or began with its holder."""
    if case.status not in OPEN:
        return None
    newest = list(standing(events))
    at, why = next(
        ((n, one) for n, one in enumerate(newest) if one.verb in (*CONTESTS, *PASSED_ON)), (0, None)
    )
    if why is None or why.verb in PASSED_ON:
        return None
    verb = CONTESTS[why.verb]
    said = next((one for one in newest[at:] if one.verb == verb), None)
    told = said.data if said else {}
    return Again(
        why.verb, why.data.get("reason", ""), verb, told.get("by", ""), told.get("reason", ""),
        tuple(told.get("photos", [])), why.verb == "appealed" and case.status == Status.WAITING,
        why.verb == "refused" and why.actor_id != case.author_id,
    )  # fmt: skip


def appeal_waits(case: Report) -> bool:
    """Whether its holder is asked to decide an appeal. No query where there never was one."""
    if not case.appealed or case.status != Status.WAITING:
        return False
    last = case.holdings.exclude(until=None).order_by("-pk").values_list("verdict", flat=True).first()
    return last == Verdict.APPEALED
