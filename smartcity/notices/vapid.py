"""The key pair by which push services know this city (RFC 8292)."""

from base64 import urlsafe_b64encode
from functools import cache

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from py_vapid import Vapid02


@cache
def signer() -> Vapid02:
    return Vapid02.from_raw(settings.VAPID_KEY.encode())


@cache
def public_key() -> str:
    """What a browser subscribes with: the uncompressed point in base64url."""
    point = signer().public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return urlsafe_b64encode(point).rstrip(b"=").decode()
