"""What a message says, put together when it is sent: only what its reader may still see, wants, and has not read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from smartcity.accounts.queries import reach
from smartcity.lib.look.words import number as spoken
from smartcity.lib.look.words import when
from smartcity.lib.text import first_line
from smartcity.notices.models import Delivery, Kind, Message
from smartcity.notices.queries import told
from smartcity.notices.wishes import wishes_of
from smartcity.reports.models import Report
from smartcity.reports.numbers import number_of

MOST_TEXT = 240
MOST_NAMED = 4
NEWS = "/qlue/kabar/"  # the faces' addresses are part of the outside contract; nobody imports them
CITIZEN, OFFICIAL = "/qlue/laporan/%d/", "/crop/tugas/%d/"


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    at: datetime
    number: int
    path: str
    private: bool

    @property
    def title(self) -> str:
        return _("Laporan No. %(number)s") % {"number": spoken(self.number)}

    @property
    def when(self) -> str:
        return when(self.at)


@dataclass(frozen=True, slots=True)
class Letter:
    """`lines` are grouped by report, the newest first within each; `title` and `body` may be read on a locked screen."""

    title: str
    body: str
    path: str
    urgent: bool
    lines: list[Line]


def letter(message: Message) -> Letter | None:
    """In the active language, which should be the reader's. None when there is nothing left to say."""
    rows = list(_still_news(message))
    if not rows:
        return None
    lines = sorted((_line(row, report) for row, report in rows), key=lambda line: line.at, reverse=True)
    newest = {line.number: line.at for line in reversed(lines)}
    lines.sort(key=lambda line: (newest[line.number], line.number), reverse=True)
    title, body, path = _one(lines[0]) if len(lines) == 1 else _several(lines, len(newest))
    return Letter(title, body, path, any(row.urgent for row, _report in rows), lines)


def _still_news(message: Message) -> Iterator[tuple[Delivery, Report]]:
    user, wishes = message.user, wishes_of(message.user)
    rows = [
        row for row in message.deliveries.filter(notice__seen_at=None).select_related("notice__event")
        if wishes.wants(row.channel, row.kind)
    ]  # fmt: skip
    subjects = {row.notice.event.subject.partition(":")[2] for row in rows}
    visible = Report.objects.visible_to(reach(user)) if user.is_active else Report.objects.none()
    reports = {report.subject: report for report in visible.filter(pk__in=subjects)}
    for row in rows:
        if report := reports.get(row.notice.event.subject):
            yield row, report


def _line(row: Delivery, report: Report) -> Line:
    """Of a private report nothing but that there is news: it is read where others look on."""
    number, office = number_of(report.pk), row.kind == Kind.OFFICE
    text = told(row.notice).text
    if not report.public:
        words = {"number": spoken(number)}
        own = report.author_id == row.user_id
        text = _("Ada kabar tentang laporan Anda No. %(number)s") % words if own else (
            _("Ada kabar tentang laporan No. %(number)s") % words)  # fmt: skip
    path = (OFFICIAL if office else CITIZEN) % number
    return Line(" ".join(text.split()), row.notice.event.at, number, path, not report.public)


def _one(line: Line) -> tuple[str, str, str]:
    title = _("Kabar laporan") if line.private else line.title
    return title, first_line(line.text, MOST_TEXT), line.path


def _several(lines: list[Line], reports: int) -> tuple[str, str, str]:
    if reports == 1:
        title = ngettext("%(n)d kabar tentang laporan No. %(number)s", "%(n)d kabar tentang laporan No. %(number)s",
                         len(lines)) % {"n": len(lines), "number": spoken(lines[0].number)}  # fmt: skip
        return title, first_line(lines[0].text, MOST_TEXT), lines[0].path
    title = _("%(n)d kabar tentang %(reports)d laporan") % {"n": len(lines), "reports": reports}
    numbers = list(dict.fromkeys(f"No. {spoken(line.number)}" for line in lines))
    named, rest = ", ".join(numbers[:MOST_NAMED]), len(numbers) - MOST_NAMED
    return title, _("%(named)s, dan %(n)d lagi") % {"named": named, "n": rest} if rest > 0 else named, NEWS
