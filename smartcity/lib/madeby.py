"""Whether a picture's file says that a machine made what it shows, or part of it.

Generators and editors write IPTC's digital source type into XMP and into C2PA manifests, both as plain text; those that run
at home write their recipe. Whoever takes the word out is not found by this: its absence proves nothing."""

from typing import Any

# https://cv.iptc.org/newscodes/digitalsourcetype: trainedAlgorithmicMedia, compositeWithTrainedAlgorithmicMedia, ...
SOURCES = ("rainedAlgorithmicMedia", "digitalsourcetype/algorithmicMedia")
RECIPES = ("Steps: ", "Sampler: "), ('"class_type"', '"KSampler')  # Stable Diffusion's, ComfyUI's
TEXTS = (
    "parameters",
    "prompt",
    "workflow",
    "XML:com.adobe.xmp",
    "xmp",
    "exif",
)  # chunks that may lie compressed in a PNG


def says_machine(data: bytes, info: dict[Any, Any]) -> bool:
    """`data` is the whole file, `info` what Pillow read out of it once its picture was decoded."""
    if any(source.encode() in data for source in SOURCES):
        return True
    texts = [_text(info[name]) for name in TEXTS if name in info]
    return any(source in text for source in SOURCES for text in texts) or any(
        all(word in text for word in recipe) for recipe in RECIPES for text in texts
    )


def _text(value: object) -> str:
    """As it stands, and without the zeros between the letters of an Exif comment."""
    return value.decode("latin-1").replace("\0", "") if isinstance(value, bytes) else str(value)
