"""Being on duty, by one's own choice: others of the office and above see where; when it ends, nobody ever did."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from smartcity.accounts.models import ACTING, Duty, Post, User
from smartcity.accounts.queries import Reach
from smartcity.lib.db import write
from smartcity.lib.errors import Invalid, NotAllowed
from smartcity.lib.geo import distance_m
from smartcity.lib.time import now
from smartcity.offices.models import Office

EVERY = timedelta(seconds=60)  # how often a phone says where it is
SOON = timedelta(
    seconds=50
)  # what comes sooner than this after the last is not kept: clocks of phones are not exact


def begin(user: User, post: Post) -> Duty:
    """From now until the shift's or the post's end, as the holder of `post`. No event tells of it: where somebody was
    at work is nobody's history. Raises NotAllowed for a post that is not theirs or does not act."""
    with write():
        User.objects.select_for_update(no_key=True).only("pk").get(pk=user.pk)
        row = (
            Post.objects.current().select_for_update().filter(pk=post.pk, user=user, role__in=ACTING).first()
        )
        if row is None:
            raise NotAllowed(_("Jabatan ini tidak bertugas di lapangan."), code="no_duty")
        moment = now()
        until = moment + timedelta(hours=settings.DUTY_HOURS)
        end(user)
        return Duty.objects.create(
            user=user, post=row, since=moment, until=min(until, row.until) if row.until else until
        )


def end(user: User) -> None:
    """The row goes, and with it the position."""
    with write():
        Duty.objects.filter(user=user).delete()


def place(user: User, lon: float, lat: float) -> bool:
    """Where the phone is, in degrees; whether they are on duty at all. What comes too soon after the last is passed
    over. Raises Invalid for what is no position."""
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise Invalid(_("Ini bukan posisi."), code="bad_position")
    moment = now()
    with write():
        duty = Duty.objects.current().filter(user=user)
        due = Q(placed_at=None) | Q(placed_at__lte=moment - SOON)
        changed = duty.filter(due).update(lon=round(lon, 4), lat=round(lat, 4), placed_at=moment)
        return bool(changed) or duty.exists()


def sweep() -> int:
    """Forget those whose shift or post is over. Returns how many."""
    with write():
        return Duty.objects.over().delete()[0]


def duty_of(user: User) -> Duty | None:
    return Duty.objects.current().filter(user=user).select_related("post__office").first()


def posts_for_duty(reach: Reach) -> list[Post]:
    return [post for post in reach.posts if post.role in ACTING]


def on_duty(reach: Reach) -> list[Duty]:
    """Everybody on duty whom this person may see, by office and name. One query."""
    seen = Duty.objects.visible_to(reach).select_related("user", "post__office")
    return list(seen.order_by("post__office__path", "user__pseudonym", "pk"))


def nearest(office: Office, reach: Reach, lon: float, lat: float) -> list[tuple[Duty, float | None]]:
    """Those of `office` on duty, with their metres from a point: the nearest first, then who has told no place. One
    query."""
    seen = Duty.objects.visible_to(reach).filter(post__office=office).select_related("user", "post__office")
    found = [
        (duty, None if duty.lon is None or duty.lat is None else distance_m(lon, lat, duty.lon, duty.lat))
        for duty in seen.order_by("pk")
    ]
    return sorted(found, key=lambda one: float("inf") if one[1] is None else one[1])
