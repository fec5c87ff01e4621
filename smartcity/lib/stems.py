"""The roots of Indonesian words: genangan, tergenang and menggenangi are all of genang."""

import re
from functools import cache, lru_cache
from typing import Any

_WORD = re.compile(r"[^\W_]+")
# The dictionary knows a deer, a matron and an afternoon where a city speaks of what is broken, put out and strewn about.
NOT_MEANT = frozenset({"rusa", "madam", "sera"})


def words_in(text: str) -> list[str]:
    """Its words and numbers in small letters, without what stands between them."""
    return _WORD.findall(text.lower())


@lru_cache(50_000)  # a word takes a tenth of a millisecond, and a city speaks of the same few thousand
def root(word: str) -> str:
    """By the algorithm of Nazief and Adriani, confix stripping enhanced: https://github.com/sastrawi/sastrawi/wiki.
    A word that is not Indonesian is its own root."""
    if len(word) < 4 or len(word) > 40 or not word.isalpha():
        return word
    return str(_stemmer().stem_word(word)) or word


@cache
def _stemmer() -> Any:
    """Read from its dictionary when first asked for: that takes a twentieth of a second, and not every process asks."""
    from Sastrawi.Dictionary.ArrayDictionary import ArrayDictionary  # noqa: PLC0415  # as said
    from Sastrawi.Stemmer.Stemmer import Stemmer  # noqa: PLC0415
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory  # noqa: PLC0415

    known = StemmerFactory().get_words_from_file()
    return Stemmer(ArrayDictionary([word for word in known if word not in NOT_MEANT]))
