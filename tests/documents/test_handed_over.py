"""What is handed over beside the quote: its figures are the quote's, and nothing private is in it."""

import csv
import json
import re
from io import StringIO

import pytest

from command import run
from places import ROOT
from quotes import rich_quote
from read_back import read_back
from sangaku_price.api import quote
from sangaku_price.documents.annex import annex_document, annex_of
from sangaku_price.documents.cells import Table
from sangaku_price.language.enums import DocumentKind, Lang
from sangaku_price.writers import Result, formats_for

EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))
KYOTO = str(ROOT / "examples" / "kyoto-battery.toml")
KINDS = [kind for kind in DocumentKind if kind is not DocumentKind.CHANGE]
PRIVATE = """format = 1
tariff = "kyoto"
[contract]
title = "秘密の研究"
start = 2026-04-01
end = 2028-03-31
billing = "fiscal-year"
discount-rate = "7.31%"
[[direct]]
amount = 3_000_001
note = "内緒の覚書"
[[involvement]]
id = "yamada"
who = "山田"
effort = "10%"
annual-cost = 9_617_283
[[success]]
id = "pilot"
trigger = "採用"
amount = 5_000_000
probability = "43.21%"
"""
SECRETS = ("内緒の覚書", "9617283", "9,617,283", "43.21", "0.4321", "0.0731")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_annex_has_the_totals_by_charge_and_the_totals_of_the_quote(path):
    priced = quote(str(path))
    annex = annex_of(priced)
    by_charge = {charge: amount for charge, amount in priced.totals.by_charge.items() if amount}
    assert {charge: amounts[-1] for charge, amounts in annex.charges.items() if amounts[-1]} == by_charge
    for name in ("subtotal", "tax", "total"):
        assert annex.sums[name][-1] == getattr(priced.totals, name)
    for i, period in enumerate(one for one in priced.periods if not one.planned):
        certain = period.total if priced.contract.tax_basis == "inclusive" else period.subtotal
        assert sum(amounts[i] for amounts in annex.charges.values()) == certain


def test_where_the_tax_of_the_periods_is_not_that_of_the_invoices_the_sum_alone_is_shown():
    found = rich_quote()
    annex = annex_of(found._replace(totals=found.totals._replace(tax=found.totals.tax + 1)))
    assert annex.sums["tax"] == (None, None, found.totals.tax + 1)
    assert None not in annex.sums["subtotal"]


@pytest.mark.parametrize(("name", "told"), [("consortium", True), ("shared", False)])
def test_what_a_payer_takes_whole_has_a_column_where_one_does(name, told, tmp_path):
    spec = (ROOT / "examples" / "consortium.toml").read_text()
    (tmp_path / "consortium.toml").write_text(spec)
    (tmp_path / "shared.toml").write_text(spec.replace('lines = ["chamber"]', ""))
    words = run(["quote", str(tmp_path / f"{name}.toml"), "--document", "invoices", "--lang", "ja"]).text
    assert "負担割合" in words
    assert ("全額を負担する項目" in words) == told


@pytest.mark.parametrize(
    ("name", "heads"),
    [
        ("minimal", [["金額（税抜）"]]),
        ("firm-years", [["2026年度"], ["2027年度"]]),
        ("change", [["2021年度", "2022年度", "計"]]),
    ],
)
def test_one_period_has_one_column_of_amounts(name, heads):
    document = annex_document(quote(str(ROOT / "examples" / f"{name}.toml")), Lang.JA)
    tables = [block for section in document.sections[1:-1] for block in section.blocks if isinstance(block, Table)]
    assert [[one.head for one in table.columns[1:]] for table in tables] == heads


