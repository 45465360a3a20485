"""The command line: statuses, options, streams; by real processes where the system has a say in it."""

import json
import os
import runpy
import subprocess
import sys

import pytest

from command import run
from places import ROOT
from sangaku_price import api, cli
from sangaku_price.version import VERSION

EXAMPLE = str(ROOT / "examples" / "kyoto-battery.toml")
PROGRAM = [sys.executable, "-m", "sangaku_price"]
SPEC = """format = 1
[contract]
title = "共同研究"
start = 2026-04-01
end = 2027-03-31
[[direct]]
id = "d"
amount = 1_000_000
note = "部長には未連絡"
[[success]]
id = "pilot"
amount = 400_000
probability = "25%"
[[overhead]]
id = "none"
amount = 0
"""


@pytest.fixture
def spec(tmp_path):
    path = tmp_path / "spec.toml"
    path.write_text(SPEC)
    return str(path)


def process(*arguments, environment=(), **options):
    """A real process, as a shell starts it."""
    given = {"capture_output": True, "check": False, "timeout": 60, **options}
    return subprocess.run([*PROGRAM, *arguments], env={**os.environ, **dict(environment)}, **given)  # noqa: PLW1510


# -- help, version, wrong usage ----------------------------------------------------------------------------------------


def test_the_version_is_one_line():
    ran = run(["--version"])
    assert (ran.status, ran.text, ran.err) == (0, f"sangaku-price {VERSION}\n", b"")


@pytest.mark.parametrize("option", ["--help", "-h"])
@pytest.mark.parametrize("command", [[], ["quote"], ["explain"], ["tariff"], ["tariff", "list"], ["tariff", "show"]])
def test_help_is_an_answer(command, option):
    ran = run([*command, option])
    assert ran.status == 0
    assert ran.text.lstrip().startswith("Usage: ")
    assert " ".join([*command, "[OPTIONS]"]) in ran.text
    assert ran.err == b""


@pytest.mark.parametrize("command", [[], ["tariff"]])
def test_no_command_is_wrong_usage_and_shows_the_help(command):
    ran = run(command)
    assert ran.status == 2
    assert ran.out == b""
    assert "Usage: " in ran.complaint
    assert "Commands:" in ran.complaint


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["quot"], "No such command"),
        (["quote"], "Missing argument"),
        (["quote", EXAMPLE, "--formt", "csv"], "--format"),
        (["quote", EXAMPLE, "--format", "ods"], "ods"),
        (["quote", EXAMPLE, "--lang", "fr"], "fr"),
        (["quote", EXAMPLE, "--for", "press"], "press"),
        (["quote", EXAMPLE, "--set", "direct.travel.amount"], "--set: 'direct.travel.amount': PATH=VALUE"),
        (["quote", EXAMPLE, "--set", " = 5"], "--set: ' = 5': PATH=VALUE"),
        (["quote", EXAMPLE, "--as-of", "2026/10/01"], "--as-of: '2026/10/01': 2026-10-01"),
        (["quote", EXAMPLE, "--scenario", "leen"], "unknown scenario 'leen'; allowed: cost-accumulation"),
        (["quote", EXAMPLE, "--get", "totals.totl"], 'did you mean "totals.total"?'),
        (["explain", EXAMPLE, "kitayma"], 'did you mean "pay for involvement time (北山 環) (kitayama)"'),
        (["explain", EXAMPLE, "--format", "csv"], "--format: 'csv': この形式では出力できません"),
    ],
)
def test_wrong_usage_leaves_with_2_and_says_what_is_allowed(arguments, said):
    ran = run(arguments)
    assert ran.status == 2
    assert ran.out == b""
    assert said in ran.complaint


def test_a_scenario_of_the_file_is_named_among_the_allowed_ones():
    told = run(["quote", EXAMPLE, "-s", "leen", "--lang", "ja"]).complaint
    assert "成果連動（outcome-linked）" in told
    for name in ("lean", "agreed"):
        assert f"（{name}）" in told


