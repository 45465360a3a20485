"""Messages: declared by those who say them, used, filled in every language; every mistake shown once in the gallery."""

import ast
import re
import subprocess
import sys
from functools import cache

import pytest

from catalogue import BY_MODULE, MESSAGES, NAMES
from places import GALLERY_FILES as FILES
from places import ROOT
from sangaku_price import api
from sangaku_price.language.enums import Lang
from sangaku_price.language.messages import declared, message, messages
from sangaku_price.language.text import Text
from sangaku_price.toml.problems import BadFile, problem

PACKAGE = ROOT / "src" / "sangaku_price"
CALLS = ("problem", "_problem", "refuse", "note", "message", "_warning")
"""Functions that take a code as their first argument."""
SAID = {"note", "message", "_warning"}
"""Of these, those that say something of a quote that was made."""
CODES_ELSEWHERE = ("sangaku_price.toml.traps", "sangaku_price.toml.reading", "sangaku_price.loading.amended")
"""Modules in which codes stand in tables and return values, too."""
OF_FILES = ("toml", "loading", "rules", "contract", "tariff", "items", "pricing", "interchange")
"""Where mistakes of contract and tariff files are found; policies and quotes that are read back have their own tests."""
NOTES_BY_NAME = {"differs-from-published", "within-bound"}
"""Codes of notes that the source holds in a variable."""
NOT_IN_THE_GALLERY = {
    "toml-other": "for words that only a newer parser has",
    "link-out": "a link: tests/assurance/test_revision.py",
    "link-circle": "a link: tests/assurance/test_revision.py",
    "in-submodule": "a repository: tests/assurance/test_revision.py",
    "object-missing": "a repository: tests/assurance/test_revision.py",
    "file-is-folder": "no file: tests/test_hostile.py",
    "file-special": "no file: tests/test_hostile.py",
    "file-permission": "cannot be kept in a repository: tests/test_reading.py",
    "file-unreadable": "depends on the system: tests/test_reading.py",
    "folder-unreadable": "cannot be kept in a repository: tests/loading/test_contract_files.py",
    "file-too-large": "a megabyte: tests/test_hostile.py",
    "too-many-rules": "a thousand rules: tests/test_hostile.py",
    "too-many-entries": "a thousand entries: tests/test_hostile.py",
    "quote-no-json": "a quote as JSON: tests/interchange/test_json.py",
    "toml-json": "JSON as a contract is a frozen quote, as a tariff: tests/toml/test_reading.py",
    "too-many-invoiced": "hundreds of payers: tests/loading/test_hostile.py",
    "frozen-altered": "a frozen quote: tests/assurance/test_freezing.py",
    "frozen-too-large": "a frozen quote of many megabytes: tests/loading/test_canonical.py",
    "frozen-without-tariff": "a frozen quote: tests/assurance/test_freezing.py",
    "amends-split": "a frozen quote of a guest: tests/cases/changed-agreed.toml",
    "quote-value": "a quote as JSON: tests/interchange/test_json.py",
    "quote-version": "a quote as JSON: tests/interchange/test_json.py",
}


