"""A derivation says what it computes: its value can be worked out again from its leaves."""

from fractions import Fraction

import pytest

from sangaku_price.language.text import Text
from sangaku_price.money import DOWN, Mode, Rounding
from sangaku_price.quotation.derivation import (
    amount_of,
    begun,
    constant,
    difference,
    evaluate,
    exact_of,
    formula,
    is_private,
    larger,
    line_sum,
    parts_in,
    product,
    quotient,
    rounded,
    rounding_words,
    shares,
    smaller,
    split_fee,
    total,
)

RATE = constant(Fraction("0.3"), "rate", key="overhead.indirect.rate")
BASE = line_sum(8_929_550, ["direct.1", "yamada"], Text("直接経費", "direct cost"))
YEN = Fraction("1000.5")


@pytest.mark.parametrize(
    ("step", "value"),
    [
        (product(BASE, RATE), Fraction(2_678_865)),
        (product(BASE), Fraction(8_929_550)),
        (quotient(constant(440_000, "yen"), constant(Fraction("1.1"))), Fraction(400_000)),
        (total(constant(5), constant(7)), Fraction(12)),
        (total(constant(5)), Fraction(5)),
        (difference(constant(5), constant(7)), Fraction(-2)),
        (larger(constant(5), constant(7)), Fraction(7)),
        (smaller(constant(5), constant(7)), Fraction(5)),
        (begun(constant(Fraction("5.5")), ""), Fraction(6)),
        (begun(constant(-2), ""), Fraction(-2)),
        (rounded(constant(YEN), DOWN), Fraction(1_000)),
        (rounded(constant(YEN), Rounding(1, Mode.UP)), Fraction(1_001)),
        (shares(constant(1_000_000), [6, 12])[1], Fraction(666_667)),
        (split_fee(400_000, (367_000, 73_000)), Fraction(400_000)),
    ],
)
def test_a_step_has_the_value_that_its_parts_give(step, value):
    assert step.value == value
    assert evaluate(step) == value


def test_the_exact_value_is_the_one_before_the_last_rounding_or_division():
    assert exact_of(rounded(constant(YEN), DOWN)) == YEN
    assert exact_of(shares(constant(1_000_000), [6, 12])[0]) == Fraction(1_000_000, 3)
    assert exact_of(constant(7)) == 7
    assert amount_of(rounded(constant(YEN), DOWN)) == 1_000


def test_a_split_fee_is_divided_by_largest_remainder_and_a_fee_of_nothing_into_nothing():
    assert [part.value for part in split_fee(400_000, (367_000, 73_000)).args] == [333_636, 66_364]
    assert [part.value for part in split_fee(0, (0, 0)).args] == [0, 0]


def test_a_rate_of_lines_is_written_as_one_says_it():
    written = formula(rounded(product(BASE, RATE), DOWN))
    assert written.ja == "直接経費 8,929,550円の30％"
    assert written.en == "30% of direct cost 8,929,550 yen"


def test_brackets_stand_where_a_product_has_a_sum_in_it():
    step = product(total(constant(300_000, "yen"), constant(5_000, "yen")), constant(2, "people"))
    assert formula(step).en == "(300,000 yen + 5,000 yen) × 2 people"
    assert formula(total(constant(300_000, "yen"), constant(5_000, "yen"))).en == "300,000 yen + 5,000 yen"


def test_a_floor_a_cap_and_begun_blocks_are_written_in_words():
    assert (
        formula(larger(constant(30_000, "yen"), constant(90_000, "yen"))).en == "the larger of (30,000 yen, 90,000 yen)"
    )
    assert formula(smaller(constant(3, "yen"), constant(2, "yen"))).ja == "いずれか小さい額（3円、2円）"
    blocks = begun(quotient(constant(55, "m2"), constant(10, "m2")), "")
    assert formula(product(constant(20_000, "yen"), blocks)).en == "20,000 yen × begun (55 m2 ÷ 10 m2)"
    rest = begun(difference(constant(55, "m2"), constant(10, "m2")), "")
    assert formula(product(constant(20_000, "yen"), rest)).en == "20,000 yen × begun (55 m2 − 10 m2)"


def test_a_fee_of_nothing_in_two_parts_has_nothing_in_either_in_every_period():
    parts = split_fee(0, (0, 0))
    assert [part.value for part in parts.args] == [0, 0]
    assert [part.value for part in parts_in(parts, 0).args] == [0, 0]
    assert [part.value for part in parts_in(split_fee(7, (2, 1)), 4).args] == [3, 1]
    assert [part.value for part in parts_in(split_fee(7, (0, 1)), 4).args] == [0, 4]


def test_what_was_rounded_before_stands_as_a_figure():
    step = total(rounded(constant(YEN), DOWN), shares(constant(10, "yen"), [1, 1])[0])
    assert formula(step).en == "1,000 yen + 5 yen"


def test_a_private_number_anywhere_makes_the_derivation_private():
    cost = constant(9_600_000, "yen", private=True)
    assert is_private(rounded(product(cost, RATE), DOWN))
    assert not is_private(product(BASE, RATE))


@pytest.mark.parametrize(
    ("rounding", "ja", "en"),
    [
        (DOWN, "1円未満切捨て", "rounded down to 1 yen"),
        (Rounding(1_000, Mode.NEAREST), "1,000円単位で四捨五入", "rounded to the nearest to 1,000 yen"),
        (Rounding(10, Mode.UP), "10円未満切上げ", "rounded up to 10 yen"),
    ],
)
def test_a_rounding_in_words(rounding, ja, en):
    assert rounding_words(rounding) == Text(ja, en)
