"""Planned years in what is frozen, compared and gated: beside the firm figures, never in them."""

import csv
import json
from io import StringIO

import pytest

from command import run

SPEC = """
format = 1
tariff = "kitami"
[contract]
start = 2026-04-01
end = 2028-03-31
billing = "fiscal-year"
firm-until = 2027-03-31
[[direct]]
id = "now"
amount = 1_000_001
fiscal-year = 2026
[[direct]]
id = "then"
amount = 2_000_003
fiscal-year = 2027
"""
GATE = """
format = 1
[[gate]]
name = "later"
measure = "planned.total"
at-most = 2_860_002
"""


@pytest.fixture
def spec(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "spec.toml").write_text(SPEC)
    (tmp_path / "policy.toml").write_text(GATE)
    return tmp_path / "spec.toml"


def test_a_frozen_quote_with_planned_years_is_the_same(spec):
    run(["quote", "spec.toml", "--freeze", "-o", "frozen.json"])
    frozen = json.loads((spec.parent / "frozen.json").read_text())
    assert (frozen["totals"]["total"], frozen["totals"]["planned"]["total"]) == (1_430_001, 2_860_003)
    assert [one.get("planned", False) for one in frozen["periods"]] == [False, True]
    assert run(["verify", "frozen.json"]).status == 0
    company = run(["quote", "spec.toml", "--freeze", "--for", "company", "-o", "company.json"])
    assert company.status == 0
    assert run(["verify", "company.json"]).status == 0


def test_a_difference_tells_planned_money_apart(spec):
    (spec.parent / "new.toml").write_text(SPEC.replace("2_000_003", "2_100_003"))
    found = json.loads(run(["diff", "spec.toml", "new.toml", "--format", "json"]).text)
    assert found["totals"]["planned"] == {"old": 2_860_003, "new": 3_003_003}
    assert (found["difference"], found["parts"][0]["planned"]) == (0, 143_000)
    assert {one["certainty"] for one in found["lines"]} == {"planned"}
    assert "+143,000" in run(["diff", "spec.toml", "new.toml"]).text


def test_a_year_that_becomes_firm_moves_no_amount(spec):
    (spec.parent / "new.toml").write_text(SPEC.replace("2027-03-31\n[[", "2028-03-31\n[["))
    found = json.loads(run(["diff", "spec.toml", "new.toml", "--format", "json"]).text)
    assert found["difference"] == 2_860_003
    assert found["totals"]["planned"] == {"old": 2_860_003, "new": 0}
    plain = run(["quote", "spec.toml", "--set", "contract.firm-until=2028-03-31", "--get", "totals.total"]).text
    assert int(plain) == 1_430_001 + 2_860_003


def test_a_gate_measures_what_is_planned(spec):
    denied = run(["check", "spec.toml", "--policy", "policy.toml", "--lang", "en"])
    assert denied.status == 4
    assert "planned total with tax is 2,860,003 yen, not at most 2,860,002 yen" in denied.text
    spec.write_text(SPEC.replace("firm-until = 2027-03-31\n", ""))
    assert run(["check", "spec.toml", "--policy", "policy.toml"]).status == 0


def test_a_comparison_has_planned_money_beside_the_firm_in_every_format(spec):
    found = json.loads(run(["compare", "spec.toml", "--format", "json"]).text)
    told = [one["planned"] for one in found["columns"]]
    assert told == [{"subtotal": 2_600_003, "tax": 260_000, "total": 2_860_003}] * 2
    rows = list(csv.reader(StringIO(run(["compare", "spec.toml", "--format", "csv"]).text)))
    assert [row[6] for row in rows if row[:3] == ["planned", "planned", "total"]] == ["2860003"]
    for fmt in ("table", "markdown"):
        assert "2,860,003" in run(["compare", "spec.toml", "--format", fmt]).text


def test_solve_seeks_the_firm_total(spec):
    found = run(["solve", "spec.toml", "--vary", "direct.now.amount", "--target", "2_860_000", "--format", "json"])
    assert found.status == 0, found.complaint
    assert "2860000" in found.text


PAID = """
[[payer]]
id = "a"
name = "甲社"
share = "{a}"
[[payer]]
id = "b"
name = "乙社"
share = "{b}"
[[payment]]
id = "first"
fiscal-year = 2026
share = "50%"
[[payment]]
id = "last"
fiscal-year = 2026
due = {due}
rest = true
"""


def test_a_difference_tells_who_pays_otherwise_and_when(spec):
    (spec.parent / "old.toml").write_text(SPEC + PAID.format(a="50%", b="50%", due="2027-03-31"))
    (spec.parent / "new.toml").write_text(SPEC + PAID.format(a="1/3", b="2/3", due="2027-04-30"))
    found = json.loads(run(["diff", "old.toml", "new.toml", "--format", "json"]).text)
    paths = [change["path"] for part in found["parts"] for change in part["changes"]]
    assert paths == ["payer.a.share", "payer.b.share", "payment.last.due"]
    assert sum(part["total"] for part in found["parts"]) == found["difference"]
    added = json.loads(run(["diff", "spec.toml", "old.toml", "--format", "json"]).text)
    assert sum(part["total"] for part in added["parts"]) == added["difference"]
    assert run(["diff", "old.toml", "new.toml", "--exit-code"]).status == 5
