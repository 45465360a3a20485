"""What rules made, and would make, of the overheads of a contract in each of its states, and in which order they stood.

A ruling is the rules by which a frozen quote was priced; its cases are decided once, on the state that it priced.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import cast

from sangaku_price.contract.entry import Asked, Entry
from sangaku_price.items.overhead import Pricing
from sangaku_price.pricing.amended_agreed import is_priced
from sangaku_price.pricing.amending import Amending
from sangaku_price.pricing.amendment_history import State
from sangaku_price.pricing.amendment_layers import ABSENT, ANEW, ENDED, NONE, NOTHING, RULED, Charge, Part, Valued
from sangaku_price.pricing.bearers import is_of_company
from sangaku_price.quotation.change import ALL
from sangaku_price.rules.conditions import Base
from sangaku_price.rules.overhead_rules import (
    RATES,
    Charged,
    Decision,
    Overhead,
    as_published,
    of_contract,
    with_own,
)
from sangaku_price.rules.terms import Terms, Unpriceable
from sangaku_price.tariff.rules import OverheadRule


class Rulings:
    """The overheads of all states of a changed contract."""

    def __init__(self, amending: Amending, now: State) -> None:
        self.amending, self.now = amending, now
        self.history, self.terms = amending.history, amending.terms
        self.frozen = State(self.history.before.contract, self.history.frozen())
        self.decisions: dict[tuple[str, int], Decision] = {}
        self.done: set[str] = set()
        """The overheads that are priced, or left to what is frozen of them."""
        self.ranks = self._ranked()
        self.in_force = [*self._frozen_ids()]
        charged = {one for one in _ids_of(self.terms, now) if self._is_charged(one)}
        self.current = charged | {*self.in_force}
        """The overheads of the changed contract and of the quote in force."""
        self.gone = [one for one in self.in_force if not self._is_charged(one)]
        """The frozen overheads that the changed contract does not charge."""

    def _frozen_ids(self) -> Iterator[str]:
        """The frozen overheads."""
        entries = self.history.frozen_entries()
        for ident, posted in self.amending.before.items():
            if ident in self.ranks and posted.asked not in entries and not posted.reduces:
                yield ident

    def _is_charged(self, ident: str) -> bool:
        """Whether the company bears an overhead after the change, by a rule of the day or a price of the contract."""
        asked, rule = self.now.overhead(ident), _rule(self.terms, ident)
        if asked is None:
            return rule is not None and not rule.optional
        return is_of_company(asked) and (rule is not None or is_priced(asked))

    def _ranked(self) -> Mapping[str, int]:
        """All overheads that there ever were: those of the tariff, then the contract's own; others where they stood."""
        tariff = self.terms.rules.tariff
        order = [*dict.fromkeys(rule.id for rule in tariff.overheads)] if tariff else []
        order += [one for one in _ids_of(self.terms, self.now) if one not in order]
        for terms, state in zip(reversed(self.history.rulings), reversed(self.history.states), strict=True):
            at = len(order)
            for ident in reversed(_ids_of(terms, state)):
                if ident in order:
                    at = order.index(ident)
                else:
                    order.insert(at, ident)
        named = (one.id for one in self.now.contract.of("overhead") if one.id not in order)
        return {ident: number for number, ident in enumerate([*order, *named])}

    # -- what a rule makes of a state ----------------------------------------------------------------------------------

    def _valuing(self, ident: str) -> Callable[[int, int], Valued]:
        def value(ruling: int, state: int) -> Valued:
            if state == NOTHING:
                return NONE
            found = self.charged(ident, ruling, self._state(state))
            if found is None:
                return NONE
            charged, terms = found
            return valued(charged, terms, self.stood(ident, self._state(state)), self.decision(ident, ruling))

        return value

    def stood(self, ident: str, state: State) -> State:
        """What the base of an overhead is measured on: neither itself nor an overhead that comes after it is there."""
        return state.without({one for one in self.ranks if self._is_after(one, ident)} | {ident})

    def _is_after(self, one: str, ident: str) -> bool:
        """Whether an overhead comes after another; one that is not there any more by where it stood."""
        return one not in self.done and (one in self.current or self.ranks[one] > self.ranks[ident])

    def _state(self, state: int) -> State:
        return self.now if state == len(self.history.pasts) else self.history.states[state]

    def charged(self, ident: str, ruling: int, state: State) -> tuple[Charged, Terms] | None:
        """An overhead by a ruling of the past, with the quantities of a state; None where it was not charged."""
        terms = self.history.rulings[ruling]
        asked = cast("Asked[Overhead] | None", state.overhead(ident))
        ruled = cast("Asked[Overhead] | None", self.history.states[ruling].overhead(ident))
        rule = _rule(terms, ident)
        if rule is None:
            return (of_contract(ruled), terms) if ruled is not None else None
        if asked is None and rule.optional:
            return None
        if ruled is not None and with_own(rule, ruled).own_key is not None:
            return with_own(rule, ruled), terms
        return plain(rule, asked), terms

    def decision(self, ident: str, ruling: int) -> Decision:
        """What decided an overhead at a step of the past."""
        if (ident, ruling) not in self.decisions:
            state = self.stood(ident, self.history.states[ruling])
            found = self.charged(ident, ruling, state)
            charged, terms = cast("tuple[Charged, Terms]", found)
            pricing = Pricing(charged, terms._replace(contract=state.contract), state.ledger.measure, state.hours)
            self.decisions[ident, ruling] = pricing.decide(charged.rule)
        return self.decisions[ident, ruling]

    def _course(self, ident: str) -> Callable[[int], str]:
        """How each step charged an overhead."""

        def course(step: int) -> str:
            states = self.history.states
            asked = states[step].overhead(ident)
            if ident not in states[step].ledger.posted or (asked is not None and not is_of_company(asked)):
                return ABSENT
            if step == 0 or is_priced(asked) or self.history.rates_at(step) == ALL:
                return ANEW
            rule, before = _rule(self.history.rulings[step], ident), states[step - 1]
            if rule is None:
                return ENDED
            there = before.ledger.posted.get(ident)
            charged = there is not None and there.amount
            return ANEW if not charged and comes_new(rule, before.overhead(ident)) else RULED

        return course

    def original_decision(self, ident: str) -> Decision | None:
        """What decided it where the rules by which the whole was priced charged it first; None where they never did."""
        states, whole = self.history.states, self.history.whole_by
        there = (one for one in self.history.ruled_as(whole) if ident in states[one].ledger.posted)
        first = next((one for one in there if self.charged(ident, one, states[one]) is not None), None)
        return None if first is None else self.decision(ident, first)

    def last_rule(self, ident: str) -> OverheadRule | None:
        """The last rule that it had; None where the contract gave its price, or nobody asks the company for it now."""
        asked = self.now.overhead(ident)
        if is_priced(self.frozen.overhead(ident)) or (asked is not None and not is_of_company(asked)):
            return None
        rules = (_rule(ruling, ident) for ruling in reversed(self.history.rulings))
        rule = next((one for one in rules if one is not None), None)
        return None if rule is None or (rule.optional and asked is None) else rule

    def _ruling(self, ident: str) -> Callable[[int], int]:
        """By which ruling a step charged what became more: at original rates an earlier one, once it was charged."""

        def ruling(step: int) -> int:
            alike = self.history.ruled_as(self.history.ruled_by[step])
            return next(one for one in alike if ident in self.history.states[one].ledger.posted)

        return ruling

    def given_back(self, ident: str) -> tuple[Sequence[Part], bool]:
        """What a decrease gives back of each layer, the last charged first; and whether nothing is left to charge."""
        charge = Charge(self.history, self._valuing(ident), self._course(ident), self._ruling(ident), lambda _: 0)
        left, parts = charge.given_back(charge.layers(), len(self.history.pasts))
        return parts, bool(parts) and charge.is_spent(left)


