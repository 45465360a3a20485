"""What is explained of invoices, payers and planned years: by name, and never firm and planned money in one sum."""

import pytest

from command import run
from places import ROOT
from sangaku_price import quote
from sangaku_price.documents.figure_explanation import figure_explained
from sangaku_price.quotation.invoice_names import invoice_words

FIRM = quote(str(ROOT / "examples" / "firm-years.toml"))
PAYERS = quote(str(ROOT / "examples" / "consortium.toml"))


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("total", FIRM.totals.total),
        ("tax", FIRM.totals.tax),
        ("subtotal", FIRM.totals.subtotal),
        ("planned", FIRM.totals.planned.total),
        ("次年度以降の予定額", FIRM.totals.planned.total),
        ("FY2026", FIRM.totals.total),
        ("2027年度", FIRM.totals.planned.total),
        ("FY2026/spring", 2_109_251),
        ("autumn", 2_109_250),
    ],
)
def test_a_figure_is_the_sum_of_its_parts(words, amount):
    found = figure_explained(FIRM, words)
    assert found.amount == amount == sum(part.amount for part in found.parts)


def test_what_is_planned_is_no_figure_where_all_is_firm():
    assert figure_explained(PAYERS, "planned") is None


@pytest.mark.parametrize("one", PAYERS.invoices, ids=lambda one: one.name)
def test_each_invoice_of_several_is_explained_by_its_name(one):
    for words in (one.name, one.name.partition("/")[2]):
        found = figure_explained(PAYERS, words)
        assert (found.figure, found.amount) == (one.name, one.total)
        assert sum(part.amount for part in found.parts) == one.total


def test_an_invoice_is_called_by_its_payer_and_instalment():
    assert invoice_words(PAYERS, PAYERS.invoices[1]).ja == "契約期間（アルファ建材株式会社、第2回）"
    assert invoice_words(FIRM, FIRM.invoices[-1]).en == "FY2027 (planned)"
    assert figure_explained(PAYERS, "contract").amount == PAYERS.totals.total


def test_a_line_of_firm_and_planned_years_has_two_amounts():
    ran = run(["explain", str(ROOT / "examples" / "firm-years.toml"), "indirect", "--lang", "ja"])
    assert "金額（税抜）" in ran.text
    assert "885,000円" in ran.text
    assert "705,000円" in ran.text
    assert "1,590,000" not in ran.text
    assert "2027年度（予定）" in ran.text


def test_what_falls_due_on_no_day_is_told_apart_by_its_year(tmp_path):
    text = (ROOT / "examples" / "firm-years.toml").read_text()
    payers = "".join(f'[[payer]]\nname = "{name}"\nshare = "50%"\n' for name in ("甲社", "乙社"))
    path = tmp_path / "payers.toml"
    path.write_text(text.replace("2028-03-31", "2029-03-31") + payers)
    ran = run(["quote", str(path), "--lang", "ja"])
    for name in ("甲社", "乙社"):
        assert f"{name}（2027年度、予定）" in ran.text
        assert f"{name}（2028年度、予定）" in ran.text
