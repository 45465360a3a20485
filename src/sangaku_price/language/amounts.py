"""Amounts as people type them: 6,000,000, 6_000_000, ６００万, 1億2,000万円."""

import re
from fractions import Fraction
from unicodedata import normalize

UNITS = {"億": 10**8, "百万": 10**6, "万": 10**4, "千": 10**3, "": 1}
"""What follows a number, the largest first, in which order an amount has them."""
LONGEST = 40
"""Characters beyond which no amount is looked for."""
_PART = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+(?:_[0-9]+)*)(\.[0-9]+)?(億|百万|万|千|)")


def whole_yen(words: str) -> int | None:
    """The whole number that words are; None where they are none, or no whole one."""
    if len(words) > LONGEST:
        return None
    rest = "".join(normalize("NFKC", words).split()).removeprefix("¥").removesuffix("円")
    total, least = Fraction(0), None
    while rest:
        found = _PART.match(rest)
        unit = UNITS[found[3]] if found else 0
        if found is None or (least is not None and unit >= least):
            return None
        total += Fraction(found[1].replace(",", "").replace("_", "") + (found[2] or "")) * unit
        rest, least = rest[found.end() :], unit
    return int(total) if least is not None and total.denominator == 1 else None
