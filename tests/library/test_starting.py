"""`new`: a starter file that prices at once, whatever the tariff; and what is written never destroys a user's file."""

import io
import os
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
import tomli
import typer
from hypothesis import given, settings
from hypothesis import strategies as st

import sangaku_price
from command import run
from places import ROOT
from sangaku_price import api
from sangaku_price.cli import asking, completing
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import TYPES
from sangaku_price.language.text import say
from sangaku_price.library.starting import Wanted, _last_day, _next_april, starter
from sangaku_price.loading.tariffs import load_tariff, shipped_ids
from sangaku_price.months import months_between
from sangaku_price.toml.problems import BadFile
from sangaku_price.writers.own_files import is_ours

MINIMAL = str(ROOT / "examples" / "minimal.toml")
NOT_FOR_IT = {"no-overhead-for-type", "no-hourly-rate", "no-hourly-rate-of-rank", "no-overhead-for-date"}


# -- the text ----------------------------------------------------------------------------------------------------------


def test_the_command_of_the_readme_prices_without_a_file():
    command = f"{sys.executable} -m sangaku_price new --tariff kyoto --direct 5_000_000 | {sys.executable} -m sangaku_price quote - --get total"
    ran = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
    assert ran.stdout == "7150000\n"


@pytest.mark.parametrize("ident", shipped_ids())
def test_a_starter_file_prices_under_every_shipped_tariff(ident, tmp_path):
    path = tmp_path / "new.toml"
    if load_tariff(ident).succeeded_by is not None:
        with pytest.raises(BadFile) as refusal:
            sangaku_price.new(ident, 5_000_000)
        assert [one.code for one in refusal.value.problems] == ["succeeded"]
        return
    path.write_bytes(sangaku_price.new(ident, 5_000_000))
    assert sangaku_price.quote(str(path)).totals.subtotal >= 5_000_000
    assert sangaku_price.check(str(path)).status(strict=True) == 0
    for name in TYPES:
        try:
            text = sangaku_price.new(ident, 1, type=name, hours=10, months=7)
        except BadFile as refusal:
            assert {one.code for one in refusal.problems} <= NOT_FOR_IT
        else:
            path.write_bytes(text)
            assert sangaku_price.quote(str(path)).contract.type == name


def test_what_the_tariff_leaves_to_the_contract_is_written_in_and_said(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("mine.toml").write_text(
        'format = 1\nid = "mine"\nname = "架空大学"\nchecked = 2026-01-01\n[source.a]\ntitle = "規程"\n'
        '[[overhead]]\nid = "one"\nsource = "a"\nnegotiated = true\n'
        '[[overhead]]\nid = "two"\nsource = "a"\nunit-price = 5\nunit = "m2"\n'
        '[[overhead]]\nid = "three"\nsource = "a"\nsince = 2020-01-01\ndecided-by = "signed"\nrate = "10%"\nbase = ["direct"]\n'
    )
    raw = tomli.loads(sangaku_price.new("./mine.toml", 10).decode())
    assert raw["overhead"] == [{"id": "one", "amount": 0}, {"id": "two", "quantity": 0}]
    assert raw["contract"]["signed"] == raw["contract"]["start"] == date(2026, 4, 1)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=20), st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 600))
def test_any_words_and_dates_are_written_so_that_they_are_read_again(words, start, months):
    title = words if words.strip() else None
    raw = tomli.loads(starter(Wanted("kyoto", 1, start=max(start, date(2024, 4, 1)), months=months, title=title)))
    assert raw["contract"].get("title") == title
    head = raw["contract"]
    assert months_between(head["start"], head["end"]) == months


def test_the_last_day_is_that_of_the_civil_code():
    assert _last_day(date(2026, 12, 31), 2) == date(2027, 2, 28)
    assert _last_day(date(2026, 10, 15), 6) == date(2027, 4, 14)
    assert (_next_april(date(2026, 3, 31)), _next_april(date(2026, 4, 1))) == (date(2026, 4, 1), date(2027, 4, 1))


def test_without_a_type_it_is_one_that_the_tariff_has_rules_for():
    assert tomli.loads(sangaku_price.new("shinshu", 1).decode())["contract"]["type"] == "academic-consulting"
    assert tomli.loads(sangaku_price.new("kyoto", 1).decode())["contract"]["type"] == "joint-research"


