"""The time that a contract promises of each person: from which month to which, how much of it."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from sangaku_price.contract.entry import Asked, Entry
from sangaku_price.items.involvement import Involvement, involved_hours
from sangaku_price.loading.loaded import Loaded
from sangaku_price.months import fiscal_year_label, fiscal_years, months_between, touched_months


class Time(NamedTuple):
    """What one entry promises of one person."""

    who: str | None
    """As the file writes it; None where it names nobody."""
    file: str
    entry: str
    effort: Fraction | None
    """A share of the total working time in each of the months; None where the entry gives hours alone."""
    hours: Fraction | None
    """Over all the months; None where they are not known."""
    first: int
    """The first month, counted from year 0: 12 × year + month − 1."""
    months: int
    """Calendar months that the promise touches."""


def times_of(loaded: Loaded) -> Iterator[Time]:
    """The promises of a contract, whatever the scenario: time is promised by the file, and charged by the scenario."""
    for asked in loaded.contract.entries:
        effort, hours = getattr(asked.entry, "effort", None), _hours(asked, loaded)
        if asked.table == "direct" or (effort is None and hours is None):
            continue
        first, last = _span(asked.entry, loaded)
        touched = touched_months(first, last)
        told = getattr(asked.entry, "months", None)
        kept = touched if told is None else min(touched, max(1, -(-told.numerator // told.denominator)))
        who = getattr(asked.entry, "who", None)
        yield Time(who, loaded.source.name, asked.id, effort, hours, month_of(first), kept)


def month_of(day: date) -> int:
    """A month as a number: 12 × year + month − 1."""
    return 12 * day.year + day.month - 1


def _hours(asked: Asked[Entry], loaded: Loaded) -> Fraction | None:
    if not isinstance(asked.entry, Involvement):
        return None
    first, last = _span(asked.entry, loaded)
    return involved_hours(asked.entry, Fraction(months_between(first, last)))


def _span(entry: Entry, loaded: Loaded) -> tuple[date, date]:
    """The days of the contract, or of the fiscal year that the entry names."""
    head = loaded.contract.terms
    if entry.fiscal_year is None:
        return head.start, head.end
    label = fiscal_year_label(entry.fiscal_year)
    return next((one.start, one.end) for one in fiscal_years(head.start, head.end) if one.label == label)
