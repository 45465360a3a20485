"""A form that was filled in to a contract file, with every mistake at its sheet and cell."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from sangaku_price.documents.workbook.sheets import letters
from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.library.form import HEADS
from sangaku_price.library.form_columns import CONTRACT_SHEET, PARTS, SCENARIO, Asked, asked_of, singles, tables
from sangaku_price.library.form_refusals import in_words_of_the_form
from sangaku_price.library.form_values import value_of
from sangaku_price.library.open_questions import quoted
from sangaku_price.loading.files import load_source, load_tariff
from sangaku_price.loading.overlay import index_of
from sangaku_price.loading.places import where
from sangaku_price.loading.repricing import price_loaded
from sangaku_price.tariff.tariff import Tariff
from sangaku_price.toml.problems import BadFile, Problem, problem
from sangaku_price.toml.reading import Source, read_bytes

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
        "form-entry": Text("この id の項目がありません。", "no entry has this id"),
        "form-name": Text(
            "案の名前がないか、重なっています。", "a scenario without a name, or with one that stands twice"
        ),
        "form-empty": Text("何も記入されていません。", "nothing is filled in"),
    }
)
BARE = re.compile(r"[A-Za-z0-9_-]+")
"""A key that TOML takes without quotes."""
Cells = Sequence[Sequence[object]]
Where = tuple[str | int, ...]


class Cell(NamedTuple):
    """A cell of a form."""

    place: str
    """直接経費 direct!C5."""
    asked: Asked | None = None
    """What is asked there; None for a whole row."""
    held: object = None


class Filled(NamedTuple):
    """What was filled in, and in which cell each of it stands."""

    raw: Mapping[str, object]
    cells: Mapping[Where, Cell]
    """By table, index and key."""
    lost: Sequence[Problem] = ()
    """Rows of a part that name no entry."""


def convert(name: str) -> bytes:
    """A contract file from a form. Raises BadFile with every mistake, each at its sheet and cell."""
    filled = _read(name)
    text = "\n".join(_written(filled.raw)) + "\n"
    source = Source(name, text, sha256(text.encode()).hexdigest(), Path(name).parent)
    try:
        price_loaded(load_source(source))
    except BadFile as refusal:
        raise BadFile([*filled.lost, *(_at_its_cell(one, name, filled) for one in refusal.problems)]) from None
    if filled.lost:
        raise BadFile(filled.lost)
    return text.encode()


# -- from cells to values ----------------------------------------------------------------------------------------------


def _read(name: str) -> Filled:
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
    tariff = _tariff(sheets[CONTRACT_SHEET], Path(name).parent)
    _contract(sheets[CONTRACT_SHEET], tariff, raw, cells)
    of_tables = {table: sheet for sheet in sheets if (table := sheet.rpartition(" ")[2]) in tables()}
    for table, sheet in of_tables.items():
        known = {one.key: one for one in asked_of(table, tables()[table], tariff)}
        _entries(sheet, table, sheets[sheet], known, raw, cells)
    lost = [one for table in PARTS if table in raw for one in _into_entries(table, name, raw, cells)]
    lost += _named(name, raw, cells)
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


def _contract(rows: Cells, tariff: Tariff | None, raw: dict[str, object], cells: dict[Where, Cell]) -> None:
    """What is asked once: the key of each line stands in its last column."""
    known = {f"{table}.{one.key}": one for table, one in singles(tariff)}
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


def _into_entries(table: str, name: str, raw: dict[str, object], cells: dict[Where, Cell]) -> Iterator[Problem]:
    """The rows of a part go into the entries that they name; those that name none are mistakes."""
    parent, _, key = table.partition(".")
    rows, entries = raw.pop(table), raw.get(parent, [])
    if not isinstance(rows, list) or not isinstance(entries, list):
        return
    for number, row in enumerate(rows):
        ident = str(row.pop("id", ""))
        index = index_of(entries, ident)
        if index is None:
            yield problem("form-entry", f"{table}.id").at(f"{name}: {cells[table, number, 'id'].place}", None)
            continue
        held = entries[index].setdefault(key, [])
        for place in [one for one in cells if one[:2] == (table, number)]:
            cells[parent, index, key, len(held), *place[2:]] = cells[place]
        held.append(row)


def _named(name: str, raw: dict[str, object], cells: dict[Where, Cell]) -> Iterator[Problem]:
    """The rows of scenarios become tables by their names; a row without a name of its own is a mistake."""
    rows = raw.pop(SCENARIO, None)
    if not isinstance(rows, list):
        return
    scenarios: dict[str, object] = {}
    for number, row in enumerate(rows):
        called = str(row.pop("name", ""))
        if not called or called in scenarios:
            yield problem("form-name", f"{SCENARIO}.name").at(f"{name}: {cells[SCENARIO, number, 'name'].place}", None)
            continue
        scenarios[called] = row
        for place in [one for one in cells if one[:2] == (SCENARIO, number)]:
            cells[SCENARIO, called, *place[2:]] = cells[place]
    raw[SCENARIO] = scenarios


def _put(entry: dict[str, object], path: str, value: object) -> None:
    """A value at its key, or in the table of an entry: royalty.rate."""
    table, _, key = path.rpartition(".")
    held = entry.setdefault(table, {}) if table else entry
    if isinstance(held, dict):
        held[key] = value


# -- from values to a file ---------------------------------------------------------------------------------------------


def _written(raw: Mapping[str, object]) -> Iterator[str]:
    yield "# 見積 / price it: sangaku-price quote FILE      検査 / check it: sangaku-price check FILE"
    for key, value in raw.items():
        if not isinstance(value, dict | list):
            yield f"{key} = {written_value(value)}"
    for table, held in raw.items():
        for one in held if isinstance(held, list) else [held] if isinstance(held, dict) else []:
            yield ""
            yield f"[[{table}]]" if isinstance(held, list) else f"[{table}]"
            yield from (f"{_key(key)} = {written_value(value)}" for key, value in one.items())


def written_value(value: object) -> str:
    """A value as a contract file has it."""
    match value:
        case bool():
            return str(value).lower()
        case int():
            return f"{value:_}"
        case Decimal():
            return f"{value:f}"
        case str():
            return quoted(value)
        case list():
            return f"[{', '.join(map(written_value, value))}]"
        case dict():
            return f"{{ {', '.join(f'{_key(key)} = {written_value(one)}' for key, one in value.items())} }}"
        case _:
            return str(value)


def _key(key: str) -> str:
    return key if BARE.fullmatch(key) else quoted(key)


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
