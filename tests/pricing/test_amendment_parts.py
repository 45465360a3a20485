"""The small parts of a change: layers of tax, rates of an invoice, labels, words."""

from fractions import Fraction

import pytest

from ruled import terms_of
from sangaku_price.language.text import Text
from sangaku_price.money import DOWN
from sangaku_price.pricing.amended_invoices import by_rate, invoice_label, period_of
from sangaku_price.pricing.amended_words import in_words, is_taken, magnitude, taken, worded
from sangaku_price.pricing.amendment_layers import parts_of, with_part
from sangaku_price.quotation.change import TaxPart
from sangaku_price.quotation.derivation import constant, difference, product, rounded

EIGHT, TEN = Fraction(8, 100), Fraction(1, 10)
HOW = Text("内訳", "how")


def parts(*amounts):
    return [TaxPart(rate, amount) for rate, amount in amounts]


@pytest.mark.parametrize(
    ("stack", "part", "left"),
    [
        ([], (TEN, 5), [(TEN, 5)]),
        ([(EIGHT, 7)], (TEN, 5), [(EIGHT, 7), (TEN, 5)]),
        ([(EIGHT, 7), (TEN, 5)], (TEN, -3), [(EIGHT, 7), (TEN, 2)]),
        ([(EIGHT, 7), (TEN, 5)], (TEN, -5), [(EIGHT, 7)]),
        ([(EIGHT, 7), (TEN, 5)], (TEN, -6), [(EIGHT, 6)]),
        ([(EIGHT, 7), (TEN, 5)], (TEN, -12), []),
        ([(EIGHT, 7), (TEN, 5)], (TEN, -13), [(TEN, -1)]),
        ([(EIGHT, -7)], (TEN, 5), [(EIGHT, -2)]),
        ([(EIGHT, -7)], (TEN, -5), [(EIGHT, -7), (TEN, -5)]),
        ([(EIGHT, 7)], (TEN, 0), [(EIGHT, 7)]),
        ([(EIGHT, 7), (TEN, 1)], (TEN, -3), [(EIGHT, 5)]),
        ([(EIGHT, -7)], (TEN, 1), [(EIGHT, -6)]),
    ],
)
def test_what_is_given_back_takes_the_topmost_layers_away(stack, part, left):
    assert with_part(parts(*stack), TaxPart(*part)) == parts(*left)


@pytest.mark.parametrize(
    ("stack", "amount", "bears"),
    [
        ([(EIGHT, 7)], 5, [(TEN, 5)]),
        ([(EIGHT, 7), (TEN, 5)], -3, [(TEN, -3)]),
        ([(EIGHT, 7), (TEN, 5)], -5, [(TEN, -5)]),
        ([(EIGHT, 7), (TEN, 5)], -6, [(TEN, -5), (EIGHT, -1)]),
        ([(EIGHT, 7), (TEN, 5)], -13, [(TEN, -6), (EIGHT, -7)]),
        ([(EIGHT, 7), (TEN, 5), (EIGHT, 2)], -10, [(EIGHT, -5), (TEN, -5)]),
        ([(EIGHT, -7)], 9, [(EIGHT, 7), (TEN, 2)]),
        ([(EIGHT, 7)], 0, []),
        ([(EIGHT, 7), (TEN, 1)], -3, [(TEN, -1), (EIGHT, -2)]),
        ([(EIGHT, -7)], 1, [(EIGHT, 1)]),
    ],
)
def test_what_is_given_back_bears_the_rates_at_which_it_was_charged_and_all_else_the_rate_of_the_day(
    stack, amount, bears
):
    assert parts_of(parts(*stack), amount, TEN) == tuple(parts(*bears))


