"""Where each line goes inside: under the first rule that names it, cited if it is used."""

from fractions import Fraction

import pytest

from raw_pricing import priced
from ruled import HEAD
from sangaku_price.money import DOWN, Mode, Rounding
from sangaku_price.pricing.allocation import divided
from sangaku_price.toml.divisions import Division


def test_only_rules_that_name_a_line_are_cited_with_their_places_and_every_line_adds_up():
    raw = {
        "format": 1,
        "contract": HEAD,
        "direct": [{"id": "d", "amount": 100}, {"id": "e", "amount": 7}],
        "overhead": [{"id": "o", "rate": "10%", "base": ["d"], "method": "on-base"}],
        "waiver": [{"id": "w", "line": "o", "amount": 3, "reason": "協議"}],
        "allocation": [
            {"of": ["resident"], "to": {"受入": 1}},
            {"of": ["o"], "to": {"本部": 1, "部局": 1}},
            {"of": ["d"], "to": {"部局": 1}},
        ],
    }
    quote = priced(raw)
    table = quote.allocation
    assert table.places == ("本部", "部局")
    assert [one.key for one in table.sources] == ["allocation.2.to", "allocation.3.to"]
    assert [(one.line, one.rule, dict(one.amounts), one.unallocated) for one in table.rows] == [
        ("d", "allocation.3", {"部局": 100}, 0),
        ("e", None, {}, 7),
        ("o", "allocation.2", {"本部": 5, "部局": 5}, 0),
        ("w", "allocation.2", {"本部": -2, "部局": -1}, 0),
    ]
    assert [one.message.en for one in quote.notes if one.code == "unallocated"] == [
        "no rule of allocation names 7 yen of the price"
    ]


@pytest.mark.parametrize(
    ("amount", "rounding", "parts"),
    [
        (101, DOWN, (30, 71)),
        (-101, DOWN, (-30, -71)),
        (101, Rounding(100, Mode.UP), (100, 1)),
        (-101, Rounding(100, Mode.UP), (-100, -1)),
        (7, Rounding(100, Mode.UP), (7, 0)),
        (-7, Rounding(100, Mode.UP), (-7, 0)),
        (0, Rounding(100, Mode.UP), (0, 0)),
    ],
)
def test_a_share_is_rounded_by_its_magnitude_and_never_more_than_there_is(amount, rounding, parts):
    assert divided(amount, Division(("甲", "乙"), (), (Fraction(3, 10), None)), rounding) == parts
