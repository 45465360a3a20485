"""Paths into a contract file, and values laid over it: --set, scenarios, `solve`, `sweep`.

A path is `table.id.key` or `table.N.key` (N from 1), deeper for inline tables (`use.lic.royalty.rate`); `contract.key`,
`tax.key`, `facts.key`, `quote.key` for tables that stand once; or `tariff`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy, deepcopy
from datetime import date
from decimal import Decimal
from functools import cache

import tomli

from sangaku_price.contract.optional_tables import BESIDE, COMPANY_TAX, INVOICING, optional_arrays
from sangaku_price.contract.tables import ContractTable, QuoteTable, TaxTable
from sangaku_price.items import entry_tables
from sangaku_price.items.use import read_sales
from sangaku_price.language.amounts import whole_yen
from sangaku_price.language.messages import messages
from sangaku_price.language.phrases import by_name
from sangaku_price.language.text import Text, own
from sangaku_price.quotation.values import Note
from sangaku_price.rules.terms import note
from sangaku_price.toml.problems import MOST_SHOWN, Problem, problem
from sangaku_price.toml.table import Table, fields_of, keys_of, reader_of, table_in
from sangaku_price.toml.validation import Raw, unknown_name
from sangaku_price.toml.values import read_number, read_positive, read_unit_price, read_yen

MESSAGES = messages(
    {
        "set-path": Text(
            "パスは table.id.key、table.N.key または contract.key の形です。使える名前: {allowed}",
            "a path is table.id.key, table.N.key or contract.key; allowed here: {allowed}",
        ),
        "set-quotes": Text(
            'パスは全体を引用符で囲んでください（例 "direct.1.amount" = 1_000_000）。',
            'the whole path stands in quotes (e.g. "direct.1.amount" = 1_000_000)',
        ),
        "set-no-entry": Text("ファイルに [[{table}]] がありません。", "the file has no [[{table}]]"),
        "replaced-by-set": Text(
            "「{key}」は「{other}」の設定により外しました。", '"{key}" was dropped because "{other}" was set'
        ),
    }
)

OFTEN: Mapping[str, type[Table]] = {
    "contract": ContractTable,
    "tax": TaxTable,
    "quote": QuoteTable,
}
SINGLES = ("contract", "amends", "tax", "quote", "facts", COMPANY_TAX)
"""The names of tables that stand once."""
WHOLE_NUMBERS = frozenset({read_yen, read_positive, read_number, read_unit_price, read_sales})
"""What reads whole numbers, and only numbers."""
UNIT = ("unit", ("quantity",))
"""A unit goes when its quantity is dropped, as what needs a dropped key does."""


@cache
def single_tables() -> Mapping[str, type[Table] | None]:
    """Tables that stand once; every key of [facts] may be set."""
    return {name: _single(name) for name in SINGLES}


def _single(table: str) -> type[Table] | None:
    """What a table that stands once holds; the model that few files need is loaded for them alone."""
    if table == COMPANY_TAX:
        from sangaku_price.contract.public_money import CompanyTaxTable

        return CompanyTaxTable
    if table == "amends":
        from sangaku_price.contract.amends import AmendsTable

        return AmendsTable
    return OFTEN.get(table)


def _array(table: str) -> type[Table]:
    """What an element of an array holds."""
    return entry_tables().get(table) or optional_arrays()[table]


def read_value(text: str) -> object:
    """A value of the command line: as TOML, else as text."""
    if "\n" not in text:
        try:
            return tomli.loads(f"value = {text}", parse_float=Decimal)["value"]
        except (ValueError, RecursionError, ArithmeticError):
            return text
    return text


def as_typed(path: str, value: object) -> object:
    """A value for a path as people type it: 6,000,000 and ６００万 where an amount or a number is wanted."""
    amount = whole_yen(value) if isinstance(value, str) else None
    return value if amount is None or not _takes_numbers(path) else amount


def _takes_numbers(path: str) -> bool:
    """Whether what is read at a path is yen, or another whole number."""
    table, _, rest = path.partition(".")
    names = rest.split(".") if table in SINGLES else rest.split(".")[1:]
    here: type[Table] | None = _single(table) or entry_tables().get(table)
    for number, name in enumerate(names):
        if number and name.isdigit():  # an element of an array of tables
            continue
        field = fields_of(here).get(name) if here is not None else None
        if field is None:
            return False
        here = table_in(field)
        if here is None:
            return reader_of(field) in WHOLE_NUMBERS
    return False


def write_value(value: object) -> str:
    """A value as a quote repeats it."""
    match value:
        case bool():
            return str(value).lower()
        case date():
            return value.isoformat()
        case _:
            return str(value)


def laid_over(raw: Raw, values: Mapping[str, object], origin: str) -> tuple[Raw, tuple[Note, ...], list[Problem]]:
    """The raw tables with values set; what was dropped for them; and paths that lead nowhere.

    `origin` names where the values come from (`--set `, `scenario.NAME.set.`).
    """
    if not values:
        return raw, (), []
    changed = dict(raw)
    notes: list[Note] = []
    problems: list[Problem] = []
    for path, value in values.items():
        if len(problems) > MOST_SHOWN:
            break
        unquoted = isinstance(value, dict) and "." not in path and origin.endswith(".")  # each part is a table
        told = problem("set-quotes", origin.rstrip(".")) if unquoted else None
        found = told or _set(changed, path, value, f"{origin}{path}")
        if isinstance(found, Problem):
            problems.append(found)
        else:
            notes += _replaced(path, found, changed)
    return changed, tuple(notes), problems


def _replaced(path: str, keys: Iterable[str], raw: Raw) -> Iterator[Note]:
    """That keys were dropped because another was set."""
    from sangaku_price.documents.key_words import labels_in, path_words
    from sangaku_price.language.keys import ENTRY_KEYS

    for key in keys:
        words, other = ENTRY_KEYS.get(key, own(key)), path_words(path, labels_in(raw))
        yield note("replaced-by-set", "note", path, key=by_name(words, key), other=by_name(other, path))


def index_of(entries: Sequence[object], name: str) -> int | None:
    """The element that an id or a number from 1 names."""
    if name.isascii() and name.isdigit():
        number = int(name[:9])
        return number - 1 if 0 < number <= len(entries) else None
    ids = [entry.get("id") if isinstance(entry, dict) else None for entry in entries]
    return ids.index(name) if name in ids else None


def _set(raw: dict[str, object], path: str, value: object, origin: str) -> list[str] | Problem:
    """Set one value, in copies of the tables that lead to it; the keys that were dropped, or why it cannot be set."""
    table, _, rest = path.partition(".")
    if table == "tariff" and not rest:
        raw["tariff"] = value
        return []
    if table in SINGLES:
        model = _single(table)
        target = raw[table] = copy(raw.get(table, {}))
        if not rest or not isinstance(target, dict):
            return problem("set-path", origin, allowed=" | ".join(keys_of(model)) if model else "…")
        if model is not None and rest.partition(".")[0] not in keys_of(model):
            return unknown_name(origin, rest, keys_of(model))
        target[rest] = value
        return []
    arrays = (*entry_tables(), *INVOICING, *BESIDE)
    if table not in arrays:
        return unknown_name(origin, table, [*SINGLES, *arrays, "tariff"])
    return _set_entry(raw, table, rest, value, origin)


def arrays() -> Mapping[str, type[Table]]:
    """The arrays of a contract file of which an element goes by its id or its number."""
    return {**entry_tables(), **optional_arrays()}


def _set_entry(raw: dict[str, object], table: str, rest: str, value: object, origin: str) -> list[str] | Problem:
    entries = raw.get(table, [])
    name, _, key = rest.partition(".")
    if not isinstance(entries, list) or not entries:
        return problem("set-no-entry", origin, table=table)
    index = index_of(entries, name)
    if index is None:
        ids = [str(entry.get("id", i)) if isinstance(entry, dict) else str(i) for i, entry in enumerate(entries, 1)]
        return unknown_name(origin, name, ids)
    entries = raw[table] = entries.copy()
    model, entry = _array(table), deepcopy(entries[index])
    entries[index] = entry
    first, _, deeper = key.partition(".")
    if first not in keys_of(model):
        return unknown_name(origin, key, keys_of(model))
    if not isinstance(entry, dict):
        return problem("not-a-table", origin, key=table)
    if deeper:
        return _set_deeper(entry, first, deeper, value, origin)
    entry[first] = value
    partners = [other for pair in getattr(model, "exclusive", ()) if first in pair for other in pair if other != first]
    dropped = [other for other in dict.fromkeys(partners) if entry.pop(other, None) is not None]
    for key, others in (*getattr(model, "needs", ()), UNIT):
        lost = key != first and set(others) & set(dropped) and not any(other in entry for other in others)
        if lost and entry.pop(key, None) is not None:
            dropped.append(key)
    return dropped


def _below(target: object, name: str) -> object:
    """A key of a table, or an element of an array by its number."""
    if isinstance(target, list):
        index = index_of(target, name)
        return None if index is None else target[index]
    return target.get(name) if isinstance(target, dict) else None


def _set_deeper(entry: dict[str, object], first: str, deeper: str, value: object, origin: str) -> list[str] | Problem:
    """Set a key of an inline table, which must be there."""
    target: object = entry.get(first)
    *parents, last = deeper.split(".")
    for parent in parents:
        target = _below(target, parent)
    if not isinstance(target, dict):
        return problem("set-path", origin, allowed=" | ".join(str(key) for key in entry))
    target[last] = value
    return []
