"""The board of the officials' app: each office of a camat or a lurah, and whether it is on somebody's phone there."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.db.models import Prefetch

from smartcity.accounts.models import Device, Post, Role, User
from smartcity.accounts.queries import Reach
from smartcity.areas.models import Area
from smartcity.lib.time import now
from smartcity.notices.models import Channel, Message
from smartcity.offices.models import Kind, Office, OfficeQuerySet
from smartcity.seats.adoption import APP, SEATS, SEEN_WITHIN
from smartcity.seats.models import Invitation, Reminder

OVERSEERS = frozenset({Role.CAMAT, Role.MAYOR, Role.ADMINISTRATOR})
ACTIVE, QUIET, NONE, VACANT = "active", "quiet", "none", "vacant"


def overseen(reach: Reach) -> OfficeQuerySet:
    """The offices of camat and lurah that stand under this person's: a camat's own kecamatan, a mayor's kota, for
    administrators and whoever sits in the province all. None for most."""
    over = [p.office for p in reach.posts if p.role in OVERSEERS or p.office.kind == Kind.PROVINCE]
    offices = Office.objects.active().filter(kind__in=SEATS, area__isnull=False)
    return offices.under(over) if over else offices.none()


def oversees(reach: Reach) -> bool:
    return any(p.role in OVERSEERS or p.office.kind == Kind.PROVINCE for p in reach.posts)


def may_remind(reach: Reach) -> bool:
    """Who only watches or checks reminds nobody."""
    return any(p.role in OVERSEERS for p in reach.posts)


@dataclass(slots=True)
class Seat:
    """An office, who heads it now (two where one stands in), and their devices, the one opened as an app last first.
    `mail` is what became of the last reminder's e-mail (a Reminder.Mail); `unreachable`: the last e-mail of news to them was
    given up."""

    office: Office
    people: list[User]
    devices: list[Device]
    reminded_at: datetime | None
    mail: str = ""
    invited_at: datetime | None = None
    unreachable: bool = False

    @property
    def state(self) -> str:
        """active: opened as an app within seven days; quiet: longer ago; none; vacant: nobody sits there."""
        if not self.people:
            return VACANT
        if self.app_at is None:
            return NONE
        return ACTIVE if self.app_at >= now() - SEEN_WITHIN else QUIET

    @property
    def app(self) -> Device | None:
        """Where it is installed."""
        return self.devices[0] if self.devices and self.devices[0].installed else None

    @property
    def app_at(self) -> datetime | None:
        return self.app.app_at if self.app else None

    @property
    def mail_failed(self) -> bool:
        """Whether e-mail does not reach them, as far as the city's own mail server tells: what comes back later to the
        sender's box it does not know."""
        return self.mail == Reminder.Mail.FAILED or self.unreachable

    def outdated(self, version: str) -> bool:
        """Whether what is installed told another version than this when it was opened last."""
        return self.app is not None and self.app.version not in ("", version)

    @property
    def push(self) -> bool:
        return any(device.push == "on" for device in self.devices if device.installed)

    @property
    def seen_at(self) -> datetime | None:
        """By app or browser."""
        return max((device.seen_at for device in self.devices), default=None)


@dataclass(slots=True)
class Tally:
    """Of some seats: how many are there, are vacant, have the app, opened it within seven days, take its pushes."""

    seats: list[Seat] = field(default_factory=list)

    def _count(self, *states: str) -> int:
        return sum(seat.state in states for seat in self.seats)

    @property
    def all(self) -> int:
        return len(self.seats)

    @property
    def vacant(self) -> int:
        return self._count(VACANT)

    @property
    def installed(self) -> int:
        return self._count(ACTIVE, QUIET)

    @property
    def active(self) -> int:
        return self._count(ACTIVE)

    @property
    def push(self) -> int:
        return sum(seat.push for seat in self.seats)


@dataclass(slots=True)
class Part:
    """A kota or a kecamatan with its seats; those with the app come first, so that a row of squares reads as a bar."""

    area: Area
    camat: Tally = field(default_factory=Tally)
    lurah: Tally = field(default_factory=Tally)

    def put(self, seat: Seat) -> None:
        (self.camat if seat.office.kind == Kind.KECAMATAN else self.lurah).seats.append(seat)