def valued(charged: Charged, terms: Terms, state: State, decision: Decision) -> Valued:
    """What a decided rule makes of a state; nothing where the state does not tell what it needs."""
    pricing = Pricing(charged, terms._replace(contract=state.contract), state.ledger.measure, state.hours, decision)
    if decision.key == "negotiated":
        return NONE
    try:
        step = pricing.amounts.over_contract(decision)
    except Unpriceable:
        return NONE
    return Valued(step, sum_of(pricing.base) if decision.key in RATES else Fraction(step.value))


def _rule(terms: Terms, ident: str) -> OverheadRule | None:
    return next((one for one in terms.rules.overheads if one.id == ident), None)


def _ids_of(terms: Terms, state: State) -> Sequence[str]:
    """The overheads of a contract in their order: the tariff's, then its own."""
    published = [one.id for one in terms.rules.overheads]
    own = (one.id for one in state.contract.of("overhead") if is_priced(one))
    return [*published, *(one for one in own if one not in published)]


def comes_new(rule: OverheadRule, old: Asked[Entry] | None) -> bool:
    """Whether an overhead is charged on all of its base, and not on what is more of it: by choice, or another bore it.

    `old` is what the contract before said of it. What it had chosen was charged before, be it at 0 %.
    """
    return rule.optional if old is None else not is_of_company(old)


def plain(rule: OverheadRule, asked: Asked[Overhead] | None) -> Charged:
    """A published overhead with nothing of the contract's but its quantity."""
    return Charged(rule, rule, None) if asked is None else as_published(rule, asked)


def sum_of(base: Base | None) -> Fraction:
    """A base over the contract."""
    return Fraction(base.over_contract.whole) if base else Fraction(0)
