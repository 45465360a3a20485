"""The language told, by option, file or environment: help pages, what is wrong with words, what is printed."""

import json
import os
import re
import subprocess
import sys

import pytest
import typer

from command import run
from places import ROOT
from sangaku_price import api
from sangaku_price.assurance.configuration import ConfigurationFile
from sangaku_price.cli import commands, pages
from sangaku_price.contract import tables
from sangaku_price.language.enums import Audience, DocumentKind, Lang, SchemaOf
from sangaku_price.language.labels import APPROACHES, TYPES
from sangaku_price.language.text import Text, own, said, said_as_text
from sangaku_price.loading.overlay import entry_tables, single_tables
from sangaku_price.toml.table import keys_of
from sangaku_price.writers import FORMATS

EXAMPLE = str(ROOT / "examples" / "minimal.toml")
VARIABLE = "SANGAKU_PRICE_LANG"
JAPANESE = re.compile("[ぁ-ゖァ-ヺ一-龠]")


def every(command, words=()):
    """Every command with its words, those that have commands of their own first."""
    yield words, command
    for name, below in getattr(command, "commands", {}).items():
        yield from every(below, (*words, name))


COMMANDS = dict(every(typer.main.get_command(commands.app_for())))


@pytest.fixture(autouse=True)
def _terminal_of_80_columns(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")


def help_of(words, lang):
    ran = run([*words, "--help", "--lang", lang])
    assert (ran.status, ran.err) == (0, b"")
    return ran.text


# -- help --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: "-".join(words) or "all")
def test_help_is_what_it_was(words, lang, golden):
    golden(f"help/{'-'.join(words) or 'sangaku-price'}.{lang}.txt", help_of(words, lang).encode())


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: "-".join(words) or "all")
def test_every_way_to_tell_a_language_gives_the_same_help(words, monkeypatch):
    page = help_of(words, "ja")
    assert run([*words, "--lang=ja", "-h"]).text == page
    assert run(["--lang", "ja", *words, "--help"]).text == page
    both = run([*words, "--help"]).text
    assert help_of(words, "both") == both != page
    monkeypatch.setenv(VARIABLE, "ja")
    assert run([*words, "--help"]).text == page
    assert help_of(words, "both") == both
    assert help_of(words, "en") == run(["--lang", "en", *words, "--help"]).text


NAMES = {"CI", "git", "HEAD", "JSON", "Schema", "CSV", "BOM", "Excel", "TOML", "docx", "md", "txt", "pdf", VARIABLE}
"""Names that an office's Japanese has too."""
TERMS = {
    *(one.value for choices in (Audience, DocumentKind, Lang, SchemaOf) for one in choices),
    *(one.name for one in FORMATS),
    *(name for words in COMMANDS for name in words),
    *(key for table in (*single_tables().values(), *entry_tables().values()) if table for key in keys_of(table)),
    *single_tables(),
    *entry_tables(),
    *APPROACHES,
    *TYPES,
    *("scenario", "total", "totals", "present-value", "all"),
    *("toml", "sangaku-price", "tool", "example", "machine", "company-size", "sme"),
    *keys_of(ConfigurationFile),
}
"""Words of the files and of the command line itself."""


def left_in_english(text):
    """The English words of a Japanese text that are no option, no metavar, no name and no term of the files."""
    rest = re.sub(r"(?<!\w)--?[a-z][\w-]*|\b[A-Z]+(?==)|(?<==)[A-Z:]+\b", " ", text)
    return {one for one in re.findall(r"[A-Za-z][A-Za-z_-]*", rest) if one not in NAMES | TERMS and not one.isupper()}


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: "-".join(words) or "all")
def test_no_english_word_is_left_in_a_japanese_help(words):
    page = help_of(words, "ja")
    assert left_in_english(page) == set()
    assert not JAPANESE.search(help_of(words, "en"))
    assert all(pages.columns(line) <= 78 for line in page.splitlines())


