"""Corners of the rules, each with the smallest contract that reaches it."""

import tomllib
from datetime import date
from fractions import Fraction

import pytest

from raw_pricing import priced, read, sums
from sangaku_price.items.involvement import Involvement, cost_of_time
from sangaku_price.pricing.ledger import Ledger
from sangaku_price.toml.problems import BadFile
from tariff_strategies import published

TWO_YEARS = {"start": date(2026, 4, 1), "end": date(2028, 3, 31)}
PLACE = {"id": "place", "unit-price": 20_000, "unit": "m2", "included": 200, "either-way": True, "kind": "direct"}


def quoted(overheads, own=(), **tables):
    """The quote of a contract of 1,000 yen over two years, under a tariff of these overheads."""
    head = {**TWO_YEARS, **tables.pop("contract", {})}
    raw = {"format": 1, "tariff": "kakuu", "contract": head, "direct": [{"amount": 1000}], **tables}
    return priced({**raw, "overhead": list(own)}, published({"overhead": overheads}))


def own_quoted(*own, **tables):
    """The quote of the same contract with overheads of its own."""
    raw = {"format": 1, "contract": TWO_YEARS, "direct": [{"amount": 1000}], **tables, "overhead": list(own)}
    return priced(raw)


def refused(price, *args, **kwargs):
    """The codes and places of the mistakes for which a contract is not priced."""
    with pytest.raises(BadFile) as refusal:
        price(*args, **kwargs)
    return [(one.code.removesuffix("-near"), one.path) for one in refusal.value.problems]


def amount(quote, ident="o1"):
    return sums(quote.lines)[ident]


def note_codes(quote):
    return {note.code for note in quote.notes}


# -- rates of a total ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rate", ["100%", "150%"])
def test_a_rate_of_the_total_of_a_hundred_per_cent_has_no_price(rate):
    inner = {"id": "o1", "rate": rate, "base": ["direct"], "method": "of-total"}
    assert refused(own_quoted, inner)[0][0] == "rate-of-total"
    theirs = {"id": "o1", "rate": "10%", "base": ["direct"], "method": "of-total"}
    assert refused(quoted, [theirs], [{"id": "o1", "rate": rate, "reason": "理由"}])[0][0] == "rate-of-total"


def test_a_case_that_only_turns_a_rate_of_100_per_cent_into_one_of_the_total_is_a_mistake_of_the_tariff():
    case = {"when": {"months": {"above": 1}}, "method": "of-total"}
    rule = {"id": "o1", "rate": "100%", "base": ["direct"], "case": [case]}
    raw = {"format": 1, "tariff": "kakuu", "contract": TWO_YEARS}
    problems = read(raw, published({"overhead": [rule]}))[2]
    assert ("rate-of-total", "overhead.1.case.1.rate") in [(one.code, one.path) for one in problems]


def test_a_block_of_nothing_is_a_mistake_of_the_tariff():
    rule = {"id": "o1", "unit-price": 5, "unit": "m2", "block": 0}
    problems = read({"format": 1, "tariff": "kakuu", "contract": TWO_YEARS}, published({"overhead": [rule]}))[2]
    assert ("above-zero", "overhead.1.block") in [(one.code, one.path) for one in problems]


# -- reductions ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("billing", ["once", "fiscal-year"])
def test_a_base_below_zero_gives_a_reduction_and_does_not_divide_a_flat_amount(billing):
    place = {**PLACE, "charged-as": "direct"}
    rules = [place, {"id": "o1", "rate": "10%", "base": ["direct"]}, {"id": "o2", "amount": 5, "base": ["direct"]}]
    quote = quoted(rules, [{"id": "place", "quantity": 0}], contract={"billing": billing})
    assert (amount(quote, "place"), amount(quote), amount(quote, "o2")) == (-4_000_000, -399_900, 5)


def test_a_line_that_is_a_reduction_cannot_be_waived():
    waiver = [{"line": "place", "percent": "100%", "reason": "減免"}]
    found = refused(quoted, [PLACE], [{"id": "place", "quantity": 0}], waiver=waiver)
    assert found == [("waive-negative", "waiver.1.line")]


def test_what_an_overhead_takes_out_of_a_line_is_no_line_that_a_waiver_can_name():
    inner = {"id": "o1", "rate": "10%", "base": ["direct"], "method": "from-base"}
    raw = {"format": 1, "contract": TWO_YEARS, "direct": [{"amount": 1000}], "overhead": [inner]}
    raw["waiver"] = [{"line": "o1/direct.1", "percent": "100%", "reason": "減免"}]
    assert ("unknown-name", "waiver.1.line") in [(p.code.removesuffix("-near"), p.path) for p in read(raw, None)[2]]


