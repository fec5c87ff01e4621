"""Who can be sent: the people who sit in an office and act for it, and how much each has to do."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef

from smartcity.accounts.models import ACTING, Post, PostQuerySet, User
from smartcity.offices.models import Office
from smartcity.reports.models import Report


@dataclass(frozen=True, slots=True)
class Member:
    """`load`: how many open cases are theirs already."""

    user: User
    role: str
    load: int


def crew(office: Office) -> PostQuerySet:
    """The seats of this very office whose people may answer for it."""
    return Post.objects.current().filter(office=office, role__in=ACTING, user__is_active=True)


def members(office: Office) -> list[Member]:
    """Its crew, who has least to do first. Two queries."""
    posts = {post.user_id: post for post in crew(office).select_related("user").order_by("-pk")}
    open_ones = Report.objects.open().filter(assignee__in=posts).order_by().values_list("assignee")
    loads = Counter(dict(open_ones.annotate(n=Count("pk"))))
    found = [Member(p.user, p.get_role_display(), loads[p.user_id]) for p in posts.values()]
    return sorted(found, key=lambda one: (one.load, str(one.user).lower(), one.user.pk))


def forsaken(most: int) -> list[Report]:
    """Open cases whose person no longer sits in the office that holds them."""
    sits = Post.objects.current().filter(
        user=OuterRef("assignee"), office=OuterRef("holder"), role__in=ACTING, user__is_active=True
    )
    return list(Report.objects.open().exclude(assignee=None).exclude(Exists(sits)).order_by("pk")[:most])
