"""Bases, and the conditions of cases and notices that are tested on them.

An amount is measured for what `per` says: over the contract, in the largest fiscal year, over twelve months where the
contract is longer, or a month. Yen thresholds are meant in the tax basis of their rule; unstated ones as they stand.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import NamedTuple, Protocol, cast

from sangaku_price.language.messages import message, messages
from sangaku_price.language.phrases import by_name, enumerated
from sangaku_price.language.text import Text
from sangaku_price.money import Exact
from sangaku_price.quotation.answers import answered, questions_named
from sangaku_price.rules.condition_words import MEASURED, bounds_words, measured_words
from sangaku_price.rules.counting import Counting
from sangaku_price.rules.terms import Terms
from sangaku_price.tariff.conditions import Threshold, When
from sangaku_price.tariff.rules import Rule

MESSAGES = messages(
    {
        "beaten-threshold": Text(
            "{name}{value}は条件（{bounds}）に合わない", "{name} = {value} does not meet {bounds}"
        ),
        "beaten-untold": Text("{facts}の記載がない", "the contract does not tell {facts}"),
    }
)

MONTHS_A_YEAR = 12


class Sum(NamedTuple):
    """An amount in the contract's basis, by whether it bears consumption tax."""

    taxable: Exact
    other: Exact = 0

    @property
    def whole(self) -> Exact:
        """Both together."""
        return self.taxable + self.other


class Base(NamedTuple):
    """The sum of rounded lines that a rate is taken of, or that a condition is tested on."""

    name: Text
    ids: tuple[str, ...]
    by_period: tuple[int, ...]
    by_year: tuple[int, ...]
    over_contract: Sum
    largest_year: Sum
    """Of the fiscal year in which it is largest."""
    left_out: tuple[int, ...] = ()
    """By period, what of its lines is not counted; empty where all of it is."""
    wholes: tuple[str, ...] = ()
    """Of the ids those of lines that make no other smaller."""
    uncounted: tuple[Text, ...] = ()
    """The lines that are not counted, or not whole."""

    def measured(self, per: str) -> Sum:
        """The sum that `per` speaks of."""
        return self.largest_year if per == "fiscal-year" else self.over_contract


class Measure(Protocol):
    """Sums the lines so far that names stand for, without some categories of direct cost, as far as they count."""

    def __call__(
        self, names: Sequence[str], except_categories: Sequence[str], counting: Counting | None = None, /
    ) -> Base:
        """The sum."""


class Tested(NamedTuple):
    """The outcome of conditions: whether they hold, the facts that are not told, and why they do not hold."""

    holds: bool
    untold: tuple[str, ...]
    why: Text


class Tester(NamedTuple):
    """Tests the conditions of one rule on one contract."""

    rule: Rule
    terms: Terms
    measure: Measure
    base: Base | None

    def outcome(self, when: When, per: str, added: Callable[[Sum], Sum] | None = None) -> Tested:
        """Test conditions; `added` puts the overhead itself on top of its base, for `total`."""
        for name, threshold in when.amounts:
            value = self._value(name, threshold.per or per, added)
            if not threshold.holds(value):
                return Tested(holds=False, untold=(), why=_beyond(name, value, threshold))
        facts, asked = self.terms.contract.facts, self.terms.asked
        for name, options in when.facts:
            if name in facts and facts[name] not in options:
                return Tested(holds=False, untold=(), why=answered(asked, name, [facts[name]]))
        untold = tuple(name for name, _ in when.facts if name not in facts)
        return Tested(
            not untold,
            untold,
            message("beaten-untold", facts=by_name(questions_named(asked, untold), ", ".join(untold))),
        )

    def _value(self, name: str, per: str, added: Callable[[Sum], Sum] | None) -> Fraction:
        months = self.terms.months(None)
        if name == "months":
            return Fraction(months)
        base = self.measure(["direct"], ()) if name == "direct" else self.base
        value = cast("Base", base).measured(per)  # a rule that tests its base or total has one: `tariff_checks`
        if name == "total" and added is not None:
            value = added(value)
        amount = in_basis(value, self.rule, self.terms, total=name == "total")
        match per:
            case "year" if months > MONTHS_A_YEAR:
                return amount * MONTHS_A_YEAR / months
            case "month":
                return amount / months
            case _:
                return amount


def in_basis(value: Sum, rule: Rule, terms: Terms, *, total: bool = False) -> Fraction:
    """An amount of the contract's basis in the rule's; a total is meant without tax unless the rule says with."""
    tax = terms.tax_rate("taxable", terms.contract.terms.end)
    net = value.taxable / (1 + tax) if terms.inclusive else value.taxable
    match rule.tax:
        case "inclusive":
            return net * (1 + (tax if rule.tax_rate is None else rule.tax_rate)) + value.other
        case "exclusive":
            return Fraction(net + value.other)
        case _:
            return Fraction(net + value.other if total else value.whole)


def _beyond(name: str, value: Fraction, threshold: Threshold) -> Text:
    """That an amount lies outside its bounds: 算定の基礎1,234,567円は条件（500,000円以上）に合わない."""
    words = {"name": by_name(MEASURED[name], name), "value": measured_words(name, value)}
    return message("beaten-threshold", bounds=enumerated(bounds_words(name, threshold)), **words)
