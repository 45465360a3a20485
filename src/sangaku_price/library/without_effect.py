"""What a rule says and no price uses: for nobody writes what shall mean nothing.

Looked for in the raw tables of the file: what `[default]` says for all rules may well mean nothing to some of them.
"""

from collections.abc import Iterator, Mapping, Sequence

from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.quotation.values import Note
from sangaku_price.rules.terms import note
from sangaku_price.tariff.rule_tables import RULE_TABLES
from sangaku_price.toml.validation import Raw

MESSAGES = messages(
    {
        "library-no-effect": Text("「{key}」は金額に影響しません: {why}", '"{key}" changes no amount: {why}'),
    }
)

RawRule = Mapping[str, object]
NO_AMOUNT = Text("この規則は額を計算しません", "this rule computes no amount")
NO_YEN = Text("この規則に額がありません", "this rule has no yen")
OF_ENTRY = Text("消費税の扱いは契約の項目で決まります", "the entry of the contract says how it is taxed")
ROUNDED_ONCE = Text(
    "時間単価は端数処理せず、項目ごとに1円未満を切り捨てます",
    "an hourly rate is not rounded; each entry is, down to 1 yen",
)
NO_STEPS = Text("段階（steps）がありません", "there are no steps")
NO_UNIT_PRICE = Text("単価がありません", "there is no unit price")
NOTHING_INCLUDED = Text("支払済みの数量（included）がありません", "nothing is already paid for (included)")
FLAT = Text("定額には下限・上限がありません", "a flat amount has no floor and no cap")
NO_RATE = Text("率がありません", "there is no rate")
NO_BASE = Text("算定の基礎がありません", "there is no base")
NO_SPAN = Text("期間ごとに数えるものがありません", "nothing is counted by a span")
RATES = {"rate", "bands"}
PRICES = {*RATES, "amount", "unit-price", "negotiated"}
AMOUNTS = {"amount", "unit-price", "floor", "cap"}
MEASURED = {"base", "direct", "total"}
"""Conditions on amounts, which are measured for what `per` says."""


def without_effect(raw: Raw) -> Iterator[Note]:
    """A note for every key without effect; paths count the rules of this file alone."""
    for table in RULE_TABLES:
        for number, rule in enumerate(_tables(raw.get(table)), 1):
            for key, why in _of_rule(table, rule):
                path = f"{table}.{number}.{key}"
                yield note("library-no-effect", "note", path, key=key.rpartition(".")[2], why=why)


def _of_rule(table: str, rule: RawRule) -> Iterator[tuple[str, Text]]:
    match table:
        case "kind":
            yield from _given(rule, NO_AMOUNT, "tax", "tax-rate", "tax-category", "rounding")
        case "notice":
            yield from _given(rule, NO_AMOUNT, "tax-category", "rounding")
            if not _measures([rule]):
                yield from _given(rule, NO_YEN, "tax", "tax-rate")
        case "rates":
            yield from _given(rule, ROUNDED_ONCE, "rounding")
            yield from _given(rule, OF_ENTRY, "tax-category")
        case "resident":
            if "steps" not in rule:
                yield from _given(rule, NO_STEPS, "every", "counted")
            if "unit-price" not in rule:
                yield from _given(rule, NO_UNIT_PRICE, "per")
        case _:
            yield from _of_overhead(rule)


def _of_overhead(rule: RawRule) -> Iterator[tuple[str, Text]]:
    cases = _tables(rule.get("case"))
    tables = [rule, *cases]
    keys = {key for table in tables for key in table}
    open_to_contract = "negotiated" in keys  # whose price may be any
    if rule.get("either-way") is True and "included" not in rule:
        yield "either-way", NOTHING_INCLUDED
    if "base" not in rule:
        yield from _given(rule, NO_BASE, "except-categories")
    if open_to_contract:
        return
    if rule.get("method") == "of-total" and not keys & RATES:
        yield "method", NO_RATE
    if not keys & AMOUNTS and not _measures(tables):
        yield from _given(rule, NO_SPAN, "per")
    if not keys & (PRICES - {"amount"}):
        yield from _given(rule, FLAT, "floor", "cap")
    for number, case in enumerate(cases, 1):
        if "amount" in {*case, *(() if PRICES & case.keys() else rule)}:
            yield from ((f"case.{number}.{key}", FLAT) for key in ("floor", "cap") if key in case)


def _given(rule: RawRule, why: Text, *keys: str) -> Iterator[tuple[str, Text]]:
    return ((key, why) for key in keys if key in rule)


def _measures(tables: Sequence[RawRule]) -> bool:
    """Whether a condition tests an amount."""
    whens = [table.get("when") for table in tables]
    return any(isinstance(when, dict) and MEASURED & when.keys() for when in whens)


def _tables(found: object) -> Sequence[RawRule]:
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
