"""Contracts that prove themselves: each [[example]] priced, and every figure that is another than it is to be.

Of a template nothing else is priced: what it leaves open, its examples set.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sangaku_price.contract.examples import ExampleTable
from sangaku_price.language.messages import message, messages
from sangaku_price.language.refusals import NoAnswer
from sangaku_price.language.text import Text
from sangaku_price.loading.example_tables import read_examples
from sangaku_price.loading.files import load_source, memory_of
from sangaku_price.loading.loaded import Loaded
from sangaku_price.loading.places import positions, where
from sangaku_price.loading.repricing import price_loaded
from sangaku_price.loading.scenario_names import UnknownScenario
from sangaku_price.quotation.values import Note, Quote
from sangaku_price.toml.problems import BadFile, Problem, listed, problem
from sangaku_price.toml.reading import Source, parse
from sangaku_price.toml.validation import Memory, unknown_name, validate
from sangaku_price.writers.figures import figure_at

MESSAGES = messages(
    {
        "example-none": Text(
            "ひな形には [[example]] が必要です（例だけを計算するため）。",
            "a template needs an [[example]]: nothing else of it is priced",
        ),
        "example-note": Text("例「{name}」: {words}", 'example "{name}": {words}'),
        "example-open": Text(
            "例「{name}」に期待する数値がありません。check --write-examples で書き込めます（いま合計 {total}円）。",
            'the example "{name}" expects nothing yet; check --write-examples fills it in (the total is {total} now)',
        ),
        "example-differs": Text(
            "例「{name}」: 「{path}」は{found}です（期待する値は{expected}{gap}）。",
            'example "{name}": {path} is {found}, expected {expected}{gap}',
        ),
        "example-gap": Text("、差は{gap}", ", difference {gap}"),
        "example-untested": Text(
            "例「{name}」は「{code}」を期待しますが、その名のゲートがありません（--policy で方針を指定）。",
            'the example "{name}" expects {code}, but no gate of this name was given (--policy)',
        ),
        "example-not-refused": Text(
            "例「{name}」は「{code}」となるはずですが、なりません（出たもの: {found}）。",
            'the example "{name}" is to fail with {code}, and does not (found: {found})',
        ),
    }
)


class Priced(NamedTuple):
    """An example and what it came to: a quote, or a refusal."""

    number: int
    example: ExampleTable
    line: int | None
    loaded: Loaded | None
    quote: Quote | None
    problems: tuple[Problem, ...] = ()


class Fault(NamedTuple):
    """Where an example is not as it is to be."""

    code: str
    line: int | None
    text: Text


def is_template(source: Source) -> bool:
    """Whether a file says that it is a template. Raises BadFile where it is no TOML."""
    return "template" in source.text and memory_of(source, of_example=True).written.get("template") is True


def examples_of(source: Source) -> tuple[ExampleTable, ...]:
    """The examples of a template. Raises BadFile with every mistake in them, and where there is none."""
    problems: list[Problem] = []
    written = parse(source)
    examples = read_examples(written, problems, validate)
    if not examples and not problems:
        problems.append(problem("example-none", "template", found=True))
    if problems:
        lines = positions(source.text)
        raise BadFile(one.at(source.name, lines.line_of(where(one.path, written))) for one in problems)
    return examples


def priced_examples(source: Source, examples: Sequence[ExampleTable], as_of: date | None) -> Iterator[Priced]:
    """Every example priced."""
    if not examples:
        return
    memory = Memory(parse(source))
    lines = positions(source.text)
    for number, one in enumerate(examples, 1):
        line = lines.line_of(("example", number - 1))
        try:
            loaded = load_source(source, one.set, one.scenario or "value-based", memory=memory, of_example=True)
            yield Priced(number, one, line, loaded, price_loaded(loaded, as_of))
        except BadFile as refusal:
            yield Priced(number, one, line, None, None, tuple(_placed(refusal.problems, source, number)))
        except UnknownScenario as refusal:
            told = unknown_name(f"example.{number}.scenario", refusal.name, refusal.allowed).at(source.name, line)
            yield Priced(number, one, line, None, None, (told,))


def of_this(priced: Priced, found: Note) -> Note:
    """A note with the name of the example that it is of, where something is to be done."""
    if found.level == "note":
        return found
    return found._replace(message=message("example-note", name=priced.example.name, words=found.message))


def _placed(problems: Iterable[Problem], source: Source, number: int) -> Iterator[Problem]:
    """Mistakes at their lines; those of a value that the example sets, at the example."""
    for one in problems:
        if one.file != "--set":
            yield one
            continue
        line = positions(source.text).line_of(("example", number - 1, "set", one.path))
        yield one._replace(path=f"example.{number}.set.{one.path}").at(source.name, line)


def faults(found: Priced, gates: Iterable[str], known: Collection[str]) -> Iterator[Fault]:
    """Where an example is not as it is to be; `gates` are the codes of those that deny it or warn, of all `known`."""
    example = found.example
    if example.fails is not None:
        if example.fails.startswith("gate/") and example.fails not in known:
            told = {"name": example.name, "code": example.fails}
            yield Fault("example-untested", found.line, message("example-untested", **told))
            return
        codes = [*dict.fromkeys([*(one.code for one in found.problems), *gates])]
        if example.fails not in codes:
            told = {"name": example.name, "code": example.fails, "found": listed(codes) or "–"}
            yield Fault("example-not-refused", found.line, message("example-not-refused", **told))
        return
    if found.quote is None:
        return
    if example.expect is None:
        total = f"{found.quote.totals.total:,}"
        yield Fault("example-open", found.line, message("example-open", name=example.name, total=total))
        return
    for path, expected in example.expect.items():
        yield from _differs(found, path, expected, found.quote)


def _differs(found: Priced, path: str, expected: object, quote: Quote) -> Iterator[Fault]:
    """A figure that is another."""
    try:
        figure = figure_at(quote, path)
    except NoAnswer as refusal:
        yield Fault("no-figure", found.line, refusal.text)
        return
    wanted = _as_figure(expected)
    if figure != wanted:
        told = {"name": found.example.name, "path": path, "found": _grouped(figure), "expected": _grouped(wanted)}
        yield Fault("example-differs", found.line, message("example-differs", **told, gap=_gap(figure, wanted)))


def _as_figure(value: object) -> str:
    """A value of the file as figures are written."""
    match value:
        case bool() | int():
            return json.dumps(value)
        case Decimal() | date():
            return str(value)
        case _:
            return str(value)


def _grouped(figure: str) -> str:
    """An amount in groups of three; another figure as it is."""
    return f"{int(figure):,}" if _is_whole(figure) else figure


def _gap(figure: str, wanted: str) -> Text:
    if _is_whole(figure) and _is_whole(wanted):
        return message("example-gap", gap=f"{int(figure) - int(wanted):+,}")
    return Text("", "")


def _is_whole(figure: str) -> bool:
    return figure.removeprefix("-").isdecimal() and figure.isascii()