def test_people_and_parties_are_written(tmp_path):
    text = sangaku_price.new(
        "kyoto", 1_000, company="社", principal="人", hours=3, hourly_rate=5_000, start=date(2026, 10, 1)
    ).decode()
    raw = tomli.loads(text)
    assert raw["involvement"] == [{"id": "researcher-1", "rank": "professor", "hours": 3, "hourly-rate": 5_000}]
    assert (raw["contract"]["company"], raw["contract"]["principal"]) == ("社", "人")
    assert text.startswith("#:schema ./contract.schema.json\n")


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"months": 0}, "new-months"),
        ({"direct": 10**14}, "too-large"),
        ({"start": date(1900, 1, 1)}, "day-range"),
        ({"tariff": "kyto"}, "unknown-tariff-near"),
        ({"type": "joint"}, "unknown-name-near"),
    ],
)
def test_what_no_file_can_have_is_refused(options, code):
    with pytest.raises(BadFile) as refusal:
        sangaku_price.new(**{"tariff": "kyoto", "direct": 1, **options})
    assert code in {one.code for one in refusal.value.problems}


def test_a_tariff_that_wants_what_nobody_can_write_in_is_said(monkeypatch):
    with pytest.raises(BadFile) as refusal:
        sangaku_price.new("kyoto", 1, hours=3, start=date(1998, 4, 1))
    assert refusal.value.problems


# -- asking ------------------------------------------------------------------------------------------------------------


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_at_a_terminal_what_is_missing_is_asked_for(monkeypatch):
    monkeypatch.setattr(sys, "stdin", Terminal())
    questions = []

    def prompt(question, **_options):
        questions.append(question)
        return {"direct": "5,000,000", "start": "2026-10-01"}.get(
            next(key for key, (words, _) in asking.QUESTIONS.items() if say(words, Lang.BOTH) == question), ""
        )

    monkeypatch.setattr(typer, "prompt", prompt)
    told = dict.fromkeys(asking.QUESTIONS) | {"tariff": "kyoto", "hours": None}
    assert asking.asked(told) == {"tariff": "kyoto", "direct": 5_000_000, "start": date(2026, 10, 1)}
    assert len(questions) == 5


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--tariff", "kyoto"],
        ["--tariff", "kyoto", "--direct", "many"],
        ["--tariff", "kyoto", "--direct", "1" * 15],
        ["--tariff", "kyoto", "--direct", "1", "--start", "soon"],
    ],
)
def test_in_a_script_what_is_missing_or_wrong_is_wrong_usage(arguments):
    ran = run(["new", *arguments])
    assert (ran.status, ran.out) == (2, b"")


