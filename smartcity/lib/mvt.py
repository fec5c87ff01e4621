"""Mapbox Vector Tiles, version 2.1, of points written with numpy: every number of a layer in one go.

Source: github.com/mapbox/vector-tile-spec/tree/master/2.1. A feature is a run of varints, its tags and lengths too,
so a layer's features are the rows of one matrix."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

EXTENT = 4096
POINT, MOVE_TO_ONE = 1, 9
# The first byte of a field: its number times eight, and its kind (0 a varint, 2 a run of bytes).
LAYER, NAME, FEATURE, KEY, VALUE, SIZE, VERSION = 0x1A, 0x0A, 0x12, 0x1A, 0x22, 0x28, 0x78
ID, TAGS, TYPE, GEOMETRY = 0x08, 0x12, 0x18, 0x22
TEXT, UINT, BOOL = 0x0A, 0x28, 0x38

Column = NDArray[np.uint64]


def layer(
    name: str, xs: ArrayLike, ys: ArrayLike, properties: Mapping[str, Any], ids: ArrayLike | None = None
) -> bytes:
    """One layer of points at whole pixels of a tile 4096 wide; a property is a column of text, of whole numbers
    from 0 or of truths. Layers are joined to a tile by `+`; a layer without points is no bytes at all."""
    x = np.asarray(xs, np.int64)
    if not len(x):
        return b""
    tags, values = _tags(properties)
    geometry = _columns(MOVE_TO_ONE, zigzag(x), zigzag(np.asarray(ys, np.int64)))
    feature = [] if ids is None else [ID, np.asarray(ids)]
    feature += [TAGS, _length(tags), *tags.T, TYPE, POINT, GEOMETRY, _length(geometry), *geometry.T]
    features = _columns(*feature)
    return field(LAYER, b"".join([
        bytes([VERSION, 2]),
        field(NAME, name.encode()),
        varints(_columns(FEATURE, _length(features), *features.T).ravel()),
        *(field(KEY, key.encode()) for key in properties),
        *(field(VALUE, value) for value in values),
        bytes([SIZE]) + varint(EXTENT),
    ]))  # fmt: skip


def varints(numbers: Column) -> bytes:
    """Unsigned numbers as protobuf varints, one after another: seven bits a byte, the lowest first."""
    sizes = _sizes(numbers)
    ends = np.cumsum(sizes)
    out = np.empty(int(ends[-1]), np.uint8)
    starts, last = ends - sizes, int(sizes.max())
    for i in range(last):
        here = sizes > i
        more = np.where(sizes[here] > i + 1, 0x80, 0).astype(np.uint8)
        out[starts[here] + i] = (numbers[here] >> np.uint64(7 * i)).astype(np.uint8) & 0x7F | more
    return out.tobytes()


def _tags(properties: Mapping[str, Any]) -> tuple[Column, list[bytes]]:
    """Of each feature its pairs of key and value, both by their place in the layer's tables; and the values."""
    pairs: list[Any] = []
    values: list[bytes] = []
    for key, column in enumerate(properties.values()):
        distinct, place = np.unique(np.asarray(column), return_inverse=True)
        pairs += [key, place + len(values)]
        values += [_value(value) for value in distinct.tolist()]
    return _columns(*pairs), values


def _value(value: str | int | bool) -> bytes:
    if isinstance(value, str):
        return field(TEXT, value.encode())
    return bytes([BOOL if isinstance(value, bool) else UINT]) + varint(int(value))


def layer_of(name: str, features: Sequence[bytes], keys: Sequence[str], values: Sequence[bytes]) -> bytes:
    """A layer of features that are written already; keys and values are its tables."""
    return field(LAYER, b"".join([
        bytes([VERSION, 2]), field(NAME, name.encode()), *(field(FEATURE, feature) for feature in features),
        *(field(KEY, key.encode()) for key in keys), *(field(VALUE, value) for value in values),
        bytes([SIZE]) + varint(EXTENT),
    ]))  # fmt: skip


def field(tag: int, content: bytes) -> bytes:
    """A number and a run of bytes."""
    return bytes([tag]) + varint(len(content)) + content


def varint(number: int) -> bytes:
    """One varint: an array would cost more than it saves."""
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def _columns(*columns: Any) -> Column:
    """A matrix of these columns; a single number fills its own."""
    return np.stack(np.broadcast_arrays(*columns), axis=1).astype(np.uint64)


def _length(rows: Column) -> NDArray[np.int64]:
    """How many bytes each row takes as varints."""
    lengths: NDArray[np.int64] = _sizes(rows).sum(axis=1)
    return lengths


def _sizes(numbers: Column) -> NDArray[np.int64]:
    """How many bytes each number takes as a varint."""
    sizes = np.ones(numbers.shape, np.int64)
    rest = numbers >> np.uint64(7)
    while rest.any():
        sizes += rest > 0
        rest >>= np.uint64(7)
    return sizes


def zigzag(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Small numbers of both signs as small unsigned ones."""
    return (numbers << 1) ^ (numbers >> 63)
