"""The manual, made from the schema: a page of ours, without scripts and without asking anybody's host."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

PARTS = {
    "reports": gettext_lazy("Laporan"),
    "own": gettext_lazy("Laporan sendiri"),
    "moves": gettext_lazy("Langkah pengerjaan"),
    "places": gettext_lazy("Wilayah, kategori, kantor"),
    "hospitals": gettext_lazy("Rumah sakit"),
    "gauges": gettext_lazy("Tinggi air"),
    "talk": gettext_lazy("Komentar dan obrolan"),
    "companies": gettext_lazy("Surat kepada perusahaan"),
    "people": gettext_lazy("Warga dan yang diikuti"),
    "yours": gettext_lazy("Akun Anda"),
    "webhooks": gettext_lazy("Webhook"),
}
ABOUT = gettext_noop(
    "Posisi dalam derajat, WGS84, bujur sebelum lintang. Waktu dalam UTC; waktu yang dikirim tanpa zona berarti waktu "
    "kota. Daftar menjawab {items, next}; ikuti next. Kesalahan berupa application/problem+json (RFC 9457): putuskan "
    "menurut code, tampilkan detail, yang berbahasa Accept-Language. Yang bukan milik Anda dijawab seperti yang tidak "
    "ada: 404. Isian yang tidak dikenal ditolak. Kirim Authorization: Bearer <token>; sesi halaman juga berlaku, dengan "
    "token CSRF untuk menulis."
)


class Page(DocsBase):
    """What ninja asks for where others show a viewer from elsewhere."""

    INTRODUCTION = (
        "Positions are degrees, WGS84, longitude before latitude. Moments are UTC; a moment sent without a zone is the "
        "city's. Lists answer {items, next}; follow next. Errors are application/problem+json (RFC 9457): decide by "
        "code, show detail, which speaks the language of Accept-Language. What is not yours answers as what is absent: "
        "404. Unknown fields are refused. Send Authorization: Bearer <token>; a page's session works too, with its CSRF "
        "token on writes."
    )

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        schema = api.get_openapi_schema()
        return render(
            request,
            "api/docs.html",
            {"parts": parts(schema), "about": _(ABOUT), "version": schema["info"]["version"]},
        )


def parts(schema: dict[str, Any]) -> list[tuple[str, str, list[dict[str, Any]]]]:
    """The operations of each part: its name in the reader's language, its name for links, what it holds."""
    every = operations(schema)
    found = [(str(name), tag, [one for one in every if one["tag"] == tag]) for tag, name in PARTS.items()]
    rest = [one for one in every if one["tag"] not in PARTS]
    return [part for part in [*found, (_("Lain-lain"), "rest", rest)] if part[2]]


def operations(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """Each method of each path: summary, fields asked for or sent, the fields of the good answer."""
    found = []
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            status, answer = next(iter(told["responses"].items()))
            found.append({
                "id": told["operationId"], "method": method.upper(), "path": path, "says": _says(told), "tag": (told.get("tags") or [""])[0],
                "asks": _parameters(told), "sends": _sent(told),
                "kinds": list(told.get("requestBody", {}).get("content", {})), "status": status,
                "answers": _answered(answer, schema),
            })  # fmt: skip
    return found


def _parameters(told: dict[str, Any]) -> list[dict[str, Any]]:
    return [_field(p["name"], p["schema"] | {"description": p.get("description", "")}, p["required"])
            for p in told["parameters"]]  # fmt: skip


def _sent(told: dict[str, Any]) -> list[dict[str, Any]]:
    form = told.get("requestBody", {}).get("content", {}).get("multipart/form-data", {}).get("schema", {})
    return [
        _field(name, field, name in form.get("required", []))
        for name, field in form.get("properties", {}).items()
    ]


def _answered(answer: dict[str, Any], schema: dict[str, Any]) -> list[dict[str, Any]]:
    content = answer.get("content", {}).get("application/json", {}).get("schema", {})
    fields = _followed(content, schema).get("properties", {})
    return [_field(name, field, True) for name, field in fields.items()]


def _followed(told: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    reference: str = told.get("$ref", "")
    found: dict[str, Any] = schema["components"]["schemas"].get(reference.rsplit("/", 1)[-1], told)
    return found


def _field(name: str, told: dict[str, Any], required: bool) -> dict[str, Any]:
    examples = told.get("examples") or []
    return {"name": name, "kind": _kind(told), "required": required, "says": _says(told), "tag": (told.get("tags") or [""])[0],
            "example": str(examples[0]) if examples else ""}  # fmt: skip


def _says(told: dict[str, Any]) -> str:
    return " ".join(told.get("description", "").replace("`", "").split())


def _kind(told: dict[str, Any]) -> str:
    if "$ref" in told:
        return str(told["$ref"]).rsplit("/", 1)[-1]
    if "items" in told:
        return f"[{_kind(told['items'])}]"
    if "anyOf" in told:
        return " | ".join(_kind(kind) for kind in told["anyOf"])
    if "enum" in told:
        return " | ".join(map(str, told["enum"]))
    return str(told.get("format") or told.get("type", ""))
