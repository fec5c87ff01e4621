"""A file that says a machine made its picture is told; one that says nothing is not."""

from io import BytesIO

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from smartcity.lib.photos import read_photo

KIND = "http://cv.iptc.org/newscodes/digitalsourcetype/"
RECIPE = "a clean street\nSteps: 20, Sampler: Euler a, CFG scale: 7"


def xmp(source):
    return (
        f'<x:xmpmeta><rdf:Description Iptc4xmpExt:DigitalSourceType="{KIND}{source}"/></x:xmpmeta>'.encode()
    )


def file(kind="JPEG", **options):
    made = BytesIO()
    Image.effect_noise((64, 64), 90).convert("RGB").save(made, kind, **options)
    return made


def png(word, text, *, zip=False):
    info = PngInfo()
    info.add_itxt(word, text, zip=zip) if word.startswith("XML") else info.add_text(word, text, zip=zip)
    return file("PNG", pnginfo=info)


def comment():
    """What a home generator writes into a JPEG's Exif."""
    exif = Image.Exif()
    exif[0x8769] = {0x9286: b"UNICODE\0" + RECIPE.encode("utf-16-be")}
    return file(exif=exif)


def c2pa():
    """A manifest lies behind the picture, in CBOR, whose texts are plain."""
    whole = file()
    whole.seek(0, 2)
    whole.write(b"\xa1qdigitalSourceTypexF" + f"{KIND}trainedAlgorithmicMedia".encode())
    whole.seek(0)
    return whole


SAYING = {
    "made": lambda: file(xmp=xmp("trainedAlgorithmicMedia")),
    "mended": lambda: file(xmp=xmp("compositeWithTrainedAlgorithmicMedia")),
    "webp": lambda: file("WEBP", xmp=xmp("trainedAlgorithmicMedia")),
    "manifest": c2pa,
    "recipe": lambda: png("parameters", RECIPE),
    "packed recipe": lambda: png("parameters", RECIPE, zip=True),
    "packed xmp": lambda: png("XML:com.adobe.xmp", xmp("trainedAlgorithmicMedia").decode(), zip=True),
    "graph": lambda: png("prompt", '{"3": {"class_type": "KSampler"}, "4": {"x": "KSamplerAdvanced"}}'),
    "comment": comment,
}
SILENT = {
    "plain": file,
    "a phone that lays exposures together": lambda: file(xmp=xmp("computationalCapture")),
    "a camera": lambda: file(xmp=xmp("digitalCapture")),
    "words of its own": lambda: png("parameters", "Steps: up to the door"),
}


@pytest.mark.parametrize("name", SAYING)
def test_it_is_told(name):
    made = SAYING[name]()
    made.seek(0)
    assert read_photo(made).made


@pytest.mark.parametrize("name", SILENT)
def test_what_says_nothing_is_not(name):
    silent = SILENT[name]()
    silent.seek(0)
    assert not read_photo(silent).made
