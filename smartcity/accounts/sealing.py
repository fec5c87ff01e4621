"""Secrets that must be read again are sealed in the database: who steals a copy of it can make no codes, sign nothing."""

from base64 import urlsafe_b64encode
from functools import cache

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"smartcity.accounts.second-factor"


@cache
def _seal(secret: str, purpose: bytes) -> Fernet:
    key = HKDF(SHA256(), length=32, salt=None, info=purpose).derive(secret.encode())
    return Fernet(urlsafe_b64encode(key))


def sealed(text: str, purpose: bytes) -> str:
    """Under a key made of SECRET_KEY for this purpose alone (HKDF, RFC 5869)."""
    return _seal(settings.SECRET_KEY, purpose).encrypt(text.encode()).decode()


def unsealed(text: str, purpose: bytes) -> str:
    """Raises cryptography's InvalidToken for what was sealed under another key."""
    return _seal(settings.SECRET_KEY, purpose).decrypt(text.encode()).decode()


class SealingAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """With another SECRET_KEY the officials set up their factors anew."""

    def encrypt(self, text: str) -> str:
        return sealed(text, PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        """Raises cryptography's InvalidToken for what was sealed under another key."""
        return unsealed(encrypted_text, PURPOSE)