def test_more_than_its_base_cannot_be_taken_out_of_it():
    inner = {"id": "o1", "amount": 1001, "base": ["direct"], "method": "from-base"}
    assert refused(own_quoted, inner) == [("from-base-too-large", "overhead.o1")]


def test_nothing_can_be_given_back_to_a_base_that_has_no_lines():
    place = {**PLACE, "base": ["involvement"], "method": "from-base"}
    assert refused(quoted, [place], [{"id": "place", "quantity": 0}]) == [("from-base-too-large", "overhead.place")]


def test_what_was_taken_out_of_a_line_is_missing_in_later_bases_by_kind_and_by_id_and_excepted_with_it():
    inner = {"id": "in", "rate": "10%", "base": ["direct"], "method": "from-base"}
    direct = [{"id": "d", "amount": 1000}, {"amount": 1000, "category": "facility"}]
    later = {"rate": "10%", "method": "on-base"}
    by_kind = {**later, "id": "o1", "base": ["direct"]}
    by_id = {**later, "id": "o2", "base": ["d"]}
    excepted = {**later, "id": "o3", "base": ["direct"], "except-categories": ["facility"]}
    quote = own_quoted(inner, by_kind, by_id, excepted, direct=direct)
    assert (amount(quote), amount(quote, "o2"), amount(quote, "o3")) == (180, 90, 90)


@pytest.mark.parametrize("others", [{}, {"contribution": [{"percent": "1%", "of": ["o1"]}]}])
def test_a_percentage_of_an_entry_does_not_depend_on_when_an_overhead_is_taken_out_of_it(others):
    inner = {"id": "o1", "rate": "10%", "base": ["involvement"], "method": "from-base"}
    entries = {
        "involvement": [{"hours": 1, "hourly-rate": 1000}],
        "management": [{"percent": "10%", "of": ["involvement"]}],
    }
    assert amount(own_quoted(inner, **entries, **others), "management.1") == 100


# -- the contract's own numbers ------------------------------------------------------------------------------------


def test_an_own_rate_leaves_the_tariff_s_flat_case_in_the_tariff_s_tax_basis():
    case = {"when": {"base": {"below": 1_000_000}}, "amount": 110_000}
    rule = {"id": "o1", "rate": "30%", "base": ["direct"], "tax": "inclusive", "case": [case]}
    assert amount(quoted([rule], [{"id": "o1", "rate": "20%", "reason": "理由"}])) == 100_000


def test_a_floor_of_the_contract_s_own_is_meant_in_the_contract_s_basis():
    own = {"id": "o1", "rate": "20%", "base": ["direct"], "method": "on-base", "floor": 110_000}
    assert amount(own_quoted({**own, "tax-category": "out-of-scope"}, tax={"basis": "inclusive"})) == 110_000


def test_an_own_unit_price_is_compared_with_the_published_one_at_the_same_quantity():
    rule = {"id": "o1", "unit-price": 5, "unit": "m2", "bound": "at-least"}
    assert amount(quoted([rule], [{"id": "o1", "unit-price": 7, "quantity": 5}])) == 35
    cheap = [{"id": "o1", "unit-price": 4, "quantity": 5}]
    assert refused(quoted, [rule], cheap) == [("outside-bound", "overhead.o1.unit-price")]


@pytest.mark.parametrize("measured", [{"unit": "m2"}, {"quantity": "involvement-hours"}])
def test_an_own_amount_needs_no_quantity_even_where_the_published_price_does(measured):
    effort = [{"effort": "10%", "annual-cost": 100}]
    quote = quoted([{"id": "o1", "unit-price": 5, **measured}], [{"id": "o1", "amount": 7}], involvement=effort)
    assert amount(quote) == 7


def test_an_own_amount_of_one_year_is_compared_with_the_published_rate_of_the_whole():
    own = {"id": "o1", "amount": 100, "fiscal-year": 2027}
    assert "differs-from-published" not in note_codes(quoted([{"id": "o1", "rate": "10%", "base": ["direct"]}], [own]))


def test_a_rate_for_an_overhead_that_has_no_base_is_refused_and_never_zero():
    own = [{"id": "o1", "rate": "10%", "reason": "理由"}]
    assert refused(quoted, [{"id": "o1", "amount": 5}], own)[0][0] == "overhead-needs-base"


