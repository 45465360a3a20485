"""Whatever a user can write or read has its place in a page: commands, options, keys, codes, functions."""

import ast
import json
import re
from collections.abc import Iterator

import pytest
import typer

import sangaku_price
from catalogue import MESSAGES
from pages import pages, text_of
from places import ROOT
from sangaku_price.assurance.lints import LINTS
from sangaku_price.cli import commands as command_line
from sangaku_price.writers import Result, formats_for
from schemas import keys, words

PACKAGE = ROOT / "src" / "sangaku_price"
REFERENCES = [
    ("contract", "docs/contract-file.md"),
    ("tariff", "docs/tariff-file.md"),
    ("policy", "docs/ci.md"),
    ("config", "docs/ci.md"),
    ("config", "docs/ja/ci.md"),
    ("contract", "docs/ja/contract-file.md"),
    ("policy", "docs/ja/ci.md"),
]


def said(page: str) -> set[str]:
    """The words that stand in code, in tables and blocks of a page."""
    return set(re.findall(r"[A-Za-z_][\w-]*", " ".join(re.findall(r"`+[^`]+`+|^\|.*$", text_of(page), re.MULTILINE))))


@pytest.mark.parametrize(("of", "page"), REFERENCES)
def test_every_key_of_a_file_is_named_in_its_reference(of, page):
    known = set(keys(json.loads(sangaku_price.schema(of))))
    assert len(known) > 5
    assert known - said(page) == set()


@pytest.mark.parametrize(("of", "page"), REFERENCES)
def test_every_word_that_a_key_may_have_is_named_in_its_reference(of, page):
    known = {one.partition(".")[0] for one in words(json.loads(sangaku_price.schema(of)))}
    assert known
    assert known - said(page) == set()


def commands() -> Iterator[tuple[str, object]]:
    """Every command by its words on the command line."""
    top = typer.main.get_command(command_line.app_for())
    for name, command in top.commands.items():
        inner = getattr(command, "commands", None)
        if inner is None:
            yield name, command
        else:
            yield from ((f"{name} {one}", found) for one, found in inner.items())


@pytest.mark.parametrize("name", [name for name, _ in commands()])
def test_a_command_stands_in_a_page_with_each_of_its_options(name):
    command = dict(commands())[name]
    told = [text_of(page) for page in pages() if page.startswith("docs/") and "/ja/" not in page]
    assert any(f"`sangaku-price {name}" in text or f"$ sangaku-price {name}" in text for text in told)
    options = {one for param in command.params for one in param.opts if one.startswith("--")}
    assert {one for one in options if not any(re.search(rf"{one}\b", text) for text in told)} == set()


def codes() -> set[str]:
    """The codes of all notes, as the source names them."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", "") in {"note", "Note", "_warning"}
                and node.args
            ):
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found.add(first.value)
    return found


def test_every_code_of_a_contract_s_finding_stands_in_the_page_on_ci():
    known = {code for code in codes() if not code.startswith("library-")}
    assert {"effort-over-100", "fact-not-told", "gate-no-baseline", "lint-ignore-unused"} <= known
    assert {code for code in known if f"`{code}`" not in text_of("docs/ci.md")} == set()


def test_every_code_of_a_lint_stands_in_the_japanese_page_too():
    codes_of_lints = {one.__name__.replace("_", "-") for one in LINTS} | {"lint-ignore-unused"}
    assert {code for code in codes_of_lints if f"`{code}`" not in text_of("docs/ja/ci.md")} == set()


def test_every_code_of_a_tariff_s_finding_stands_in_the_guide():
    known = {code.removeprefix("library-") for code in MESSAGES if code.startswith("library-")}
    assert {"gap", "rate-per-cent"} <= known
    assert {code for code in known if f"`{code}`" not in text_of("docs/writing-a-tariff.md")} == set()


def test_every_public_function_stands_in_the_page_on_python():
    functions = [name for name in sangaku_price.__all__ if name not in {"BadFile", "Quote"}]
    text = text_of("docs/python.md")
    assert [name for name in functions if f"`{name}(" not in text] == []
    blocks = " ".join(re.findall(r"```python\n(.*?)```", text, re.DOTALL))
    assert [name for name in functions if f"{name}(" not in blocks] == []


@pytest.mark.parametrize("page", ["docs/ci.md", "docs/ja/ci.md"])
def test_every_exit_status_stands_in_the_page_on_ci(page):
    assert re.findall(r"^\| (\d) \|", text_of(page), re.MULTILINE) == list("0123456")


def test_every_format_of_a_quote_stands_in_the_table_of_formats_with_its_suffix_and_reader():
    table = text_of("docs/documents.md").partition("\n## Formats\n")[2].partition("\n## ")[0]
    told = re.findall(r"^\| `(\w+)` \| `(\.\w+)` \| (\w+) \|", table, re.MULTILINE)
    assert sorted(told) == sorted((one.name, one.suffixes[0], one.reader) for one in formats_for(Result.QUOTE))
