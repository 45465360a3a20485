"""What one overhead comes to, by period and over the contract, and what its derivation shows."""

from datetime import date
from fractions import Fraction

import pytest

from ruled import base_of, keys_of, overhead_of, words_of
from sangaku_price.rules.terms import Unpriceable

INCLUSIVE = {"tax": "inclusive"}
RATE = {"id": "o", "rate": "10%", "base": ["direct"]}
UNIT = {"id": "o", "unit-price": 1_100, "unit": "m2"}
BANDS = {"id": "o", "base": ["direct"], "bands": [{"to": 600, "rate": "30%"}, {"rate": "10%"}]}
EIGHTEEN_MONTHS = {"start": date(2026, 4, 1), "end": date(2027, 9, 30)}


@pytest.mark.parametrize(
    ("rule", "own", "by_lines", "over_contract"),
    [
        ({**RATE, "rate": "12.5%"}, None, 125, 125),
        ({**RATE, "rate": "10.05%"}, None, 100, Fraction(201, 2)),
        ({**RATE, "method": "of-total", "rate": "10%"}, None, 111, Fraction(1000, 9)),
        ({**RATE, "floor": 220, **INCLUSIVE}, None, 200, 200),
        ({**RATE, "cap": 55, **INCLUSIVE}, None, 50, 50),
        ({"id": "o", "amount": 111, **INCLUSIVE}, None, 100, Fraction(1110, 11)),
        ({"id": "o", "amount": 111, **INCLUSIVE}, {"amount": 111}, 111, 111),
        ({"id": "o", "amount": 111, **INCLUSIVE, "floor": 500, "base": ["direct"], "rate": None}, None, 100, Fraction(1110, 11)),
        ({**UNIT, **INCLUSIVE}, {"quantity": 7}, 7_000, 7_000),
        ({**UNIT, **INCLUSIVE}, {"quantity": 7, "unit-price": 1_100, "reason": "協議"}, 7_700, 7_700),
        ({**UNIT, **INCLUSIVE, "floor": 11_000}, {"quantity": 7}, 10_000, 10_000),
        ({**UNIT, **INCLUSIVE, "cap": 5_500}, {"quantity": 7}, 5_000, 5_000),
        ({**UNIT, **INCLUSIVE, "floor": 11_000}, {"quantity": 0}, 0, 0),
        (BANDS, None, 220, 220),
    ],
)  # fmt: skip
def test_the_sum_of_the_lines_is_what_it_comes_to_over_the_contract_rounded_once(rule, own, by_lines, over_contract):
    given = {key: value for key, value in rule.items() if value is not None}
    asked = None if own is None else {"id": "o", **own}
    pricing = overhead_of(given, own=asked)
    decision = pricing.decide(pricing.rule)
    steps, _ = pricing.amounts.derivations(decision)
    assert [step.value for step in steps] == [by_lines]
    assert overhead_of(given, own=asked).amounts.over_contract(decision).value == over_contract


@pytest.mark.parametrize("base", [0, 600, 601])
def test_bands_in_the_basis_of_the_contract_show_no_conversion_and_only_the_bands_that_are_reached(base):
    pricing = overhead_of(BANDS, base=base_of(base))
    steps, rate = pricing.amounts.derivations(pricing.decide(pricing.rule))
    assert rate is None
    assert "tax basis" not in words_of(steps[0])
    reached = {0: ["1.rate"], 600: ["1.rate"], 601: ["1.to", "1.rate", "2.rate"]}[base]
    assert keys_of(steps[0]) == [f"overhead.o.bands.{key}" for key in reached]
    assert steps[0].value == {0: 0, 600: 180, 601: 180}[base]


def test_bands_in_another_basis_are_measured_there_and_come_back():
    pricing = overhead_of({**BANDS, **INCLUSIVE}, base=base_of(1001))
    decision = pricing.decide(pricing.rule)
    # with tax 1,101.1: 180 of the first 600, 50.11 of the rest; without tax 230.11 / 1.1
    assert pricing.amounts.over_contract(decision).value == Fraction(23011, 110)
    (step,), _ = pricing.amounts.derivations(decision)
    assert step.value == 209
    assert words_of(step).count("tax basis") == 2


def test_a_limit_that_falls_on_half_a_yen_becomes_whole_yen_and_a_whole_one_stays_as_it_stands():
    half = overhead_of({**RATE, "floor": 5_001, "per": "year"}, contract=EIGHTEEN_MONTHS)
    (step,), _ = half.amounts.derivations(half.decide(half.rule))
    assert step.value == 7_501  # 5,001 × 18/12 is 7,501.5
    whole = overhead_of({**RATE, "floor": 5_000, "per": "year"}, contract=EIGHTEEN_MONTHS)
    (step,), _ = whole.amounts.derivations(whole.decide(whole.rule))
    assert step.value == 7_500
    assert step.args[1].op == "mul"


@pytest.mark.parametrize(
    ("rule", "own", "unit"),
    [
        ({"id": "o", "unit-price": 20, "quantity": "involvement-hours"}, None, "hours"),
        ({"id": "o", "unit-price": 20, "quantity": "involvement-hours", "unit": "時"}, None, "時"),
        ({"id": "o", "unit-price": 20, "unit": "m2"}, {"quantity": 7}, "m2"),
    ],
)
def test_a_quantity_has_the_unit_of_the_rule_else_hours_of_involvement(rule, own, unit):
    pricing = overhead_of(rule, own=None if own is None else {"id": "o", **own}, hours=7)
    (step,), _ = pricing.amounts.derivations(pricing.decide(pricing.rule))
    assert step.value == 140
    assert [one.unit for one in step.args[0].args] == ["yen", unit]


def test_an_own_amount_without_a_unit_has_a_quantity_without_one():
    pricing = overhead_of(None, own={"id": "o", "unit-price": 20, "quantity": 7})
    (step,), _ = pricing.amounts.derivations(pricing.decide(pricing.rule))
    assert [one.unit for one in step.args[0].args] == ["yen", ""]


@pytest.mark.parametrize("ask", ["derivations", "over_contract"])
def test_bands_have_no_total_whichever_way_they_are_asked(ask):
    own = {"id": "o", "base": ["direct"], "method": "of-total", "bands": [{"to": 600, "rate": "30%"}, {"rate": "10%"}]}
    pricing = overhead_of(None, own=own)
    with pytest.raises(Unpriceable) as refusal:
        getattr(pricing.amounts, ask)(pricing.decide(pricing.rule))
    assert [(one.code, one.path) for one in refusal.value.problems] == [("bands-of-total", "overhead.o.bands")]