def test_a_program_without_standard_input_asks_nothing(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(typer.BadParameter):
        asking.asked(dict.fromkeys(asking.QUESTIONS))


# -- what may be written over ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        ["quote", MINIMAL, "-o", "q.md"],
        ["quote", MINIMAL, "-o", "q.txt"],
        ["quote", MINIMAL, "-o", "q.csv"],
        ["quote", MINIMAL, "-o", "q.csv", "--bom"],
        ["quote", MINIMAL, "-o", "q.json"],
        ["quote", MINIMAL, "-o", "q.json", "--freeze"],
        ["check", MINIMAL, "-o", "r.txt"],
        ["check", MINIMAL, "-o", "r.json", "-f", "json"],
        ["diff", MINIMAL, MINIMAL, "-o", "d.md"],
        ["diff", MINIMAL, MINIMAL, "-o", "d.json"],
        ["schema", "quote", "-o", "s.json"],
    ],
    ids=lambda command: " ".join(command[:1] + command[2:]),
)
def test_what_we_wrote_is_written_over_and_what_a_user_wrote_is_not(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    name = command[command.index("-o") + 1]
    assert run(command).status == run(command).status == 0
    Path(name).write_text("my own words, priced with sangaku-price 0.1.0\n")
    refused = run(command)
    assert (refused.status, Path(name).read_text()) == (2, "my own words, priced with sangaku-price 0.1.0\n")
    assert "--force" in refused.complaint
    assert run([*command, "--force"]).status == 0
    assert "my own" not in Path(name).read_text()


def test_verdicts_are_ours_and_contract_files_never(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("q.json").write_bytes(sangaku_price.freeze(MINIMAL))
    for name in ("v.txt", "v.md", "v.json"):
        assert run(["verify", "q.json", "-o", name]).status == run(["verify", "q.json", "-o", name]).status == 0
    command = ["new", "--tariff", "kyoto", "--direct", "1", "-o", "c.toml"]
    assert (run(command).status, run(command).status, run([*command, "--force"]).status) == (0, 2, 0)
    assert list(tmp_path.glob(".*")) == []


def test_office_files_and_pdfs_are_known_by_their_maker(tmp_path):
    for name, maker in (("ours.xlsx", "sangaku-price"), ("theirs.xlsx", "somebody")):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("docProps/core.xml", f"<creator>{maker}</creator>")
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 (sangaku-price)")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "empty.md").write_bytes(b"")
    known = {path.name for path in tmp_path.iterdir() if is_ours(path)}
    assert known == {"ours.xlsx", "a.pdf", "empty.md"}
    assert not is_ours(tmp_path)
    assert not is_ours(ROOT / "README.md")
    assert not is_ours(ROOT / "CHANGELOG.md")


# -- the shell ---------------------------------------------------------------------------------------------------------


def completed(words, count):
    env = {
        **os.environ,
        "_SANGAKU_PRICE_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(count),
        "PYTHONPATH": str(ROOT / "src"),
    }
    ran = subprocess.run([sys.executable, "-m", "sangaku_price"], env=env, capture_output=True, text=True, check=False)
    return ran.stdout.split()


def test_the_shell_completes_tariffs_and_scenarios():
    assert completed("sangaku-price new --tariff kyot", 3) == ["kyoto"]
    battery = ROOT / "examples" / "kyoto-battery.toml"
    assert completed(f"sangaku-price quote {battery} --scenario ", 4) == [*completing.APPROACHES, "lean", "agreed"]
    assert completed("sangaku-price quote nothing.toml --scenario v", 4) == ["value-based"]


def test_completion_is_quiet_about_files_that_are_no_contracts(tmp_path):
    path = tmp_path / "x.toml"
    path.write_text("scenario = 3\n")

    context = SimpleNamespace(params={"spec": str(path)}, args=[])
    assert completing.scenario_names(context, "l") == []
    path.write_text("= 3\n")
    assert completing.scenario_names(context, "o") == ["outcome-linked"]
    assert completing.tariff_ids("kyot") == ["kyoto"]


@pytest.mark.parametrize("colour", [True, False])
def test_no_colour_is_written_where_the_user_wants_none(monkeypatch, colour):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    if not colour:
        monkeypatch.delenv("FORCE_COLOR")
        monkeypatch.setenv("NO_COLOR", "1")
    ran = run(["diff", MINIMAL, MINIMAL], terminal=True)
    assert (b"\x1b[" in ran.out) is colour


def test_output_depends_on_no_clock_locale_or_place(tmp_path):
    (tmp_path / "minimal.toml").write_bytes(Path(MINIMAL).read_bytes())
    outputs = set()
    for place in (ROOT / "examples", tmp_path):
        for lang in ("C", "ja_JP.UTF-8"):
            env = {**os.environ, "LANG": lang, "LC_ALL": lang, "PYTHONPATH": str(ROOT / "src"), "TZ": "Asia/Tokyo"}
            command = [sys.executable, "-m", "sangaku_price", "quote", "minimal.toml", "--freeze"]
            outputs.add(subprocess.run(command, cwd=place, env=env, capture_output=True, check=True).stdout)
    assert len(outputs) == 1


def test_the_hook_runs_what_is_there(tmp_path):
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text()
    assert "entry: sangaku-price check --skip-others\n" in hooks
    other = tmp_path / "pyproject.toml"
    other.write_text('[project]\nname = "x"\n')
    assert run(["check", "--skip-others", MINIMAL, str(other)]).status == 0
    assert "  types: [toml]\n" in hooks


# -- what the tariff asks ----------------------------------------------------------------------------------------------


def test_the_facts_that_a_tariff_asks_stand_there_as_questions_of_which_the_norm_is_the_answer():
    raw = tomli.loads(sangaku_price.new("iwate", 1).decode())
    assert raw["facts"] == {
        "company-size": "large",
        "company-region": "ここに記入 / fill in",
        "contracting-branch-in-iwate": False,
    }
    told = tomli.loads(
        sangaku_price.new(
            "iwate", 1, facts={"company-size": "sme", "company-region": "岩手県", "startup": True}
        ).decode()
    )
    assert (told["facts"]["company-size"], told["facts"]["company-region"], told["facts"]["startup"]) == (
        "sme",
        "岩手県",
        True,
    )
    assert "facts" not in tomli.loads(sangaku_price.new("kyoto", 1).decode())


def test_what_only_the_institution_can_lift_stays_visible_and_the_quote_block_waits():
    text = sangaku_price.new("tohoku", 1, company="甲社").decode()
    assert [one["code"] for one in tomli.loads(text)["lint"]["ignore"]] == ["outdated"]
    assert tomli.loads(text)["quote"] == {"addressee": "甲社 御中"}
    for key in ("number", "issued", "valid-until", "issuer", "payment-terms"):
        assert f"# {key} = " in text


def test_a_fact_is_told_by_an_option():
    ran = run(
        [
            "new",
            "--tariff",
            "iwate",
            "--direct",
            "1",
            "--fact",
            "company-size=sme",
            "--fact",
            "contracting-branch-in-iwate=true",
        ]
    )
    assert tomli.loads(ran.text)["facts"]["contracting-branch-in-iwate"] is True
    assert run(["new", "--tariff", "iwate", "--direct", "1", "--fact", "sme"]).status == 2


def test_at_a_terminal_each_answer_is_read_when_it_is_given_and_asked_for_again(monkeypatch, capsys):
    answers = iter(["東大学", "岩手大学", "abc", "500万", "", "12", "", "", "medium", "sme", "岩手県", "yes", "true"])
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr(typer, "prompt", lambda *_args, **_options: next(answers))
    told = dict.fromkeys(("tariff", "direct", "start", "months", "title", "company"))
    given = asking.asked(told)
    assert given == {"tariff": "岩手大学", "direct": 5_000_000, "months": 12}
    assert asking.asked_facts(given, {}) == {
        "company-size": "sme",
        "company-region": "岩手県",
        "contracting-branch-in-iwate": True,
    }
    said = capsys.readouterr().err
    for wrong in ("東大学", "abc", "medium", "yes"):
        assert wrong in said


NOTHING_TOLD = dict.fromkeys(("ident", "name", "english", "region"))


def test_at_a_terminal_the_id_and_the_name_of_a_tariff_are_asked_for_until_a_tariff_can_have_them(monkeypatch, capsys):
    answers = iter(["桜丘", "1234", "", "sakuragaoka", "", "桜丘大学", "Sakuragaoka", "長乃県", "長野"])
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr(typer, "prompt", lambda *_args, **_options: next(answers))
    asked = asking.asked_institution(NOTHING_TOLD)
    assert asked == {"ident": "sakuragaoka", "name": "桜丘大学", "english": "Sakuragaoka", "region": "長野"}
    said = capsys.readouterr().err
    assert "桜丘" in said
    assert "1234" in said
    assert said.count("必要です") == 2
    assert "「長野県」ではありませんか" in said
    assert 'region = "長野県"' in api.tariff_new(**asked)


def test_the_english_name_and_the_prefecture_may_be_left_out(monkeypatch):
    answers = iter(["sakuragaoka", "桜丘大学", "", ""])
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr(typer, "prompt", lambda *_args, **_options: next(answers))
    asked = asking.asked_institution(NOTHING_TOLD)
    assert asked == {"ident": "sakuragaoka", "name": "桜丘大学", "english": None, "region": None}
    assert next(answers, None) is None


def test_what_is_told_of_a_tariff_is_not_asked_for(monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr(typer, "prompt", lambda *_args, **_options: pytest.fail("nothing is to be asked"))
    told = {**NOTHING_TOLD, "ident": "sakuragaoka"}
    assert asking.asked_institution(told) == told


def test_elsewhere_a_tariff_begins_with_the_usual(monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: False))
    assert asking.asked_institution(NOTHING_TOLD) == NOTHING_TOLD