def called(node: ast.Call) -> str:
    """The name of a function that is called, that of a method included."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def codes_in(node: ast.expr) -> set[str]:
    """The codes that an argument may be; of `f"{…}-applied"` all that it may become."""
    match node:
        case ast.Constant(value=str(code)):
            return {code}
        case ast.IfExp(body=one, orelse=other):
            return codes_in(one) | codes_in(other)
        case ast.JoinedStr(values=parts):
            shape = "".join(re.escape(part.value) if isinstance(part, ast.Constant) else "[a-z-]+" for part in parts)
            return {code for code in MESSAGES if re.fullmatch(shape, code)}
        case _:
            return set()


@cache
def tree(name: str) -> ast.Module:
    """A module without the messages that it declares."""
    path = PACKAGE.parent / name.replace(".", "/")
    found = ast.parse((path / "__init__.py" if path.is_dir() else path.with_suffix(".py")).read_text())
    found.body = [
        node for node in found.body if not (isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "MESSAGES")
    ]
    return found


@cache
def used(name: str) -> dict[str, set[str]]:
    """Codes by the function that they are given to, as a module says them."""
    found: dict[str, set[str]] = {function: set() for function in (*CALLS, "code")}
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Call) and called(node) in CALLS and node.args:
            found[called(node)] |= codes_in(node.args[0])
        if isinstance(node, ast.Assign) and [getattr(one, "id", "") for one in node.targets] == ["code"]:
            found["code"] |= codes_in(node.value)
    return found


@cache
def constants(name: str) -> set[str]:
    """Every text that stands in a module."""
    nodes = ast.walk(tree(name))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def said(name: str) -> set[str]:
    """Every code that a module is seen to say."""
    elsewhere = constants(name) & set(MESSAGES) if name in CODES_ELSEWHERE else set()
    return elsewhere.union(*used(name).values())


@cache
def loaded_with(name: str) -> frozenset[str]:
    """A module and all that is loaded before it: what its first lines import, and what that imports."""
    there = {name}
    waiting = [name]
    while waiting:
        for node in tree(waiting.pop()).body:
            if isinstance(node, ast.ImportFrom) and node.module in NAMES and node.module not in there:
                there.add(node.module)
                waiting.append(node.module)
    return frozenset(there)


def mistakes() -> set[str]:
    """Codes of what can be wrong with a contract or a tariff file."""
    names = [name for name in NAMES if name.split(".")[1] in OF_FILES]
    refused = {
        code for name in names for function, codes in used(name).items() if function not in SAID for code in codes
    }
    tabled = {code for name in CODES_ELSEWHERE for code in constants(name)}
    return (refused | tabled) & set(MESSAGES) - NOTES_BY_NAME


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
    """The parameters of a template; the braces of an example of TOML are its own."""
    return set(re.findall(r"\{([a-z_]+)\}", template))


def test_no_code_is_declared_by_two_modules_with_a_word_of_difference():
    assert len(MESSAGES) > 200
    for said_here in BY_MODULE.values():
        assert {code: MESSAGES[code] for code in said_here} == said_here


def test_the_messages_of_a_module_are_its_table_of_that_name():
    assert set(MESSAGES) <= set(declared())
    declaring = [
        name
        for name in NAMES
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Call) and called(node) == "messages"
    ]
    assert declaring == []


@pytest.mark.parametrize("name", NAMES)
def test_every_code_that_a_module_says_is_declared_by_it_or_by_what_it_imports(name):
    there = {code for one in loaded_with(name) for code in BY_MODULE.get(one, ())}
    assert said(name) - there == set()


def test_most_of_what_is_declared_is_seen_to_be_said():
    assert len(set().union(*map(said, NAMES))) > len(MESSAGES) * 9 / 10


@pytest.mark.parametrize("name", BY_MODULE)
def test_every_message_that_a_module_declares_is_used(name):
    above = [one for one in NAMES if name in loaded_with(one)]
    assert set(BY_MODULE[name]) - constants(name) - set().union(*map(said, above)) == set()


def test_every_mistake_stands_in_the_gallery_or_is_excused():
    shown = gallery()
    assert not set(NOT_IN_THE_GALLERY) & shown, "excused, and shown all the same"
    assert set(NOT_IN_THE_GALLERY) <= mistakes()
    assert mistakes() - shown - set(NOT_IN_THE_GALLERY) == set()


def test_the_gallery_shows_mistakes_of_the_catalogue_only():
    assert gallery() <= mistakes()


@pytest.mark.parametrize("code", MESSAGES)
def test_a_message_is_filled_in_every_language(code):
    names = fields(MESSAGES[code][0])
    filled = message(code, **{name: f"<{name}>" for name in names})
    for template, written in zip(MESSAGES[code], filled, strict=True):
        assert written.strip() == written != ""
        assert {name for name in names if f"<{name}>" in written} == fields(template) == names


def is_japanese(words: str) -> bool:
    return any("\u3041" <= char <= "\u9fff" for char in words)


@pytest.mark.parametrize("code", MESSAGES)
def test_a_message_is_japanese_and_english(code):
    ja, en = MESSAGES[code]
    assert ja == en or is_japanese(ja)
    assert not is_japanese(en) or code in EXAMPLES_IN_JAPANESE
    assert not en.endswith(".")


EXAMPLES_IN_JAPANESE = {"parts", "toml-key-quotes", "method-assumed", "division"}
"""Messages whose English quotes a Japanese key or term."""


def test_a_good_contract_is_priced_without_the_words_of_what_is_not_done():
    program = """if True:
        from sangaku_price import api
        api.quote("examples/kyoto-battery.toml")
        from sangaku_price.language.messages import declared
        print(*declared())
    """
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    there = set(ran.stdout.split())
    assert {"missing", "costs-nothing", "outside-bound"} <= there < set(MESSAGES)
    assert not {"toml-comma", "gate-denied", "library-gap", "mark-begins", "verify-same", "quote-no-json"} & there


def test_a_code_means_one_thing():
    words = {"test-of-messages-once": Text("一つ", "one")}
    assert messages(words) == messages(dict(words)) == words
    with pytest.raises(ValueError, match="test-of-messages-once"):
        messages({"test-of-messages-once": Text("二つ", "two")})
    assert message("test-of-messages-once") == Text("一つ", "one")


def test_a_code_that_nobody_declared_is_an_error():
    with pytest.raises(KeyError, match="test-of-messages-never"):
        message("test-of-messages-never")


@pytest.mark.parametrize("params", [{}, {"most": 5}, {"Key": 1}])
def test_a_parameter_that_is_not_given_is_an_error(params):
    with pytest.raises(KeyError, match="key"):
        message("missing", **params)


def test_a_message_is_added_by_the_module_that_says_it_alone():
    """The recipe of CONTRIBUTING.md: declared here, said here; nothing else is touched."""
    messages({"test-of-messages-odd": Text("「{key}」は奇数で書いてください。", '"{key}" must be an odd number')})
    found = problem("test-of-messages-odd", "contract.people", 4, key="people").at("joint.toml", 7)
    assert found.written(Lang.BOTH).split("\n") == [
        "joint.toml:7: contract.people = 4: 「people」は奇数で書いてください。",
        '    "people" must be an odd number',
    ]
