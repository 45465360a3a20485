"""What a form asks: every key of a contract file that a cell can hold, with its hint and what may be chosen."""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from sangaku_price.contract.amends import AmendsTable
from sangaku_price.contract.examples import ExampleTable
from sangaku_price.contract.meant import AgreementTable, LintTable
from sangaku_price.contract.optional_tables import COMPANY_TAX, optional_arrays
from sangaku_price.contract.public_money import CompanyTaxTable
from sangaku_price.contract.tables import ContractTable, QuoteTable, ScenarioTable, TaxTable, TopKeys
from sangaku_price.documents.headings import DOCUMENT
from sangaku_price.items import entry_tables, item_of
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import (
    answer_words,
    fact_words,
)
from sangaku_price.language.text import said_as_text, say
from sangaku_price.library.form_offers import Offers
from sangaku_price.library.form_words import BESIDE, UNTOLD, shown
from sangaku_price.tariff.conditions import KNOWN_FACTS
from sangaku_price.tariff.tariff import Tariff
from sangaku_price.toml.table import Table

CONTRACT_SHEET = "契約"
AMENDS = "amends"
SINGLES: Mapping[str, type[Table]] = {
    "contract": ContractTable,
    "tax": TaxTable,
    "quote": QuoteTable,
    COMPANY_TAX: CompanyTaxTable,
    AMENDS: AmendsTable,
}
"""The tables that stand once, on the first sheet."""
BESIDE_ENTRIES: Mapping[str, str] = {
    "payment": "分割納付",
    "payer": "支払者",
    "in-kind": "現物の提供",
    "grant": "公的資金",
    "allocation": "学内の配分",
}
"""The arrays of tables that are no entries of the price, and what their sheets are called."""
PARTS: Mapping[str, str] = {
    "use.outcome": "売上の場合分け",
    "overhead.bands": "区分ごとの率",
    "overhead.limits": "費目の算入限度",
}
"""The arrays inside an entry, each a sheet whose rows name their entry, and what those sheets are called."""
MEANT: Mapping[str, type[Table]] = {"lint": LintTable, "agreement": AgreementTable}
"""The tables that stand once and hold an array: what `check` and `agreement check` pass over."""
ARRAYS: Mapping[str, str] = {"lint.ignore": "意図した指摘", "agreement.ignore": "契約書の意図した相違"}
"""Those arrays, each a sheet, and what those sheets are called."""
EXAMPLE = "example"
SCENARIO = "scenario"
"""The table of named tables: each a row, with its name first."""
NAMES: Mapping[str, str] = {SCENARIO: "代替案", EXAMPLE: "検算の例", **BESIDE_ENTRIES, **PARTS, **ARRAYS}
"""What the sheets are called that are of no kind of entry."""
LAST = ("charged-as", "tax-category", "fiscal-year", "borne-by", "reason", "note")
"""Keys that few entries have: their columns stand last."""
AS_TOML = re.compile(r" *\{.*\}")
"""How pairs are written in a contract file; a cell has them otherwise."""


