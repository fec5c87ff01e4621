"""One question to another system about one report, and its reply. Touches no database, so many go side by side."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from smartcity.lib.geo import distance_m
from smartcity.lib.http import FetchFailed, fetch
from smartcity.lib.photos import BadPhoto, read_photo
from smartcity.lib.photos import Photo as Picture
from smartcity.lib.time import now, w3c
from smartcity.partners.endpoint import Endpoint, Unheard
from smartcity.partners.giving import SKEW
from smartcity.partners.meaning import meaning
from smartcity.partners.models import Stands
from smartcity.partners.reading import Standing, Unreadable, Update, identity, standing, update

MOST_PHOTOS = 3
SECONDS_A_PHOTO = 5.0
SAME_PLACE = 2000  # metres; what lies farther off is not what we sent
ABSENT = frozenset({404, 405, 410, 501})


@dataclass(frozen=True, slots=True)
class Question:
    to: Endpoint
    theirs: str
    token: str
    place: tuple[float, float]  # lon, lat
    updates: bool  # whether they tell any
    since: datetime
    heard: frozenset[str]
    stands: str
    rebuttal: str
    rebutted: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """`error`: no good answer; `lost`: they know of no such request, or it is another's. `updates`: those not heard yet, the
    oldest first; None when they tell none at all."""

    theirs: str = ""
    standing: Standing | None = None
    updates: list[Update] | None = None
    pictures: tuple[Picture, ...] = ()
    error: str = ""
    lost: bool = False
    rebutted: bool = False


def listen(asked: Question) -> Reply:
    rebutted = False
    try:
        theirs = asked.theirs or _number(asked)
        if not theirs:
            return Reply()
        rebutted = _rebut(asked)
        found = [standing(row) for row in asked.to.get("requests", theirs, extensions="true")]
        there = next((one for one in found if one.theirs in (theirs, "")), None)
        if there is None or _elsewhere(there, asked.place):
            said = "another place" if there else "nothing, or another request"
            return Reply(theirs, error=f"their number leads to {said}", lost=True, rebutted=rebutted)
        news = _updates(asked, theirs) if asked.updates else None
    except (Unheard, Unreadable) as wrong:
        lost = isinstance(wrong, Unheard) and wrong.status in (404, 410)
        return Reply(error=str(wrong), lost=lost, rebutted=rebutted)
    solved = meaning(there, news or []) == Stands.SOLVED != asked.stands
    return Reply(theirs, there, news, _pictures(news or []) if solved else (), rebutted=rebutted)


def _rebut(asked: Question) -> bool:
    """Tell them that their answer was refused; whether they need not be told again. At least once, and not to whoever takes
    no updates. Raises Unheard when they do not answer at all."""
    if not asked.rebuttal or asked.rebutted:
        return False
    said = [("service_request_id", asked.theirs), ("status", "open"), ("updated_datetime", w3c(now())),
            ("description", asked.rebuttal)]  # fmt: skip
    try:
        asked.to.post("servicerequestupdates", said)
    except Unheard as wrong:
        if wrong.away:
            raise
    return True


def _number(asked: Question) -> str:
    found = asked.to.get("tokens", asked.token)
    return identity(found[0], "service_request_id") if found else ""


def _elsewhere(one: Standing, place: tuple[float, float]) -> bool:
    if one.lon is None or one.lat is None or not (one.lon or one.lat):
        return False
    return distance_m(one.lon, one.lat, *place) > SAME_PLACE


def _updates(asked: Question, theirs: str) -> list[Update] | None:
    """Some tell everybody's, whatever was asked."""
    try:
        found = asked.to.get("servicerequestupdates", service_request_id=theirs, start_date=w3c(asked.since),
                             end_date=w3c(now() + SKEW))  # fmt: skip
        fresh = [one for one in map(update, found) if one.theirs == theirs and one.key not in asked.heard]
    except Unheard as wrong:
        if wrong.away:
            raise
        return None if wrong.status in ABSENT else []
    told = [
        one for one in fresh if one.official and one.words != asked.rebuttal
    ]  # an echo of ours is no news
    return sorted(told, key=lambda one: one.at or asked.since)


def _pictures(news: list[Update]) -> tuple[Picture, ...]:
    """The photos of their last words that can be fetched and are photos: the rest is an answer without one."""
    found = []
    for one in [one for one in news if one.photo][-MOST_PHOTOS:]:
        try:
            found.append(read_photo(BytesIO(fetch(one.photo, seconds=SECONDS_A_PHOTO))))
        except (FetchFailed, BadPhoto):
            continue
    return tuple(found)
