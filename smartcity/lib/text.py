"""What people type: cleaned where that loses nothing, refused in words where it would deceive."""

import re
import unicodedata

from django.utils.translation import gettext as _

from smartcity.lib.errors import Invalid

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")  # makes text read differently from what it says


def clean(text: str, *, field: str, most: int, required: bool = True) -> str:
    """`text` in NFC, with plain line ends and no blank ends. Raises Invalid naming `field`."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not text and required:
        raise Invalid(_("Tuliskan apa yang terjadi."), field=field, code="text_missing")
    if len(text) > most:
        raise Invalid(
            _("Teks terlalu panjang: %(n)d huruf, paling banyak %(most)d.") % {"n": len(text), "most": most},
            field=field, code="text_too_long",
        )  # fmt: skip
    if _CONTROL.search(text):
        raise Invalid(_("Teks berisi karakter kendali yang tidak dapat dibaca."), field=field, code="text_control")
    if _TURNING.search(text):
        raise Invalid(_("Teks berisi karakter pembalik arah tulisan. Hapus lalu kirim lagi."), field=field,
                      code="text_direction")  # fmt: skip
    return text
