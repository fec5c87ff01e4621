"""How passwords are kept."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher, check_password, make_password

from smartcity.accounts.hashing import PasswordHasher

OURS = ["smartcity.accounts.hashing.PasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]


def test_it_works(settings):
    settings.PASSWORD_HASHERS = OURS
    kept = make_password("kuda-terbang-9")
    assert kept.startswith("pbkdf2_sha512$220000$")
    assert check_password("kuda-terbang-9", kept)
    assert not check_password("kuda-terbang-8", kept)


def test_never_below_what_is_advised():
    """OWASP, Password Storage Cheat Sheet: PBKDF2-HMAC-SHA512 with 220,000 rounds."""
    assert PasswordHasher.iterations >= 220_000
    assert PasswordHasher.digest().name == "sha512"


def test_one_kept_the_old_way_opens_and_is_kept_anew(settings):
    settings.PASSWORD_HASHERS = OURS
    old = PBKDF2PasswordHasher()
    kept, renewed = old.encode("kuda", "garam-garam-garam-garam", 1000), []
    assert check_password("kuda", kept, setter=renewed.append)
    assert renewed == ["kuda"]
