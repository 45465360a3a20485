"""What a company's researcher costs: steps of months, fiscal years, units, and fees in two parts."""

from datetime import date
from fractions import Fraction

import pytest

from ruled import entry_of, terms_of
from sangaku_price.items.resident import is_published, price_resident
from sangaku_price.rules.terms import Unpriceable

STEPS = {"6": 100, "12": 190}
SPLIT = {"6": {"direct": 90, "indirect": 10}, "12": {"direct": 190, "indirect": 0}}
THREE_YEARS = {"start": date(2026, 4, 1), "end": date(2029, 3, 31)}


def draft_of(rule, *, contract=THREE_YEARS, default=None, **entry):
    terms = terms_of({"resident": [rule]}, contract=contract, resident=[entry], default=default)
    (draft,) = price_resident(entry_of(terms, "resident"), terms, None)
    return draft


def until(year, month, day, **more):
    return {"to": date(year, month, day), **more}


@pytest.mark.parametrize(
    ("rule", "entry", "amount"),
    [
        ({"steps": STEPS}, until(2026, 9, 30), 100),
        ({"steps": STEPS}, until(2026, 10, 1), 190),
        ({"steps": STEPS}, until(2027, 3, 31), 190),
        ({"steps": STEPS, "every": 12}, until(2027, 4, 1), 290),
        ({"steps": STEPS, "every": 12}, until(2028, 3, 31), 380),
        ({"steps": STEPS, "every": 12}, until(2029, 3, 31), 570),
        ({"steps": STEPS, "counted": "fiscal-year"}, until(2027, 4, 1), 290),
        ({"steps": STEPS, "counted": "fiscal-year"}, {"from": date(2027, 3, 1), **until(2028, 3, 31)}, 290),
        ({"steps": STEPS, "counted": "fiscal-year"}, {"from": date(2026, 10, 1), **until(2027, 9, 30)}, 200),
        ({"steps": STEPS, "every": 12}, until(2026, 9, 30, people=3), 300),
        ({"unit-price": 7}, until(2027, 4, 1), 7),
        ({"unit-price": 7, "per": "month"}, until(2027, 4, 1), 91),
        ({"unit-price": 7, "per": "year"}, until(2027, 9, 30), 10),
        ({"unit-price": 7, "per": "fiscal-year"}, until(2027, 4, 1), 14),
        ({"unit-price": 0, "per": "month"}, until(2027, 4, 1), 0),
        ({"steps": {"12": 0}}, until(2026, 9, 30), 0),
    ],
)
def test_the_fee_of_a_stay(rule, entry, amount):
    draft = draft_of(rule, **entry)
    assert draft.step.value == amount
    assert (draft.quantity, draft.unit, draft.split) == (entry.get("people", 1), "人", None)
    assert (draft.first, draft.last) == (entry.get("from", date(2026, 4, 1)), entry["to"])


@pytest.mark.parametrize(
    ("entry", "split"),
    [(until(2026, 9, 30), (90, 10)), (until(2027, 3, 31), (190, 0)), (until(2027, 9, 30), (280, 10))],
)
def test_a_fee_in_two_parts_has_their_sums_as_weights_and_0_is_a_part(entry, split):
    draft = draft_of({"steps": SPLIT, "every": 12}, **entry)
    assert (draft.step.value, draft.split) == (sum(split), split)


def test_a_fee_of_which_only_one_step_is_split_is_not_split():
    draft = draft_of({"steps": {"6": 100, "12": SPLIT["12"]}, "every": 12}, **until(2027, 9, 30))
    assert (draft.step.value, draft.split) == (290, None)


@pytest.mark.parametrize(
    ("rule", "rounded"),
    [({"steps": {"12": 1_234}}, 1_121), ({"unit-price": 1_234, "per": "contract"}, 1_100)],
)
def test_a_published_fee_is_whole_yen_and_only_what_is_computed_takes_the_unit_of_the_rule(rule, rounded):
    rule = {**rule, "tax": "inclusive", "rounding": {"unit": 100, "mode": "down"}}
    draft = draft_of(rule, **until(2026, 9, 30))
    assert draft.step.value == rounded
    assert [one.code for one in draft.notes] == ["converted"]


