"""Keeping a filter under a name, and dropping it."""

from django.utils.translation import gettext as _

from smartcity.accounts.models import User
from smartcity.lib.db import write
from smartcity.lib.errors import Conflict, Invalid, NotFound
from smartcity.lib.text import clean_line
from smartcity.seats.models import SavedFilter

MOST = 12  # for each person
MOST_NAME = 40  # characters
MOST_QUERY = 1000


def save_filter(user: User, *, name: str, query: str) -> SavedFilter:
    """Under a name they have already, it takes the old one's place. Raises Invalid (no name, nothing to keep, too long),
    Conflict (they have as many as there may be)."""
    name = clean_line(name, field="name", most=MOST_NAME)
    if not name:
        raise Invalid(_("Beri nama saringannya."), field="name", code="name_missing")
    if not query or len(query) > MOST_QUERY:
        raise Invalid(_("Pilih dulu apa yang disaring."), field="name", code="nothing_to_keep")
    with write():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        others = SavedFilter.objects.filter(user=user).exclude(name=name)
        if others.count() >= MOST:
            raise Conflict(
                _("Paling banyak %(n)d saringan. Hapus satu dulu.") % {"n": MOST}, code="too_many_filters"
            )
        row, _new = SavedFilter.objects.update_or_create(user=user, name=name, defaults={"query": query})
    return row


def drop_filter(user: User, pk: int) -> None:
    """Raises NotFound for one that is none, or another person's."""
    with write():
        if not SavedFilter.objects.filter(user=user, pk=pk).delete()[0]:
            raise NotFound(_("Saringan ini tidak ada."))
