"""A report that goes to and fro: who it came from, how often it came back, and who then decides."""

from smartcity.events.models import Event
from smartcity.offices.models import Kind, Office
from smartcity.reports.models import Report


def passes(report: Report) -> list[tuple[int, int]]:
    """From which office to which it was passed on, oldest first. One query."""
    told = Event.objects.about(report.subject).filter(verb="forwarded").values_list("from_office", "office")
    return [(giver, taker) for giver, taker in told if giver and taker]


def returns(passed: list[tuple[int, int]]) -> int:
    """How often it came to an office that had passed it on before."""
    givers: set[int] = set()
    n = 0
    for giver, taker in passed:
        givers.add(giver)
        n += taker in givers
    return n


def must_be_decided(report: Report, to: Office, speaker: Office) -> bool:
    """Whether passing it to `to` would bring it back a second time, and `speaker` is nobody who decides for both."""
    passed = passes(report)
    if to.pk not in {giver for giver, _taker in passed} or returns(passed) < 1:
        return False
    return not (_over(speaker, report.holder) and _over(speaker, to)) and not _over(to, report.holder)


def judge(one: Office, other: Office) -> Office | None:
    """The nearest active office above both; where they stand in different trees, the province."""
    shared = [pk for pk in (*one.above(), one.pk) if pk in (*other.above(), other.pk)]
    above = Office.objects.active().filter(pk__in=shared).exclude(pk__in=[one.pk, other.pk])
    common = max(above, key=lambda office: len(office.path), default=None)
    return common or Office.objects.active().filter(kind=Kind.PROVINCE).exclude(pk=one.pk).first()


def came_from(report: Report) -> Office | None:
    """The office that passed it to the present holder, if it may take it back."""
    passed = passes(report)
    if not passed or passed[-1][1] != report.holder_id:
        return None
    return Office.objects.active().filter(pk=passed[-1][0]).first()


def _over(above: Office, below: Office) -> bool:
    """Whether `above` is that office or stands above it."""
    return below.path.startswith(above.path)
