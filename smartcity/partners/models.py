"""PartnerSystem   another system that answers for one of the city's offices: a department's own, a utility's, another city's.
PartnerService  which kind of report it takes, anywhere or in one area, and what it calls that.
Dispatch        one report there, as a parcel until it has arrived, and then what they say of it."""

from urllib.parse import urlsplit

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from smartcity.areas.models import Area
from smartcity.events.parcels import Parcel, ParcelQuerySet, State
from smartcity.lib.time import now
from smartcity.offices.models import Office
from smartcity.reports.models import Category, Report

MOST_ID = 100  # letters of an id or a token of theirs


class Format(models.TextChoices):
    JSON = "json"
    XML = "xml"


class Stands(models.TextChoices):
    """What their word about a report means here."""

    UNKNOWN = "", _("belum ditanya")
    OPEN = "open", _("belum dikerjakan")
    TAKEN = "taken", _("dikerjakan")
    SOLVED = "solved", _("dinyatakan selesai")
    DECLINED = "declined", _("tidak ditangani")


class PartnerSystem(models.Model):
    """`url` is where its GeoReport v2 begins, without a slash at the end. `key` is sealed. `offered`, `format` and `updates`
    (whether it tells servicerequestupdates) are what its last trial found; `said` is one line about the last exchange."""

    name = models.CharField(max_length=80, unique=True)
    url = models.CharField(max_length=500)
    jurisdiction = models.CharField(max_length=100, blank=True, default="")
    key = models.CharField(max_length=500, blank=True, default="")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    active = models.BooleanField(default=True)
    format = models.CharField(max_length=4, choices=Format.choices, default=Format.JSON)
    updates = models.BooleanField(default=True)
    offered = models.JSONField(default=list, blank=True)  # [[code, name], ...]
    created_at = models.DateTimeField(default=now)
    tried_at = models.DateTimeField(null=True)
    said_at = models.DateTimeField(null=True)
    said = models.CharField(max_length=300, blank=True, default="")
    failing_since = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["office"], condition=Q(active=True), name="partner_of_office")]

    def __str__(self) -> str:
        return self.name

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    @property
    def subject(self) -> str:
        """In the log."""
        return f"partner:{self.pk}"


class PartnerService(models.Model):
    system = models.ForeignKey(PartnerSystem, on_delete=models.CASCADE, related_name="services")
    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="+")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=100)
    created_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["category__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["system", "category", "area"], name="one_service_an_area"),
            models.UniqueConstraint(
                fields=["system", "category"], condition=Q(area=None), name="one_service_anywhere"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category} {self.code}"


class DispatchQuerySet(ParcelQuerySet["Dispatch"]):
    def followed(self) -> "DispatchQuerySet":
        """Arrived, and asked after."""
        return self.filter(state=State.SENT, poll_at__isnull=False)


class Dispatch(Parcel):
    """`key` is what we call the request towards them, the same each time. `asked_at`: when it was first given to them,
    whatever became of that. Either `theirs`, their id for it, or a `token` that becomes one.

    `poll_at`: when they are asked next; None when nobody asks any more. `quiet` counts the times nothing was new, `deaf`
    those without an answer, in a row. `heard` holds the ids of the updates told here, `heard_until` the newest one's time."""

    State = State

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="dispatches")
    system = models.ForeignKey(PartnerSystem, on_delete=models.PROTECT, related_name="dispatches")
    code = models.CharField(max_length=100)
    status = models.PositiveSmallIntegerField(default=0)  # what HTTP answered last
    asked_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    theirs = models.CharField(max_length=MOST_ID, blank=True, default="")
    token = models.CharField(max_length=MOST_ID, blank=True, default="")
    stands = models.CharField(max_length=8, choices=Stands.choices, blank=True, default=Stands.UNKNOWN)
    word = models.CharField(max_length=300, blank=True, default="")  # their status, in their words
    poll_at = models.DateTimeField(null=True)
    polled_at = models.DateTimeField(null=True)
    quiet = models.PositiveSmallIntegerField(default=0)
    deaf = models.PositiveSmallIntegerField(default=0)
    heard = models.JSONField(default=list, blank=True)
    heard_until = models.DateTimeField(null=True)
    told = models.PositiveSmallIntegerField(default=0)  # how many notes of theirs stand in the report's log
    rebuttal = models.TextField(blank=True, default="")  # that their answer was refused here, and why
    rebutted_at = models.DateTimeField(null=True)  # when they were told

    objects = DispatchQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "system"], name="dispatched_once")]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="dispatch_due"),
            models.Index(fields=["poll_at"], condition=Q(poll_at__isnull=False), name="dispatch_poll"),
            models.Index(fields=["system", "-id"], name="dispatch_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.system_id}:{self.report_id}"
