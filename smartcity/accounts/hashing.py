"""How passwords are kept: as slow to guess as is advised, as quick to make as that allows."""

import os
from base64 import b64encode
from threading import BoundedSemaphore
from typing import Any

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from django.contrib.auth.hashers import BasePasswordHasher, mask_hash

_at_once = BoundedSemaphore(os.cpu_count() or 1)  # more would only share the processors, at 19 MiB each


class PasswordHasher(BasePasswordHasher):
    """Argon2id (RFC 9106) with the least OWASP's Password Storage Cheat Sheet advises: 19 MiB, 2 passes, 1 lane.
    Kept as Django's Argon2PasswordHasher keeps it: "argon2" and a PHC string."""

    algorithm = "argon2"
    memory = 19_456  # KiB
    passes = 2
    lanes = 1
    length = 32  # bytes
    prefix = f"$argon2id$v=19$m={memory},t={passes},p={lanes}$"

    def salt(self) -> str:
        """16 random bytes, in hex."""
        return os.urandom(16).hex()

    def encode(self, password: str, salt: str) -> str:
        with _at_once:
            hashed = self._argon(salt.encode()).derive(password.encode())
        parts = (b64encode(part).decode().rstrip("=") for part in (salt.encode(), hashed))
        return f"{self.algorithm}{self.prefix}{'$'.join(parts)}"

    def verify(self, password: str, encoded: str) -> bool:
        with _at_once:
            try:
                Argon2id.verify_phc_encoded(password.encode(), encoded.removeprefix(self.algorithm))
            except InvalidKey:
                return False
        return True

    def decode(self, encoded: str) -> dict[str, Any]:
        algorithm, variety, version, params, salt, hashed = encoded.split("$")
        return {
            "algorithm": algorithm,
            "variety": variety,
            "version": version,
            "params": params,
            "salt": salt,
            "hash": hashed,
        }

    def must_update(self, encoded: str) -> bool:
        return not encoded.startswith(f"{self.algorithm}{self.prefix}")

    def safe_summary(self, encoded: str) -> Any:
        told = self.decode(encoded)
        return {"algorithm": told["algorithm"], "salt": mask_hash(told["salt"]),
                "hash": mask_hash(told["hash"])}  # fmt: skip

    def harden_runtime(self, password: str, encoded: str) -> None:
        """Its cost is the same for every password kept this way."""

    def _argon(self, salt: bytes) -> Argon2id:
        return Argon2id(
            salt=salt, length=self.length, iterations=self.passes, lanes=self.lanes, memory_cost=self.memory
        )
