"""How old a rule is: by the day of the document that it stands on, and by the day from which it applies."""

from calendar import monthrange
from datetime import date
from functools import cache

from sangaku_price.tariff.tables import SourceTable

YEARS = 5
"""Years after which a rule that nothing newer confirms is said to be old."""
_DECEMBER = 12


@cache
def last_day(dated: str) -> date:
    """The last day that a document may be of: of `2024-12` the 31st."""
    year, month, day = (*map(int, dated.split("-")), 0, 0)[:3]
    month = month or _DECEMBER
    return date(year, month, day or monthrange(year, month)[1])


def confirmed(source: SourceTable, since: date | None) -> date | None:
    """The newest day on which a rule is known to have been published; None where nothing tells."""
    days = [day for day in (since, last_day(source.dated) if source.dated else None) if day]
    return max(days, default=None)


def is_old(source: SourceTable, since: date | None, day: date) -> bool:
    """Whether more than five years lie between what is known of a rule and a day."""
    known = confirmed(source, since)
    return known is not None and (known.year + YEARS, known.month, known.day) < (day.year, day.month, day.day)
