"""Who has the officials' app: every seat of a lurah and a camat, counted by kota."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef

from smartcity.accounts.models import Device, Post, Role
from smartcity.accounts.queries import Reach
from smartcity.lib.time import now
from smartcity.offices.models import Kind, Office

APP = "crop"
SEEN_WITHIN = timedelta(days=7)
SEATS = {Kind.KECAMATAN: Role.CAMAT, Kind.KELURAHAN: Role.LURAH}


@dataclass(slots=True)
class Count:
    """Of `seats`, how many are filled, by somebody with the app installed, by somebody seen within seven days."""

    seats: int = 0
    filled: int = 0
    installed: int = 0
    seen: int = 0

    def add(self, filled: bool, installed: bool, seen: bool) -> None:
        self.seats += 1
        self.filled += filled
        self.installed += installed
        self.seen += seen


@dataclass(frozen=True, slots=True)
class Adoption:
    """`code` and `name` of a kota; empty for the whole city."""

    code: str
    name: str
    camat: Count
    lurah: Count


def may_see_adoption(reach: Reach) -> bool:
    """Administrators, and whoever sits in the province."""
    return any(post.role == Role.ADMINISTRATOR or post.office.kind == Kind.PROVINCE for post in reach.posts)


def adoption() -> list[Adoption]:
    """The whole city first, then each kota in the order of codes. One query."""
    city = Adoption("", "", Count(), Count())
    kota: dict[str, Adoption] = {}
    for office, *facts in _seats():
        area = office.area
        assert area is not None  # _seats() asks for those with one
        above = area.kota or area
        here = kota.setdefault(above.code, Adoption(above.code, above.name, Count(), Count()))
        for count in (here, city):
            (count.camat if office.kind == Kind.KECAMATAN else count.lurah).add(*facts)
    return [city, *(kota[code] for code in sorted(kota))]


def _seats() -> list[tuple[Office, bool, bool, bool]]:
    seated = Post.objects.current().filter(office=OuterRef("pk"), role__in=SEATS.values())
    theirs = Device.objects.filter(app=APP, user=OuterRef("user"))
    installed = theirs.exclude(app_at=None)
    seen = theirs.filter(seen_at__gte=now() - SEEN_WITHIN)
    offices = (
        Office.objects.active()
        .filter(kind__in=SEATS, area__isnull=False)
        .select_related("area__parent__parent")
    )
    offices = offices.annotate(
        filled=Exists(seated),
        installed=Exists(seated.filter(Exists(installed))),
        seen=Exists(seated.filter(Exists(seen))),
    )
    return [(office, office.filled, office.installed, office.seen) for office in offices]  # type: ignore[attr-defined]  # annotated above
