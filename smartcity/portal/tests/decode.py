"""A small reader of Mapbox Vector Tiles, written from the specification and not from our writer."""

from collections.abc import Iterator
from typing import Any


def decode(tile: bytes) -> dict[str, list[dict[str, Any]]]:
    """Layer name -> its points: {"id", "x", "y", and the properties}."""
    return dict(_layer(content) for number, content in _fields(tile) if number == 3)


def _layer(data: bytes) -> tuple[str, list[dict[str, Any]]]:
    parts: dict[int, list[Any]] = {}
    for number, content in _fields(data):
        parts.setdefault(number, []).append(content)
    assert parts[15] == [2]
    assert parts[5] == [4096]
    keys = [key.decode() for key in parts[3]]
    values = [_value(value) for value in parts[4]]
    return parts[1][0].decode(), [_feature(feature, keys, values) for feature in parts[2]]


def _feature(data: bytes, keys: list[str], values: list[Any]) -> dict[str, Any]:
    fields = dict(_fields(data))
    tags = list(_varints(fields[2]))
    command, x, y = _varints(fields[4])
    assert (fields[3], command) == (1, 9)
    pairs = zip(tags[::2], tags[1::2], strict=True)
    return {"id": fields.get(1), "x": _signed(x), "y": _signed(y)} | {keys[k]: values[v] for k, v in pairs}


def _value(data: bytes) -> Any:
    ((number, content),) = _fields(data)
    return content.decode() if number == 1 else bool(content) if number == 7 else content


def _fields(data: bytes) -> Iterator[tuple[int, Any]]:
    at = 0
    while at < len(data):
        tag, at = _varint(data, at)
        number, at = _varint(data, at)
        if tag & 7 == 2:
            yield tag >> 3, data[at : at + number]
            at += number
        else:
            assert tag & 7 == 0
            yield tag >> 3, number
    assert at == len(data)


def _varints(data: bytes) -> Iterator[int]:
    at = 0
    while at < len(data):
        number, at = _varint(data, at)
        yield number


def _varint(data: bytes, at: int) -> tuple[int, int]:
    number = shift = 0
    while True:
        byte = data[at]
        at += 1
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            return number, at
        shift += 7


def _signed(n: int) -> int:
    return n >> 1 if n % 2 == 0 else -(n >> 1) - 1
