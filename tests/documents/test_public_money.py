"""Public money, and what a contract costs the company: firm and planned years stand apart in every table."""

import pytest

from command import run
from places import ROOT
from sangaku_price import quote
from sangaku_price.documents.audience import for_company
from sangaku_price.documents.cells import Kind, Table
from sangaku_price.documents.formal_quote import formal_quote
from sangaku_price.language.enums import Lang

EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))
OF_A_LINE = {"期間別", "金額（税抜）"}
"""An amount of a line or a part of it: one of them stands in a row."""
SPEC = """format = 1
tariff = "kitami"
[contract]
start = 2025-10-01
end = 2026-09-30
billing = "fiscal-year"
firm-until = 2026-03-31
[[direct]]
amount = 10_000_001
[[direct]]
amount = 1_000_001
borne-by = "grant"
[[grant]]
name = "架空の事業"
to = "university"
ratio = "50%"
ceiling = 1_500_000
[company-tax]
corporate-tax = { 2025 = 20_000_000 }
"""


@pytest.fixture
def spec(tmp_path):
    """A contract of a firm and a planned year, 6,500,001 and 6,500,000 yen, with 1,500,000 of public money in each."""
    (tmp_path / "spec.toml").write_text(SPEC)
    return str(tmp_path / "spec.toml")


def rows_of(words: str, begin: str) -> list[list[str]]:
    """The figures of each row that begins with some words."""
    found = (line.strip() for line in words.splitlines())
    return [line.removeprefix(begin).split() for line in found if line.startswith(begin)]


def test_the_project_of_planned_years_is_no_part_of_the_firm_one(spec):
    words = run(["quote", spec, "--lang", "ja"]).text
    assert rows_of(words, "研究の規模") == [["8,000,001", "8,000,000"]]
    assert rows_of(words, "大学への公的資金 ") == [["1,500,000", "1,500,000"]]


@pytest.mark.parametrize("path", [None, *EXAMPLES], ids=lambda path: getattr(path, "stem", "spec"))
def test_amounts_that_stand_beside_one_another_have_their_heads_where_they_are_stacked(path, spec):
    document = formal_quote(for_company(quote(str(path or spec))), Lang.JA)
    tables = [block for section in document.sections for block in section.blocks if isinstance(block, Table)]
    several = [one for one in tables if sum(column.kind is Kind.YEN for column in one.columns) > 1]
    told = {column.head: column.named for table in several for column in table.columns if column.kind is Kind.YEN}
    assert [head for head, named in told.items() if not named and head not in OF_A_LINE] == []


def test_public_money_of_planned_years_is_allotted_apart(spec):
    words = run(["quote", spec, "--lang", "ja"]).text
    assert rows_of(words, "公的資金のうち未定") == [["999,999"], ["1,000,000"], ["999,999", "1,000,000"]]
    assert quote(spec).cost_shares == (6_500_001, 0, 1_500_000)


def test_what_it_costs_the_company_has_no_sum_of_firm_and_planned_years(spec):
    words = run(["quote", spec, "--for", "company", "--lang", "ja"]).text
    assert rows_of(words, "価格（税抜）") == [["6,500,001", "6,500,000"]]
    assert "13,000,001" not in words
    assert "2026年度（予定）" in words
