"""The city's words: compiles every django.po to .mo; --update adds new words; --check fails when one has no English.

Indonesian is the source, so a msgid is what an Indonesian reads. Needs Babel and Django, no system gettext.
"""

import argparse
import io
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import templatize

ROOT = Path(__file__).resolve().parent.parent / "smartcity"
LANGUAGE = "en"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "word": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3), "npgettext_lazy": ((1, "c"), 2, 3),
}  # fmt: skip
SKIPPED = {"tests", "migrations", "static"}

Words = tuple[str | None, str | tuple[str, ...]]  # context, msgid or (one, many)


def home_of(path: Path) -> Path:
    """The folder whose locale/ holds the words of `path`."""
    parts = path.relative_to(ROOT).parts
    if parts[:2] == ("lib", "look"):
        return ROOT / "lib" / "look"
    return ROOT / (parts[0] if len(parts) > 1 else "lib")


def sources() -> Iterator[Path]:
    patterns = ("*.py", "templates/**/*.html", "templates/**/*.txt")
    for path in sorted(path for pattern in patterns for path in ROOT.rglob(pattern)):
        if not SKIPPED & set(path.relative_to(ROOT).parts):
            yield path


def said_in(path: Path) -> Iterator[tuple[Words, int]]:
    """Every translatable phrase of a module or a template, with its line."""
    text = path.read_text()
    if path.suffix != ".py":  # Django makes of a template something that reads like Python, line by line
        text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())
    for line, phrase, _comments, context in extract("python", io.BytesIO(text.encode()), KEYWORDS):
        yield (context, phrase), line


def catalogs() -> dict[Path, Catalog]:
    found = {}
    for path in sorted(ROOT.rglob("locale/*/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            found[path] = read_po(file, locale=path.parts[-3], domain="django")
    return found


def compile_all() -> None:
    for path, catalog in catalogs().items():
        data = io.BytesIO()
        write_mo(data, catalog)
        target = path.with_suffix(".mo")
        if not target.exists() or target.read_bytes() != data.getvalue():
            target.write_bytes(data.getvalue())


def translated(message: Message | None) -> bool:
    if message is None or message.fuzzy:
        return False
    strings = message.string if isinstance(message.string, (tuple, list)) else [message.string]
    return all(strings)


def missing(known: dict[Path, Catalog]) -> list[tuple[Path, int, Words]]:
    """Phrases without English in any catalogue, first place of each."""
    places: dict[Words, tuple[Path, int]] = {}
    for path in sources():
        for words, line in said_in(path):
            places.setdefault(words, (path, line))
    lacking = []
    for (context, phrase), (path, line) in places.items():
        key = phrase[0] if isinstance(phrase, tuple) else phrase
        if not any(translated(catalog.get(key, context)) for catalog in known.values()):
            lacking.append((path, line, (context, phrase)))
    return lacking


def unfinished(known: dict[Path, Catalog]) -> list[tuple[Path, int, Words]]:
    """Entries of the catalogues that are empty or fuzzy; line 0."""
    return [(path, 0, (message.context, message.id if isinstance(message.id, str) else tuple(message.id))) for path, catalog in known.items()
            for message in catalog if message.id and not translated(message)]  # fmt: skip


def check() -> int:
    known = catalogs()
    lacking = missing(known)
    said = {words for _path, _line, words in lacking}
    lacking += [entry for entry in unfinished(known) if entry[2] not in said]
    lines = [
        f"{path.relative_to(ROOT.parent)}:{line}: no English: {words[1]!r}" for path, line, words in lacking
    ]
    print("\n".join(lines) or "every word has its English")
    return min(1, len(lines))


def update() -> None:
    """Adds each missing phrase, empty, to the catalogue of its app."""
    known = catalogs()
    changed = set()
    for path, _line, (context, phrase) in missing(known):
        po = home_of(path) / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"
        catalog = known.setdefault(po, Catalog(locale=LANGUAGE, domain="django"))
        key = phrase[0] if isinstance(phrase, tuple) else phrase
        if catalog.get(key, context) is None:
            catalog.add(phrase, context=context)
            changed.add(po)
            print(f"{po.relative_to(ROOT.parent)}: {phrase!r}")
    for po in changed:
        po.parent.mkdir(parents=True, exist_ok=True)
        write(po, known[po])


def write(po: Path, catalog: Catalog) -> None:
    data = io.BytesIO()
    write_po(data, catalog, width=110, sort_output=True, no_location=True, omit_header=True)
    head = f'msgid ""\nmsgstr ""\n"Language: {LANGUAGE}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n' \
           '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'  # fmt: skip
    po.write_text(head + data.getvalue().decode())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail when a word has no English")
    parser.add_argument("--update", action="store_true", help="add words without English to their catalogues")
    wish = parser.parse_args()
    settings.configure(USE_I18N=False)
    django.setup()
    if wish.update:
        update()
    if wish.check:
        return check()
    compile_all()
    return 0


if __name__ == "__main__":
    sys.exit(main())
