"""Before words are published: what in them tells who somebody is or how to reach them. Its writer decides."""

from collections.abc import Mapping
from hashlib import sha256

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from smartcity.lib.errors import Invalid
from smartcity.lib.personal import Found, Kind, personal, without

NAMES: dict[Kind, Promise] = {
    Kind.PHONE: gettext_lazy("nomor telepon"),
    Kind.NIK: gettext_lazy("nomor 16 angka seperti NIK"),
    Kind.EMAIL: gettext_lazy("alamat e-mail"),
}
KEEP, REMOVE = "keep", "remove"


class Exposing(Invalid):
    """`found` is what all would read, as typed. The form answers with `personal`, "keep:" or "remove:" and `mark`; the
    mark is of just what was found, so that nothing typed later goes through unasked."""

    def __init__(self, field: str, found: list[Found]) -> None:
        kinds = dict.fromkeys(str(NAMES[one.kind]) for one in found)
        said = _("Semua orang akan membaca %(what)s yang Anda tulis.") % {"what": _(" dan ").join(kinds)}
        super().__init__(said, field=field, code="personal")
        self.found = list(dict.fromkeys(one.text for one in found))
        self.mark = mark(found)


def mark(found: list[Found]) -> str:
    return sha256("\n".join(one.text for one in found).encode()).hexdigest()[:16]


def as_chosen(sent: Mapping[str, str], public: bool, **texts: str) -> dict[str, str]:
    """`texts`, by field, as they are to be published: as typed, or without what was found where its writer chose that.
    What is not public is left alone. Raises Exposing until they have chosen."""
    found = {name: personal(text) for name, text in texts.items()} if public else {}
    all_found = [one for some in found.values() for one in some]
    if not all_found:
        return texts
    choice, _colon, of = sent.get("personal", "").partition(":")
    if of == mark(all_found) and choice == KEEP:
        return texts
    if of == mark(all_found) and choice == REMOVE:
        return {name: without(text) for name, text in texts.items()}
    raise Exposing(next(name for name, some in found.items() if some), all_found)
