"""What an overhead comes to: its derivation, period by period, before any line is made.

A rate is taken of each period's base and rounded there; a floor or a cap is compared with the sum over the contract;
a flat amount is rounded once and divided. The rule's unit is for what is computed, a rate or a unit price times its
quantity; a published amount, floor or cap that must be converted becomes whole yen by the rule's mode.
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from sangaku_price.language.messages import messages
from sangaku_price.language.numbers import yen
from sangaku_price.language.phrases import by_name, enumerated
from sangaku_price.language.text import Text, own
from sangaku_price.money import Rounding, can_weigh
from sangaku_price.months import fiscal_year_label, fiscal_years, overlap
from sangaku_price.quotation.derivation import (
    Step,
    begun,
    constant,
    difference,
    larger,
    line_sum,
    product,
    quotient,
    rounded,
    shares,
    smaller,
    total,
)
from sangaku_price.quotation.values import Note
from sangaku_price.rules.conditions import Base, Sum, in_basis
from sangaku_price.rules.overhead_messages import OVERHEAD
from sangaku_price.rules.overhead_rules import (
    RATES,
    Charged,
    Decision,
)
from sangaku_price.rules.terms import Terms, Unpriceable, note
from sangaku_price.toml.problems import Problem
from sangaku_price.toml.problems import problem as a_problem

MESSAGES = messages(OVERHEAD)


class Amounts:
    """The arithmetic of one overhead; `notes` gathers what must be said of it."""

    def __init__(self, charged: Charged, terms: Terms, base: Base | None, hours: Callable[[], Fraction]) -> None:
        self.charged, self.rule, self.terms, self.base, self.hours = charged, charged.rule, terms, base, hours
        self.periods = terms.periods()
        self.first, self.last = terms.contract.terms.start, terms.contract.terms.end
        self.category = terms.tax_category(self.rule.tax_category)
        self.notes: list[Note] = []

    def derivations(self, decision: Decision) -> tuple[Sequence[Step], Fraction | None]:
        """A derivation for each period, and the rate."""
        pinned = self.charged.asked.entry.fiscal_year if self.charged.asked else None
        if decision.key in RATES:
            if pinned is not None:
                raise Unpriceable(self.problem("rate-fiscal-year", "fiscal-year"))
            by_rate = decision.key == "rate"
            return (self._of_rate(decision), decision.value) if by_rate else (self._of_bands(decision), None)
        whole = self._whole(self.stated(decision, decision.per), decision)
        if decision.key == "unit-price":
            whole = self._bounded(whole, decision, charged=bool(whole.value))
        return self._divided(whole, pinned), None

    def over_contract(self, decision: Decision) -> Step:
        """What it comes to over the contract, exactly: floor and cap inside, not rounded."""
        if decision.key not in RATES:
            whole = self.stated(decision, decision.per)
            if self.charged.own_key != decision.key.replace("-", "_"):
                whole = self.converted(whole)
            limited = decision.key == "unit-price"
            return self._bounded(whole, decision, charged=bool(whole.value)) if limited else whole
        base = self._charged_base()
        of = _counted(sum(base.by_period), sum(base.left_out), base)
        if decision.key == "rate":
            exact = product(of, constant(decision.value, "rate", Text("率", "rate"), key=decision.path))
            if decision.method == "of-total":
                exact = quotient(exact, self.left_to_base(decision))
        else:
            if decision.method == "of-total":
                raise Unpriceable(self.problem("bands-of-total", "bands"))
            exact = self.banded(decision, of, base.over_contract)
        return self._bounded(exact, decision, charged=bool(base.over_contract.whole))

    def _charged_base(self) -> Base:
        """The base of a rate, with what must be said of it."""
        base = self.base
        if base is None:
            raise Unpriceable(self.problem("overhead-needs-base"))
        if not base.over_contract.whole:
            self.notes.append(note("base-zero", "note", self.rule.id))
        if base.uncounted:
            self.notes.append(note("partly-counted", "note", self.rule.id, names=enumerated(base.uncounted)))
        return base

    def _of_rate(self, decision: Decision) -> Sequence[Step]:
        base = self._charged_base()
        rate = constant(decision.value, "rate", Text("率", "rate"), key=decision.path)
        left, steps = self.left_to_base(decision), []
        for of in _by_period(base):
            exact = product(of, rate)
            if decision.method == "of-total":
                exact = quotient(exact, left)
            steps.append(rounded(exact, self.rule.rounding))
        together = total(*steps)
        bounded = self._bounded(together, decision, charged=bool(base.over_contract.whole))
        return steps if bounded is together else self._divided(bounded, None)

    def _of_bands(self, decision: Decision) -> Sequence[Step]:
        """The bands of the whole base, rounded once together, divided by the periods' bases."""
        base = self._charged_base()
        if decision.method == "of-total":
            raise Unpriceable(self.problem("bands-of-total", "bands"))
        of = _counted(sum(base.by_period), sum(base.left_out), base)
        whole = rounded(self.banded(decision, of, base.over_contract), self.rule.rounding)
        bounded = self._bounded(whole, decision, charged=bool(base.over_contract.whole))
        return self._divided(bounded, None)

    def banded(self, decision: Decision, of: Step, base: Sum) -> Step:
        """Each band's part of a base × its rate, exactly; the borders are in the rule's tax basis."""
        basis = in_basis(base, self.rule, self.terms) / base.whole if base.whole else Fraction(1)
        words, rate_name = Text("税区分の換算", "tax basis"), Text("率", "rate")
        there = of if basis == 1 else product(of, constant(basis, name=words))
        parts, below = [], 0
        for number, band in enumerate(decision.bands, 1):
            key = f"{decision.path}.{number}"
            rate = constant(band.rate, "rate", rate_name, key=f"{key}.rate")
            if band.to is None or there.value <= band.to:
                parts.append(product(difference(there, constant(below, "yen")) if below else there, rate))
                break
            name = Text("{to}円までの部分", "part up to {to} yen").filled(to=yen(band.to))
            parts.append(product(constant(band.to - below, "yen", name, key=f"{key}.to"), rate))
            below = band.to
        exact = total(*parts)
        return exact if basis == 1 else quotient(exact, constant(basis, name=words))

    def _bounded(self, amount: Step, decision: Decision, *, charged: bool) -> Step:
        """The sum over the contract, lifted to the floor or cut to the cap; what is not charged stays 0."""
        if not charged or not decision.value:
            return amount
        for key, published, path, per in decision.limits:
            choose = {"floor": larger, "cap": smaller}[key]
            name = Text({"floor": "下限額", "cap": "上限額"}[key], key)
            limit = constant(published, "yen", name, key=path)
            exact = self.converted(product(limit, *self._factors(per)))
            limit = rounded(exact, self.rule.rounding.whole_yen) if exact.value.denominator != 1 else exact
            bounded = choose(amount, limit)
            if bounded.value != amount.value:
                said = {"limit": yen(int(limit.value)), "before": yen(int(amount.value))}
                self.notes.append(note(f"{key}-applied", "note", self.rule.id, **said))
                self.notes += self._tax_notes(exact)
                amount = bounded
        return amount

    def left_to_base(self, decision: Decision) -> Step:
        """What a rate of the total leaves to its base; 1 for a rate of the base."""
        if decision.method != "of-total":
            return constant(1)
        if decision.value >= 1:
            raise Unpriceable(self.problem("rate-of-total", "rate"))
        return difference(constant(1), constant(decision.value, "rate", Text("率", "rate"), key=decision.path))

    def stated(self, decision: Decision, per: str) -> Step:
        """A flat amount, or a unit price times its quantity, as often as `per` says."""
        if decision.key == "amount":
            return product(constant(decision.value, "yen", self.label(), key=decision.path), *self._factors(per))
        price = constant(decision.value, "yen", Text("単価", "unit price"), key=decision.path)
        return product(price, self._quantity(), *self._factors(per))

    def _quantity(self) -> Step:
        """What a unit price is multiplied by: own or involvement hours, less what is included, in begun blocks."""
        rule, asked = self.rule, self.charged.asked
        unit = rule.unit or ("hours" if rule.quantity == "involvement-hours" else "")
        if asked is not None and asked.entry.quantity is not None:
            step = constant(asked.entry.quantity, unit, Text("数量", "quantity"), key=f"{asked.path}.quantity")
        elif rule.quantity == "involvement-hours":
            step = constant(self.hours(), unit, Text("関与時間の計", "involvement hours"))
        else:
            raise Unpriceable(self.problem("quantity-needed", unit=unit or "–"))
        if rule.included is not None:
            step = difference(step, constant(rule.included, unit, Text("含まれる分", "included")))
            if not rule.either_way:
                step = larger(step, constant(0, unit))
        if rule.block is not None:
            step = begun(quotient(step, constant(rule.block, unit, Text("単位", "block"))), "")
        return step

    def _whole(self, step: Step, decision: Decision) -> Step:
        if self.charged.own_key != decision.key.replace("-", "_"):
            step = self.converted(step)
            self.notes += self._tax_notes(step)
        return rounded(step, self.rounding(decision))

    def rounding(self, decision: Decision) -> Rounding:
        """The rule's own of what is computed; a flat amount is whole yen."""
        return self.rule.rounding.whole_yen if decision.key == "amount" else self.rule.rounding

    def _divided(self, whole: Step, pinned: int | None) -> Sequence[Step]:
        """A sum over the contract, by the periods' bases, or by months touched where there is no base."""
        if len(self.periods) == 1:
            return [whole]
        if pinned is not None:
            weights = [int(period.label == fiscal_year_label(pinned)) for period in self.periods]
        elif self.base is not None and can_weigh(self.base.by_period):
            weights = list(self.base.by_period)
        else:
            weights = [overlap(period, self.first, self.last) for period in self.periods]
        return shares(whole, weights)

    def _factors(self, per: str) -> tuple[Step, ...]:
        """How often an amount is charged over the contract; nothing where it is for the contract."""
        months = self.terms.months(None)
        match per:
            case "fiscal-year":
                return (constant(len(fiscal_years(self.first, self.last)), "years", Text("年度数", "fiscal years")),)
            case "year":
                return (constant(Fraction(months, 12), "years", Text("契約月数", "months of the contract")),)
            case "month":
                return (constant(months, "months", Text("契約月数", "months of the contract")),)
            case _:
                return ()

    def converted(self, step: Step) -> Step:
        """A tariff's yen in the contract's tax basis, exactly."""
        return self.terms.converted(step, self.rule, self.category, self.last)

    def _tax_notes(self, step: Step) -> Sequence[Note]:
        if self.charged.published is None:
            return ()
        return self.terms.tax_notes(step, self.rule, self.rule.id)

    def _path(self) -> str:
        return self.charged.asked.path if self.charged.asked else f"overhead.{self.rule.id}"

    def problem(self, code: str, key: str = "", **params: str) -> Problem:
        """Why the overhead cannot be priced, at its place in the file."""
        path = f"{self._path()}.{key}".rstrip(".")
        tariff = self.terms.rules.tariff
        said = {
            "id": self.rule.id,
            "name": by_name(self.label(), self.rule.id),
            "tariff": tariff.named if tariff else "–",
        }
        return a_problem(code, path, **said, **params)

    def at(self, path: str) -> Text:
        """The overhead in a sentence; in English the place of a number of it in its tariff."""
        tariff = self.terms.rules.tariff
        return by_name(self.label(), f"{tariff.id if tariff else '–'}:{path}")

    def label(self) -> Text:
        """The printed text: the contract's own, the institution's, or the usual name."""
        if self.charged.asked is not None and self.charged.asked.entry.item:
            return own(self.charged.asked.entry.item)
        return self.rule.name or self.terms.kinds[self.rule.kind].label


def _by_period(base: Base) -> Iterator[Step]:
    """The base in each period."""
    left_out = base.left_out or (0,) * len(base.by_period)
    return (_counted(amount, out, base) for amount, out in zip(base.by_period, left_out, strict=True))


def _counted(amount: int, left_out: int, base: Base) -> Step:
    """The sum of lines, less what of them is not counted."""
    lines = line_sum(amount + left_out, base.ids, base.name)
    if not left_out:
        return lines
    return difference(lines, constant(left_out, "yen", Text("基礎に含めない額", "not counted")))
