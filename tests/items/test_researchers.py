"""The time of people: involvement, backfill, cross-appointment, and when a tariff says what they cost."""

from decimal import Decimal
from fractions import Fraction

import pytest

from raw_pricing import priced
from ruled import HEAD, entry_of, terms_of
from sangaku_price.items.backfill import capped, price_backfill
from sangaku_price.items.cross_appointment import Parts, divided, kept, parts_of
from sangaku_price.items.direct import is_published as is_guidance_published
from sangaku_price.items.involvement import cost_of_time, involved_hours, is_published
from sangaku_price.language.text import Text
from sangaku_price.quotation.derivation import line_sum, walk
from sangaku_price.tariff.fee_rules import RatesRule

YEAR = Fraction(12)
APPOINTMENT = {"base": 900, "assessed": 1_000, "effort": "20%"}


def asked_of(table, **entry):
    return entry_of(terms_of(**{table: [entry]}), table)


# -- involvement ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "hours", "cost"),
    [
        ({"hours": 7, "hourly-rate": 1}, 7, None),
        ({"hours": 7, "hourly-rate": 1, "cost-rate": 300}, 7, 2_100),
        ({"effort": "10%", "annual-hours": 1_801, "hourly-rate": 1}, Fraction(1801, 10), None),
        ({"effort": "10%", "annual-hours": 1_801, "months": 5, "hourly-rate": 1}, Fraction(1801, 24), None),
        ({"effort": "10%", "annual-hours": 1_801, "months": 5, "hourly-rate": 1, "cost-rate": 24}, Fraction(1801, 24), 1_801),
        ({"effort": "10%", "annual-cost": 6_001}, None, Fraction(6001, 10)),
        ({"effort": "10%", "annual-cost": 6_001, "months": 5}, None, Fraction(6001, 24)),
        ({"effort": 0, "annual-cost": 6_001}, None, 0),
    ],
)  # fmt: skip
def test_hours_and_cost_of_a_persons_time(entry, hours, cost):
    asked = asked_of("involvement", **entry)
    assert involved_hours(asked.entry, YEAR) == hours
    assert cost_of_time(asked.entry, YEAR) == cost


def test_the_months_of_the_contract_are_taken_where_the_entry_names_none():
    entry = asked_of("involvement", effort="10%", **{"annual-cost": 6_001}).entry
    assert cost_of_time(entry, Fraction(6)) == Fraction(6001, 20)


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ({"hours": 7, "hourly-rate": 0}, False),
        ({"effort": "10%", "annual-cost": 6_001}, False),
        ({"hours": 7, "rank": "professor"}, True),
    ],
)
def test_the_tariff_says_what_time_costs_where_the_entry_does_not(entry, told):
    rates = {"rates": [{"hourly": {"any": 1_000}}], "overhead": [{"id": "o", "amount": 0}]}
    terms = terms_of(rates, involvement=[entry])
    assert isinstance(terms.rules.rates, RatesRule)
    assert is_published(entry_of(terms, "involvement").entry) is told


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ({"category": "guidance", "hours": 7}, True),
        ({"category": "guidance", "quantity": 7}, True),
        ({"category": "guidance", "hours": 7, "hourly-rate": 5}, False),
        ({"category": "guidance", "quantity": 7, "unit-price": 5}, False),
        ({"category": "guidance", "amount": 7}, False),
        ({"amount": 7}, False),
    ],
)
def test_the_tariff_says_what_an_hour_of_guidance_costs_where_the_entry_does_not(entry, told):
    rates = {"rates": [{"hourly": {"any": 1_000}}], "overhead": [{"id": "o", "amount": 0}]}
    assert is_guidance_published(entry_of(terms_of(rates, direct=[entry]), "direct").entry) is told


