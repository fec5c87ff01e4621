"""A gentle life for the sample city: every few seconds somebody reports, answers, supports or confirms."""

import logging
import time
from io import BytesIO
from random import Random
from uuid import uuid4

from smartcity.accounts.models import User
from smartcity.demo import beds, gauges, people, words
from smartcity.demo.album import Shot, raw, scene_of
from smartcity.demo.cast import Cast, assemble
from smartcity.lib.errors import DomainError
from smartcity.reports import actions
from smartcity.reports.models import Report
from smartcity.reports.workflow import Status

log = logging.getLogger(__name__)
PAUSE_S = (2.0, 7.0)


class Life:
    """Acts only for the simulation's own people and on their reports: what a visitor files, or the accounts
    in the front of accounts.json hold, is left to them."""

    def __init__(self, seed: int | None = None) -> None:
        self.dice = Random(seed)  # noqa: S311  # a sample city, not a secret
        self.visitors = people.named()
        self.citizens = list(User.objects.filter(username__startswith="warga"))
        self.cast: Cast = assemble(self.citizens)

    def step(self) -> str:
        """One act; what it was, or "" where nothing could be done."""
        acts = (
            self.report,
            self.accept,
            self.answer,
            self.confirm,
            self.support,
            self.comment,
            self.count_beds,
            self.water,
        )
        act = self.dice.choices(acts, (3, 4, 3, 2, 5, 1, 2, 1))[0]
        try:
            return act()
        except DomainError as wrong:  # a visitor was faster
            log.info("%s: %s", act.__name__, wrong)
            return ""

    def count_beds(self) -> str:
        return beds.count_again(self.dice)

    def report(self) -> str:
        category = words.category(self.dice)
        lon, lat = self.cast.somewhere(self.dice)
        shot = Shot(scene_of(category), self.dice.randrange(10**6, 10**9))
        wanted = actions.Submission(client_id=uuid4(), category=category, text=words.report_text(category, self.dice),
                                    lon=lon, lat=lat, accuracy=8, photos=[BytesIO(raw(shot))])  # fmt: skip
        filed = actions.submit(wanted, self.dice.choice(self.citizens)).report
        return f"{filed} {category}"

    def accept(self) -> str:
        report = self._some(Status.WAITING, theirs=True)
        if report is None:
            return ""
        actions.accept(report, self.cast.holder_of(report))
        return f"{report} accepted"

    def answer(self) -> str:
        report = self._some(Status.IN_PROGRESS, theirs=True)
        if report is None:
            return ""
        shot = Shot(scene_of(report.category.code), self.dice.randrange(10**6), after=True)
        actions.answer(report, self.cast.holder_of(report), reason=self.dice.choice(words.DONE),
                       photos=[BytesIO(raw(shot))], lon=report.lon + 0.0001, lat=report.lat)  # fmt: skip
        return f"{report} answered"

    def confirm(self) -> str:
        report = self._some(Status.ANSWERED)
        if report is None or report.author is None:
            return ""
        if self.dice.random() < 0.12:
            actions.refuse(report, report.author, reason=self.dice.choice(words.STILL))
            return f"{report} refused"
        actions.confirm(report, report.author, rating=self.dice.choice((3, 4, 5, 5)))
        return f"{report} confirmed"

    def support(self) -> str:
        report = self._some(Status.WAITING, Status.IN_PROGRESS)
        if report is None:
            return ""
        by = self.dice.choice(self.citizens)
        actions.support(report, by)
        return f"{report} supported"

    def comment(self) -> str:
        report = self._some(Status.WAITING, Status.IN_PROGRESS, Status.ANSWERED)
        if report is None:
            return ""
        actions.comment(report, self.dice.choice(self.citizens), text=self.dice.choice(words.COMMENTS))
        return f"{report} commented"

    def water(self) -> str:
        """The water rises or falls at a gauge."""
        return gauges.rise(self.dice, self.dice.choice)

    def _some(self, *statuses: Status, theirs: bool = False) -> Report | None:
        """One of the latest reports in these states, not a visitor's; `theirs`: nor held by a visitor's seat."""
        found = Report.objects.filter(status__in=statuses, author__in=self.citizens)
        if theirs:
            found = found.exclude(holder__posts__user__username__in=self.visitors)
        latest = list(
            found.select_related("holder", "category", "author", "area").order_by("-updated_at")[:60]
        )
        return self.dice.choice(latest) if latest else None


def live() -> None:
    """Until stopped."""
    life = Life()
    while True:
        time.sleep(life.dice.uniform(*PAUSE_S))
        if said := life.step():
            log.info(said)
