"""An institution's rules as data: dated, cited, with doubts. docs/tariff-file.md is its reference.

This module reads the tables and says which version of each rule is in force; it prices nothing.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Annotated, NamedTuple

from sangaku_price.language.enums import Lang
from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text, say
from sangaku_price.money import DOWN
from sangaku_price.quotation.values import Source
from sangaku_price.toml.values import (
    Charge,
    Count,
    Day,
    Flag,
    Id,
    Names,
    Number,
    Rate,
    Reads,
    RoundingRule,
    Table,
    TaxCategory,
    TextPair,
    Words,
    YenAmount,
    one_of,
    read_format,
    read_words,
    read_yen,
    refuse,
)

MESSAGES = messages(
    {
        "when": Text(
            "条件を書いてください（例 when.base.below = 1_000_000）。",
            "must be conditions (e.g. when.base.below = 1_000_000)",
        ),
        "when-fact": Text(
            "事実「{key}」の条件は値または値の一覧です。",
            'the condition on the fact "{key}" is a value or a list of values',
        ),
        "threshold": Text(
            "「{key}」の条件は比較の語と整数で書いてください（例 when.{key}.below = 1_000_000）。使える語: {allowed}",
            'the condition on "{key}" is a comparison with a whole number (e.g. when.{key}.below = 1_000_000): '
            "{allowed}",
        ),
        "steps": Text(
            "{ 6 = 220_000, 12 = 440_000 } または { 12 = { direct = …, indirect = … } } の形で書いてください。",
            "must be { 6 = 220_000, 12 = 440_000 } or { 12 = { direct = …, indirect = … } }",
        ),
        "hourly": Text(
            "{ professor = 20_000, any = 10_000 } の形で書いてください。",
            "must be { professor = 20_000, any = 10_000 }",
        ),
        "parts": Text('{ "部局" = 50, "本部" = 250 } の形で書いてください。', 'must be { "部局" = 50, "本部" = 250 }'),
    }
)

DIRECT_AND_VALUE = ("direct", "resident", "involvement", "contribution", "backfill", "management", "use", "success")
"""The kinds of entry that a tariff may name."""
PERIODS = ("contract", "fiscal-year", "year", "month")
"""What amounts are for, and thresholds are measured on."""
COMPARISONS = ("below", "at-most", "at-least", "above")
"""未満, 以下, 以上, 超"""
AMOUNT_CONDITIONS = ("base", "direct", "total", "months")
PRICES = ("rate", "amount", "unit-price", "negotiated")
"""Exactly one of these prices an overhead."""
KNOWN_FACTS: Mapping[str, tuple[str, ...] | None] = {
    "company-size": ("large", "sme"),
    "startup": (),
    "company-region": None,
    "company-country": None,
    "work-place": ("university", "company"),
    "public-money": (),
    "framework-agreement": (),
    "found-by": ("university", "company"),
}
"""What every contract may tell: one of the values, () for true/false, None for free text."""


class Threshold(NamedTuple):
    """A comparison with an amount or a number of months; all its bounds must hold."""

    bounds: tuple[tuple[str, int], ...]
    per: str | None = None
    """What the amount is measured for, where it is not what the rule's `per` says."""

    def __str__(self) -> str:
        """The bounds as the file writes them."""
        return ", ".join(f"{word} {bound:,}" for word, bound in self.bounds)

    def holds(self, value: Fraction) -> bool:
        """Whether the value lies within every bound."""
        return all(
            (value < bound, value <= bound, value >= bound, value > bound)[COMPARISONS.index(word)]
            for word, bound in self.bounds
        )


class When(NamedTuple):
    """The conditions of a case or a notice; all must hold."""

    amounts: tuple[tuple[str, Threshold], ...] = ()
    facts: tuple[tuple[str, tuple[str | bool, ...]], ...] = ()


def read_when(value: object) -> When:
    """{ base.below = 1_000_000, company-size = "sme", … }: all must hold."""
    if not isinstance(value, dict) or not value:
        raise refuse("when")
    amounts, facts = [], []
    for key, wanted in value.items():
        if key in AMOUNT_CONDITIONS:
            amounts.append((key, _read_threshold(key, wanted)))
        else:
            options = tuple(wanted) if isinstance(wanted, list) else (wanted,)
            if not options or not all(type(option) in (str, bool) for option in options):
                raise refuse("when-fact", key=key)
            facts.append((key, options))
    return When(tuple(amounts), tuple(facts))


