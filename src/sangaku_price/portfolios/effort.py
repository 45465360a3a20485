"""エフォートの確保: what is promised of each person, by fiscal year, over all contracts of a portfolio.

A person is known by the name that a file gives, whatever its widths and spaces. Efforts of the same month add up; above
the limit in any month they are denied. The effort of a year is the mean of its twelve months. Hours stand beside it;
without the hours of a year they say nothing of a share, and are not made one.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from sangaku_price.documents.cells import Kind, Value
from sangaku_price.documents.records import Field, Named, Records
from sangaku_price.language.calendar import Calendar
from sangaku_price.language.text import Text
from sangaku_price.months import fiscal_year_label
from sangaku_price.portfolios.people import Time

ALL = Fraction(1)
"""The whole of somebody's working time."""
TITLE = Text("エフォート", "Effort")
FIELDS = (
    Field("who", Text("氏名", "who")),
    Field("fiscal_year", Text("年度", "fiscal year")),
    Field("contracts", Text("件数", "contracts"), Kind.NUMBER, whole=True),
    Field("hours", Text("時間", "hours"), Kind.NUMBER),
    Field("effort", Text("年間のエフォート", "effort of the year"), Kind.RATE),
    Field("highest", Text("最も多い月", "highest month"), Kind.RATE),
    Field("month", Text("その月", "which")),
    Field("months_above", Text("限度を超える月数", "months above the limit"), Kind.NUMBER, whole=True),
    Field("alike", Text("同じ人かもしれない氏名", "perhaps the same person"), below=True),
    Field("files", Text("ファイル", "files"), below=True),
)
_TITLES = (
    "特任教授", "特命教授", "名誉教授", "客員教授", "准教授", "助教授", "教授", "講師", "助教", "助手", "研究員",
    "博士", "先生", "氏", "prof.", "professor", "dr.", "associateprofessor", "assistantprofessor",
)  # fmt: skip
_VARIANTS = str.maketrans("髙﨑齋斉齊邊邉澤廣國濵濱嶋嶌德", "高崎斎斎斎辺辺沢広国浜浜島島徳")
"""Characters of the same name that registers write in several ways."""


class Year(NamedTuple):
    """One person in one fiscal year."""

    who: str
    year: int
    files: tuple[str, ...]
    hours: Fraction | None
    effort: Fraction | None
    highest: Fraction | None
    month: str | None
    """The month of the highest effort: 2026-10."""
    above: int
    """Months in which the efforts are above the limit."""


class Efforts(NamedTuple):
    """Every person's years, and the people who may be one."""

    years: tuple[Year, ...]
    alike: dict[str, tuple[str, ...]]
    limit: Fraction

    @property
    def is_denied(self) -> bool:
        """Whether somebody is promised above the limit."""
        return any(year.above for year in self.years)


def efforts_of(times: Iterable[Time], limit: Fraction = ALL) -> Efforts:
    """Add up what is promised, person by person, month by month. Promises of nobody by name are left to the caller."""
    shown: dict[str, str] = {}
    kept: dict[tuple[str, int], list[tuple[Time, list[int]]]] = {}
    for time in times:
        if time.who is None:
            continue
        key = person(time.who)
        shown.setdefault(key, " ".join(time.who.split()))
        for year, months in _years(time):
            kept.setdefault((key, year), []).append((time, months))
    years = tuple(_year(shown[key], year, kept[key, year], limit) for key, year in sorted(kept))
    return Efforts(years, _alike(shown), limit)


def person(who: str) -> str:
    """A name without what files write differently: widths, spaces, case."""
    return "".join(unicodedata.normalize("NFKC", who).casefold().split())


def _years(time: Time) -> Iterator[tuple[int, list[int]]]:
    """The months of a promise, by their fiscal year."""
    found: dict[int, list[int]] = {}
    for month in range(time.first, time.first + time.months):
        found.setdefault((month - 3) // 12, []).append(month)  # from April on
    yield from found.items()


def _year(who: str, year: int, promises: list[tuple[Time, list[int]]], limit: Fraction) -> Year:
    by_month: dict[int, Fraction] = {}
    hours: Fraction | None = None
    for time, months in promises:
        if time.hours is not None:
            hours = (hours or Fraction(0)) + time.hours * len(months) / time.months
        for month in months if time.effort is not None else ():
            by_month[month] = by_month.get(month, Fraction(0)) + (time.effort or 0)
    files = tuple(dict.fromkeys(time.file for time, _ in promises))
    if not by_month:
        return Year(who, year, files, hours, None, None, None, 0)
    most = max(by_month, key=lambda month: (by_month[month], -month))
    mean = sum(by_month.values(), Fraction(0)) / 12
    above = sum(effort > limit for effort in by_month.values())
    return Year(who, year, files, hours, mean, by_month[most], f"{most // 12}-{most % 12 + 1:02}", above)


def _alike(shown: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """By each name shown, those that a title or the way in which a character is written sets apart from it."""
    cores: dict[str, list[str]] = {}
    for key, name in shown.items():
        cores.setdefault(_core(key), []).append(name)
    return {name: tuple(one for one in names if one != name) for names in cores.values() for name in names if names[1:]}


def _core(key: str) -> str:
    for title in _TITLES:
        stripped = key.removesuffix(title).removeprefix(title)
        if stripped and stripped != key:
            key = stripped
            break
    return key.translate(_VARIANTS)


def effort_records(found: Efforts) -> Records:
    """A record for each person and fiscal year."""
    return Records("effort", TITLE, FIELDS, tuple(tuple(_record(one, found)) for one in found.years))


def _record(one: Year, found: Efforts) -> Iterator[Value]:
    yield one.who
    yield fiscal_year_label(one.year)
    yield len(one.files)
    yield one.hours
    yield one.effort
    yield one.highest
    yield one.month and Named.of(one.month, Calendar().dated(one.month))
    yield one.above or None
    yield "; ".join(found.alike.get(one.who, ())) or None
    yield "; ".join(one.files)
