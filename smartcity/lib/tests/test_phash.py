"""A copy of a photo is known again, another photo is not taken for it."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageEnhance

from smartcity.lib.phash import hamming, phash, same_picture


def scene(seed):
    """Light and shade in coarse and fine blots, 320 x 240, which is all that a fingerprint sees of a photo."""
    dice = np.random.default_rng(seed)
    layers = [Image.fromarray(dice.uniform(-1, 1, (3 * n, 4 * n))) for n in (1, 2, 4, 8)]
    light = sum(
        np.asarray(layer.resize((320, 240), Image.Resampling.BICUBIC)) * 60 / n
        for n, layer in enumerate(layers, 1)
    )
    return Image.fromarray((light + 110).clip(0, 200).astype(np.uint8))


def recompressed(image):
    file = BytesIO()
    image.save(file, "JPEG", quality=30)
    return Image.open(file)


COPIES = {
    "recompressed": recompressed,
    "halved": lambda image: image.resize((160, 120)),
    "brighter": lambda image: ImageEnhance.Brightness(image).enhance(1.25),
    "darker": lambda image: ImageEnhance.Brightness(image).enhance(0.75),
    "cropped by 2 %": lambda image: image.crop((3, 2, 316, 237)),
}


@pytest.mark.parametrize("change", COPIES)
def test_a_copy_is_the_same_picture(change):
    for seed in range(5):
        assert same_picture(phash(scene(seed)), phash(COPIES[change](scene(seed))))


def test_two_photos_are_not():
    marks = [phash(scene(seed)) for seed in range(20)]
    assert not any(same_picture(a, b) for a in marks for b in marks if a is not b)


def test_a_mirrored_photo_is_not():
    assert not same_picture(phash(scene(1)), phash(scene(1).transpose(Image.Transpose.FLIP_LEFT_RIGHT)))


def test_a_fingerprint_fits_a_database():
    for seed in range(20):
        assert -(2**63) <= phash(scene(seed)) < 2**63


def test_distance_counts_bits_of_either_sign():
    assert hamming(0, -1) == 64
    assert hamming(-(2**63), 0) == 1
    assert hamming(5, 5) == 0
