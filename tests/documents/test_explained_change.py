"""What is explained of a change: the lines that it moves, and the tax on its invoices."""

import json

import pytest

from command import run
from places import TESTS
from sangaku_price import quote
from sangaku_price.documents.figure_explanation import figure_explained
from sangaku_price.library.cases import WorkedCase, load_case
from sangaku_price.loading.repricing import price_loaded
from sangaku_price.toml.reading import read
from worked import case_files

FIRST = """format = 1
tariff = "kobe"
[contract]
start = 2021-07-01
end = 2023-03-31
[[direct]]
id = "materials"
item = "試料・消耗品"
amount = 3_456_789
"""
AMENDS = """[amends]
quote = "first.json"
signed = 2022-09-01
"""


@pytest.fixture
def second(tmp_path):
    """A contract of which 987,654 yen are added when 30 % are in force."""
    (tmp_path / "first.toml").write_text(FIRST)
    assert run(["quote", str(tmp_path / "first.toml"), "--freeze", "-o", str(tmp_path / "first.json")]).status == 0
    (tmp_path / "second.toml").write_text(FIRST.replace("3_456_789", "4_444_443") + AMENDS)
    return str(tmp_path / "second.toml")


def changed(stem):
    """The changed contracts of a file of cases, by their names."""
    content, source = case_files()[stem], read(str(TESTS / "cases" / f"{stem}.toml"))
    for case in content["case"]:
        if "changes" in case and "error" not in case:
            there = source._replace(text=case.get("spec", content.get("spec")), folder=TESTS / "tariffs")
            yield case["name"], price_loaded(load_case(WorkedCase("", case["name"], there, case)))


@pytest.mark.parametrize("stem", [stem for stem in case_files() if stem.startswith(("amend", "change"))])
def test_what_a_change_costs_is_the_sum_of_its_parts(stem):
    for name, found in changed(stem):
        for words, amount in (
            ("change", found.change.total),
            ("change.subtotal", found.change.subtotal),
            ("change.tax", found.change.tax),
        ):
            told = figure_explained(found, words)
            assert told.amount == amount == sum(part.amount for part in told.parts), (name, words)


@pytest.mark.parametrize("words", ["change", "change.total", "変更の額（税込）", "the change, with tax"])
def test_a_change_is_explained_by_what_it_moves_before_rounding_and_by_its_tax(second, words):
    data = json.loads(run(["explain", second, words, "-f", "json"]).out)
    assert (data["figure"], data["amount"]) == ("change", 1_412_345)
    parts = [(one["label"]["en"], one["amount"], one["exact"]) for one in data["parts"]]
    assert parts == [
        ("試料・消耗品", 987_654, "987654"),
        ("indirect cost", 296_296, "1481481/5"),
        ("tax on the change", 128_395, None),
    ]
    assert data["parts"][1]["formula"]["ja"] == "直接経費 4,444,443円の30％ − 直接経費 3,456,789円の30％"


def test_the_tax_on_a_change_is_explained_by_its_base_and_rate(second):
    (part,) = json.loads(run(["explain", second, "change.tax", "-f", "json"]).out)["parts"]
    assert (part["label"]["ja"], part["formula"]["ja"], part["amount"]) == ("第1回変更", "1,283,950円の10%", 128_395)


def test_of_amounts_that_contain_tax_the_change_without_it_is_what_is_left(second, tmp_path):
    inclusive = '[tax]\nbasis = "inclusive"\n'
    (tmp_path / "first.toml").write_text(FIRST + inclusive)
    run(["quote", str(tmp_path / "first.toml"), "--freeze", "-o", str(tmp_path / "first.json"), "--force"])
    (tmp_path / "second.toml").write_text(FIRST.replace("3_456_789", "4_444_443") + inclusive + AMENDS)
    found = quote(second)
    subtotal, total = figure_explained(found, "change.subtotal"), figure_explained(found, "change")
    assert [part.amount for part in total.parts] == [987_654, 296_296]
    assert [part.amount for part in subtotal.parts] == [1_283_950, -116_722]


def test_a_contract_that_changes_nothing_has_no_change_to_explain(second, tmp_path):
    told = run(["explain", str(tmp_path / "first.toml"), "change", "--lang", "en"])
    assert told.status == 2
    assert "change.tax" not in told.complaint
    assert "change.tax" in run(["explain", second, "chang", "--lang", "en"]).complaint
