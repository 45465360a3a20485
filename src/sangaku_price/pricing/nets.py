"""What is left of each line after what overheads have taken out of it: the sums that bases are made of.

Overheads that take something out of a base of many lines make a line for each of them; a base would be added up from
all of these again and again. So what is left is kept for each line, and a base is the sum of that.
"""

from collections.abc import Iterable, Iterator

from sangaku_price.pricing.posted import Posted
from sangaku_price.quotation.values import Line


class Net:
    """The lines of one id, with what is left of them."""

    __slots__ = ("by_period", "by_year", "ident", "posted")

    def __init__(self, posted: Posted) -> None:
        """Nothing is taken out yet."""
        self.ident = posted.lines[0].id
        self.posted = posted
        self.by_period: dict[str | None, int] = {line.period: line.amount for line in posted.lines}
        self.by_year: list[int] = list(posted.by_year)

    def left(self) -> Iterator[tuple[Line, int]]:
        """The lines, and what is left of each, where anything is."""
        for line in self.posted.lines:
            if (amount := self.by_period[line.period]) > 0:
                yield line, amount


class Nets:
    """What is left of every line that makes no other smaller."""

    __slots__ = ("by_id", "whole_of")

    def __init__(self) -> None:
        """No line is there yet."""
        self.by_id: dict[str, Net] = {}
        self.whole_of: dict[str, str] = {}
        """Of these lines and of what was taken out of them, in the order of the ledger, the id of the whole line."""

    def enter(self, posted: Posted) -> None:
        """Lines as they were priced."""
        net = Net(posted)
        self.by_id[net.ident] = net
        self.whole_of[net.ident] = net.ident

    def take(self, whole: str, posted: Posted) -> None:
        """What an overhead takes out of a line: a negative amount."""
        net = self.by_id[whole]
        self.whole_of[posted.lines[0].id] = whole
        for line in posted.lines:
            net.by_period[line.period] = net.by_period.get(line.period, 0) + line.amount
        net.by_year = [was + taken for was, taken in zip(net.by_year, posted.by_year, strict=True)]

    def ids_of(self, chosen: Iterable[Net]) -> tuple[str, ...]:
        """The ids of lines and of what was taken out of them, in the order of the ledger."""
        wholes = {net.ident for net in chosen}
        return tuple(ident for ident, whole in self.whole_of.items() if whole in wholes)
