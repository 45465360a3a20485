"""What a change since a revision does to contracts: a row for each that it touches, and their sums."""

from typing import NamedTuple

from sangaku_price.assurance.attribution import LineMove, lines_alone, planned_total
from sangaku_price.assurance.difference import Difference
from sangaku_price.language.text import Text
from sangaku_price.quotation.values import Quote
from sangaku_price.toml.problems import Problem

ADDED, REMOVED, RENAMED, CHANGED, MOVED = "added", "removed", "renamed", "changed", "moved"
"""What became of a contract: `moved` by what it names, though its own file stands still."""


class GateMove(NamedTuple):
    """A gate that denies or warns on one side only."""

    code: str
    level: str
    is_new: bool
    """Whether it is met no more, and not met again."""


class Row(NamedTuple):
    """A contract of the report."""

    name: str
    """Its file from the working folder; of one that was removed, where it was."""
    old_name: str | None
    """Where it was, if it was renamed."""
    what: str
    before: Quote | None
    after: Quote | None
    difference: Difference | None
    """What moved and why, where both sides can be priced and compared."""
    gates: tuple[GateMove, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Why it could not be priced or compared."""

    @property
    def total(self) -> int:
        """Yen by which the total with tax moved; 0 where it is not known."""
        return 0 if self.problems else _total(self.after) - _total(self.before)

    @property
    def contingent(self) -> int:
        """Yen by which the contingent money, at most, moved; 0 where it is not known."""
        return 0 if self.problems else _contingent(self.after) - _contingent(self.before)

    @property
    def planned(self) -> int:
        """Yen by which the planned years moved; 0 where it is not known."""
        return 0 if self.problems else _planned(self.after) - _planned(self.before)

    @property
    def lines(self) -> tuple[LineMove, ...]:
        """The lines that are not the same on both sides; all of a contract that is on one side alone."""
        if self.problems:
            return ()
        if self.difference is not None:
            return self.difference.lines
        quote = self.after or self.before
        return lines_alone(quote, is_new=self.after is not None) if quote else ()

    @property
    def moves_nothing(self) -> bool:
        """Whether no figure is another, whatever was written otherwise."""
        parts = self.difference.parts if self.difference else ()
        is_still = self.difference is not None and not any(
            part.total or part.contingent or part.planned for part in parts
        )
        return is_still and not self.lines and not self.gates and not self.problems

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs that a reader of prices has to know."""
        same = self.difference is not None and self.difference.is_empty
        return same and not self.gates and not self.problems


class RevisionDifference(NamedTuple):
    """What a change does to every contract that it touches."""

    revision: str
    commit: str
    rows: tuple[Row, ...]
    """Mistakes first, then the largest change first."""
    remarks: tuple[Text, ...]
    read: int
    """Objects of the repository that were read."""

    @property
    def compared(self) -> tuple[Row, ...]:
        """The rows without mistakes: those of which the sums are made."""
        return tuple(row for row in self.rows if not row.problems)

    @property
    def sums(self) -> tuple[int, int, int, int]:
        """Total with tax before and after, contingent money at most before and after, of what was compared."""
        rows = self.compared
        totals = (sum(_total(row.before) for row in rows), sum(_total(row.after) for row in rows))
        return (*totals, sum(_contingent(row.before) for row in rows), sum(_contingent(row.after) for row in rows))

    @property
    def planned(self) -> tuple[int, int] | None:
        """The planned years before and after, of what was compared; None where no contract has any."""
        quotes = [(row.before, row.after) for row in self.compared]
        if not any(quote and quote.totals.planned is not None for pair in quotes for quote in pair):
            return None
        return sum(_planned(old) for old, _ in quotes), sum(_planned(new) for _, new in quotes)

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return all(row.is_empty for row in self.rows)

    @property
    def has_mistakes(self) -> bool:
        """Whether a contract could not be priced or compared."""
        return any(row.problems for row in self.rows)


def _total(quote: Quote | None) -> int:
    return quote.totals.total if quote else 0


def _contingent(quote: Quote | None) -> int:
    return quote.totals.contingent.maximum if quote else 0


def _planned(quote: Quote | None) -> int:
    return planned_total(quote) if quote else 0
