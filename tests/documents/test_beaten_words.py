"""Rules that did not decide, in the words of a page for who reads Japanese alone."""

import pytest

from sangaku_price.documents.beaten_words import beaten_words
from sangaku_price.language.calendar import Calendar


def name_of(ident: str) -> str:
    return {"indirect": "間接経費"}.get(ident, ident)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("indirect –2023-03-31 10%", "間接経費（2023年3月31日まで） 10%"),
        ("indirect 2007-04-01–2019-03-31 10%", "間接経費（2007年4月1日から2019年3月31日まで） 10%"),
        ("indirect 2022-04-01–", "間接経費（2022年4月1日から）"),
        ("indirect always 12.5%", "間接経費（期間の定めなし） 12.5%"),
        ("overhead.indirect.case.1.rate 30%", "間接経費（overhead.indirect.case.1.rate） 30%"),
        ("case 2 が先に成立", "第2の場合が先に成立"),
        ("研究開始日 2021-07-01 に効力がない", "研究開始日 2021年7月1日に効力がない"),
        (
            "対象の契約種別: commissioned-research, academic-consulting",
            "対象の契約種別: 受託研究, 学術コンサルティング",
        ),
        ("より新しい規則が優先: indirect 2022-04-01– 30%", "より新しい規則が優先: 間接経費（2022年4月1日から） 30%"),
        ("company-size = large", "「企業規模」が大企業"),
        ("startup = false", "「スタートアップ」が非該当"),
        ("company-size, startup が書かれていない", "「企業規模」「スタートアップ」の記載がない"),
        (
            "base = 1,234,567 は条件（at-least 500,000, below 1,000,000）に合わない",
            "算定の基礎1,234,567円は条件（500,000円以上、1,000,000円未満）に合わない",
        ),
        ("months = 18 は条件（at-most 12）に合わない", "月数18か月は条件（12か月以下）に合わない"),
        ("2026-13-99", "2026-13-99"),
    ],
)
def test_a_rule_that_did_not_decide_is_told_in_words(words, told):
    assert beaten_words(words, name_of, Calendar()) == told


def test_years_of_the_era_are_kept():
    assert beaten_words("indirect 2022-04-01–", name_of, Calendar(era=True)) == "間接経費（令和4年4月1日から）"
