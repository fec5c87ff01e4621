"""What a citizen reports, the photos with it, the kinds there are, and who has held it."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from smartcity.accounts.models import User
from smartcity.accounts.queries import Reach
from smartcity.areas.models import Area
from smartcity.lib.geo import cover
from smartcity.lib.text import beyond_first_line, first_line
from smartcity.lib.time import now
from smartcity.offices.models import Kind, Office
from smartcity.reports.checks import Check as Check
from smartcity.reports.companies import Company as Company  # Django looks for models here
from smartcity.reports.companies import CompanySeat as CompanySeat
from smartcity.reports.companies import LetterSupport as LetterSupport
from smartcity.reports.companies import OpenLetter as OpenLetter
from smartcity.reports.desk_models import Assignment as Assignment
from smartcity.reports.desk_models import Inquiry as Inquiry
from smartcity.reports.desk_models import Note as Note
from smartcity.reports.desk_models import Phrase as Phrase
from smartcity.reports.desk_models import Referral as Referral
from smartcity.reports.desk_models import ReferralOpened as ReferralOpened
from smartcity.reports.looked_models import DeskVisit as DeskVisit
from smartcity.reports.looked_models import Opened as Opened
from smartcity.reports.numbers import number_of, pk_of
from smartcity.reports.privacy_models import Disclosure as Disclosure
from smartcity.reports.privacy_models import NameSeen as NameSeen
from smartcity.reports.privacy_models import Withdrawn as Withdrawn
from smartcity.reports.privacy_models import Wording as Wording
from smartcity.reports.received_models import Received as Received
from smartcity.reports.said import Comment as Comment
from smartcity.reports.said import Flag as Flag
from smartcity.reports.screening import Screening as Screening
from smartcity.reports.searching import SearchText as SearchText
from smartcity.reports.searching import found_ids
from smartcity.reports.undoing import Undoable as Undoable
from smartcity.reports.workflow import OPEN, Status


class Clock(models.TextChoices):
    """Which hours of a deadline count."""

    ALL = "all", _("jam")
    WORKING = "working", _("jam kerja")


class Category(models.Model):
    """A kind of report. `responsible` is the kind of office that answers it; hours are of the deadlines."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    group = models.CharField(max_length=40)
    icon = models.CharField(max_length=24)
    responsible = models.CharField(max_length=20, choices=Kind.choices)
    first_action_hours = models.PositiveIntegerField(default=24)
    resolution_hours = models.PositiveIntegerField(default=72)
    clock = models.CharField(max_length=10, choices=Clock.choices, default=Clock.ALL)  # which hours count
    private = models.BooleanField(default=False)
    needs_proof = models.BooleanField(default=True)  # an answer must bring an after-photo
    reach_m = models.PositiveIntegerField(default=100)  # how far apart two reports of one problem may well be
    kin = models.CharField(max_length=20, blank=True)  # categories with the same word may tell of one problem
    keywords = models.CharField(max_length=300, blank=True)
    order = models.PositiveIntegerField(default=100)
    active = models.BooleanField(default=True)
    questions = models.JSONField(default=list)  # what more is asked: questions.py
    version = models.PositiveIntegerField(default=1)  # counts what administrators changed

    class Meta:
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(responsible=Kind.POLICE) | Q(private=True),
                name="what_the_police_answer_is_private",
            )
        ]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name

    @property
    def for_police(self) -> bool:
        """Crime and terror: never public, screened by the police desk, and an alarm there."""
        return self.private and self.responsible == Kind.POLICE

    @property
    def urgent(self) -> bool:
        """For the police, the fire brigade or the health office: whoever sees it may be in danger."""
        return self.responsible in (Kind.POLICE, Kind.FIRE, Kind.HEALTH)

    @property
    def needs_photo(self) -> bool:
        """A new report must bring a photo. Not in danger: nobody is sent nearer for one."""
        return not self.urgent


