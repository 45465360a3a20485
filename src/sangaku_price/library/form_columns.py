"""What a form asks: every key of a contract file that a cell can hold, with its hint and what may be chosen."""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from sangaku_price.contract.optional_tables import COMPANY_TAX, optional_arrays
from sangaku_price.contract.public_money import CompanyTaxTable
from sangaku_price.contract.tables import ContractTable, QuoteTable, ScenarioTable, TaxTable
from sangaku_price.documents.company_net import PARTNERS
from sangaku_price.documents.headings import DOCUMENT, TAX_CATEGORIES
from sangaku_price.items import entry_tables, item_of
from sangaku_price.items.direct import CATEGORIES
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import APPROACHES, BASES, BEARERS, BILLINGS, CHARGES, TYPES, answer_words, fact_words
from sangaku_price.language.text import Text, said_as_text, say
from sangaku_price.loading.scheme_file import load_schemes
from sangaku_price.tariff.conditions import KNOWN_FACTS
from sangaku_price.tariff.fee_rules import RatesRule
from sangaku_price.tariff.tariff import Tariff
from sangaku_price.toml.table import Table

CONTRACT_SHEET = "契約"
SINGLES: Mapping[str, type[Table]] = {
    "contract": ContractTable,
    "tax": TaxTable,
    "quote": QuoteTable,
    COMPANY_TAX: CompanyTaxTable,
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
PARTS: Mapping[str, str] = {"use.outcome": "売上の場合分け", "overhead.bands": "区分ごとの率"}
"""The arrays inside an entry, each a sheet whose rows name their entry, and what those sheets are called."""
SCENARIO = "scenario"
"""The table of named tables: each a row, with its name first."""
UNTOLD = {
    "to": "この額まで（円。最後の区分は空欄）。",
    "rate": "率。",
    "unit": "単位（円）。",
    "mode": "方法。",
}
"""Hints of keys that stand in no table of their own: of a band, of a rounding."""
LAST = ("charged-as", "tax-category", "fiscal-year", "borne-by", "reason", "note")
"""Keys that few entries have: their columns stand last."""
WORDS: Mapping[str, Text] = {
    **BILLINGS,
    **BASES,
    **CATEGORIES,
    **CHARGES,
    **TAX_CATEGORIES,
    **BEARERS,
    **APPROACHES,
    "institute": PARTNERS["institute"],
    "startup": PARTNERS["startup"],
    "taxable": Text("課税", "taxable"),
    "down": Text("切捨て", "down"),
    "nearest": Text("四捨五入", "nearest"),
    "up": Text("切上げ", "up"),
    "hire": Text("代替要員の雇用", "hire"),
    "licence": Text("実施許諾", "licence"),
    "assignment": Text("譲渡", "assignment"),
    "option": Text("オプション", "option"),
    "patent": Text("特許", "patent"),
    "know-how": Text("ノウハウ", "know-how"),
    "software": Text("ソフトウェア", "software"),
    "material": Text("成果有体物", "material"),
    "data": Text("研究データ", "data"),
    "cash": Text("金銭", "cash"),
    "equity": Text("新株予約権等", "equity"),
}
"""What the words of a file mean, beside them in a drop-down."""
AS_TOML = re.compile(r" *\{.*\}")
"""How pairs are written in a contract file; a cell has them otherwise."""
BESIDE = "："
"""Stands between a word of the file and what it means."""


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
    label = (
        {SCENARIO: "代替案", **BESIDE_ENTRIES}.get(table) or PARTS.get(table) or say(item_of(table).kind.label, Lang.JA)
    )
    return f"{label[: 30 - len(table)]} {table}"


def shown(word: str) -> str:
    """A word of the file with what it means."""
    return f"{word}{BESIDE}{say(WORDS[word], Lang.JA)}" if word in WORDS else word


def asked_of(table: str, model: type[Table], tariff: Tariff | None) -> tuple[Asked, ...]:
    """The keys of a table that a cell can hold, those that few need last."""
    schema = model.model_json_schema()
    if table in PARTS:
        return OF_ENTRY, *_keys(table, "", _part(table, schema), {}, tariff)
    found = list(_keys(table, "", schema, schema.get("$defs", {}), tariff))
    if table == SCENARIO:
        return NAMED, *found
    return tuple(sorted(found, key=lambda one: LAST.index(one.key) if one.key in LAST else -1))


def _part(table: str, schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """What one element of an array inside an entry is."""
    array = _kinds(schema["properties"][table.rpartition(".")[2]])[0]["items"]
    found: Mapping[str, Any] = schema["$defs"][array["$ref"].rpartition("/")[2]] if "$ref" in array else array
    return found


def _keys(
    table: str, before: str, schema: Mapping[str, Any], defs: Mapping[str, Any], tariff: Tariff | None
) -> Iterator[Asked]:
    """The keys of a table, and of the tables in it (`royalty.rate`), which are needed only where such a table is."""
    for key, described in schema["properties"].items():
        one = _asked(table, key, described, tariff, not before and key in schema.get("required", ()))
        if one is not None:
            yield one._replace(key=before + key)
            continue
        kinds = _kinds(described)
        inner = defs.get(kinds[0]["$ref"].rpartition("/")[2]) if "$ref" in kinds[0] else kinds[0]
        if len(kinds) == 1 and inner and "properties" in inner:
            name = _hint(described).partition("。")[0]
            for each in _keys(table, f"{before}{key}.", inner, defs, tariff):
                yield each._replace(hint=f"{name}・{each.hint}")


def _kinds(described: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What a key may hold."""
    return [one for one in described.get("anyOf", [described]) if one.get("type") != "null"]


def _hint(described: Mapping[str, Any]) -> str:
    return say(said_as_text(described.get("description", "")), Lang.JA)


def _asked(table: str, key: str, described: Mapping[str, Any], tariff: Tariff | None, needed: bool) -> Asked | None:  # noqa: FBT001 - of a schema
    kinds = _kinds(described)
    found = {_holds(one) for one in kinds}
    holds = found.pop() if len(found) == 1 else None
    if holds is None:
        return None
    hint = _hint(described) or UNTOLD.get(key, "")
    hint = AS_TOML.sub("", hint) if holds is Holds.PAIRS else hint
    words = tuple(map(str, kinds[0].get("enum", ())))
    offered = _offered(table, key, tariff)
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


def _offered(table: str, key: str, tariff: Tariff | None) -> tuple[str, ...]:
    """What is offered for a key: schemes of public money; of the tariff its types of contract, ranks, charges."""
    if (table, key) == ("grant", "scheme"):
        return tuple(f"{name}{BESIDE}{say(one.name, Lang.JA)}" for name, one in load_schemes().items())
    if tariff is None:
        return ()
    match table, key:
        case "contract", "type":
            return tuple(f"{name}{BESIDE}{say(words, Lang.JA)}" for name, words in {**TYPES, **tariff.types}.items())
        case _, "rank":
            rules = (rule for rule in tariff.rules["rates"] if isinstance(rule, RatesRule))
            return tuple(dict.fromkeys(str(rank) for rule in rules for rank in rule.hourly if rank != "any"))
        case ("overhead", "id") | ("waiver", "line"):
            return tuple(f"{rule}{BESIDE}{words}" for rule, words in _overheads(tariff).items())
        case _:
            return ()


def _overheads(tariff: Tariff) -> Mapping[str, str]:
    """The charges of a tariff by id."""
    return {rule.id: say(rule.name, Lang.JA) if rule.name else rule.id for rule in tariff.overheads}


def facts_of(tariff: Tariff | None) -> Iterator[Asked]:
    """What the conditions of a tariff may ask."""
    own = {name: tuple(fact.values) for name, fact in tariff.facts.items()} if tariff else {}
    known: Mapping[str, Sequence[str] | None] = {**KNOWN_FACTS, **own}
    for name, options in known.items():
        hint = say(fact_words(name), Lang.JA)
        if options is None:
            yield Asked(name, hint, Holds.TEXT)
        elif options:
            words = (f"{one}{BESIDE}{say(answer_words(name, one), Lang.JA)}" for one in options)
            yield Asked(name, hint, Holds.TEXT, tuple(words))
        else:
            yield Asked(name, hint, Holds.FLAG, ("はい", "いいえ"))


def singles(tariff: Tariff | None) -> Iterator[tuple[str, Asked]]:
    """What is asked once, with its table."""
    for table, model in SINGLES.items():
        for one in asked_of(table, model, tariff):
            name = DOCUMENT.get(one.key) if table == "quote" else None
            yield table, one._replace(hint=say(name, Lang.JA) + "。" if name else one.hint)
    yield from (("facts", one) for one in facts_of(tariff))


def tables() -> Mapping[str, type[Table]]:
    """The tables of entries, those beside them and the arrays inside an entry (with its model), each a sheet."""
    entries, arrays = entry_tables(), optional_arrays()
    return {
        **entries,
        **{table: arrays[table] for table in BESIDE_ENTRIES},
        **{table: entries[table.partition(".")[0]] for table in PARTS},
        SCENARIO: ScenarioTable,
    }
