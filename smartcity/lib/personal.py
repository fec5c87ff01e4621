"""What of a text tells who somebody is or how to reach them: telephone numbers, numbers of sixteen digits (an Indonesian
identity card's NIK, a family card's), e-mail addresses. Pure; it may be wrong, so it is asked about, never refused."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from smartcity.lib.spelled import spelled


class Kind(StrEnum):
    PHONE = "phone"
    NIK = "nik"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Found:
    """`text` as typed, at `start` up to `end`."""

    kind: Kind
    text: str
    start: int
    end: int


_GAP = r"(?: {1,3}|[._\u2010-\u2015-])"  # what people write between digits
_WIDE = rf"(?:{_GAP}| [\u2010-\u2015-] )"
_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}\s?(?:@|\[at\]|\(at\))\s?(?:[\w-]+(?:\.|\s?[\[(](?:dot|titik)[\])]\s?))+[^\W\d_]{2,}",
    re.IGNORECASE,
)
_CARD = re.compile(
    rf"(?<!\d)(?:\d{{16}}|\d{{4}}(?:{_GAP}\d{{4}}){{3}}|\d{{6}}{_GAP}\d{{6}}{_GAP}\d{{4}}|(?:\d\d{_GAP}){{3}}\d{{6}}{_GAP}\d{{4}})(?!\d)"
)
_MOMENT = re.compile(  # a date, or a time of the day
    r"(?<![\d.-])(?:\d{1,2}([-.])\d{1,2}\1(?:\d{4}|\d\d)|\d{4}-\d\d-\d\d|\d{1,2}[.:]\d\d)(?![.:-]?\d)"
)
_PHONE = re.compile(
    rf"(?<![\w@/])(?:(?:\(?\+62\)?|\(?62(?={_WIDE}?8)){_WIDE}?(?:\(?0\)?{_WIDE}?)?\(?[2-9]\d|\(?0[2-9]\d)(?:\)?{_WIDE}?\d){{7,10}}(?![\w/])"
    rf"|(?<![\w+])\+[1-9](?:{_WIDE}?\d){{8,13}}(?!\w)"
    rf"|(?<!\w)0(?:{_GAP}\d){{9,12}}(?!{_GAP}?\w)"  # digit by digit
    r"|(?<=wa\.me/)\d{9,15}(?!\d)|(?<=phone=)\d{9,15}(?!\d)"
)
_MONEY = re.compile(r"(?:rp|idr)\W{0,3}$", re.IGNORECASE)
LEAST_DIGITS = 10  # of a number with its 0: 021 and seven more
OPEN_TO_ALL = ("0800", "0804", "0807")  # numbers that offices publish


def personal(text: str) -> list[Found]:
    """All that is found, in its order; nothing twice. However a digit is drawn, and whatever invisible stands between."""
    bare, places = _plain(text)
    found = list(_every(_EMAIL, Kind.EMAIL, bare))
    bare = _blank(bare, found)
    cards = list(_every(_CARD, Kind.NIK, bare))
    bare = _blank(bare, cards)
    bare = _MOMENT.sub(lambda m: "x" * len(m[0]), bare)
    phones = [one for one in _every(_PHONE, Kind.PHONE, bare) if _reaches_somebody(one, bare)]
    bare = _blank(bare, phones)
    phones += [Found(Kind.PHONE, bare[start:end], start, end) for start, end, digits in spelled(bare)
               if not digits.startswith(OPEN_TO_ALL) and not _MONEY.search(bare[:start])]  # fmt: skip
    return [
        Found(
            one.kind,
            text[places[one.start] : places[one.end - 1] + 1],
            places[one.start],
            places[one.end - 1] + 1,
        )
        for one in sorted([*found, *cards, *phones], key=lambda one: one.start)
    ]


def _plain(text: str) -> tuple[str, Sequence[int]]:
    """`text` in the letters and digits of a keyboard, without what is not seen; and where each of its letters stood."""
    if text.isascii():
        return text, range(len(text))
    seen = [(letter, at) for at, letter in enumerate(text) if not _unseen(letter)]
    return "".join(_usual(letter) for letter, _at in seen), [at for _letter, at in seen]


def _unseen(letter: str) -> bool:
    """Zero-width spaces, soft hyphens, and what makes a picture of the digit before."""
    return unicodedata.category(letter) in ("Cf", "Me") or "\ufe00" <= letter <= "\ufe0f"


def _usual(letter: str) -> str:
    """One letter for one: a full-width 8 is an 8, and so is an Arabic one."""
    usual = unicodedata.normalize("NFKC", letter)
    usual = usual if len(usual) == 1 else letter
    return str(unicodedata.decimal(usual)) if usual.isdecimal() else usual


def without(text: str, *, mark: str = "…") -> str:
    """`text` with a mark wherever something was found."""
    for one in reversed(personal(text)):
        text = text[: one.start] + mark + text[one.end :]
    return text


def _every(pattern: re.Pattern[str], kind: Kind, text: str) -> Iterator[Found]:
    for match in pattern.finditer(text):
        yield Found(kind, match[0], match.start(), match.end())


def _blank(text: str, found: list[Found]) -> str:
    """`text`, as long as before, where nothing is read twice."""
    for one in found:
        text = text[: one.start] + "x" * (one.end - one.start) + text[one.end :]
    return text


def _reaches_somebody(one: Found, text: str) -> bool:
    digits = re.sub(r"\D", "", one.text)
    if "+" not in one.text and len(digits) < LEAST_DIGITS:
        return False
    return not digits.startswith(OPEN_TO_ALL) and not _MONEY.search(text[: one.start])
