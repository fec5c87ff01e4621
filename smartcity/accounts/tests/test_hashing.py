"""How passwords are kept."""

import re

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher, check_password, identify_hasher, make_password

OURS = ["smartcity.accounts.hashing.PasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]


@pytest.fixture(autouse=True)
def hashers(settings):
    settings.PASSWORD_HASHERS = OURS


def test_it_works():
    kept = make_password("kuda-terbang-9")
    assert check_password("kuda-terbang-9", kept)
    assert not check_password("kuda-terbang-8", kept)
    assert not check_password("", kept)
    assert kept != make_password("kuda-terbang-9")
    assert len(kept) <= 128  # what the column holds


def test_never_below_what_is_advised():
    """OWASP, Password Storage Cheat Sheet: Argon2id with 19 MiB, two passes, one lane."""
    memory, passes, lanes = re.match(
        r"argon2\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$", make_password("kuda")
    ).groups()
    assert int(memory) >= 19 * 1024
    assert int(passes) >= 2
    assert int(lanes) >= 1


def test_the_test_vector():
    """Of the reference implementation (argon2 -id -t 2 -m 16 -p 1, "password", "somesalt"): so any other can check it."""
    known = "argon2$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
    assert check_password("password", known)
    assert identify_hasher(known).must_update(known)  # kept anew at the next sign-in


def test_one_kept_the_old_way_opens_and_is_kept_anew():
    kept, renewed = PBKDF2PasswordHasher().encode("kuda", "garam-garam-garam-garam", 1000), []
    assert check_password("kuda", kept, setter=renewed.append)
    assert renewed == ["kuda"]


@pytest.mark.parametrize("broken", ["argon2$", "argon2$argon2id$v=19$m=1,t=1,p=1$x$y", "argon2$nonsense"])
def test_what_is_no_hash_opens_nothing(broken):
    assert not check_password("kuda", broken)
