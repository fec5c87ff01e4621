"""Is this one problem told twice? A hint for people to judge by, never a decision.

A score of nearness (in the measure of the category), category, what the words name, and the pictures. Its constants were
tuned on one half of hand-labelled pairs of real reports and measured on the other: docs/alike.md."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp

from smartcity.areas.models import Area
from smartcity.lib.geo import distance_m
from smartcity.lib.phash import same_picture
from smartcity.reports.models import Category, Report
from smartcity.reports.workflow import Status

WITHIN = timedelta(hours=72)
LOOK_AT = 200
ALIKE = 0.5  # the score from which two reports may be one problem
NAMES = 0.6  # what words that name the same are worth, beside a nearness of 1 at the very place
PART = 0.15  # of the names shared from which they speak for it rather than against it
KIN = 0.85  # of the nearness, for another category that is kin
PICTURE = 1.0
FARTHEST = 4  # times its reach: beyond it nothing but the same picture is alike
LETTERS = 6  # of a word that count: endings and slips of the thumb do not

_WORD = re.compile(r"[^\W\d_]{3,}|\d+[a-z]?")
_TAG = re.compile(r"[#@]\w+")
_BLOCK = re.compile(r"\brt[\s.:]*0*(\d+)(?:\s*/?\s*(?:rw[\s.:]*)?0*(\d+))?|\brw[\s.:]*0*(\d+)")
_LITTLE = """
    ada adanya agar air aja akan akhirnya akibat aliran atas atau atasi bagaimana banget bantu bantuan
    bantuannya banyak bapak baru belakang belum besar biasanya bisa blm bpk buat bulan bukan cepat cuma
    dalam dan dari daerah dapat deh dekat dengan depan deras dgn di ditangani diperbaiki dong dulu ga gak
    hari harus hingga hujan ini itu jadi jalan jalanan jangan jln juga kali kalau kami kapan karena kasih
    kaya kelurahan kecamatan kel kec kenapa kita kok kondisi kota krn lagi lama langsung lebih lokasi lurah
    mohon masih masuk mana malah makin malam mau menit minta mulai naik nih nya orang org padahal pagi pak
    parah pemerintah pemukiman perlu pernah petugas pun rumah rusak saat saja saluran sama sampai sangat
    saya sdh se sebentar segera sekali sekarang seluruh semakin semua sering setiap setinggi siang skrg sore
    spt sudah surut tadi tahun tak tanpa tdk terima terjadi terkait terus tiap tidak tindak tinggi tinjau
    tolong tlg turun udah udh untuk utk warga wilayah yang yg dewasa lutut mata kaki betis pinggang paha
    sebetis selutut sepinggang jakarta barat timur utara selatan pusat genangan tergenang menggenang banjir
    kebanjiran terendam meluap luapan drainase got pompa cuaca ekstrim the and this that with please help
    here very there still from for are has have been water flood street road near mati padam gelap pecah
    patah hilang bolong lubang berlubang menumpuk numpuk bau kotor liar jelek
"""
SAYS_LITTLE = frozenset(word[:LETTERS] for word in _LITTLE.split())


@dataclass(frozen=True, slots=True)
class Problem:
    """What is compared of a report. `reach_m` and `kin` are its category's; `hashes` of its pictures."""

    category: str
    kin: str
    reach_m: int
    lon: float
    lat: float
    names: frozenset[str]
    hashes: Sequence[int] = ()

    @classmethod
    def told(
        cls, category: Category, lon: float, lat: float, text: str, hashes: Iterable[int] = ()
    ) -> Problem:
        names = names_in(text) - _own_words(category)
        return cls(category.code, category.kin, category.reach_m, lon, lat, names, tuple(hashes))


@dataclass(frozen=True, slots=True)
class Match:
    """How alike, and why: `named` when the words name the same, `pictured` when the pictures are the same."""

    score: float
    metres: float
    same_kind: bool
    named: bool
    pictured: bool

    @property
    def alike(self) -> bool:
        return self.score >= ALIKE


def match(one: Problem, other: Problem) -> Match:
    metres = distance_m(one.lon, one.lat, other.lon, other.lat)
    same_kind = one.category == other.category
    kin = 1.0 if same_kind else KIN if one.kin and one.kin == other.kin else 0.0
    shared = sharing(one.names, other.names)
    pictured = any(same_picture(a, b) for a in one.hashes for b in other.hashes)
    score = kin * exp(-metres / max(one.reach_m, 1))
    if metres > FARTHEST * one.reach_m:
        score = 0.0
    elif shared is not None and kin:
        score += NAMES * (shared - PART)
    return Match(score + PICTURE * pictured, metres, same_kind, bool(shared and shared >= PART), pictured)


def best(several: Sequence[Problem], other: Problem) -> Match:
    """The likeliest of what one text may be about."""
    return max((match(one, other) for one in several), key=lambda found: found.score)


def sharing(one: frozenset[str], other: frozenset[str]) -> float | None:
    """The part of the fewer names that the other text has too; None when one of them names nothing."""
    fewer = min(len(one), len(other))
    return len(one & other) / fewer if fewer else None


def names_in(text: str) -> frozenset[str]:
    """What a text names: its words without those that say little, cut to their first letters; rt and rw as one word
    each ("rt 008/05" is rt8 and rw5). Hashtags and accounts name no place."""
    plain = _TAG.sub(" ", text.casefold())
    found = set()
    for rt, its_rw, rw in _BLOCK.findall(plain):
        found |= {f"{kind}{int(n)}" for kind, n in (("rt", rt), ("rw", its_rw), ("rw", rw)) if n}
    words = {word[:LETTERS] for word in _WORD.findall(_BLOCK.sub(" ", plain))}
    return frozenset(found | (words - SAYS_LITTLE))


def _own_words(category: Category) -> frozenset[str]:
    """What every report of this kind says."""
    return frozenset(
        word[:LETTERS]
        for word in _WORD.findall(f"{category.name} {category.name_en} {category.keywords}".casefold())
    )


def earlier_like(
    category: Category, area: Area, lon: float, lat: float, text: str, moment: datetime
) -> Report | None:
    """The unmerged report of the same kind, in the same area and three days, that most looks like the same problem."""
    recent = Report.objects.filter(area=area, category=category, created_at__range=(moment - WITHIN, moment))
    recent = recent.exclude(status=Status.MERGED).order_by("-pk")
    mine = Problem.told(category, lon, lat, text)
    alike = []
    for report in recent.only("lon", "lat", "text", "visibility")[:LOOK_AT]:
        found = match(mine, Problem.told(category, report.lon, report.lat, report.text))
        if found.alike:
            alike.append((found.score, report))
    return max(alike, key=lambda pair: pair[0])[1] if alike else None