def test_what_is_left_in_english_is_found():
    assert left_in_english("使い方: sangaku-price quote [OPTIONS] SPEC  [required]") == {"required"}
    assert left_in_english("Show this message. --help PATH=FROM:TO:STEP JSON quote [quote] lang") == {
        "Show",
        "this",
        "message",
    }


@pytest.mark.parametrize(("words", "command"), COMMANDS.items(), ids=["-".join(words) or "all" for words in COMMANDS])
def test_every_command_and_option_says_what_it_is_in_every_language_and_shows_what_it_takes(words, command):
    for one in (command, *command.params):
        if getattr(one, "name", "") in {"install_completion", "show_completion"}:  # of Typer
            continue
        ja, en = said_as_text(one.help)
        assert JAPANESE.search(ja), one.help
        assert not JAPANESE.search(en), one.help
        assert ja.endswith("。")
        assert en.endswith(".")
    for one in command.params:
        assert one.metavar or one.is_flag, one.name
        assert not one.metavar or one.metavar.startswith("[") or one.metavar.isupper(), one.name


def test_words_said_are_read_back():
    assert said_as_text(said("版。", "Version.")) == Text("版。", "Version.")
    assert said_as_text("版。\n\nVersion.") == Text("版。", "Version.")
    assert said_as_text("PATH=VALUE") == own("PATH=VALUE")


@pytest.mark.parametrize(("columns", "widest"), [("40", 56), ("60", 58), ("200", 78)])
def test_a_page_is_as_wide_as_the_terminal_within_bounds(columns, widest, monkeypatch):
    monkeypatch.setenv("COLUMNS", columns)
    lines = help_of(["quote"], "en").splitlines()
    assert widest - 8 <= max(map(len, lines)) <= widest


def test_a_long_usage_goes_on_below_its_first_word(monkeypatch):
    command = COMMANDS["explain",]
    with command.make_context("sangaku-price explain-a-contract-line-by-line", ["x"]) as context:
        monkeypatch.setattr(context.command, "params", command.params[:2] * 6)
        _, *rest = pages.usage_line(context).splitlines()
    assert rest
    assert all(line.startswith(" " * len("Usage: sangaku-price explain-a-contract-line-by-line ")) for line in rest)


# -- what is wrong with the words --------------------------------------------------------------------------------------

WRONG = [
    ([], "sangaku-price [オプション] コマンド"),
    (["quot"], "コマンド「quot」はありません。「quote」ではありませんか。"),
    (["xyzzy"], "コマンド「xyzzy」はありません。"),
    (["quote"], "引数「SPEC」がありません。"),
    (["solve", EXAMPLE, "--target", "1"], "オプション「--vary」がありません。"),
    (["schema"], "引数「WHAT」がありません。使える値:"),
    (["schema", "letter"], "「WHAT」の値が正しくありません。「letter」は使えません。使える値: 'contract'"),
    (["quote", EXAMPLE, "more"], "余分な引数があります（more）。"),
    (["quote", EXAMPLE, "--formt", "csv"], "オプション「--formt」はありません（近いもの: "),
    (["quote", EXAMPLE, "--xyzzy"], "オプション「--xyzzy」はありません。"),
    (["quote", EXAMPLE, "--set"], "オプション「--set」には値が必要です。"),
    (["quote", EXAMPLE, "--bom=yes"], "オプション「--bom」に値は付けられません。"),
    (["quote", EXAMPLE, "--format", "ods"], "「--format」の値が正しくありません。'ods': この形式では出力できません。"),
    (["quote", EXAMPLE, "--as-of", "soon"], "「--as-of」の値が正しくありません。'soon': 2026-10-01"),
    (["quote", EXAMPLE, "--scenario", "lean"], "「--scenario」の値が正しくありません。積算方式「lean」はありません。"),
    (["quote", EXAMPLE, "--get", "totals.totl"], "「totals.total」のことですか。"),
    (["quote", EXAMPLE, "--get", "zzz"], "「zzz」は見積にありません。"),
    (["explain", EXAMPLE, "indirekt"], "indirekt: 不明な名前です。「産学連携推進経費（indirect）」ではありませんか。"),
    (["new"], "「--tariff」の値が正しくありません。必要です。"),
    (["tariff", "list", "--type", "gift"], "契約種別「gift」はありません。使える値: joint-research"),
    (["sweep", EXAMPLE, "--vary", "direct.1.amount=1:2"], "PATH=FROM:TO:STEP"),
    (["sweep", EXAMPLE, "--vary", "direct.1.amount=1:9999:1"], "値が9999個あります"),
    (["sweep", EXAMPLE, "--vary", "direct.1.amount=2:1:1"], "範囲は空でないように書いてください"),
    (["sweep", EXAMPLE, "--vary", "direct.1.amount=a:2:1"], "ここには数を書いてください"),
    (["solve", EXAMPLE, "--vary", "direct.1.item", "--target", "1"], "「direct.1.item」には変えられる数がありません"),
    (["solve", EXAMPLE, "--vary", "direkt.1.amount", "--target", "1"], "「direct」ではありませんか"),
    (["solve", EXAMPLE, "--vary", "direct.1.zzz", "--target", "1"], "「zzz」はありません。使える名前: "),
]


