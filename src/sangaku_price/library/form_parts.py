"""The rows of a form that are no entries of their own: parts of an entry, named tables, what is meant."""

from collections.abc import Iterator
from typing import NamedTuple

from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.library.form_columns import ARRAYS, PARTS, SCENARIO, Asked, goes_without_saying, tables
from sangaku_price.loading.overlay import index_of
from sangaku_price.toml.problems import Problem, problem

MESSAGES = messages(
    {
        "form-entry": Text("この id の項目がありません。", "no entry has this id"),
        "form-name": Text(
            "案の名前がないか、重なっています。", "a scenario without a name, or with one that stands twice"
        ),
    }
)
Where = tuple[str | int, ...]


class Cell(NamedTuple):
    """A cell of a form."""

    place: str
    """直接経費 direct!C5."""
    asked: Asked | None = None
    """What is asked there; None for a whole row."""
    held: object = None


def put_in_place(name: str, raw: dict[str, object], cells: dict[Where, Cell]) -> Iterator[Problem]:
    """Rows of sheets that are no tables of a contract file go where they belong; those that cannot are mistakes."""
    for table in PARTS:
        if table in raw:
            yield from _into_entries(table, name, raw, cells)
    for table in ARRAYS:
        if table in raw:
            _into_table(table, raw, cells)
    yield from _named_scenarios(name, raw, cells)


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
        cells.setdefault((parent, index, key), cells[table, number])
        _moved(cells, (table, number), (parent, index, key, len(held)))
        held.append({**row, **goes_without_saying(table, tables()[table], row)})


def _into_table(table: str, raw: dict[str, object], cells: dict[Where, Cell]) -> None:
    """Rows become the array of a table that stands once: [[lint.ignore]]."""
    parent, _, key = table.partition(".")
    rows = raw.pop(table)
    for number in range(len(rows) if isinstance(rows, list) else 0):
        _moved(cells, (table, number), (parent, key, number))
    raw[parent] = {key: rows}


def _moved(cells: dict[Where, Cell], before: Where, after: Where) -> None:
    """The cells of a row are known by where its table stands in the contract file."""
    for place in [one for one in cells if one[:2] == before]:
        cells[*after, *place[2:]] = cells[place]


def _named_scenarios(name: str, raw: dict[str, object], cells: dict[Where, Cell]) -> Iterator[Problem]:
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
        _moved(cells, (SCENARIO, number), (SCENARIO, called))
    raw[SCENARIO] = scenarios
