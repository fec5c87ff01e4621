"""A user is a person; a post is that person's seat in an office, from a day to a day."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from smartcity.accounts.blocks import Block as Block
from smartcity.accounts.duties import Duty as Duty
from smartcity.accounts.erased import Erased as Erased
from smartcity.accounts.keys import ApiKey as ApiKey
from smartcity.accounts.open_sessions import OpenSession as OpenSession
from smartcity.accounts.pending import PendingCode as PendingCode
from smartcity.accounts.tallies import Crisis as Crisis
from smartcity.accounts.tallies import Tally as Tally
from smartcity.lib.time import now
from smartcity.offices.models import Office


def new_public_id() -> str:
    """Ten letters and digits nobody can guess, and nothing can be read from: not the order of joining either."""
    return "".join(secrets.choice("abcdefghjkmnpqrstuvwxyz23456789") for _letter in range(10))


class User(AbstractUser):
    """`pseudonym` is the only name others see of a citizen; `public_id` is the address of what they show by choice.
    `phone` is E.164 and proven by a code; like a proven e-mail address (allauth's EmailAddress) it is a way to sign
    in, shown to nobody else.

    `open_profile`: others may look at and follow what this person says by name. `signs`: new reports carry the
    pseudonym; without it nobody learns who reports."""

    first_name = None  # type: ignore[assignment]  # a pseudonym and a username are all we ask for
    last_name = None  # type: ignore[assignment]
    pseudonym = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=2, default="id")
    phone = models.CharField(max_length=16, null=True, blank=True, unique=True)
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    open_profile = models.BooleanField(default=True)
    signs = models.BooleanField(default=False)
    as_citizen = False  # whether this session was opened by a code or a citizen's passkey: see backends
    by_password = False  # whether it was opened by a password alone

    def __str__(self) -> str:
        return self.pseudonym or self.username


class Role(models.TextChoices):
    """What a post allows. A citizen holds none."""

    LURAH = "lurah", _("Lurah")
    CAMAT = "camat", _("Camat")
    MAYOR = "mayor", _("Wali kota")
    OFFICER = "officer", _("Petugas")
    POLICE = "police", _("Polisi")
    VERIFIER = "verifier", _("Verifikator")
    OPERATOR = "operator", _("Operator ruang kendali")
    CLERK = "clerk", _("Petugas rumah sakit")
    ADMINISTRATOR = "administrator", _("Administrator")


ACTING = frozenset({Role.LURAH, Role.CAMAT, Role.MAYOR, Role.OFFICER, Role.POLICE})
"""Roles that may answer for their office and for those below it. The others watch, check, keep beds or seat people."""


class PostQuerySet(models.QuerySet["Post"]):
    def current(self, at: datetime | None = None) -> PostQuerySet:
        at = at or now()
        return self.filter(Q(until=None) | Q(until__gt=at), since__lte=at)


class Post(models.Model):
    """`interim`: somebody who acts for the office until it has its own head (pelaksana tugas, Plt.)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="posts")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=16, choices=Role.choices)
    since = models.DateTimeField(default=now)
    until = models.DateTimeField(null=True, blank=True)
    interim = models.BooleanField(default=False)

    objects = PostQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.office}"


class Token(models.Model):
    """A bearer token; only its SHA-256 is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Device(models.Model):
    """Where somebody opens an app, by their own phone's word: how the city knows who has installed it.

    `display_mode` is how it was opened last; `app_at` when it was last opened as an app, for on one phone a browser's tab
    and the app are one device. `version` is of what was opened, `push` whether it takes pushes: on, off, blocked, or ""
    for not told."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="devices")
    key = models.CharField(max_length=36)
    app = models.CharField(max_length=8)
    display_mode = models.CharField(max_length=16, default="browser")
    app_at = models.DateTimeField(null=True)
    version = models.CharField(max_length=16, blank=True)
    push = models.CharField(max_length=8, blank=True)
    platform = models.CharField(max_length=60, blank=True)
    enrolled_at = models.DateTimeField(default=now)
    seen_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "app", "key"], name="one_row_a_device")]

    def __str__(self) -> str:
        return f"{self.app} {self.display_mode}"

    @property
    def installed(self) -> bool:
        return self.app_at is not None


class Follow(models.Model):
    """What a user wants to hear of: "report:12", "area:31.71.01.1001", "person:7"."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="follows")
    subject = models.CharField(max_length=60, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "subject"], name="follow_once")]

    def __str__(self) -> str:
        return self.subject
