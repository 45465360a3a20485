"""The explanation of figures: what they are the sum of, and how tax came about."""

import json

import pytest

import sangaku_price
from command import run
from places import ROOT
from sangaku_price.documents.figure_explanation import figure_explained
from sangaku_price.quotation.values import Quote

BATTERY = str(ROOT / "examples" / "kyoto-battery.toml")


@pytest.fixture(scope="module")
def battery() -> Quote:
    return sangaku_price.quote(BATTERY)


@pytest.mark.parametrize(
    "words",
    [
        "tax",
        "total",
        "subtotal",
        "totals.tax",
        "消費税",
        "合計",
        "小計",
        "FY2026",
        "2029年度",
        "研究者の価値",
        "by-section.indirect",
    ],
)
def test_the_parts_of_a_figure_sum_up_to_it(battery, words):
    found = figure_explained(battery, words)
    assert found is not None
    assert sum(part.amount for part in found.parts) == found.amount
    assert found.amount > 0


def test_the_figures_are_those_of_the_quote(battery):
    amounts = {
        words: found.amount for words in ("tax", "total", "subtotal") if (found := figure_explained(battery, words))
    }
    totals = battery.totals
    assert amounts == {"tax": totals.tax, "total": totals.total, "subtotal": totals.subtotal}
    year = figure_explained(battery, "FY2026")
    assert year is not None
    assert year.amount == battery.invoices[0].total
    assert year.parts[-1].before is not None


def test_each_tax_is_told_with_its_base_rate_and_rounding(battery):
    found = figure_explained(battery, "tax")
    assert found is not None
    assert next(part.how.ja for part in found.parts if part.how) == "7,234,755円の10%（1円未満切捨て）"
    assert str(found.parts[0].before) == "1446951/2"


def test_of_amounts_that_contain_tax_it_is_taken_out():
    quote = sangaku_price.quote(str(ROOT / "examples" / "minimal.toml"), set={"tax.basis": "inclusive"})
    tax, subtotal = figure_explained(quote, "tax"), figure_explained(quote, "subtotal")
    assert tax is not None
    assert subtotal is not None
    assert tax.amount == quote.totals.tax
    assert tax.parts[0].how is not None
    assert "に含まれる10%" in tax.parts[0].how.ja
    assert sum(part.amount for part in subtotal.parts) == quote.totals.subtotal


def test_what_is_outside_the_tax_is_named():
    quote = sangaku_price.quote(str(ROOT / "examples" / "minimal.toml"), set={"tax.category": "out-of-scope"})
    found = figure_explained(quote, "tax")
    assert found is not None
    assert [part.amount for part in found.parts] == [0]
    assert "消費税の対象外" in found.parts[0].name.ja


def test_what_names_nothing_is_no_figure(battery):
    assert figure_explained(battery, "FY2050") is None
    assert figure_explained(battery, "agreed") is None


def test_the_command_explains_a_figure_as_a_page_and_as_json(battery):
    assert "7,234,755円の10%（1円未満切捨て）" in run(["explain", BATTERY, "消費税", "--lang", "ja"]).text
    data = json.loads(run(["explain", BATTERY, "tax", "-f", "json"]).out)
    assert (data["figure"], data["amount"]) == ("tax", battery.totals.tax)
    lines = json.loads(run(["explain", BATTERY, "indirect", "-f", "json"]).out)["lines"]
    whole = json.loads(run(["quote", BATTERY, "-f", "json"]).out)["lines"]
    assert lines == [one for one in whole if one["id"] == "indirect"]
    assert json.loads(sangaku_price.explain_data(BATTERY))["lines"] == whole
    unknown = run(["explain", BATTERY, "nothing-like-it", "-f", "json"])
    assert unknown.status == 2
    assert "subtotal" in unknown.complaint
