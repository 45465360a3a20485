"""The small parts of pricing: whole yen for exact parts, weights below zero, tax, chances, what a day decides."""

from datetime import date
from fractions import Fraction

import pytest

from raw_pricing import priced
from ruled import HEAD, entry_of, terms_of
from sangaku_price.money import Mode, Rounding
from sangaku_price.pricing.bearers import Bearers
from sangaku_price.pricing.chances import own_chance
from sangaku_price.pricing.division import REST, Portion, added, by_weight, divided, over_payers, over_payments
from sangaku_price.pricing.net_years import shared
from sangaku_price.pricing.totals import overhead_rate, tax_line
from sangaku_price.toml.problems import BadFile

HALF, THIRD = Fraction(1, 2), Fraction(1, 3)
NONE = {"id": "none", "amount": 0}


# -- division ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "parts", "yen"),
    [
        (10, [THIRD * 10] * 3, (4, 3, 3)),
        (-10, [-THIRD * 10] * 3, (-4, -3, -3)),
        (5, [Fraction(7), Fraction(-2)], (7, -2)),
        (5, [Fraction(15, 2), Fraction(-5, 2)], (8, -3)),
        (-5, [Fraction(-15, 2), Fraction(5, 2)], (-8, 3)),
        (0, [HALF, -HALF], (1, -1)),
        (3, [Fraction(1, 4), Fraction(11, 4)], (0, 3)),
    ],
)
def test_whole_yen_for_exact_parts_go_to_the_largest_remainder_and_ties_to_the_earlier(amount, parts, yen):
    assert divided(amount, parts) == yen


@pytest.mark.parametrize(
    ("amount", "weights", "yen"),
    [
        (10, [1, 2], (3, 7)),
        (10, [3, -1], (15, -5)),
        (0, [0, 0], (0, 0)),
        (0, [3, -1], (0, 0)),
        (-10, [1, 2], (-3, -7)),
        (1, [1], (1,)),
    ],
)
def test_weights_divide_in_proportion_and_may_be_below_zero(amount, weights, yen):
    assert by_weight(amount, weights) == yen


@pytest.mark.parametrize(
    ("total", "weights", "yen"),
    [
        (10, [1, 2], (3, 7)),
        (10, [0, 0], (10, 0)),
        (10, [], ()),
        (0, [0, 0], (0, 0)),
        (10, [3, -1], (15, -5)),
        (10, [5, -1, 3], (7, -1, 4)),
        (-10, [-3, 1], (-15, 5)),
        (7, [3, -1], (11, -4)),
        (1, [3, 3, -1], (1, 0, 0)),
        (10, [0, 3], (0, 10)),
    ],
)
def test_the_net_of_a_price_is_shared_by_lines_that_may_be_reductions(total, weights, yen):
    assert shared(total, weights) == yen
    assert sum(yen) == (total if weights else 0)


def test_payers_owe_their_shares_of_what_is_shared_and_the_lines_that_they_take_whole():
    owed = over_payers({"taxable": 101, "out-of-scope": 0}, [{"taxable": 7}, {}], [HALF, None])
    assert owed == ({"taxable": 58}, {"taxable": 50})
    owed = over_payers({"taxable": 100}, [{}, {"out-of-scope": 5}], [THIRD, None])
    assert owed == ({"taxable": 33}, {"out-of-scope": 5, "taxable": 67})


