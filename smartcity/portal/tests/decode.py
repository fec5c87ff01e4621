"""A small reader of Mapbox Vector Tiles, written from the specification and not from our writer."""

from collections.abc import Iterator
from typing import Any


def decode(tile: bytes) -> dict[str, list[dict[str, Any]]]:
    """Layer name -> its features: {"id", "x", "y", and the properties}; of lines and polygons their "paths" of points."""
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
    pairs = zip(tags[::2], tags[1::2], strict=True)
    said = {keys[k]: values[v] for k, v in pairs}
    if fields[3] != 1:
        return {"form": fields[3], "paths": _paths(list(_varints(fields[4])))} | said
    command, x, y = _varints(fields[4])
    assert command == 9
    return {"id": fields.get(1), "x": _signed(x), "y": _signed(y)} | said


def _paths(said: list[int]) -> list[list[tuple[int, int]]]:
    paths: list[list[tuple[int, int]]] = []
    at, x, y = 0, 0, 0
    while at < len(said):
        command, times = said[at] & 7, said[at] >> 3
        at += 1
        if command == 1:
            paths.append([])
        for _ in range(times if command != 7 else 0):
            x, y = x + _signed(said[at]), y + _signed(said[at + 1])
            paths[-1].append((x, y))
            at += 2
    return paths


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
