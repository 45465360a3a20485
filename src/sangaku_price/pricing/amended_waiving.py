"""Waivers of a changed contract: on what lines are over all periods, less what was waived of them before."""

from collections.abc import Sequence
from typing import cast

from sangaku_price.contract.entry import Asked, Entry
from sangaku_price.items.waiver import Waiver
from sangaku_price.money import together
from sangaku_price.pricing.amended_words import direct_part
from sangaku_price.pricing.waiving import Waiving
from sangaku_price.quotation.derivation import split_fee
from sangaku_price.quotation.values import Line


class WholeLines(Waiving):
    """Waivers of what lines are over all periods: a change may be below zero in one of them."""

    def lines_waived(self, asked: Asked[Waiver]) -> Sequence[Line]:
        """The line that a waiver names, whole; of a split fee with the parts of the whole."""
        lines = super().lines_waived(asked)
        if len(lines) < 2:  # noqa: PLR2004 - one period
            return lines
        amount, direct = sum(line.amount for line in lines), direct_part(lines)
        split = () if direct is None else (split_fee(amount, (direct, amount - direct)),)
        return [lines[0]._replace(amount=together(amount), steps=(*lines[0].steps[:1], *split))]


def same_waiver(asked: Asked[Entry], old: Asked[Entry] | None) -> bool:
    """Whether as much is waived of the same line as before."""
    if old is None:
        return False
    one, other = cast("Waiver", asked.entry), cast("Waiver", old.entry)
    return (one.amount, one.percent, one.line) == (other.amount, other.percent, other.line)
