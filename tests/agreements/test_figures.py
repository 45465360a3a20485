"""What is an amount, a rate or a day in the words of an agreement, and what only looks like one."""

from datetime import date
from fractions import Fraction

import pytest

from sangaku_price.agreements.figures import Sort, figures_in, unit_told

AMOUNTS = {
    "金１，２３４，５６７円也": 1_234_567,
    "金 1,234,567 円": 1_234_567,
    "¥1,234,567-": 1_234_567,
    "￥１２３": 123,
    "1,234千円": 1_234_000,
    "123万4,567円": 1_234_567,
    "2億円": 200_000_000,
    "1.5億円": 150_000_000,
    "百二十三万四千五百六十七円": 1_234_567,
    "金壱百弐拾参万四千五百六拾七円也": 1_234_567,
    "金壱阡".replace("壱阡", "壱仟") + "円也": 1000,
    "合計 1,234,567": 1_234_567,
    "△572,254円": -572_254,
    "▲ 1,000": -1000,
    "1,23,456円": None,
}
NO_AMOUNTS = (
    "第5条",
    "第1,000号",
    "1名",
    "別表1",
    "075-753-1234",
    "〒606-8501",
    "T1234567890123",
    "1,860時間",
    "2,000 ㎡",
    "1円未満の端数",
    "千円単位とする",
    "（千円）",
    "地域一円の",
    "円滑に",
    "第十条",
    "2026年度",
    "10円滑",
)
RATES = {
    "30%": Fraction(3, 10),
    "年１４．５％": Fraction(29, 200),
    "30パーセント": Fraction(3, 10),
    "100分の30": Fraction(3, 10),
    "百分の三十": Fraction(3, 10),
    "3割": Fraction(3, 10),
    "2割5分": Fraction(1, 4),
    "三割": Fraction(3, 10),
}


def test_the_dash_that_closes_an_amount_is_no_sign_of_the_next():
    words = "¥1,000- ¥2,000-、-¥3,000"
    amounts = [(words[one.start : one.end], one.value) for one in figures_in(words)]
    assert amounts == [("¥1,000", 1000), ("¥2,000", 2000), ("-¥3,000", -3000)]


def found(words, sort):
    return [one.value for one in figures_in(words) if one.sort is sort]


@pytest.mark.parametrize(("words", "amount"), AMOUNTS.items())
def test_an_amount_is_found_however_it_is_written(words, amount):
    assert found(words, Sort.AMOUNT) == [amount]


@pytest.mark.parametrize("words", NO_AMOUNTS)
def test_what_only_looks_like_an_amount_is_none(words):
    assert found(words, Sort.AMOUNT) == []


@pytest.mark.parametrize(("words", "rate"), RATES.items())
def test_a_rate_is_found_however_it_is_written(words, rate):
    assert found(words, Sort.RATE) == [rate]


def test_a_role_is_no_rate():
    assert found("役割を担う。割引はない。", Sort.RATE) == []


def test_a_day_is_no_amount_and_every_figure_has_its_place():
    words = "令和８年１０月１５日から1,000円（うち10％）"
    figures = list(figures_in(words))
    assert [words[one.start : one.end] for one in figures] == ["令和８年１０月１５日", "10％", "1,000円"]
    assert figures[0].value == date(2026, 10, 15)


@pytest.mark.parametrize(
    ("words", "unit"),
    [("（単位：千円）", 1000), ("単位　百万円", 1_000_000), ("金額（万円）", 10_000), ("単位：円", 1), ("金額", None)],
)
def test_the_unit_of_a_table_is_what_it_says(words, unit):
    assert unit_told(words) == unit
