"""Rounds of asking how a report goes there: a token until it is a number, then the request and its updates."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO

from cryptography.fernet import InvalidToken

from smartcity.events import parcels
from smartcity.events.chores import TRIES, this_run
from smartcity.lib.db import write
from smartcity.lib.geo import distance_m
from smartcity.lib.http import FetchFailed, fetch
from smartcity.lib.photos import BadPhoto, read_photo
from smartcity.lib.photos import Photo as Picture
from smartcity.lib.time import now, w3c
from smartcity.partners.endpoint import Endpoint, Unheard, endpoint
from smartcity.partners.meaning import meaning
from smartcity.partners.models import Dispatch, PartnerSystem, Stands
from smartcity.partners.reading import Standing, Unreadable, Update, identity, standing, update
from smartcity.partners.sending import SKEW, SPAN, park, remember
from smartcity.partners.telling import still_followed, tell

ABREAST = 16
OF_ONE = 4
PACE = timedelta(minutes=2)  # after something new; twice as long each time nothing was
SLOWEST = timedelta(hours=1)
TOKEN_LIVES = timedelta(days=7)
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


def go_round() -> None:
    run = this_run("partners.poll")
    while run.goes_on() and (claimed := claim()):
        ready = [(one, asked) for one in claimed if (asked := _question(one))]
        parcels.abreast(listen, ready, note)


def claim() -> list[Dispatch]:
    """Those due, each by whoever is first to move its `poll_at` on by a lease: who dies with it only delays it."""
    with write():
        due = (
            Dispatch.objects.followed()
            .filter(poll_at__lte=now(), system__active=True)
            .order_by("poll_at", "pk")
        )
        chosen = parcels.fair(due.values_list("pk", "system")[: ABREAST * 20], most=ABREAST, of_one=OF_ONE)
        found = due.filter(pk__in=chosen).select_related(
            "system__office", "report__category", "report__holder"
        )
        mine = Dispatch.objects.followed()
        return [
            one for one in found
            if mine.filter(pk=one.pk, poll_at=one.poll_at).update(poll_at=now() + parcels.LEASE)
        ]  # fmt: skip


def _question(one: Dispatch) -> Question | None:
    """Nobody asks after what lies elsewhere now, is over, or is nobody else's to know."""
    if not still_followed(one):
        Dispatch.objects.filter(pk=one.pk).update(poll_at=None)
        return None
    try:
        to = endpoint(one.system)
    except InvalidToken:
        note(one, Reply(error="the api_key was sealed under another key of the city"))
        return None
    since = max(one.heard_until or one.created_at - SKEW, now() - SPAN)
    return Question(to, one.theirs, one.token, (one.report.lon, one.report.lat), one.system.updates, since,
                    frozenset(one.heard), one.stands, one.rebuttal, one.rebutted_at is not None)  # fmt: skip


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


def note(one: Dispatch, reply: Reply) -> None:
    """Write down what they said, once: another may have asked when this one was given up for dead."""
    with write():
        row = Dispatch.objects.select_for_update().filter(pk=one.pk, poll_at__isnull=False).first()
        if row is None or row.polled_at != one.polled_at:
            return
        row.system, row.report, row.polled_at = one.system, one.report, now()
        if reply.rebutted and row.rebuttal == one.rebuttal:
            row.rebutted_at = now()
        if reply.error:
            _deaf(row, reply)
        elif reply.standing is None:
            _still_a_token(row)
        else:
            row.theirs, row.deaf, row.last_error = reply.theirs, 0, ""
            fresh = tell(row, reply.standing, reply.updates or [], reply.pictures)
            row.quiet = 0 if fresh else min(row.quiet + 1, 20)
        if reply.updates is None and reply.standing:
            PartnerSystem.objects.filter(pk=row.system_id).update(updates=False)
        row.poll_at = now() + min(PACE * 2 ** max(row.quiet, row.deaf), SLOWEST)
        row.save(update_fields=["theirs", "stands", "word", "poll_at", "polled_at", "quiet", "deaf", "heard", "heard_until",
                                "told", "last_error", "rebutted_at"])  # fmt: skip
        said = reply.error or (f"{reply.theirs} {row.stands}" if reply.standing else f"token {row.token}")
        remember(row.system, f"GET: {said}", bad=bool(reply.error) and not reply.lost)


def _deaf(row: Dispatch, reply: Reply) -> None:
    """Whoever does not answer is asked again for ever, ever more seldom; whoever knows of no such request, eight times."""
    row.deaf, row.last_error = min(row.deaf + 1, 20), reply.error[:500]
    if reply.lost and row.deaf >= TRIES:
        park(row, reply.error)


def _still_a_token(row: Dispatch) -> None:
    row.quiet, row.deaf, row.last_error = min(row.quiet + 1, 20), 0, ""
    if row.sent_at and row.sent_at < now() - TOKEN_LIVES:
        row.last_error = "their token never became a number"
        park(row, row.last_error)
