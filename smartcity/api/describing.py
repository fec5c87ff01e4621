"""The same schemas told to OpenAPI, for what reading.py reads."""

from typing import Any

from pydantic import BaseModel

FILE = {"type": "string", "format": "binary"}


def body(schema: type[BaseModel], example: dict[str, Any] | None = None) -> dict[str, Any]:
    """openapi_extra of an operation whose body is `schema`: as a form, and as JSON when it needs no photo."""
    form = _plain(schema)
    kinds = {"multipart/form-data": {"schema": form}}
    if "photo" not in form.get("required", []):
        without = form | {"properties": {k: v for k, v in form["properties"].items() if k != "photo"}}
        kinds = {"application/json": {"schema": without} | ({"example": example} if example else {})} | kinds
    return {"requestBody": {"required": bool(form.get("required")), "content": kinds}}


def query(schema: type[BaseModel]) -> dict[str, Any]:
    """openapi_extra of an operation whose query is `schema`."""
    told = _plain(schema)
    required = told.get("required", [])
    return {"parameters": [
        {"in": "query", "name": name, "required": name in required, "description": field.get("description", ""),
         "schema": {k: v for k, v in field.items() if k != "description"}}
        for name, field in told["properties"].items()
    ]}  # fmt: skip


def finish(schema: dict[str, Any]) -> None:
    """What ninja cannot know: reading needs no token, and errors have a media type of their own."""
    for methods in schema["paths"].values():
        for told in methods.values():
            told["security"] = (
                [{}, {"Bearer": []}] if {"Bearer": []} in told["security"] else [{"Bearer": []}]
            )
            for status, answer in told["responses"].items():
                if int(status) >= 400:
                    answer["content"] = {"application/problem+json": answer["content"]["application/json"]}
    schemes = schema["components"]["securitySchemes"]
    schema["components"]["securitySchemes"] = {"Bearer": schemes["Bearer"]}


def _plain(schema: type[BaseModel]) -> dict[str, Any]:
    """Its JSON schema without titles and without the null an absent field may also be."""
    told = schema.model_json_schema()
    told.pop("title", None)
    told.setdefault("properties", {})
    for field in told["properties"].values():
        field.pop("title", None)
        if any_of := [kind for kind in field.pop("anyOf", []) if kind != {"type": "null"}]:
            field.update(any_of[0])
        if field.get("default", "") in (None, "", []):
            field.pop("default", None)
    return told
