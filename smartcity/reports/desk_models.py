"""What lies on a desk beside the case itself: notes of the office, who was sent, words it uses often."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from smartcity.accounts.queries import Reach
from smartcity.lib.time import now
from smartcity.offices.models import Office

MOST_NOTE = 2000


class NoteQuerySet(models.QuerySet["Note"]):
    def visible_to(self, reach: Reach) -> NoteQuerySet:
        """Those of the desks this reach covers: not the reporter's, not the next holder's."""
        return self.filter(office_id__in=reach.covers)


class Note(models.Model):
    """Said among officials about a case while `office` held it; `by_office` is whom the writer sat for. It is in no
    public channel."""

    report = models.ForeignKey("reports.Report", on_delete=models.CASCADE, related_name="notes")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    by_office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(default=now)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:40]


class Assignment(models.Model):
    """One person's time with a case their office holds. The one that runs stands in `Report.assignee` too."""

    report = models.ForeignKey("reports.Report", on_delete=models.CASCADE, related_name="assignments")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="assignments"
    )
    since = models.DateTimeField(default=now)
    until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["report"], condition=Q(until=None), name="one_assigned_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.report_id}"


class Inquiry(models.Model):
    """An office's question to the reporter, and what they said. `closed_at`: nobody answered in time, or there is
    nobody any more, or (`needless`) the office went on without it. It stops no clock."""

    report = models.ForeignKey("reports.Report", on_delete=models.CASCADE, related_name="inquiries")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.TextField()
    asked_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    needless = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report"],
                condition=Q(answered_at=None, closed_at=None),
                name="one_question_at_a_time",
            )
        ]
        indexes = [
            models.Index(
                fields=["expires_at"], condition=Q(answered_at=None, closed_at=None), name="inquiry_waits"
            )
        ]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def waits(self) -> bool:
        """Whether it can still be answered."""
        return self.answered_at is None and self.closed_at is None and self.expires_at > now()


class Phrase(models.Model):
    """Words an office uses often for one act; `text` may hold placeholders, see phrases.py."""

    class For(models.TextChoices):
        ANSWER = "answer", _("Jawab")
        REJECT = "reject", _("Tolak")
        FORWARD = "forward", _("Teruskan")
        COORDINATE = "coordinate", _("Koordinasi")
        ASK = "ask", _("Tanya pelapor")
        COMMENT = "comment", _("Komentar")

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="phrases")
    verb = models.CharField(max_length=12, choices=For.choices)
    title = models.CharField(max_length=60)
    text = models.TextField()

    class Meta:
        ordering = ["verb", "title"]
        constraints = [models.UniqueConstraint(fields=["office", "verb", "title"], name="phrase_titled_once")]

    def __str__(self) -> str:
        return self.title


class ReferralQuerySet(models.QuerySet["Referral"]):
    def running(self) -> ReferralQuerySet:
        """Neither replied to for good, nor overtaken by what the office did, nor too old."""
        return self.filter(replied_at=None, ended_at=None, expires_at__gt=now())


class Referral(models.Model):
    """What an office asks of a party without an account, by a link: `party` is an office nobody sits in (PLN, PAM).
    Of the link only the SHA-256 is kept. `replied_at`: the final reply came, and the link is used up; `ended_at`: the
    office went on without it. `settled`: the party says that it is done, else that it is not theirs."""

    report = models.ForeignKey("reports.Report", on_delete=models.CASCADE, related_name="referrals")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.TextField()
    digest = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    replied_at = models.DateTimeField(null=True)
    replied_by = models.CharField(max_length=120, blank=True)  # who says to have written it
    settled = models.BooleanField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.party} {self.report_id}"

    @property
    def stands(self) -> str:
        """waits, replied, ended or late."""
        if self.replied_at:
            return "replied"
        if self.ended_at:
            return "ended"
        return "waits" if self.expires_at > now() else "late"


class ReferralOpened(models.Model):
    """Somebody looked at a referral's page: when, from which network address, with which browser."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="opened")
    at = models.DateTimeField(default=now)
    address = models.CharField(max_length=45)
    browser = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.at:%F %T}"
