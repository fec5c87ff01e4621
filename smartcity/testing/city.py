"""Gambir and Senen, two squares beside each other; Siti and Budi who report; their lurah, camat and the rest.

      106.80      106.82      106.84
-6.16   +-----------+-----------+
        |  Gambir   |   Senen   |
-6.18   +-----------+-----------+
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache as once
from io import BytesIO
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.cache import cache
from django.utils import translation
from PIL import Image
from shapely.geometry import box

from smartcity.accounts.actions import appoint
from smartcity.accounts.models import Role, User
from smartcity.areas import queries as where
from smartcity.areas.models import Area, Boundary
from smartcity.lib.look import words
from smartcity.lib.storage import DurableStorage
from smartcity.offices.models import Office
from smartcity.reports import seen
from smartcity.reports.actions import Submission, submit
from smartcity.reports.models import Category, Report, Rule

GAMBIR = (106.81, -6.17)
SENEN = (106.83, -6.17)
OUTSIDE = (107.50, -6.17)


@pytest.fixture(autouse=True)
def clean_slate(settings: Any, tmp_path: Any, monkeypatch: Any) -> Any:
    """Media in a folder of the test's own that no disk need keep, an empty cache, Indonesian; pages do not say what
    millisecond it is, so that two that tell the same are the same; no lot decides what a test sees."""
    monkeypatch.setattr(words, "server_clock", lambda: 0)
    monkeypatch.setattr(DurableStorage, "at_once", False)
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    settings.CHECK_SHARE = 0
    cache.clear()
    where.forget()
    seen.forget()
    with translation.override("id"):
        yield


@once
def jpeg(shade: int = 120, size: tuple[int, int] = (320, 240), seed: int = 0) -> bytes:
    """A small photo with some structure, so that each seed has a hash of its own."""
    picture = Image.new("RGB", size, (shade, shade, shade))
    for i in range(12):
        x, y = (seed * 37 + i * 53) % size[0], (seed * 71 + i * 29) % size[1]
        picture.paste(((i * 20 + seed * 40) % 256, 90, (seed * 90) % 256), (x, y, x + 40, y + 30))
    out = BytesIO()
    picture.save(out, "JPEG")
    return out.getvalue()


def _area(code: str, name: str, level: str, parent: Area | None, shape: Any) -> Area:
    area = Area.objects.create(code=code, name=name, short_name=name, level=level, parent=parent,
                               lon=shape.centroid.x, lat=shape.centroid.y)  # fmt: skip
    if level == "kelurahan":
        Boundary.objects.create(area=area, geometry=shape.wkb, approximate=False, source="test")
    return area


def _offices(kota: Area, kec_gambir: Area, kec_senen: Area, gambir: Area, senen: Area) -> SimpleNamespace:
    """What offices.actions.found would make of them one by one, in a tenth of the queries."""
    made: dict[str, Office] = {}
    for level in (
        [("province", "province", "province", "Provinsi", "Pemprov", None, ""),
         ("police", "police", "police", "Polda Metro Jaya", "", None, ""), ("pln", "pln", "utility", "PT PLN", "PLN", None, "")],
        [("mayor", "mayor-31.71", "mayor", "Wali Kota", "Wali Kota Jakarta Pusat", kota, "province"),
         ("roads", "roads", "roads", "Dinas Bina Marga", "", None, "province")],
        [("camat", "kecamatan-31.71.01", "kecamatan", "Kecamatan Gambir", "Camat Gambir", kec_gambir, "mayor"),
         ("camat_senen", "kecamatan-31.71.04", "kecamatan", "Kecamatan Senen", "Camat Senen", kec_senen, "mayor")],
        [("gambir", "kelurahan-31.71.01.1001", "kelurahan", "Kelurahan Gambir", "Lurah Gambir", gambir, "camat"),
         ("senen", "kelurahan-31.71.04.1001", "kelurahan", "Kelurahan Senen", "Lurah Senen", senen, "camat_senen")],
    ):  # fmt: skip
        offices = Office.objects.bulk_create(
            Office(code=code, kind=kind, name=name, title=title or name, area=area, parent=made.get(parent))
            for _key, code, kind, name, title, area, parent in level
        )
        for (key, *_rest, parent), office in zip(level, offices, strict=True):
            office.path = f"{made[parent].path if parent else '/'}{office.pk}/"
            made[key] = office
    Office.objects.bulk_update(made.values(), ["path"])
    return SimpleNamespace(**made)


def _person(name: str) -> User:
    return User.objects.create_user(username=name, password="rahasia-sekali", pseudonym=name.title())


@pytest.fixture
def city(db: None) -> SimpleNamespace:
    """Areas, offices, categories, people; names as in the picture above."""
    kota = _area("31.71", "Jakarta Pusat", "kota", None, box(106.80, -6.18, 106.84, -6.16))
    kec_gambir = _area("31.71.01", "Gambir", "kecamatan", kota, box(106.80, -6.18, 106.82, -6.16))
    kec_senen = _area("31.71.04", "Senen", "kecamatan", kota, box(106.82, -6.18, 106.84, -6.16))
    gambir = _area("31.71.01.1001", "Gambir", "kelurahan", kec_gambir, box(106.80, -6.18, 106.82, -6.16))
    senen = _area("31.71.04.1001", "Senen", "kelurahan", kec_senen, box(106.82, -6.18, 106.84, -6.16))
    where.forget()
    o = _offices(kota, kec_gambir, kec_senen, gambir, senen)
    categories = Category.objects.bulk_create(
        Category(code=code, name=name, name_en=en, group="Kota", icon=code, responsible=kind, private=private,
                 needs_proof=proof, order=n) for n, (code, name, en, kind, private, proof) in enumerate(CATEGORIES, 1)
    )  # fmt: skip
    Rule.objects.bulk_create(
        Rule(number=n, place=n, category=category, kind=category.responsible)
        for n, category in enumerate(categories, 1)
    )
    return SimpleNamespace(kota=kota, kec_gambir=kec_gambir, gambir=gambir, senen=senen, offices=o)


CATEGORIES = [
    ("road", "Jalan rusak", "Broken road", "kelurahan", False, True),
    ("flood", "Banjir", "Flood", "kelurahan", False, True),
    ("jam", "Macet", "Traffic jam", "kelurahan", False, False),
    ("lamp", "Lampu jalan padam", "Street lamp out", "roads", False, True),
    ("crime", "Kejahatan", "Crime", "police", True, False),
]


def _official(name: str, office: Office, role: str) -> User:
    user = _person(name)
    appoint(user, office, role, since=datetime(2020, 1, 1, tzinfo=UTC))
    return user


@pytest.fixture
def siti(city: SimpleNamespace) -> User:
    """The citizen who reports."""
    return _person("siti")


@pytest.fixture
def budi(city: SimpleNamespace) -> User:
    """Another citizen."""
    return _person("budi")


@pytest.fixture
def lurah_gambir(city: SimpleNamespace) -> User:
    return _official("lurah.gambir", city.offices.gambir, Role.LURAH)


@pytest.fixture
def lurah_senen(city: SimpleNamespace) -> User:
    """The neighbour who must not get in."""
    return _official("lurah.senen", city.offices.senen, Role.LURAH)


@pytest.fixture
def camat_gambir(city: SimpleNamespace) -> User:
    return _official("camat.gambir", city.offices.camat, Role.CAMAT)


@pytest.fixture
def roads_officer(city: SimpleNamespace) -> User:
    return _official("petugas.binamarga", city.offices.roads, Role.OFFICER)


@pytest.fixture
def police_officer(city: SimpleNamespace) -> User:
    return _official("polisi", city.offices.police, Role.POLICE)


@pytest.fixture
def verifier(city: SimpleNamespace) -> User:
    return _official("verifikator", city.offices.province, Role.VERIFIER)


@pytest.fixture
def operator(city: SimpleNamespace) -> User:
    return _official("operator", city.offices.province, Role.OPERATOR)


@pytest.fixture
def administrator(city: SimpleNamespace) -> User:
    return _official("administrator", city.offices.province, Role.ADMINISTRATOR)


Reporting = Callable[..., Report]


@pytest.fixture
def report(siti: User) -> Reporting:
    """`report()` files one in Gambir by Siti through submit; every field of Submission can be given, and `by`."""

    def file(by: User | None = siti, at: tuple[float, float] = GAMBIR, client_id: UUID | None = None,
             photo: bytes | None = None, **fields: Any) -> Report:  # fmt: skip
        wanted: dict[str, Any] = {"category": "road", "text": "Lubang dalam di tengah jalan", "lon": at[0], "lat": at[1],
                  "client_id": client_id or uuid4(), "photos": [BytesIO(photo or jpeg())]} | fields  # fmt: skip
        return submit(Submission(**wanted), by).report

    return file
