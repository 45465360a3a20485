"""The catalogue of messages: complete, used, filled in both languages; every mistake shown once in the gallery."""

import ast
import re
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from places import GALLERY_FILES as FILES
from places import ROOT
from sangaku_price import api
from sangaku_price.language.messages import MESSAGES, message
from sangaku_price.toml.problems import BadFile

PACKAGE = ROOT / "src" / "sangaku_price"
CALLS = ("problem", "_problem", "refuse", "note", "message", "_warning")
"""Functions that take a code as their first argument."""
SAID = {"note", "message", "_warning"}
"""Of these, those that say something of a quote that was made."""
CODES_ELSEWHERE = ("toml/traps.py", "toml/reading.py")
"""Modules in which codes stand in tables and return values, too."""
OF_FILES = ("toml", "loading", "rules", "contract", "tariff", "items", "pricing")
"""Where mistakes of contract and tariff files are found; policies and quotes that are read back have their own tests."""
NOTES_BY_NAME = {"differs-from-published", "within-bound"}
"""Codes of notes that the source holds in a variable."""
NOT_IN_THE_GALLERY = {
    "toml-other": "for words that only a newer parser has",
    "file-is-folder": "no file: tests/test_hostile.py",
    "file-special": "no file: tests/test_hostile.py",
    "file-permission": "cannot be kept in a repository: tests/test_reading.py",
    "file-unreadable": "depends on the system: tests/test_reading.py",
    "file-too-large": "a megabyte: tests/test_hostile.py",
    "too-many-rules": "a thousand rules: tests/test_hostile.py",
    "too-many-entries": "a thousand entries: tests/test_hostile.py",
}


def called(node: ast.Call) -> str:
    """The name of a function that is called, that of a method included."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def codes_in(node: ast.expr) -> set[str]:
    """The codes that an argument may be; `{…}-applied` stands for floor and cap."""
    match node:
        case ast.Constant(value=str(code)):
            return {code}
        case ast.IfExp(body=one, orelse=other):
            return codes_in(one) | codes_in(other)
        case ast.JoinedStr(values=[_, ast.Constant(value=str(tail))]):
            return {code for code in MESSAGES if code.endswith(tail)}
        case _:
            return set()


@cache
def used(folder: Path = PACKAGE) -> dict[str, set[str]]:
    """Codes by the function that they are given to, as the source says them."""
    found: dict[str, set[str]] = {name: set() for name in (*CALLS, "code")}
    for path in [folder] if folder.is_file() else folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and called(node) in CALLS and node.args:
                found[called(node)] |= codes_in(node.args[0])
            if isinstance(node, ast.Assign) and [getattr(one, "id", "") for one in node.targets] == ["code"]:
                found["code"] |= codes_in(node.value)
    return found


def constants(name: str) -> set[str]:
    """Every text that stands in a module."""
    nodes = ast.walk(ast.parse((PACKAGE / name).read_text()))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def mistakes() -> set[str]:
    """Codes of what can be wrong with a contract or a tariff file."""
    refused = {
        code for one in OF_FILES for name, codes in used(PACKAGE / one).items() if name not in SAID for code in codes
    }
    return (refused | {code for name in CODES_ELSEWHERE for code in constants(name)}) & set(MESSAGES) - NOTES_BY_NAME


@cache
def gallery() -> frozenset[str]:
    """Codes of all mistakes in the gallery."""
    codes: set[str] = set()
    for path in FILES:
        try:
            api.tariff_show(str(path)) if path.name.startswith("tariff-") else api.quote(str(path))
        except BadFile as refusal:
            codes |= {one.code for one in refusal.problems}
    return frozenset(codes)


def fields(template: str) -> set[str]:
    """The parameters of a template; none of one that is an example of TOML, whose braces are its own."""
    try:
        names = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
    except ValueError:
        return set()
    return names if all(name.isidentifier() for name in names) else set()


def test_every_code_that_the_source_says_is_in_the_catalogue():
    said = set().union(*used().values())
    assert len(said) > len(MESSAGES) / 2
    assert said <= set(MESSAGES)


def test_every_message_of_the_catalogue_is_used():
    modules = [str(path.relative_to(PACKAGE)) for path in PACKAGE.rglob("*.py") if path.name != "messages.py"]
    somewhere = set().union(*used().values(), *(constants(name) for name in modules))
    begun = {start for name in modules for start in re.findall(r'message\(f"([a-z-]+)\{', (PACKAGE / name).read_text())}
    unused = {code for code in set(MESSAGES) - somewhere if not code.startswith(tuple(begun))}
    assert unused == set()


def test_every_mistake_stands_in_the_gallery_or_is_excused():
    shown = gallery()
    assert not set(NOT_IN_THE_GALLERY) & shown, "excused, and shown all the same"
    assert set(NOT_IN_THE_GALLERY) <= mistakes()
    assert mistakes() - shown - set(NOT_IN_THE_GALLERY) == set()


def test_the_gallery_shows_mistakes_of_the_catalogue_only():
    assert gallery() <= mistakes()


@pytest.mark.parametrize("code", MESSAGES)
def test_a_message_is_filled_in_both_languages(code):
    ja, en = MESSAGES[code]
    names = fields(ja) | fields(en)
    assert {name.removesuffix("_ja") for name in fields(ja)} == {name.removesuffix("_en") for name in fields(en)}
    filled = message(code, **{name: f"<{name}>" for name in names})
    for template, written in zip((ja, en), filled, strict=True):
        assert written.strip() == written != ""
        assert {name for name in names if f"<{name}>" in written} == fields(template)


def is_japanese(words: str) -> bool:
    return any("\u3041" <= char <= "\u9fff" for char in words)


@pytest.mark.parametrize("code", MESSAGES)
def test_a_message_is_japanese_and_english(code):
    ja, en = MESSAGES[code]
    assert ja == en or is_japanese(ja)
    assert not is_japanese(en) or code in EXAMPLES_IN_JAPANESE
    assert not en.endswith(".")


EXAMPLES_IN_JAPANESE = {"parts", "toml-key-quotes", "method-assumed"}
"""Messages whose English quotes a Japanese key or term."""
