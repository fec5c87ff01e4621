"""read_photo takes what phones send and refuses everything else in words."""

import random
import struct
import zlib
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.utils import translation
from PIL import Image, ImageCms, ImageDraw

from smartcity.lib import photos
from smartcity.lib.photos import BadPhoto, Photo, new_name, read_photo

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")  # Pillow tells the log of broken metadata

TAGS = {0x9003: "2026:03:01 10:11:12", 0x9011: "+07:00"}
GAMBIR = {1: "S", 2: (6.0, 10.0, 30.0), 3: "E", 4: (106.0, 49.0, 12.0)}
SECRET = "Siti's telephone"


def picture(width=96, height=64, mode="RGB"):
    """A white house on a blue ground, red in its upper left corner."""
    image = Image.new(mode, (width, height), (20, 60, 160))
    draw = ImageDraw.Draw(image)
    draw.rectangle((width // 2, height // 4, width - 8, height - 8), fill="white")
    draw.rectangle((0, 0, width // 4, height // 4), fill="red")
    return image


def encoded(image=None, kind="JPEG", *, orientation=1, tags=None, gps=None, **options):
    exif = Image.Exif()
    exif[0x0110], exif[0x0112] = SECRET, orientation
    exif[0x8769], exif[0x8825] = tags or {}, gps or {}
    file = BytesIO()
    (image or picture()).save(file, kind, exif=exif, **options)
    return file.getvalue()


def read(data, **options) -> Photo:
    return read_photo(BytesIO(data), **options)


def code_of(data, **options):
    with pytest.raises(BadPhoto) as caught:
        read(data, **options)
    assert caught.value.field == "photo"
    return caught.value.code


def png(width, height):
    """A grey PNG of zeros that says it is width x height; only its first rows are there."""

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width + 1) * min(height, 16)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_it_works():
    photo = read(encoded())
    again = Image.open(BytesIO(photo.jpeg))
    assert (photo.width, photo.height) == again.size == (96, 64)
    assert again.format == "JPEG"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "MPO"])
def test_every_format_of_a_phone_is_taken(kind):
    more = {"save_all": True, "append_images": [picture()]} if kind == "MPO" else {}
    assert Image.open(BytesIO(read(encoded(kind=kind, **more)).jpeg)).format == "JPEG"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK"])
def test_every_kind_of_pixel_becomes_plain_colour(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    again = Image.open(BytesIO(read(encoded(picture().convert(mode), kind)).jpeg))
    assert again.mode == "RGB"
    assert min(again.getpixel((70, 40))) > 240  # the house stays white


def test_glass_lies_on_white_paper():
    glass = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    assert min(Image.open(BytesIO(read(encoded(glass, "PNG")).jpeg)).getpixel((30, 30))) > 250


def test_the_longer_side_is_1600_and_the_thumb_480():
    photo = read(encoded(picture(2000, 1500)))
    assert (photo.width, photo.height) == (1600, 1200)
    assert Image.open(BytesIO(photo.thumb)).size == (480, 360)


@pytest.mark.parametrize(
    "profile", [None, ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()]
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "MPO"])
def test_no_metadata_is_left(kind, profile):
    xmp = f"<x>{SECRET}</x>".encode()
    photo = read(encoded(kind=kind, tags=TAGS, gps=GAMBIR, comment=SECRET, xmp=xmp, icc_profile=profile))
    for kept in photo.jpeg, photo.thumb:
        image = Image.open(BytesIO(kept))
        assert not image.getexif()
        assert not {"exif", "icc_profile", "comment", "xmp", "mp"} & set(image.info)
        assert SECRET.encode() not in kept


def test_bytes_behind_the_picture_are_gone():
    assert b"<script>" not in read(encoded() + b"<script>alert(1)</script>").jpeg


def test_the_picture_stands_upright():
    for orientation, corner in ((1, (5, 5)), (3, (90, 60)), (6, (60, 5)), (8, (5, 90))):
        red, green, _ = Image.open(BytesIO(read(encoded(orientation=orientation)).jpeg)).getpixel(corner)
        assert red > 200 > 90 > green


def test_another_profiles_colours_become_srgb():
    swapped = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    assert read(encoded(icc_profile=swapped)).jpeg  # a profile that does not fit is passed over
    assert read(encoded(icc_profile=b"nonsense")).jpeg


def test_it_tells_when_and_where_but_keeps_neither():
    photo = read(encoded(tags=TAGS, gps=GAMBIR))
    assert photo.taken_at == datetime(2026, 3, 1, 3, 11, 12, tzinfo=UTC)
    assert (photo.lon, photo.lat) == pytest.approx((106.82, -6.175))


def test_a_time_without_offset_is_the_citys():
    assert read(encoded(tags={0x9003: TAGS[0x9003]})).taken_at == datetime(2026, 3, 1, 3, 11, 12, tzinfo=UTC)


@pytest.mark.parametrize("said", ["", "0000:00:00 00:00:00", "yesterday", "0001:01:01 00:00:00"])
def test_a_time_that_is_none(said):
    assert read(encoded(tags={0x9003: said})).taken_at is None


@pytest.mark.parametrize(
    "gps",
    [{}, {1: "S", 2: (6.0, 10.0, 30.0)}, GAMBIR | {2: (0.0, 0.0, 0.0), 4: (0.0, 0.0, 0.0)}, GAMBIR | {2: (96.0, 0.0, 0.0)}, GAMBIR | {2: (6.0, 10.0)}],
)  # fmt: skip
def test_a_place_that_is_none(gps):
    photo = read(encoded(gps=gps))
    assert (photo.lon, photo.lat) == (None, None)


def test_an_empty_file():
    assert code_of(b"") == "photo_empty"


def test_too_many_bytes():
    data = encoded()
    assert code_of(data, max_bytes=len(data) - 1) == "photo_too_large"
    assert read(data, max_bytes=len(data))
    assert code_of(encoded() + bytes(20 * 2**20)) == "photo_too_large"


@pytest.mark.parametrize(
    "data",
    [b"hello", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", b"RIFF\0\0\0\0WAVE", b"\0\0\0\x18ftypmp42", bytes(99)],
)  # fmt: skip
def test_what_is_no_photo(data):
    assert code_of(data) == "not_a_photo"


@pytest.mark.parametrize("kind", ["GIF", "TIFF", "BMP", "ICO", "PDF"])
def test_formats_no_phone_takes_photos_in(kind):
    file = BytesIO()
    picture().save(file, kind)
    assert code_of(file.getvalue()) == "not_a_photo"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_half_a_photo(kind):
    data = encoded(kind=kind)
    assert code_of(data[: len(data) // 2]) == "photo_truncated"


@pytest.mark.parametrize("side", [7_200, 10_000, 30_000])  # Pillow alone: silence, a warning, an error
def test_too_many_pixels_are_refused_before_decoding(side):
    assert code_of(png(side, side)) == "photo_too_many_pixels"


def test_a_jpeg_of_endless_scans():
    data = encoded(progressive=True)
    last = data[data.rindex(b"\xff\xc4") : -2]
    assert code_of(data[:-2] + last * photos.MAX_SCANS + data[-2:]) == "photo_too_many_pixels"


@pytest.mark.parametrize("size", [(8, 8), (15, 400), (16, 4000)])
def test_too_small_to_see(size):
    assert code_of(png(*size)) == "photo_too_small"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_broken_bytes_never_break_the_city(kind):
    whole = encoded(kind=kind, tags=TAGS, gps=GAMBIR)
    dice = random.Random(kind)
    for at in range(0, len(whole), max(1, len(whole) // 40)):
        for data in (whole[:at], whole[:at] + dice.randbytes(4) + whole[at + 4 :]):
            try:
                read(data)
            except BadPhoto as refused:
                assert refused.code.startswith(("photo_", "not_a_"))  # noqa: PT017 either answer will do


def test_it_says_what_is_wrong_in_indonesian():
    with translation.override("id"), pytest.raises(BadPhoto, match="Berkas ini bukan foto"):
        read(b"hello")


def test_names_cannot_be_guessed():
    assert len({new_name() for _ in range(100)}) == 100
    assert len(new_name()) == 32
