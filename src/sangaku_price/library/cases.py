"""Worked cases as data: a contract, what it must cost, and what it does cost.

A case file holds `spec`, a contract file as text, and [[case]] tables: `name` (a sentence), `expect` (figures by their
paths), `set`, `scenario`, a `spec` of their own, `notes` (codes that must be said), `error` (words of the refusal), or
`changes`: a list of tables, each with what `set` would lay over the contract for one change of it (`amends.signed` at
least), and a `spec` where the contract after the change is written anew.
Paths in a spec lead from the folder of the case file.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from sangaku_price.language.enums import Lang
from sangaku_price.language.messages import messages
from sangaku_price.language.refusals import NoAnswer
from sangaku_price.language.text import Text
from sangaku_price.loading.files import load_source
from sangaku_price.loading.freezing import Altered, freeze, read_frozen
from sangaku_price.loading.loaded import Loaded
from sangaku_price.loading.provenance import ground_of
from sangaku_price.loading.repricing import price_loaded
from sangaku_price.loading.scenario_names import UnknownScenario
from sangaku_price.quotation.values import Quote
from sangaku_price.toml.name_lists import listed
from sangaku_price.toml.problems import BadFile, Problem, problem
from sangaku_price.toml.reading import Source, parse, read
from sangaku_price.writers.figures import figure_at

MESSAGES = messages(
    {
        "no-cases": Text(
            "フォルダーにケースのファイル（*.toml）がありません。", "there is no case file (*.toml) in this folder"
        ),
        "not-cases": Text("ケースのファイルには [[case]] を書いてください。", "a case file needs [[case]] tables"),
    }
)


CHANGES = '[amends]\nquote = "frozen.json"\n'
"""What a contract of a case says of the frozen one that it changes."""


class WorkedCase(NamedTuple):
    """One case of a file."""

    file: str
    name: str
    source: Source
    """The contract as a file, in the folder of the case file."""
    content: Mapping[str, object]


class Outcome(NamedTuple):
    """What became of a case: a quote or a refusal, and where it is not as expected."""

    case: WorkedCase
    loaded: Loaded | None
    quote: Quote | None
    refused: tuple[Problem, ...]
    differs: tuple[str, ...]


def read_cases(folder: str) -> Iterator[WorkedCase]:
    """The cases of all TOML files of a folder, in order. Raises BadFile where there is none, or a file is none."""
    paths = sorted(Path(folder).glob("*.toml"))
    if not paths:
        raise BadFile([problem("no-cases", "--cases", folder)])
    for path in paths:
        yield from _cases(read(str(path)))


def _cases(source: Source) -> Iterator[WorkedCase]:
    content = parse(source)
    cases = content.get("case")
    if not isinstance(cases, list) or not cases or not all(isinstance(one, dict) for one in cases):
        raise BadFile([problem("not-cases", "case").at(source.name, None)])
    for number, one in enumerate(cases, 1):
        spec, name = one.get("spec", content.get("spec")), one.get("name", str(number))
        if not isinstance(spec, str):
            raise BadFile([problem("missing", f"case.{number}", key="spec").at(source.name, None)])
        yield WorkedCase(source.name, str(name), source._replace(text=spec), one)


def load_case(case: WorkedCase) -> Loaded:
    """The contract of a case; with `changes`, after as many changes, each on the frozen quote before it.

    Raises BadFile where it cannot be read, or one before it cannot be priced.
    """
    values, scenario = _values(case.content.get("set")), str(case.content.get("scenario", "value-based"))
    loaded = load_source(_as_file(case.source, case.source.text), values, scenario)
    changes = case.content.get("changes", [])
    for one in changes if isinstance(changes, list) else ():
        held = read_frozen(freeze(price_loaded(loaded), ground_of(loaded, values)))
        assert not isinstance(held, Altered)  # noqa: S101 - it was frozen a line before
        told = _values(one)
        changed = _as_file(case.source, f"{told.pop('spec', case.source.text)}\n{CHANGES}")
        values = {**_values(case.content.get("set")), **told}
        loaded = load_source(changed, values, scenario, held=held.values)
    return loaded


def _as_file(source: Source, text: str) -> Source:
    """A contract of a case as if it stood in a file of its own."""
    return source._replace(text=text, sha256=sha256(text.encode()).hexdigest())


def _values(found: object) -> dict[str, object]:
    return dict(found) if isinstance(found, dict) else {}


def run_case(case: WorkedCase) -> Outcome:
    """Price a case and compare."""
    loaded, quote = None, None
    refused: tuple[Problem, ...] = ()
    try:
        loaded = load_case(case)
        quote = price_loaded(loaded)
    except BadFile as refusal:
        refused = refusal.problems
    except UnknownScenario as refusal:
        return Outcome(case, None, None, (), (str(refusal),))
    return Outcome(case, loaded, quote, refused, tuple(_differs(case, quote, refused)))


def _differs(case: WorkedCase, quote: Quote | None, refused: tuple[Problem, ...]) -> Iterator[str]:
    """What a case expects and does not get."""
    error = case.content.get("error")
    if quote is None:
        said = BadFile(refused).written(Lang.BOTH)
        if not isinstance(error, str) or error not in said:
            yield said
        return
    if error is not None:
        yield f"error = {error}"
    expected = case.content.get("expect", {})
    for path, wanted in expected.items() if isinstance(expected, dict) else ():
        found = figure_of(quote, str(path))
        if found != str(wanted):
            yield f"{path}: {wanted} → {found}"
    notes = case.content.get("notes", [])
    codes = {one.code for one in quote.notes}
    yield from (f"notes: {code}" for code in listed(notes) if code not in codes)


def figure_of(quote: Quote, path: str) -> str:
    """A figure by its path; `lines.ID` and `lines.ID@PERIOD` alone are amounts. What is not there is said."""
    name = path.removeprefix("lines.")
    if path.startswith("lines.") and any(name in {line.id, f"{line.id}@{line.period}"} for line in quote.lines):
        path += ".amount"
    try:
        return figure_at(quote, path)
    except NoAnswer as refusal:
        return refusal.said(Lang.BOTH)
