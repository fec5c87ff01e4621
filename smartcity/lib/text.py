"""What people type: cleaned where that loses nothing, refused in words where it would deceive."""

import re
import unicodedata

from django.utils.translation import gettext as _

from smartcity.lib.errors import Invalid

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")  # makes text read differently from what it says
_WORD = re.compile(r"[\w.-]+", re.ASCII)


def clean(text: str, *, field: str, most: int, required: bool = True) -> str:
    """`text` in NFC, with plain line ends and no blank ends; what shows nothing at all is empty.
    Raises Invalid naming `field`."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if len(text) > most:
        raise Invalid(
            _("Teks terlalu panjang: %(n)d huruf, paling banyak %(most)d.") % {"n": len(text), "most": most},
            field=field, code="text_too_long",
        )  # fmt: skip
    if _CONTROL.search(text):
        raise Invalid(
            _("Teks berisi karakter kendali yang tidak dapat dibaca."), field=field, code="text_control"
        )
    if _TURNING.search(text):
        raise Invalid(_("Teks berisi karakter pembalik arah tulisan. Hapus lalu kirim lagi."), field=field,
                      code="text_direction")  # fmt: skip
    if not any(map(_shows, text)):
        text = ""
    if not text and required:
        raise Invalid(_("Tuliskan apa yang terjadi."), field=field, code="text_missing")
    return text


def _shows(letter: str) -> bool:
    """Neither blank nor invisible (Unicode's categories Z and C: zero-width spaces, marks of direction)."""
    return unicodedata.category(letter)[0] not in "ZC"


def clean_line(text: str, *, field: str, most: int) -> str:
    """`clean` for what stands on one line, and may be empty."""
    return clean(" ".join(text.split()), field=field, most=most, required=False)


def is_word(text: str) -> bool:
    """Whether this can be a code or a name of ours at all. What cannot need not be looked up, and some of it no
    database takes."""
    return _WORD.fullmatch(text) is not None


def first_line(text: str, most: int = 120) -> str:
    """The first line, or as many of its words as fit, with an ellipsis."""
    line = text.split("\n", 1)[0]
    return line if len(line) <= most else line[: most - 1].rsplit(" ", 1)[0] + "…"


def beyond_first_line(text: str, most: int = 120) -> str:
    """What `first_line` leaves unsaid: the lines below it, or all of the text where the line itself was shortened."""
    line, _break, rest = text.partition("\n")
    return rest.lstrip("\n") if len(line) <= most else text