@pytest.mark.parametrize(
    "arguments", [["quote", "nothing.toml"], ["explain", "nothing.toml"], ["tariff", "show", "./no.toml"]]
)
def test_a_file_that_is_not_there_leaves_with_3(arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ran = run(arguments)
    assert (ran.status, ran.out) == (3, b"")
    assert "there is no such file" in ran.complaint


def test_a_refusal_is_said_in_the_language_asked_for(spec):
    wrong = ["quote", spec, "--set", "direct.d.amount=5.5"]
    assert "整数の円" in run([*wrong, "--lang", "ja"]).complaint
    assert "whole yen" not in run([*wrong, "--lang", "ja"]).complaint
    assert "整数の円" not in run([*wrong, "--lang", "en"]).complaint


# -- options of a quote ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "figure"),
    [
        ("total", "1100000"),
        ("totals.subtotal", "1000000"),
        ("lines.pilot.amount", "400000"),
        ("contingent.expected", "100000"),
    ],
)
def test_one_figure_for_a_script(spec, path, figure):
    assert run(["quote", spec, "--get", path]).text == f"{figure}\n"


def test_one_figure_may_go_to_a_file(spec, tmp_path):
    assert run(["quote", spec, "--get", "total", "-o", str(tmp_path / "total.txt")]).out == b""
    assert (tmp_path / "total.txt").read_text() == "1100000\n"


def test_values_are_set_one_after_the_other(spec):
    ran = run(["quote", spec, "--set", "direct.d.amount=2_000_000", "--set", "tax.basis = inclusive", "--get", "total"])
    assert ran.text == "2000000\n"


def test_standard_input_is_a_file():
    assert run(["quote", "-", "--get", "total"], SPEC.encode()).text == "1100000\n"


def test_a_mistake_on_standard_input_has_its_line():
    ran = run(["quote", "-"], SPEC.replace("1_000_000", "1,000,000").encode())
    assert ran.status == 3
    assert ":8:" in ran.complaint


@pytest.mark.parametrize(("suffix", "begins"), [("txt", "見積"), ("md", "# "), ("json", "{"), ("csv", "id,kind")])
def test_the_suffix_of_the_output_decides_its_format(spec, tmp_path, suffix, begins):
    path = tmp_path / f"quote.{suffix}"
    ran = run(["quote", spec, "--output", str(path)])
    assert (ran.status, ran.out) == (0, b"")
    assert path.read_text().startswith(begins)
    assert path.stat().st_mode & 0o777 == 0o666 & ~current_umask()


def current_umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


@pytest.mark.parametrize(
    ("fmt", "usual", "other"),
    [
        ("table", "office", "company"),
        ("json", "office", "company"),
        ("markdown", "company", "office"),
        ("csv", "company", "office"),
    ],
)
def test_what_is_handed_over_leaves_private_figures_out_unless_asked(spec, fmt, usual, other):
    usually = run(["quote", spec, "-f", fmt])
    assert usually == run(["quote", spec, "-f", fmt, "--for", usual])
    shown = {usual: usually.text, other: run(["quote", spec, "-f", fmt, "--for", other]).text}
    assert "0.25" in shown["office"] or "25%" in shown["office"]
    assert "0.25" not in shown["company"]
    assert "25%" not in shown["company"]
    assert "部長には未連絡" not in shown["company"]


def test_a_byte_order_mark_is_for_csv_only(spec):
    assert run(["quote", spec, "-f", "csv", "--bom"]).out == b"\xef\xbb\xbf" + run(["quote", spec, "-f", "csv"]).out
    assert run(["quote", spec, "-f", "json", "--bom"]) == run(["quote", spec, "-f", "json"])