class RuleQuerySet(models.QuerySet["Rule"]):
    def current(self) -> RuleQuerySet:
        """Those in force, in the order they are asked, with what they name."""
        named = self.select_related("category", "area", "office")
        return named.filter(until=None).order_by("place", "number")


class Rule(models.Model):
    """Who a report goes to: an office by name, or the one of a kind that is nearest. The first that fits decides.

    A row is one version: what it says is never edited. `number` is what people call the rule by, for ever; `place`
    says when it is asked. In force from `since` (None: since ever) until `until`."""

    number = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    category = models.ForeignKey(Category, null=True, blank=True, on_delete=models.CASCADE)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    office = models.ForeignKey(Office, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    place = models.FloatField()
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = RuleQuerySet.as_manager()

    class Meta:
        ordering = ["place", "number"]
        constraints = [
            models.UniqueConstraint(fields=["number", "version"], name="one_row_a_version"),
            models.UniqueConstraint(fields=["number"], condition=Q(until=None), name="one_version_in_force"),
        ]

    def __str__(self) -> str:
        return f"{self.number}.{self.version}"


class ReportQuerySet(models.QuerySet["Report"]):
    def numbered(self, number: int) -> ReportQuerySet:
        return self.filter(pk=pk_of(number))

    def public(self) -> ReportQuerySet:
        return self.filter(visibility=Visibility.PUBLIC)

    def open(self) -> ReportQuerySet:
        return self.filter(status__in=OPEN)

    def unheard(self) -> ReportQuerySet:
        """Late, and nobody sits above the office that holds them."""
        return self.open().filter(unheard_since__isnull=False)

    def active(self) -> ReportQuerySet:
        """Open, or closed within the last seven days."""
        return self.filter(active=True)

    def within(self, area: Area) -> ReportQuerySet:
        return self.filter(Q(area=area) | Q(area__code__startswith=f"{area.code}."))

    def inside(self, west: float, south: float, east: float, north: float) -> ReportQuerySet:
        """In a box, degrees."""
        cells = Q()
        for first, last in cover(west, south, east, north):
            cells |= Q(cell__gte=first, cell__lt=last)
        return self.filter(cells, lon__range=(west, east), lat__range=(south, north))

    def saying(self, typed: str) -> ReportQuerySet:
        """With every one of the typed words (8 at most) in their text, landmark, kind or kelurahan, by its root; all when
        nothing was typed."""
        return self.filter(pk__in=found_ids(typed)) if typed.strip() else self

    def visible_to(self, reach: Reach) -> ReportQuerySet:
        """What this reach may read anywhere: public ones, one's own, those one holds the link of, and the cases of
        one's offices."""
        seen = Q(visibility=Visibility.PUBLIC)
        if reach.user_id:
            seen |= Q(author_id=reach.user_id)
        if reach.holds:
            seen |= Q(pk__in=reach.holds)
        if reach.covers:
            seen |= _case_of(reach)
        return self.filter(seen)

    def cases_of(self, reach: Reach) -> ReportQuerySet:
        """What is or was held by an office this reach covers: the jurisdiction of CROP."""
        return self.filter(_case_of(reach)) if reach.covers else self.none()


def _case_of(reach: Reach) -> Q:
    held = Holding.objects.filter(report=OuterRef("pk"), office_id__in=reach.covers)
    return Q(holder_id__in=reach.covers) | Q(Exists(held))


class Visibility(models.TextChoices):
    PUBLIC = "public"
    PRIVATE = "private"


class Channel(models.TextChoices):
    QLUE = "qlue"
    API = "api"
    OPEN311 = "open311"
    CAMERA = "camera"
    IMPORT = "import"


ON_THE_MAP = Q(active=True, visibility="public")


class Report(models.Model):
    """The citizen's clock: `act_by` and `resolve_by` never move while the report is open; `due` is the one that
    counts now. The holder's clock: `office_due`, from the day it came to that office."""

    client_id = models.UUIDField(unique=True)
    category = models.ForeignKey(Category, on_delete=models.PROTECT)
    text = models.TextField()
    lon = models.FloatField()
    lat = models.FloatField()
    accuracy = models.FloatField(null=True, blank=True)  # metres
    cell = models.BigIntegerField()  # Morton, z24
    area = models.ForeignKey(Area, on_delete=models.PROTECT)
    approximate = models.BooleanField(default=False)  # the area was found without boundaries
    landmark = models.CharField(max_length=120, blank=True)
    attributes = models.JSONField(default=dict)  # answers to the questions of its category, by code
    author = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL)
    signed = models.BooleanField(default=False)  # the author's pseudonym is shown, by their own choice
    visibility = models.CharField(max_length=7, choices=Visibility.choices, default=Visibility.PUBLIC)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    status = models.CharField(
        max_length=12, choices=[(s.value, s.value) for s in Status], default=Status.WAITING
    )
    holder = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="held")
    held_since = models.DateTimeField()
    assignee = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # of the holder's crew
    rule = models.PositiveIntegerField(null=True, blank=True)  # the rule that routed it
    waiting_for = models.CharField(max_length=120, blank=True)  # the party named by `coordinate`
    created_at = models.DateTimeField(default=now)
    updated_at = models.DateTimeField(default=now)
    act_by = models.DateTimeField()
    resolve_by = models.DateTimeField()
    due = models.DateTimeField(null=True)
    office_due = models.DateTimeField(null=True)
    escalate_at = models.DateTimeField(null=True)
    escalated_to = models.ForeignKey(Office, null=True, on_delete=models.PROTECT, related_name="+")
    unheard_since = models.DateTimeField(null=True)  # late, and nobody sits above its holder
    answered_at = models.DateTimeField(null=True)
    confirm_by = models.DateTimeField(null=True)  # silence confirms then
    closed_at = models.DateTimeField(null=True)
    active = models.BooleanField(default=True)
    appealed = models.BooleanField(default=False)
    rating = models.PositiveSmallIntegerField(null=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    repeat_of = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="repeats"
    )  # a guess
    parent = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="children"
    )  # the bigger work it is part of: one level, see actions/family.py
    supports = models.PositiveIntegerField(default=0)
    comments = models.PositiveIntegerField(default=0)
    last_event = models.BigIntegerField(default=0)

    objects = ReportQuerySet.as_manager()

    class Meta:
        indexes = [
            # What the public map reads: its cost follows today's work. Visibility comes first in each, so that SQLite,
            # which keeps no statistics unless told to, takes these and not the ones of all history.
            models.Index(fields=["visibility", "cell"], condition=ON_THE_MAP, name="report_active_cell"),
            models.Index(fields=["visibility", "-id"], condition=ON_THE_MAP, name="report_active_newest"),
            models.Index(
                fields=["visibility", "supports", "id"], condition=ON_THE_MAP, name="report_supported"
            ),
            models.Index(
                fields=["visibility", "status", "area", "category"],
                condition=ON_THE_MAP,
                name="report_active_counts",
            ),
            models.Index(fields=["cell"], name="report_cell"),
            # All that an inbox is sorted, counted and narrowed by, and which they are: nothing else of them is read. SQLite
            # has the id in every index, PostgreSQL does not.
            models.Index(
                fields=["holder", "status", "category", "due", "held_since", "id"],
                condition=Q(status__in=sorted(OPEN)),
                name="report_inbox",
            ),
            models.Index(fields=["visibility", "-id"], name="report_feed"),
            # What the days at the foot of the public map are counted from, alone.
            models.Index(fields=["visibility", "created_at", "area", "category"], name="report_days"),
            models.Index(fields=["area", "-id"], name="report_area"),
            models.Index(fields=["-created_at"], name="report_created"),
            models.Index(fields=["-updated_at"], name="report_updated"),
            models.Index(
                fields=["escalate_at"], condition=Q(escalate_at__isnull=False), name="report_escalate"
            ),
            models.Index(
                fields=["unheard_since"], condition=Q(unheard_since__isnull=False), name="report_unheard"
            ),
            models.Index(fields=["confirm_by"], condition=Q(confirm_by__isnull=False), name="report_confirm"),
            models.Index(fields=["closed_at"], condition=Q(active=True), name="report_retire"),
        ]

    def __str__(self) -> str:
        return f"No. {self.number}"

    @property
    def number(self) -> int:
        return number_of(self.pk)

    @property
    def subject(self) -> str:
        return f"report:{self.pk}"

    @property
    def title(self) -> str:
        return first_line(self.text)

    @property
    def more(self) -> str:
        """What the text says beyond its title."""
        return beyond_first_line(self.text)

    @property
    def public(self) -> bool:
        return self.visibility == Visibility.PUBLIC