@pytest.mark.parametrize(("arguments", "said_"), WRONG, ids=[" ".join(words)[-40:] or "none" for words, _ in WRONG])
def test_wrong_words_are_answered_in_japanese(arguments, said_, monkeypatch):
    monkeypatch.setenv(VARIABLE, "ja")
    ran = run(arguments)
    assert (ran.status, ran.out) == (2, b"")
    assert said_ in ran.complaint
    quoted = re.sub(
        r"'[^']*'|「[^」]*」|[（(].*?[)）]|使える(?:値|名前): .*|\bmore\b", " ", ran.complaint, flags=re.DOTALL
    )
    assert left_in_english(quoted) - {"zzz", "indirekt", "direkt", "direct", "amount", "item"} == set()


@pytest.mark.parametrize("arguments", [words for words, _ in WRONG if words], ids=lambda words: " ".join(words)[-40:])
def test_wrong_words_are_answered_in_english_where_it_is_told(arguments):
    english = run(["--lang", "en", *arguments])
    assert english.status == 2
    assert not JAPANESE.search(english.complaint)
    where, _, wrong = english.complaint.partition("Error: ")
    nothing_told = run(arguments)
    assert nothing_told.complaint.startswith(f"{where}Error: ")
    assert nothing_told.complaint.endswith(wrong.rpartition(": ")[2])


def test_a_language_that_there_is_not_is_refused_wherever_it_is_told(monkeypatch):
    assert "'fr' is not one of 'both', 'ja', 'en'." in run(["quote", EXAMPLE, "--lang", "fr"]).complaint
    assert run(["--lang", "fr", "quote", EXAMPLE]).status == 2
    monkeypatch.setenv(VARIABLE, "fr")
    ran = run(["quote", EXAMPLE])
    assert (ran.status, ran.out) == (2, b"")
    assert ran.complaint.splitlines() == [
        "環境変数「SANGAKU_PRICE_LANG」の値「fr」は使えません。使える値: both | ja | en",
        "the environment variable SANGAKU_PRICE_LANG is 'fr'; allowed: both | ja | en",
    ]
    assert run(["quote", EXAMPLE, "--lang", "ja"]).status == 0  # the option wins
    monkeypatch.setenv(VARIABLE, "")
    assert run(["quote", EXAMPLE]).status == 0


def test_what_typer_says_in_words_that_are_not_known_is_said_as_it_is():
    assert pages.translated("Something new.") == "Something new."


