"""What a changed tariff would move: which contracts, by how much, which not and why."""

import json

import pytest

from command import run

TARIFF = """format = 1
id = "ours"
name = {{ ja = "わたしたち大学", en = "Our University" }}
checked = 2026-11-01
[source.page]
title = "規程"
href = "https://example.ac.jp/"
[[overhead]]
id = "indirect"
kind = "overhead"
charged-as = "indirect"
base = ["direct"]
rate = "10%"
tax = "unstated"
source = "page"
{more}"""
CHANGE = """until = 2027-03-31
[[overhead]]
id = "indirect"
kind = "overhead"
charged-as = "indirect"
base = ["direct"]
rate = "30%"
tax = "unstated"
source = "page"
since = 2027-04-01
"""
SPEC = """format = 1
tariff = "./ours.toml"
[contract]
title = "{title}"
start = {start}
end = {end}
billing = "fiscal-year"
[[direct]]
amount = {amount}
"""


@pytest.fixture
def office(tmp_path):
    (tmp_path / "ours.toml").write_text(TARIFF.format(more=""))
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "changed.toml").write_text(TARIFF.format(more=CHANGE))
    early = SPEC.format(title="早い", start="2026-10-01", end="2027-09-30", amount=1_000_001)
    late = SPEC.format(title="遅い", start="2027-04-01", end="2029-03-31", amount=3_000_002)
    (tmp_path / "a-early.toml").write_text(early)
    (tmp_path / "b-late.toml").write_text(late)
    (tmp_path / "c-own.toml").write_text(late + '[[overhead]]\nid = "indirect"\nrate = "15%"\nreason = "合意"\n')
    (tmp_path / "d-other.toml").write_text(late.replace("./ours.toml", "kitami"))
    frozen = run(["quote", str(tmp_path / "b-late.toml"), "--freeze", "-o", str(tmp_path / "e-frozen.json")])
    assert frozen.status == 0
    return tmp_path


def impact(office, *words):
    return run(["portfolio", str(office), "--impact", str(office / "new" / "changed.toml"), *words])


def test_what_moves_by_how_much_which_not_and_why(office):
    found = impact(office, "-f", "jsonl", "--lang", "en")
    rows = {row["file"].rsplit("/", 1)[1]: row for row in map(json.loads, found.text.splitlines())}
    assert list(rows) == ["a-early.toml", "b-late.toml", "c-own.toml", "e-frozen.json"]
    assert rows["a-early.toml"]["difference"] == 0
    assert rows["a-early.toml"]["why"] == "the first day lies before the change of 2027-04-01"
    late = rows["b-late.toml"]
    assert (late["before"], late["after"], late["difference"]) == (3_630_002, 4_290_002, 660_000)
    assert late["why"] == "by the changed rules"
    assert (rows["c-own.toml"]["difference"], rows["c-own.toml"]["why"]) == (0, "the contract gives its own number")
    assert (rows["e-frozen.json"]["difference"], rows["e-frozen.json"]["why"]) == (0, "a frozen quote")
    assert found.status == 0


def test_sums_by_institution_and_fiscal_year_stand_below(office, monkeypatch, golden):
    monkeypatch.chdir(office)
    found = run(["portfolio", ".", "--impact", "new/changed.toml", "--lang", "ja"])
    golden("portfolio/impact.ja.txt", found.out)


def test_a_changed_tariff_with_mistakes_is_refused_whole(office):
    path = office / "new" / "changed.toml"
    path.write_text(path.read_text().replace('"30%"', '"x"'))
    found = impact(office)
    assert (found.status, found.out) == (3, b"")
    assert "changed.toml" in found.complaint


def test_a_contract_that_cannot_be_priced_is_a_row(office):
    (office / "b-late.toml").write_text((office / "b-late.toml").read_text() + "colour = 1\n")
    found = impact(office, "-f", "jsonl", "--lang", "en")
    assert found.status == 3
    assert "colour" in json.loads(found.text.splitlines()[1])["mistake"]


def test_a_frozen_quote_that_was_altered_is_said_to_be(office):
    path = office / "e-frozen.json"
    path.write_text(path.read_text().replace("遅い", "遅く"))
    found = impact(office, "-f", "jsonl", "--lang", "en")
    assert "altered" in json.loads(found.text.splitlines()[-1])["mistake"]
