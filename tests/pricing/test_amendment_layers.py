"""Layers of what was charged: what each change laid on top, and what a decrease takes away again."""

from fractions import Fraction
from types import SimpleNamespace

from sangaku_price.pricing.amendment_layers import (
    ABSENT,
    ANEW,
    ENDED,
    NONE,
    NOTHING,
    RULED,
    Charge,
    Layer,
    Valued,
)
from sangaku_price.quotation.derivation import constant

TEN, THIRTY = Fraction(1, 10), Fraction(3, 10)


def charge(rates, sizes, course):
    """A charge by a rate of each ruling (None: 5 yen whatever the size) on the sizes of the states."""

    def valued(ruling, state):
        if state == NOTHING:
            return NONE
        rate = rates[ruling]
        amount = 5 if rate is None else rate * sizes[state]
        return Valued(constant(amount, "yen"), Fraction(amount if rate is None else sizes[state]))

    history = SimpleNamespace(pasts=course)
    return Charge(history, valued, lambda step: course[step], lambda step: step, lambda step: sizes[step])


def given_back(rates, sizes, course):
    """By ruling, what goes back in the last state."""
    found = charge(rates, sizes, course)
    return {part.ruling: part.step.value for part in found.given_back(found.layers(), len(course))[1]}


def test_each_increase_lies_on_top_and_a_decrease_takes_away_from_there():
    assert charge([TEN, THIRTY], [100, 150], [ANEW, RULED]).layers() == [Layer(0, NOTHING, 0), Layer(1, 0, 1)]
    assert given_back([TEN, THIRTY], [100, 150, 140], [ANEW, RULED]) == {1: 3}
    assert given_back([TEN, THIRTY], [100, 150, 70], [ANEW, RULED]) == {1: 15, 0: 3}
    assert given_back([TEN, THIRTY], [100, 150, 150], [ANEW, RULED]) == {}


def test_an_increase_after_a_decrease_lies_on_what_was_left():
    found = charge([TEN, THIRTY, THIRTY], [100, 70, 90], [ANEW, RULED, RULED])
    assert found.layers() == [Layer(0, NOTHING, 1), Layer(2, 1, 2)]
    assert given_back([TEN, THIRTY, THIRTY], [100, 70, 90, 60], [ANEW, RULED, RULED]) == {2: 6, 0: 1}


def test_a_step_by_whose_rule_nothing_moves_lays_nothing_on_top_and_takes_nothing_away():
    assert charge([TEN, None], [100, 80], [ANEW, RULED]).layers() == [Layer(0, NOTHING, 0)]
    assert given_back([TEN, None], [100, 80, 40], [ANEW, RULED]) == {0: 6}
    assert given_back([TEN, None], [100, 120, 40], [ANEW, RULED]) == {0: 6}


def test_a_step_that_charges_the_whole_anew_leaves_nothing_of_earlier_layers():
    assert charge([TEN, THIRTY], [100, 150], [ANEW, ANEW]).layers() == [Layer(1, NOTHING, 1)]
    assert given_back([TEN, THIRTY], [100, 150, 70], [ANEW, ANEW]) == {1: 24}


def test_a_step_that_does_not_charge_it_leaves_no_layer():
    assert charge([TEN, THIRTY], [100, 150], [ANEW, ABSENT]).layers() == []
    assert given_back([TEN, THIRTY], [100, 150, 70], [ANEW, ABSENT]) == {}


def test_after_a_rule_has_ended_nothing_comes_on_top_and_less_is_taken_away():
    assert charge([TEN, THIRTY], [100, 150], [ANEW, ENDED]).layers() == [Layer(0, NOTHING, 0)]
    assert charge([TEN, THIRTY], [100, 60], [ANEW, ENDED]).layers() == [Layer(0, NOTHING, 1)]


def test_an_amount_that_no_size_moves_gives_nothing_back():
    assert given_back([None], [100, 40], [ANEW]) == {}
    assert given_back([None, THIRTY], [100, 150, 70], [ANEW, RULED]) == {1: 15}
