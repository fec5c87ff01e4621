"""The city's past: reports and what became of them, acted out in the order of time."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from typing import Any
from uuid import UUID

from smartcity.accounts.models import User
from smartcity.demo import words
from smartcity.demo.album import Shot, develop, scene_of
from smartcity.demo.cast import Cast
from smartcity.lib.db import write
from smartcity.lib.errors import DomainError, NotFound
from smartcity.lib.photos import Photo as Picture
from smartcity.lib.time import at, now
from smartcity.reports import actions
from smartcity.reports.models import Report

DAYS = 45
BATCH = 100  # acts to a transaction


@dataclass(slots=True)
class Story:
    """One report's fate, drawn beforehand. `shots` are developed in the order of the acts that need them."""

    seed: int
    category: str
    lon: float
    lat: float
    author: User
    report: Report | None = None
    shots: list[Shot] = field(default_factory=list)


Deed = Callable[[Story, Picture | None], None]


@dataclass(slots=True)
class Act:
    moment: datetime
    do: Deed
    story: Story
    shot: Shot | None = None


def act_out(
    cast: Cast, count: int, until: datetime, seed: int = 7, others: Sequence[Act] = ()
) -> Iterator[int]:
    """Live through `count` reports of the DAYS before `until`, and `others`; yields how many acts are done after each
    batch, having first yielded how many there will be."""
    dice = Random(seed)  # noqa: S311  # a sample city, not a secret
    acts = [act for n in range(count) for act in _plan(cast, n, until, dice) if act.moment < until]
    acts += others
    acts.sort(key=lambda act: act.moment)
    yield len(acts)
    queue = iter(acts)
    with closing(develop([act.shot for act in acts if act.shot])) as pictures:
        while batch := list(islice(queue, BATCH)):
            with write():
                for act in batch:
                    picture = next(pictures) if act.shot else None
                    with at(act.moment):
                        _perform(act, picture)
            yield len(batch)


def _perform(act: Act, picture: Picture | None) -> None:
    """What is no longer possible as the story went otherwise is left out."""
    try:
        act.do(act.story, picture)
    except DomainError:
        return


def _plan(cast: Cast, n: int, until: datetime, dice: Random) -> list[Act]:
    begun = until - timedelta(days=DAYS * dice.random() ** 1.6)
    lon, lat = cast.somewhere(dice)
    story = Story(n + 1, words.category(dice), lon, lat, dice.choice(cast.citizens))
    scene, old = scene_of(story.category), begun < until - timedelta(days=7)
    acts = [Act(begun, _file(words.report_text(story.category, dice), UUID(int=dice.getrandbits(128), version=4)),
                story, Shot(scene, story.seed, small=old))]  # fmt: skip
    first = begun + timedelta(hours=dice.lognormvariate(1.3, 1.1))
    solved = first + timedelta(hours=dice.lognormvariate(2.9, 0.9))
    acts += [Act(begun + timedelta(hours=h), _climb, story) for h in (4.1, 24.1, 48.2, 72.3) if h < 24 * DAYS]
    acts += _office_acts(cast, story, first, solved, dice, scene=scene, old=old)
    acts += [Act(begun + timedelta(hours=dice.expovariate(1 / 30)), _support(dice.choice(cast.citizens)), story)
             for _ in range(min(30, int(dice.paretovariate(2.2 if old else 1.4)) - 1))]  # fmt: skip
    if dice.random() < 0.25:
        acts.append(Act(begun + timedelta(hours=dice.expovariate(1 / 20)),
                        _comment(dice.choice(cast.citizens), dice.choice(words.COMMENTS)), story))  # fmt: skip
    return acts


def _office_acts(cast: Cast, story: Story, first: datetime, solved: datetime, dice: Random, *, scene: str,
                 old: bool) -> list[Act]:  # fmt: skip
    """How the offices take it, from their `first` act on: one in twenty refuses, the others have `solved` it then,
    with a photo after, three in a hundred with the one from before."""
    fate = dice.random()
    if fate < 0.05:
        return [Act(first, _reject(cast, dice.choice(words.REJECT)), story)]
    acts = _detour(cast, story, first, solved, dice, fate)
    after = Shot(scene, story.seed, after=dice.random() > 0.03, small=old)
    acts += [Act(first, _accept(cast), story), Act(solved, _answer(cast, dice), story, after)]
    return acts + _verdict(
        cast, story, solved, dice, again=Shot(scene, story.seed + 3, after=True, small=old)
    )