@pytest.mark.parametrize(
    ("owed", "portions", "paid"),
    [
        ([{"a": 101}], [Portion(HALF), REST], [({"a": 51}, {"a": 50})]),
        ([{"a": 101}], [Portion(None, 30), REST], [({"a": 30}, {"a": 71})]),
        ([{"a": 100, "b": 50}], [Portion(None, 30), REST], [({"a": 20, "b": 10}, {"a": 80, "b": 40})]),
        ([{"a": 100}, {"a": 50}], [Portion(None, 31), Portion(HALF), REST], [({"a": 21}, {"a": 50}, {"a": 29}), ({"a": 10}, {"a": 25}, {"a": 15})]),
        ([{"a": 100}], [Portion(HALF), Portion(HALF)], [({"a": 50}, {"a": 50})]),
        ([{"a": 100}], [Portion(None, 60), Portion(None, 40)], [({"a": 60}, {"a": 40})]),
        ([{"a": 0, "b": 3}], [Portion(HALF), REST], [({"b": 2}, {"b": 1})]),
        ([{"a": -101}], [Portion(HALF), REST], [({"a": -51}, {"a": -50})]),
        ([{}], [Portion(HALF), REST], [({}, {})]),
        ([{"a": 1}], [Portion(THIRD), REST], [({"a": 0}, {"a": 1})]),
        ([{"a": 1}], [Portion(None, 5), REST, Portion(Fraction(0))], [({"a": 5}, {"a": -4}, {"a": 0})]),
    ],
)  # fmt: skip
def test_amounts_come_first_then_shares_of_the_whole_and_the_rest_is_what_is_left(owed, portions, paid):
    assert over_payments(owed, portions) == tuple(paid)


def test_an_amount_that_has_taken_a_yen_too_much_for_the_rest_makes_the_shares_give_way():
    owed = [{"a": 1}, {"a": 1}]
    found = over_payments(owed, [Portion(None, 1), Portion(HALF), REST])
    assert [added(one) for one in found] == [{"a": 1}, {"a": 1}]
    assert added(added(one) for one in found) == {"a": 2}
    assert added([{"a": 1, "b": 2}, {"b": 3}]) == {"a": 1, "b": 5}


# -- who bears it ---------------------------------------------------------------------------------------------------


def test_the_bearer_of_an_entry_bears_its_parts():
    bearers = Bearers(terms_of(use=[{"id": "u", "upfront": 1, "borne-by": "university"}]))
    assert [bearers.of(ident) for ident in ("u", "u/upfront", "direct.1", "x/u")] == [
        "university",
        "university",
        "company",
        "company",
    ]
    assert set(bearers.ledgers) == {"company", "university"}
    assert Bearers(terms_of()).of("u/upfront") == "company"


def test_public_money_that_bears_something_must_be_there_whoever_else_bears_something_too():
    direct = [
        {"amount": 1},
        {"id": "ours", "amount": 2, "borne-by": "university"},
        {"id": "theirs", "amount": 3, "borne-by": "grant"},
    ]
    raw = {"format": 1, "contract": HEAD, "direct": direct, "overhead": [NONE]}
    with pytest.raises(BadFile) as refusal:
        priced(raw)
    assert [(one.code, one.path) for one in refusal.value.problems] == [("grant-exceeded", "direct.theirs.borne-by")]


def test_the_cost_table_has_the_grants_of_firm_years_and_costs_are_told_by_category_and_by_line():
    head = {
        "start": date(2026, 4, 1),
        "end": date(2028, 3, 31),
        "billing": "fiscal-year",
        "firm-until": date(2027, 3, 31),
    }
    direct = [
        {"id": "a", "category": "travel", "amount": 1_001, "fiscal-year": 2026},
        {"id": "b", "category": "travel", "amount": 2_003, "fiscal-year": 2027},
        {"id": "c", "category": "outsourcing", "amount": 4_005, "fiscal-year": 2027},
        {"id": "own", "amount": 10, "fiscal-year": 2026, "borne-by": "university"},
    ]
    raw = {
        "format": 1,
        "contract": head,
        "direct": direct,
        "overhead": [{"id": "o", "amount": 300}, {"id": "p", "amount": 500}],
        "grant": [
            {"name": "補助", "to": "university", "ratio": "50%"},
            {"name": "助成", "to": "company", "ratio": "1000%"},
        ],
        "company-tax": {"corporate-tax": {"2026": 100_000}},
    }
    quote = priced(raw)
    assert [[one.amount for one in grant.years] for grant in quote.public_money.grants] == [
        [700, 3_204],
        [14_010, 64_080],
    ]
    assert (quote.cost_shares.company, quote.cost_shares.university, quote.cost_shares.grant) == (1_401, 10, 700)
    costs = [(one.label.en, one.amounts) for one in quote.company_net.costs]
    assert costs == [
        ("direct cost (travel)", (1_001, 2_003)),
        ("direct cost (outsourcing)", (0, 4_005)),
        ("indirect cost", (150, 150)),
        ("indirect cost", (250, 250)),
    ]
    assert [(one.eligible, one.open) for one in quote.company_net.years] == [(0, 0), (0, 0)]


