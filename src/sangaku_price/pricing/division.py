"""What is owed, divided in whole yen over payers, and what each owes over payments. Pure; sums that always add up.

Amounts stand by tax category, for tax is made of each category's sum; each is divided apart, by largest remainder, ties
to the first in the file. A negative amount is divided as its magnitude is.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple, TypeVar

Owed = Mapping[str, int]
"""Whole yen by tax category."""
K = TypeVar("K", bound=Hashable)
N = TypeVar("N", int, Fraction)


class Portion(NamedTuple):
    """What a payment takes: a share of the whole, an amount, or with neither the rest."""

    share: Fraction | None = None
    amount: int | None = None

    @property
    def is_rest(self) -> bool:
        """Whether it takes what the others leave."""
        return self.share is None and self.amount is None


REST = Portion()
"""All that others leave."""


def whole_shares(shares: Sequence[Fraction | None]) -> list[Fraction]:
    """Shares of which None is the rest."""
    rest = 1 - sum((share for share in shares if share is not None), Fraction(0))
    return [rest if share is None else share for share in shares]


def over_payers(shared: Owed, taken: Sequence[Owed], shares: Sequence[Fraction | None]) -> tuple[Owed, ...]:
    """What each payer owes: its share of what is shared, and the lines that it takes whole.

    A share of None is the rest. The shares make one, where anything is shared.
    """
    parts = whole_shares(shares)
    owed = [dict(own) for own in taken]
    for category, amount in shared.items():
        if amount:
            for mine, yen in zip(owed, divided(amount, [amount * part for part in parts]), strict=True):
                mine[category] = mine.get(category, 0) + yen
    return tuple(owed)


def over_payments(
    owed: Sequence[Mapping[K, int]], portions: Sequence[Portion]
) -> tuple[tuple[Mapping[K, int], ...], ...]:
    """What each payer pays with each payment: of every payer a tuple of as many as there are payments.

    Amounts come first, in the file's order: each is divided over payers and categories by what they still owe. The
    other payments divide what is left of each, the shares being of the whole; the rest is exactly what they leave.
    """
    cells = {(i, category): amount for i, one in enumerate(owed) for category, amount in one.items() if amount}
    paid: dict[tuple[int, K], list[int]] = {cell: [0] * len(portions) for cell in cells}
    left = dict(cells)
    for number, one in enumerate(portions):
        if one.amount is not None:
            for cell, yen in zip(left, by_weight(one.amount, list(left.values())), strict=True):
                paid[cell][number] = yen
                left[cell] -= yen
    others = [number for number, one in enumerate(portions) if one.amount is None]
    for cell, amount in left.items() if others else ():
        parts = _exact_parts(cells[cell], amount, [portions[number] for number in others])
        for number, yen in zip(others, divided(amount, parts), strict=True):
            paid[cell][number] = yen
    numbers = range(len(portions))
    return tuple(
        tuple({category: paid[i, category][number] for category in one if (i, category) in paid} for number in numbers)
        for i, one in enumerate(owed)
    )


def _exact_parts(owed: int, left: int, portions: Sequence[Portion]) -> list[Fraction]:
    """What shares and the rest are exactly of one payer's category, together `left`.

    An amount is whole yen and so may have taken up to a yen too much of it for the rest, or where there is no rest for
    the shares: they give way in proportion.
    """
    parts = [owed * one.share if one.share is not None else Fraction(0) for one in portions]
    shared = sum(parts, Fraction(0))
    rest = left - shared
    if any(one.is_rest for one in portions) and rest * owed >= 0:
        return [rest if one.is_rest else part for one, part in zip(portions, parts, strict=True)]
    if shared:
        return [part * left / shared for part in parts]
    return [Fraction(left) if i == 0 else Fraction(0) for i in range(len(portions))]


def by_weight(amount: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Whole yen divided in proportion to weights, which may be negative, but not together zero if there is any yen."""
    whole = sum(weights)
    if not amount:
        return (0,) * len(weights)
    return divided(amount, [Fraction(amount * weight, whole) for weight in weights])


def divided(amount: int, parts: Sequence[Fraction]) -> tuple[int, ...]:
    """Whole yen for exact parts that sum to `amount`: largest remainder first, ties to the earlier part."""
    sign = -1 if amount < 0 else 1
    exact = [sign * part for part in parts]
    yen = [part.numerator // part.denominator for part in exact]
    order = sorted(range(len(parts)), key=lambda i: (yen[i] - exact[i], i))
    for i in order[: abs(amount) - sum(yen)]:
        yen[i] += 1
    return tuple(sign * one for one in yen)


def added(each: Iterable[Mapping[K, N]]) -> dict[K, N]:
    """Several amounts by category, or by another key, as one."""
    found: dict[K, N] = {}
    for one in each:
        for key, amount in one.items():
            found[key] = found[key] + amount if key in found else amount
    return found
