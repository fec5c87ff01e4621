"""What another program sent, by form or in the address: an empty parameter is an absent one."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils.translation import gettext as _

from smartcity.lib.errors import Invalid

FORMS = ("", "application/x-www-form-urlencoded", "multipart/form-data")


@dataclass(frozen=True, slots=True)
class Params:
    """Each name with its values as they were repeated, without blank ends."""

    values: dict[str, list[str]] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def __iter__(self) -> Iterator[str]:
        return iter(self.values)

    def one(self, name: str, default: str = "") -> str:
        return self.values[name][-1] if name in self.values else default

    def all(self, name: str) -> list[str]:
        return self.values.get(name, [])

    def listed(self, name: str) -> list[str]:
        """ "a,b" once, or repeated. NUL, which no code holds, is what PostgreSQL cannot be asked for."""
        words = [word.strip() for value in self.all(name) for word in value.split(",")]
        return [word for word in words if word and "\x00" not in word]

    def flag(self, name: str) -> bool:
        return self.one(name).lower() in ("true", "1", "yes")


def given(request: HttpRequest) -> Params:
    """Of the address, and over it what the form says. Raises Invalid for what is no form."""
    if request.method == "POST" and request.content_type not in FORMS:
        raise Invalid(
            _("Kirim sebagai formulir: application/x-www-form-urlencoded atau multipart/form-data.")
        )
    params = Params()
    for source in (request.GET, request.POST):
        for name, values in source.lists():
            if kept := [str(value).strip() for value in values if str(value).strip()]:
                params.values[name] = kept
    return params