# -- tax -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "rate", "inclusive", "mode", "base", "tax"),
    [
        (1_005, Fraction(1, 10), False, Mode.DOWN, 1_005, 100),
        (1_005, Fraction(1, 10), False, Mode.UP, 1_005, 101),
        (1_005, Fraction(1, 10), True, Mode.DOWN, 914, 91),
        (1_005, Fraction(1, 10), True, Mode.UP, 913, 92),
        (1_005, Fraction(0), True, Mode.UP, 1_005, 0),
        (1_005, None, True, Mode.UP, 1_005, 0),
        (-1_005, Fraction(1, 10), False, Mode.DOWN, -1_005, -100),
    ],
)
def test_the_tax_of_one_rate_is_rounded_once_and_on_the_inclusive_basis_taken_out(
    amount, rate, inclusive, mode, base, tax
):
    found = tax_line(amount, rate, inclusive=inclusive, rounding=Rounding(1, mode))
    assert (found.rate, found.base, found.amount) == (rate, base, tax)


# -- chances -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "entry", "alone", "gate"),
    [
        ("success", {"amount": 1, "trigger": "成功", "probability": "30%"}, Fraction(3, 10), Fraction(3, 10)),
        ("success", {"amount": 1, "trigger": "成功"}, None, None),
        ("use", {"upfront": 1}, None, 1),
        ("use", {"upfront": 1, "probability": "30%"}, Fraction(3, 10), Fraction(3, 10)),
        ("use", {"upfront": 1, "conditional": True}, None, None),
        ("use", {"royalty": {"rate": "1%"}, "outcome": [{"probability": "50%", "sales": {"2027": 1}}]}, 1, 1),
        ("direct", {"amount": 1}, 1, 1),
    ],
)
def test_the_chance_of_an_entry_by_itself_and_as_the_gate_of_another(table, entry, alone, gate):
    asked = entry_of(terms_of(**{table: [{"id": "x", **entry}]}), table)
    assert (own_chance(asked.entry, gate=False), own_chance(asked.entry, gate=True)) == (alone, gate)


@pytest.mark.parametrize(
    ("rate", "due", "maximum", "expected", "present"),
    [
        (None, "2028-05-01", 1_001, 501, None),
        ("10%", "2028-05-01", 1_001, 501, 414),
        ("10%", "2026-05-01", 1_001, 501, 501),
        ("10%", None, 1_001, 501, None),
    ],
)
def test_what_is_uncertain_is_expected_and_discounted_from_the_fiscal_year_of_the_start(
    rate, due, maximum, expected, present
):
    more = {} if due is None else {"due": date.fromisoformat(due)}
    entry = {"id": "s", "amount": 1_001, "trigger": "成功", "probability": "50%", **more}
    head = {**HEAD, **({} if rate is None else {"discount-rate": rate})}
    quote = priced({"format": 1, "contract": head, "direct": [{"amount": 1}], "success": [entry], "overhead": [NONE]})
    found = quote.totals.contingent
    assert (found.maximum, found.expected, found.present_value) == (maximum, expected, present)
    assert (quote.totals.maximum, quote.totals.expected) == (1_002, 502)


# -- what is said of entries ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("cap", [{}, {"backfill-cap": "50%"}])
def test_the_notes_of_entries_are_said_of_backfills_at_a_cap_too_and_each_once(cap):
    backfill = [{"id": "b", "amount": 100, "note": "代替"}, {"id": "c", "amount": 100}]
    raw = {
        "format": 1,
        "contract": {**HEAD, **cap},
        "direct": [{"id": "d", "amount": 300, "note": "内部"}],
        "backfill": backfill,
        "overhead": [{**NONE, "note": "協議"}],
        "waiver": [{"id": "w", "line": "d", "amount": 1, "reason": "初回", "note": "免除"}],
    }
    quote = priced(raw)
    assert [(one.path, one.message.ja) for one in quote.notes if one.code == "entry-note"] == [
        ("d", "内部"),
        ("b", "代替"),
        ("none", "協議"),
        ("w", "免除"),
    ]
    amounts = {one.id: one.amount for one in quote.lines}
    assert (amounts["b"], amounts["c"]) == ((75, 75) if cap else (100, 100))


