"""`--era`: every Japanese day of a page is one of the era, those in notes, too."""

import re
from pathlib import Path

import pytest

from command import run
from places import TESTS

SPEC = """format = 1
tariff = "./mine.toml"
[contract]
start = 2027-04-01
end = 2028-03-31
[[direct]]
amount = 1_000_000
[[success]]
trigger = "量産"
amount = 2_000_000
probability = "50%"
due = 2028-03-31
"""


@pytest.fixture(autouse=True)
def contract(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    tariff = (TESTS / "tariffs" / "kaitei.toml").read_text()
    Path("mine.toml").write_text(tariff.replace("format = 1\n", "format = 1\nreview-by = 2027-01-31\n", 1))
    Path("c.toml").write_text(SPEC)


WAYS = [
    *(
        ["--lang", "ja", "--as-of", "2027-02-01"],
        ["--lang", "ja", "--as-of", "2027-02-01", "--from-total", "5_000_000"],
    ),
    *(["--lang", "ja", "--as-of", "2027-02-01", "--format", one] for one in ("markdown", "html")),
    *(["--lang", "ja", "--as-of", "2027-02-01", "--for", "office", "--format", one] for one in ("markdown", "html")),
]


@pytest.mark.parametrize("way", WAYS, ids=" ".join)
def test_days_in_notes_are_those_of_the_era_as_all_others(way):
    western, era = run(["quote", "c.toml", *way]), run(["quote", "c.toml", *way, "--era"])
    assert era.status == western.status == 0, era.complaint
    before, after = (re.sub("<[^>]*>", "", one.text) for one in (western, era))  # of a page of HTML its words
    assert "2027年1月31日" in before
    assert "2027年1月31日" not in after
    assert "令和9年1月31日" in after


def test_it_is_as_if_the_file_said_so():
    by_option = run(["quote", "c.toml", "--lang", "ja", "--era", "--as-of", "2027-02-01"]).text
    Path("c.toml").write_text(SPEC + "[quote]\nera = true\n")
    by_file = run(["quote", "c.toml", "--lang", "ja", "--as-of", "2027-02-01"]).text
    assert [one for one in by_file.splitlines() if "SHA-256" not in one] == [
        one for one in by_option.splitlines() if "SHA-256" not in one
    ]


def test_the_notes_of_a_frozen_quote_stay_as_they_were_written():
    run(["quote", "c.toml", "--freeze", "--as-of", "2027-02-01", "-o", "frozen.json"])
    told = run(["quote", "frozen.json", "--lang", "ja", "--era"]).text
    assert "令和9年4月1日" in told
    assert "2027年1月31日" in told
