"""The manual is tested: every setting, command, make target, link and address in it exists, and the other way round."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from django.urls import Resolver404, resolve

from smartcity import cli

ROOT = Path(__file__).parent.parent
BOOK = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("smartcity/**/README.md")])
MANUAL = "\n".join(path.read_text() for path in BOOK)
COMMANDS = (ROOT / "docs/commands.md").read_text()
SETTINGS = (ROOT / "docs/settings.md").read_text()
LIVE = {"/live/events"}  # answered before Django: smartcity/asgi.py
each_page = pytest.mark.parametrize("page", BOOK, ids=lambda page: str(page.relative_to(ROOT)))


def difference(left: set[str], right: set[str]) -> tuple[list[str], list[str]]:
    """What only one of them has; ([], []) when they agree."""
    return sorted(left - right), sorted(right - left)


# --- Settings


def read_in_python() -> Iterator[str]:
    for top in ("smartcity", "bench", "tools"):
        for path in (path for path in (ROOT / top).rglob("*.py") if "tests" not in path.parts):
            yield from (
                node.value for node in ast.walk(ast.parse(path.read_text()))
                if isinstance(node, ast.Constant) and isinstance(node.value, str)
            )  # fmt: skip


def test_settings():
    read = {text for text in read_in_python() if re.fullmatch(r"SMARTCITY_[A-Z_]+[A-Z]", text)}
    read |= set(
        re.findall(r"SMARTCITY_\w+", (ROOT / ".ci/run").read_text() + (ROOT / "Makefile").read_text())
    )
    assert difference(read, set(re.findall(r"`(SMARTCITY_\w+)`", SETTINGS))) == ([], [])


def test_no_page_speaks_of_another_setting():
    assert difference(
        set(re.findall(r"SMARTCITY_[A-Z_]+[A-Z]", MANUAL)), set(re.findall(r"SMARTCITY_\w+", SETTINGS))
    ) == ([], [])


# --- Commands


def visible(command: click.Command, name: str = "smartcity") -> Iterator[tuple[str, click.Command]]:
    """Every command one can run, by its whole name."""
    if isinstance(command, click.Group):
        for word, below in command.commands.items():
            if not below.hidden:
                yield from visible(below, f"{name} {word}")
    else:
        yield name, command


def sections() -> dict[str, str]:
    """Of docs/commands.md: the name of each command, and what is said under it."""
    _, *parts = re.split(r"^## `(smartcity [^`]+)`$", COMMANDS, flags=re.MULTILINE)
    return {
        re.split(r" (?=[^a-z])", title)[0]: text for title, text in zip(parts[::2], parts[1::2], strict=True)
    }


def test_commands():
    assert difference({name for name, _command in visible(cli.gather())}, set(sections())) == ([], [])


def test_options_of_commands():
    for name, command in visible(cli.gather()):
        has = {
            opt
            for param in command.params
            if isinstance(param, click.Option) and not param.hidden
            for opt in param.opts
        }
        told = set(re.findall(r"`(--[a-z-]+)", sections()[name]))
        assert difference(has, told) == ([], []), name


def test_no_page_speaks_of_another_command():
    known = [name for name, _command in visible(cli.gather())]
    for typed in re.findall(r"(?:`|^\s+|bin/|\$ |&& )(smartcity [a-z][a-z -]*)", MANUAL, flags=re.MULTILINE):
        words = re.split(r" -| {2}", typed.strip())[0]
        assert any(
            f"{words} ".startswith(f"{name} ") or f"{name} ".startswith(f"{words} ") for name in known
        ), words


# --- make


def test_make_targets():
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z][a-z-]*):(?!=)", makefile, flags=re.MULTILINE))
    phony = set(re.findall(r"^\.PHONY: (.*)$", makefile, flags=re.MULTILINE)[0].split())
    named = set(re.findall(r"(?:`|^\s+|\d )make ([a-z][a-z-]*)", MANUAL, flags=re.MULTILINE))
    assert difference(targets, phony) == ([], [])
    assert difference(targets, named) == ([], [])


# --- Links and addresses


@each_page
def test_links(page):
    text = re.sub(r"`[^`]*`", "", page.read_text())
    for target in re.findall(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"", text):
        path, _hash, anchor = "".join(target).partition("#")
        if path.startswith(("http://", "https://")):
            continue
        there = (page.parent / path) if path else page
        assert there.exists(), path
        assert not anchor or anchor in anchors(there.read_text()), f"{path}#{anchor}"


def anchors(text: str) -> set[str]:
    """As GitHub makes them of headings."""
    heads = re.findall(r"^#+ (.*)$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).strip().replace(" ", "-") for head in heads}


def test_addresses():
    kinds = "qlue|crop|open311|api|tiles|live|media|i18n|healthz|metrics|kartu|ogc"
    named = re.findall(rf"(?:127\.0\.0\.1:\d+|(?<![\w./}}-]))(/(?:{kinds})\b[^\s`?$)|,;\"]*)", MANUAL)
    assert sorted({path for path in named if not answered(path)}) == []


def answered(path: str) -> bool:
    """`/live/*` is when something below it is; `<...>` and `{...}` stand for a number."""
    if path.startswith("/live/"):
        return path in LIVE or any(live.startswith(path.rstrip("*")) for live in LIVE)
    try:
        resolve(re.sub(r"<[^>]*>|\{[^}]*\}", "1", path.rstrip(".")))
    except Resolver404:
        return False
    return True


# --- What no file may hold


def test_nothing_of_one_machine_or_one_download_host():
    wrong = re.compile(r'https?://[^\s"]+\.(?:whl|tgz|tar\.gz)|"resolved": "|/(?:work|root)/')
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    for name in filter(None, listed.split("\0")):
        if not (ROOT / name).is_file() or name == "tests/test_docs.py":
            continue
        found = wrong.search((ROOT / name).read_bytes().decode(errors="replace"))
        assert found is None, f"{name}: {found and found.group()}"
