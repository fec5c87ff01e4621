"""Objects out of plain SQL: what every page of an official asks costs more to build as an ORM query than to answer."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model

M = TypeVar("M", bound=Model)
Converter = Callable[[Any, Any, Any], Any]


@cache
def columns(model: type[Model], alias: str) -> str:
    """All columns of `model` under its `alias`, in the order in which `loaded` wants them."""
    quote = connection.ops.quote_name
    return ", ".join(f"{alias}.{quote(str(field.column))}" for field in model._meta.concrete_fields)


def width(model: type[Model]) -> int:
    return len(model._meta.concrete_fields)


def loaded(model: type[M], values: Sequence[Any]) -> M:
    """The object of one row of `columns`, as the ORM would have made it."""
    made = list(values)
    for place, expression, converters in _converters(model, connection.vendor):
        for convert in converters:
            made[place] = convert(made[place], expression, connection)
    return model.from_db(connection.alias, [field.attname for field in model._meta.concrete_fields], made)


def by_pk(model: type[M], pk: int) -> M | None:
    """The object with this key."""
    own = connection.ops.quote_name
    find = f"SELECT {columns(model, 'm')} FROM {own(model._meta.db_table)} m WHERE m.{own(_key(model))} = %s"  # noqa: S608 our own words
    with connection.cursor() as cursor:
        cursor.execute(find, [pk])
        row = cursor.fetchone()
    return loaded(model, row) if row else None


def _key(model: type[Model]) -> str:
    key = model._meta.pk
    assert key is not None
    return str(key.column)


@cache
def _converters(model: type[Model], _engine: str) -> list[tuple[int, Any, list[Converter]]]:
    """Of each column that needs any: its place, and what makes a value of what the engine gives."""
    found = []
    for place, field in enumerate(model._meta.concrete_fields):
        expression: Any = field.cached_col
        own = [*connection.ops.get_db_converters(expression), *expression.get_db_converters(connection)]
        if own:
            found.append((place, expression, own))
    return found
