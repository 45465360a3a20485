"""Words in every language: filled, put together, said; which languages there are is known in one place."""

import ast
import os
import re
import shutil
import subprocess
import sys

import pytest

from places import ROOT
from sangaku_price.language.enums import Lang
from sangaku_price.language.phrases import after, colon, counted, enumerated, noted, placed, summed, yen_words
from sangaku_price.language.text import LANGUAGES, Text, by_language, is_by_language, own, say, words_in

PACKAGE = ROOT / "src" / "sangaku_price"
OUTSIDE = sorted(path for path in PACKAGE.rglob("*.py") if path.parent.name != "language")
RATE, BASE = Text("30％", "30%"), Text("直接経費", "direct cost")
OF_BASE = Text("{base}の{rate}", "{rate} of {base}")


def test_each_language_takes_its_own_words_in_its_own_order():
    assert OF_BASE.filled(base=BASE, rate=RATE) == Text("直接経費の30％", "30% of direct cost")


def test_a_word_that_is_the_same_in_all_languages_is_said_as_it_is():
    assert OF_BASE.filled(base="A", rate=7) == Text("Aの7", "7 of A")


def test_a_parameter_that_is_missing_is_an_error_and_one_too_many_is_none():
    with pytest.raises(KeyError, match="rate"):
        OF_BASE.filled(base=BASE)
    assert OF_BASE.filled(base="A", rate=7, other=1) == Text("Aの7", "7 of A")


def test_what_is_filled_in_is_never_filled_itself():
    assert OF_BASE.filled(base="{rate}", rate="{base}") == Text("{rate}の{base}", "{base} of {rate}")


def test_the_braces_of_an_example_of_toml_stay():
    template = own("{ 6 = 220_000 } {} {key} { key } {ja = 1}")
    assert template.filled(key="k") == own("{ 6 = 220_000 } {} k { key } {ja = 1}")


def test_a_sign_of_per_cent_is_a_sign_like_any_other():
    assert own("{p}%点（%s、100%）{p}").filled(p=5) == own("5%点（%s、100%）5")
    assert own("100 %").filled() == own("100 %")


def test_words_are_joined_as_texts_are():
    assert Text("、", ", ").join([RATE, BASE]) == Text("30％、直接経費", "30%, direct cost")
    assert own("/").join(iter([RATE])) == RATE
    assert own("/").join([]) == own("")


@pytest.mark.parametrize(
    ("lang", "words", "said"),
    [
        (Lang.JA, ("直接経費",), "直接経費"),
        (Lang.EN, ("direct cost",), "direct cost"),
        (Lang.BOTH, ("直接経費", "direct cost"), "直接経費 / direct cost"),
    ],
)
def test_words_are_said_in_the_language_asked_for(lang, words, said):
    assert words_in(BASE, lang) == words
    assert say(BASE, lang) == said


def test_a_users_own_words_are_said_once():
    assert words_in(own("試料"), Lang.BOTH) == ("試料",)
    assert say(own("試料"), Lang.BOTH) == "試料"


def test_words_by_language_are_read_as_they_are_written():
    assert by_language(BASE) == {"ja": "直接経費", "en": "direct cost"}
    assert Text(**by_language(BASE)) == BASE
    assert is_by_language({"en": "a", "ja": "b"})
    assert not any(map(is_by_language, ({"ja": "a"}, {"ja": "a", "en": "b", "zh": "c"}, "a", None, ["ja", "en"])))


def test_phrases():
    assert noted(BASE, RATE) == Text("直接経費（30％）", "direct cost (30%)")
    assert colon(BASE, RATE) == Text("直接経費：30％", "direct cost: 30%")
    assert after(BASE, RATE) == Text("直接経費 30％", "direct cost 30%")
    assert placed("a.b", BASE) == Text("a.b: 直接経費", "a.b: direct cost")
    assert enumerated([BASE, RATE]) == Text("直接経費、30％", "direct cost, 30%")
    assert summed([BASE, RATE]) == Text("直接経費＋30％", "direct cost + 30%")
    assert counted("2", "months") == Text("2か月", "2 months")
    assert yen_words(1_000) == Text("1,000円", "1,000 yen")


