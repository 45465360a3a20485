"""Days, spans and fiscal years as an office writes them: 2027年4月1日から2028年9月30日まで, or in years of the era."""

from datetime import date
from typing import NamedTuple

from sangaku_price.language.enums import Lang
from sangaku_price.language.text import Text, in_words_alone, own, say

ERAS = ((date(2019, 5, 1), "令和"), (date(1989, 1, 8), "平成"))
"""The first day of each era, the latest first (元号を改める政令, 平成31年政令第143号 and 昭和64年政令第1号)."""
_DAY = Text("{year}年{month}月{day}日", "{iso}")
_SPAN = Text("{start}から{end}まで", "{start} – {end}")
_TERM = Text("{span}（{months}）", "{span} ({months})")
_YEAR = Text("{year}年度", "FY{western}")
FIRST_MONTH = 4
"""The month in which a fiscal year begins."""


class Calendar(NamedTuple):
    """How Japanese days are counted: in western years, or in those of the era."""

    era: bool = False

    def day(self, day: date) -> Text:
        """2027年4月1日, or 令和9年4月1日."""
        return _DAY.filled(year=self._year(day), month=day.month, day=day.day, iso=day)

    def span(self, start: date, end: date) -> Text:
        """From the first day to the last, both included."""
        return _SPAN.filled(start=self.day(start), end=self.day(end))

    def shown(self, words: Text, lang: Lang) -> str:
        """A day or a span on a page: year first, which both read, where the page is in both languages."""
        return words.en if lang is Lang.BOTH and not self.era else say(words, lang)

    def in_column(self, day: date | None, lang: Lang) -> str:
        """A day in a column of days: nothing where the column has it year first."""
        return say(self.day(day), lang) if day is not None and in_words_alone(lang) else ""

    def term(self, span: Text, months: Text, lang: Lang) -> str:
        """A contract's period with its length; the length in both languages where the days need no words."""
        if lang is Lang.BOTH and not self.era:
            return f"{span.en} ({say(months, lang)})"
        return say(_TERM.filled(span=span, months=months), lang)

    def period(self, label: str | None) -> Text:
        """A period of a quote as people name it: 2026年度."""
        if label is None:
            return own("")
        if label == "contract":
            return Text("契約期間", "contract period")
        if label.startswith("FY") and label[2:].isascii() and label[2:].isdigit():
            return _YEAR.filled(year=self._year_of(label[2:]), western=label[2:])
        return own(label)

    def dated(self, words: str) -> Text:
        """The day of a document, or as much of it as is known: 2024年12月, 2024年."""
        day = as_day(words)
        if day is not None:
            return self.day(day)
        year, _, month = words.partition("-")
        first = as_day(f"{year}-{month or '01'}-01")
        if first is None:
            return own(words)
        return Text(f"{self._year(first)}年{f'{first.month}月' if month else ''}", words)

    def _year_of(self, year: str) -> str:
        """The year of a fiscal year; an era that begins within it is not its name."""
        inside = date.min.year <= int(year) <= date.max.year
        return self._year(date(int(year), FIRST_MONTH, 1)) if self.era and inside else year

    def _year(self, day: date) -> str:
        """The year of a day, 元年 for the first of an era; before the eras that are known, the western one."""
        for first, name in ERAS if self.era else ():
            if day >= first:
                year = day.year - first.year + 1
                return f"{name}{'元' if year == 1 else year}"
        return str(day.year)


def as_day(words: str) -> date | None:
    """The day that words are, 2026-10-01; None for other words."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None
