"""Who is it, and how far does their word reach?"""

from dataclasses import dataclass
from hashlib import sha256

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from smartcity.accounts.factors import password_may_suffice, password_suffices
from smartcity.accounts.models import ACTING, ApiKey, Post, Role, Token, User
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
    posts = tuple(
        Post.objects.current().filter(user_id=user.pk).select_related("office__area").order_by("pk")
    )
    if not posts or (user.by_password and not password_suffices(user)):
        return Reach(user.pk)
    return Reach(user.pk, posts, Office.objects.pks_under(post.office for post in posts))


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
