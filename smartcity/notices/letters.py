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
from smartcity.notices import talk
from smartcity.notices.models import Delivery, Kind, Message
from smartcity.notices.queries import PERSONAL, told
from smartcity.notices.subscribing import CROP
from smartcity.notices.wishes import wishes_of
from smartcity.reports.models import Comment, Report
from smartcity.reports.numbers import number_of
from smartcity.reports.workflow import Status

MOST_TEXT = 240
MOST_NAMED = 4
NEWS = "/qlue/kabar/"  # the faces' addresses are part of the outside contract; nobody imports them
CROP_NEWS = "/crop/kabar/"
CITIZEN, OFFICIAL = "/qlue/laporan/%d/", "/crop/tugas/%d/"


@dataclass(frozen=True, slots=True)
class Line:
    """`subject` is that of its event. A talk has no number."""

    text: str
    at: datetime
    subject: str
    title: str
    path: str
    number: int | None = None
    private: bool = False

    @property
    def when(self) -> str:
        return when(self.at)

    @property
    def name(self) -> str:
        """Among others."""
        return self.title if self.number is None else f"No. {spoken(self.number)}"


@dataclass(frozen=True, slots=True)
class Letter:
    """`lines` are grouped by what they are about, the newest first within each; `title` and `body` may be read on a
    locked screen."""

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
    lines = sorted((line for _row, line in rows), key=lambda line: line.at, reverse=True)
    newest = {line.subject: line.at for line in reversed(lines)}
    lines.sort(key=lambda line: (newest[line.subject], line.subject), reverse=True)
    title, body, path = _one(lines[0]) if len(lines) == 1 else _several(lines, len(newest))
    if path == NEWS and message.subscription and message.subscription.app == CROP:
        path = CROP_NEWS
    return Letter(title, body, path, any(row.urgent for row, _line in rows), lines)


def _still_news(message: Message) -> Iterator[tuple[Delivery, Line]]:
    """What its reader wants, has not read, and may see now; that a report closes tomorrow only while it may."""
    user, wishes = message.user, wishes_of(message.user)
    rows = [
        row for row in message.deliveries.filter(notice__seen_at=None).select_related("notice__event")
        if wishes.wants(row.channel, row.kind)
    ]  # fmt: skip
    if not user.is_active:
        return
    reports = {
        report.subject: report
        for report in Report.objects.visible_to(reach(user)).filter(pk__in=_reports(rows))
    }
    posts = talk.posts_of((row.notice.event for row in rows), reach(user))
    for row in rows:
        subject = row.notice.event.subject
        if report := reports.get(subject):
            if row.notice.event.verb != "closing" or report.status == Status.ANSWERED:
                yield row, _of_report(row, report)
        elif row.notice.event.verb in PERSONAL:
            yield row, _of_no_report(row)
        elif talk.is_news(row.notice.event, posts):
            yield row, _of_no_report(row, posts.get(subject))


def _reports(rows: list[Delivery]) -> set[str]:
    subjects = (row.notice.event.subject.partition(":") for row in rows)
    return {pk for kind, _colon, pk in subjects if kind == "report"}


def _of_no_report(row: Delivery, post: Comment | None = None) -> Line:
    said = told(row.notice, post)
    return Line(" ".join(said.text.split()), said.at, row.notice.event.subject, said.title, said.path)


def _of_report(row: Delivery, report: Report) -> Line:
    """Of a private report nothing but that there is news: it is read where others look on."""
    number, office = number_of(report.pk), row.kind == Kind.OFFICE
    text, words = told(row.notice).text, {"number": spoken(number)}
    if not report.public:
        own = report.author_id == row.user_id
        text = _("Ada kabar tentang laporan Anda No. %(number)s") % words if own else (
            _("Ada kabar tentang laporan No. %(number)s") % words)  # fmt: skip
    path = (OFFICIAL if office else CITIZEN) % number
    return Line(" ".join(text.split()), row.notice.event.at, report.subject, _("Laporan No. %(number)s") % words, path,
                number, private=not report.public)  # fmt: skip


def _one(line: Line) -> tuple[str, str, str]:
    title = _("Kabar laporan") if line.private else line.title
    return title, first_line(line.text, MOST_TEXT), line.path


def _several(lines: list[Line], things: int) -> tuple[str, str, str]:
    first = lines[0]
    if things == 1:
        about = {
            "n": len(lines),
            "title": first.title,
            "number": spoken(first.number) if first.number else "",
        }
        title = _("%(n)d kabar: %(title)s") % about if first.number is None else (
            ngettext("%(n)d kabar tentang laporan No. %(number)s", "%(n)d kabar tentang laporan No. %(number)s",
                     len(lines)) % about)  # fmt: skip
        return title, first_line(first.text, MOST_TEXT), first.path
    title = _("%(n)d kabar tentang %(reports)d laporan") % {"n": len(lines), "reports": things}
    if any(line.number is None for line in lines):
        title = _("%(n)d kabar tentang %(things)d laporan dan obrolan") % {"n": len(lines), "things": things}
    names = list(dict.fromkeys(line.name for line in lines))
    named, rest = ", ".join(names[:MOST_NAMED]), len(names) - MOST_NAMED
    return title, _("%(named)s, dan %(n)d lagi") % {"named": named, "n": rest} if rest > 0 else named, NEWS
