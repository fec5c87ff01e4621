"""What a photo says of itself: which way is up, when and where it was taken. A stranger's words, never trusted."""

import math
import struct
from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_NONSENSE = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    struct.error,
)


def tags(image: Image.Image) -> dict[int, Any]:
    """The tags of `image`, with its Exif and GPS folders under IFD.Exif and IFD.GPSInfo; {} when unreadable."""
    try:
        exif = image.getexif()
        return dict(exif) | {folder: exif.get_ifd(folder) for folder in (IFD.Exif, IFD.GPSInfo)}
    except _NONSENSE:
        return {}


def upright(image: Image.Image, said: dict[int, Any]) -> Image.Image:
    """`image` turned as the camera was held."""
    orientation = said.get(Base.Orientation)
    turn = _TURNS.get(orientation) if isinstance(orientation, int) else None
    return image if turn is None else image.transpose(turn)


def taken_at(said: dict[int, Any]) -> datetime | None:
    """When the photo was taken, in UTC; a time without its offset is one of the city's."""
    folder = said.get(IFD.Exif, {})
    try:
        text, zone = folder[Base.DateTimeOriginal].strip("\0 "), _zone(folder.get(Base.OffsetTimeOriginal))
        return datetime.strptime(text, "%Y:%m:%d %H:%M:%S").replace(tzinfo=zone).astimezone(UTC)
    except _NONSENSE:
        return None


def _zone(offset: object) -> tzinfo | None:
    """The zone of "+07:00"; the city's for anything else."""
    try:
        return datetime.strptime(str(offset).strip("\0 "), "%z").tzinfo
    except ValueError:
        return ZoneInfo(settings.TIME_ZONE)


def position(said: dict[int, Any]) -> tuple[float, float] | tuple[None, None]:
    """(lon, lat) in degrees of where the photo was taken, or (None, None)."""
    gps = said.get(IFD.GPSInfo, {})
    try:
        lon = _degrees(gps[GPS.GPSLongitude], negative=gps[GPS.GPSLongitudeRef].startswith("W"))
        lat = _degrees(gps[GPS.GPSLatitude], negative=gps[GPS.GPSLatitudeRef].startswith("S"))
    except _NONSENSE:
        return None, None
    # NaN fails both; 0,0 is a camera that does not know
    return (lon, lat) if abs(lon) <= 180 and abs(lat) <= 90 and (lon, lat) != (0, 0) else (None, None)


def _degrees(parts: Any, *, negative: bool) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    return math.copysign(degrees + minutes / 60 + seconds / 3600, -1 if negative else 1)
