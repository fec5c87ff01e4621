"""The officials' phones: who has installed CROP, and for how long, so that the adoption board has something to show."""

from datetime import timedelta
from random import Random
from uuid import UUID

from smartcity.accounts.models import Device, Post, Role
from smartcity.demo.people import named
from smartcity.lib.db import write
from smartcity.lib.time import now

HAVE_IT = {Role.CAMAT: 0.84, Role.LURAH: 0.69}  # the share of the seats
PUSH = ("on", "on", "on", "blocked", "off")
PHONES = ("Chrome · Android", "Chrome · Android", "Samsung Internet · Android", "Safari · iPhone")
WEEKS = 5  # the first of them installed it so long ago
A_BROWSER = 0.3  # of those without it, how many open CROP in a browser's tab


def hand_out() -> int:
    """Enrol a phone for most camat and lurah, more and more of them over the last weeks. Those whom somebody trying
    the city signs in as bring their own. Returns how many have the app."""
    dice, moment, rows = Random(3), now(), []  # noqa: S311  # a sample city, not a secret
    posts = Post.objects.current().filter(role__in=HAVE_IT).exclude(user__username__in=named())
    for post in posts.order_by("pk").values_list("user_id", "role"):
        user, role = post
        has = dice.random() < HAVE_IT[Role(role)]
        if not has and dice.random() > A_BROWSER:
            continue
        since = moment - timedelta(weeks=WEEKS) * dice.random() ** 1.5
        seen = max(
            since, moment - timedelta(days=dice.choice((0, 0, 0, 1, 2, 12)), minutes=dice.randrange(600))
        )
        rows.append(Device(
            user_id=user, key=str(UUID(int=dice.getrandbits(128), version=4)), app="crop",
            display_mode="standalone" if has else "browser", app_at=seen if has else None,
            push=dice.choice(PUSH) if has else "", platform=dice.choice(PHONES), enrolled_at=since, seen_at=seen,
        ))  # fmt: skip
    with write():
        Device.objects.bulk_create(rows)
    return sum(row.installed for row in rows)
