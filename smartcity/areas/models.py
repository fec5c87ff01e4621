"""An area is a named piece of the city; its boundaries are dated, so that the past keeps its own map."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from smartcity.lib.errors import NotFound


class Level(models.TextChoices):
    """From the widest to the narrowest; only the narrowest, the leaves, have boundaries of their own."""

    KOTA = "kota", gettext_lazy("Kota")
    KECAMATAN = "kecamatan", gettext_lazy("Kecamatan")
    KELURAHAN = "kelurahan", gettext_lazy("Kelurahan")


LEAF = Level.KELURAHAN


def valid_at(day: date | None = None) -> Q:
    """Rows in force on a day (today by default): from valid_from, until the day before valid_to."""
    day = day or timezone.localdate()
    return (Q(valid_from=None) | Q(valid_from__lte=day)) & (Q(valid_to=None) | Q(valid_to__gt=day))


class AreaQuerySet(models.QuerySet["Area"]):
    def level(self, level: str) -> AreaQuerySet:
        return self.filter(level=level)

    def leaves(self) -> AreaQuerySet:
        return self.filter(level=LEAF)

    def current(self, at: date | None = None) -> AreaQuerySet:
        """In force on that day, today by default."""
        return self.filter(valid_at(at))

    def within(self, area: Area) -> AreaQuerySet:
        """The area itself and all below it."""
        return self.filter(Q(pk=area.pk) | Q(parent=area) | Q(parent__parent=area))

    def with_parents(self) -> AreaQuerySet:
        return self.select_related("parent__parent")

    def coded(self, code: str) -> Area:
        """The one area with this code. Raises NotFound."""
        area = self.with_parents().filter(code=code).first()
        if area is None:
            raise NotFound(_("Tidak ada wilayah dengan kode “%(code)s”.") % {"code": code})
        return area


class Area(models.Model):
    """`lon`, `lat` is a point inside it, in degrees. `short_name` is what people call it beside another name.

    An area that was split has `valid_to` and `successors`; its reports keep pointing at it."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=80)
    short_name = models.CharField(max_length=80)
    level = models.CharField(max_length=10, choices=Level.choices)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    lon = models.FloatField()
    lat = models.FloatField()
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)  # the first day it is no longer in force
    successors = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="predecessors")
    residents = models.PositiveIntegerField(null=True, blank=True)  # as counted by `residents_source`
    residents_source = models.CharField(max_length=200, blank=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name

    def ancestors(self) -> Iterator[Area]:
        """Its parent, that one's parent, ...: the nearest first."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    def over(self) -> bool:
        """Whether it was split, and that day has come."""
        return self.valid_to is not None and self.valid_to <= timezone.localdate()

    @property
    def kecamatan(self) -> Area | None:
        return self._upwards(Level.KECAMATAN)

    @property
    def kota(self) -> Area | None:
        return self._upwards(Level.KOTA)

    @property
    def full_name(self) -> str:
        """ "Gambir, Jakarta Pusat"."""
        kota = self.kota
        return self.name if kota is None or kota == self else f"{self.name}, {kota.short_name}"

    def _upwards(self, level: Level) -> Area | None:
        return next((area for area in (self, *self.ancestors()) if area.level == level), None)


class BoundaryQuerySet(models.QuerySet["Boundary"]):
    def deciding(self, at: date | None = None) -> BoundaryQuerySet:
        """In force on that day (today by default), of each area the one that counts first."""
        return self.filter(valid_at(at)).order_by(
            "area_id",
            F("valid_from").desc(nulls_last=True),
            "approximate",
            F("valid_to").asc(nulls_last=True),
        )


class Boundary(models.Model):
    """The outline of a leaf for a span of time: WKB, degrees, longitude before latitude, WGS84.

    `approximate` ones are only a cell around the area's point. On a day when several are in force the one that
    began last counts, a real one before an approximate one, then the one that ends first."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="boundaries")
    geometry = models.BinaryField()
    approximate = models.BooleanField(default=False)
    source = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)  # the first day it is no longer in force

    objects = BoundaryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "boundaries"
        constraints = [
            models.UniqueConstraint(
                "area",
                "approximate",
                Coalesce("valid_from", Value(date.min)),
                Coalesce("valid_to", Value(date.max)),
                name="one_boundary_an_area_and_span",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lt=F("valid_to")),
                name="a_boundary_begins_before_it_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.valid_from or ''}–{self.valid_to or ''}"


class Edition(models.Model):
    """One row that counts the changes to areas and boundaries, so that every process can see its map is old."""

    number = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)
