"""What they said becomes what the report's people read, and the office's own moves."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from smartcity.lib.errors import DomainError
from smartcity.lib.photos import Photo as Picture
from smartcity.partners.meaning import meaning
from smartcity.partners.models import Dispatch, Stands
from smartcity.partners.reading import Standing, Update
from smartcity.reports import actions
from smartcity.reports.models import Report
from smartcity.reports.workflow import CLOSED, OPEN

MOST_HEARD = 200  # ids kept, so that an update is told once
MOST_TOLD = 40  # notes of one report: what changes its status is told beyond that


def still_followed(one: Dispatch) -> bool:
    report = one.report
    return report.public and report.status not in CLOSED and report.holder_id == one.system.office_id


def tell(one: Dispatch, there: Standing, news: Sequence[Update], pictures: Sequence[Picture]) -> bool:
    """Make of it what it means; whether anything was new. Inside a write() that holds the dispatch."""
    before, after = Stands(one.stands), _after(one, there, news)
    word = there.notes or there.detail or there.status
    changed = word != one.word
    one.word, one.stands = word[:300], after
    _keep(one, news)
    words = [update.words for update in news if update.words]
    last = _last(one, there, words, before, after)
    notes = words[:-1] if last and words else words
    if not words and changed and before and not there.detail and there.notes and not last:
        notes = [there.notes]  # whoever tells no updates says it here
    try:
        _tell(one, notes, last, before, after, pictures)
    except DomainError:  # it was passed on or hidden while we asked: the next round asks no more
        return True
    return changed or bool(news) or after != before


def _after(one: Dispatch, there: Standing, news: Sequence[Update]) -> Stands:
    """Silence takes nothing back: what they had begun goes on being begun while they say no more than that it is open."""
    after = meaning(there, news)
    if one.stands == Stands.TAKEN and after == Stands.OPEN and not there.detail:
        return Stands.TAKEN
    return after


def _keep(one: Dispatch, news: Sequence[Update]) -> None:
    one.heard = [*one.heard, *(update.key for update in news)][-MOST_HEARD:]
    moments = [update.at for update in news if update.at]
    one.heard_until = max([*moments, *([one.heard_until] if one.heard_until else [])], default=None)


def _last(one: Dispatch, there: Standing, words: Sequence[str], before: Stands, after: Stands) -> str:
    """With which words they end it; "" when they do not, or did before."""
    if after not in (Stands.SOLVED, Stands.DECLINED) or after == before:
        return ""
    said = {"party": one.system.name}
    silent = (
        _("%(party)s menyatakan selesai.") if after == Stands.SOLVED else _("%(party)s tidak menanganinya.")
    )
    return words[-1] if words else there.notes or silent % said


def _tell(one: Dispatch, notes: Sequence[str], last: str, before: Stands, after: Stands,
          pictures: Sequence[Picture]) -> None:  # fmt: skip
    report, office, party = one.report, one.system.office, one.system.name
    if before in (Stands.SOLVED, Stands.DECLINED) and after in (Stands.OPEN, Stands.TAKEN) and not notes:
        notes = [_("%(party)s membukanya kembali.") % {"party": party}]
    for words in notes[: max(0, MOST_TOLD - one.told)]:
        actions.heard_elsewhere(report, office, party, words)
        one.told += 1
    if after == Stands.TAKEN:
        actions.accepted_elsewhere(report, office, party)
    if not last:
        return
    open_here = Report.objects.filter(pk=report.pk, status__in=OPEN).exists()
    if after == Stands.DECLINED:
        actions.declined_elsewhere(report, office, party, last)
    elif open_here:
        actions.answered_elsewhere(report, office, party, last, pictures)
    else:
        actions.heard_elsewhere(report, office, party, last)