@pytest.mark.parametrize(
    ("tables", "path", "names"),
    [
        ({"contribution": [{"id": "a", "percent": "1%", "of": ["b"]}, {"id": "b", "percent": "1%", "of": ["a"]}]}, "contribution.a", "a → b → a"),
        ({"management": [{"id": "m", "percent": "1%", "of": ["o"]}], "overhead": [{"id": "o", "rate": "1%", "base": ["m"], "method": "on-base"}]}, "management.m", "m → o → m"),
    ],
)  # fmt: skip
def test_a_circle_is_told_where_it_begins(tables, path, names):
    raw = {"format": 1, "contract": HEAD, "direct": [{"amount": 1}], "overhead": [NONE], **tables}
    with pytest.raises(BadFile) as refusal:
        priced(raw)
    (found,) = refusal.value.problems
    assert (found.code, found.path) == ("circular", path)
    assert names in found.text.en


# -- by fiscal year ------------------------------------------------------------------------------------------------

TWO = {"start": date(2026, 4, 1), "end": date(2028, 3, 31)}
COMPANY_TAX = {"company-tax": {"corporate-tax": {"2026": 100_000}}}


def by_year(billing, **tables):
    quote = priced({"format": 1, "contract": {**TWO, "billing": billing}, **COMPANY_TAX, **tables})
    return quote, [one.price for one in quote.company_net.years]


def test_the_price_by_year_is_what_is_invoiced_by_year():
    quote, prices = by_year(
        "fiscal-year",
        direct=[{"id": "a", "amount": 1_001, "fiscal-year": 2026}, {"id": "b", "amount": 2_003, "fiscal-year": 2027}],
        overhead=[
            {"id": "o", "rate": "10%", "base": ["direct"], "method": "on-base"},
            {"id": "inside", "rate": "7%", "base": ["direct"], "method": "from-base"},
        ],
        waiver=[{"id": "w", "line": "a", "amount": 100, "reason": "協議"}],
    )
    assert prices == [one.subtotal for one in quote.periods] == [1_001 + 100 - 100, 2_003 + 200]


@pytest.mark.parametrize(
    ("overhead", "prices"),
    [
        ({"amount": 500, "fiscal-year": 2027}, [1_001, 2_503]),
        ({"amount": 301, "base": ["direct"]}, [1_101, 2_204]),
        ({"amount": 501}, [1_252, 2_253]),
    ],
)
def test_an_amount_of_the_contract_falls_into_the_year_that_is_named_else_as_its_base_else_as_the_months(
    overhead, prices
):
    direct = [{"id": "a", "amount": 1_001, "fiscal-year": 2026}, {"id": "b", "amount": 2_003, "fiscal-year": 2027}]
    assert by_year("once", direct=direct, overhead=[{"id": "o", **overhead}])[1] == prices


def test_a_waiver_of_a_single_invoice_falls_as_its_line_does():
    direct = [{"id": "a", "amount": 1_001, "fiscal-year": 2026}, {"id": "b", "amount": 2_003, "fiscal-year": 2027}]
    waiver = [{"id": "w", "line": "b", "amount": 3, "reason": "協議"}]
    assert by_year("once", direct=direct, waiver=waiver, overhead=[NONE])[1] == [1_001, 2_000]


def test_what_has_no_chance_is_expected_to_be_nothing_and_the_rate_of_indirect_cost_is_none_without_direct_cost():
    success = [{"id": "s", "amount": 1_001, "trigger": "成功", "probability": 0}]
    quote = priced({"format": 1, "contract": HEAD, "success": success, "overhead": [{"id": "o", "amount": 300}]})
    assert (quote.totals.contingent.maximum, quote.totals.contingent.expected) == (1_001, 0)
    assert overhead_rate(quote.totals) is None
    direct = [{"amount": 1_000}]
    with_direct = priced({"format": 1, "contract": HEAD, "direct": direct, "overhead": [{"id": "o", "amount": 300}]})
    assert overhead_rate(with_direct.totals) == Fraction(3, 10)