class Photo(models.Model):
    """A re-encoded picture under a random name. Without a report (or a `talk` it belongs to) it is a stash:
    what a half-filled form holds.

    `flags` of an after-photo: {"reused": true, "distance_m": 812, "far": true, "unplaced": true, "old": true,
    "first_used": 100123}. Of any photo {"made": true}: its file said that a machine made it."""

    class Part(models.TextChoices):
        BEFORE = "before"
        AFTER = "after"

    report = models.ForeignKey(Report, null=True, on_delete=models.CASCADE, related_name="photos")
    talk = models.ForeignKey(Comment, null=True, on_delete=models.CASCADE, related_name="photos")
    part = models.CharField(max_length=6, choices=Part.choices, default=Part.BEFORE)
    name = models.CharField(max_length=40, unique=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    phash = models.BigIntegerField(db_index=True)
    order = models.PositiveSmallIntegerField(default=0)
    uploader = models.ForeignKey(User, null=True, on_delete=models.SET_NULL)
    office = models.ForeignKey(Office, null=True, on_delete=models.PROTECT)
    taken_at = models.DateTimeField(null=True)
    flags = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["part", "order", "pk"]
        indexes = [
            models.Index(fields=["created_at"], condition=Q(report=None, talk=None), name="photo_stash")
        ]

    def __str__(self) -> str:
        return self.name


class Verdict(models.TextChoices):
    """What became of the answer, or of the rejection, that a holding ended with."""

    CONFIRMED = "confirmed"  # by the reporter or a verifier
    SILENT = "silent"  # nobody said anything for three days
    REFUSED = "refused"  # "belum selesai", before anybody had confirmed it
    REOPENED = "reopened"  # the same, after it was closed
    APPEALED = "appealed"  # a rejection its reporter did not accept


class Holding(models.Model):
    """One office's time with a report; only this counts for or against it."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="holdings")
    office = models.ForeignKey(Office, on_delete=models.PROTECT)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    first_action_at = models.DateTimeField(null=True)
    ended = models.CharField(max_length=20, blank=True)  # the verb of the move it ended with
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report"], condition=Q(until=None), name="one_holder_at_a_time")
        ]
        indexes = [
            models.Index(fields=["office", "report"]),
            models.Index(fields=["office", "since"], name="holding_office_since"),
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.since:%F}"

    @property
    def first(self) -> float:
        """Seconds until somebody there first did something, or until now."""
        return ((self.first_action_at or self.until or now()) - self.since).total_seconds()

    @property
    def whole(self) -> float:
        """Seconds it was held, so far."""
        return ((self.until or now()) - self.since).total_seconds()


class Support(models.Model):
    """Counted for ever; who leaves the city leaves it nameless."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE)
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "user"], name="support_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.report_id}"


class Doubt(models.Model):
    """A supporter's word that an answered report is not solved; three of them refuse the answer."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE)
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL)
    answered_at = models.DateTimeField()
    reason = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "user", "answered_at"], name="doubt_once_an_answer")
        ]

    def __str__(self) -> str:
        return self.reason


class Claim(models.Model):
    """The right to a report that was sent without an account: whoever brings the secret, of which only the SHA-256 is
    kept, may follow it, and make it theirs once, until `expires_at`."""

    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="claim")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.report_id}"
