"""Japanese numerals and days: what is written is read again, what is no number is none."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangaku_price.language.eras import days_in, in_era, in_west
from sangaku_price.language.numerals import MOST, formal, full_width, half_width, in_myriads, number_in

NUMBERS = {
    "1,234,567": 1_234_567,
    "１，２３４千": 1_234_000,
    "12百万": 12_000_000,
    "1億2,345万6,789": 123_456_789,
    "1.5億": 150_000_000,
    "7.5": Fraction(15, 2),
    "百二十三万": 1_230_000,
    "壱百弐拾参万四千五百六拾七": 1_234_567,
    "壹阡".replace("阡", "仟"): 1000,
    "金".replace("金", "参拾萬"): 300_000,
    "二〇二六": 2026,
    "千": 1000,
    "十": 10,
}


@pytest.mark.parametrize(("words", "number"), NUMBERS.items())
def test_a_numeral_is_read_however_it_is_written(words, number):
    assert number_in(words) == number


@pytest.mark.parametrize("words", ["", "円", "万", "1,23", "千千", "二三百", "3万2億", "12,34万", "1..2"])
def test_what_is_no_number_is_none(words):
    assert number_in(words) is None


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"),
        (10, "壱拾"),
        (1_234_567, "壱百弐拾参万四千五百六拾七"),
        (20_300, "弐万参百"),
        (10**8, "壱億"),
        (10**12 + 1, "壱兆壱"),
    ],
)
def test_an_amount_in_formal_numerals(number, words):
    assert formal(number) == words


@given(st.integers(0, MOST - 1))
def test_what_is_written_is_read_again(number):
    assert number_in(formal(number)) == number_in(in_myriads(number)) == number_in(f"{number:,}") == number
    assert number_in(full_width(f"{number:,}")) == number


@pytest.mark.parametrize("number", [-1, MOST])
def test_what_has_no_formal_numeral_is_refused(number):
    with pytest.raises(ValueError, match="no numeral"):
        formal(number)


@pytest.mark.parametrize(
    ("number", "words"), [(1_234_567, "123万4,567"), (250_000_000, "2億5,000万"), (0, "0"), (-15_000, "-1万5,000")]
)
def test_an_amount_in_myriads_loses_nothing(number, words):
    assert in_myriads(number) == words


def test_widths_change_letter_by_letter():
    words = "￥１，２３４　ABC％（年）"
    assert half_width(words) == "¥1,234 ABC%(年)"
    assert len(half_width(words)) == len(words)
    assert half_width(full_width("10 % ¥5")) == "10 % ¥5"


DAYS = {
    "令和8年10月15日": date(2026, 10, 15),
    "令和元年５月１日": date(2019, 5, 1),
    "令和八年十月十五日": date(2026, 10, 15),
    "平成31年4月30日": date(2019, 4, 30),
    "２０２６年１０月１５日": date(2026, 10, 15),
    "二〇二六年十二月三十一日": date(2026, 12, 31),
    "2026年 10月 1日": date(2026, 10, 1),
    "2026/10/01": date(2026, 10, 1),
    "2026-10-01": date(2026, 10, 1),
    "R8.4.1": date(2026, 4, 1),
    "2026年2月30日": None,
}


@pytest.mark.parametrize(("words", "day"), DAYS.items())
def test_a_day_is_read_however_it_is_written(words, day):
    (found,) = days_in(half_width(f"は{words}とする"))
    assert found.day == day


@pytest.mark.parametrize("words", ["075-753-1234", "2026年度", "第2026/10", "1.2.3", "令和8年10月", "T1234567890123"])
def test_what_is_no_day_is_none(words):
    assert list(days_in(words)) == []


@given(st.dates(date(2019, 5, 1), date(2099, 12, 31)))
def test_a_day_that_is_written_is_read_again(day):
    assert [found.day for found in days_in(f"{in_era(day)}、{in_west(day)}、{day}")] == [day] * 3


def test_the_first_year_of_an_era_has_a_name():
    assert in_era(date(2019, 5, 1)) == "令和元年5月1日"
    assert in_era(date(2019, 4, 30)) == "平成31年4月30日"
