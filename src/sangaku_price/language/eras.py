"""Days as Japanese documents write them: 令和8年10月15日, ２０２６年１０月１５日, R8.10.15."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from sangaku_price.language.calendar import ERAS, Calendar
from sangaku_price.language.enums import Lang
from sangaku_price.language.numerals import number_in
from sangaku_price.language.text import say

BEFORE: Mapping[str, int] = {
    **{name: first.year - 1 for first, name in ERAS},
    "昭和": 1925,
    "R": 2018,
    "H": 1988,
    "S": 1925,
}
"""The year before the first of each era."""
_N = r"[0-9〇零一二三四五六七八九十]"
_DAY = re.compile(
    rf"(?P<era>令和|平成|昭和)\s?(?P<year>元|{_N}{{1,3}})\s?年\s?(?P<month>{_N}{{1,3}})\s?月\s?(?P<day>{_N}{{1,4}})\s?日"
    rf"|(?<!{_N})(?P<y>[12][0-9]{{3}}|[一二][〇零一二三四五六七八九]{{3}})\s?年\s?(?P<m>{_N}{{1,3}})\s?月\s?(?P<d>{_N}{{1,4}})\s?日"
    r"|(?<![0-9./-])(?P<wy>[12][0-9]{3})(?P<s>[/.-])(?P<wm>[0-9]{1,2})(?P=s)(?P<wd>[0-9]{1,2})(?![0-9./-]?[0-9])"
    r"|(?<![A-Za-z0-9])(?P<re>[RHS])(?P<ry>[0-9]{1,2})\.(?P<rm>[0-9]{1,2})\.(?P<rd>[0-9]{1,2})(?![0-9])"
)


class DayFound(NamedTuple):
    """A day that stands in a text."""

    start: int
    end: int
    day: date | None
    """None where there is no such day: 2月30日."""


def in_era(day: date) -> str:
    """令和8年10月15日; before the eras that are known, the western year. The first year is 元年."""
    return say(Calendar(era=True).day(day), Lang.JA)


def in_west(day: date) -> str:
    """2026年10月15日."""
    return say(Calendar().day(day), Lang.JA)


def days_in(words: str) -> Iterator[DayFound]:
    """Every day that is written in a text of half width."""
    for found in _DAY.finditer(words):
        era, year, month, day = _parts(found)
        yield DayFound(found.start(), found.end(), _day(era, year, month, day))


def _parts(found: re.Match[str]) -> tuple[str, str, str, str]:
    for era, *keys in (("era", "year", "month", "day"), ("", "y", "m", "d"), ("", "wy", "wm", "wd")):
        if found[keys[0]]:
            return found[era] if era else "", found[keys[0]], found[keys[1]], found[keys[2]]
    return found["re"], found["ry"], found["rm"], found["rd"]


def _day(era: str, *parts: str) -> date | None:
    year, month, day = (number_in("1" if part == "元" else part) for part in parts)
    if year is None or month is None or day is None:
        return None
    try:
        return date(int(year) + BEFORE.get(era, 0), int(month), int(day))
    except ValueError:
        return None
