"""How likely a line is to be paid: probabilities with their gates multiplied, and the outcomes of a royalty.

A probability is meant given that what the entry comes `after` has happened. Nothing is assumed: where one is missing,
the entry that lacks it is named.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from sangaku_price.contract.entry import Asked, Entry
from sangaku_price.items.success import Success
from sangaku_price.items.use import Use, payoffs
from sangaku_price.money import Exact
from sangaku_price.months import labelled_year
from sangaku_price.quotation.values import Line


class Chances(NamedTuple):
    """The entries of a contract by id, and the entry that each line comes from."""

    entries: Mapping[str, Asked[Entry]]
    asked_of: Mapping[str, str]

    def expectation(self, line: Line) -> tuple[Exact | None, str]:
        """What a line is expected to be, exactly; or None, and the entry that lacks a probability."""
        asked = self.entries[self.asked_of[line.reduces or line.id]]
        probability, missing = self.chance(asked)
        if probability is None:
            return None, missing
        outcomes = payoffs(asked.entry) if isinstance(asked.entry, Use) and line.id.endswith("/royalty") else ()
        if not outcomes:
            return line.amount * probability, ""
        year = labelled_year(line.period or "")
        return probability * sum((one.probability * one.amounts[year] for one in outcomes), Fraction(0)), ""

    def chance(self, asked: Asked[Entry]) -> tuple[Exact | None, str]:
        """The probability of an entry with its gates multiplied; or None, and the entry that lacks one."""
        probability: Exact = 1
        here: Asked[Entry] | None = asked
        while here is not None:
            own = own_chance(here.entry, gate=here is not asked)
            if own is None:
                return None, here.id
            probability *= own
            here = self.entries.get(getattr(here.entry, "after", None) or "")
        return probability, ""


def own_chance(entry: Entry, *, gate: bool) -> Fraction | None:
    """An entry's own probability, given what it comes after; None where it is uncertain and none is told.

    As the `gate` of another a certain entry is 1, and so is a royalty whose outcomes say what is uncertain of it.
    """
    match entry:
        case Success():
            return entry.probability
        case Use() if entry.probability is not None:
            return entry.probability
        case Use() if (gate or entry.outcome) and not entry.conditional and entry.after is None:
            return Fraction(1)
        case Use():
            return None
        case _:
            return Fraction(1)