@pytest.mark.parametrize(
    ("entry", "rule", "category"),
    [
        ({}, {}, "taxable"),
        ({}, {"tax-category": "out-of-scope"}, "out-of-scope"),
        ({"tax-category": "taxable"}, {"tax-category": "out-of-scope"}, "taxable"),
    ],
)
def test_the_tax_of_a_fee_is_that_of_the_entry_else_of_the_rule_else_of_the_contract(entry, rule, category):
    assert draft_of({"steps": STEPS, **rule}, **until(2026, 9, 30), **entry).tax_category == category


@pytest.mark.parametrize(
    ("rule", "entry", "label"),
    [
        ({}, {}, "researcher fee"),
        ({"name": {"ja": "受入料", "en": "hosting fee"}}, {}, "hosting fee"),
        ({"name": {"ja": "受入料", "en": "hosting fee"}}, {"item": "研究員"}, "研究員"),
        ({}, {"who": "山田"}, "researcher fee (山田)"),
    ],
)
def test_the_label_is_the_entrys_else_the_tariffs_else_the_usual(rule, entry, label):
    assert draft_of({"steps": STEPS, **rule}, **until(2026, 9, 30), **entry).label.en == label


@pytest.mark.parametrize(
    ("rule", "entry", "code"),
    [
        ({"steps": STEPS}, until(2027, 4, 1), "stay-too-long"),
        ({"steps": {"6": {"published": False}, "12": 190}}, until(2026, 9, 30), "fee-not-published"),
        ({"negotiated": True}, until(2026, 9, 30), "fee-negotiated"),
        ({"steps": STEPS}, {"from": date(2027, 4, 1), "fiscal-year": 2026}, "stay-empty"),
    ],
)
def test_a_stay_that_has_no_published_fee_is_refused(rule, entry, code):
    with pytest.raises(Unpriceable) as refusal:
        draft_of(rule, **entry)
    assert [one.code for one in refusal.value.problems] == [code]


def test_a_stay_of_one_day_has_a_fee():
    day = date(2026, 10, 1)
    assert draft_of({"steps": STEPS}, **{"from": day, "to": day}).step.value == 100


@pytest.mark.parametrize(("rule", "codes"), [({"steps": STEPS}, ["own-fee"]), ({"negotiated": True}, [])])
def test_a_fee_of_the_contract_is_said_to_stand_in_the_place_of_a_published_one(rule, codes):
    draft = draft_of(rule, fee=55, people=3, **until(2026, 9, 30))
    assert (draft.step.value, draft.quantity, draft.unit_price) == (165, 3, Fraction(55))
    assert [one.code for one in draft.notes] == codes


def test_without_a_tariff_the_fee_must_be_given_and_is_the_contracts():
    terms = terms_of(resident=[{"people": 2, "fee": 55}, {"id": "open", "people": 1}])
    own, unknown = terms.contract.of("resident")
    (draft,) = price_resident(own, terms, None)
    assert (draft.step.value, draft.notes) == (110, ())
    with pytest.raises(Unpriceable) as refusal:
        list(price_resident(unknown, terms, None))
    assert [(one.code, one.path) for one in refusal.value.problems] == [("no-fee", "resident.open.fee")]
    assert [is_published(one.entry) for one in (own, unknown)] == [False, True]


def test_the_steps_that_are_gone_through_are_shown_with_their_place():
    draft = draft_of({"steps": STEPS, "every": 12}, **until(2027, 4, 1))
    fees = draft.step.args[0].args[1].args
    assert [(one.key, one.value, one.name.en) for one in fees] == [
        ("resident.resident.steps.12", 190, "up to 12 months"),
        ("resident.resident.steps.6", 100, "up to 6 months"),
    ]
