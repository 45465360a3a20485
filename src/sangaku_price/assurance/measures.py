"""What a gate measures of a quote: sums, shares, rates, its change against another. Pure; nothing is read here."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import NamedTuple, cast

from sangaku_price.items.involvement import Involvement
from sangaku_price.loading.loaded import Loaded
from sangaku_price.pricing.totals import overhead_rate
from sangaku_price.quotation.values import Quote

DISCOUNT_OR_DUE = "discount-rate | due"
"""What a present value needs."""


class Case(NamedTuple):
    """One priced contract, and the quote with which it is compared."""

    loaded: Loaded
    quote: Quote
    baseline: Quote | None = None


class Share(NamedTuple):
    """A part over a whole, in yen, and whether the part is counted in the whole."""

    part: int
    whole: int
    within: bool


class Measured(NamedTuple):
    """What a measure is; `value` is None where there is nothing to measure, or, with `missing`, where it is unknown."""

    value: Fraction | None
    path: str | None = None
    """Where in the contract file the figure comes from, if from one place."""
    share: Share | None = None
    missing: tuple[str, ...] = ()
    base: int | None = None
    """Of a change: the total of the baseline."""


def measured(name: str, case: Case) -> Measured:
    """A measure of a quote by its name."""
    table, _, key = name.partition(".")
    totals = case.quote.totals
    sums = {"by-kind": totals.by_kind, "by-section": totals.by_section, "by-charge": totals.by_charge}
    if table in sums:
        return Measured(Fraction(sums[table].get(key, 0)))
    return FIGURES[name](case)


def _plain(name: str) -> Callable[[Case], Measured]:
    """A figure of totals, or of its contingent money."""

    def found(case: Case) -> Measured:
        table, _, key = name.rpartition(".")
        totals = case.quote.totals
        value = getattr(totals.contingent if table else totals, key.replace("-", "_"))
        if value is not None:
            return Measured(Fraction(value))
        return Measured(None, missing=totals.contingent.missing or (DISCOUNT_OR_DUE,))

    return found


def _planned(key: str) -> Callable[[Case], Measured]:
    """A figure of what is planned for later years; nothing to measure where all is firm."""

    def found(case: Case) -> Measured:
        planned = case.quote.totals.planned
        return Measured(None if planned is None else Fraction(getattr(planned, key)))

    return found


def _amended(key: str) -> Callable[[Case], Measured]:
    """A figure of the change that a contract is; nothing to measure where it changes none."""

    def found(case: Case) -> Measured:
        change = case.quote.change
        return Measured(None if change is None else Fraction(getattr(change, key)))

    return found


def _value_share(case: Case) -> Measured:
    share = case.quote.totals.value_share
    if share is None:
        return Measured(None)
    whole = sum(case.quote.totals.by_kind.values())
    return Measured(share, share=Share(int(share * whole), whole, within=True))


def _contingent_share(case: Case) -> Measured:
    """Conditional and running money at most, over that and the fixed lines."""
    part, whole = case.quote.totals.contingent.maximum, case.quote.totals.maximum
    return Measured(Fraction(part, whole), share=Share(part, whole, within=True)) if whole else Measured(None)


def _overhead_rate(case: Case) -> Measured:
    """The indirect lines over the direct ones."""
    rate, sums = overhead_rate(case.quote.totals), case.quote.totals.by_section
    share = None if rate is None else Share(sums["indirect"], sums["direct"], within=False)
    return Measured(rate, share=share)


def _lowest_hourly_rate(case: Case) -> Measured:
    """Of the people whose time is charged by the hour, with their multipliers."""
    charged = {line.id: line.unit_price for line in case.quote.lines if line.unit_price is not None}
    people = [asked for asked in case.loaded.contract.entries_of(Involvement) if asked.id in charged]
    return _extreme(min, {asked.path: charged[asked.id] * _multiplier(asked.entry) for asked in people})


def _multiplier(entry: Involvement) -> Fraction:
    return Fraction(1) if entry.multiplier is None else entry.multiplier


def _highest_effort(case: Case) -> Measured:
    """The efforts of each person added; a person without a name counts by the entry."""
    efforts: dict[str, Fraction] = {}
    places: dict[str, str] = {}
    for asked in case.loaded.contract.entries_of(Involvement):
        if asked.entry.effort is not None:
            who = asked.entry.who or asked.path
            efforts[who] = efforts.get(who, Fraction(0)) + asked.entry.effort
            places.setdefault(who, asked.path)
    return _extreme(max, {places[who]: effort for who, effort in efforts.items()})


def _extreme(choose: Callable[..., str], values: Mapping[str, Fraction]) -> Measured:
    if not values:
        return Measured(None)
    path = choose(values, key=lambda one: values[one])
    return Measured(values[path], path=path)


def _change(case: Case) -> Measured:
    before = _baseline(case).totals.total
    return Measured(Fraction(case.quote.totals.total - before), base=before)


def _change_share(case: Case) -> Measured:
    before = _baseline(case).totals.total
    if not before:
        return Measured(None)
    return Measured(Fraction(case.quote.totals.total - before, before), base=before)


def _baseline(case: Case) -> Quote:
    """The quote compared with; `gate_notes` has seen that there is one."""
    return cast("Quote", case.baseline)


PLAIN = ("subtotal", "tax", "total", "maximum", "expected", "in-kind")
CONTINGENT = ("contingent.maximum", "contingent.expected", "contingent.present-value")
FIGURES: Mapping[str, Callable[[Case], Measured]] = {
    **{name: _plain(name) for name in (*PLAIN, *CONTINGENT)},
    **{f"planned.{key}": _planned(key) for key in ("subtotal", "tax", "total")},
    **{f"change.{key}": _amended(key) for key in ("subtotal", "tax", "total")},
    "value-share": _value_share,
    "contingent-share": _contingent_share,
    "overhead-rate": _overhead_rate,
    "lowest-hourly-rate": _lowest_hourly_rate,
    "highest-effort": _highest_effort,
    "change": _change,
    "change-share": _change_share,
}
"""How each measure is made; the sums by kind, section and charge are read as they stand."""