def test_a_word_behind_two_hyphens_tells_no_language():
    assert "Got unexpected extra argument(s) (--lang ja)" in run(["quote", EXAMPLE, "--", "--lang", "ja"]).complaint


def test_a_fault_of_the_program_is_said_in_the_language_told(monkeypatch):
    def fail(*_, **__):
        raise RuntimeError("why")

    monkeypatch.setattr(api, "quote", fail)
    ran = run(["quote", EXAMPLE, "--lang", "ja"])
    assert ran.complaint.startswith("sangaku-price: 予期しない例外 RuntimeError: why\nプログラムの不具合です。")


@pytest.mark.parametrize("lang", Lang)
def test_a_file_that_cannot_be_written_is_said_in_the_language_told(lang, tmp_path):
    words = {"ja": "フォルダーがありません", "en": "No such file or directory"}
    told = words.values() if lang is Lang.BOTH else [words[lang]]
    path = tmp_path / "none" / "quote.csv"
    ran = run(["quote", EXAMPLE, "-o", str(path), "--lang", lang])
    assert ran.complaint == " / ".join(f"{path}: {one}" for one in told) + "\n"
    theirs = tmp_path / "quote.csv"
    theirs.write_text("not ours")
    ran = run(["quote", EXAMPLE, "-o", str(theirs), "--lang", lang])
    assert ("上書きするには --force" in ran.complaint) is (lang is not Lang.EN)
    assert ("not ours: --force" in ran.complaint) is (lang is not Lang.JA)


def test_a_shell_completes_with_descriptions_in_the_language_of_the_environment():
    env = {
        **os.environ,
        VARIABLE: "ja",
        "_SANGAKU_PRICE_COMPLETE": "complete_zsh",
        "_TYPER_COMPLETE_ARGS": "sangaku-price ver",
        "PYTHONPATH": str(ROOT / "src"),
    }
    ran = subprocess.run([sys.executable, "-m", "sangaku_price"], env=env, capture_output=True, text=True, check=True)
    assert "凍結した見積が今も同じかを確かめる。" in ran.stdout
    assert "Whether" not in ran.stdout


# -- what is printed ---------------------------------------------------------------------------------------------------

SPEC = """format = 1
[contract]
start = 2026-04-01
end = 2027-03-31
[[direct]]
id = "d"
amount = 1_000_000
[[success]]
amount = 400_000
probability = "25%"
[[overhead]]
id = "none"
amount = 0
"""
OF_ONE_FILE = [
    ["quote"],
    ["explain"],
    ["compare"],
    ["solve", "--vary", "direct.d.amount", "--target", "2_000_008"],
    ["sweep", "--vary", "direct.d.amount=1_000_000:2_000_000:500_000"],
    ["risk"],
]
OF_OTHERS = [
    ["check", "spec.toml"],
    ["diff", "spec.toml", EXAMPLE],
    ["verify", "frozen.json"],
    ["tariff", "list", "kyoto"],
    ["tariff", "show", "kyoto"],
    ["tariff", "check", "kyoto"],
]


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "spec.toml").write_text(SPEC)
    for lang in Lang:
        (tmp_path / f"{lang}.toml").write_text(f'{SPEC}[quote]\nlang = "{lang}"\n')
    (tmp_path / "frozen.json").write_text(run(["quote", "spec.toml", "--freeze"]).text)


def shape(text):
    """The text without the name and the hash of the file, in which the language stands."""
    return re.sub(r"[0-9a-f]{9,}|\w+\.toml(?=:)", "…", text)


def printed(command, file, *more):
    name, *options = command
    ran = run([name, file, *options, *more])
    assert ran.status == 0, ran.complaint
    return shape(ran.text)


