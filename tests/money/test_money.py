"""The one rounding, and the division of whole yen."""

from fractions import Fraction

import pytest

from sangaku_price.money import DOWN, Mode, Rounding, apportion, can_weigh, to_yen

HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("mode", "below", "half", "above"),
    [(Mode.DOWN, 2, 2, 2), (Mode.NEAREST, 2, 3, 3), (Mode.UP, 3, 3, 3)],
)
def test_an_amount_between_two_and_three_yen_is_rounded_as_its_mode_says(mode, below, half, above):
    found = [to_yen(Fraction(2) + part, Rounding(1, mode)) for part in (Fraction(1, 3), HALF, Fraction(2, 3))]
    assert found == [below, half, above]


@pytest.mark.parametrize("mode", list(Mode))
def test_a_negative_amount_is_rounded_by_its_magnitude(mode):
    rounding = Rounding(1, mode)
    assert to_yen(-Fraction(5, 2), rounding) == -to_yen(Fraction(5, 2), rounding)


@pytest.mark.parametrize("mode", list(Mode))
def test_whole_yen_stay_as_they_are(mode):
    assert to_yen(Fraction(1_234_567), Rounding(1, mode)) == 1_234_567


def test_to_a_thousand_yen():
    found = [to_yen(Fraction(1_500), Rounding(1_000, mode)) for mode in (Mode.DOWN, Mode.NEAREST, Mode.UP)]
    assert found == [1_000, 2_000, 2_000]


def test_halves_of_a_yen_to_two_yen():
    found = [to_yen(Fraction(3, 2), Rounding(2, mode)) for mode in (Mode.DOWN, Mode.NEAREST, Mode.UP)]
    assert found == [0, 2, 2]


def test_a_large_amount_is_exact():
    assert to_yen(Fraction(10**13 * 3 + 2, 3), DOWN) == 10**13


def test_the_largest_remainder_is_served_first_and_ties_go_to_the_earlier_share():
    assert apportion(100, [1, 1, 1]) == (34, 33, 33)
    assert apportion(1_000_000, [6, 12]) == (333_333, 666_667)
    assert apportion(2, [1, 1, 1]) == (1, 1, 0)


def test_a_negative_amount_is_divided_as_the_positive_one():
    assert apportion(-100, [1, 2, 0]) == (-33, -67, 0)


@pytest.mark.parametrize("weights", [[0, 0], [2, -1]])
def test_weights_that_are_nothing_or_negative_divide_nothing(weights):
    assert not can_weigh(weights)
    with pytest.raises(ValueError, match="zero or more, and not all zero"):
        apportion(100, weights)
