"""What cannot be priced or invoiced is refused with its place; what just fits is not."""

import pytest

from raw_pricing import priced
from ruled import HEAD
from sangaku_price.toml.problems import BadFile
from tariff_strategies import published

RULES = {"overhead": [{"id": "o", "rate": "10%", "base": ["direct"]}, {"id": "extra", "amount": 7, "optional": True}]}
ALPHA, BETA = {"id": "alpha", "name": "甲社"}, {"id": "beta", "name": "乙社"}


def quoted(**tables):
    raw = {
        "format": 1,
        "contract": HEAD,
        "direct": [{"id": "d", "amount": 100}],
        "overhead": [{"id": "none", "amount": 0}],
    }
    return priced({**raw, **tables})


def refused(price, **tables):
    with pytest.raises(BadFile) as refusal:
        price(**tables)
    return [(one.code, one.path, one.text.en) for one in refusal.value.problems]


def under_tariff(**tables):
    raw = {"format": 1, "tariff": "kakuu", "contract": HEAD, "direct": [{"id": "d", "amount": 100}], **tables}
    return priced(raw, published(RULES))


# -- payments ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("payments", "code"),
    [
        ([{"amount": 60}, {"amount": 40}], None),
        ([{"amount": 60}, {"amount": 41}], "payments-above"),
        ([{"amount": 60}, {"amount": 39}], "payments-differ"),
        ([{"amount": 60}, {"rest": True}], None),
        ([{"amount": 100}, {"rest": True}], None),
        ([{"amount": 101}, {"rest": True}], "payments-above"),
        ([{"amount": 60}, {"share": "40%"}], None),
        ([{"amount": 60}, {"share": "41%"}], "payments-above"),
        ([{"amount": 60}, {"share": "39%"}], "payments-differ"),
        ([{"share": "50%"}, {"rest": True}], None),
    ],
)
def test_payments_must_come_to_what_is_invoiced(payments, code):
    told = [{"id": f"p{number}", **one} for number, one in enumerate(payments, 1)]
    if code is None:
        quote = quoted(payment=told)
        assert sum(one.subtotal for one in quote.invoices) == 100
        return
    last = max(number for number, one in enumerate(payments, 1) if "amount" in one)
    assert [one[:2] for one in refused(quoted, payment=told)] == [(code, f"payment.p{last}.amount")]


# -- payers --------------------------------------------------------------------------------------------------------


def test_a_line_that_nobody_bears_is_told_unless_it_is_nothing():
    payers = [{**ALPHA, "lines": ["d"]}, {**BETA, "lines": ["e"]}]
    direct = [{"id": "d", "amount": 100}, {"id": "e", "amount": 5}, {"id": "f", "amount": 7}, {"id": "g", "amount": 0}]
    (found,) = refused(quoted, payer=payers, direct=direct)
    assert found[:2] == ("line-unborne", "payer.beta")
    assert "nobody bears these lines: f;" in found[2]
    quote = quoted(payer=payers, direct=direct[:2] + direct[3:])
    assert [(one.payer, one.subtotal) for one in quote.invoices] == [("alpha", 100), ("beta", 5)]


def test_a_payer_that_owes_nothing_has_no_invoice_and_one_that_owes_of_one_category_has():
    direct = [
        {"id": "d", "amount": 100},
        {"id": "x", "amount": 5, "tax-category": "out-of-scope"},
        {"id": "e", "amount": 0},
    ]
    payers = [{**ALPHA, "lines": ["e"]}, {**BETA, "lines": ["x"]}, {"id": "gamma", "name": "丙社", "rest": True}]
    quote = quoted(payer=payers, direct=direct)
    assert [(one.payer, one.subtotal, one.total) for one in quote.invoices] == [("beta", 5, 5), ("gamma", 100, 110)]


def test_a_payer_cannot_take_a_charge_that_the_contract_has_not():
    payers = [{**ALPHA, "lines": ["extra"]}, {**BETA, "rest": True}]
    (found,) = refused(under_tariff, payer=payers)
    assert found[:2] == ("line-not-charged", "payer.alpha.lines")
    quote = under_tariff(payer=payers, overhead=[{"id": "extra"}])
    assert [(one.payer, one.subtotal) for one in quote.invoices] == [("alpha", 7), ("beta", 110)]
    assert under_tariff().invoices[0].subtotal == 110


# -- waivers -------------------------------------------------------------------------------------------------------


def test_a_waiver_of_a_charge_that_could_not_be_priced_is_no_second_mistake():
    waiver = [{"id": "w", "line": "extra", "amount": 1, "reason": "協議"}]
    assert [one[:2] for one in refused(under_tariff, waiver=waiver)] == [("waive-not-charged", "waiver.w.line")]
    contribution = [{"id": "a", "percent": "1%", "of": ["d"]}]
    assert under_tariff(waiver=[{**waiver[0], "line": "o"}], contribution=contribution).totals.subtotal == 110


@pytest.mark.parametrize(
    ("amounts", "code"), [([6, 4], None), ([6, 5], "waived-too-much"), ([10], None), ([11], "waived-too-much")]
)
def test_waivers_together_take_no_more_than_there_is(amounts, code):
    waivers = [{"id": f"w{number}", "line": "o", "amount": one, "reason": "協議"} for number, one in enumerate(amounts)]
    if code is None:
        assert under_tariff(waiver=waivers).totals.subtotal == 100
    else:
        assert [one[:2] for one in refused(under_tariff, waiver=waivers)] == [
            (code, f"waiver.w{len(amounts) - 1}.line")
        ]


@pytest.mark.parametrize(
    ("use", "line", "code"),
    [
        ({"upfront": 9}, "u", None),
        ({"upfront": 9}, "u/upfront", None),
        ({"upfront": 9, "option-fee": 9}, "u", "waive-several"),
        ({"upfront": 9, "option-fee": 9}, "u/option-fee", None),
        ({"upfront": 9}, "u/option-fee", "unknown-name"),
    ],
)
def test_a_waiver_names_one_line_where_an_entry_has_several(use, line, code):
    tables = {"use": [{"id": "u", **use}], "waiver": [{"id": "w", "line": line, "amount": 9, "reason": "協議"}]}
    if code is None:
        assert quoted(**tables).totals.subtotal == 100 + 9 * (len(use) - 1)
    else:
        assert refused(quoted, **tables)[0][:2] == (code, "waiver.w.line")


def test_nothing_may_be_waived_of_a_reduction_and_nothing_of_nothing():
    place = {"id": "place", "unit-price": 20, "unit": "m2", "included": 5, "either-way": True}
    waiver = [{"id": "w", "line": "place", "amount": 0, "reason": "協議"}]
    tables = {"overhead": [{"id": "place", "quantity": 4}], "waiver": waiver}
    raw = {"format": 1, "tariff": "kakuu", "contract": HEAD, "direct": [{"id": "d", "amount": 100}], **tables}
    with pytest.raises(BadFile) as refusal:
        priced(raw, published({"overhead": [place]}))
    assert [(one.code, one.path) for one in refusal.value.problems] == [("waive-negative", "waiver.w.line")]
    level = {**raw, "overhead": [{"id": "place", "quantity": 5}]}
    assert priced(level, published({"overhead": [place]})).totals.subtotal == 100
