"""What stands beside the price: who bears what, what the parties bring, what people have of it. Plain frozen values."""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple


class CostShares(NamedTuple):
    """Who bears how much of the fixed lines, in the contract's tax basis."""

    company: int
    university: int
    grant: int
    """What the lines use of it."""


class Brought(NamedTuple):
    """What a party brings in kind; it is never added to money."""

    party: str
    item: str
    worth: int | None
    """In yen, where somebody says it."""
    note: str | None


class Appointment(NamedTuple):
    """What a cross-appointment leaves to whom, in whole yen over its months."""

    id: str
    who: str | None
    effort: Fraction
    university: int
    """What the university goes on bearing of the salary."""
    company: int
    """What the company bears: its share of the salary, and the allowance; insurance apart."""
    allowance: int
    """What of it is paid on top of the salary."""
    researcher: int
    """What the researcher is paid by both."""


class Allocated(NamedTuple):
    """Where one line goes inside the university."""

    line: str
    period: str | None
    rule: str | None
    """None where no rule names the line."""
    amounts: Mapping[str, int]
    """By place, in whole yen."""
    unallocated: int
