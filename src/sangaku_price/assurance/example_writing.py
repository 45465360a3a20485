"""`check --write-examples`: figures written into the examples that expect nothing yet, for a person to read.

Nothing else of the file changes, not a comment, not a line end: what is written is read again, and is kept only if it
says what the file said and the new expectations beside it.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sangaku_price.assurance.examples import Priced, examples_of, is_template, priced_examples
from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.loading.example_tables import read_examples
from sangaku_price.quotation.values import Quote
from sangaku_price.toml.problems import BadFile, problem
from sangaku_price.toml.reading import Source, parse, read
from sangaku_price.toml.validation import validate

MESSAGES = messages(
    {
        "example-unwritable": Text(
            "この例の書き方には期待する数値を書き込めません。expect = { } を自分で書いてください。",
            "the expectation cannot be written where this example stands; write expect = { } yourself",
        ),
    }
)

_HEADER = re.compile(r"\s*\[")
_SAYS_NOTHING = re.compile(r"\s*(?:#.*)?$")
BOM = "\ufeff"


class Filled(NamedTuple):
    """A file with expectations that it did not have."""

    name: str
    data: bytes
    examples: tuple[str, ...]
    """The names of those that were filled in."""


def filled(name: str, as_of: date | None) -> Filled | None:
    """A file with the expectations of its new examples; None where it has none, or cannot be priced.

    Raises BadFile where an expectation cannot be put into the text.
    """
    try:
        source = read(name)
        examples = examples_of(source) if is_template(source) else read_examples(parse(source), [], validate)
        new = [one for one in priced_examples(source, examples, as_of) if _is_open(one)]
    except BadFile:
        return None
    if not new:
        return None
    text = Path(name).read_bytes().decode()
    for one in reversed(new):
        text = _with(text, one, source)
    return Filled(name, text.encode(), tuple(one.example.name for one in new))


def _is_open(one: Priced) -> bool:
    return one.example.expect is None and one.example.fails is None and one.quote is not None


def _with(text: str, one: Priced, source: Source) -> str:
    """The text with one expectation more, after the last key of its example."""
    lines = text.splitlines(keepends=True)
    first = one.line or 0
    wanted = _expected(text.removeprefix(BOM), one)
    for at in _places(lines, first):
        before = lines[at - 1]
        ending = "\r\n" if before.endswith("\r\n") else "\n"
        missing = "" if before.endswith("\n") else ending
        new = "".join([*lines[:at], f"{missing}{_line(one.quote)}{ending}", *lines[at:]])
        if _says(new.removeprefix(BOM), wanted):
            return new
    raise BadFile([problem("example-unwritable", f"example.{one.number}").at(source.name, one.line)])


def _places(lines: Sequence[str], first: int) -> Iterator[int]:
    """Where a table that begins there may end: before what looks like a header, or is text that only looks like one."""
    for end in (*(at for at in range(first, len(lines)) if _HEADER.match(lines[at])), len(lines)):
        yield from (at for at in range(end, first, -1) if not _SAYS_NOTHING.match(lines[at - 1]))


def _expected(text: str, one: Priced) -> object:
    """What the file is to say."""
    said = parse(Source("", text, "", None))
    examples = said.get("example")
    if isinstance(examples, list):
        examples[one.number - 1]["expect"] = dict(_figures(one.quote))
    return said


def _says(text: str, wanted: object) -> bool:
    try:
        return parse(Source("", text, "", None)) == wanted
    except BadFile:
        return False


def _figures(quote: Quote | None) -> Iterator[tuple[str, int]]:
    """The total, what may be paid at most, and the amount of every line."""
    if quote is None:
        return
    yield "totals.total", int(quote.totals.total)
    if quote.totals.contingent.maximum:
        yield "totals.contingent.maximum", int(quote.totals.contingent.maximum)
    sums: dict[str, int] = {}
    for line in quote.lines:
        sums[line.id] = sums.get(line.id, 0) + int(line.amount)
    yield from ((f"lines.{ident}.amount", amount) for ident, amount in sums.items())


def _line(quote: Quote | None) -> str:
    told = ", ".join(f'"{path}" = {amount:_}' for path, amount in _figures(quote))
    return f"expect = {{ {told} }}"
