"""Amounts as people type them."""

import pytest

from sangaku_price.language.amounts import whole_yen


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("6000000", 6_000_000),
        ("6_000_000", 6_000_000),
        ("6,000,000", 6_000_000),
        ("６，０００，０００", 6_000_000),
        ("６００万", 6_000_000),
        ("600万円", 6_000_000),
        (" 6百万 円", 6_000_000),
        ("¥6,000,000", 6_000_000),
        ("1億2,000万", 120_000_000),
        ("1.5億", 150_000_000),
        ("2万3千", 23_000),
        ("12万3456", 123_456),
        ("0", 0),
    ],
)
def test_an_amount_is_understood_however_it_is_typed(words, amount):
    assert whole_yen(words) == amount


@pytest.mark.parametrize(
    "words",
    ["", "円", "万", "6,00,000", "6,0000", "1万2億", "1万2万", "0.5", "1__0", "_1", "-1", "+1", "1e6", "30%", "1" * 41],
)
def test_what_is_no_whole_amount_is_none(words):
    assert whole_yen(words) is None
