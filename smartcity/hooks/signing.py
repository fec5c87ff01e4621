"""Signatures of Standard Webhooks: HMAC-SHA256 over "id.timestamp.body", named v1."""

import hashlib
import hmac
import secrets
from base64 import b64decode, b64encode

from smartcity.accounts.sealing import sealed, unsealed

PREFIX = "whsec_"
PURPOSE = b"smartcity.hooks.secret"


def fresh_secret() -> str:
    """32 bytes in base64 behind whsec_."""
    return PREFIX + b64encode(secrets.token_bytes(32)).decode()


def keep(secret: str) -> str:
    """As it stands in the database."""
    return sealed(secret, PURPOSE)


def kept(secret: str) -> str:
    """Raises cryptography's InvalidToken for what was sealed under another key of the city."""
    return unsealed(secret, PURPOSE)


def signature(secret: str, name: str, timestamp: int, body: bytes) -> str:
    """`timestamp` in Unix seconds."""
    key = b64decode(secret.removeprefix(PREFIX))
    signed = hmac.new(key, f"{name}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{b64encode(signed).decode()}"
