"""An invitation to a post: a link that works once, for a while, until it is withdrawn. Who has the officials' app: how many
had it each day, and who was reminded of it. And which kelurahan becomes several."""

from __future__ import annotations

from datetime import timedelta

from django.db import models

from smartcity.accounts.models import Post, Role, User
from smartcity.areas.models import Area
from smartcity.lib.time import now
from smartcity.offices.models import Office
from smartcity.seats.saved_models import SavedFilter as SavedFilter  # Django looks for models here

HOLDS = timedelta(days=7)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> InvitationQuerySet:
        """Neither used nor withdrawn, and still in time."""
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=now())

    def over(self) -> InvitationQuerySet:
        """Withdrawn, or too late."""
        return self.filter(accepted_at=None).exclude(withdrawn_at=None, expires_at__gt=now())


class Invitation(models.Model):
    """Of the link only the SHA-256 of its secret is kept. `name` is whom the one who made it has in mind. `shown`: the
    link was shown to them too, so that who opens it has not proven to read the mailbox of `email`."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=16, choices=Role.choices)
    interim = models.BooleanField(default=False)
    name = models.CharField(max_length=80, blank=True)
    email = models.EmailField(blank=True)
    digest = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)  # the mail server did not take it
    shown = models.BooleanField(default=False)
    begun_at = models.DateTimeField(null=True)  # somebody has chosen an account for it
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    post = models.OneToOneField(Post, null=True, on_delete=models.SET_NULL, related_name="invitation")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["office", "role"], name="invited_to")]

    def __str__(self) -> str:
        return f"invitation:{self.pk}"

    @property
    def state(self) -> str:
        """open, accepted, withdrawn or late."""
        if self.accepted_at:
            return "accepted"
        if self.withdrawn_at:
            return "withdrawn"
        return "open" if self.expires_at > now() else "late"


class AppDay(models.Model):
    """How the officials' app stood in one kecamatan, with the code `area`, at the end of a day of the city; of today, up
    to now. Offices that stood then, and of these how many had it on somebody's phone."""

    day = models.DateField()
    area = models.CharField(max_length=20)
    camat = models.PositiveSmallIntegerField()
    camat_installed = models.PositiveSmallIntegerField()
    lurah = models.PositiveSmallIntegerField()
    lurah_installed = models.PositiveSmallIntegerField()
    lurah_active = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "area"], name="one_app_day_a_kecamatan")]

    def __str__(self) -> str:
        return f"{self.day} {self.area}"


class Reminder(models.Model):
    """Somebody was asked to install the officials' app for the sake of their seat in `office`. They are told in the app,
    and by e-mail where they have proven an address: `mail` says how far that is."""

    class Mail(models.TextChoices):
        NONE = ""
        DUE = "due"
        SENT = "sent"
        FAILED = "failed"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=now)
    mail = models.CharField(max_length=6, choices=Mail.choices, blank=True, default=Mail.NONE)

    class Meta:
        indexes = [
            models.Index(fields=["user", "-at"], name="reminded_last"),
            models.Index(fields=["at"], condition=models.Q(mail="due"), name="reminder_to_mail"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.office_id}"


class Split(models.Model):
    """From the day `on` a kelurahan is several. `default` is the part that gets what cannot be placed by its pin. Until
    `opened_at` its office answers for all of it; until `done_at` open cases may still be where they were. `lon`, `lat`: where
    the point of the whole was, degrees; what keeps the name has another."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="splits")
    parts = models.ManyToManyField(Area, related_name="+")
    default = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    opened_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "on"], name="one_split_a_day")]

    def __str__(self) -> str:
        return f"{self.area_id} {self.on}"
