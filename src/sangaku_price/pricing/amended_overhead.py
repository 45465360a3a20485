"""The change of an overhead: f(new base) − f(old base), exactly, rounded once; a decrease by the layers below it.

f is the rule of the day of the change (under `original` that by which the whole was priced last), its case decided
once; both bases are measured by it.
"""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple, cast

from sangaku_price.contract.entry import Asked
from sangaku_price.items.overhead import Pricing
from sangaku_price.language.messages import messages
from sangaku_price.language.numbers import yen
from sangaku_price.language.text import Text
from sangaku_price.money import Rounding, apportion
from sangaku_price.pricing.amended_agreed import same_numbers
from sangaku_price.pricing.amended_rulings import Rulings, comes_new, plain, sum_of, valued
from sangaku_price.pricing.amended_taking import Taking
from sangaku_price.pricing.amended_words import magnitude, taken, worded
from sangaku_price.pricing.amending import Amending
from sangaku_price.pricing.amendment_history import State
from sangaku_price.quotation.change import ALL, ORIGINAL
from sangaku_price.quotation.derivation import Step, constant, difference, rounded
from sangaku_price.quotation.values import Line, Note
from sangaku_price.rules.conditions import Base
from sangaku_price.rules.overhead_rules import RATES, Charged, Overhead
from sangaku_price.rules.terms import Unpriceable, note
from sangaku_price.tariff.rules import OverheadRule
from sangaku_price.toml.problems import problem

MESSAGES = messages(
    {
        "amends-rule-ended": Text(
            "この変更に適用される規則がありません。計上した額は、基礎が計上時を下回った分だけ戻し、増額分には計上していません。",
            "no rule is in force for this change: what was charged goes back only as its base falls below that of its "
            "time, and nothing came on top",
        ),
        "amends-all-ended": Text(
            "この変更に適用される規則がないため、計上した額を全額戻しました（全体を変更日の率で計算）。",
            "no rule is in force for this change: priced whole at the rates of its day, all that was charged goes back",
        ),
        "amends-own-ended": Text(
            "適用される規則がないため、契約で定めた率・額を、最後に適用された規則の基礎と方法で計算しました。",
            "no rule is in force any more: the contract's own price was charged on the base, and in the way, "
            "of the last that was",
        ),
    }
)


class Found(NamedTuple):
    """What came of one overhead."""

    ids: tuple[str, ...]
    notes: Sequence[Note] = ()
    category: str | None = None


