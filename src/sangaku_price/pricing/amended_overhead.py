"""The change of an overhead: f(new base) − f(old base), exactly, rounded once; a decrease by the layers below it.

f is the rule of the day of the change (under `original` the frozen contract's), its case decided once; both bases are
measured by it.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple, cast

from sangaku_price.contract.entry import Asked
from sangaku_price.items.lump_sum import ID as LUMP_SUM
from sangaku_price.items.overhead import Pricing, reductions
from sangaku_price.money import apportion, together
from sangaku_price.pricing.amended_words import magnitude, taken, worded
from sangaku_price.pricing.amending import Amending
from sangaku_price.pricing.amendment_history import State, same_numbers
from sangaku_price.pricing.amendment_layers import NONE, NOTHING, Charge, Valued
from sangaku_price.quotation.change import ALL, ORIGINAL
from sangaku_price.quotation.derivation import Step, constant, difference, rounded
from sangaku_price.quotation.values import Line, Note
from sangaku_price.rules.conditions import Base
from sangaku_price.rules.overhead_rules import RATES, Charged, Decision, Overhead, as_published, of_contract, with_own
from sangaku_price.rules.terms import Terms, Unpriceable
from sangaku_price.tariff.rules import OverheadRule


class Found(NamedTuple):
    """What came of one overhead."""

    ids: tuple[str, ...]
    notes: Sequence[Note] = ()
    category: str | None = None
    own_moved: bool = False
    """Whether a number that the contract itself gives has changed."""


class Overheads:
    """The overheads of a changed contract, beside those of the frozen quotes."""

    def __init__(self, amending: Amending, now: State, rates: str) -> None:
        self.amending, self.now, self.rates = amending, now, rates
        self.history, self.terms = amending.history, amending.terms
        self.frozen = State(self.history.before.contract, self.history.frozen())
        self.decisions: dict[tuple[str, int], Decision] = {}
        self.priced: set[str] = set()
        self.ours = {one.id for one in self.terms.rules.overheads} | {one.id for one in now.contract.of("overhead")}

    # -- what a rule makes of a state ----------------------------------------------------------------------------------

    def _valued(self, ident: str) -> Callable[[int, int], Valued]:
        def value(ruling: int, state: int) -> Valued:
            if state == NOTHING:
                return NONE
            found = self._charged(ident, ruling, self._state(state))
            if found is None or self._charged(ident, ruling, self.history.states[ruling]) is None:
                return NONE
            charged, terms = found
            return valued(charged, terms, self._stood(ident, self._state(state)), self._decision(ident, ruling))

        return value

    def _stood(self, ident: str, state: State) -> State:
        """What the base of an overhead is measured on: neither itself nor an overhead that comes after it is there."""
        return state.without((self.ours - self.priced) | {ident})

    def _state(self, state: int) -> State:
        return self.now if state == len(self.history.pasts) else self.history.states[state]

    def _charged(self, ident: str, ruling: int, state: State) -> tuple[Charged, Terms] | None:
        """An overhead by a ruling of the past, with the quantities of a state; None where it was not charged."""
        terms = self.history.rulings[ruling]
        asked = cast("Asked[Overhead] | None", state.overhead(ident))
        ruled = cast("Asked[Overhead] | None", self.history.states[ruling].overhead(ident))
        rule = next((one for one in terms.rules.overheads if one.id == ident), None)
        if rule is None:
            return (of_contract(ruled), terms) if ruled is not None else None
        if asked is None and rule.optional:
            return None
        if ruled is not None and with_own(rule, ruled).own_key is not None:
            return with_own(rule, ruled), terms
        return plain(rule, asked), terms

    def _decision(self, ident: str, ruling: int) -> Decision:
        """What decided an overhead at a step of the past."""
        if (ident, ruling) not in self.decisions:
            state = self._stood(ident, self.history.states[ruling])
            found = self._charged(ident, ruling, state)
            charged, terms = cast("tuple[Charged, Terms]", found)
            pricing = Pricing(charged, terms._replace(contract=state.contract), state.ledger.measure, state.hours)
            self.decisions[ident, ruling] = pricing.decide(charged.rule)
        return self.decisions[ident, ruling]

    def _is_own(self, ident: str, step: int) -> bool:
        """Whether the contract itself gave the price of an overhead at a step."""
        asked = cast("Asked[Overhead] | None", self.history.states[step].overhead(ident))
        if asked is None:
            return False
        rules = self.history.rulings[step].rules.overheads
        rule = next((one for one in rules if one.id == ident), None)
        return rule is None or with_own(rule, asked).own_key is not None

    def _is_whole(self, ident: str) -> Callable[[int], bool]:
        def whole(step: int) -> bool:
            there = [ident in self.history.states[one].ledger.posted for one in (step - 1, step)]
            return self._is_own(ident, step) or self.history.rates_at(step) == ALL or there == [True, False]

        return whole

    def _given_back(self, ident: str) -> tuple[Step, ...]:
        """What a decrease gives back of each layer, the last charged first."""
        charge = Charge(self.history, self._valued(ident), self._is_whole(ident))
        return charge.given_back(charge.layers(), len(self.history.pasts))[1]

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
        old = cast("Asked[Overhead] | None", self.frozen.overhead(ident))
        decided = self._frozen_decision(ident) if self.rates == ORIGINAL else None
        stood = self._stood(ident, self.now).ledger
        pricing = Pricing(charged, self.terms, stood.measure, hours, decided)
        own = charged.own_key is not None or charged.published is None
        was = self._base_before(charged, pricing)
        alike = frozen is not None and was == _sum(pricing.base)
        own_moved = own and not same_numbers(charged.asked, old)
        if alike and not own_moved and self.rates != ALL and (own or self._by_rate(pricing, charged)):
            self._keep(ident)
            return Found(self._ids(ident))
        lines = tuple(pricing.lines())
        decision = pricing.decide(charged.rule)
        rounding = pricing.amounts.rounding(decision)
        now = pricing.amounts.over_contract(decision)
        amount = self.amending.frozen_amount(ident)
        if own or self.rates == ALL or (frozen is None and charged.rule.optional):
            whole = rounded(now, rounding)
            step = difference(whole, constant(amount, "yen")) if frozen else whole
        else:
            before = valued(
                plain(charged.rule, old),
                self.terms._replace(contract=self.frozen.contract),
                self._stood(ident, self.frozen),
                decision,
            )
            size = _sum(pricing.base) if decision.key in RATES else now.value
            if size >= before.size:
                step = rounded(difference(now, before.step), rounding)
            elif not size:
                step = taken(constant(amount, "yen"))
            else:
                step = taken(magnitude(self._given_back(ident), rounding, amount))
        self._post(pricing, lines, step, decision)
        return Found(self._ids(ident), pricing.notes, pricing.category, own_moved)

    def _by_rate(self, pricing: Pricing, charged: Charged) -> bool:
        """Whether an overhead is a share of its base: time alone does not move it."""
        return pricing.decide(charged.rule).key in (*RATES, "negotiated")

    def _frozen_decision(self, ident: str) -> Decision | None:
        """What decided it in the quote in force; None where it was not charged there."""
        ruling = self.history.ruled_by[-1]
        state = self.history.states[ruling]
        there = ident in state.ledger.posted and self._charged(ident, ruling, state) is not None
        return self._decision(ident, ruling) if there else None

    def _base_before(self, charged: Charged, pricing: Pricing) -> Fraction:
        """The old base, measured by the rule of the day."""
        if pricing.base is None:
            return Fraction(0)
        return _sum(self._measured_before(charged.rule, pricing))

    def _measured_before(self, rule: OverheadRule, pricing: Pricing) -> Base:
        ledger = self._stood(rule.id, self.frozen).ledger
        return ledger.measure(rule.base or (), rule.except_categories or (), pricing.counting)

    def _post(self, pricing: Pricing, lines: Sequence[Line], step: Step, decision: Decision) -> None:
        ident = pricing.rule.id
        frozen = self.amending.before.get(ident)
        if not step.value and (frozen is not None or not any(line.amount for line in lines)):
            self._keep(ident)
            if frozen is not None:
                return
        if not step.value and frozen is None:
            return
        bases = pricing.base.by_period if pricing.base else tuple(0 for _ in self.history.periods)
        before = self._by_period_before(pricing)
        differences = [a - b for a, b in zip(bases, before, strict=True)]
        weights = self.amending.weights_of(int(step.value), differences, bases)
        words = worded(step, self.terms) if frozen else lines[0].formula
        self.amending.post(lines[0]._replace(formula=words), step, weights)
        if decision.method == "from-base":
            self._take_out(lines[0], step, pricing.base)
        else:
            self._keep_reductions(ident)

    def _by_period_before(self, pricing: Pricing) -> Sequence[int]:
        if pricing.base is None:
            return [0 for _ in self.history.periods]
        return self._measured_before(pricing.rule, pricing).by_period

    def _take_out(self, template: Line, step: Step, base: Base | None) -> None:
        """What a from-base overhead takes out of its base follows the entries that changed, else all of them."""
        ledger = self.now.ledger
        inside = [ledger.posted[one] for one in (base.ids if base else ()) if not ledger.posted[one].reduces]
        sign = 1 if step.value > 0 else -1
        moved = [max(0, sign * (one.amount - self.amending.frozen_amount(one.lines[0].id))) for one in inside]
        weights = moved if any(moved) else [max(0, one.amount) for one in inside]
        if not any(weights):
            return
        whole = template._replace(amount=together(int(step.value)))
        chosen = [one.lines[0]._replace(amount=together(weight)) for one, weight in zip(inside, weights, strict=True)]
        for line in reductions(whole, [one for one in chosen if one.amount], {}):
            by_period = {one.period: one.amount for one in ledger.posted[line.reduces or ""].lines}
            shares = [by_period.get(one.label, 0) for one in self.history.periods]
            amount = line.amount
            divided = self.amending.weights_of(amount, shares)
            self.amending.post(line, constant(amount, "yen"), divided, ledger.posted[line.reduces or ""])
        self._keep_reductions(template.id)

    # -- what stays ----------------------------------------------------------------------------------------------------

    def _keep(self, ident: str) -> None:
        self.amending.keep(ident)
        self._keep_reductions(ident)

    def _keep_reductions(self, ident: str) -> None:
        """What is frozen of that which an overhead takes out of its base."""
        for one in self.amending.before:
            if one.startswith(f"{ident}/") and one not in self.amending.kept:
                self.amending.keep(one)

    def _ids(self, ident: str) -> tuple[str, ...]:
        return tuple(one for one in self.now.ledger.posted if one == ident or one.startswith(f"{ident}/"))

    def orphans(self, entries: Collection[str]) -> Iterator[str]:
        """The frozen overheads that the changed contract has no rule for."""
        for ident, posted in self.amending.before.items():
            if not (posted.asked in entries or ident in self.priced or ident == LUMP_SUM or posted.reduces):
                yield ident

    def leave(self, ident: str) -> None:
        """A frozen overhead without a rule of the day: given back as its base is, or where nobody asks for it."""
        step, last = len(self.history.pasts) - 1, self.history.ruled_by[-1]
        frozen = self.amending.before[ident]
        now = None if self._is_own(ident, step) else self._charged(ident, last, self.now)
        if self.rates == ALL or now is None:
            back = constant(frozen.amount, "yen")
        else:
            parts = self._given_back(ident)
            back = magnitude(parts, now[0].rule.rounding, frozen.amount)
        if not back.value:
            self._keep_reductions(ident)
        else:
            given = taken(back)
            template = frozen.lines[0]._replace(formula=worded(given, self.terms))
            self.amending.post(template, given, self.amending.weights(int(given.value)))
            self._give_back_reductions(ident, int(back.value))

    def _give_back_reductions(self, ident: str, back: int) -> None:
        """What was taken out of entries for an overhead that is given back."""
        taken_out = [posted for one, posted in self.amending.before.items() if one.startswith(f"{ident}/")]
        if not taken_out:
            return
        for posted, amount in zip(taken_out, apportion(back, [-one.amount for one in taken_out]), strict=True):
            self.amending.post(posted.lines[0], constant(amount, "yen"), self.amending.weights(-amount), posted)


def valued(charged: Charged, terms: Terms, state: State, decision: Decision) -> Valued:
    """What a decided rule makes of a state; nothing where the state does not tell what it needs."""
    pricing = Pricing(charged, terms._replace(contract=state.contract), state.ledger.measure, state.hours, decision)
    if decision.key == "negotiated":
        return NONE
    try:
        step = pricing.amounts.over_contract(decision)
    except Unpriceable:
        return NONE
    return Valued(step, _sum(pricing.base) if decision.key in RATES else Fraction(step.value))


def plain(rule: OverheadRule, asked: Asked[Overhead] | None) -> Charged:
    """A published overhead with nothing of the contract's but its quantity."""
    return Charged(rule, rule, None) if asked is None else as_published(rule, asked)


def _sum(base: Base | None) -> Fraction:
    return Fraction(base.over_contract.whole) if base else Fraction(0)
