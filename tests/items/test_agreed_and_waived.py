"""What is agreed as one sum, what is waived, what is a percentage, and what depends on success."""

from datetime import date
from fractions import Fraction

import pytest

from raw_pricing import priced, sums
from ruled import HEAD, base_of, entry_of, terms_of
from sangaku_price.items.lump_sum import price_lump_sum
from sangaku_price.items.waiver import price_waiver, waived
from sangaku_price.quotation.derivation import walk
from tariff_strategies import published

TWO_YEARS = {"start": date(2026, 4, 1), "end": date(2028, 3, 31), "billing": "fiscal-year"}
NONE = {"id": "none", "amount": 0}
WAIVER = {"id": "w", "line": "o", "percent": "33.3%", "reason": "協議"}


# -- a lump sum ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("agreed", "cost", "codes", "multiple"),
    [
        (2_100, 1_000, ["implied-multiple"], "21/10 (about 2.10) times the 1,000 yen"),
        (1_000, 1_000, ["implied-multiple"], "1 (about 1.00) times the 1,000 yen"),
        (999, 1_000, ["implied-multiple", "negative-value"], "999/1000 (about 1.00) times the 1,000 yen"),
        (1, 1, ["implied-multiple"], "1 (about 1.00) times the 1 yen"),
        (5, 0, [], None),
        (0, 0, [], None),
    ],
)
def test_a_sum_that_is_agreed_is_compared_with_the_cost_and_marked_only_where_it_lies_below(
    agreed, cost, codes, multiple
):
    draft = price_lump_sum(agreed, base_of(cost), "agreed", terms_of())
    assert draft.step.value == agreed - cost
    assert [one.code for one in draft.notes] == codes
    assert multiple is None or multiple in draft.notes[0].message.en
    assert draft.step.args[0].key == draft.sources[1].key == "scenario.agreed.agreed"


# -- percentages -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", ["contribution", "management", "success"])
def test_a_percentage_is_of_the_lines_that_it_names_and_an_amount_of_none(table):
    more = {"trigger": "成功"} if table == "success" else {}
    direct = [{"id": "d", "amount": 1_001}, {"id": "e", "amount": 2_003}]
    entries = [{"id": "x", "percent": "15%", "of": ["d"], **more}, {"id": "y", "amount": 77, **more}]
    quote = priced({"format": 1, "contract": HEAD, "direct": direct, table: entries, "overhead": [NONE]})
    share, stated = (next(one for one in quote.lines if one.id == ident) for ident in "xy")
    assert (share.amount, share.exact, share.rate, share.base) == (150, Fraction(15015, 100), Fraction(15, 100), ("d",))
    assert (stated.amount, stated.rate, stated.base) == (77, None, ())
    assert [one.sources[-1].key for one in (share, stated)] == [f"{table}.x.percent", f"{table}.y.amount"]


@pytest.mark.parametrize(
    ("form", "certainty"), [({}, "conditional"), ({"form": "cash"}, "conditional"), ({"form": "equity"}, "in-kind")]
)
def test_success_is_conditional_and_in_kind_where_it_is_paid_in_equity(form, certainty):
    entry = {"id": "x", "amount": 77, "trigger": "成功", "probability": "50%", "due": date(2027, 3, 1), **form}
    quote = priced({"format": 1, "contract": HEAD, "direct": [{"amount": 1}], "success": [entry], "overhead": [NONE]})
    (line,) = (one for one in quote.lines if one.id == "x")
    assert (line.certainty, line.amount) == (certainty, 77)


# -- waivers -----------------------------------------------------------------------------------------------------------


def waiver_of(waiver, *, contract=TWO_YEARS, direct=({"id": "d", "fiscal-year": 2026, "amount": 1_000}, {"id": "e", "fiscal-year": 2027, "amount": 2_005})):  # fmt: skip
    rules = {"overhead": [{"id": "o", "rate": "10%", "base": ["direct"]}]}
    raw = {"format": 1, "tariff": "kakuu", "contract": contract, "direct": list(direct)}
    return priced({**raw, "waiver": [{"id": "w", "line": "o", "reason": "協議", **waiver}]}, published(rules))