class Holds(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    NUMBER = "number"
    RATE = "rate"
    DAY = "day"
    FLAG = "flag"
    LIST = "list"
    """Words, one after another."""
    PAIRS = "pairs"
    """Names, each with what it has: years with yen, places with their shares."""


class Asked(NamedTuple):
    """One key that a form asks for."""

    key: str
    hint: str
    holds: Holds
    choices: tuple[str, ...] = ()
    is_open: bool = False
    """Whether other words than those that may be chosen are allowed."""
    is_needed: bool = False


OF_ENTRY = Asked("id", "項目の id。この行が属する項目の id。", Holds.TEXT, is_needed=True)
"""The first column of the sheet of a part."""


NAMED = Asked("name", "案の名前。半角英数字とハイフン。", Holds.TEXT, is_needed=True)
"""The first column of the sheet of scenarios."""


def sheet_of(table: str) -> str:
    """The name of the sheet of a table, which ends with the table."""
    label = NAMES.get(table) or say(item_of(table).kind.label, Lang.JA)
    return f"{label[: 30 - len(table)]} {table}"


def asked_of(table: str, model: type[Table], offers: Offers) -> tuple[Asked, ...]:
    """The keys of a table that a cell can hold, those that few need last."""
    schema = model.model_json_schema()
    if table in {**PARTS, **ARRAYS}:
        columns = _keys(table, "", _one_shape(_shapes(table, schema)), {}, offers)
        return (OF_ENTRY, *columns) if table in PARTS else tuple(columns)
    found = list(_keys(table, "", schema, schema.get("$defs", {}), offers))
    if table == SCENARIO:
        return NAMED, *found
    return tuple(sorted(found, key=lambda one: LAST.index(one.key) if one.key in LAST else -1))


def _shapes(table: str, schema: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """What one element of an array inside a table may be."""
    element = _kinds(schema["properties"][table.rpartition(".")[2]])[0]["items"]
    found: Mapping[str, Any] = schema["$defs"][element["$ref"].rpartition("/")[2]] if "$ref" in element else element
    shapes: Sequence[Mapping[str, Any]] = found.get("oneOf", [found])
    return shapes


def _one_shape(shapes: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The keys of all shapes, needed where every shape needs them, without those that only ever say the same."""
    told = {key: one for shape in shapes for key, one in shape["properties"].items() if "const" not in one}
    return {"properties": told, "required": [key for key in told if all(key in one["required"] for one in shapes)]}


def goes_without_saying(table: str, model: type[Table], row: Mapping[str, object]) -> Mapping[str, object]:
    """The keys of a row that a form does not ask since they can only say one thing: `per` of a limit."""
    for shape in _shapes(table, model.model_json_schema()) if table in PARTS else ():
        said = {key: one["const"] for key, one in shape["properties"].items() if "const" in one}
        if said and set(shape["required"]) - set(said) <= set(row):
            return said
    return {}


def _keys(
    table: str, before: str, schema: Mapping[str, Any], defs: Mapping[str, Any], offers: Offers
) -> Iterator[Asked]:
    """The keys of a table, and of the tables in it (`royalty.rate`), which are needed only where such a table is."""
    for key, described in schema["properties"].items():
        one = _asked(table, key, described, offers, not before and key in schema.get("required", ()))
        if one is not None:
            yield one._replace(key=before + key)
            continue
        kinds = _kinds(described)
        inner = defs.get(kinds[0]["$ref"].rpartition("/")[2]) if "$ref" in kinds[0] else kinds[0]
        if len(kinds) == 1 and inner and "properties" in inner:
            name = _hint(described).partition("。")[0]
            for each in _keys(table, f"{before}{key}.", inner, defs, offers):
                yield each._replace(hint=f"{name}・{each.hint}")


def _kinds(described: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What a key may hold."""
    return [one for one in described.get("anyOf", [described]) if one.get("type") != "null"]


def _hint(described: Mapping[str, Any]) -> str:
    return say(said_as_text(described.get("description", "")), Lang.JA)


def _asked(table: str, key: str, described: Mapping[str, Any], offers: Offers, needed: bool) -> Asked | None:  # noqa: FBT001 - of a schema
    kinds = _kinds(described)
    found = {_holds(one) for one in kinds}
    holds = found.pop() if len(found) == 1 else None
    if holds is None:
        return None
    hint = _hint(described) or UNTOLD.get(key, "")
    hint = AS_TOML.sub("", hint) if holds is Holds.PAIRS else hint
    words = tuple(map(str, kinds[0].get("enum", ())))
    offered = offers.of(table, key)
    choices = tuple(map(shown, words)) or offered or (("はい", "いいえ") if holds is Holds.FLAG else ())
    return Asked(key, hint, holds, choices, not words and holds is not Holds.FLAG, needed)


def _holds(kind: Mapping[str, Any]) -> Holds | None:
    """What a value of this kind is in a cell; None for what a cell cannot hold."""
    if "oneOf" in kind and all(one.get("type") in {"string", "number"} for one in kind["oneOf"]):
        return Holds.RATE
    match kind:
        case {"type": "string", "format": "date"}:
            return Holds.DAY
        case {"type": "string"} | {"enum": [str(), *_]}:
            return Holds.TEXT
        case {"type": "integer" | "number"}:
            return Holds.NUMBER
        case {"type": "boolean"}:
            return Holds.FLAG
        case {"type": "object"} if "properties" not in kind:
            return Holds.PAIRS
        case {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}:
            return Holds.LIST
        case _:
            return None


def facts_of(tariff: Tariff | None) -> Iterator[Asked]:
    """What the conditions of a tariff may ask."""
    asked = {name: tuple(fact.values) for name, fact in tariff.facts.items()} if tariff else {}
    known: Mapping[str, Sequence[str] | None] = {**KNOWN_FACTS, **asked}
    for name, options in known.items():
        hint = say(fact_words(name), Lang.JA)
        if options is None:
            yield Asked(name, hint, Holds.TEXT)
        elif options:
            words = (f"{one}{BESIDE}{say(answer_words(name, one), Lang.JA)}" for one in options)
            yield Asked(name, hint, Holds.TEXT, tuple(words))
        else:
            yield Asked(name, hint, Holds.FLAG, ("はい", "いいえ"))


def tops() -> Iterator[Asked]:
    """The keys above the first table."""
    schema = TopKeys.model_json_schema()
    yield from (one for one in _keys("", "", schema, {}, Offers()) if one.key != "format")


def singles(offers: Offers) -> Iterator[tuple[str, Asked]]:
    """What is asked once, with its table."""
    for table, model in SINGLES.items():
        for one in asked_of(table, model, offers):
            name = DOCUMENT.get(one.key) if table == "quote" else None
            told = one._replace(hint=say(name, Lang.JA) + "。" if name else one.hint)
            yield table, _of_a_change(told) if table == AMENDS else told
    yield from (("facts", one) for one in facts_of(offers.tariff))


def _of_a_change(one: Asked) -> Asked:
    """What only a change of a contract (変更契約) fills in."""
    need = "変更契約では必須。" if one.is_needed else "変更契約のときだけ記入。"
    return one._replace(hint=f"{one.hint}{need}", is_needed=False)


def tables() -> Mapping[str, type[Table]]:
    """The tables of entries, those beside them and the arrays inside a table (with its model), each a sheet."""
    entries, arrays = entry_tables(), optional_arrays()
    return {
        **entries,
        **{table: arrays[table] for table in BESIDE_ENTRIES},
        **{table: entries[table.partition(".")[0]] for table in PARTS},
        SCENARIO: ScenarioTable,
        EXAMPLE: ExampleTable,
        **{table: MEANT[table.partition(".")[0]] for table in ARRAYS},
    }