def test_an_overhead_s_base_names_no_overhead_that_comes_after_it():
    raw = {"format": 1, "contract": TWO_YEARS, "overhead": [{"id": "a", "rate": "10%", "base": ["b"]}]}
    raw["overhead"].append({"id": "b", "amount": 100})
    assert [(one.code, one.path) for one in read(raw, None)[2]] == [("base-later", "overhead.a.base")]


def test_an_overhead_without_an_id_cites_the_key_that_it_was_read_from():
    quote = own_quoted({"rate": "10%", "base": ["direct"], "method": "on-base"})
    tree = next(line for line in quote.lines if line.id == "overhead.1").steps[0]
    assert [node.key for node in tree.args[0].args] == [None, "overhead.1.rate"]


# -- what decides a case -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bound", "expected", "rule", "case"),
    [
        (6000, 5000, {}, {"unit-price": 5}),
        (6001, 100, {}, {"unit-price": 5}),
        (2200, 1000, {"tax": "inclusive"}, {"amount": 1100}),
        (2201, 100, {"tax": "inclusive"}, {"amount": 1100}),
        (1500, 2000, {"per": "fiscal-year"}, {"amount": 1000}),
        (1501, 100, {"per": "fiscal-year"}, {"amount": 1000}),
        (1250, 250, {}, {"rate": "25%"}),
        (1251, 100, {}, {"rate": "25%"}),
    ],
)
def test_a_total_is_the_base_with_this_overhead_as_the_case_has_it(bound, expected, rule, case):
    case = {"when": {"total": {"at-least": bound}}, **case}
    rule = {"id": "o1", "rate": "10%", "base": ["direct"], **rule, "case": [case]}
    own = []
    if "unit-price" in case:
        rule, own = {**rule, "unit": "m2"}, [{"id": "o1", "quantity": 1000}]
        rule["case"] = rule.pop("case")
    assert amount(quoted([rule], own)) == expected


def test_a_case_that_ended_on_a_date_which_the_contract_does_not_tell_asks_for_the_date():
    case = {"when": {"months": {"above": 1}}, "rate": "10%", "until": date(2020, 1, 1)}
    rule = {"id": "o1", "rate": "30%", "base": ["direct"], "decided-by": "signed", "case": [case]}
    assert refused(quoted, [rule]) == [("date-needed", "contract.signed")]
    assert amount(quoted([rule], contract={"signed": date(2026, 3, 1)})) == 300


@pytest.mark.parametrize("billing", ["once", "fiscal-year"])
def test_a_flat_amount_of_one_year_counts_in_that_year_s_threshold(billing):
    flat = {"id": "o1", "amount": 1000, "charged-as": "direct"}
    case = {"when": {"base": {"at-least": 1500}}, "rate": "20%"}
    rule = {"id": "o2", "rate": "10%", "base": ["direct"], "per": "fiscal-year", "case": [case]}
    own = [{"id": "o1", "amount": 1000, "fiscal-year": 2027}]
    assert amount(quoted([flat, rule], own, contract={"billing": billing}), "o2") == 400


# -- entries -------------------------------------------------------------------------------------------------------


def test_an_effort_of_no_months_has_no_hours():
    effort = [{"effort": "10%", "annual-hours": 1200, "months": 0, "hourly-rate": 100}]
    rule = {"id": "o1", "unit-price": 1, "quantity": "involvement-hours"}
    assert amount(quoted([rule], involvement=effort)) == 0


def test_nothing_is_a_percentage_of_a_success_fee():
    raw = {"format": 1, "contract": TWO_YEARS, "success": [{"id": "s", "amount": 5}]}
    raw |= {"management": [{"percent": "10%", "of": ["s"]}], "overhead": [{"id": "none", "amount": 0}]}
    assert [(one.code, one.path) for one in read(raw, None)[2]] == [("unknown-name", "management.1.of")]


def test_only_what_is_exempt_is_said_to_be_exempt():
    taxable = [{"amount": 1000, "tax-category": "taxable"}]
    waiver = [{"line": "direct.1", "percent": "10%", "reason": "減免"}]
    none = {"id": "none", "amount": 0, "tax-category": "taxable"}
    tax = {"category": "export-exempt", "reason": "輸出"}
    assert "exempt" not in note_codes(own_quoted(none, direct=taxable, waiver=waiver, tax=tax))
    assert "exempt" in note_codes(own_quoted(none, tax=tax))


