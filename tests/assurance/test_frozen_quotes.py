"""A frozen quote is a quote: printed, explained, compared and listed from what is frozen in it."""

import json

import pytest

import sangaku_price
from command import run
from places import ROOT

BATTERY = ROOT / "examples" / "kyoto-battery.toml"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Two issued quotes, the second in the place of the first, and their copies for the company."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "new.toml").write_text(BATTERY.read_text().replace("81_350", "90_000"))
    for name, *words in (
        ("v1.json", str(BATTERY)),
        ("v2.json", "new.toml", "--supersedes", "v1.json"),
        ("c1.json", str(BATTERY), "--for", "company"),
        ("c2.json", "new.toml", "--for", "company"),
    ):
        assert run(["quote", *words, "--freeze", "-o", name]).status == 0
    return tmp_path


@pytest.mark.parametrize("fmt", ["table", "markdown", "csv", "json"])
def test_a_frozen_quote_is_printed_as_it_was_made(folder, fmt):
    assert run(["quote", "v1.json", "-f", fmt]).out == run(["quote", str(BATTERY), "-f", fmt]).out


def test_it_is_not_priced_for_it(folder, monkeypatch):
    monkeypatch.setattr("sangaku_price.loading.repricing.price", None)
    assert run(["quote", "v1.json"]).status == 0
    assert run(["explain", "v1.json", "indirect"]).status == 0
    assert run(["quote", "c1.json", "--get", "total"]).text == "24931713\n"


def test_it_is_explained_and_nothing_is_laid_over_it(folder):
    assert "2,487,298円" in run(["explain", "v1.json", "産官学連携推進経費", "--lang", "ja"]).text
    for words in (["--set", "direct.1.amount=1"], ["--as-of", "2026-10-01"], ["--scenario", "cost-accumulation"]):
        refused = run(["quote", "v1.json", *words])
        assert refused.status == 2
        assert "is not priced again" in refused.complaint
    assert run(["quote", "v1.json", "--scenario", "value-based"]).status == 0


def test_one_that_was_altered_is_not_printed(folder):
    (folder / "v1.json").write_bytes((folder / "v1.json").read_bytes().replace(b"24931713", b"14931713"))
    assert run(["quote", "v1.json"]).status == 3


def test_many_are_verified_at_once_with_what_they_supersede(folder):
    ran = run(["verify", "v1.json", "v2.json", "--lang", "ja"])
    assert ran.status == 0
    for told in ("SK-2026-0417", "24,931,713", "25,326,596", "差し替える見積: v1.json", "差し替えた見積: v2.json"):
        assert told in ran.text
    data = json.loads(run(["verify", "v1.json", "v2.json", "-f", "json"]).out)["quotes"]
    assert [one["file"] for one in data] == ["v1.json", "v2.json"]
    assert data[1]["supersedes"] == data[0]["digest"]
    assert [one["total"] for one in data] == [24_931_713, 25_326_596]


def test_of_many_each_mistake_is_told_and_each_that_is_not_the_same(folder):
    (folder / "v2.json").write_bytes((folder / "v2.json").read_bytes().replace(b"SK-2026-0417", b"SK-2026-0418"))
    ran = run(["verify", "v1.json", "v2.json", "--lang", "en"])
    assert ran.status == 6
    assert "altered: its contents do not match its digest" in ran.text
    (folder / "a.json").write_text("{}")
    wrong = run(["verify", "a.json", "v1.json", "b.json"])
    assert wrong.status == 3
    assert "a.json" in wrong.complaint
    assert "b.json" in wrong.complaint
    assert run(["verify", "v1.json", "c1.json", "--spec", str(BATTERY)]).status == 2


def test_line_ends_of_another_system_are_told_with_the_way_out(folder):
    (folder / "v1.json").write_bytes((folder / "v1.json").read_bytes().replace(b"\n", b"\r\n"))
    ran = run(["verify", "v1.json", "--lang", "en"])
    assert ran.status == 6
    assert ".gitattributes" in ran.text
    (folder / "v1.json").write_bytes((folder / "v1.json").read_bytes().replace(b"SK-2026-0417", b"SK-2026-0418"))
    assert ".gitattributes" not in run(["verify", "v1.json", "--lang", "en"]).text


def test_two_copies_for_the_company_are_compared_line_by_line(folder):
    ran = run(["diff", "c1.json", "c2.json", "--lang", "ja"])
    assert ran.status == 0
    for told in ("電解質原料・セル部材", "+259,500", "SK-2026-0417", "写しのため"):
        assert told in ran.text
    assert run(["diff", "c1.json", "c1.json", "--exit-code"]).status == 0
    assert run(["diff", "c1.json", "c2.json", "--exit-code"]).status == 5
    mixed = run(["diff", "v1.json", "c2.json", "--lang", "ja"]).text
    assert "30%" not in mixed
    assert run(["diff", "c1.json", str(BATTERY)]).status == 3
    found = sangaku_price.diff("c1.json", "c2.json")
    assert found.copies
    assert found.old.totals.expected is None


def test_an_issued_quote_is_not_written_over(folder):
    before = (folder / "v1.json").read_bytes()
    refused = run(["quote", "new.toml", "--freeze", "-o", "v1.json"])
    assert refused.status == 2
    assert "another frozen quote" in refused.complaint
    assert (folder / "v1.json").read_bytes() == before
    assert run(["quote", str(BATTERY), "--freeze", "-o", "v1.json"]).status == 0
    assert run(["quote", "new.toml", "--freeze", "-o", "v1.json", "--force"]).status == 0
    assert (folder / "v1.json").read_bytes() != before


@pytest.mark.parametrize(
    "words",
    [
        ["quote", "new.toml", "-o", "new.toml", "-f", "markdown"],
        ["quote", "v1.json", "-f", "json", "-o", "v1.json"],
        ["quote", "new.toml", "--freeze", "--supersedes", "v1.json", "-o", "./v1.json"],
        ["explain", "v1.json", "-f", "json", "-o", "v1.json"],
        ["diff", "v1.json", "v2.json", "-f", "json", "-o", "v2.json"],
        ["verify", "v1.json", "-f", "json", "-o", "v1.json"],
    ],
)
def test_what_a_command_reads_is_never_written_over(folder, words):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    refused = run([*words, "--force"])
    assert refused.status == 2
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