def test_a_long_contract_has_five_years_beside_one_another_and_the_sum_with_the_last(tmp_path):
    spec = tmp_path / "spec.toml"
    spec.write_text(PRIVATE.replace("2028-03-31", "2037-03-31"))
    section = annex_document(quote(str(spec)), Lang.EN).sections[1]
    tables = [block for block in section.blocks if isinstance(block, Table)]
    assert [len(one.columns) for one in tables] == [6, 6, 3]
    assert [one.columns[-1].head for one in tables] == ["FY2030", "FY2035", "sum"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fmt", formats_for(Result.DOCUMENT, Result.DATA, Result.ROWS), ids=lambda fmt: fmt.name)
def test_every_kind_is_written_in_every_format_and_is_known_as_ours(kind, fmt, tmp_path):
    path = tmp_path / f"made{fmt.suffixes[0]}"
    for _ in range(2):  # the second time over the first: it is a file of ours
        ran = run(["quote", KYOTO, "--document", kind, "-f", fmt.name, "-o", str(path), "--for", "office"])
        assert (ran.status, ran.complaint) == (0, "")
    assert path.stat().st_size > 0


@pytest.mark.parametrize("kind", ["annex", "invoices"])
@pytest.mark.parametrize("fmt", ["markdown", "csv", "json"])
def test_the_pages_look_like_this(kind, fmt, golden):
    ran = run(["quote", KYOTO, "--document", kind, "-f", fmt])
    assert ran.status == 0
    golden(f"documents/{kind}.{fmt}", re.sub(rb"[0-9a-f]{64}", b"(SHA-256)", ran.out))


def test_the_records_and_the_object_of_an_invoice_plan_say_the_same():
    rows = list(csv.DictReader(StringIO(run(["quote", KYOTO, "--document", "invoices", "-f", "csv"]).text)))
    data = json.loads(run(["quote", KYOTO, "--document", "invoices", "-f", "json"]).text)
    sums = [int(row["total"]) for row in rows if row["sangaku-price"] == "invoice"]
    assert sums == [one["total"] for one in data["invoices"]]
    assert sum(sums) == data["total"] == int(rows[-1]["total"]) == quote(KYOTO).totals.total


def test_a_comparison_is_that_of_the_command():
    handed = run(["quote", KYOTO, "--document", "comparison", "-f", "markdown", "--for", "company"])
    assert handed == run(["compare", KYOTO, "-f", "markdown", "--for", "company"])


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_private_is_in_what_the_company_gets(kind, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "spec.toml").write_text(PRIVATE)
    for fmt in formats_for(Result.QUOTE):
        ran = run(["quote", "spec.toml", "--document", kind, "-f", fmt.name, "--for", "company"])
        assert ran.status == 0
        assert fmt.name in {"json", "csv"} or "秘密の研究" in read_back(ran.out)
        assert not [secret for secret in SECRETS if secret in read_back(ran.out) or secret.encode() in ran.out]


def test_the_secrets_would_be_found(tmp_path):
    (tmp_path / "spec.toml").write_text(PRIVATE)
    shown = (
        run(["quote", str(tmp_path / "spec.toml")]).text
        + run(["quote", str(tmp_path / "spec.toml"), "-f", "json"]).text
    )
    assert [secret for secret in SECRETS if secret not in shown] == []


@pytest.fixture
def changed(tmp_path, monkeypatch):
    """A contract of two years that is changed in the second: more of one entry, a researcher, a higher success fee."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "first.toml").write_text(PRIVATE.replace("10%", "5%"))
    assert run(["quote", "first.toml", "--freeze", "-o", "first.json"]).status == 0
    amends = '[amends]\nquote = "first.json"\nsigned = 2027-05-01\nnumber = 2\nreason = "増額のため"\n[[direct]]'
    (tmp_path / "spec.toml").write_text(PRIVATE.replace("[[direct]]", amends, 1).replace("3_000_001", "4_000_003"))
    return quote("first.toml"), quote("spec.toml")


def test_the_annex_of_a_change_has_the_figures_of_both_quotes_and_what_lies_between(changed):
    first, second = changed
    rows = list(csv.DictReader(StringIO(run(["quote", "spec.toml", "--document", "change", "-f", "csv"]).text)))
    figures = {(row["sangaku-price"], row["id"]): (int(row["before"]), int(row["after"])) for row in rows}
    for name in ("subtotal", "tax", "total"):
        assert figures[name, ""] == (getattr(first.totals, name), getattr(second.totals, name))
    for charge, amount in second.totals.by_charge.items():
        if amount:
            assert figures["charge", charge] == (first.totals.by_charge[charge], amount)
    assert figures["line", "direct.1"] == (3_000_001, 4_000_003)
    assert all(int(row["after"]) - int(row["before"]) == int(row["difference"]) for row in rows)
    data = json.loads(run(["quote", "spec.toml", "--document", "change", "-f", "json"]).text)
    assert data["total"] == {
        "before": first.totals.total,
        "after": second.totals.total,
        "difference": second.change.total,
    }


def test_the_annex_of_a_change_for_an_office(changed, golden):
    ran = run(["quote", "spec.toml", "--document", "change", "--lang", "ja", "-f", "markdown"])
    assert ran.status == 0
    golden("documents/change.markdown", re.sub(rb"[0-9a-f]{64}", b"(SHA-256)", ran.out))


def test_nothing_private_is_in_a_change_for_the_company(changed, tmp_path):
    shown = run(["quote", "spec.toml", "-f", "json"]).text
    assert "9617283" in shown
    for words in (["quote", "spec.toml", "-f", "json"], ["quote", "spec.toml", "--document", "change"]):
        ran = run([*words, "--for", "company"])
        assert ran.status == 0
        assert not [secret for secret in SECRETS if secret in ran.text]
    for fmt in formats_for(Result.DOCUMENT):
        ran = run(["quote", "spec.toml", "--document", "change", "-f", fmt.name, "--for", "company"])
        assert ran.status == 0
        assert not [secret for secret in SECRETS if secret in read_back(ran.out)]


def test_a_contract_that_changes_none_has_no_annex_of_a_change():
    ran = run(["quote", KYOTO, "--document", "change"])
    assert ran.status == 2
    assert "[amends]" in ran.complaint


def test_a_document_is_not_frozen_and_is_no_figure():
    for more in (["--freeze"], ["--get", "total"]):
        assert run(["quote", KYOTO, "--document", "annex", *more]).status == 2


def test_the_mark_for_excel_begins_the_records():
    assert run(["quote", KYOTO, "--document", "annex", "-f", "csv", "--bom"]).out.startswith(
        b"\xef\xbb\xbfsangaku-price,"
    )