def _detour(
    cast: Cast, story: Story, first: datetime, solved: datetime, dice: Random, fate: float
) -> list[Act]:
    """One in ten is passed on before anybody accepts it, one in twelve waits for another party."""
    if fate < 0.15:
        to, reason = dice.choice(("roads", "water", "cleaning")), dice.choice(words.FORWARD)
        return [Act(first - timedelta(minutes=20), _forward(cast, to, reason), story)]
    if fate < 0.23:
        party, reason = dice.choice(words.WAIT_FOR)
        between = solved - first
        return [Act(first + between * 0.3, _coordinate(cast, party, reason), story),
                Act(first + between * 0.8, _resume(cast), story)]  # fmt: skip
    return []


def _verdict(cast: Cast, story: Story, solved: datetime, dice: Random, *, again: Shot) -> list[Act]:
    """What the reporter says: one in twelve that it is not done, and of a second answer that it is; half that it is;
    the others nothing."""
    word = dice.random()
    if word < 0.08:
        return [
            Act(solved + timedelta(hours=6), _refuse(dice.choice(words.STILL)), story),
            Act(solved + timedelta(hours=20), _accept(cast), story),
            Act(solved + timedelta(hours=44), _answer(cast, dice), story, again),
            Act(solved + timedelta(hours=50), _confirm(3), story),
        ]
    if word < 0.6:
        stars = dice.choice((3, 4, 4, 5, 5))
        return [Act(solved + timedelta(hours=dice.expovariate(1 / 12)), _confirm(stars), story)]
    return [Act(solved + timedelta(days=3), _stay_silent, story)]


def _of(story: Story) -> Report:
    """The report as its last move left it. Raises NotFound if it never came to be."""
    if story.report is None:
        raise NotFound("not filed")
    return story.report


def _file(text: str, client_id: UUID) -> Deed:
    def file(story: Story, picture: Picture | None) -> None:
        assert picture is not None
        wanted = actions.Submission(client_id=client_id, category=story.category, text=text, lon=story.lon,
                                    lat=story.lat, accuracy=8, photos=[picture])  # fmt: skip
        story.report = actions.submit(wanted, story.author).report

    return file


def _answer(cast: Cast, dice: Random) -> Deed:
    reason = dice.choice(words.DONE)
    away = dice.uniform(0.00002, 0.0005) if dice.random() > 0.04 else 0.02  # degrees; a few are far away

    def answer(story: Story, picture: Picture | None) -> None:
        assert picture is not None
        report = _of(story)
        actions.answer(report, cast.holder_of(report), reason=reason, photos=[picture], lon=story.lon + away,
                       lat=story.lat)  # fmt: skip

    return answer


def _accept(cast: Cast) -> Deed:
    return lambda story, _picture: actions.accept(_of(story), cast.holder_of(_of(story)))


def _forward(cast: Cast, code: str, reason: str) -> Deed:
    def forward(story: Story, _picture: Picture | None) -> None:
        report = _of(story)
        actions.forward(report, cast.holder_of(report), to=cast.office(code), reason=reason)

    return forward


def _reject(cast: Cast, reason: str) -> Deed:
    return lambda story, _picture: actions.reject(_of(story), cast.holder_of(_of(story)), reason=reason)


def _coordinate(cast: Cast, party: str, reason: str) -> Deed:
    def coordinate(story: Story, _picture: Picture | None) -> None:
        report = _of(story)
        actions.coordinate(report, cast.holder_of(report), party=party, reason=reason)

    return coordinate


def _resume(cast: Cast) -> Deed:
    return lambda story, _picture: actions.resume(_of(story), cast.holder_of(_of(story)))


def _confirm(stars: int) -> Deed:
    return lambda story, _picture: actions.confirm(_of(story), story.author, rating=stars)


def _stay_silent(story: Story, _picture: Picture | None) -> None:
    actions.confirm_silence(_of(story))


def _refuse(reason: str) -> Deed:
    return lambda story, _picture: _quiet(actions.refuse(_of(story), story.author, reason=reason))


def _support(by: User) -> Deed:
    return lambda story, _picture: actions.support(_of(story), by)


def _comment(by: User, text: str) -> Deed:
    return lambda story, _picture: _quiet(actions.comment(_of(story), by, text=text))


def _climb(story: Story, _picture: Picture | None) -> None:
    report = _of(story)
    if report.escalate_at and report.escalate_at <= now():
        actions.escalate(report)


def _quiet(_result: Any) -> None:
    """An act returns nothing."""