def _read_threshold(key: str, value: object) -> Threshold:
    bounds = {word: bound for word, bound in value.items() if word != "per"} if isinstance(value, dict) else {}
    if not isinstance(value, dict) or not bounds or not set(bounds) <= set(COMPARISONS):
        raise refuse("threshold", key=key, allowed=" | ".join(COMPARISONS))
    per = value.get("per")
    if per is not None and (per not in PERIODS or key == "months"):
        raise refuse("choice", allowed=" | ".join(PERIODS))
    return Threshold(tuple((word, read_yen(bound)) for word, bound in bounds.items()), per)


class Fee(NamedTuple):
    """One step of a fee: the whole, and its parts where the institution splits it; None where it is not published."""

    whole: int | None
    direct: int | None = None
    indirect: int | None = None


def read_steps(value: object) -> tuple[tuple[int, Fee], ...]:
    """{ 6 = 220_000, 12 = { direct = 367_000, indirect = 73_000 } }: up to that many months."""
    if not isinstance(value, dict) or not value:
        raise refuse("steps")
    steps = []
    for months, fee in value.items():
        if not months.isascii() or not months.isdigit() or not 0 < int(months[:9]) <= 1200:  # noqa: PLR2004 - 100 years
            raise refuse("steps")
        steps.append((int(months), _read_fee(fee)))
    return tuple(sorted(steps, key=lambda step: step[0]))


def _read_fee(value: object) -> Fee:
    if value == {"published": False}:
        return Fee(None)
    if isinstance(value, dict):
        if set(value) != {"direct", "indirect"}:
            raise refuse("steps")
        direct, indirect = read_yen(value["direct"]), read_yen(value["indirect"])
        return Fee(direct + indirect, direct, indirect)
    return Fee(read_yen(value))


def read_hourly(value: object) -> Mapping[str, int]:
    """{ professor = 20_000, any = 10_000 }: yen an hour by rank."""
    if not isinstance(value, dict) or not value:
        raise refuse("hourly")
    return {rank: read_yen(rate) for rank, rate in value.items()}


def read_parts(value: object) -> Mapping[str, int]:
    """{ "部局" = 50, "本部" = 250 }: weights of informative parts."""
    weighted = isinstance(value, dict) and any(value.values())
    if not isinstance(value, dict) or not weighted or not all(type(weight) is int for weight in value.values()):
        raise refuse("parts")
    return {read_words(name): read_yen(weight) for name, weight in value.items()}


def read_fact_values(value: object) -> tuple[str, ...]:
    """A list of the answers that a fact may have."""
    if not isinstance(value, list) or not value or not all(isinstance(answer, str) for answer in value):
        raise refuse("name-list")
    return tuple(value)


_YEN_SCHEMA = {"type": "integer", "minimum": 0}
_WHEN_SCHEMA = {
    "type": "object",
    "minProperties": 1,
    "properties": {
        key: {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": False,
            "properties": {**dict.fromkeys(COMPARISONS, _YEN_SCHEMA), "per": {"enum": list(PERIODS)}},
        }
        for key in AMOUNT_CONDITIONS
    },
}
_FEE_SCHEMA = {
    "oneOf": [
        _YEN_SCHEMA,
        {
            "type": "object",
            "properties": {"direct": _YEN_SCHEMA, "indirect": _YEN_SCHEMA},
            "required": ["direct", "indirect"],
            "additionalProperties": False,
        },
        {
            "type": "object",
            "properties": {"published": {"const": False}},
            "required": ["published"],
            "additionalProperties": False,
        },
    ]
}
Conditions = Annotated[When, Reads(read_when, **_WHEN_SCHEMA)]
Bound = Annotated[str, one_of("at-least", "at-most")]
Per = Annotated[str, one_of(*PERIODS)]
Method = Annotated[str, one_of("on-base", "of-total", "from-base")]
RuleTax = Annotated[str, one_of("inclusive", "exclusive", "unstated")]
DecidedBy = Annotated[str, one_of("start", "end", "signed", "applied")]


class SourceTable(Table):
    """[source.K]: the page or document that a number stands on."""

    title: Words
    href: Words | None = None
    article: Words | None = None
    mirror: Flag = False
    """Read from a copy on another host."""


class FactTable(Table):
    """[facts.K]: a question of the institution's own that a contract answers."""

    meaning: TextPair
    values: Annotated[tuple[str, ...], Reads(read_fact_values, type="array", items={"type": "string"})] = ()
    """The answers; none means true/false."""


class Rule(Table):
    """What every rule may say. Rules of one id are versions of one rule."""

    id: Id
    name: TextPair | None = None
    doubt: TextPair | None = None
    source: Words
    since: Day | None = None
    until: Day | None = None
    decided_by: DecidedBy = "start"
    types: Names | None = None
    tax: RuleTax = "unstated"
    tax_rate: Rate | None = None
    rounding: RoundingRule = DOWN
    tax_category: TaxCategory | None = None


