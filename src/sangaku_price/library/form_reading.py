"""A form that was filled in to a contract file, with every mistake at its sheet and cell."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from sangaku_price.documents.workbook.sheets import letters
from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.library.form import HEADS
from sangaku_price.library.form_columns import CONTRACT_SHEET, Asked, asked_of, singles, tables, tops
from sangaku_price.library.form_file import contract_text
from sangaku_price.library.form_offers import Offers
from sangaku_price.library.form_parts import Cell, Where, put_in_place
from sangaku_price.library.form_refusals import in_words_of_the_form
from sangaku_price.library.form_values import value_of
from sangaku_price.loading.example_tables import read_examples
from sangaku_price.loading.files import load_source
from sangaku_price.loading.places import where
from sangaku_price.loading.repricing import price_loaded
from sangaku_price.loading.scenario_names import UnknownScenario
from sangaku_price.loading.tariffs import load_tariff
from sangaku_price.tariff.tariff import Tariff
from sangaku_price.toml.problems import BadFile, Problem, problem
from sangaku_price.toml.reading import Source, read_bytes
from sangaku_price.toml.validation import unknown_name, validate

MESSAGES = messages(
    {
        "form-not": Text(
            "入力用紙ではありません（new --format xlsx で作ったものを使ってください）。",
            "is no form; use one that new --format xlsx has made",
        ),
        "form-extra": Text(
            '追加のパッケージが必要です: pip install "sangaku-price[xlsx]"',
            'needs more than is installed: pip install "sangaku-price[xlsx]"',
        ),
        "form-example": Text(
            "ひな形（template）には検算の例（シート「検算の例」）が必要です。例だけを計算するためです。",
            "a template is priced by its examples only: the sheet of examples is empty",
        ),
        "form-empty": Text("何も記入されていません。", "nothing is filled in"),
    }
)
Cells = Sequence[Sequence[object]]


class Filled(NamedTuple):
    """What was filled in, and in which cell each of it stands."""

    raw: Mapping[str, object]
    cells: Mapping[Where, Cell]
    """By table, index and key."""
    lost: Sequence[Problem] = ()
    """Rows of a part that name no entry."""


def convert(name: str, findings: Mapping[str, Text]) -> bytes:
    """A contract file from a form. Raises BadFile with every mistake, each at its sheet and cell."""
    filled = _read(name, findings)
    text = contract_text(filled.raw)
    source = Source(name, text, sha256(text.encode()).hexdigest(), Path(name).parent)
    found = [*filled.lost, *(_at_its_cell(one, name, filled) for one in _mistakes(source, filled.raw))]
    if found:
        raise BadFile(found)
    return text.encode()


def _mistakes(source: Source, raw: Mapping[str, object]) -> Sequence[Problem]:
    """What is wrong with what was filled in; of a template, as its examples price it."""
    if raw.get("template") is True:
        return list(dict.fromkeys(_of_examples(source, raw)))
    try:
        price_loaded(load_source(source))
    except BadFile as refusal:
        return refusal.problems
    return ()


def _of_examples(source: Source, raw: Mapping[str, object]) -> Iterator[Problem]:
    """What refuses an example that is not meant to be refused so."""
    problems: list[Problem] = []
    examples = read_examples(raw, problems, validate)
    if not examples and not problems:
        problems.append(problem("form-example", "template"))
    yield from (one.at(source.name, None) for one in problems)
    for number, example in enumerate(examples, 1):
        try:
            price_loaded(load_source(source, example.set, example.scenario or "value-based", of_example=True))
        except BadFile as refusal:
            if example.fails not in {one.code for one in refusal.problems}:
                yield from (_set_by(number, one, source.name) for one in refusal.problems)
        except UnknownScenario as refusal:
            yield unknown_name(f"example.{number}.scenario", refusal.name, refusal.allowed).at(source.name, None)


def _set_by(number: int, one: Problem, name: str) -> Problem:
    """A mistake of a value that an example sets stands at the example."""
    return one if one.file != "--set" else one._replace(path=f"example.{number}.set.{one.path}").at(name, None)


# -- from cells to values ----------------------------------------------------------------------------------------------


def _read(name: str, findings: Mapping[str, Text]) -> Filled:
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ModuleNotFoundError:
        raise BadFile([problem("form-extra").at(name, None)]) from None
    data = read_bytes(name)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets: dict[str, Cells] = {
            one: book.get_sheet_by_name(one).to_python(skip_empty_area=False) for one in book.sheet_names
        }
    except (CalamineError, OSError, ValueError):
        raise BadFile([problem("form-not").at(name, None)]) from None
    if CONTRACT_SHEET not in sheets:
        raise BadFile([problem("form-not").at(name, None)])
    raw: dict[str, object] = {"format": 1}
    cells: dict[Where, Cell] = {}
    offers = Offers(_tariff(sheets[CONTRACT_SHEET], Path(name).parent), findings)
    _contract(sheets[CONTRACT_SHEET], offers, raw, cells)
    of_tables = {table: sheet for sheet in sheets if (table := sheet.rpartition(" ")[2]) in tables()}
    for table, sheet in of_tables.items():
        known = {one.key: one for one in asked_of(table, tables()[table], offers)}
        _entries(sheet, table, sheets[sheet], known, raw, cells)
    lost = [*put_in_place(name, raw, cells)]
    if len(raw) == 1 and not lost:
        raise BadFile([problem("form-empty").at(name, None)])
    return Filled(raw, cells, lost)


def _tariff(rows: Cells, folder: Path) -> Tariff | None:
    """The tariff that the form names, for what is to be chosen from; None where it names none that can be read."""
    named = next((row[1] for row in rows[HEADS:] if len(row) > HEADS and row[3] == "tariff"), None)
    try:
        return load_tariff(str(named).strip(), folder) if named else None
    except BadFile:  # the contract file says so
        return None


def _contract(rows: Cells, offers: Offers, raw: dict[str, object], cells: dict[Where, Cell]) -> None:
    """What is asked once: the key of each line stands in its last column."""
    known = {f"{table}.{one.key}": one for table, one in singles(offers)}
    known |= {one.key: one for one in tops()}
    singles_found: dict[str, dict[str, object]] = {}
    for number, row in enumerate(rows[HEADS:], HEADS + 1):
        path = str(row[3]).strip() if len(row) > HEADS else ""
        if not path:
            continue
        table, _, key = path.partition(".")
        value = value_of(row[1], known.get(path))
        cells[(table, key) if key else (table,)] = Cell(f"{CONTRACT_SHEET}!B{number}", known.get(path), value)
        if value is None:
            continue
        if key:
            singles_found.setdefault(table, {})[key] = value
        else:
            raw[table] = value
    raw.update(singles_found)


def _entries(
    sheet: str,
    table: str,
    rows: Cells,
    known: Mapping[str, Asked],
    raw: dict[str, object],
    cells: dict[Where, Cell],
) -> None:
    """The entries of a sheet: one a row, the keys above them."""
    if len(rows) <= HEADS:
        return
    keys = [str(key).strip() for key in rows[HEADS]]
    entries: list[dict[str, object]] = []
    for number, row in enumerate(rows[HEADS + 1 :], HEADS + 2):
        entry: dict[str, object] = {}
        values = {key: value_of(cell, known.get(key)) for key, cell in zip(keys, row, strict=False) if key}
        for key, value in values.items():
            if value is not None:
                _put(entry, key, value)
        if not entry:
            continue
        index = len(entries)
        cells[table, index] = Cell(f"{sheet}!A{number}")
        for column, key in enumerate(keys):
            place = f"{sheet}!{letters(column)}{number}"
            cells[table, index, *key.split(".")] = Cell(place, known.get(key), values.get(key))
        entries.append(entry)
    if entries:
        raw[table] = entries


def _put(entry: dict[str, object], path: str, value: object) -> None:
    """A value at its key, or in the table of an entry: royalty.rate."""
    table, _, key = path.rpartition(".")
    held = entry.setdefault(table, {}) if table else entry
    if isinstance(held, dict):
        held[key] = value


# -- mistakes at their cells -------------------------------------------------------------------------------------------


def _at_its_cell(one: Problem, name: str, filled: Filled) -> Problem:
    """A mistake at the cell where it stands; one of another file where it is."""
    if one.file != name:
        return one
    path: Where = where(one.path, filled.raw)
    named = (*path, one.about) if one.about and (*path, one.about) in filled.cells else path
    while named and named not in filled.cells:
        named = named[:-1]
    if not named:
        return one.at(name, None)
    cell = filled.cells[named]
    return in_words_of_the_form(one, cell.asked, cell.held).at(f"{name}: {cell.place}", None)
