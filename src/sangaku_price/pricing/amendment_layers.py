"""At which rate each yen was charged, so that a decrease gives back what was charged last (last in, first out).

What is charged grows in layers: the first contract is the lowest, each increase lies on top, priced by the rules of its
own day. A decrease takes layers away from the top, so that undoing a change costs nothing but roundings.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import NamedTuple

from sangaku_price.money import together
from sangaku_price.pricing.amended_words import CHARGED
from sangaku_price.pricing.amendment_history import History
from sangaku_price.quotation.change import TaxPart
from sangaku_price.quotation.derivation import Step, constant, difference

NOTHING = -1
"""The state before the first contract, in which nothing is charged."""


class Valued(NamedTuple):
    """What a rule makes of a state: exactly, and how large that is by which it measures."""

    step: Step
    size: Fraction


NONE = Valued(constant(0, "yen"), Fraction(0))


class Layer(NamedTuple):
    """From one state up to another, by one ruling."""

    ruling: int
    low: int
    high: int
    below: int | None = None
    """Yen charged for the lower state, where the layer is the whole of the higher less these."""


class Part(NamedTuple):
    """What is given back of one layer, exactly."""

    ruling: int
    step: Step


ABSENT = "absent"
"""A step after which nothing is charged, or that does not charge it."""
ANEW = "anew"
"""A step that charged the whole: nothing of an earlier layer is left then."""
ENDED = "ended"
"""A step by whose rules nothing comes on top; what is charged can only become less."""
LONGER = "longer"
"""A step that charged the whole less what was charged before it."""
RULED = "ruled"
"""A step that charged by its rules what became more, or gave back what became less."""


class Charge(NamedTuple):
    """Something that published numbers price, at every step."""

    history: History
    valued: Callable[[int, int], Valued]
    """By a ruling and a state."""
    course: Callable[[int], str]
    """How a step charged it."""
    ruling: Callable[[int], int]
    """By which ruling a step charged what became more."""
    charged: Callable[[int], int]
    """Yen charged in the quote of a step."""

    def layers(self) -> list[Layer]:
        """What lies on what in the quote in force."""
        stack: list[Layer] = []
        for step in range(len(self.history.pasts)):
            course = self.course(step)
            if course == ABSENT:
                stack = []
            elif course == ANEW:
                stack = [Layer(step, NOTHING, step)]
            elif course == ENDED:
                stack, _ = self.given_back(stack, step)
            elif course == LONGER:
                stack.append(Layer(step, step - 1, step, self.charged(step - 1)))
            else:
                stack = self._by_rule(stack, step)
        return stack

    def _by_rule(self, stack: Sequence[Layer], step: int) -> list[Layer]:
        """What lies on what after a step that charged what became more, or gave back what became less."""
        ruling = self.ruling(step)
        before, after = self.valued(ruling, step - 1), self.valued(ruling, step)
        if after.size > before.size:
            return [*stack, Layer(ruling, step - 1, step)]
        return self.given_back(stack, step)[0] if after.size < before.size else [*stack]

    def given_back(self, stack: Sequence[Layer], state: int) -> tuple[list[Layer], tuple[Part, ...]]:
        """The layers that are left in a state, and what is given back of each other."""
        left, parts = list(stack), list[Part]()
        while left:
            top = left[-1]
            low, high, now = (self.valued(top.ruling, one) for one in (top.low, top.high, state))
            if now.size >= high.size:  # grown since: what was charged stays
                break
            stays = now.size >= low.size if top.below is None else now.size > low.size
            lowest = low.step if top.below is None else constant(top.below, "yen", CHARGED)
            part = difference(high.step, now.step if stays else lowest)
            if part.value > 0:
                parts.append(Part(top.ruling, part))
            if stays:
                left[-1] = top._replace(high=state)
                break
            left.pop()
        return left, tuple(parts)

    def is_spent(self, left: Sequence[Layer]) -> bool:
        """Whether nothing is left of that by which layers measure."""
        valued = self.valued
        return all(valued(one.ruling, one.high).size <= valued(one.ruling, one.low).size for one in left)


def taxed(history: History, ident: Callable[[int], str | None]) -> list[TaxPart]:
    """What is charged on a line in the quote in force, by the rates of tax that it bears, the last charged last.

    `ident` is the line's id at each step.
    """
    stack: list[TaxPart] = []
    for step, past in enumerate(history.pasts):
        name = ident(step)
        change = past.quote.change
        if change is None:
            ends = {one.label: one.end for one in past.quote.periods}
            rates = {"export-exempt": Fraction(0), "out-of-scope": None}
            for line in past.quote.lines:
                if line.id == name and line.period in ends and line.amount:
                    usual = past.law.tax_on(ends[line.period]).rate
                    stack.append(TaxPart(rates.get(line.tax_category, usual), line.amount))
            continue
        for one in change.lines:
            if one.id == name:
                for part in one.taxed:
                    stack = with_part(stack, part)
    return stack


def with_part(stack: Sequence[TaxPart], part: TaxPart) -> list[TaxPart]:
    """A stack with one more part on top, or with so much less of its topmost parts."""
    left, amount = list(stack), part.amount
    while amount and left and (left[-1].amount > 0) != (amount > 0):
        rate, last = left.pop()
        if abs(last) > abs(amount):
            left.append(TaxPart(rate, together(last + amount)))
            return left
        amount = together(amount + last)
    return [*left, TaxPart(part.rate, amount)] if amount else left


def parts_of(stack: Sequence[TaxPart], amount: int, rate: Fraction | None) -> tuple[TaxPart, ...]:
    """The rates of tax of a difference: what is given back bears those at which it was charged, all else `rate`."""
    left, found = list(stack), list[TaxPart]()
    while amount and left and (left[-1].amount > 0) != (amount > 0):
        charged = left.pop()
        taken = min(abs(charged.amount), abs(amount)) * (1 if amount > 0 else -1)
        found.append(TaxPart(charged.rate, together(taken)))
        amount -= taken
    if amount:
        found.append(TaxPart(rate, together(amount)))
    merged: dict[Fraction | None, int] = {}
    for one in found:
        merged[one.rate] = merged.get(one.rate, 0) + one.amount
    return tuple(TaxPart(each, together(sum_)) for each, sum_ in merged.items())
