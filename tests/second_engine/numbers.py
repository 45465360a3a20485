"""Whole yen, months and fiscal years, in the second engine's own arithmetic."""

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction


def rate_of(written):
    """`"30%"`, `"30/130"`, 0.30 or 0."""
    if not isinstance(written, str):
        return Fraction(written)
    if written.endswith("%"):
        return Fraction(Decimal(written[:-1])) / 100
    over, under = written.split("/")
    return Fraction(int(over), int(under))


def whole(exact, mode="down", unit=1):
    """To a multiple of the unit, by the magnitude of the amount."""
    count, rest = divmod(abs(exact), unit)
    more = {"down": False, "nearest": rest * 2 >= unit, "up": rest != 0}[mode]
    return (int(count) + more) * unit * (-1 if exact < 0 else 1)


def can_divide(weights):
    """Whether the weights say how to divide."""
    return sum(weights) > 0 and all(weight >= 0 for weight in weights)


def divide(amount, weights):
    """By largest remainder: yen are handed out one by one to whom most is owed, the earlier where it is the same."""
    size, all_weights = abs(amount), sum(weights)
    shares = [int(Fraction(size * weight, all_weights)) for weight in weights]
    owed = [Fraction(size * weight, all_weights) - share for weight, share in zip(weights, shares, strict=True)]
    for _ in range(size - sum(shares)):
        most = owed.index(max(owed))
        shares[most] += 1
        owed[most] = Fraction(-1)
    return [share if amount >= 0 else -share for share in shares]


def year_of(day):
    """The fiscal year: it begins in April."""
    return (day - timedelta(days=90 if monthrange(day.year, 2)[1] == 28 else 91)).year


def years_between(first, last):
    """For each fiscal year that is touched: its number, and its first and last day that count."""
    found = []
    for year in range(year_of(first), year_of(last) + 1):
        begin, end = date(year, 4, 1), date(year + 1, 3, 31)
        found.append((year, max(begin, first), min(end, last)))
    return found


def months_counted(first, last):
    """By article 143 of the Civil Code: full months first, then one more for what is begun."""
    count, day = 0, first
    while day <= last:
        count += 1
        months = first.month - 1 + count
        year, month = first.year + months // 12, months % 12 + 1
        length = monthrange(year, month)[1]
        day = date(year, month, first.day) if first.day <= length else date(year, month, length) + timedelta(days=1)
    return count


def months_touched(first, last, begin, end):
    """Calendar months that lie, with one day at least, in both spans."""
    first, last = max(first, begin), min(last, end)
    return 0 if first > last else (last.year * 12 + last.month) - (first.year * 12 + first.month) + 1