def test_a_contract_from_before_the_first_tax_rate_is_refused_at_its_start():
    stay = [{"to": date(1997, 2, 10)}]
    raw = {"format": 1, "tariff": "kakuu", "contract": {"start": date(1997, 2, 1), "end": date(1997, 6, 30)}}
    rules = {"resident": [{"steps": {"12": 100}, "tax": "inclusive"}], "overhead": [{"id": "o1", "amount": 0}]}
    assert refused(priced, {**raw, "resident": stay}, published(rules)) == [("no-tax-rate", "contract.start")]


def test_exact_shares_of_a_charge_taken_out_sum_to_the_charge():
    inner = {"id": "o1", "rate": "10%", "base": ["direct"], "method": "from-base"}
    quote = own_quoted(inner, direct=[{"amount": 333}, {"amount": 667}])
    taken = [line for line in quote.lines if line.reduces is not None]
    assert [line.amount for line in taken] == [-33, -67]
    assert sum(line.exact for line in taken) == Fraction(-100)


def test_what_many_overheads_take_out_of_their_base_is_added_up_once(monkeypatch):
    rule = '[[overhead]]\nid = "o{}"\nrate = "1%"\nbase = ["total"]\nmethod = "from-base"\n'
    whole, walks = [], []
    walk = Ledger.lines
    monkeypatch.setattr(Ledger, "lines", lambda ledger: walks.append(ledger) or walk(ledger))
    for many in (10, 40):
        raw = tomllib.loads(
            "[contract]\nstart = 2026-10-01\nend = 2028-03-31\nbilling = 'fiscal-year'\n"
            "[[direct]]\nid = 'd'\namount = 1_000_003\n" + "".join(rule.format(i) for i in range(many))
        )
        quote = priced({"format": 1, **raw})
        whole.append(quote.totals.subtotal)
        assert len(quote.lines) > many * many // 2
    assert whole == [1_000_003, 1_000_003]
    assert len(walks) == 2  # once for each quote, however many overheads


# -- either side of one condition ----------------------------------------------------------------------------------

OWN = {"id": "own", "rate": "10%", "base": ["direct"], "method": "on-base"}


def test_only_what_a_scenario_drops_is_said_to_be_dropped():
    raw = {"contribution": [{"percent": "5%", "of": ["direct", "direct.1", "own"]}]}
    assert "of-dropped" not in note_codes(own_quoted(OWN, **raw))


def test_an_invoice_of_nothing_is_not_negative():
    codes = note_codes(own_quoted({"id": "own", "amount": 0}, direct=[{"amount": 0}]))
    assert "costs-nothing" in codes
    assert "negative-invoice" not in codes


@pytest.mark.parametrize(("months", "cost"), [({}, 600_000), ({"months": 3}, 300_000)])
def test_the_cost_of_time_is_of_its_own_months_or_else_of_those_of_the_contract(months, cost):
    entry = Involvement.model_validate({"effort": "10%", "annual-cost": 12_000_000, **months})
    assert cost_of_time(entry, Fraction(6)) == cost


def test_a_percentage_of_an_overhead_of_its_own_base_goes_round_in_a_circle():
    part = {"id": "part", "percent": "5%", "of": ["o1"], "charged-as": "direct"}
    rule = {"id": "o1", "rate": "10%", "base": ["direct"]}
    assert refused(quoted, [rule], contribution=[part])[0][0] == "circular"
    assert amount(quoted([rule], contribution=[{**part, "charged-as": "separate"}]), "part") == 5


def test_what_a_condition_on_direct_cost_measures_must_be_priced_before_it():
    case = {"when": {"direct": {"above": 1_000}}, "rate": "20%"}
    rule = {"id": "o1", "rate": "10%", "base": ["resident"], "case": [case]}
    stay = {"resident": [{"fee": 100}]}
    part = {"id": "part", "percent": "5%", "of": ["o1"], "charged-as": "direct"}
    assert refused(quoted, [rule], contribution=[part], **stay)[0][0] == "circular"
    late = {"id": "late", "amount": 1, "charged-as": "direct"}
    assert amount(quoted([rule], contribution=[late], **stay)) == 20
    assert amount(quoted([rule], **stay)) == 10