class Board:
    """All seats of some offices, in the order of the map."""

    def __init__(self, seats: list[Seat]) -> None:
        self.seats = seats

    @cached_property
    def whole(self) -> Part:
        found = Part(Area())
        for seat in self.seats:
            found.put(seat)
        return found

    @cached_property
    def without(self) -> list[Seat]:
        """Somebody sits there and has not installed it."""
        return [seat for seat in self.seats if seat.state == NONE]

    @cached_property
    def vacant(self) -> list[Seat]:
        return [seat for seat in self.seats if seat.state == VACANT]

    def parts(self, level: str) -> list[Part]:
        """By kota or by kecamatan."""
        found: dict[str, Part] = {}
        for seat in self.seats:
            area = _above(seat.office, level)
            found.setdefault(area.code, Part(area)).put(seat)
        order = {ACTIVE: 0, QUIET: 1, NONE: 2, VACANT: 3}
        for part in found.values():
            part.camat.seats.sort(key=lambda seat: order[seat.state])
            part.lurah.seats.sort(key=lambda seat: order[seat.state])
        return [found[code] for code in sorted(found)]


def _above(office: Office, level: str) -> Area:
    assert office.area is not None  # overseen() asks for those with one
    chain = (office.area, *office.area.ancestors())
    return next((area for area in chain if area.level == level), office.area)


def board(offices: OfficeQuerySet) -> Board:
    """Six queries, whatever their number."""
    heads = Post.objects.current().filter(role__in=SEATS.values()).select_related("user").order_by("pk")
    rows = list(
        offices.select_related("area__parent__parent").order_by("area__code").prefetch_related(
            Prefetch("posts", heads, to_attr="heads"),
            Prefetch("invitations", Invitation.objects.open().order_by("-pk"), to_attr="waiting"),
        )
    )  # fmt: skip
    people = {office.pk: [post.user for post in office.heads] for office in rows}  # type: ignore[attr-defined]  # prefetched
    users = {user.pk for those in people.values() for user in those}
    devices, reminded, given_up = _devices(users), _reminded(users), _given_up(users)
    return Board([
        Seat(office, people[office.pk], _of(people[office.pk], devices), *_last(people[office.pk], reminded),
             invited_at=next((one.made_at for one in office.waiting), None),  # type: ignore[attr-defined]  # prefetched
             unreachable=any(user.pk in given_up for user in people[office.pk]))
        for office in rows
    ])  # fmt: skip


def _of(people: Iterable[User], devices: dict[int, list[Device]]) -> list[Device]:
    theirs = [device for user in people for device in devices.get(user.pk, [])]
    return sorted(
        theirs, key=lambda device: (device.installed, device.app_at or device.seen_at), reverse=True
    )


def _devices(users: set[int]) -> dict[int, list[Device]]:
    found: dict[int, list[Device]] = {}
    for device in Device.objects.filter(app=APP, user__in=users):
        found.setdefault(device.user_id, []).append(device)
    return found


def _reminded(users: set[int]) -> dict[int, tuple[datetime, str]]:
    """When each was reminded last, and what became of the e-mail."""
    rows = Reminder.objects.filter(user__in=users).order_by("at", "pk").values_list("user", "at", "mail")
    return {user: (at, mail) for user, at, mail in rows}


def _last(people: Iterable[User], reminded: dict[int, tuple[datetime, str]]) -> tuple[datetime | None, str]:
    return max((reminded[user.pk] for user in people if user.pk in reminded), default=(None, ""))


def _given_up(users: set[int]) -> set[int]:
    """To whom the last e-mail of news that came to an end could not be sent."""
    over = Message.objects.filter(
        channel=Channel.EMAIL, user__in=users, state__in=(Message.State.SENT, Message.State.PARKED)
    )
    last = dict(over.order_by("ended_at", "pk").values_list("user", "state"))
    return {user for user, state in last.items() if state == Message.State.PARKED}
