"""From what a program sends to one typed object: JSON, a form, a form with photos, or the address' query.

Unknown fields are refused by name, so that a slip of the pen never goes unnoticed; an empty one is absent."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, TypeVar, cast, get_origin

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import BaseModel, ValidationError

from smartcity.api.problems import BadFields, Unreadable

S = TypeVar("S", bound=BaseModel)
FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")

SENTENCES = {
    "missing": gettext_lazy("harus diisi."),
    "extra_forbidden": gettext_lazy("tidak dikenal di sini."),
    "finite_number": gettext_lazy("harus berupa angka biasa."),
    "float": gettext_lazy("harus berupa angka."),
    "int": gettext_lazy("harus berupa bilangan bulat."),
    "bool": gettext_lazy("harus true atau false."),
    "uuid": gettext_lazy("harus berupa UUID."),
    "string_pattern_mismatch": gettext_lazy("berisi huruf yang tidak boleh ada."),
    "string_too_long": gettext_lazy("terlalu panjang."),
    "string": gettext_lazy("harus berupa teks."),
    "greater_than": gettext_lazy("terlalu kecil."),
    "less_than": gettext_lazy("terlalu besar."),
    "literal": gettext_lazy("bukan salah satu pilihan."),
    "moment": gettext_lazy("harus berupa waktu seperti 2026-11-23T09:41:00+07:00."),
    "bbox": gettext_lazy("harus barat,selatan,timur,utara dalam derajat."),
    "point": gettext_lazy("harus bujur,lintang dalam derajat."),
    "list": gettext_lazy("harus berupa daftar."),
    "too_long": gettext_lazy("terlalu banyak."),
    "json": gettext_lazy("bukan JSON yang benar."),
}


def sent(request: HttpRequest, schema: type[S]) -> S:
    """The body, as `schema`. Raises BadFields, Unreadable."""
    if request.content_type in FORMS:
        return _valid(schema, _form(request, schema))
    if not request.body:
        return _valid(schema, {})
    if request.content_type != "application/json":
        raise Unreadable(
            _("Kirim JSON, atau formulir (multipart/form-data)."), code="bad_content_type", status=415
        )
    return _valid(schema, _json(request.body))


def asked(request: HttpRequest, schema: type[S]) -> S:
    """The query of the address, as `schema`. Raises BadFields."""
    return _valid(schema, _values(request.GET, schema))


def next_page(request: HttpRequest, name: str, value: object) -> str:
    """This address, going on at `value`."""
    query = request.GET.copy()
    query[name] = str(value)
    return f"{request.path}?{query.urlencode(safe=',')}"


def files(photos: Sequence[Any]) -> Sequence[BinaryIO]:
    """As the actions take them: an upload reads like any file."""
    return cast(Sequence[BinaryIO], photos)


def _form(request: HttpRequest, schema: type[BaseModel]) -> dict[str, Any]:
    fields = _values(request.POST, schema)
    for name in request.FILES:
        files = request.FILES.getlist(name)
        fields[name] = [*fields.get(name, []), *files] if _is_list(schema, name) else files[-1]
    return fields


def _values(data: QueryDict, schema: type[BaseModel]) -> dict[str, Any]:
    found = {name: [value for value in data.getlist(name) if value] for name in data}
    return {
        name: values if _is_list(schema, name) else values[-1] for name, values in found.items() if values
    }


def _is_list(schema: type[BaseModel], name: str) -> bool:
    field = schema.model_fields.get(name)
    return field is not None and get_origin(field.annotation) is list


def _json(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as wrong:
        raise Unreadable(_("Ini bukan JSON yang benar."), code="bad_json") from wrong
    if not isinstance(found, dict):
        raise Unreadable(_("JSON harus berupa satu objek."), code="bad_json")
    return found


def _valid(schema: type[S], fields: dict[str, Any]) -> S:
    try:
        return schema.model_validate(fields)
    except ValidationError as wrong:
        raise BadFields(list(_faults(wrong))) from wrong


def _faults(wrong: ValidationError) -> Iterator[tuple[str, str, str]]:
    for error in wrong.errors(include_url=False, include_context=False, include_input=False)[:20]:
        name = ".".join(str(part) for part in error["loc"])[:60]
        yield name, error["type"], _sentence(error["type"])


def _sentence(kind: str) -> str:
    """Of the longest known beginning of pydantic's word for it: int_parsing is an int's fault."""
    known = [start for start in SENTENCES if kind.startswith(start)]
    return str(SENTENCES[max(known, key=len)]) if known else _("tidak dapat dipakai.")
