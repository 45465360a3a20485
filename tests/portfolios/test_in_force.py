"""A contract counts once, however often it is there: as its file, as a frozen quote, as the file that changes it."""

import json
from pathlib import Path

import pytest

import sangaku_price
from command import run
from places import ROOT
from sangaku_price.loading.contract_files import found_in
from sangaku_price.portfolios import spreading
from sangaku_price.portfolios.in_force import in_force

SPEC = """format = 1
tariff = "kobe"
[contract]
title = "{title}"
company = "甲社"
start = 2021-07-01
end = 2023-03-31
{amends}
[[direct]]
id = "materials"
amount = {amount}
[[involvement]]
id = "time"
who = "海野 教授"
effort = "60%"
annual-hours = 1_800
hourly-rate = 5_000
"""
AMENDS = '[amends]\nquote = "{quote}"\nsigned = {signed}\nreason = "追加"'
KOBE = str(ROOT / "src" / "sangaku_price" / "data" / "tariffs" / "kobe.toml")


def spec(amount, quote=None, signed="2022-09-01", title="題"):
    amends = AMENDS.format(quote=quote, signed=signed) if quote else ""
    return SPEC.format(amount=amount, amends=amends, title=title)


def freeze(name, *words):
    done = run(["quote", f"{name}.toml", "--freeze", "-o", f"{name}.json", "--force", *words])
    assert done.status == 0, done.complaint


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A contract, its change and the change of that, each with its frozen quote; and one contract beside them."""
    monkeypatch.chdir(tmp_path)
    Path("first.toml").write_text(spec(3_456_789))
    freeze("first")
    Path("second.toml").write_text(spec(4_444_443, "first.json"))
    freeze("second")
    Path("third.toml").write_text(spec(5_000_001, "second.json", "2022-12-01"))
    freeze("third")
    Path("lone.toml").write_text(spec(1_000_001, title="別"))
    return tmp_path


def rows(*words):
    found = run(["portfolio", *words, "-f", "jsonl"])
    assert found.status == 0, found.complaint
    return {row["file"]: row for row in map(json.loads, found.text.splitlines())}


def superseded(*words):
    return {name: row["superseded_by"] for name, row in rows(*words).items()}


def moved(*words):
    return superseded(*words, "--impact", KOBE)


@pytest.mark.usefixtures("office")
def test_a_contract_that_another_file_changes_is_a_row_and_not_in_the_sums():
    assert superseded(".") == {
        "first.toml": "second.toml",
        "lone.toml": None,
        "second.toml": "third.toml",
        "third.toml": None,
    }
    each = rows(".")
    (sums,) = map(json.loads, run(["portfolio", ".", "--group-by", "tariff", "-f", "jsonl"]).text.splitlines())
    assert sums["contracts"] == 2
    assert sums["total"] == each["third.toml"]["total"] + each["lone.toml"]["total"] < each["second.toml"]["total"] * 2
    said = run(["portfolio", ".", "--lang", "en"]).text
    assert f"contracts 2, total with tax {sums['total']:,} yen, files with mistakes 0, not in the sums 2" in said
    assert "superseded by third.toml" in said
    assert "変更済み（third.toml）" in run(["portfolio", ".", "--lang", "ja", "-f", "markdown"]).text


@pytest.mark.usefixtures("office")
def test_nobody_is_promised_twice_for_one_contract():
    found = run(["portfolio", ".", "--effort", "-f", "jsonl"])
    assert found.status == 4  # by third.toml and lone.toml
    years = [json.loads(line) for line in found.text.splitlines()]
    assert {(year["highest"], year["files"]) for year in years} == {("1.2", "lone.toml; third.toml")}
    Path("lone.toml").unlink()
    assert run(["portfolio", ".", "--effort"]).status == 0


@pytest.mark.usefixtures("office")
def test_frozen_quotes_of_the_same_contract_are_told_and_not_added_up():
    found = moved(".")
    assert found == {
        "first.json": "second.toml",
        "first.toml": "second.toml",
        "lone.toml": None,
        "second.json": "third.toml",
        "second.toml": "third.toml",
        "third.json": "third.toml",
        "third.toml": None,
    }
    shown = run(["portfolio", ".", "--impact", KOBE, "--lang", "en"]).text
    assert "the same contract as third.toml" in shown
    each = rows(".")
    counted = each["third.toml"]["total"] + each["lone.toml"]["total"]
    assert f"{counted:,}" in shown.rpartition("List")[2]


@pytest.mark.usefixtures("office")
def test_of_frozen_quotes_alone_the_newest_counts():
    for name in ("first", "second", "third", "lone"):
        Path(f"{name}.toml").unlink()
    assert moved(".") == {"first.json": "second.json", "second.json": "third.json", "third.json": None}
    Path("second.json").unlink()
    assert moved(".") == {"first.json": "third.json", "third.json": None}


@pytest.mark.usefixtures("office")
def test_a_chain_holds_where_a_link_is_not_among_the_files():
    Path("elsewhere").mkdir()
    for name in ("first.json", "second.json", "second.toml"):
        Path(name).rename(Path("elsewhere") / name)
    Path("third.toml").write_text(spec(5_000_001, "elsewhere/second.json", "2022-12-01"))
    assert superseded("first.toml", "third.toml") == {"first.toml": "third.toml", "third.toml": None}
    assert superseded("first.toml") == {"first.toml": None}


@pytest.mark.usefixtures("office")
def test_a_change_is_seen_however_long_the_file_is():
    Path("third.toml").write_text(f"# {'長い' * 10_000}\n" + spec(5_000_001, "second.json", "2022-12-01"))
    assert superseded(".")["second.toml"] == "third.toml"


@pytest.mark.usefixtures("office")
def test_a_quote_that_replaces_another_and_copies_of_one_count_once():
    freeze("lone")
    Path("lone.json").rename("old.json")
    Path("lone.toml").write_text(spec(1_000_002, title="別"))
    freeze("lone", "--supersedes", "old.json")
    done = run(["quote", "lone.toml", "--freeze", "--for", "company", "-o", "copy.json"])
    assert done.status == 0
    found = moved("lone.toml", "lone.json", "old.json", "copy.json")
    assert found == {"lone.toml": None, "lone.json": "lone.toml", "old.json": "lone.json", "copy.json": "lone.toml"}
    assert moved("lone.json", "copy.json") == {"lone.json": None, "copy.json": "lone.json"}
    assert "replaced by lone.json" in run(["portfolio", ".", "--impact", KOBE, "--lang", "en"]).text


@pytest.mark.usefixtures("office")
def test_a_contract_file_that_was_kept_under_another_name_does_not_count_once_its_quote_is_replaced():
    freeze("lone")
    Path("lone.json").rename("old.json")
    Path("lone.toml").rename("old.toml")
    Path("lone.toml").write_text(spec(1_000_002, title="別"))
    freeze("lone", "--supersedes", "old.json")
    found = moved("old.toml", "lone.toml", "lone.json", "old.json")
    assert found == {"old.toml": "lone.json", "lone.toml": None, "lone.json": "lone.toml", "old.json": "lone.json"}
    run(["quote", "old.toml", "--freeze", "--as-of", "2026-12-01", "-o", "again.json"])
    assert moved("old.toml", "lone.json", "old.json", "again.json")["old.toml"] is None, "it was frozen again"


@pytest.mark.usefixtures("office")
def test_a_file_that_was_edited_after_it_was_frozen_is_known_by_its_name():
    for name in ("first.toml", "second.toml"):
        Path(name).write_text(Path(name).read_text() + "# 押印済み\n")
    assert superseded(".")["first.toml"] == "second.toml"
    assert superseded(".")["second.toml"] == "third.toml"
    Path("beside").mkdir()
    Path("beside/first.toml").write_text(spec(3_456_789, title="よその研究"))
    assert superseded(".")["beside/first.toml"] is None, "of the same name elsewhere"


@pytest.mark.usefixtures("office")
def test_a_contract_that_is_changed_in_its_own_file_counts():
    Path("second.toml").unlink()
    Path("first.toml").write_text(spec(4_444_444, "first.json"))
    Path("third.toml").unlink()
    assert superseded(".") == {"first.toml": None, "lone.toml": None}
    Path("draft.toml").write_text(spec(4_444_445, "first.json"))
    assert superseded(".")["first.toml"] is None, "it changes the same one as the draft"


@pytest.mark.usefixtures("office")
def test_what_is_in_force_can_be_asked_for():
    assert list(rows(".", "--where", "superseded-by=-")) == ["lone.toml", "third.toml"]
    assert list(rows(".", "--where", "集計の対象外=変更済み（third.toml）")) == ["second.toml"]
    assert list(rows(".", "--where", "superseded_by=third.toml")) == ["second.toml"]


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("words", [[], ["--impact", KOBE], ["--effort"]], ids=str)
@pytest.mark.parametrize("fmt", ["jsonl", "csv", "table", "html"])
def test_two_workers_write_the_same_bytes_as_one(monkeypatch, words, fmt):
    monkeypatch.setattr(spreading, "WORTH", 2)
    monkeypatch.setattr(spreading, "PART", 1)
    one, two = (run(["portfolio", ".", *words, "-f", fmt, "--workers", count]) for count in "12")
    assert one == two


def test_of_contracts_that_change_nothing_nothing_is_kept(tmp_path):
    for number in range(50):
        (tmp_path / f"{number}.toml").write_text(spec(1_000_000 + number))
        (tmp_path / f"{number}.json").write_text('{"not": "frozen"}')
    folder = [str(tmp_path)]
    found = in_force(found_in(folder), found_in(folder, suffixes=(".json",)))
    assert found.files == 50
    assert not any(kept for name, kept in vars(found).items() if name != "files")


@pytest.mark.usefixtures("office")
def test_whoever_asks_is_told_how_many_files_are_done_and_how_many_there_are(tmp_path):
    (tmp_path / "policy.toml").write_text('[[gate]]\nid = "x"\n')
    told = []
    assert len(list(sangaku_price.portfolio(".", where=["title=別"], progress=lambda *two: told.append(two)))) == 1
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    told.clear()
    assert list(sangaku_price.impact(".", tariffs=[KOBE], progress=lambda *two: told.append(two)))
    assert told == [(done, 7) for done in range(1, 8)]


@pytest.mark.usefixtures("office")
def test_what_cannot_be_read_says_nothing_of_others():
    Path("second.toml").write_text("[contract]\n[amends\n")
    Path("third.toml").write_text(spec(5_000_001, "gone.json"))
    Path("other.toml").write_text("[contract]\n[amends]\nquote = 5\n")
    Path("broken.json").write_text('{"frozen": {}, ')
    Path("odd.json").write_text('{"frozen": {"spec": 5, "amends": {"digest": 1}}}')
    found = run(["portfolio", ".", "-f", "jsonl"])
    assert found.status == 3
    assert {row["superseded_by"] for row in map(json.loads, found.text.splitlines())} == {None}
