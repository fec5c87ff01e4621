"""Asking after the offices of the city."""

from django.utils.translation import gettext as _

from smartcity.lib.errors import NotFound
from smartcity.offices.models import Office


def must_stand() -> None:
    """Raises NotFound, with what to run first, as long as the city has no offices."""
    if not Office.objects.exists():
        raise NotFound(_("Kota ini belum didirikan. Jalankan dulu: smartcity load-city"))
