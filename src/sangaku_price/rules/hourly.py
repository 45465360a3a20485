"""Yen an hour: the entry's own rate, else the tariff's for the rank. Never 0 for want of a rate.

A tariff's rate may be a minimum (以上), a maximum (以内), or exact; outside it the entry needs a `reason`, and the line
is marked. No institution's table of yen an hour by rank could be read when the shipped tariffs were made.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from sangaku_price.contract.entry import Asked, Entry
from sangaku_price.language.messages import messages
from sangaku_price.language.numbers import figure
from sangaku_price.language.text import Text
from sangaku_price.quotation.derivation import Step, constant
from sangaku_price.quotation.sources import Source
from sangaku_price.quotation.values import Note
from sangaku_price.rules.bounds import bound_words, outside
from sangaku_price.rules.terms import Terms, Unpriceable, note, own_source
from sangaku_price.toml.problems import listed, problem

if TYPE_CHECKING:
    from sangaku_price.tariff.fee_rules import RatesRule

MESSAGES = messages(
    {
        "no-hourly-rate": Text(
            "時間単価がありません（料金表の定めもありません）。「{key}」を書いてください。",
            'no hourly rate, and none is published; give "{key}"',
        ),
        "no-hourly-rate-of-rank": Text(
            "料金表に職位「{rank}」の時間単価がありません。「{key}」を書いてください（料金表の職位: {ranks}）。",
            'the tariff has no hourly rate for the rank "{rank}"; give "{key}" (ranks of the tariff: {ranks})',
        ),
    }
)

NAME = Text("時間単価", "hourly rate")


class Hourly(NamedTuple):
    """A rate, where it comes from, and what must be said of it."""

    step: Step
    yen: Fraction | None
    sources: tuple[Source, ...]
    theirs: "tuple[RatesRule, Terms] | None" = None
    """The rule whose rate it is; None where the entry has its own."""
    outside: Note | None = None

    def notes(self, line: str, product: Step) -> tuple[Note, ...]:
        """What must be said of a line that was priced with this rate."""
        notes: tuple[Note, ...] = (self.outside,) if self.outside else ()
        if self.theirs is not None:
            rule, terms = self.theirs
            notes = (*notes, *terms.tax_notes(product, rule, line), *terms.rule_notes(rule, line))
        return notes


def hourly_rate(asked: Asked[Entry], terms: Terms, rank: str | None, stated: Fraction | None, key: str) -> Hourly:
    """The rate of an entry.

    Raises Unpriceable where neither the entry nor the tariff has one, and where a stated rate lies outside a
    published bound without a reason.
    """
    rule = terms.rules.rates
    published = _published(asked, terms, rule.hourly, rank) if rule else None
    if stated is None and published is None:
        code = "no-hourly-rate-of-rank" if rule else "no-hourly-rate"
        ranks = listed(rule.hourly) if rule else ""
        raise Unpriceable(problem(code, f"{asked.path}.{key}", key=key, rank=rank or "–", ranks=ranks))
    if stated is None and rule and published is not None:
        return Hourly(published, None, (terms.rules.cite(rule, f"rates.{rule.id}"),), (rule, terms))
    step = constant(stated or 0, "yen/hour", NAME, key=f"{asked.path}.{key}")
    sources: tuple[Source, ...] = (own_source(asked, key),)
    if rule is None or published is None:
        return Hourly(step, stated, sources)
    sources = (*sources, terms.rules.cite(rule, f"rates.{rule.id}"))
    if not outside(rule.bound, step.value, published.value):
        return Hourly(step, stated, sources)
    words = bound_words(rule.bound, published.value)
    if asked.entry.reason is None:
        raise Unpriceable(problem("outside-bound", f"{asked.path}.{key}", stated or 0, bound=words))
    said = note(
        "outside-bound-reason", "warning", asked.id, found=figure(step.value), reason=asked.entry.reason, bound=words
    )
    return Hourly(step, stated, sources, outside=said)


def _published(asked: Asked[Entry], terms: Terms, hourly: Mapping[str, Fraction], rank: str | None) -> Step | None:
    name = rank if rank is not None and rank in hourly else "any"
    rule = terms.rules.rates
    if name not in hourly or rule is None:
        return None
    category = terms.tax_category(asked.entry.tax_category)
    step = constant(hourly[name], "yen/hour", NAME, key=f"rates.{rule.id}.hourly.{name}")
    return terms.converted(step, rule, category, terms.span(asked.entry.fiscal_year)[1])
