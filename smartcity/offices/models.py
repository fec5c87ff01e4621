"""An office is who can be asked: it holds reports, has a parent that hears when it is late, and seats people."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from smartcity.areas.models import Area


class Kind(models.TextChoices):
    """What an office is for. A category names the kind that answers it."""

    KELURAHAN = "kelurahan", _("Kelurahan")
    KECAMATAN = "kecamatan", _("Kecamatan")
    MAYOR = "mayor", _("Wali kota")
    PROVINCE = "province", _("Provinsi")
    ROADS = "roads", _("Jalan dan jembatan")
    WATER = "water", _("Sumber daya air")
    CLEANING = "cleaning", _("Kebersihan")
    TRANSPORT = "transport", _("Perhubungan")
    ORDER = "order", _("Ketertiban")
    HEALTH = "health", _("Kesehatan")
    PARKS = "parks", _("Pertamanan")
    FIRE = "fire", _("Pemadam kebakaran")
    POLICE = "police", _("Kepolisian")
    UTILITY = "utility", _("Perusahaan utilitas")
    HOSPITAL = "hospital", _("Rumah sakit")


class OfficeQuerySet(models.QuerySet["Office"]):
    def under(self, offices: Iterable[Office]) -> OfficeQuerySet:
        """These offices and every office below them."""
        below = Q(pk__in=[])
        for office in offices:
            below |= Q(path__startswith=office.path)
        return self.filter(below)

    def pks_under(self, offices: Iterable[Office]) -> frozenset[int]:
        """Of these offices and every office below them. Asked at every request of an official: plain SQL costs a third."""
        paths = [f"{office.path}%" for office in offices]
        below = " OR ".join(["path LIKE %s"] * len(paths)) or "1 = 0"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT id FROM offices_office WHERE {below}", paths)  # noqa: S608 our own words
            return frozenset(pk for (pk,) in cursor.fetchall())

    def active(self) -> OfficeQuerySet:
        return self.filter(active=True)

    def answering_now(self) -> OfficeQuerySet:
        """The active ones, then those abolished for which a successor answers."""
        heirs = Q(active=True) | Q(successor__active=True)
        return self.filter(heirs).select_related("successor").order_by("-active", "pk")

    def answering(self, kind: str, area: Area) -> Office | None:
        """The active office of `kind` nearest above `area`: its own, its parent's, ... or the city-wide one."""
        codes = [a.code for a in (area, *area.ancestors())]
        offices = {o.area.code if o.area else "": o for o in self.active().filter(kind=kind).filter(
            Q(area__code__in=codes) | Q(area=None)).select_related("area")}  # fmt: skip
        return next((offices[code] for code in (*codes, "") if code in offices), None)


class Office(models.Model):
    """`path` holds the ids from the root down to itself ("/1/7/43/"), so that "all below" is one prefix."""

    kind = models.CharField(max_length=20, choices=Kind.choices)
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=120)  # how one speaks of it: "Lurah Gambir"
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="offices")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    path = models.CharField(max_length=80, db_index=True, editable=False)
    active = models.BooleanField(default=True)
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors"
    )  # who answers for it once it is abolished

    objects = OfficeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "area"],
                condition=Q(active=True) & ~Q(kind="hospital"),
                name="one_active_office_a_kind_and_area",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def above(self) -> list[int]:
        """Ids of the offices above, the nearest first."""
        return [int(part) for part in self.path.split("/")[1:-2]][::-1]

    def superior(self) -> Office | None:
        """The nearest active office above; None at the top of its tree."""
        above = Office.objects.active().filter(pk__in=self.above())
        return max(above, key=lambda office: len(office.path), default=None)

    def standing(self) -> Office:
        """Itself, or who stands in for it once it is abolished."""
        if self.active:
            return self
        return self.successor.standing() if self.successor else self.superior() or self


class DayOff(models.Model):
    """What the city says of one day: that its offices are closed, or open (`works`) on what is a holiday elsewhere."""

    day = models.DateField(unique=True)
    name = models.CharField(max_length=80)
    works = models.BooleanField(default=False)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