@pytest.mark.parametrize(
    ("waiver", "amounts", "exacts", "rate", "key"),
    [
        (
            {"percent": "50%"},
            [-50, -100],
            [Fraction(-150 * 100, 300), Fraction(-150 * 200, 300)],
            Fraction(1, 2),
            "percent",
        ),
        ({"percent": "33%"}, [-33, -66], [-33, -66], Fraction(33, 100), "percent"),
        ({"amount": 100}, [-33, -67], [Fraction(-100, 3), Fraction(-200, 3)], None, "amount"),
        ({"amount": 0}, [0, 0], [0, 0], None, "amount"),
        ({"percent": "100%"}, [-100, -200], [-100, -200], 1, "percent"),
        ({"percent": 0}, [0, 0], [0, 0], 0, "percent"),
    ],
)
def test_a_waiver_is_divided_as_the_line_that_it_waives(waiver, amounts, exacts, rate, key):
    quote = waiver_of(waiver)
    lines = [one for one in quote.lines if one.id == "w"]
    assert [one.amount for one in lines] == amounts
    assert [one.exact for one in lines] == exacts
    assert all((one.rate, one.base, one.reduces, one.kind) == (rate, (), "o", "waiver") for one in lines)
    assert {one.sources[0].key for one in lines} == {f"waiver.w.{key}"}
    assert lines[0].label.en == "waiver: indirect cost"


def test_the_own_words_of_a_waiver_are_its_label():
    assert next(one for one in waiver_of({"amount": 1, "item": "特例"}).lines if one.id == "w").label.en == "特例"


def test_a_waiver_of_one_period_takes_its_magnitude_whole_and_shows_no_share():
    quote = waiver_of({"amount": 7}, contract=HEAD, direct=[{"id": "d", "amount": 1_000}])
    (line,) = (one for one in quote.lines if one.id == "w")
    assert (line.amount, line.exact) == (-7, -7)
    assert [one.op for one in walk(line.steps[0])] == ["mul", "value", "value"]


def test_a_waiver_of_a_line_of_which_nothing_is_left_takes_nothing_in_every_period():
    quote = waiver_of({"percent": "50%"})
    nothing = [one._replace(amount=0) for one in quote.lines if one.id == "o"]
    terms = terms_of(contract=TWO_YEARS, waiver=[WAIVER], overhead=[{"id": "o", "rate": "10%", "base": ["direct"]}])
    asked = entry_of(terms, "waiver")
    assert [one.amount for one in price_waiver(asked, nothing, waived(asked, nothing), terms)] == [0, 0]


def test_a_waiver_takes_nothing_of_a_period_in_which_nothing_is_charged():
    first, second = (one for one in waiver_of({"percent": "50%"}).lines if one.id == "o")
    terms = terms_of(contract=TWO_YEARS, waiver=[WAIVER], overhead=[{"id": "o", "rate": "10%", "base": ["direct"]}])
    asked, lines = entry_of(terms, "waiver"), [first._replace(amount=0), second]
    assert [one.amount for one in price_waiver(asked, lines, waived(asked, lines), terms)] == [0, -66]


def test_a_waiver_is_worked_out_of_the_sum_over_all_periods():
    quote = waiver_of({"percent": "33.3%"})
    lines = [one for one in quote.lines if one.id == "o"]
    terms = terms_of(contract=TWO_YEARS, waiver=[WAIVER], overhead=[{"id": "o", "rate": "10%", "base": ["direct"]}])
    asked = entry_of(terms, "waiver")
    magnitude = waived(asked, lines)
    assert magnitude.value == 99  # of 300 it is 99.9
    assert [one.amount for one in price_waiver(asked, lines, magnitude, terms)] == [-33, -66]
    assert magnitude.args[0].args[0].lines == ("o",)


@pytest.mark.parametrize(
    ("waiver", "direct", "indirect"), [({"amount": 50}, -43, -7), ({"percent": "100%"}, -360, -60)]
)
def test_a_waiver_of_a_fee_in_two_parts_is_divided_as_the_fee_is(waiver, direct, indirect):
    rules = {"resident": [{"steps": {"12": {"direct": 360, "indirect": 60}}}]}
    raw = {"format": 1, "tariff": "kakuu", "contract": HEAD, "resident": [{"id": "r", "people": 1}]}
    quote = priced({**raw, "waiver": [{"id": "w", "line": "r", "reason": "協議", **waiver}]}, published(rules))
    (line,) = (one for one in quote.lines if one.id == "w")
    assert [one.value for one in line.steps[1].args] == [direct, indirect]
    assert sums(quote.lines)["w"] == direct + indirect


def test_a_fee_in_two_parts_of_which_one_is_nothing_is_split_all_the_same():
    rules = {"resident": [{"steps": {"12": {"direct": 360, "indirect": 0}}}]}
    raw = {"format": 1, "tariff": "kakuu", "contract": TWO_YEARS, "resident": [{"id": "r", "to": date(2027, 3, 31)}]}
    (line,) = (one for one in priced(raw, published(rules)).lines if one.id == "r" and one.amount)
    assert [one.value for one in line.steps[1].args] == [360, 0]
