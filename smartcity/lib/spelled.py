"""Telephone numbers written so that no machine should see them: in words, digit by digit, with letters that look like digits.
Pure. Only what begins as an Indonesian number does (0 or 62, then 2 to 9) and is as long as one."""

import re
from collections.abc import Iterator

_WORDS = {
    "nol": "0", "kosong": "0", "zero": "0", "satu": "1", "one": "1", "dua": "2", "two": "2", "tiga": "3", "three": "3",
    "empat": "4", "four": "4", "lima": "5", "five": "5", "enam": "6", "six": "6", "tujuh": "7", "seven": "7",
    "delapan": "8", "lapan": "8", "eight": "8", "sembilan": "9", "nine": "9",
}  # fmt: skip
_LETTERS = {"o": "0", "i": "1", "l": "1", "|": "1", "!": "1"}
_ONE = re.compile(rf"\d|{'|'.join(_WORDS)}|[{''.join(_LETTERS)}]", re.IGNORECASE)
_BETWEEN = r"[ .,_/*~\u2010-\u2015-]{0,3}"
_RUN = re.compile(
    rf"(?<![^\W_])(?:{_ONE.pattern})(?:{_BETWEEN}(?:{_ONE.pattern})){{9,14}}(?![^\W_])", re.IGNORECASE
)
_NUMBER = re.compile(r"(?:0|62)[2-9]\d{7,11}")
_APART = re.compile(r"0[ .,_/*~\u2010-\u2015-]{1,3}8")
LEAST_DIGITS = 6  # of a number in which letters stand for some, unless words do for all


def spelled(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and digits of each."""
    for run in _RUN.finditer(text):
        parts = _ONE.findall(run[0])
        digits = "".join(_digit(part) for part in parts)
        if _NUMBER.fullmatch(digits) and _hidden(run[0], parts):
            yield run.start(), run.end(), digits


def _digit(part: str) -> str:
    return _WORDS.get(part.lower()) or _LETTERS.get(part.lower()) or part


def _hidden(run: str, parts: list[str]) -> bool:
    """Whether somebody took pains to write it so; plain numbers side by side are none."""
    words = sum(part.lower() in _WORDS for part in parts)
    letters = sum(part.lower() in _LETTERS for part in parts)
    plain = len(parts) - words - letters
    if letters and plain + words < LEAST_DIGITS:
        return False
    return words > 1 or letters > 0 or bool(_APART.match(run))
