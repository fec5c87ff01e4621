"""What its writer put right about a report after sending it, in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from smartcity.lib.look import words

CATEGORY, PLACE = "category", "place"


def corrected(said: Mapping[str, Any]) -> str:
    """Of a `corrected` event."""
    if said["what"] == CATEGORY:
        en = "_en" if get_language() == "en" else ""
        change = {"was": said[f"was{en}"], "now": said[f"now{en}"]}
        told = _("Pelapor memperbaiki kategori: %(was)s → %(now)s") % change
    elif said["was"] != said["now"]:
        told = _("Pelapor memperbaiki tempat: %(was)s → %(now)s") % said
    else:
        told = _("Pelapor menggeser titiknya %(metres)s") % {"metres": words.distance(said["metres"])}
    if said["from"] == said["to"]:
        return told
    return _("%(told)s. Kini dipegang %(to)s, tenggatnya mulai lagi") % {"told": told, "to": said["to"]}


def photos_changed(said: Mapping[str, Any]) -> str:
    """Of an event of that name."""
    added, removed = said["added"], said["removed"]
    if not removed:
        return ngettext("Pelapor menambah %(n)d foto", "Pelapor menambah %(n)d foto", added) % {"n": added}
    if not added:
        return ngettext("Pelapor menghapus %(n)d foto", "Pelapor menghapus %(n)d foto", removed) % {
            "n": removed
        }
    return _("Pelapor mengganti fotonya")