def test_a_user_can_ask_for_every_language_and_for_all():
    assert {*LANGUAGES, "both"} == {lang.value for lang in Lang}


@pytest.mark.parametrize("path", OUTSIDE, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_other_room_knows_which_languages_there_are(path):
    """One may be named to `say` where a page or a file has words in that one alone; none is taken or built by name."""
    source = path.read_text()
    assert re.findall(rf"\.(?:{'|'.join(LANGUAGES)})\b|_(?:{'|'.join(LANGUAGES)})\b", source) == []
    for node in ast.walk(ast.parse(source)):
        assert not (isinstance(node, ast.Constant) and node.value in LANGUAGES)
    named = len(re.findall(r"Lang\.(?!BOTH)[A-Z]+", source))
    assert named == len(
        re.findall(r"say\((?:[^()]|\([^()]*\)|\((?:[^()]|\([^()]*\))*\))*, Lang\.(?!BOTH)[A-Z]+\)", source)
    )


THIRD = {
    "text.py": ("    en: str\n", '    en: str\n    zh: str = "漢"\n'),
    "enums.py": ('    EN = "en"\n', '    EN = "en"\n    ZH = "zh"\n'),
}
"""A third language: a column of `Text`, whose words are 漢 until they are translated, and its choice."""
SPEC = """format = 1
[contract]
title = "Battery"
university = "Kyoto"
start = 2026-04-01
end = 2027-09-30
[[direct]]
id = "parts"
category = "consumables"
amount = 1_000_001
[[direct]]
id = "trip"
item = "travel to Kobe"
category = "travel"
amount = 99_999
[[overhead]]
id = "overhead"
rate = "30%"
base = ["direct"]
"""


@pytest.fixture(scope="module")
def third(tmp_path_factory):
    """Runs the program with a third language; nothing of it is changed but `THIRD`."""
    folder = tmp_path_factory.mktemp("third")
    shutil.copytree(PACKAGE, folder / "sangaku_price", ignore=shutil.ignore_patterns("__pycache__"))
    for name, (old, new) in THIRD.items():
        path = folder / "sangaku_price" / "language" / name
        source = path.read_text()
        assert source.count(old) == 1
        path.write_text(source.replace(old, new))
    (folder / "spec.toml").write_text(SPEC)

    def run(*arguments: str) -> str:
        ran = subprocess.run(
            [sys.executable, "-m", "sangaku_price", *arguments],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(folder)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert not ran.stderr or ran.returncode == 3, ran.stderr
        return ran.stdout + ran.stderr

    return run


def test_a_third_language_is_one_column(third):
    """The recipe of CONTRIBUTING.md: a quote speaks it, beside the others or alone."""
    alone = third("quote", "spec.toml", "--lang", "zh")
    unnamed = re.sub(r"^\[\d\].*?(?=^\[|\n\n)", "", alone, flags=re.MULTILINE | re.DOTALL)  # titles of pages stay
    assert "travel to Kobe" in unnamed
    assert "漢  1,430,000\n" in unnamed
    assert not re.search("[ぁ-ゖァ-ヺ]|direct|total", unnamed), unnamed
    together = third("quote", "spec.toml")
    assert "直接経費（消耗品費）" in together
    assert "direct cost (consumables)" in together
    assert "合計（確定額、税込） / total, fixed, with tax / 漢" in together


def test_a_third_language_is_in_the_errors(third):
    assert third("quote", "nothing.toml", "--lang", "zh") == "nothing.toml: 漢\n"
    assert third("quote", "nothing.toml").splitlines()[-1] == "    漢"


def test_a_third_language_is_in_the_files_and_is_read_back(third):
    head, first, *_ = third("quote", "spec.toml", "-f", "csv").splitlines()
    assert "label_ja,label_en,label_zh," in head
    assert "直接経費（消耗品費）,direct cost (consumables),漢," in first
    third("quote", "spec.toml", "--freeze", "-o", "quote.json")
    verified = third("verify", "quote.json")
    assert "結果 / result / 漢" in verified
    assert "同じです。\n" in verified
