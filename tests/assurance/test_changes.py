"""A changed contract in what guards a repository: check, diff, verify over a chain, the annex of a change."""

import json
import re
from pathlib import Path
from shutil import copy

import pytest

from command import run
from places import ROOT, TESTS
from sangaku_price import api
from sangaku_price.assurance.verifying import ALTERED, SAME
from sangaku_price.writers.figures import figure_at

FIRST = """format = 1
tariff = "./kaitei.toml"
[contract]
start = 2025-07-01
end = 2027-03-31
[[direct]]
id = "d"
amount = 3_456_789
[[involvement]]
id = "yamada"
rank = "professor"
hours = 100
"""
CHANGE = (
    FIRST
    + """[amends]
quote = "first.json"
signed = 2026-09-01
"""
)
EXAMPLE = str(ROOT / "examples" / "change.toml")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A first contract, frozen, and a change of it, frozen too."""
    monkeypatch.chdir(tmp_path)
    copy(TESTS / "tariffs" / "kaitei.toml", tmp_path)
    Path("first.toml").write_text(FIRST)
    Path("first.json").write_bytes(api.freeze("first.toml"))
    Path("second.toml").write_text(CHANGE.replace("3_456_789", "4_444_443"))
    Path("second.json").write_bytes(api.freeze("second.toml"))
    return tmp_path


def of(path):
    (found,) = api.verify(path).values() if isinstance(api.verify(path), dict) else (api.verify(path),)
    return found


def test_a_chain_is_verified_down_to_the_first(folder):
    found = of("second.json")
    assert (found.state, found.status) == (SAME, 0)
    assert [(one.number, one.verdict.state) for one in found.chain] == [(0, SAME)]
    Path("third.toml").write_text(CHANGE.replace("first.json", "second.json").replace("2026-09-01", "2026-10-01"))
    Path("third.json").write_bytes(api.freeze("third.toml"))
    assert [one.number for one in of("third.json").chain] == [0, 1]
    assert "第1回変更" in run(["verify", "third.json", "--lang", "ja"]).text
    told = json.loads(run(["verify", "third.json", "-f", "json"]).text)
    assert [one["state"] for one in told["chain"]] == ["same", "same"]


def test_a_later_version_of_the_tariff_does_not_move_what_was_frozen_before_it(folder):
    tariff = Path("kaitei.toml")
    edited = tariff.read_text().replace('rate = "30%"', 'rate = "40%"')
    tariff.write_text(edited)
    assert run(["verify", "first.json", "--tariff", "./kaitei.toml"]).status == 0
    assert run(["verify", "second.json", "--tariff", "./kaitei.toml"]).status == 6
    assert of("second.json").state == SAME  # from what is frozen in it


def test_an_altered_frozen_quote_in_a_chain_is_found(folder):
    from sangaku_price.loading.canonical import canonical, digested, pieces

    values = json.loads(Path("second.json").read_text())
    values["frozen"]["amends"]["totals"]["total"] += 1
    values["digest"] = "sha256:" + "0" * 64
    values["digest"] = digested(pieces(values))
    Path("second.json").write_bytes(canonical(values))
    found = of("second.json")
    assert (found.state, found.why) == (ALTERED, "chain")
    Path("third.toml").write_text(CHANGE.replace("first.json", "second.json").replace("2026-09-01", "2026-10-01"))
    ran = run(["quote", "third.toml", "--lang", "en"])
    assert ran.status == 3
    assert "amends.quote" in ran.complaint


def test_what_lies_between_a_contract_and_its_change_is_told_by_cause(folder):
    found = api.diff("first.json", "second.toml")
    assert found.total == api.quote("second.toml").change.total
    assert sum(part.total for part in found.parts) == found.total
    assert any("amends.signed" in change.path for part in found.parts for change in part.changes)


def test_two_changes_of_one_contract_are_compared_by_cause(folder):
    Path("other.toml").write_text(CHANGE.replace("3_456_789", "4_000_000"))
    found = api.diff("second.json", "other.toml")
    (part,) = found.parts
    assert [change.path for change in part.changes] == ["direct.d.amount"]
    quotes = [api.quote(name) for name in ("other.toml", "second.toml")]
    assert part.total == quotes[0].change.total - quotes[1].change.total


def test_gates_are_held_by_a_change_and_passed_over_without_one(folder):
    policy = 'format = 1\n[[gate]]\nname = "small"\nmeasure = "change.total"\nat-most = 1_000_000\n'
    Path("policy.toml").write_text(policy)
    assert run(["check", "second.toml", "--policy", "policy.toml"]).status == 4
    assert run(["check", "first.toml", "--policy", "policy.toml"]).status == 0


def test_a_scenario_drops_the_lines_of_the_change_and_never_frozen_ones(folder):
    Path("more.toml").write_text(CHANGE.replace("hours = 100", "hours = 120"))
    whole, cost = (api.quote("more.toml", scenario=name) for name in ("value-based", "cost-accumulation"))
    assert figure_at(whole, "lines.yamada.amount") == "1400000"
    assert figure_at(cost, "lines.yamada.amount") == "1000000"
    assert cost.change.total == 0
    assert "amends-scenario" in {note.code for note in cost.notes}


def test_a_company_sees_no_private_derivation_of_a_change(folder):
    private = FIRST.replace("hours = 100\n", 'effort = "10%"\nannual-cost = 9_600_000\n').replace(
        'rank = "professor"\n', ""
    )
    Path("first.toml").write_text(private)
    Path("first.json").write_bytes(api.freeze("first.toml"))
    Path("second.toml").write_text(private.replace("10%", "20%") + CHANGE[len(FIRST) :])
    office, company = (run(["quote", "second.toml", "-f", "json", "--for", who]).text for who in ("office", "company"))
    assert "9600000" in office
    assert "9600000" not in company
    told = {one["id"]: one for one in json.loads(company)["change"]["lines"]}["yamada"]
    assert (told["difference"], told["formula"], told["steps"]) == (1_680_000, None, [])


def test_a_contract_that_changes_nothing_has_no_annex_of_a_change(folder):
    ran = run(["quote", "first.toml", "--document", "change"])
    assert ran.status == 2
    assert "[amends]" in ran.complaint


def test_new_writes_the_file_of_a_change_to_begin_from(folder):
    (folder / "sub").mkdir()
    ran = run(["new", "--amends", "first.json", "-o", "sub/change.toml"])
    assert ran.status == 0, ran.complaint
    text = Path("sub/change.toml").read_text()
    assert 'quote = "../first.json"' in text
    assert 'tariff = "../kaitei.toml"' in text
    assert api.quote("sub/change.toml").change.total == 0
    Path("third.toml").write_bytes(api.amend("second.json", "third.toml"))
    assert Path("third.toml").read_text().count("[amends]") == 1
    assert api.quote("third.toml").change.number == 2
    assert run(["new", "--amends", "first.json", "--tariff", "kyoto"]).status == 2
    Path("altered.json").write_bytes(Path("first.json").read_bytes().replace(b"3456789", b"3456788"))
    assert run(["new", "--amends", "altered.json"]).status == 3


def test_a_value_is_sought_for_what_a_change_comes_to(folder):
    exact = run(["solve", "second.toml", "--vary", "direct.d.amount", "--target", "5_595_058", "--lang", "en"])
    assert exact.status == 0, exact.complaint
    near = run(["solve", "second.toml", "--vary", "direct.d.amount", "--target", "6_000_001", "--lang", "en"])
    assert near.status in {0, 4}, near.complaint
    measured = run(
        ["sweep", "second.toml", "--vary", "direct.d.amount=4_000_000:4_100_000:50_000", "--measure", "change.total"]
    )
    assert measured.status == 0, measured.complaint


def test_a_change_that_is_signed_when_the_contract_has_ended_is_probably_not_meant(folder):
    text = Path("second.toml").read_text()
    assert "change-after-end" not in run(["check", "second.toml", "--lang", "en"]).text
    Path("late.toml").write_text(re.sub(r"signed = [0-9-]+", "signed = 2027-04-01", text))
    assert "warning [change-after-end] amends.signed" in run(["check", "late.toml", "--lang", "en"]).text
