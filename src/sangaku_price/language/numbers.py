"""The one way in which numbers are written: for people, and exactly for machines."""

from fractions import Fraction


def yen(amount: int) -> str:
    """Whole yen in groups of three digits."""
    return f"{amount:,}"


def plain(number: Fraction | int) -> str:
    """A number for machines: its decimal where it ends, else the reduced fraction."""
    digits = _decimal_places(number)
    if digits is None:
        return f"{number.numerator}/{number.denominator}"
    return _decimal(number, digits)


def exact(number: Fraction | int) -> str:
    """A reduced fraction, or the whole number: `2678865/2`."""
    return str(number)


def figure(number: Fraction | int) -> str:
    """A number for people: grouped, with its decimals where they end, else as a fraction."""
    if number.denominator == 1:
        return yen(number.numerator)
    digits = _decimal_places(number)
    if digits is None:
        return f"{number.numerator:,}/{number.denominator:,}"
    whole, dot, rest = _decimal(number, digits).partition(".")
    return f"{int(whole):,}{dot}{rest}" if int(whole) else f"{whole}{dot}{rest}"


def percent(rate: Fraction | int) -> str:
    """A rate for people: `30%`; as a fraction where the per cent do not end, `3/13`."""
    digits = _decimal_places(rate * 100)
    if digits is None:
        return f"{rate.numerator}/{rate.denominator}"
    return f"{_decimal(rate * 100, digits)}%"


def _decimal_places(number: Fraction | int) -> int | None:
    """Decimal places needed to write the number exactly; None where the decimal does not end."""
    rest, twos, fives = number.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def _decimal(number: Fraction | int, digits: int) -> str:
    if not digits:
        return str(number.numerator)
    scaled = abs(number.numerator) * 10**digits // number.denominator
    text = str(scaled).rjust(digits + 1, "0")
    sign = "-" if number < 0 else ""
    return f"{sign}{text[:-digits]}.{text[-digits:]}"
