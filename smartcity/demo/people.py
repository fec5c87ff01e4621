"""Who lives and works in the sample city, and the list of them for whoever tries it."""

import json
import os
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from django.contrib.auth.hashers import make_password

from smartcity.accounts import duty
from smartcity.accounts.actions import appoint, issue_key, issue_token
from smartcity.accounts.models import Post, Role, User
from smartcity.areas.models import Area
from smartcity.demo import words
from smartcity.demo.cast import sample
from smartcity.lib.db import write
from smartcity.offices.models import Office
from smartcity.reports import actions

LONG_AGO = datetime(2024, 1, 1, tzinfo=UTC)
HEADS = {"kelurahan": Role.LURAH, "kecamatan": Role.CAMAT, "mayor": Role.MAYOR, "police": Role.POLICE}
CITIZENS = 60
NAMED_CITIZENS = ("siti", "budi")
OPEN311_KEY = "demo"


def settle(password: str) -> list[User]:
    """Seat somebody in every office but the utilities, and let CITIZENS live here. Returns the citizens."""
    with write():
        key = make_password(password)
        for office in Office.objects.exclude(kind="utility").select_related("area"):
            role = HEADS.get(office.kind, Role.OFFICER)
            if office.kind != "province":
                _seat(_username(office), office.title, office, role, key)
        province = Office.objects.get(kind="province")
        for role in (Role.VERIFIER, Role.OPERATOR, Role.ADMINISTRATOR):
            _seat(role.value, str(role.label), province, role, key)
        health = Office.objects.get(kind="health")
        hospital = Office.objects.create(kind="hospital", code="rs-contoh", name="RS Contoh", title="RS Contoh",
                                         parent=health, path="")  # fmt: skip
        hospital.path = f"{health.path}{hospital.pk}/"
        hospital.save()
        _crews(key)
        _seat("clerk", "Petugas RS Contoh", hospital, Role.CLERK, key)
        _partner()
        _companies(key)
        return [
            User.objects.create(username=name, pseudonym=pseudonym, password=key)
            for name, pseudonym in _citizens()
        ]


def _crews(key: str) -> None:
    """Who goes out for the first two lurah; one of each crew is on duty, a street away from the office."""
    told = sample()
    for area in map(Area.objects.coded, (told["lurah"], told["neighbour"])):
        office = Office.objects.get(kind="kelurahan", area=area)
        place = area.short_name.lower().replace(" ", "-")
        for n, name in enumerate(words.CREW, 1):
            post = _seat(f"ppsu{n}.{place}", f"{name} (PPSU {area.short_name})", office, Role.OFFICER, key)
            if n == 1:
                duty.begin(post.user, post)
                duty.place(post.user, area.lon + 0.002, area.lat + 0.001)


def _partner() -> None:
    """Another program, which reports by Open311 with the key everyone knows."""
    issue_key(
        User.objects.create(username="open311", pseudonym="Open311", password=make_password(None)),
        "demo",
        OPEN311_KEY,
    )


def _companies(key: str) -> None:
    """Those that answer, each with somebody who does."""
    for code, (name, *also) in words.COMPANIES.items():
        person = User.objects.create(username=code, pseudonym=name, password=key)
        actions.sit_down(actions.invite(actions.register_company(code, name, also)), person)


def accounts(data: Path, password: str) -> None:
    """Write accounts.json (0600): everyone one can sign in as, the named ones first."""
    rows = [_row(user, password) for user in User.objects.prefetch_related("posts__office__area").order_by("pk")
            if user.posts.all() or user.username in (*NAMED_CITIZENS, *words.COMPANIES)]  # fmt: skip
    first = {name: n for n, name in enumerate(_first())}
    rows.sort(key=lambda row: first.get(row["username"], 99))
    path = data / "accounts.json"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(rows, file, indent=1, ensure_ascii=False)


def password_for(data: Path) -> str:
    """One password for all of a demo, made at its start."""
    path = data / "accounts.json"
    if path.exists():
        return str(json.loads(path.read_text())[0]["password"])
    return f"jakarta-{secrets.token_hex(3)}"


def named() -> set[str]:
    """Accounts the simulation leaves alone, so that whoever tries the city finds things as they left them."""
    return set(_first())


def _first() -> list[str]:
    told = sample()
    lurah, neighbour = (Area.objects.coded(told[who]) for who in ("lurah", "neighbour"))
    offices = Office.objects.filter(
        area__in=[lurah, lurah.parent, neighbour], kind__in=["kelurahan", "kecamatan"]
    )
    seats = [_username(office) for office in offices.select_related("area").order_by("-kind", "code")]
    return [
        *NAMED_CITIZENS,
        *seats,
        "roads",
        "police",
        "verifier",
        "operator",
        "clerk",
        "administrator",
        *words.COMPANIES,
    ]


def _seat(username: str, pseudonym: str, office: Office, role: Role, key: str) -> Post:
    user = User.objects.create(username=username, pseudonym=pseudonym, password=key)
    return appoint(user, office, role, since=LONG_AGO)


def _username(office: Office) -> str:
    """lurah.gambir, camat.gambir, mayor.jakarta-pusat, roads, police-31.71."""
    head = HEADS.get(office.kind)
    if office.area is None or office.kind == "police" or head is None:
        return office.code
    name = office.area.short_name.lower().replace(" ", "-")
    twice = Area.objects.filter(level=office.area.level, short_name=office.area.short_name).count() > 1
    return f"{head.value}.{name}{'-' + office.area.code if twice else ''}"


def _citizens() -> Iterator[tuple[str, str]]:
    dice = Random(1)  # noqa: S311  # a sample city, not a secret
    yield "siti", "Siti"
    yield "budi", "Budi"
    for n in range(CITIZENS - 2):
        first = words.FIRST[n % len(words.FIRST)]
        yield f"warga{n:02}", f"{first} {dice.choice(words.KIND)}"


def _row(user: User, password: str) -> dict[str, str]:
    post = next(iter(user.posts.all()), None)
    office = post.office if post else None
    return {
        "role": post.role if post else "company" if user.username in words.COMPANIES else "citizen", "username": user.username, "password": password,
        "token": issue_token(user, "demo"), "office": office.code if office else "",
        "area": office.area.code if office and office.area else "", "name": user.pseudonym,
    }  # fmt: skip