class Overheads:
    """The overheads of a changed contract, beside those of the frozen quotes."""

    def __init__(self, amending: Amending, now: State, rates: str) -> None:
        self.amending, self.now, self.rates = amending, now, rates
        self.history, self.terms = amending.history, amending.terms
        self.rulings, self.taking = Rulings(amending, now), Taking(amending, now)
        self.frozen = self.rulings.frozen
        self.priced: set[str] = set()
        self.notes: list[Note] = []
        """What is said of overheads for which no rule is in force any more."""

    def reclassify(self, idents: Iterable[str]) -> None:
        """Measure frozen lines as the rules of the day charge them: a base does not grow by a new classification."""
        ledger = self.frozen.ledger
        for ident in idents:
            old, now = ledger.posted[ident], self.now.ledger.posted.get(ident)
            if now is not None and old.lines[0].charged_as != now.lines[0].charged_as:
                charge = now.lines[0].charged_as
                lines = tuple(line._replace(charged_as=charge) for line in old.lines)
                ledger.enter(ident, old._replace(lines=lines))

    # -- what changes --------------------------------------------------------------------------------------------------

    def price(self, charged: Charged, hours: Callable[[], Fraction]) -> Found:
        """Post what an overhead is after the change."""
        ident, frozen = charged.rule.id, self.amending.before.get(charged.rule.id)
        self.priced.add(ident)
        self.rulings.done.add(ident)
        old = cast("Asked[Overhead] | None", self.frozen.overhead(ident))
        own = charged.own_key is not None or charged.published is None
        decided = self.rulings.original_decision(ident) if self.rates == ORIGINAL and not own else None
        stood = self.rulings.stood(ident, self.now).ledger
        pricing = Pricing(charged, self.terms, stood.measure, hours, decided)
        new = comes_new(charged.rule, old)
        alike = self.rates != ALL and not new and same_numbers(charged.asked, old) and self._is_alike(pricing)
        if alike and pricing.decide(charged.rule).key in (*RATES, "negotiated"):
            return self._kept(ident)
        lines = tuple(pricing.lines())
        decision = pricing.decide(charged.rule)
        rounding = pricing.amounts.rounding(decision)
        now = pricing.amounts.over_contract(decision)
        amount, taken_out = self.amending.frozen_amount(ident), self.taking.taken_out(ident)
        takes = decision.method == "from-base"
        if own or self.rates == ALL or (not amount and new):
            whole = rounded(now, rounding)
            step = difference(whole, constant(amount, "yen")) if frozen else whole
            taking = (int(whole.value) if takes else 0) - taken_out
        else:
            before = valued(
                plain(charged.rule, old),
                self.terms._replace(contract=self.frozen.contract),
                self.rulings.stood(ident, self.frozen),
                decision,
            )
            size = sum_of(pricing.base) if decision.key in RATES else now.value
            if size >= before.size:
                step = rounded(difference(now, before.step), rounding)
                taking = max(int(step.value), -taken_out) if takes else 0
            elif not size:
                step, taking = taken(constant(amount, "yen")), -taken_out
            else:
                back, taking = self._becomes_less(ident, rounding)
                step = taken(back)
        if own and alike and not step.value:  # no news of the change, whatever is published now
            return self._kept(ident)
        self._check_taken(ident, taking, pricing.base)
        self._post(pricing, lines, step, taking)
        return Found(self._ids(ident), pricing.notes, pricing.category)

    def _becomes_less(self, ident: str, rounding: Rounding) -> tuple[Step, int]:
        """What is given back of an overhead, and, below zero, of what it took out of its base."""
        parts, is_spent = self.rulings.given_back(ident)
        frozen = self.amending.frozen_amount(ident)
        back = magnitude([one.step for one in parts], rounding, frozen)
        if is_spent:  # what was rounded up year by year, too
            return back if back.value == frozen else constant(frozen, "yen"), -self.taking.taken_out(ident)
        took = [one.step for one in parts if self.rulings.decision(ident, one.ruling).method == "from-base"]
        most = min(int(back.value), self.taking.taken_out(ident))
        return back, -most if len(took) == len(parts) else -int(magnitude(took, rounding, most).value)

    def _check_taken(self, ident: str, taking: int, base: Base | None) -> None:
        """No more is taken out of a base than there is of it: as of a contract that begins."""
        taken_out = self.taking.taken_out(ident) + taking
        if base is not None and taken_out > sum_of(base):
            raise Unpriceable(problem("from-base-too-large", f"overhead.{ident}", id=ident, amount=yen(taken_out)))

    def _is_alike(self, pricing: Pricing) -> bool:
        """Whether the base is as it was: of a share of it neither time nor what is published moves anything."""
        return pricing.base is None or sum_of(self._measured_before(pricing.rule, pricing)) == sum_of(pricing.base)

    def _measured_before(self, rule: OverheadRule, pricing: Pricing) -> Base:
        ledger = self.rulings.stood(rule.id, self.frozen).ledger
        return ledger.measure(rule.base or (), rule.except_categories or (), pricing.counting)

    def _post(self, pricing: Pricing, lines: Sequence[Line], step: Step, taking: int) -> None:
        ident = pricing.rule.id
        frozen = self.amending.before.get(ident)
        amount = int(step.value)
        if not (amount or taking) and (frozen is not None or pricing.charged.asked is None):
            self._keep(ident, lines[0] if self._is_charged_elsewhere(pricing.charged) else None)
            return
        bases = pricing.base.by_period if pricing.base else tuple(0 for _ in self.history.periods)
        before = self._by_period_before(pricing)
        differences = [a - b for a, b in zip(bases, before, strict=True)]
        parts: Sequence[int] = [0 for _ in bases]
        if amount or frozen is None:  # what the contract takes by choice stands there, though it comes to nothing
            weights = self.amending.weights_of(amount, differences, bases)
            words = worded(step, self.terms) if frozen else lines[0].formula
            self.amending.post(lines[0]._replace(formula=words), step, weights)
            parts = apportion(amount, weights)
        else:
            self.amending.keep(ident, lines[0])
        if taking != amount:  # it was, or is no more, taken out of its base
            parts = self._taking_by_period(ident, taking, bases)
        self._take(lines[0], parts, pricing.base)

    def _taking_by_period(self, ident: str, taking: int, bases: Sequence[int]) -> Sequence[int]:
        """In which periods more is taken out of a base, or given back to it: as it was taken out, else as the base."""
        if not taking:
            return [0 for _ in bases]
        signed = bases if taking > 0 else [-one for one in self.taking.by_period(ident)]
        return apportion(taking, self.amending.weights_of(taking, signed))

    def _by_period_before(self, pricing: Pricing) -> Sequence[int]:
        if pricing.base is None:
            return [0 for _ in self.history.periods]
        return self._measured_before(pricing.rule, pricing).by_period

    def _take(self, line: Line, parts: Sequence[int], base: Base | None) -> None:
        """What is taken out of the lines of the base, period by period."""
        if any(parts):
            posted = [self.now.ledger.posted[one] for one in (base.ids if base else ())]
            self.taking.move(line, parts, [one for one in posted if not one.reduces])
        else:
            self.taking.keep(line.id)

    # -- what stays ----------------------------------------------------------------------------------------------------

    def _keep(self, ident: str, template: Line | None = None) -> None:
        self.amending.keep(ident, template)
        self.taking.keep(ident)

    def _is_charged_elsewhere(self, charged: Charged) -> bool:
        """Whether the contract itself says now of another charge, or tax category, than before."""
        before = cast("Asked[Overhead] | None", self.frozen.overhead(charged.rule.id))
        return _said_of_charge(charged.asked) != _said_of_charge(before)

    def _kept(self, ident: str) -> Found:
        self._keep(ident)
        return Found(self._ids(ident))

    def _ids(self, ident: str) -> tuple[str, ...]:
        return tuple(one for one in self.now.ledger.posted if one == ident or one.startswith(f"{ident}/"))

    def leave(self, last: str | None = None) -> None:
        """What stays of the frozen overheads that are not charged now; of those alone that stood up to another."""
        ranks = self.rulings.ranks
        for ident in self.rulings.gone:
            if ident not in self.rulings.done and (last is None or ranks[ident] <= ranks[last]):
                self._leave(ident)

    def _leave(self, ident: str) -> None:
        """A frozen overhead without a rule of the day: given back as its base is, or where nobody asks for it."""
        self.rulings.done.add(ident)
        frozen, rule = self.amending.before[ident], self.rulings.last_rule(ident)
        if self.rates == ALL or rule is None:  # the whole by the rules of the day is nothing
            back, taking = constant(frozen.amount, "yen"), -self.taking.taken_out(ident)
        else:
            back, taking = self._becomes_less(ident, rule.rounding)
            stood = self.rulings.stood(ident, self.now).ledger
            base = stood.measure(rule.base, rule.except_categories or ()) if rule.base else None
            self._check_taken(ident, taking, base)
        if rule is not None and frozen.amount:
            self.notes.append(note("amends-all-ended" if self.rates == ALL else "amends-rule-ended", "note", ident))
        if not back.value:
            self._keep(ident)
            return
        given = taken(back)
        weights = self.amending.weights_where(frozen, int(given.value))
        template = frozen.lines[0]._replace(formula=worded(given, self.terms))
        self.amending.post(template, given, weights)
        parts: Sequence[int] = apportion(int(given.value), weights)
        if taking != given.value:
            parts = self._taking_by_period(ident, taking, [0 for _ in weights])
        self._take(frozen.lines[0], parts, None)


def _said_of_charge(asked: "Asked[Overhead] | None") -> tuple[str | None, str | None]:
    """Where the contract charges an overhead, and how it is taxed."""
    return (asked.entry.charged_as, asked.entry.tax_category) if asked is not None else (None, None)
