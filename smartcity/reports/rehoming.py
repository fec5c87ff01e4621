"""Why a case changed hands without anybody's passing it on, in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _


def moved(said: Mapping[str, Any]) -> str:
    """Of a `moved` event: an office was abolished, or a kelurahan split."""
    if not said.get("was"):
        return _("%(from)s dibubarkan: sekarang dipegang %(to)s, tenggatnya tetap") % said
    words = _("%(was)s dimekarkan: sekarang di %(place)s, dipegang %(to)s, tenggatnya tetap") % said
    return _("%(words)s. Kelurahannya perkiraan") % {"words": words} if said.get("guess") else words
