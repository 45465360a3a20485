"""What a company must not see is left out, and nothing else."""

from fractions import Fraction

import pytest

from command import run
from quotes import a_line, a_quote, flat, replace, rich_quote
from read_back import read_back
from sangaku_price.documents.audience import for_company
from sangaku_price.interchange.json import to_json
from sangaku_price.money import DOWN
from sangaku_price.quotation.derivation import constant, product, rounded
from sangaku_price.quotation.values import Quote
from sangaku_price.writers import Result, formats_for


def lines_of(quote: Quote, ident: str):
    return [line for line in quote.lines if line.id == ident]


def test_no_line_tells_how_likely_its_payment_is():
    assert any(line.probability is not None for line in rich_quote().lines)
    assert all(line.probability is None for line in for_company(rich_quote()).lines)


def test_no_figure_tells_what_the_office_expects():
    totals, before = for_company(rich_quote()).totals, rich_quote().totals
    assert before.expected is not None
    assert before.contingent.present_value is not None
    assert totals.expected is None
    assert totals.contingent == before.contingent._replace(expected=None, present_value=None, missing=())
    assert totals == before._replace(expected=None, contingent=totals.contingent)


def test_the_discount_rate_is_left_out():
    company = for_company(rich_quote())
    assert company.contract == replace(rich_quote().contract, discount_rate=None)


def test_entries_without_a_probability_are_not_named():
    office = rich_quote()
    missing = office.totals.contingent._replace(expected=None, missing=("pilot",))
    office = office._replace(totals=office.totals._replace(contingent=missing))
    assert for_company(office).totals.contingent.missing == ()


def test_the_offices_own_notes_and_their_marks_are_left_out():
    company = for_company(rich_quote())
    assert [note.code for note in company.notes] == [
        note.code for note in rich_quote().notes if note.code != "entry-note"
    ]
    assert all(line.marks == () for line in lines_of(company, "yamada"))
    assert lines_of(company, "indirect")[0].marks == ("doubt", "differs-from-published")


def test_a_private_line_keeps_its_amount_label_and_sources_but_not_its_derivation():
    for office, company in zip(
        lines_of(rich_quote(), "yamada"), lines_of(for_company(rich_quote()), "yamada"), strict=True
    ):
        assert office.private
        assert company == office._replace(
            steps=(), exact=None, formula=None, unit_price=None, quantity=None, private=True, marks=()
        )
        assert company.amount == office.amount > 0


def test_a_line_is_private_where_a_step_of_it_is_whatever_the_line_says():
    cost = constant(9_600_001, "yen", private=True)
    line = a_line("yamada", rounded(product(cost, constant(Fraction(1, 10))), DOWN), "involvement", private=False)
    (company,) = for_company(a_quote([line])).lines
    assert (company.steps, company.formula, company.exact, company.private) == ((), None, None, True)


def test_informative_parts_are_left_out_and_the_split_of_a_fee_stays():
    company = for_company(rich_quote())
    assert [len(line.steps) for line in lines_of(rich_quote(), "indirect")] == [2, 2]
    assert [len(line.steps) for line in lines_of(company, "indirect")] == [1, 1]
    assert [line.steps[1].op for line in lines_of(company, "resident.1")] == ["split", "split"]


def test_values_laid_over_the_file_do_not_tell_what_is_private():
    settings = {
        "direct.1.unit-price": "80_001",
        "success.pilot.probability": "90%",
        "contract.discount-rate": "8%",
        "involvement.yamada.annual-cost": "9_600_001",
        "involvement.yamada.effort": "10%",
        "direct.1.note": "内緒",
        "tariff": "kyoto",
    }
    company = for_company(replace(rich_quote(), set=settings))
    assert company.set == {"direct.1.unit-price": "80_001", "tariff": "kyoto"}


def test_the_annual_cost_is_nowhere_in_the_companys_file():
    assert b"9600001" in to_json(rich_quote())
    company = to_json(for_company(rich_quote()))
    assert b"9600001" not in company
    assert b"9_600_001" not in company
    assert "未連絡".encode() not in company


def test_a_quote_without_secrets_stays_as_it_is():
    quote = a_quote([a_line("direct.1", flat(1))], set={})
    expected = quote.totals._replace(expected=None, contingent=quote.totals.contingent._replace(expected=None))
    contract = quote.contract._replace(discount_rate=None)
    assert for_company(quote) == quote._replace(totals=expected, contract=contract)


def test_the_companys_quote_is_the_same_when_made_twice():
    once = for_company(rich_quote())
    assert for_company(once) == once


INSIDE = """format = 1
tariff = "kitami"
[contract]
start = 2026-10-01
end = 2027-09-30
[[direct]]
amount = 1_000_000
[[involvement]]
hours = 10
hourly-rate = 10_000
borne-by = "university"
[[cross-appointment]]
base = 9_876_543
assessed = 12_345_678
effort = "20%"
[[in-kind]]
party = "university"
item = "装置"
note = "内緒の注"
[[allocation]]
of = ["direct"]
to = { "極秘の研究室" = 1 }
"""


@pytest.mark.parametrize("fmt", [one.name for one in formats_for(Result.QUOTE)])
def test_where_the_money_goes_inside_is_in_no_output_for_the_company(fmt, tmp_path):
    (tmp_path / "spec.toml").write_text(INSIDE)
    path = str(tmp_path / "spec.toml")
    company = read_back(run(["quote", path, "-f", fmt, "--for", "company"]).out)
    for secret in ("極秘の研究室", "事務部", "内緒の注", "9876543", "9,876,543", "12345678", "12,345,678"):
        assert secret not in company
    assert "100,000" in company or "100000" in company  # what the university brings is shown


def test_where_the_money_goes_inside_is_shown_to_the_office(tmp_path):
    (tmp_path / "spec.toml").write_text(INSIDE)
    office = run(["quote", str(tmp_path / "spec.toml")]).text
    for said in ("極秘の研究室", "事務部", "内緒の注", "9,876,543"):
        assert said in office
