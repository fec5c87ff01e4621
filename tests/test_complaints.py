"""The table of complaints is tested: what it points to exists, and each of the ten is answered or said not to be."""

import ast
import re
from pathlib import Path

import pytest
from django.urls import Resolver404, resolve

ROOT = Path(__file__).parent.parent
TABLE = (ROOT / "docs/complaints.md").read_text()
PARTS = re.split(r"^## (\d+)\. .*$", TABLE, flags=re.MULTILINE)
each_part = pytest.mark.parametrize(
    "text", PARTS[2::2], ids=[f"complaint-{number}" for number in PARTS[1::2]]
)


def test_all_ten_are_there():
    assert [int(number) for number in PARTS[1::2]] == list(range(1, 11))


@each_part
def test_each_is_answered_or_said_not_to_be(text):
    rows = re.findall(r"^\| (?!what answers|--)(.*) \|$", text, flags=re.MULTILINE)
    assert rows or "**Not answered" in text
    for row in rows:
        assert len(row.split(" | ")) == 3, row
        assert "::test_" in row.split(" | ")[2], row


@pytest.mark.parametrize("named", sorted(set(re.findall(r"`([\w/]+\.py::test_\w+)`", TABLE))))
def test_the_tests_named_there_exist(named):
    path, _, name = named.partition("::")
    tree = ast.parse((ROOT / path).read_text())
    assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("address", sorted(set(re.findall(r"`(/[a-z][^`]*)`", TABLE))))
def test_the_addresses_there_are_answered(address):
    try:
        resolve(address.replace("{number}", "1"))
    except Resolver404:
        pytest.fail(f"{address} leads nowhere")
