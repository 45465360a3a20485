"""A frozen quote that was changed by hand and given a digest of its own: what is said where a contract changes it."""

import json
from pathlib import Path
from shutil import copy

import pytest

from command import run
from places import TESTS
from sangaku_price.loading.canonical import canonical, digested, pieces
from sangaku_price.version import VERSION

CHANGE = """format = 1
tariff = "kitami"
[contract]
start = 2025-07-01
end = 2027-03-31
[[direct]]
id = "d"
amount = 4_444_443
[amends]
quote = "frozen.json"
signed = 2027-02-01
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    copy(TESTS / "amended" / "first.json", "frozen.json")
    copy(TESTS / "amended" / "second.json", "second.json")
    Path("change.toml").write_text(CHANGE)


def made_anew(name, change):
    """The frozen quote in which something is another, under a digest that is right."""
    found = json.loads(Path(name).read_text())
    change(found)
    found["digest"] = digested(pieces(found))
    Path("frozen.json").write_bytes(canonical(found))


def complaint():
    """What is said of the contract, in English."""
    ran = run(["quote", "change.toml", "--lang", "en"])
    assert ran.status == 3
    assert "Traceback" not in ran.complaint
    return ran.complaint


def test_a_frozen_quote_as_it_was_written_is_changed():
    assert run(["quote", "change.toml"]).status == 0


def more(found):
    """A yen more in the line, in its invoice, in the totals: all adds up."""
    found["lines"][0]["amount"] += 1
    found["invoices"][0]["tax"][0]["base"] += 1
    for sums in (found["invoices"][0], found["periods"][0], found["totals"]):
        sums["subtotal"] += 1
        sums["total"] += 1
    for name in ("by_kind", "by_section", "by_charge"):
        found["totals"][name]["direct"] += 1


def test_amounts_that_the_contract_in_it_does_not_come_to_are_altered_whatever_their_digest():
    made_anew("frozen.json", lambda found: (more(found), found["engine"].update(version=VERSION)))
    said = complaint()
    assert "change.toml:10: amends.quote: " in said
    assert "this frozen quote was altered" in said


def test_sums_that_do_not_add_up_are_altered_whichever_version_wrote_them():
    made_anew("frozen.json", lambda found: found["totals"].update(subtotal=found["totals"]["subtotal"] + 1))
    assert "change.toml:10: amends.quote: " in complaint()
    assert "this frozen quote was altered" in complaint()


def test_amounts_of_an_earlier_version_are_what_was_agreed_and_not_computed_again():
    made_anew("frozen.json", more)
    assert run(["quote", "change.toml", "--get", "change.lines.d.before"]).text == "3456790\n"


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("withheld", "no", "frozen.withheld"),
        ("as_of", "soon", "frozen.as_of"),
        ("tariffs", [{"name": "kitami.toml"}], "frozen.tariffs.0.text"),
    ],
)
def test_what_is_frozen_beside_the_quote_and_is_of_another_kind_is_named(key, value, said):
    made_anew("frozen.json", lambda found: found["frozen"].update({key: value}))
    assert "amends.quote" in complaint()
    ran = run(["verify", "frozen.json", "--lang", "en"])
    assert f"frozen.json: {said}" in ran.complaint


def test_a_chain_in_which_a_frozen_quote_is_none_is_told_where_the_contract_names_it():
    def without(found):
        del found["frozen"]["amends"]["frozen"]

    made_anew("second.json", without)
    said = complaint()
    assert "amends.quote" in said
    assert "is no frozen quote" in said
