"""Who is it, and how far does their word reach?"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Q

from smartcity.accounts.factors import password_may_suffice, password_suffices
from smartcity.accounts.models import ACTING, ApiKey, Post, Role, Token, User
from smartcity.areas.models import Area
from smartcity.lib.rows import columns, loaded, width
from smartcity.lib.text import is_word
from smartcity.lib.time import now
from smartcity.offices.models import Office

Someone = User | AnonymousUser | None


@dataclass(frozen=True, slots=True)
class Reach:
    """`seats`: offices sat in; `covers`: those and all below; `acting`: the seats that may answer reports."""

    user_id: int | None = None
    posts: tuple[Post, ...] = ()
    covers: frozenset[int] = frozenset()
    holds: frozenset[int] = frozenset()  # pks of reports whose claim link this guest holds

    @property
    def seats(self) -> frozenset[int]:
        return frozenset(post.office_id for post in self.posts)

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(post.role for post in self.posts)

    @property
    def watches(self) -> tuple[str, ...]:
        """Paths of the offices whose people on duty this person may see, with all below them."""
        return tuple(
            post.office.path for post in self.posts if post.role in ACTING or post.role == Role.OPERATOR
        )

    @property
    def official(self) -> bool:
        return bool(self.posts)

    def seat_over(self, office: Office) -> Post | None:
        """The post through which this person may answer for `office`: the nearest at or above it."""
        over = [p for p in self.posts if p.role in ACTING and office.path.startswith(p.office.path)]
        return max(over, key=lambda post: len(post.office.path), default=None)


def reach(user: Someone) -> Reach:
    """Asked once for each user object (so once a request); two queries for an official, one for a citizen."""
    if user is None or not user.is_authenticated or not user.is_active:
        return Reach()
    if "_reach" not in user.__dict__:
        user.__dict__["_reach"] = _reach_of(user)
    known: Reach = user.__dict__["_reach"]
    return known


def _reach_of(user: User | AnonymousUser) -> Reach:
    assert isinstance(user, User)  # an authenticated user has a row
    if user.as_citizen or (user.by_password and not password_may_suffice()):
        return Reach(user.pk)
    posts = _posts_of(user)
    if not posts or (user.by_password and not password_suffices(user)):
        return Reach(user.pk)
    return Reach(user.pk, posts, Office.objects.pks_under(post.office for post in posts))


POSTS = """SELECT {post}, {office}, {area}
FROM accounts_post p JOIN offices_office o ON o.id = p.office_id LEFT JOIN areas_area a ON a.id = o.area_id
WHERE p.user_id = %s AND p.since <= %s AND (p.until IS NULL OR p.until > %s) ORDER BY p.id"""


def _posts_of(user: User) -> tuple[Post, ...]:
    """The current ones with their offices and areas, in one query. Asked at every request of an official: plain SQL
    costs a quarter."""
    sql = POSTS.format(post=columns(Post, "p"), office=columns(Office, "o"), area=columns(Area, "a"))
    at = connection.ops.adapt_datetimefield_value(now())
    with connection.cursor() as cursor:
        cursor.execute(sql, [user.pk, at, at])
        return tuple(_post(row) for row in cursor.fetchall())


def _post(row: Sequence[Any]) -> Post:
    first, second = width(Post), width(Post) + width(Office)
    post, office = loaded(Post, row[:first]), loaded(Office, row[first:second])
    office.area = loaded(Area, row[second:]) if office.area_id else None
    post.office = office
    return post


def person_with(public_id: str, seen_by: Someone = None) -> User | None:
    """Who has this address, if they let others look at them; oneself always."""
    person = User.objects.filter(public_id=public_id, is_active=True).first() if is_word(public_id) else None
    return person if person and (person.open_profile or person == seen_by) else None


def user_of_token(raw: str) -> User | None:
    """The active user a bearer token stands for; None when it is unknown or expired."""
    alive = Q(expires_at=None) | Q(expires_at__gt=now())
    token = (
        Token.objects.filter(alive, digest=digest(raw), user__is_active=True).select_related("user").first()
    )
    return token.user if token else None


def key_of(raw: str) -> ApiKey | None:
    """The active API key; None when it is unknown, withdrawn, or its account is closed."""
    return (
        ApiKey.objects.filter(digest=digest(raw), active=True, user__is_active=True)
        .select_related("user")
        .first()
    )


def digest(raw: str) -> str:
    return sha256(raw.encode()).hexdigest()
