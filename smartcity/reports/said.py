"""What people say: about a report, in the talk of a kelurahan, to a company, or in answer to such talk; and who objects
to it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from smartcity.accounts.models import Block
from smartcity.accounts.queries import Reach
from smartcity.areas.models import Area
from smartcity.lib.text import first_line
from smartcity.lib.time import now
from smartcity.offices.models import Office
from smartcity.reports.companies import Company, OpenLetter

MOST_COMMENT = 1000  # letters of an answer or a comment
MOST_TALK = 2000  # of a post


class State(models.TextChoices):
    """Only what is shown exists for others; what is held its author still sees."""

    SHOWN = "shown"
    HELD = "held"
    HIDDEN = "hidden"  # by a moderator
    REMOVED = "removed"  # by its author; the words are gone


class Why(models.TextChoices):
    """What made the city hold it before a person looked."""

    LINKS = "links", _("lebih dari satu tautan")
    NEW_LINK = "new_link", _("tautan dari akun baru")
    REPEATED = "repeated", _("kata-kata yang sama berulang")
    FLAGGED = "flagged", _("dilaporkan tiga warga")


BY_NAME = Q(office=None, company=None) & (
    Q(report=None) | Q(report__signed=True) | Q(report__author=None) | ~Q(report__author=F("user"))
)
"""Said under a pseudonym: not for an office or a company, and not by a reporter who stays hidden."""


class CommentQuerySet(models.QuerySet["Comment"]):
    def shown(self) -> CommentQuerySet:
        """What exists for everybody; an answer only as long as what it answers does."""
        return self.filter(Q(parent=None) | Q(parent__state=State.SHOWN), state=State.SHOWN)

    def visible_to(self, reach: Reach) -> CommentQuerySet:
        """What this reader sees: what is shown, and their own that is held; nothing by name of those they block."""
        seen = Q(state=State.SHOWN)
        if reach.user_id:
            seen |= Q(state=State.HELD, user_id=reach.user_id)
        found = self.filter(Q(parent=None) | Q(parent__state=State.SHOWN), seen)
        if reach.user_id:
            blocked = Block.objects.filter(user_id=reach.user_id, blocked=OuterRef("user"))
            found = found.exclude(BY_NAME & Q(Exists(blocked)))
        return found

    def talk(self) -> CommentQuerySet:
        """Posts: of a kelurahan's talk, and to companies."""
        return self.filter(report=None, parent=None)

    def to(self, company: Company) -> CommentQuerySet:
        return self.filter(letter__company=company)

    def unanswered(self) -> CommentQuerySet:
        """Posts to a company that it has not answered."""
        answers = Comment.objects.filter(parent=OuterRef("pk"), state=State.SHOWN, company__isnull=False)
        return self.filter(letter__isnull=False).exclude(Exists(answers))

    def by_name_of(self, user_id: int) -> CommentQuerySet:
        """What this person said under their pseudonym where everybody reads it."""
        public = Q(report=None) | Q(report__visibility="public")
        return self.shown().filter(BY_NAME, public, user_id=user_id)


class Comment(models.Model):
    """About one thing: a report; an area (then it is talk), a company (`letter`, whose place an area may tell); or the
    post it answers. `office`, `company` stand where somebody spoke for one. `digest` is the same for the same words.
    `judged_at`: a moderator released it."""

    report = models.ForeignKey("reports.Report", null=True, on_delete=models.CASCADE, related_name="said")
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    letter = models.OneToOneField(OpenLetter, null=True, on_delete=models.CASCADE, related_name="post")
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="answers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    office = models.ForeignKey(Office, null=True, on_delete=models.PROTECT)
    company = models.ForeignKey(Company, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(default=now)
    state = models.CharField(max_length=8, choices=State.choices, default=State.SHOWN)
    why = models.CharField(max_length=10, choices=Why.choices, blank=True)
    digest = models.CharField(max_length=16, blank=True)
    judged_at = models.DateTimeField(null=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="said_about_one_thing",
                condition=Q(report__isnull=False, area=None, letter=None, parent=None)
                | (Q(report=None, parent=None) & (Q(area__isnull=False) | Q(letter__isnull=False)))
                | Q(report=None, area=None, letter=None, parent__isnull=False),
            )
        ]
        indexes = [
            models.Index(fields=["user", "-id"], name="comment_user"),
            models.Index(fields=["digest", "at"], name="comment_digest"),
            models.Index(fields=["area", "-id"], condition=Q(area__isnull=False), name="comment_talk"),
            models.Index(fields=["-id"], condition=Q(report=None, parent=None), name="comment_posts"),
            models.Index(fields=["id"], condition=Q(state="held"), name="comment_held"),
        ]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def title(self) -> str:
        return first_line(self.text)

    @property
    def held(self) -> bool:
        return self.state == State.HELD

    @property
    def is_post(self) -> bool:
        """Whether it begins a talk."""
        return self.report_id is None and self.parent_id is None

    @property
    def watched(self) -> bool:
        """Whether its words are looked at for spam: not an office's or a company's, nor under a private report."""
        return not self.official and (self.report is None or self.report.public)

    @property
    def official(self) -> bool:
        """Said for an office or a company: it is not taken back, and not held."""
        return self.office_id is not None or self.company_id is not None

    @property
    def by_hidden_reporter(self) -> bool:
        """Whether this is the reporter's, who has not chosen to be seen."""
        if self.report is None or self.user_id is None:
            return False
        return self.user_id == self.report.author_id and not self.report.signed

    @property
    def speaker(self) -> str:
        """Who is seen to speak: an office, a company, or a pseudonym; empty for a reporter who stays hidden."""
        if self.office:
            return self.office.title
        if self.company:
            return self.company.name
        return "" if self.by_hidden_reporter else str(self.user or "")

    @property
    def profile(self) -> str:
        """The public id of whoever speaks, where they may be looked at; else empty."""
        if self.official or self.user is None or self.by_hidden_reporter:
            return ""
        return self.user.public_id if self.user.open_profile and self.user.is_active else ""


class Objection(models.TextChoices):
    """Why somebody reports a comment."""

    SPAM = "spam", _("Iklan atau tautan mencurigakan")
    INSULT = "insult", _("Menghina atau mengancam")
    HATE = "hate", _("Kebencian terhadap suku, agama, ras, atau golongan")
    PERSONAL = "personal", _("Membuka data pribadi seseorang")
    FALSE = "false", _("Menyesatkan")
    OTHER = "other", _("Alasan lain")


class Flag(models.Model):
    """One person's objection to a comment. `weighs`: they were in good standing when they made it."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="flags")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    objection = models.CharField(max_length=10, choices=Objection.choices)
    words = models.CharField(max_length=500, blank=True)
    weighs = models.BooleanField()
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "user"], name="flag_once")]

    def __str__(self) -> str:
        return self.objection