@pytest.mark.parametrize(
    ("entry", "hourly", "count", "price"),
    [
        ({"hours": 3, "hourly-rate": 10_001}, 10_001, "direct.1.hours", "direct.1.hourly-rate"),
        ({"quantity": 3, "unit-price": 10_001}, 10_001, "direct.1.quantity", "direct.1.unit-price"),
    ],
)
def test_guidance_is_written_in_hours_or_in_units_and_cited_where_it_stands(entry, hourly, count, price):
    quote = priced(
        {
            "format": 1,
            "contract": HEAD,
            "direct": [{"category": "guidance", **entry}],
            "overhead": [{"id": "none", "amount": 0}],
        }
    )
    line = next(one for one in quote.lines if one.id == "direct.1")
    assert (line.amount, line.quantity, line.unit_price, line.unit) == (30_003, 3, hourly, "時間")
    assert [one.key for one in walk(line.steps[0]) if one.key] == [count, price]
    assert [one.key for one in line.sources if one.key and one.key.startswith("direct")] == [price]


# -- backfill ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("direct", "amounts", "codes"), [(600, [100, 200], []), (598, [100, 199], ["backfill-capped"] * 2)]
)
def test_backfills_at_the_cap_are_not_cut_and_a_yen_above_it_they_are(direct, amounts, codes):
    terms = terms_of(backfill=[{"amount": 100}, {"amount": 200}])
    drafts = [draft for asked in terms.contract.of("backfill") for draft in price_backfill(asked, terms, None)]
    found = capped(drafts, Fraction(1, 2), line_sum(direct, ["direct.1"], Text("直接経費", "direct cost")))
    assert [one.step.value for one in found] == amounts
    assert [note.code for one in found for note in one.notes] == codes


# -- cross-appointment ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "parts"),
    [
        ({}, (180, 20, 720)),
        ({"assessed": 900}, (180, 0, 720)),
        ({"assessed": 800}, (180, 0, 720)),
        ({"months": 5}, (75, Fraction(25, 3), 300)),
        ({"effort": "100%"}, (900, 100, 0)),
    ],
)
def test_two_employers_and_a_researcher_share_the_pay_by_effort_and_a_company_that_would_pay_less_pays_no_less(
    more, parts
):
    assert parts_of(asked_of("cross-appointment", **{**APPOINTMENT, **more}).entry, YEAR) == Parts(
        *map(Fraction, parts)
    )


def test_parts_of_an_appointment_are_whole_yen_that_add_up_to_the_line():
    assert divided(83, Parts(Fraction(75), Fraction(25, 3), Fraction(300))) == (75, 8)
    assert divided(10, Parts(Fraction(7, 2), Fraction(13, 2), Fraction(0))) == (4, 6)
    assert divided(11, Parts(Fraction(11, 2), Fraction(11, 2), Fraction(0))) == (6, 5)
    assert divided(0, Parts(Fraction(0), Fraction(0), Fraction(5))) == (0, 0)
    assert kept(Parts(Fraction(0), Fraction(0), Fraction(1441, 2))) == 720


@pytest.mark.parametrize("who", [None, "山田"])
def test_the_months_and_the_effort_of_an_appointment_stand_in_its_derivation(who):
    named = {} if who is None else {"who": who}
    entry = {"id": "x", **APPOINTMENT, "months": 5, "insurance-rate": "15%", **named}
    quote = priced(
        {"format": 1, "contract": HEAD, "cross-appointment": [entry], "overhead": [{"id": "none", "amount": 0}]}
    )
    line, insurance = (next(one for one in quote.lines if one.id == ident) for ident in ("x", "x/insurance"))
    assert (line.amount, insurance.amount, line.tax_category, insurance.tax_category) == (
        83,
        12,
        "out-of-scope",
        "out-of-scope",
    )
    keys = [one.key for one in walk(line.steps[0]) if one.key]
    assert keys == [f"cross-appointment.x.{key}" for key in ("base", "assessed", "effort", "months")]
    assert all(one.private for one in walk(line.steps[0]) if one.key in keys[:2])
    assert ("山田" in line.label.en, "山田" in insurance.label.en) == (who is not None,) * 2
    assert "20%" in line.label.en