@pytest.mark.parametrize("command", OF_ONE_FILE, ids=lambda command: command[0])
def test_the_option_wins_then_the_file_then_the_environment(command, files, monkeypatch):
    by_option = {lang: printed(command, "spec.toml", "--lang", lang) for lang in Lang}
    assert len(set(by_option.values())) == 3
    assert printed(command, "spec.toml") == by_option[Lang.BOTH]
    assert shape(run(["--lang", "ja", command[0], "en.toml", *command[1:]]).text) == by_option[Lang.JA]
    for told in ("", *Lang):
        monkeypatch.setenv(VARIABLE, told)
        assert printed(command, "spec.toml") == by_option[Lang(told or "both")]
        for lang in Lang:
            assert printed(command, f"{lang}.toml") == by_option[lang]
            assert printed(command, "en.toml", "--lang", lang) == by_option[lang]


@pytest.mark.parametrize("command", OF_OTHERS, ids=lambda command: "-".join(command[:2]))
def test_commands_over_other_files_follow_the_option_then_the_environment(command, files, monkeypatch):
    by_option = {lang: run([*command, "--lang", lang]) for lang in Lang}
    assert len({ran.out for ran in by_option.values()}) == 3
    assert run(command) == by_option[Lang.BOTH]
    for lang in Lang:
        monkeypatch.setenv(VARIABLE, lang)
        assert run(command) == by_option[lang]
        assert run([*command, "--lang", "en"]) == run(["--lang", "en", *command]) == by_option[Lang.EN]


@pytest.mark.parametrize("command", [["quote"], ["check"], ["schema"], ["new"], ["tariff", "show"]])
def test_mistakes_of_files_follow_the_option_then_the_environment(command, monkeypatch):
    arguments = {"schema": ["contract", "-o", "none/x.json"], "new": ["--tariff", "./none.toml", "--direct", "1"]}
    words = [*command, *arguments.get(command[0], ["./none.toml"])]
    assert JAPANESE.search(run(words).complaint + run(words).text)
    monkeypatch.setenv(VARIABLE, "en")
    ran = run(words)
    assert ran.status in {2, 3}
    assert not JAPANESE.search(ran.complaint + ran.text)
    assert not run([*words, "--lang", "ja"]).complaint.count("no such file")


def test_a_setting_that_is_not_exact_is_said_in_the_language_of_the_file(files):
    words = ["solve", "ja.toml", "--vary", "direct.d.amount", "--target", "2_000_008", "--write"]
    said_ = run(words).complaint
    assert JAPANESE.search(said_)
    assert " / " not in said_
    assert not JAPANESE.search(run([*words, "--lang", "en"]).complaint)


def test_the_language_of_a_file_is_one_that_there_is(files, tmp_path):
    (tmp_path / "spec.toml").write_text(SPEC + '[quote]\nlang = "fr"\n')
    ran = run(["quote", "spec.toml", "--lang", "en"])
    assert ran.status == 3
    assert 'quote.lang = "fr"' in ran.complaint
    assert "allowed: both | ja | en" in ran.complaint


def test_the_language_of_a_file_can_be_set_and_stands_in_its_json(files):
    assert shape(run(["quote", "spec.toml", "--set", "quote.lang=en"]).text) != printed(["quote"], "en.toml")
    quote = json.loads(run(["quote", "ja.toml", "-f", "json"]).text)
    assert quote["contract"]["document"] == {"lang": "ja"}
    assert tables.QuoteTable(lang="ja").lang == "ja"


def test_questions_are_asked_in_the_language_told(monkeypatch):
    from sangaku_price.cli import asking, speaking

    asked = []
    monkeypatch.setattr(sys, "stdin", type("Terminal", (), {"isatty": lambda _: True})())
    answers = iter(["kyoto", "1_000_000", *[""] * len(asking.QUESTIONS)])
    monkeypatch.setattr(typer, "prompt", lambda question, **_: asked.append(question) or next(answers))
    with speaking.listening(["--lang", "ja"], {}):
        asking.asked(dict.fromkeys(asking.QUESTIONS))
    assert len(asked) == len(asking.QUESTIONS)
    assert all(JAPANESE.search(one) and " / " not in one for one in asked)
