"""Months and Japanese fiscal years.

Months are those of 民法143条 (Civil Code art. 143): counted from the first day, each ending on the day before the
corresponding day; where the corresponding day is absent, on the last day of the month. A begun month counts as one.
A fiscal year (年度) runs from April to March and is named by the year in which April falls.
"""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

APRIL = 4


class Period(NamedTuple):
    """A span that is invoiced at once; both days belong to it."""

    label: str
    start: date
    end: date


def fiscal_year(day: date) -> int:
    """The fiscal year (年度) a day belongs to."""
    return day.year if day.month >= APRIL else day.year - 1


def fiscal_year_label(year: int) -> str:
    """The name of a fiscal year as a period: `FY2026`."""
    return f"FY{year}"


def labelled_year(label: str) -> int:
    """The fiscal year of its name: 2026 of `FY2026`."""
    return int(label.removeprefix("FY"))


@lru_cache(maxsize=256)
def months_between(first: date, last: date) -> int:
    """Months from the first day to the last, both included, a begun month counting as one (民法143条)."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return months if last < _corresponding_day(first, last) else months + 1


def _corresponding_day(first: date, last: date) -> date:
    """The day in the last day's month on which a new month begins; past the month's end where it is absent."""
    days = monthrange(last.year, last.month)[1]
    if first.day <= days:
        return last.replace(day=first.day)
    return last.replace(day=days) + timedelta(days=1)


def touched_months(first: date, last: date) -> int:
    """Calendar months of which at least one day lies between the two days."""
    return (last.year - first.year) * 12 + last.month - first.month + 1


@lru_cache(maxsize=256)
def fiscal_years(first: date, last: date) -> tuple[Period, ...]:
    """The part of each fiscal year between the two days."""
    return tuple(
        Period(
            fiscal_year_label(year),
            max(first, date(year, APRIL, 1)),
            min(last, date(year + 1, APRIL, 1) - timedelta(days=1)),
        )
        for year in range(fiscal_year(first), fiscal_year(last) + 1)
    )


@lru_cache(maxsize=256)
def months_of(periods: tuple[Period, ...], first: date, last: date) -> tuple[int, ...]:
    """Calendar months that each of the periods and the span both touch."""
    return tuple(overlap(period, first, last) for period in periods)


def overlap(period: Period, first: date, last: date) -> int:
    """Calendar months touched by both the period and the span; 0 where they do not meet."""
    start, end = max(period.start, first), min(period.end, last)
    return touched_months(start, end) if start <= end else 0


def years_words(first: int, last: int) -> str:
    """Fiscal years from one to another: 2026–2028, or the one that both are."""
    return str(first) if first == last else f"{first}–{last}"
