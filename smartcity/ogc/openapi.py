"""The definition of the API, OpenAPI 3.0 (conformance class oas30)."""

from collections.abc import Iterable
from typing import Any

from smartcity.ogc.asking import DEFAULT, MOST
from smartcity.ogc.features import Collection

MIME = "application/vnd.oai.openapi+json;version=3.0"
TYPES = {
    "text": "string",
    "datetime": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
}
NUMBER = {"type": "number"}
PARAMETERS: dict[str, dict[str, Any]] = {
    "f": {"schema": {"type": "string", "enum": ["json", "html"]}},
    "limit": {"schema": {"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT}},
    "bbox": {"schema": {"type": "array", "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}],
                        "items": NUMBER}, "style": "form", "explode": False},
    "datetime": {"schema": {"type": "string"}},
    "after": {"schema": {"type": "string"}},
}  # fmt: skip
PAGED = ("f", "limit", "bbox", "datetime", "after")


def definition(title: str, base: str, collections: Iterable[Collection]) -> dict[str, Any]:
    paths: dict[str, Any] = {
        "/": _get("landing", "The landing page", ["f"]),
        "/conformance": _get("conformance", "What it conforms to", ["f"]),
        "/api": _get("api", "This definition", ["f"]),
        "/collections": _get("collections", "The collections", ["f"]),
    }
    schemas: dict[str, Any] = {"exception": EXCEPTION}
    for one in collections:
        paths |= _paths(one)
        schemas[one.id] = _schema(one)
    return {
        "openapi": "3.0.3",
        "info": {"title": title, "version": "1.0.0"},
        "servers": [{"url": base}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "parameters": {name: {"name": name, "in": "query", "required": False, **said} for name, said in PARAMETERS.items()},
        },
    }  # fmt: skip


EXCEPTION = {
    "type": "object",
    "required": ["code"],
    "properties": {"code": {"type": "string"}, "description": {"type": "string"}, "title": {"type": "string"},
                   "status": {"type": "integer"}, "field": {"type": "string"}},
}  # fmt: skip


def _paths(one: Collection) -> dict[str, Any]:
    here = f"/collections/{one.id}"
    filters = [
        {"name": name, "in": "query", "required": False, "schema": {"type": "string"}} for name in one.properties
    ]  # fmt: skip
    items = _get(f"{one.id}Items", str(one.description), PAGED, one.id, many=True)
    items["get"]["parameters"] += filters
    feature = _get(f"{one.id}Item", f"One of {one.id}", ["f"], one.id)
    feature["get"]["parameters"].append(
        {"name": "featureId", "in": "path", "required": True, "schema": {"type": "string"}}
    )
    return {
        here: _get(f"{one.id}Collection", str(one.title), ["f"]),
        f"{here}/items": items,
        f"{here}/items/{{featureId}}": feature,
    }


def _get(
    name: str, said: str, parameters: Iterable[str], schema: str = "", *, many: bool = False
) -> dict[str, Any]:
    mime = "application/geo+json" if schema else "application/json"
    body: dict[str, Any] = {"$ref": f"#/components/schemas/{schema}"} if schema else {"type": "object"}
    if many:
        body = {"type": "object", "properties": {"features": {"type": "array", "items": body}}}
    refused = {"description": "Refused", "content": {
        "application/problem+json": {"schema": {"$ref": "#/components/schemas/exception"}}}}  # fmt: skip
    answers = {
        "200": {"description": said, "content": {mime: {"schema": body}, "text/html": {"schema": {"type": "string"}}}},
        "400": refused,
    }  # fmt: skip
    return {"get": {
        "operationId": name, "summary": said, "responses": answers | ({"404": refused} if schema else {}),
        "parameters": [{"$ref": f"#/components/parameters/{one}"} for one in parameters],
    }}  # fmt: skip


def _schema(one: Collection) -> dict[str, Any]:
    properties = {
        name: {"type": TYPES[kind], "nullable": True} | ({"format": "date-time"} if kind == "datetime" else {})
        for name, kind in one.schema.items()
    }  # fmt: skip
    return {
        "type": "object",
        "required": ["type", "geometry", "properties"],
        "properties": {"type": {"type": "string", "enum": ["Feature"]}, "id": {}, "geometry": {"type": "object"},
                       "properties": {"type": "object", "properties": properties}},
    }  # fmt: skip
