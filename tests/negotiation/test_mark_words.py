"""Whatever note may come or go over a range, `sweep` tells it in words of each language."""

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest

import sangaku_price
from quotes import a_line, a_quote, flat, replace
from sangaku_price.language.messages import declared
from sangaku_price.language.text import Text, own
from sangaku_price.negotiation.sweeping import NAMES, NO_MARKS, _marks
from sangaku_price.quotation.values import Note

PACKAGE = Path(sangaku_price.__file__).parent
ROOMS = ("pricing", "rules", "items", "loading")
"""Where the notes of a quote are made."""
COMPOSED = {
    "f'{key}-applied'": {"floor-applied", "cap-applied"},
    "code": {"within-bound", "differs-from-published", "scheme-doubt", "scheme-unverified"},
    "said.code": set(),
    "one.code": set(),
}
"""Codes that are no constant where the note is made, by the expression that stands there; of some it is another's."""
AS_WRITTEN = {"doubt", "notice", "entry-note"}
"""Notes in the words of a tariff's or a contract's file."""
OF_FILES = {"lint-ignore-unused"}
"""What `check` says of the file: no note of a quote."""
JAPANESE = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]")


def made_in(path: Path) -> set[str]:
    """The codes of the notes that a module makes."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"note", "Note"}:
            found |= codes_of(node.args[0])
    return found


def codes_of(code: ast.expr) -> set[str]:
    """What an expression may be: a constant, one of two, or what is composed."""
    match code:
        case ast.Constant():
            return {str(code.value)}
        case ast.IfExp():
            return codes_of(code.body) | codes_of(code.orelse)
    return COMPOSED[ast.unparse(code)]


def modules() -> list[Path]:
    return sorted(path for room in ROOMS for path in (PACKAGE / room).glob("*.py"))


CODES = sorted(set().union(*map(made_in, modules())) - OF_FILES)


def test_the_notes_of_every_room_are_found():
    assert {"exempt", "cap-applied", "within-bound", "tax-by-invoice", "outdated", "replaced-by-set"} <= set(CODES)
    assert {*NAMES} <= set(CODES)
    assert set(CODES) >= NO_MARKS


@pytest.mark.parametrize("code", [one for one in CODES if one not in {*NO_MARKS, *AS_WRITTEN}])
@pytest.mark.parametrize("path", ["", "power", "elsewhere"])
def test_a_mark_is_told_in_words_of_each_language(code, path):
    for module in modules():
        import_module(f"sangaku_price.{module.parent.name}.{module.stem}".removesuffix(".__init__"))
    names = re.findall(r"\{([a-z_]+)\}", "".join(declared()[code]))
    message = declared()[code].filled(**dict.fromkeys(names, "7"))
    without = a_quote([a_line("power", flat(1_000), label=Text("電気料", "electricity"))])
    noted = replace(without, notes=(Note(code, "note", message, path or None),))
    for before, after in (({}, {(code, path): ()}), ({(code, path): ()}, {})):
        quotes = (without, noted) if after else (noted, without)
        (mark,) = _marks(before, after, *quotes, None)
        japanese, english = mark.said
        assert JAPANESE.search(japanese)
        assert re.search("[a-z]{3}", english)
        assert not JAPANESE.search(english)
        assert code not in japanese
        assert not re.search("^elsewhere|（elsewhere）", japanese)
        assert mark.said != own(japanese)
