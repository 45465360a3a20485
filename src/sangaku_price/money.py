"""Yen, and the only rounding of the package.

An exact amount (`Fraction`) becomes whole yen through `to_yen`, with a rounding that has a name, or is
divided among shares by `apportion`. Nothing else rounds, and no float comes near.
"""

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple, NewType

Exact = Fraction | int
"""An exact number. One that is whole may be an int: it is the same number, and sums and products are much faster.

Two of them are never divided by `/`, which would make a float of ints: the type checker refuses that.
"""
Yen = NewType("Yen", int)
"""Whole yen. Made by `to_yen` and `apportion`, or read from a file as a whole number."""


class Mode(StrEnum):
    """Which whole unit an exact amount becomes."""

    DOWN = "down"
    """切捨て: toward zero."""
    NEAREST = "nearest"
    """四捨五入: a half goes away from zero."""
    UP = "up"
    """切上げ: away from zero."""


class Rounding(NamedTuple):
    """To a multiple of `unit` yen, in `mode`."""

    unit: int = 1
    mode: Mode = Mode.DOWN

    @property
    def whole_yen(self) -> "Rounding":
        """The same mode to one yen: for an amount that is published, of which no unit is meant."""
        return self._replace(unit=1)


DOWN = Rounding()
"""Below one yen is dropped: the rule where no other is stated."""
NEAREST = Rounding(1, Mode.NEAREST)
"""Half up, used for expected and present values."""


def to_yen(amount: Exact, rounding: Rounding = DOWN) -> Yen:
    """Round an exact amount once; a negative amount is rounded by its magnitude."""
    if amount.denominator == rounding.unit == 1:
        return Yen(amount.numerator)
    over, under = abs(amount.numerator), amount.denominator * rounding.unit
    match rounding.mode:
        case Mode.DOWN:
            whole = over // under
        case Mode.NEAREST:
            whole = (2 * over + under) // (2 * under)
        case _:  # up
            whole = -(-over // under)
    return Yen(whole * rounding.unit if amount.numerator >= 0 else -whole * rounding.unit)


def together(*amounts: int) -> Yen:
    """Whole yen added to whole yen."""
    return Yen(sum(amounts))


def can_weigh(weights: Sequence[int]) -> bool:
    """Whether shares can be made by these weights: none below zero, not all zero."""
    return any(weights) and min(weights) >= 0


def apportion(total: int, weights: Sequence[int]) -> tuple[Yen, ...]:
    """Divide whole yen by weights, largest remainder first, ties to the earlier share.

    The shares always sum to `total`. Raises ValueError where the weights sum to nothing.
    """
    if not can_weigh(weights):
        msg = "weights must be zero or more, and not all zero"
        raise ValueError(msg)
    if weights.count(0) == len(weights) - 1:
        return tuple(Yen(total if weight else 0) for weight in weights)
    magnitude, whole = abs(total), sum(weights)
    shares = [magnitude * weight // whole for weight in weights]
    left = magnitude - sum(shares)
    if left:
        by_remainder = sorted(range(len(weights)), key=lambda i: -(magnitude * weights[i] % whole))
        for i in by_remainder[:left]:
            shares[i] += 1
    return tuple(Yen(share if total >= 0 else -share) for share in shares)
