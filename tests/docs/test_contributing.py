"""CONTRIBUTING under test: the files and names that it leads to are there, and the rooms are all of them."""

import ast
import re

import pytest

from pages import text_of
from places import ROOT

PAGE = "CONTRIBUTING.md"
PACKAGE = ROOT / "src" / "sangaku_price"
WALK = re.findall(r"`([\w/]+\.py): ([\w.]+)`", text_of(PAGE))
ROOMS = re.findall(
    r"^\| (`[\w/.`, ]+) \| ", text_of(PAGE).partition("## The rooms")[2].partition("## Recipes")[0], re.MULTILINE
)


def names(tree: ast.Module, prefix: str = "") -> set[str]:
    """The functions and classes of a module, and the methods of classes as `Class.method`."""
    found = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(f"{prefix}{node.name}")
        if isinstance(node, ast.ClassDef):
            found |= names(node, f"{prefix}{node.name}.")
    return found


@pytest.mark.parametrize(("path", "name"), WALK, ids=[f"{path}-{name}" for path, name in WALK])
def test_a_name_of_the_walk_is_where_it_is_said_to_be(path, name):
    assert name in names(ast.parse((PACKAGE / path).read_text()))


def test_the_walk_has_eight_lines():
    walk = text_of(PAGE).partition("## The walk of a rate")[2].partition("\n## ")[0]
    assert re.findall(r"^(\d)\. ", walk, re.MULTILINE) == list("12345678")
    assert (PACKAGE / "data" / "tariffs" / "kyoto.toml").read_text().count('rate = "30%"')


def test_the_rooms_are_all_that_there_are():
    told = {name.rstrip("/") for row in ROOMS for name in re.findall(r"`([\w/.]+)`", row)}
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    modules = {path.name for path in PACKAGE.glob("*.py")} - {"__init__.py", "__main__.py", "version.py"}
    assert told == folders | modules


def test_every_file_that_is_named_is_there():
    named = set(re.findall(r"`((?:tests|docs|benchmarks|\.ci)/[\w./-]*)`", text_of(PAGE)))
    named |= {f"src/sangaku_price/{path}" for path in re.findall(r"`([a-z]+/[a-z_]+\.py)", text_of(PAGE))}
    named = {name for name in named if "src/sangaku_price/tests" not in name and "ID" not in name}
    assert len(named) > 10
    assert [name for name in named if not (ROOT / name).exists()] == []
