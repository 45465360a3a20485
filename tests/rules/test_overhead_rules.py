"""What decides an overhead: the contract's own price, the norm, and its cases."""

import pytest

from ruled import overhead_of
from sangaku_price.rules.overhead_rules import case_of, norm_of

RULE = {"id": "o", "rate": "10%", "base": ["direct"]}
LONG = {"months": {"above": 1}}
BANDS = [{"to": 600, "rate": "30%"}, {"rate": "20%"}]


@pytest.mark.parametrize("price", [{"rate": "30%"}, {"bands": BANDS}])
def test_a_rate_of_the_contract_takes_the_place_of_a_case_that_says_another(price):
    pricing = overhead_of({**RULE, "case": [{"when": LONG, **price}]}, own={"id": "o", "rate": "5%", "reason": "協議"})
    assert pricing.rule.case == ()
    (line,) = pricing.lines()
    assert line.amount == 50


def test_a_rate_of_the_contract_keeps_a_case_that_says_only_a_limit():
    pricing = overhead_of(
        {**RULE, "case": [{"when": LONG, "floor": 70}]}, own={"id": "o", "rate": "5%", "reason": "協議"}
    )
    assert [case.floor for case in pricing.rule.case] == [70]
    (line,) = pricing.lines()
    assert line.amount == 70


def test_a_price_of_the_contract_takes_the_place_of_one_to_be_negotiated():
    rule = {"id": "o", "negotiated": True, "base": ["direct"]}
    pricing = overhead_of(rule, own={"id": "o", "rate": "5%"})
    assert not pricing.rule.negotiated
    assert norm_of(pricing.rule).key == "rate"
    assert norm_of(pricing.charged.published).value == 0


def test_of_bands_the_highest_rate_is_told_and_bands_are_told_as_bands():
    norm = norm_of(overhead_of({"id": "o", "bands": BANDS, "base": ["direct"]}).rule)
    assert (norm.key, norm.value * 100, norm.path) == ("bands", 30, "overhead.o.bands")


def test_what_a_case_leaves_open_is_the_norms():
    rule = {**RULE, "bound": "at-least", "floor": 5, "cap": 900}
    cases = [
        {"when": LONG, "rate": "20%"},
        {"when": LONG, "floor": 6, "per": "year", "bound": "at-most"},
        {"when": LONG, "negotiated": True},
    ]
    priced = overhead_of({**rule, "case": cases}).rule
    plain, limited, negotiated = (case_of(priced, case, number) for number, case in enumerate(priced.case, 1))
    assert [one.bound for one in (plain, limited, negotiated)] == ["at-least", "at-most", "at-least"]
    assert [one.per for one in (plain, limited)] == ["contract", "year"]
    assert [(one.key, one.yen, one.path, one.per) for one in plain.limits] == [
        ("floor", 5, "overhead.o.floor", "contract"),
        ("cap", 900, "overhead.o.cap", "contract"),
    ]
    assert [(one.key, one.yen, one.path, one.per) for one in limited.limits] == [
        ("floor", 6, "overhead.o.case.2.floor", "year"),
        ("cap", 900, "overhead.o.cap", "contract"),
    ]
    assert (negotiated.key, negotiated.value) == ("negotiated", 0)


def test_a_limit_of_a_case_without_a_period_is_for_that_of_the_rule():
    priced = overhead_of({**RULE, "per": "month", "case": [{"when": LONG, "floor": 6}]}).rule
    assert [one.per for one in case_of(priced, priced.case[0], 1).limits] == ["month"]
