"""Bars of one scale, made of characters that every page has; a terminal draws them as lines."""

from fractions import Fraction

from sangaku_price.documents.cells import Cell, Style, text

WIDTH = 24
"""Characters of the longest bar."""


def bar(amount: Fraction | int, most: Fraction | int, width: int = WIDTH) -> Cell:
    """A bar as long as the amount is of the most; what is above 0 has one character at least."""
    if amount <= 0 or most <= 0:
        return text("")
    length = max(1, int(Fraction(amount) * width // most))
    return text("=" * min(width, length), style=Style.RULE)
