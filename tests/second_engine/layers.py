"""What is charged of a size (a base, hours, people), and the layers in which it was charged: the last goes back first."""

from dataclasses import dataclass, replace
from fractions import Fraction

from second_engine.days import DayTerms
from second_engine.entries import hourly, hours_of, resident_fee
from second_engine.numbers import rate_of, whole
from second_engine.overheads import Overhead


class Measured(Overhead):
    """One overhead on the lines of one time: how large what it is charged of is, and what it comes to exactly."""

    def size(self, told):
        """What grows and falls: the base, the quantity, or how often a flat amount is owed."""
        if "rate" in told or "bands" in told:
            return Fraction(self.base.amount)
        times = Fraction(self._times(told.get("per", "contract")))
        return times if "amount" in told else times * self._quantity()

    def unbounded(self, told):
        """Without floor and cap."""
        if "rate" in told:
            return self.base.amount * rate_of(told["rate"]) / self._left(told)
        if "bands" in told:
            return self._banded(told, Fraction(self.base.amount), self.base.taxed, self.base.untaxed)
        stated = self._stated(told, told.get("per", "contract"))
        as_written = self.rule.get("own") or self.rule.get("as-written") in told
        return stated if as_written else self._converted(stated)

    def _charges(self, told):
        if "rate" in told:
            return bool(self.base.amount and rate_of(told["rate"]))
        if "bands" in told:
            return bool(self.base.amount and any(rate_of(band["rate"]) for band in told["bands"]))
        return "unit-price" in told and bool(self.unbounded(told))

    def exact(self, told):
        """With floor and cap inside, and not rounded."""
        return self._bounded(self.unbounded(told), told, charges=self._charges(told))

    def rounded(self, told):
        """As of a contract that begins."""
        unit = 1 if "amount" in told else self.unit
        return self._bounded(whole(self.unbounded(told), self.mode, unit), told, charges=self._charges(told))


class OverheadCharge:
    """An overhead by the rule of some days, its case fixed on one contract; it can be asked of any other."""

    def __init__(self, ident, rule, days, tariff, law):
        self.ident, self.rule, self.days, self.tariff, self.law, self.told = ident, rule, days, tariff, law, None
        rounding = rule.get("rounding", {})
        self.mode = rounding.get("mode", "down")
        self.unit = 1 if "amount" in rule else rounding.get("unit", 1)

    def _on(self, state):
        terms = DayTerms(state.raw, self.tariff, self.law, self.days)
        own = state.own(self.ident) or {}
        return Measured(self.ident, self.rule, own, terms, state.ledger(self.ident, terms))

    def decided_on(self, state):
        """With the case that holds for a contract."""
        self.told = self._on(state).decision()
        return self

    @property
    def takes(self):
        """Whether it is taken out of its base."""
        return self.told.get("method") == "from-base"

    def size(self, state):
        return self._on(state).size(self.told)

    def exact(self, state):
        return self._on(state).exact(self.told)

    def rounded(self, state):
        return self._on(state).rounded(self.told)


class HourCharge:
    """Hours at published yen."""

    mode, unit, takes = "down", 1, False

    def __init__(self, table, ident, entry, terms):
        self.table, self.ident = table, ident
        self.yen = hourly(entry, terms)

    def size(self, state):
        entry = state.entries[self.ident][1]
        terms = DayTerms(state.raw, None, None, {})
        hours = Fraction(entry["hours"] if "hours" in entry else entry["quantity"]) if self.table == "direct" else None
        return (hours_of(entry, terms) if hours is None else hours) * Fraction(entry.get("multiplier", 1))

    def exact(self, state):
        return self.size(state) * self.yen

    def rounded(self, state):
        return whole(self.exact(state))


class GuestCharge:
    """People at the published fee for their stay."""

    takes = False

    def __init__(self, ident, tariff, law, days, state):
        self.ident, self.tariff, self.law, self.days = ident, tariff, law, days
        (_, (self.mode, self.unit), _, self.split), _ = self._fee(state), None

    def _fee(self, state):
        terms = DayTerms(state.raw, self.tariff, self.law, self.days)
        return resident_fee(state.entries[self.ident][1], terms)

    def size(self, state):
        return Fraction(state.entries[self.ident][1].get("people", 1))

    def exact(self, state):
        return self._fee(state)[0]

    def rounded(self, state):
        return whole(self.exact(state), self.mode, self.unit)


@dataclass(frozen=True)
class Layer:
    """What was charged at once: from one size to another, by one rule; nothing where no rule was in force."""

    charge: object
    low: Fraction
    high: Fraction
    low_exact: Fraction
    high_exact: Fraction
    free: bool = False

    def exact(self, state):
        return Fraction(0) if self.free else self.charge.exact(state)


def first_layer(charge, state):
    """All of a contract by one rule."""
    return Layer(charge, Fraction(0), charge.size(state), Fraction(0), Fraction(charge.exact(state)))


def next_layer(charge, old, new, *, free=False):
    """What is more of a contract, by one rule, which measures both."""
    layer = Layer(charge, charge.size(old), charge.size(new), Fraction(0), Fraction(0), free)
    return layer if free else replace(layer, low_exact=charge.exact(old), high_exact=charge.exact(new))


def given_back(layers, state):
    """The layers that are left, and the exact parts that go back, each with the layer that it is of."""
    left, back = list(layers), []
    while left:
        top = left[-1]
        size = top.charge.size(state)
        if size >= top.high:
            break
        left.pop()
        if size > top.low:
            exact = top.exact(state)
            back.append((top.high_exact - exact, top))
            left.append(replace(top, high=size, high_exact=exact))
            break
        back.append((top.high_exact - top.low_exact, top))
    return left, back