# -- labels --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "entry", "label"),
    [
        ("involvement", {"hours": 1, "hourly-rate": 1}, "pay for involvement time"),
        ("involvement", {"hours": 1, "hourly-rate": 1, "rank": "professor"}, "pay for involvement time (professor)"),
        ("involvement", {"hours": 1, "hourly-rate": 1, "rank": "技師"}, "pay for involvement time (技師)"),
        (
            "involvement",
            {"hours": 1, "hourly-rate": 1, "rank": "student", "who": "山田"},
            "pay for involvement time (山田)",
        ),
        ("backfill", {"amount": 1}, "backfill of duties"),
        ("backfill", {"amount": 1, "mode": "hire"}, "backfill of duties (substitute hired)"),
        ("backfill", {"hours": 1, "hourly-rate": 1, "mode": "internal"}, "backfill of duties (colleague)"),
        ("backfill", {"amount": 1, "mode": "hire", "who": "山田"}, "backfill of duties (山田)"),
        ("management", {"amount": 1}, "research management"),
        ("management", {"hours": 1, "hourly-rate": 1, "who": "山田"}, "research management (山田)"),
    ],
)
def test_who_does_it_stands_in_the_label_else_in_which_rank_or_manner(table, entry, label):
    quote = priced(
        {"format": 1, "contract": HEAD, table: [{"id": "x", **entry}], "overhead": [{"id": "none", "amount": 0}]}
    )
    (line,) = (one for one in quote.lines if one.id == "x")
    assert line.label.en == label


@pytest.mark.parametrize(
    ("table", "entry", "quantity", "unit", "price"),
    [
        ("involvement", {"hours": 3, "hourly-rate": 5}, 3, "時間", 5),
        ("involvement", {"effort": "10%", "annual-hours": 1_801, "hourly-rate": 5}, Fraction(1801, 10), "時間", 5),
        ("involvement", {"effort": "10%", "annual-cost": 1_801}, None, None, None),
        ("backfill", {"hours": 3, "hourly-rate": 5}, 3, "時間", 5),
        ("backfill", {"amount": 3}, None, None, None),
        ("management", {"hours": 3, "hourly-rate": 5}, 3, "時間", 5),
        ("management", {"amount": 3}, None, None, None),
        ("direct", {"quantity": 3, "unit": "g", "unit-price": 5}, 3, "g", 5),
        ("direct", {"amount": 3}, None, None, None),
    ],
)
def test_quantity_unit_and_price_stand_beside_what_is_computed_of_them(table, entry, quantity, unit, price):
    quote = priced(
        {"format": 1, "contract": HEAD, table: [{"id": "x", **entry}], "overhead": [{"id": "none", "amount": 0}]}
    )
    (line,) = (one for one in quote.lines if one.id == "x")
    assert (line.quantity, line.unit, line.unit_price) == (quantity, unit, price)


@pytest.mark.parametrize(
    ("more", "amount"),
    [({}, 1_000), ({"multiplier": 3}, 3_000), ({"multiplier": 0}, 0), ({"multiplier": Decimal("1.5")}, 1_500)],
)
def test_a_multiplier_is_one_factor_more(more, amount):
    for time in ({"hours": 2, "hourly-rate": 500}, {"effort": "10%", "annual-cost": 10_000}):
        entry = {"id": "x", **time, **more}
        quote = priced(
            {"format": 1, "contract": HEAD, "involvement": [entry], "overhead": [{"id": "none", "amount": 0}]}
        )
        (line,) = (one for one in quote.lines if one.id == "x")
        assert line.amount == amount
        assert any(one.key == "involvement.x.multiplier" for one in walk(line.steps[0])) is bool(more)
        assert [one.key for one in walk(line.steps[0]) if one.private] == (
            ["involvement.x.annual-cost"] if "effort" in time else []
        )