def test_an_hour_for_nothing_costs_nothing_and_needs_no_other_rate():
    time = {"id": "t", "hours": 10, "hourly-rate": 0}
    assert amount(own_quoted(OWN, involvement=[time]), "t") == 0
    free = {**published({"overhead": [{"id": "o1", "amount": 0}], "rates": [{"hourly": {"any": 0}}]})}
    raw = {"format": 1, "tariff": "kakuu", "contract": TWO_YEARS, "involvement": [{"id": "t", "hours": 10}]}
    assert amount(priced(raw, free), "t") == 0


@pytest.mark.parametrize(("direct", "indirect"), [(0, 300), (300, 0), (0, 0), (1, 299)])
def test_a_part_of_a_split_fee_may_be_nothing(direct, indirect):
    fee = {"steps": {"24": {"direct": direct, "indirect": indirect}}}
    rules = {"overhead": [{"id": "o1", "rate": "10%", "base": ["direct", "resident"]}], "resident": [fee]}
    raw = {"format": 1, "tariff": "kakuu", "contract": TWO_YEARS, "resident": [{}], "direct": [{"amount": 1000}]}
    totals = priced(raw, published(rules)).totals
    assert totals.by_charge["direct"] == 1000 + direct
    assert totals.by_charge["indirect"] == 100 + indirect


def test_a_waiver_falls_where_its_line_does_in_one_period_or_in_both():
    head = {"billing": "fiscal-year"}
    waived = [{"id": "w", "line": "direct.1", "amount": 3, "reason": "減免"}]
    for entry, expected in (({"fiscal-year": 2027}, {"FY2027": -3}), ({}, {"FY2026": -2, "FY2027": -1})):
        contract = {**TWO_YEARS, **head}
        raw = {"format": 1, "contract": contract, "direct": [{"amount": 1000, **entry}], "waiver": waived}
        lines = priced({**raw, "overhead": [{"id": "none", "amount": 0}]}).lines
        assert {line.period: line.amount for line in lines if line.id == "w"} == expected


def test_an_overhead_takes_of_what_the_one_before_it_has_left():
    rules = [{"id": name, "rate": "50%", "base": ["direct"], "method": "from-base"} for name in ("o1", "o2")]
    found = sums(quoted(rules).lines)
    assert [found[name] for name in ("o1", "o2", "o1/direct.1", "o2/direct.1")] == [500, 250, -500, -250]


def test_a_flat_amount_on_a_base_of_nothing_falls_into_years_by_their_months():
    case = {"when": {"base": {"above": 700}}, "per": "fiscal-year", "rate": "20%"}
    rules = [
        {"id": "o1", "amount": 1_200, "base": ["use"]},
        {"id": "o2", "rate": "10%", "base": ["o1"], "case": [case]},
    ]
    eighteen = {"start": date(2026, 10, 1), "end": date(2028, 3, 31)}
    assert amount(quoted(rules, contract=eighteen), "o2") == 240


@pytest.mark.parametrize(("entry", "tax"), [({}, 0), ({"tax-category": "taxable"}, 30)])
def test_a_published_fee_is_taxed_as_its_rule_says_unless_the_entry_does(entry, tax):
    fee = {"steps": {"24": 300}, "tax-category": "out-of-scope"}
    rules = {"overhead": [{"id": "o1", "amount": 0}], "resident": [fee]}
    raw = {"format": 1, "tariff": "kakuu", "contract": TWO_YEARS, "resident": [entry]}
    assert priced(raw, published(rules)).totals.tax == tax


# -- fiscal years --------------------------------------------------------------------------------------------------


def test_a_single_yen_that_is_left_of_a_line_bears_its_part_of_what_is_taken_out():
    half = {"id": "o1", "rate": "50%", "base": ["direct"], "method": "from-base"}
    found = sums(quoted([half], direct=[{"amount": 1}, {"amount": 3}]).lines)
    assert [found[name] for name in ("o1", "o1/direct.1", "o1/direct.2")] == [2, -1, -1]


@pytest.mark.parametrize("billing", ["once", "fiscal-year"])
@pytest.mark.parametrize(("above", "expected"), [(899, 1_710), (900, 0)])
def test_what_was_taken_out_of_a_line_is_missing_in_its_fiscal_year_and_in_no_other(above, expected, billing):
    inner = {"id": "o1", "rate": "10%", "base": ["direct"], "method": "from-base"}
    case = {"when": {"base": {"above": above, "per": "fiscal-year"}}, "rate": "100%"}
    later = {"id": "o2", "rate": 0, "base": ["direct"], "case": [case]}
    direct = [{"amount": 1_000, "fiscal-year": 2026}, {"amount": 900, "fiscal-year": 2027}]
    assert amount(quoted([inner, later], contract={"billing": billing}, direct=direct), "o2") == expected


