"""A form that was filled in to a contract file, with every mistake at its sheet and cell."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from sangaku_price.documents.workbook.sheets import letters
from sangaku_price.language.eras import days_in
from sangaku_price.language.messages import messages
from sangaku_price.language.numerals import half_width, number_in
from sangaku_price.language.text import Text
from sangaku_price.library.form import HEADS
from sangaku_price.library.form_columns import BESIDE, CONTRACT_SHEET, Asked, Holds, asked_of, singles, tables
from sangaku_price.library.open_questions import quoted
from sangaku_price.loading.files import load_source
from sangaku_price.loading.places import where
from sangaku_price.loading.repricing import price_loaded
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
        "form-empty": Text("何も記入されていません。", "nothing is filled in"),
    }
)
YES, NO = {"はい", "true", "該当", "yes"}, {"いいえ", "false", "非該当", "no"}
SEPARATORS = str.maketrans(dict.fromkeys("、，;；\n", ","))
Cells = Sequence[Sequence[object]]
Where = tuple[str | int, ...]


class Filled(NamedTuple):
    """What was filled in, and in which cell each of it stands."""

    raw: Mapping[str, object]
    cells: Mapping[Where, str]
    """By table, index and key: 直接経費 direct!C5."""


def convert(name: str) -> bytes:
    """A contract file from a form. Raises BadFile with every mistake, each at its sheet and cell."""
    filled = _read(name)
    text = "\n".join(_written(filled.raw)) + "\n"
    source = Source(name, text, sha256(text.encode()).hexdigest(), Path(name).parent)
    try:
        price_loaded(load_source(source))
    except BadFile as refusal:
        raise BadFile(_at_its_cell(one, name, filled) for one in refusal.problems) from None
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
    cells: dict[Where, str] = {}
    _contract(sheets[CONTRACT_SHEET], raw, cells)
    for sheet, rows in sheets.items():
        table = sheet.rpartition(" ")[2]
        if table in tables():
            _entries(sheet, table, rows, raw, cells)
    if len(raw) == 1:
        raise BadFile([problem("form-empty").at(name, None)])
    return Filled(raw, cells)


def _contract(rows: Cells, raw: dict[str, object], cells: dict[Where, str]) -> None:
    """What is asked once: the key of each line stands in its last column."""
    known = {f"{table}.{one.key}": one for table, one in singles(None)}
    singles_found: dict[str, dict[str, object]] = {}
    for number, row in enumerate(rows[HEADS:], HEADS + 1):
        path = str(row[3]).strip() if len(row) > HEADS else ""
        if not path:
            continue
        table, _, key = path.partition(".")
        cells[(table, key) if key else (table,)] = f"{CONTRACT_SHEET}!B{number}"
        value = _value(row[1], known.get(path))
        if value is None:
            continue
        if key:
            singles_found.setdefault(table, {})[key] = value
        else:
            raw[table] = value
    raw.update(singles_found)


def _entries(sheet: str, table: str, rows: Cells, raw: dict[str, object], cells: dict[Where, str]) -> None:
    """The entries of a sheet: one a row, the keys above them."""
    if len(rows) <= HEADS:
        return
    known = {one.key: one for one in asked_of(table, tables()[table], None)}
    keys = [str(key).strip() for key in rows[HEADS]]
    entries: list[dict[str, object]] = []
    for number, row in enumerate(rows[HEADS + 1 :], HEADS + 2):
        values = {key: _value(cell, known.get(key)) for key, cell in zip(keys, row, strict=False) if key}
        entry = {key: value for key, value in values.items() if value is not None}
        if not entry:
            continue
        index = len(entries)
        cells[table, index] = f"{sheet}!A{number}"
        for column, key in enumerate(keys):
            cells[table, index, key] = f"{sheet}!{letters(column)}{number}"
        entries.append(entry)
    if entries:
        raw[table] = entries


def _value(cell: object, one: Asked | None) -> object:
    """What a cell says; None where it is empty. What cannot be read stays a text, which the contract file refuses."""
    holds = one.holds if one else Holds.TEXT
    match cell:
        case None | "":
            return None
        case bool():
            return cell
        case datetime():
            return cell.date()
        case date():
            return cell
        case str():
            return _of_words(cell.strip(), holds, is_choice=bool(one and one.choices)) if cell.strip() else None
        case _:
            return _of_number(cell, holds)


def _of_number(cell: object, holds: Holds) -> object:
    try:
        number = Decimal(str(cell))
    except InvalidOperation:  # a time, for instance
        return str(cell)
    if holds is Holds.RATE:
        return _percent(number * 100)
    whole = number.to_integral_value() == number
    if holds is Holds.TEXT:
        return str(int(number)) if whole else str(number)
    return int(number) if whole else number


def _percent(number: Decimal) -> str:
    return f"{number.normalize():f}%"


def _of_words(words: str, holds: Holds, *, is_choice: bool) -> object:
    plain = half_width(words).replace(" ", "")
    match holds:
        case Holds.FLAG:
            return True if plain.lower() in YES else False if plain.lower() in NO else words
        case Holds.DAY:
            found = [day.day for day in days_in(half_width(words))]
            return found[0] if len(found) == 1 and found[0] is not None else words
        case Holds.RATE:
            return plain
        case Holds.NUMBER:
            number = number_in(plain.removesuffix("円").removeprefix("¥"))
            return words if number is None else _of_number(_decimal(number.numerator, number.denominator), holds)
        case Holds.LIST:
            return [one.strip().partition(BESIDE)[0] for one in words.translate(SEPARATORS).split(",") if one.strip()]
        case _:
            return words.partition(BESIDE)[0].strip() if is_choice else words


def _decimal(over: int, under: int) -> Decimal:
    return Decimal(over) / Decimal(under)


# -- from values to a file ---------------------------------------------------------------------------------------------


def _written(raw: Mapping[str, object]) -> Iterator[str]:
    yield "# 見積 / price it: sangaku-price quote FILE      検査 / check it: sangaku-price check FILE"
    for key, value in raw.items():
        if not isinstance(value, dict | list):
            yield f"{key} = {_toml(value)}"
    for table, held in raw.items():
        for one in held if isinstance(held, list) else [held] if isinstance(held, dict) else []:
            yield ""
            yield f"[[{table}]]" if isinstance(held, list) else f"[{table}]"
            yield from (f"{key} = {_toml(value)}" for key, value in one.items())


def _toml(value: object) -> str:
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
            return f"[{', '.join(map(_toml, value))}]"
        case _:
            return str(value)


def _at_its_cell(one: Problem, name: str, filled: Filled) -> Problem:
    """A mistake at the cell where it stands; one of another file where it is."""
    if one.file != name:
        return one
    path: Where = where(one.path, filled.raw)
    named = (*path, one.about) if one.about and (*path, one.about) in filled.cells else path
    while named and named not in filled.cells:
        named = named[:-1]
    return one.at(f"{name}: {filled.cells[named]}" if named else name, None)
