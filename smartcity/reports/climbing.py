"""Whom a late report climbs to: the next office above where somebody sits who may answer; and how that is said."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from smartcity.accounts.models import ACTING, Post
from smartcity.lib.time import now
from smartcity.offices.models import Office


def next_above(office: Office) -> tuple[Office | None, list[Office]]:
    """The nearest occupied office above, and the vacant ones passed over on the way."""
    above = Office.objects.active().filter(pk__in=office.above())
    seats = Post.objects.current(now()).filter(office__in=above, role__in=ACTING)
    occupied = set(seats.values_list("office_id", flat=True))
    vacant: list[Office] = []
    for one in sorted(above, key=lambda row: -len(row.path)):
        if one.pk in occupied:
            return one, vacant
        vacant.append(one)
    return None, vacant


def climbed(said: Mapping[str, Any]) -> str:
    """Of an `escalated` event: "Terlambat, naik ke Wali Kota Jakarta Pusat; Camat Gambir sedang kosong"."""
    words = _("Terlambat, naik ke %(to)s") % {"to": said["to"]}
    if vacant := said.get("vacant"):
        return _("%(words)s; %(vacant)s sedang kosong") % {"words": words, "vacant": ", ".join(vacant)}
    return words


def unheard(said: Mapping[str, Any]) -> str:
    """Of an `unheard` event."""
    vacant = ", ".join(said.get("vacant", []))
    return _("Terlambat, dan belum ada yang dapat diberi tahu: %(vacant)s kosong") % {"vacant": vacant}