def test_of_a_line_of_nothing_nothing_is_taken_out():
    inner = {"id": "o1", "rate": "10%", "base": ["direct"], "method": "from-base"}
    found = sums(quoted([inner], direct=[{"amount": 0}, {"amount": 40}]).lines)
    assert {name: yen for name, yen in found.items() if name.startswith("o1/")} == {"o1/direct.2": -4}


def test_what_an_overhead_is_in_a_fiscal_year_is_its_line_of_that_year():
    case = {"when": {"base": {"above": 8, "per": "fiscal-year"}}, "rate": "100%"}
    rules = [{"id": "o1", "rate": "10%", "base": ["direct"]}, {"id": "o2", "rate": 0, "base": ["o1"], "case": [case]}]
    direct = [{"amount": 99, "fiscal-year": 2026}, {"amount": 19, "fiscal-year": 2027}]
    found = quoted(rules, contract={"billing": "fiscal-year"}, direct=direct)
    assert [line.amount for line in found.lines if line.id == "o1"] == [9, 1]
    assert amount(found, "o2") == 10


def test_a_flat_amount_of_one_year_is_in_no_other_year_of_a_contract_that_is_billed_once():
    grant = [{"name": "助成", "to": "university", "ratio": "100%"}]
    direct = [{"amount": 1_000, "fiscal-year": 2026}]
    flat = {"id": "o1", "amount": 501, "fiscal-year": 2026}
    (found,) = own_quoted(flat, direct=direct, grant=grant).public_money.grants
    assert [one.amount for one in found.years] == [1_501, 0]


def test_what_is_taken_out_of_a_line_of_two_years_is_missing_in_each_year_as_its_lines_say():
    inner = {"id": "o1", "rate": "10%", "base": ["direct"], "method": "from-base"}
    case = {"when": {"base": {"above": 59, "per": "fiscal-year"}}, "rate": "100%"}
    later = {"id": "o2", "rate": 0, "base": ["direct"], "case": [case]}
    direct = [{"amount": 118}, {"amount": 7, "fiscal-year": 2026}, {"amount": 1, "fiscal-year": 2027}]
    found = quoted([inner, later], contract={"billing": "fiscal-year"}, direct=direct)
    assert [line.amount for line in found.lines if line.id == "o1/direct.1"] == [-5, -6]
    assert amount(found, "o2") == 126 - 12


def test_a_waiver_of_a_line_of_nothing_is_nothing_in_every_year():
    grant = [{"name": "助成", "to": "university", "ratio": "100%"}]
    nothing = {"id": "w", "line": "o1", "percent": "100%", "reason": "減免"}
    direct = [{"amount": 1_000, "fiscal-year": 2026}]
    (found,) = own_quoted({"id": "o1", "amount": 0}, direct=direct, grant=grant, waiver=[nothing]).public_money.grants
    assert [one.amount for one in found.years] == [1_000, 0]


def test_an_entry_of_one_yen_that_does_not_count_is_said():
    rule = {"id": "o1", "rate": "100%", "base": ["direct"], "limits": [{"category": "equipment", "below": 1}]}
    found = quoted([rule], direct=[{"amount": 1, "category": "equipment"}, {"amount": 5}])
    assert amount(found) == 5
    assert "partly-counted" in note_codes(found)


@pytest.mark.parametrize(("base", "words"), [("total", "total"), ("direct", "direct cost")])
def test_a_base_is_told_in_its_own_words(base, words):
    (line,) = [one for one in quoted([{"id": "o1", "rate": "10%", "base": [base]}]).lines if one.id == "o1"]
    assert line.formula.en == f"10% of {words} 1,000 yen"


def test_only_what_counts_is_taken_out_of_lines_and_out_of_each_of_them():
    limits = [{"category": "equipment", "below": 500}]
    inner = {"id": "o1", "rate": "10%", "base": ["direct"], "method": "from-base"}
    later = {"id": "o2", "rate": "10%", "base": ["direct"], "method": "from-base", "limits": limits}
    direct = [{"amount": 1_000}, {"amount": 600, "category": "equipment"}, {"amount": 100, "category": "equipment"}]
    found = sums(quoted([inner, later], direct=direct).lines)
    assert (found["o1"], found["o2"]) == (170, 99)
    assert {name: yen for name, yen in found.items() if name.startswith("o2/")} == {
        "o2/direct.1": -90,
        "o2/direct.3": -9,
    }
