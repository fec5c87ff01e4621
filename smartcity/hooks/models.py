"""Hook      an address somebody wants public events sent to.
HookDelivery  one event for one of them, as a parcel; its key, with "msg_" before it, is the webhook-id, the same each time."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q

from smartcity.events.models import Event
from smartcity.events.parcels import Parcel, ParcelQuerySet, State
from smartcity.lib.time import now


class Off(models.TextChoices):
    """Why nothing is sent there any more."""

    FAILING = "failing"
    GONE = "gone"  # it answered 410


class HookQuerySet(models.QuerySet["Hook"]):
    def on(self) -> "HookQuerySet":
        return self.filter(off_at=None)


class Hook(models.Model):
    """Empty filters ask for everything public. `area` is a code of any level, with all below it; `secret` is sealed."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    url = models.CharField(max_length=1000)
    secret = models.CharField(max_length=255)
    area = models.CharField(max_length=20, blank=True, default="")
    categories = models.JSONField(default=list, blank=True)
    verbs = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(default=now)
    success_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    off_at = models.DateTimeField(null=True)
    off_why = models.CharField(max_length=7, choices=Off.choices, blank=True, default="")

    objects = HookQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user"], name="hook_of_user")]

    def __str__(self) -> str:
        return self.host

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    @property
    def subject(self) -> str:
        """In the log."""
        return f"hook:{self.pk}"


class HookDeliveryQuerySet(ParcelQuerySet["HookDelivery"]):
    pass


class HookDelivery(Parcel):
    """Without `event` it is a trial. `status` is what was answered last, 0 for nothing."""

    State = State

    hook = models.ForeignKey(Hook, on_delete=models.CASCADE, related_name="deliveries")
    event = models.ForeignKey(Event, null=True, on_delete=models.CASCADE, related_name="+")
    status = models.PositiveSmallIntegerField(default=0)

    objects = HookDeliveryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hook", "event"], name="hooked_once")]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="hook_due"),
            models.Index(fields=["hook", "-id"], name="hook_latest"),
            models.Index(fields=["ended_at"], name="hook_ended"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Its webhook-id."""
        return f"msg_{self.key}"
