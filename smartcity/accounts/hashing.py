"""How passwords are kept: as slow to guess as is advised, as quick to make as that allows."""

from hashlib import sha512

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class PasswordHasher(PBKDF2PasswordHasher):
    """PBKDF2 with SHA-512: OWASP's Password Storage Cheat Sheet asks for 220,000 rounds of it, or for 600,000 with
    SHA-256, which take a third longer here. See docs/decisions/0014."""

    algorithm = "pbkdf2_sha512"
    digest = sha512
    iterations = 220_000