class KindRule(Rule):
    """[[kind]]: what the institution calls a kind of entry, and where its ledger has it."""

    charged_as: Charge | None = None


class ResidentRule(Rule):
    """[[resident]]: 研究料 per person."""

    id: Id = "resident"
    steps: Annotated[
        tuple[tuple[int, Fee], ...],
        Reads(read_steps, type="object", minProperties=1, patternProperties={"^[0-9]+$": _FEE_SCHEMA}),
    ] = ()
    every: Count | None = None
    counted: Annotated[str, one_of("elapsed", "fiscal-year")] = "elapsed"
    unit_price: YenAmount | None = None
    per: Per = "contract"
    negotiated: Flag = False


class RatesRule(Rule):
    """[[rates]]: yen an hour by rank."""

    id: Id = "rates"
    hourly: Annotated[
        Mapping[str, int], Reads(read_hourly, type="object", minProperties=1, additionalProperties=_YEN_SCHEMA)
    ]
    bound: Bound | None = None


class Case(Table):
    """[[overhead.case]]: an exception to the norm; the first that holds wins."""

    when: Conditions
    since: Day | None = None
    until: Day | None = None
    source: Words | None = None
    doubt: TextPair | None = None
    rate: Rate | None = None
    amount: YenAmount | None = None
    unit_price: YenAmount | None = None
    negotiated: Flag = False
    per: Per | None = None
    method: Method | None = None
    bound: Bound | None = None
    floor: YenAmount | None = None
    cap: YenAmount | None = None
    """Instead of the norm's; 0 takes its floor away."""


class OverheadRule(Rule):
    """[[overhead]]: one published charge on top of, inside, or taken out of a base."""

    rate: Rate | None = None
    amount: YenAmount | None = None
    unit_price: YenAmount | None = None
    negotiated: Flag = False
    method: Method = "on-base"
    base: Names | None = None
    except_categories: Names | None = None
    floor: YenAmount | None = None
    cap: YenAmount | None = None
    per: Per = "contract"
    bound: Bound | None = None
    unit: Words | None = None
    quantity: Annotated[str, one_of("involvement-hours")] | None = None
    included: Number | None = None
    block: Number | None = None
    either_way: Flag = False
    kind: Annotated[str, one_of("overhead", "direct", "management", "use")] = "overhead"
    charged_as: Charge = "indirect"
    optional: Flag = False
    includes_faculty_hours: Flag = False
    parts: (
        Annotated[
            Mapping[str, int], Reads(read_parts, type="object", minProperties=1, additionalProperties=_YEN_SCHEMA)
        ]
        | None
    ) = None
    case: tuple[Case, ...] = ()


class NoticeRule(Rule):
    """[[notice]]: what must be said, or must hold."""

    when: Conditions | None = None
    base: Names | None = None
    except_categories: Names | None = None
    per: Per = "contract"
    level: Annotated[str, one_of("note", "warning", "gate")] = "note"
    text: TextPair


RULE_TABLES: Mapping[str, type[Rule]] = {
    "kind": KindRule,
    "resident": ResidentRule,
    "rates": RatesRule,
    "overhead": OverheadRule,
    "notice": NoticeRule,
}
"""The arrays of rules that a tariff file may hold."""


class Head(Table):
    """The keys at the top of a tariff file."""

    format: Annotated[int, Reads(read_format, const=1)]
    id: Id
    name: TextPair
    checked: Day
    region: Words | None = None
    extends: Words | None = None
    review_by: Day | None = None


class Tariff(NamedTuple):
    """An institution's rules, read and checked."""

    id: str
    name: Text
    checked: date
    region: str | None
    review_by: date | None
    sha256: str
    sources: Mapping[str, SourceTable]
    types: Mapping[str, Text]
    facts: Mapping[str, FactTable]
    rules: Mapping[str, tuple[Rule, ...]]
    """By table, in the file's order."""

    def cite(self, key: str, path: str) -> Source:
        """The page a rule stands on."""
        source = self.sources[key]
        name = say(self.name, Lang.JA)
        title = f"{name} {source.title}" if name not in source.title else source.title
        return Source(title, source.article, source.href, f"{self.id}:{path}")

    @property
    def overheads(self) -> tuple[OverheadRule, ...]:
        """All versions of all overheads."""
        return tuple(rule for rule in self.rules["overhead"] if isinstance(rule, OverheadRule))
