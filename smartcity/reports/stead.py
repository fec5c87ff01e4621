"""Acting for an office below one's own: how it is recorded, and how it is said."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from smartcity.offices.models import Office


def in_name_of(office: Office, holder: Office) -> dict[str, Any]:
    """What an event's data says of who acted: `by`, and `stead` when the case lay with an office below."""
    return {"by": office.title} | ({"stead": holder.title} if below(holder, office) else {})


def below(holder: Office, office: Office) -> bool:
    """Whether `holder` lies below `office`."""
    return holder.pk != office.pk and holder.path.startswith(office.path)


def speaker(said: Mapping[str, Any]) -> str:
    """Of an event's data: "Camat Gambir untuk Lurah Gambir", "PLN lewat Yantek"; only who acted where they acted for
    themselves."""
    if said.get("through"):
        return _("%(by)s lewat %(through)s") % said
    return _("%(by)s untuk %(stead)s") % said if said.get("stead") else str(said.get("by", ""))
