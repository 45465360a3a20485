"""The amounts, rates and days that a text states, as agreements write them.

第5条, 1名, 別表1, telephone numbers and 1円未満の端数 are no amounts. A number without 円 is taken for an amount where
its digits stand in groups of three and no other unit follows.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from sangaku_price.language.eras import days_in
from sangaku_price.language.numerals import DIGITS, MYRIADS, TENS, half_width, number_in

_SIGNS = "".join((*DIGITS, *TENS, *MYRIADS))
_RUN = f"[0-9{_SIGNS}](?:[0-9,.{_SIGNS}]*[0-9{_SIGNS}])?"
_ONLY_UNITS = re.compile(f"[{''.join((*TENS, *MYRIADS))}]+")
_NO_YEN = "滑卓高安形周柱盤板筒陣満弧熟環心"
"""What makes another word of 円."""
_OTHER_UNITS = (
    "時間|人日|人|名|件|部|個|台|回|日|月|か月|ヶ月|カ月|ケ月|年|号|条|%|倍|点|頁|ページ|字|本|枚|株|工数|ドル|ユーロ"
    "|km|mm|cm|m|㎡|平方|平米|坪|kW|kg|mg|g|t|L|℃|h"
)
_LESS = r"(?<![0-9])[-−▲△]\s?"
"""A sign before an amount; ¥1,000- ends in one that is none."""
_AMOUNT = re.compile(
    rf"(?P<minus>{_LESS})?(?P<before>金\s?|¥\s?)?(?P<run>{_RUN})\s?(?P<yen>円(?![{_NO_YEN}])|圓)(?P<after>\s?也)?"
    rf"|(?P<sign>{_LESS})?¥\s?(?P<marked>{_RUN})"
    rf"|(?<![0-9,.])(?P<less>{_LESS})?(?P<bare>[0-9]{{1,3}}(?:,[0-9]{{3}})+)(?![0-9,.])(?!\s?(?:{_OTHER_UNITS}))"
)
_ROUNDED = re.compile(r"\s?(?:未満|単位|以下の?端数|の端数)")
_PERCENT = re.compile(
    rf"(?P<percent>{_RUN})\s?(?:%|パーセント)"
    rf"|(?P<whole>10{{1,3}}|十|百|千)分の(?P<parts>{_RUN})"
    rf"|(?P<tenths>[0-9{_SIGNS}]{{1,3}})割(?:(?P<hundredths>[0-9{_SIGNS}])分)?(?!り)"
)
_UNIT = re.compile(r"単位\s?[:;]?\s?[(]?\s?(千円|万円|百万円|円)|[(]\s?(千円|万円|百万円)\s?[)]")
_UNITS: Mapping[str, int] = {"円": 1, "千円": 1000, "万円": 10_000, "百万円": 1_000_000}


class Sort(StrEnum):
    """What a figure is."""

    AMOUNT = "amount"
    RATE = "rate"
    DAY = "day"


class Figure(NamedTuple):
    """A figure that stands in a text."""

    sort: Sort
    start: int
    end: int
    value: Fraction | date | None
    """None where it cannot be read, though it is written as one."""
    is_bare: bool = False
    """Whether it is an amount by its groups alone, so that a table may count it in thousands."""


def figures_in(words: str) -> Iterator[Figure]:
    """Every figure of a text, days first; positions are those of the text."""
    text = half_width(words)
    for day in days_in(text):
        yield Figure(Sort.DAY, day.start, day.end, day.day)
        text = f"{text[: day.start]}{' ' * (day.end - day.start)}{text[day.end :]}"
    for rate in _PERCENT.finditer(text):
        yield Figure(Sort.RATE, rate.start(), rate.end(), _rate(rate))
    for found in _AMOUNT.finditer(text):
        if not _is_other(found, text):
            run = found["run"] or found["marked"] or found["bare"]
            value = number_in(run)
            is_less = found["minus"] or found["sign"] or found["less"]
            signed = -value if value is not None and is_less else value
            yield Figure(Sort.AMOUNT, found.start(), found.end(), signed, found["bare"] is not None)


def _is_other(found: re.Match[str], text: str) -> bool:
    """Whether what looks like an amount is a rounding (千円未満), the unit of a table (千円), or 一円 in words."""
    run, formal = found["run"], found["before"] or found["after"]
    if run is None or formal:
        return False
    return bool(_ROUNDED.match(text, found.end()) or _ONLY_UNITS.fullmatch(run) or run == "一")


def _rate(found: re.Match[str]) -> Fraction | None:
    if found["percent"]:
        number = number_in(found["percent"])
        return None if number is None else number / 100
    if found["parts"]:
        whole, parts = number_in(found["whole"]), number_in(found["parts"])
        return None if whole is None or parts is None else parts / whole
    tenths, hundredths = number_in(found["tenths"]), number_in(found["hundredths"] or "0")
    return None if tenths is None or hundredths is None else tenths / 10 + hundredths / 100


def unit_told(words: str) -> int | None:
    """In which unit a table says that its amounts are: 単位：千円."""
    found = _UNIT.search(half_width(words))
    return None if found is None else _UNITS[found[1] or found[2]]
