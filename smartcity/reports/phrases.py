"""Words an office uses often: what can stand between braces, and what is put there for a case."""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

from smartcity.accounts.models import ACTING
from smartcity.accounts.queries import Reach
from smartcity.lib.look import words
from smartcity.lib.time import now
from smartcity.offices.models import Office
from smartcity.reports.models import Phrase, Report

HOLE = re.compile(r"\{([^{}\n]{0,40})\}")

PLACEHOLDERS: dict[str, Callable[[Report], str]] = {
    "nomor": lambda report: words.number(report.number),
    "kategori": lambda report: str(report.category),
    "tempat": lambda report: report.landmark or report.area.name,
    "kelurahan": lambda report: report.area.name,
    "kantor": lambda report: report.holder.title,
    "tanggal": lambda report: words.day(now()),
}


def unknown(text: str) -> list[str]:
    """What stands between braces in `text` and means nothing."""
    return [name for name in HOLE.findall(text) if name not in PLACEHOLDERS]


def filled(text: str, report: Report) -> str:
    """With each placeholder's words for this report; what means nothing stays as it is."""
    return HOLE.sub(lambda hole: PLACEHOLDERS[hole[1]](report) if hole[1] in PLACEHOLDERS else hole[0], text)


def desks_of(theirs: Reach) -> dict[int, Office]:
    """The offices whose words are this person's to use and to change: those they act in."""
    return {post.office_id: post.office for post in theirs.posts if post.role in ACTING}


def phrases(theirs: Reach, verb: str = "") -> list[Phrase]:
    """Those of one's offices, of one act or of all. One query, none without an office."""
    if not (desks := desks_of(theirs)):
        return []
    found = (
        Phrase.objects.filter(office__in=desks).select_related("office").order_by("office", "verb", "title")
    )
    return list(found.filter(verb=verb) if verb else found)


def must_mean_something(text: str) -> str:
    """What is wrong with the placeholders of `text`, as a sentence; empty when nothing is."""
    wrong = unknown(text)
    known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    return (
        _("{%(name)s} tidak dikenal. Yang ada: %(known)s.") % {"name": wrong[0], "known": known}
        if wrong
        else ""
    )
