"""A gauge is a place where water is measured; a reading is what was measured there once. Readings are only added."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as word

from smartcity.areas.models import Area
from smartcity.lib.time import now
from smartcity.offices.models import Office

FRESH = timedelta(minutes=60)  # older than this a level says nothing of now


class Kind(models.TextChoices):
    """What stands there, in the order in which a flood is read."""

    SLUICE = "sluice", _("Pintu air")
    WATCH = "watch", _("Pos pengamatan")
    PUMP = "pump", _("Rumah pompa")
    RAIN = "rain", _("Pos hujan")
    RESERVOIR = "reservoir", _("Waduk")


class Siaga(models.IntegerChoices):
    """How grave it is, in the words of the water office. The first is the gravest."""

    ONE = 1, _("Siaga 1")
    TWO = 2, _("Siaga 2")
    THREE = 3, _("Siaga 3")
    NORMAL = 4, word("siaga", "Normal")


class Trend(models.TextChoices):
    UP = "up", word("water", "naik")
    DOWN = "down", word("water", "turun")
    STEADY = "steady", word("water", "tetap")


class Source(models.TextChoices):
    """By which way a reading came."""

    PAGE = "page", _("oleh petugas")
    API = "api", _("dari alat")
    CSV = "csv", _("dari berkas")


class GaugeQuerySet(models.QuerySet["Gauge"]):
    def active(self) -> GaugeQuerySet:
        return self.filter(active=True)

    def whole(self) -> GaugeQuerySet:
        """With all a page tells of them."""
        return self.select_related("area__parent__parent", "office")

    def fresh(self) -> GaugeQuerySet:
        """Those whose last reading still says something of now."""
        return self.filter(read_at__gte=now() - FRESH)


class Gauge(models.Model):
    """`lon`, `lat` in degrees, WGS84; `area` None where it stands upstream, outside the city. `siaga3`, `siaga2`, `siaga1`
    are the levels from which each begins, in cm (mm/h at a rain post). `installed` is how many pumps it has.

    `level` (the same units), `siaga`, `trend`, `pumps`, `read_at` and `source` are of the newest reading."""

    code = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=9, choices=Kind.choices)
    name = models.CharField(max_length=80)
    system = models.CharField(max_length=80, blank=True)  # which waters it belongs to: "Aliran Barat"
    lon = models.FloatField()
    lat = models.FloatField()
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, null=True, on_delete=models.PROTECT, related_name="+")
    siaga3 = models.IntegerField(null=True)
    siaga2 = models.IntegerField(null=True)
    siaga1 = models.IntegerField(null=True)
    installed = models.PositiveSmallIntegerField(null=True)
    active = models.BooleanField(default=True)

    level = models.IntegerField(null=True)
    siaga = models.PositiveSmallIntegerField(choices=Siaga.choices, null=True)
    trend = models.CharField(max_length=6, choices=Trend.choices, blank=True)
    pumps = models.PositiveSmallIntegerField(null=True)
    read_at = models.DateTimeField(null=True)
    source = models.CharField(max_length=4, choices=Source.choices, blank=True)

    objects = GaugeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "name"], name="one_gauge_a_kind_and_name"),
            models.CheckConstraint(condition=Q(siaga=None) | Q(siaga__range=(1, 4)), name="gauge_siaga"),
        ]
        indexes = [models.Index(fields=["read_at"], name="gauge_read_at")]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """In the log."""
        return f"gauge:{self.code}"

    @property
    def unit(self) -> str:
        """Of its levels."""
        return gettext("mm/jam") if self.kind == Kind.RAIN else "cm"

    @property
    def fresh(self) -> bool:
        """Whether the last reading still says something of now."""
        return self.read_at is not None and now() - self.read_at <= FRESH

    @property
    def siaga_now(self) -> int | None:
        """None where it is not known, or was known too long ago: an old "normal" is no normal."""
        return self.siaga if self.fresh else None

    def siaga_at(self, level: int) -> int | None:
        """By its thresholds; None where it has none."""
        steps = (
            (self.siaga1, Siaga.ONE),
            (self.siaga2, Siaga.TWO),
            (self.siaga3, Siaga.THREE),
        )
        if all(step is None for step, _siaga in steps):
            return None
        return next((siaga.value for step, siaga in steps if step is not None and level >= step), Siaga.NORMAL.value)  # fmt: skip


class ReadingQuerySet(models.QuerySet["Reading"]):
    def standing(self) -> ReadingQuerySet:
        """But for what its writer took back."""
        return self.filter(withdrawn=False)

    def since(self, moment: datetime) -> ReadingQuerySet:
        return self.filter(at__gte=moment)


class Reading(models.Model):
    """`at` is when it was measured, `told_at` when we heard of it. At least one of `level`, `siaga` and `pumps` is known."""

    gauge = models.ForeignKey(Gauge, on_delete=models.CASCADE, related_name="readings")
    at = models.DateTimeField()
    told_at = models.DateTimeField(default=now)
    level = models.IntegerField(null=True)
    siaga = models.PositiveSmallIntegerField(choices=Siaga.choices, null=True)
    pumps = models.PositiveSmallIntegerField(null=True)
    source = models.CharField(max_length=4, choices=Source.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    client_id = models.UUIDField(null=True, unique=True)
    withdrawn = models.BooleanField(default=False)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gauge", "at"], condition=Q(withdrawn=False), name="one_reading_a_moment"
            ),
            models.CheckConstraint(condition=Q(siaga=None) | Q(siaga__range=(1, 4)), name="reading_siaga"),
        ]

    def __str__(self) -> str:
        return f"{self.gauge_id} {self.at} {self.level}"