@pytest.mark.parametrize(
    ("amount", "rates", "found"),
    [
        (0, {TEN: 3, EIGHT: 4}, []),
        (10, {}, [(TEN, 10)]),
        (10, {EIGHT: 4}, [(EIGHT, 10)]),
        (10, {TEN: 4, EIGHT: -4}, [(TEN, 10)]),
        (10, {TEN: 1, EIGHT: 2}, [(TEN, 3), (EIGHT, 7)]),
        (-10, {TEN: -1, EIGHT: -2}, [(TEN, -3), (EIGHT, -7)]),
        (10, {TEN: 0, EIGHT: 2}, [(EIGHT, 10)]),
        (10, {TEN: 3, EIGHT: -1}, [(TEN, 15), (EIGHT, -5)]),
    ],
)
def test_what_a_payer_has_of_the_change_by_its_share_alone_bears_the_rates_of_the_whole(amount, rates, found):
    assert by_rate(amount, {}, rates, TEN) == found


HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("amount", "own", "found"),
    [
        (0, {TEN: Fraction(100_007), EIGHT: Fraction(-100_007)}, [(TEN, 100_007), (EIGHT, -100_007)]),
        (1, {TEN: 100_000 + HALF, EIGHT: Fraction(-100_000)}, [(TEN, 100_001), (EIGHT, -100_000)]),
        (-1, {TEN: Fraction(5), EIGHT: -7 + HALF}, [(TEN, 5), (EIGHT, -6)]),
        (10, {TEN: Fraction(3), EIGHT: Fraction(4)}, [(TEN, 4), (EIGHT, 6)]),
        (0, {TEN: Fraction(3), EIGHT: Fraction(4)}, []),
    ],
)
def test_the_own_lines_of_a_payer_bear_their_rates_and_in_proportion_where_its_share_has_changed(amount, own, found):
    assert by_rate(amount, own, {EIGHT: Fraction(1)}, TEN) == found


@pytest.mark.parametrize("period", ["contract", "FY2026"])
def test_an_invoice_of_a_change_is_named_by_its_number_and_its_period(period):
    label = invoice_label(3, period)
    assert label == {"contract": "change-3", "FY2026": "change-3/FY2026"}[period]
    assert period_of(label) == period_of(period) == period


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (5, 5, "before 100 yen + change 5 yen (how)"),
        (0, 0, "before 100 yen + change 0 yen (how)"),
        (-5, -5, "before 100 yen − change 5 yen (how)"),
        (5, 12, "before 100 yen + change 5 yen (of 12 yen divided by period; how)"),
        (-5, -12, "before 100 yen − change 5 yen (of 12 yen divided by period; how)"),
    ],
)
def test_the_amount_of_a_period_after_a_change_in_words(part, whole, words):
    assert in_words(100, part, whole, HOW).en == words
    assert in_words(100, part, whole, None) is None


def test_what_is_given_back_is_rounded_once_together_and_never_more_than_is_frozen():
    halves = [constant(Fraction(5, 2), "yen"), constant(Fraction(7, 2), "yen"), constant(Fraction(1, 2), "yen")]
    found = magnitude(halves, DOWN, 7)
    assert (found.value, found.op) == (6, "round")
    assert magnitude(halves, DOWN, 6).op == "round"
    capped = magnitude(halves, DOWN, 5)
    assert (capped.value, capped.op, capped.name.en) == (5, "value", "what was charged")
    assert magnitude([], DOWN, 5).value == 0


def test_a_magnitude_is_taken_away_and_nothing_is_nothing():
    less = taken(constant(5, "yen"))
    assert (less.value, is_taken(less)) == (-5, True)
    nothing = taken(constant(0, "yen"))
    assert (nothing.value, is_taken(nothing)) == (0, False)
    assert not is_taken(constant(-1, "yen"))


def test_a_difference_in_words_is_what_is_taken_or_the_new_less_the_old_and_nothing_where_nobody_reads_it():
    terms = terms_of()
    new = rounded(product(constant(12, "yen"), constant(Fraction(3, 2))), DOWN)
    steps = {
        "12 yen × 1.5": taken(new),
        "12 yen × 1.5 − 7 yen before the change": difference(new, constant(7, "yen")),
        "12 yen − 7 yen": difference(constant(12, "yen"), constant(7, "yen")),
        "5 yen": constant(5, "yen"),
    }
    assert [worded(step, terms).en for step in steps.values()] == list(steps)
    assert {worded(step, terms._replace(worded=False)) for step in steps.values()} == {None}