@pytest.mark.parametrize("target", ["missing/quote.csv", "."])
def test_what_cannot_be_written_leaves_with_2_and_nothing_behind(spec, tmp_path, target, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    ran = run(["quote", spec, "-f", "csv", "-o", target])
    assert ran.status == 2
    assert ran.complaint.startswith(f"{target}: ")
    assert len(ran.complaint.splitlines()) == 1
    assert sorted(tmp_path.iterdir()) == before


def test_the_day_of_reading_decides_whether_a_tariff_was_to_be_reviewed(tmp_path):
    path = tmp_path / "spec.toml"
    tariff = (ROOT / "tests" / "tariffs" / "kakuu.toml").as_posix()
    path.write_text(f"format = 1\ntariff = '{tariff}'\n[contract]\nstart = 2026-04-01\nend = 2027-03-31\n")
    late = "の見直し期限"
    assert late not in run(["quote", str(path)]).text
    assert late not in run(["quote", str(path), "--as-of", "2027-04-01"]).text
    assert late in run(["quote", str(path), "--as-of", "2027-04-02"]).text


# -- explain -----------------------------------------------------------------------------------------------------------


def test_a_value_of_the_command_line_is_explained_as_one(spec):
    explained = run(["explain", spec, "d", "--set", "direct.d.amount=2_000_000", "--lang", "en"]).text
    assert "2,000,000" in explained
    assert "--set" in explained


def test_an_explanation_goes_to_a_file_as_markdown(spec, tmp_path):
    path = tmp_path / "why.md"
    ran = run(["explain", spec, "--format", "markdown", "--output", str(path)])
    assert (ran.status, ran.out) == (0, b"")
    assert path.read_bytes() == run(["explain", spec, "--format", "markdown"]).out
    assert path.read_text().startswith("# ")


# -- the terminal ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [["quote"], ["explain"]])
def test_a_terminal_gets_rules_and_the_same_words_as_a_pipe(spec, command, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    shown = run([*command, spec], terminal=True)
    assert shown.status == 0
    assert "━" in shown.text
    assert "\x1b[3" not in shown.text
    assert "1,000,000" in shown.text
    piped = run([*command, spec]).text
    assert "━" not in piped
    assert "\x1b" not in piped


def test_a_terminal_that_wants_colour_gets_it(spec, monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[" in run(["quote", spec], terminal=True).text


def test_a_file_gets_no_colour_from_a_terminal(spec, tmp_path):
    ran = run(["quote", spec, "-o", str(tmp_path / "quote.txt")], terminal=True)
    assert ran.out == b""
    assert "\x1b" not in (tmp_path / "quote.txt").read_text()


# -- real processes ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp932"},
    ],
    ids=["C", "C-ascii", "ascii", "cp932"],
)
def test_the_result_is_utf_8_whatever_the_locale_says(spec, environment):
    ran = process("quote", spec, environment=environment)
    assert ran.returncode == 0, ran.stderr
    assert "共同研究" in ran.stdout.decode()
    refused = process("quote", spec, "--set", "direct.d.amount=5.5", environment=environment)
    assert refused.returncode == 3
    assert "整数の円" in refused.stderr.decode()
    assert process("--help", environment=environment).returncode == 0


def test_standard_output_holds_the_result_and_nothing_else(spec):
    ran = process("quote", spec, "--format", "json")
    assert json.loads(ran.stdout)["totals"]["total"] == 1_100_000
    assert ran.stderr == b""


def test_the_module_is_the_program(monkeypatch):
    ended = []
    monkeypatch.setattr(cli, "main", lambda: ended.append("main"))
    runpy.run_module("sangaku_price", run_name="__main__")
    assert ended == ["main"]


# -- faults of the program ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", [RuntimeError("a\x1b[31mb"), KeyError("indirect"), IndexError("out of range")])
def test_a_fault_of_the_program_is_one_sentence_and_leaves_with_1(spec, monkeypatch, fault):
    def fail(*_, **__):
        raise fault

    monkeypatch.delenv("SANGAKU_PRICE_TRACEBACK", raising=False)
    monkeypatch.setattr(api, "quote", fail)
    ran = run(["quote", spec])
    assert (ran.status, ran.out) == (1, b"")
    assert ran.complaint.startswith(f"sangaku-price: unexpected {type(fault).__name__}: ")
    assert "Traceback" not in ran.complaint
    assert "\x1b" not in ran.complaint


def test_a_traceback_is_there_for_whoever_asks(spec, monkeypatch):
    def fail(*_, **__):
        raise RuntimeError("why")

    monkeypatch.setenv("SANGAKU_PRICE_TRACEBACK", "1")
    monkeypatch.setattr(api, "quote", fail)
    with pytest.raises(RuntimeError, match="why"):
        run(["quote", spec])


# -- the package -------------------------------------------------------------------------------------------------------


def test_every_public_name_is_there_and_no_other():
    import sangaku_price

    assert all(getattr(sangaku_price, name) for name in sangaku_price.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'quot'"):
        _ = sangaku_price.quot


def test_the_tariffs_are_listed_by_words_of_their_id_name_or_region():
    assert [one.id for one in api.tariff_list("岩手大学")] == ["iwate"]
    assert api.tariff_list("such an institution there is not") == ()
    listed = run(["tariff", "list", "kyoto", "--lang", "en"])
    assert listed.status == 0
    assert "Kyoto University" in listed.text
    assert {one["id"] for one in json.loads(run(["tariff", "list", "-f", "json"]).out)} >= {"kyoto", "iwate", "tottori"}
