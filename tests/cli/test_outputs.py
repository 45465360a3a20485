"""What each command writes under which name: a suffix is a promise, and one that no format keeps is a mistake."""

import pytest

from command import run
from places import ROOT

EXAMPLE = str(ROOT / "examples" / "minimal.toml")
FORM = str(ROOT / "examples" / "form.xlsx")
BATTERY = str(ROOT / "examples" / "kyoto-battery.toml")
PEOPLE, REPORT, DATA, ROWS, STARTER, WORD = (
    {".txt", ".md", ".html", ".pdf", ".xlsx"},
    {".txt", ".json", ".sarif", ".xml"},
    {".json"},
    {".csv"},
    {".toml"},
    {".txt"},
)
SOLVE = ("solve", EXAMPLE, "--vary", "direct.1.amount", "--target", "1_430_000")
COMMANDS = {
    ("quote", EXAMPLE): PEOPLE | DATA | ROWS,
    ("quote", EXAMPLE, "--freeze"): DATA,
    ("quote", EXAMPLE, "--get", "total"): WORD,
    ("explain", EXAMPLE): PEOPLE | DATA,
    ("check", EXAMPLE): REPORT,
    ("diff", EXAMPLE, EXAMPLE): PEOPLE | DATA,
    ("verify", "frozen.json"): PEOPLE | DATA,
    ("schema", "contract"): DATA,
    ("new", "--tariff", "kyoto", "--direct", "1"): STARTER | {".xlsx"},
    ("convert", FORM): STARTER,
    ("compare", EXAMPLE): PEOPLE | DATA | ROWS,
    SOLVE: PEOPLE | DATA,
    (*SOLVE, "--write"): WORD,
    ("sweep", EXAMPLE, "--vary", "direct.1.amount=0:2:1"): PEOPLE | DATA | ROWS,
    ("risk", BATTERY): PEOPLE | DATA | ROWS,
    ("tariff", "list", "kyoto"): PEOPLE | DATA,
    ("tariff", "show", "kyoto"): PEOPLE | DATA,
    ("tariff", "check", "kyoto", "--as-of", "2026-11-01"): PEOPLE | DATA,
    ("tariff", "new"): STARTER,
}
"""Every command that has `-o`, and the suffixes of what it can write."""
NAMES = {
    ".sarif": "sarif",
    ".xml": "junit",
    ".txt": "table",
    ".md": "markdown",
    ".json": "json",
    ".csv": "csv",
    ".html": "html",
    ".pdf": "pdf",
    ".xlsx": "xlsx",
    ".toml": "toml",
}
SUFFIXES = (*NAMES, ".ods", ".docx", ".htm", ".jsonl", ".txt.gz", ".bak")
BEGINNINGS = {
    ".sarif": "{",
    ".xml": "<?xml",
    ".md": "# ",
    ".json": "{ [ {\n",
    ".csv": "id,kind sangaku-price,",
    ".html": "<!DOCTYPE",
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run(["quote", EXAMPLE, "--freeze", "-o", "frozen.json"]).status == 0
    return tmp_path


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_suffix_is_kept_or_refused(command, suffix, folder):
    path = folder / f"見積{suffix}"
    ran = run([*command, "-o", path.name])
    if suffix in COMMANDS[command]:
        assert (ran.status, ran.out) == (0, b""), ran.complaint
        assert path.read_text(errors="replace").startswith(tuple(BEGINNINGS.get(suffix, " ").split(" ")))
        return
    assert (ran.status, ran.out) == (2, b"")
    assert not path.exists()
    assert f"Invalid value for --output: '{path.name}': この拡張子の形式はありません" in ran.complaint
    for allowed in COMMANDS[command]:
        assert f"({allowed})" in ran.complaint


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_without_a_suffix_it_is_what_is_printed(command, folder):
    assert run([*command, "-o", "result"]).status == 0
    assert (folder / "result").read_bytes() == run(command).out != b""


FORMATTED = [command for command, suffixes in COMMANDS.items() if len(suffixes) > 1]


@pytest.mark.parametrize("command", [one for one in FORMATTED if ".txt" in COMMANDS[one]], ids=" ".join)
def test_a_format_and_a_suffix_of_another_exclude_each_other(command, folder):
    ran = run([*command, "-f", "json" if ".json" in COMMANDS[command] else "markdown", "-o", "out.txt"])
    assert (ran.status, ran.out) == (2, b"")
    assert "Invalid value for --output: 'out.txt': --format" in ran.complaint
    assert not (folder / "out.txt").exists()


@pytest.mark.parametrize("command", FORMATTED, ids=" ".join)
def test_a_format_and_its_own_suffix_agree_and_a_file_without_one_takes_any(command, folder):
    for suffix in COMMANDS[command]:
        name = "text" if suffix == ".txt" and command[0] == "check" else NAMES[suffix]
        printed = run([*command, "-f", name])
        for path in (f"same{suffix}", f"bare-{name}"):
            assert run([*command, "-f", name, "-o", path]).status == printed.status == 0
            assert (folder / path).read_bytes() == printed.out


@pytest.mark.parametrize("command", FORMATTED, ids=" ".join)
def test_a_format_that_is_none_is_told_with_those_there_are(command, folder):
    ran = run([*command, "-f", "ods"])
    assert (ran.status, ran.out) == (2, b"")
    assert "Invalid value for --format: 'ods': この形式では出力できません" in ran.complaint
    assert f"{NAMES[min(COMMANDS[command])]} (" in ran.complaint


def test_a_wrong_name_is_told_before_anything_is_read_or_asked():
    ran = run(["quote", "missing.toml", "-o", "x.ods"])
    assert ran.status == 2
    assert "missing.toml" not in ran.complaint


def test_the_complaint_is_in_the_language_that_is_asked_for():
    ja, en = (run(["quote", EXAMPLE, "-o", "x.ods", "--lang", lang]).complaint for lang in ("ja", "en"))
    assert "拡張子がなければ「table」" in ja
    assert "no format of this command" not in ja
    assert (
        "formats: table (.txt), markdown (.md), json (.json), csv (.csv), html (.html), pdf (.pdf), "
        "xlsx (.xlsx); table without one" in en
    )
    assert "拡張子" not in en


def test_annotations_for_what_runs_the_check_have_no_suffix(folder):
    assert run(["check", EXAMPLE, "-f", "github", "-o", "annotations"]).status == 0
    assert run(["check", EXAMPLE, "-f", "github", "-o", "annotations.txt"]).status == 2
