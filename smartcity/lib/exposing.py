"""Before words are published: their writer is told what in them tells who somebody is or how to reach them."""

from hashlib import sha256

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from smartcity.lib.errors import Invalid
from smartcity.lib.personal import Found, Kind, personal

NAMES: dict[Kind, Promise] = {
    Kind.PHONE: gettext_lazy("nomor telepon"),
    Kind.NIK: gettext_lazy("nomor 16 angka seperti NIK"),
    Kind.EMAIL: gettext_lazy("alamat e-mail"),
}


class Exposing(Invalid):
    """`found` is what all would read, as typed, each once; `mark` is of just that, so that nothing typed later goes
    through unasked."""

    def __init__(self, field: str, found: list[Found]) -> None:
        kinds = dict.fromkeys(str(NAMES[one.kind]) for one in found)
        said = _("Semua orang akan membaca %(what)s yang Anda tulis.") % {"what": _(" dan ").join(kinds)}
        super().__init__(said, field=field, code="personal")
        self.found = list(dict.fromkeys(one.text for one in found))
        self.mark = mark(found)


def mark(found: list[Found]) -> str:
    return sha256("\n".join(one.text for one in found).encode()).hexdigest()[:16]


def exposing(**texts: str) -> Exposing | None:
    """What to ask the writer of `texts`, by field; None where nothing was found."""
    found = {name: personal(text) for name, text in texts.items()}
    all_found = [one for some in found.values() for one in some]
    return Exposing(next(name for name, some in found.items() if some), all_found) if all_found else None
