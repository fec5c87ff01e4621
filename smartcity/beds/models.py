"""A hospital is an office with a place; a ward is what it last said of one room's beds. History stands in the log."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from smartcity.lib.time import now
from smartcity.offices.models import Office


class BedClass(models.TextChoices):
    """What a bed is for, in the order people ask for it."""

    IGD = "igd", _("IGD")
    ICU = "icu", _("ICU")
    PICU = "picu", _("ICU anak (PICU)")
    NICU = "nicu", _("ICU bayi (NICU)")
    HCU = "hcu", _("HCU")
    ISOLATION = "isolation", _("Isolasi")
    MATERNITY = "maternity", _("Bersalin")
    CLASS1 = "class1", _("Kelas 1")
    CLASS2 = "class2", _("Kelas 2")
    CLASS3 = "class3", _("Kelas 3")
    VIP = "vip", _("VIP")
    OTHER = "other", _("Kelas lain")


class Source(models.TextChoices):
    """By which way a count came."""

    CLERK = "clerk", _("oleh petugas")
    API = "api", _("dari sistem rumah sakit")
    CSV = "csv", _("dari berkas")


class HospitalQuerySet(models.QuerySet["Hospital"]):
    def open(self) -> HospitalQuerySet:
        """Those whose office still stands."""
        return self.filter(office__active=True)

    def listed(self) -> HospitalQuerySet:
        """With what a list tells of them."""
        return self.select_related("office__area").prefetch_related("wards")

    def whole(self) -> HospitalQuerySet:
        """With all a page tells of them."""
        return self.select_related("office__area__parent__parent").prefetch_related("wards")


class Hospital(models.Model):
    """`lon`, `lat` in degrees, WGS84. `grade` is A to D, or "" where none was given yet; `kind` as the register says it
    (RSU, RSUD, RSIA, RS Khusus). `provider` is the code BPJS knows it by. `beds` is its total where only that is known:
    it says nothing of classes, and nothing of what is free."""

    office = models.OneToOneField(Office, on_delete=models.PROTECT, related_name="hospital")
    kind = models.CharField(max_length=20, blank=True)
    grade = models.CharField(max_length=1, blank=True)
    owner = models.CharField(max_length=80, blank=True)
    lon = models.FloatField()
    lat = models.FloatField()
    phone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=200, blank=True)
    provider = models.CharField(max_length=20, blank=True)
    beds = models.PositiveIntegerField(null=True)

    objects = HospitalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider"], condition=~Q(provider=""), name="one_hospital_a_provider"),
            models.CheckConstraint(condition=Q(grade__in=["", "A", "B", "C", "D"]), name="hospital_grade"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.office.name

    @property
    def code(self) -> str:
        return self.office.code

    @property
    def standing(self) -> list[Ward]:
        """Its wards but those that were closed: without a bed at all. Ask for it with its wards."""
        return [ward for ward in self.wards.all() if ward.capacity]

    @property
    def subject(self) -> str:
        """Of what it is, in the log."""
        return f"hospital:{self.office.code}"

    @property
    def bed_subject(self) -> str:
        """Of its beds, in the log."""
        return f"bed:{self.pk}"


class Ward(models.Model):
    """`free` is None where only the capacity was ever told. `male`, `female` and `either` say of the free ones whom they
    may be given to, where the hospital tells them apart; `queue` is how many people wait. `at` is when it was counted."""

    hospital = models.ForeignKey(Hospital, on_delete=models.CASCADE, related_name="wards")
    bed_class = models.CharField(max_length=10, choices=BedClass.choices)
    room = models.CharField(max_length=20, blank=True)  # the hospital's own code of it; "" for all of a class
    name = models.CharField(max_length=80, blank=True)
    capacity = models.PositiveIntegerField()
    free = models.PositiveIntegerField(null=True)
    male = models.PositiveIntegerField(null=True)
    female = models.PositiveIntegerField(null=True)
    either = models.PositiveIntegerField(null=True)
    queue = models.PositiveIntegerField(null=True)
    source = models.CharField(max_length=5, choices=Source.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["hospital", "bed_class", "room"], name="one_ward_a_room"),
            models.CheckConstraint(condition=Q(free=None) | Q(free__lte=F("capacity")), name="free_within_capacity"),
            *(models.CheckConstraint(condition=Q(**{part: None}) | Q(**{f"{part}__lte": F("free")}),
                                     name=f"{part}_within_free") for part in ("male", "female", "either")),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name or str(self.get_bed_class_display())


class Receipt(models.Model):
    """What one sending was answered, so that the same `client_id` gets the same answer again. `digest` is the SHA-256 of
    what was sent."""

    client_id = models.UUIDField(unique=True)
    hospital = models.ForeignKey(Hospital, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    answer = models.JSONField()
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return str(self.client_id)
