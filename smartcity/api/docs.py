"""The manual, made from the schema: a page of ours, without scripts and without asking anybody's host."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase


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
            {"operations": operations(schema), "about": schema["info"]["description"]},
        )


def operations(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """Each method of each path: summary, fields asked for or sent, the fields of the good answer."""
    found = []
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            status, answer = next(iter(told["responses"].items()))
            found.append({
                "id": told["operationId"], "method": method.upper(), "path": path, "says": _says(told),
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
    return {"name": name, "kind": _kind(told), "required": required, "says": _says(told),
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
