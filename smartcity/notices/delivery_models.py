"""How news leaves the house: what a person wishes, where they can be reached, what is to be sent, what is under way.

Delivery  one notice for one device, or for one address; waits until it is due.
Message   what carries one or many deliveries to that place; at most one is under way to each."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from smartcity.events.parcels import Parcel, ParcelQuerySet, State
from smartcity.events.parcels import fresh_key as fresh_key  # migrations look for it here
from smartcity.lib.time import now


class Digest(models.TextChoices):
    NONE = "none"
    DAILY = "daily"
    WEEKLY = "weekly"


class Kind(models.TextChoices):
    """Why a person hears of something; each is the name of a switch of Preferences."""

    OWN = "own"
    FOLLOWED = "followed"
    AREAS = "areas"
    COMMENTS = "comments"
    OFFICE = "office"


class Channel(models.TextChoices):
    PUSH = "push"
    EMAIL = "email"


class Preferences(models.Model):
    """What leaves the house for one person. In the app everything is always told. No row: the defaults. Hours are
    0 to 23 in the city's zone; the quiet ones run from the first until the second begins."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    push = models.BooleanField(
        default=True
    )  # to the devices that were switched on, and there are none at first
    email = models.BooleanField(default=False)
    digest = models.CharField(max_length=6, choices=Digest.choices, default=Digest.NONE)
    digest_hour = models.PositiveSmallIntegerField(default=7)
    quiet = models.BooleanField(default=True)
    quiet_from = models.PositiveSmallIntegerField(default=22)
    quiet_to = models.PositiveSmallIntegerField(default=6)
    own = models.BooleanField(default=True)
    followed = models.BooleanField(default=True)
    areas = models.BooleanField(default=True)
    comments = models.BooleanField(default=True)
    office = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.user_id}"

    def wants(self, channel: str, kind: str) -> bool:
        return bool(getattr(self, channel) and getattr(self, kind))


class PushQuerySet(models.QuerySet["PushSubscription"]):
    def active(self) -> PushQuerySet:
        return self.filter(ended_at=None)

    def lost(self) -> PushQuerySet:
        """Ended by the browser or its service, and not yet read by the person."""
        return self.exclude(ended_at=None)


class PushSubscription(models.Model):
    """A browser that takes pushes, and whose it is: for which `app`, and on which Device of it (its key; "" where that
    is not told). When its service says that it is gone, address and keys go at
    once and the row stays, so that the person can be told."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    endpoint = models.CharField(max_length=1000, unique=True, null=True)
    service = models.CharField(max_length=255)  # the host that is asked to push
    p256dh = models.CharField(max_length=120)
    auth = models.CharField(max_length=60)
    server_key = models.CharField(max_length=100)  # the city's public key it was made for
    label = models.CharField(max_length=60)
    app = models.CharField(max_length=8, default="qlue")
    device = models.CharField(max_length=36, blank=True, default="")
    created_at = models.DateTimeField(default=now)
    success_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)  # in a row
    ended_at = models.DateTimeField(null=True)

    objects = PushQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user"], name="push_of_user")]

    def __str__(self) -> str:
        return self.label


class MessageQuerySet(ParcelQuerySet["Message"]):
    pass


class Message(Parcel):
    """What is PARKED stands in events.Parked as well."""

    State = State

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=5, choices=Channel.choices)
    subscription = models.ForeignKey(PushSubscription, null=True, on_delete=models.CASCADE, related_name="+")
    service = models.CharField(max_length=255)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subscription"], condition=Q(state="waiting"), name="one_push_under_way"
            ),
            models.UniqueConstraint(
                fields=["user"], condition=Q(state="waiting", channel="email"), name="one_mail_under_way"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="message_due"),
            models.Index(fields=["ended_at"], name="message_ended"),
        ]

    def __str__(self) -> str:
        return f"message:{self.pk}"


class Delivery(models.Model):
    """`message` is empty while it waits for its time."""

    notice = models.ForeignKey("notices.Notice", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=5, choices=Channel.choices)
    subscription = models.ForeignKey(PushSubscription, null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    urgent = models.BooleanField(default=False)
    due_at = models.DateTimeField()
    message = models.ForeignKey(Message, null=True, on_delete=models.CASCADE, related_name="deliveries")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "subscription"], condition=Q(channel="push"), name="pushed_once"
            ),
            models.UniqueConstraint(fields=["notice"], condition=Q(channel="email"), name="mailed_once"),
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(message=None), name="delivery_due")]

    def __str__(self) -> str:
        return f"{self.channel} {self.notice_id}"
