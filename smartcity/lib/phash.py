"""A picture's fingerprint: two photos look alike when few of its 64 bits differ."""

import numpy as np
from PIL import Image

SIDE = 32
# Of copies of one picture (recompressed, shrunk, brighter or darker by a quarter, 2 % cropped) at most 14 bits
# differ; of two photos of different places 32 on average. See lib/tests/test_phash.py.
ALIKE = 12


def _cosines() -> np.ndarray:
    """The first nine rows of the type 2 discrete cosine transform of 32 samples, (9, 32)."""
    k, n = np.mgrid[:9, :SIDE]
    return np.cos(np.pi * k * (2 * n + 1) / (2 * SIDE))


COSINES = _cosines()


def phash(image: Image.Image) -> int:
    """The DCT fingerprint of `image` as a signed 64-bit integer (so that every database can hold it).

    Grey, 32 x 32, cosine transform; each of the 8 x 8 lowest frequencies without the mean row and column gives
    one bit: above their median or not. Source: Zauner, "Implementation and benchmarking of perceptual image
    hash functions", 2010, section 3.2.1."""
    grey = np.asarray(image.convert("L").resize((SIDE, SIDE), Image.Resampling.BOX), dtype=float)
    low = (COSINES @ grey @ COSINES.T)[1:, 1:]
    bits = np.packbits((low > np.median(low)).ravel())
    return int.from_bytes(bits.tobytes(), signed=True)


def hamming(a: int, b: int) -> int:
    """How many of 64 bits differ, 0 to 64."""
    return ((a ^ b) & 0xFFFF_FFFF_FFFF_FFFF).bit_count()


def same_picture(a: int, b: int) -> bool:
    """Whether two fingerprints are so near that one photo is most likely a copy of the other."""
    return hamming(a, b) <= ALIKE
