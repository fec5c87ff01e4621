"""Secrets of second factors are sealed in the database: who steals a copy of it can make no codes."""

from base64 import urlsafe_b64encode
from functools import cache

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"smartcity.accounts.second-factor"


@cache
def _seal(secret: str) -> Fernet:
    key = HKDF(SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return Fernet(urlsafe_b64encode(key))


class SealingAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Under a key made of SECRET_KEY (HKDF, RFC 5869): with another one the officials set up their factors anew."""

    def encrypt(self, text: str) -> str:
        return _seal(settings.SECRET_KEY).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises cryptography's InvalidToken for what was sealed under another key."""
        return _seal(settings.SECRET_KEY).decrypt(encrypted_text.encode()).decode()
