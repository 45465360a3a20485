"""Payers and payments where a contract is priced in other ways: nothing crashes, and what does not fit is said."""

import json

import pytest

from command import run

SPEC = """
format = 1
tariff = "kitami"
[contract]
start = 2026-10-01
end = 2027-03-31
[[direct]]
id = "d"
amount = 1_000_001
[[contribution]]
id = "value"
amount = 700_001
[[payer]]
id = "a"
name = "甲株式会社"
share = "70%"
lines = ["value"]
[[payer]]
id = "b"
name = "乙株式会社"
rest = true
[[payment]]
id = "first"
amount = 1_500_000
[[payment]]
id = "last"
{last}
[scenario.lean]
set = {{ "contribution.value.amount" = 0 }}
"""
FITS, REST = "amount = 500_002", "rest = true"


@pytest.fixture
def spec(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "spec.toml").write_text(SPEC.format(last=REST))
    (tmp_path / "amounts.toml").write_text(SPEC.format(last=FITS))
    return "spec.toml"


def compared(*options):
    ran = run(["compare", *options, "--format", "json"])
    assert ran.status == 0, ran.complaint
    return json.loads(ran.text)


def test_a_scenario_that_the_amounts_do_not_fit_is_compared_undivided_and_says_so(spec):
    found = compared(spec)
    assert [one["subtotal"] for one in found["columns"]] == [1_300_001, 2_000_002, 1_300_001]
    told = [(note["code"], note["path"]) for note in found["notes"] if note["code"] == "payments-left-out"]
    assert told == [("payments-left-out", "cost-accumulation"), ("payments-left-out", "lean")]
    assert run(["quote", spec, "--scenario", "lean"]).status == 3


def test_amounts_that_fit_one_price_alone_are_compared_too(spec):
    assert run(["quote", "amounts.toml", "--get", "totals.subtotal"]).text == "2000002\n"
    assert len(compared("amounts.toml")["columns"]) == 3
    assert len(compared("amounts.toml", "--tariff", "kitami", "--tariff", "hokkaido")["columns"]) == 2
    assert "分割（first, last）の額が合わないため" in run(["compare", "amounts.toml"]).text


def test_check_takes_no_other_scenario_for_a_mistake_because_of_its_amounts(spec):
    assert run(["check", "amounts.toml"]).status == 0


@pytest.mark.parametrize("name", ["spec.toml", "amounts.toml"])
def test_solve_and_sweep_go_through_prices_that_the_amounts_do_not_fit(spec, name):
    solved = run(["solve", name, "--vary", "direct.d.amount", "--target", "3_300_000", "--measure", "subtotal"])
    assert (solved.status, solved.complaint) == (0, "")
    swept = run(["sweep", name, "--vary", "direct.d.amount=0:2_000_000:1_000_000", "--format", "json"])
    assert (swept.status, swept.complaint) == (0, "")


def test_what_is_set_of_a_payer_or_a_payment_is_set(spec):
    told = [
        "--set",
        "payer.a.share=50%",
        "--set",
        "payment.first.amount=1_000_000",
        "--get",
        "invoices.b/first.subtotal",
    ]
    assert run(["quote", spec, *told]).text == "325000\n"
    swept = run(["sweep", spec, "--vary", "payer.a.share=10%:90%:40%", "--measure", "totals.by_payer.a.subtotal"])
    assert swept.status == 0, swept.complaint
    assert run(["quote", spec, "--set", "payer.c.share=50%"]).status == 3
    assert run(["quote", spec, "--set", "payment.first.shares=50%"]).status == 3
