"""`check --fix`: what has one meaning only is mended in place, the result prices as the file meant, all else stays."""

import re
from pathlib import Path

import pytest
import tomli
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sangaku_price
from command import run
from places import GALLERY, ROOT
from sangaku_price.assurance.fixing import fixed
from sangaku_price.toml.mending import mended

GOOD = """# 契約 “注” １,０００ 30%
format = 1
tariff = "kyoto"

[contract]
title = "研究、１２３ “題” 30%" # 1,000 円
start = 2027-04-01 # 4月
end = 2028-03-31

[[direct]]
id = "m"
item = "材料 1,000個"
amount = 1_500_000
[[direct]]
item = '機器'
quantity = 3
unit-price = 27.5

[[overhead]]
id = "indirect"
rate = "35%"
reason = "協議"

[[use]]
id = "u"
item = "実施料"
royalty = { rate = "3%", parts = { "部局" = 60, "本部" = 40 } }

[scenario."安い案"]
set = { "direct.m.amount" = 1_000, "overhead.indirect.rate" = "30%" }
"""
GOOD = re.sub(r"\n\[\[use\]\].*?\n\n", "\n", GOOD, flags=re.DOTALL)
BAD = {
    "format = 1": "format ＝ １",
    'tariff = "kyoto"': "tariff　= “kyoto”",
    "[contract]": "［contract］",
    'title = "研究、１２３ “題” 30%" # 1,000 円': "title = ＂研究、１２３ 題 30%＂ # 1,000 円",
    "start = 2027-04-01": "start = 2027-4-1",
    "amount = 1_500_000": "amount = 1,500,000",
    "quantity = 3": "quantity = ３",
    "unit-price = 27.5": "unit-price = 27．5",
    "item = '機器'": "item = ‘機器’",
    'rate = "35%"': "rate = 35%",
    'reason = "協議"': 'reason = "協議”',
    '[scenario."安い案"]': "[scenario.安い案]",
    '{ "direct.m.amount" = 1_000, "overhead.indirect.rate" = "30%" }': '{ "direct.m.amount" = 1,000, "overhead.indirect.rate" = ３０％ }',
}
"""A right line, and the same as it is written wrongly."""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def fix(text, name="x.toml"):
    """The text of a file after `check --fix`."""
    Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())
    run(["check", name, "--fix"])
    return Path(name).read_bytes().decode()


def same(text, other):
    return tomli.loads(text) == tomli.loads(other)


@pytest.mark.parametrize("right", BAD)
def test_each_is_mended_to_what_was_meant(right):
    assert right in GOOD
    after = fix(GOOD.replace(right, BAD[right]))
    meant = GOOD.replace("“題”", "題") if right.startswith("title") else GOOD
    assert same(after, meant)
    assert after.count("\n") == GOOD.count("\n")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.sets(st.sampled_from(sorted(set(BAD) - {'title = "研究、１２３ “題” 30%" # 1,000 円'})), min_size=1))
def test_any_of_them_together_price_as_the_file_meant(wrong):
    text = GOOD
    for right in wrong:
        text = text.replace(right, BAD[right])
    after = fix(text)
    assert same(after, GOOD)
    assert [line for line in after.split("\n") if line.startswith("#")] == ["# 契約 “注” １,０００ 30%"]
    assert (
        sangaku_price.quote("x.toml").totals.total == 2_227_621
    )  # 1,500,000 + 82; 35 % of it 525,028; 10 % of both 202,511
    assert fixed("x.toml") is None


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.toml")), ids=lambda path: path.stem)
def test_a_file_without_such_mistakes_is_left_alone(path):
    assert fixed(str(path)) is None
    assert mended(path.read_text()).text == path.read_text()


def test_every_example_comes_back_from_commas_bare_rates_and_short_dates():
    for path in (ROOT / "examples").glob("*.toml"):
        text = path.read_text()
        bad = re.sub(r'^([a-z-]+ = )"([0-9.]+%)"', r"\1\2", text, flags=re.MULTILINE)
        bad = re.sub(r"^([a-z-]+ = [0-9]{4})-0([1-9])-", r"\1-\2-", bad, flags=re.MULTILINE)
        bad = re.sub(r"^[a-z-]+ = [0-9]{1,3}(?:_[0-9]{3})+$", lambda m: m[0].replace("_", ","), bad, flags=re.MULTILINE)
        assert fix(bad, path.name) == text


# -- encodings and line ends -------------------------------------------------------------------------------------------


def test_shift_jis_becomes_utf_8_and_line_ends_stay():
    text = GOOD.replace("“", "「").replace("”", "」").replace("\n", "\r\n")
    wrong = text.replace("1_500_000", "1,500,000")
    assert fix(wrong.encode("cp932")) == text
    Path("x.toml").write_bytes(text.encode("cp932"))
    ran = run(["check", "x.toml", "--diff"])
    assert (ran.status, ran.text) == (5, "--- x.toml (Shift_JIS)\n+++ x.toml (UTF-8)\n")


def test_a_byte_order_mark_stays():
    assert fix("\ufeff" + GOOD.replace("1_500_000", "1,500,000")) == "\ufeff" + GOOD


@pytest.mark.parametrize("data", [b"\xff\xfex\0", b"amount = \x81", b"", b"\0", GOOD.encode("utf-16")])
def test_what_is_no_text_is_left_alone(data):
    Path("x.toml").write_bytes(data)
    run(["check", "x.toml", "--fix"])
    assert Path("x.toml").read_bytes() == data


# -- what has more than one meaning, or another mistake ----------------------------------------------------------------

STAYS = {
    "amount = 1,50": "no thousands",
    "amount = 1,500,00": "no thousands",
    "amount = 1,500,000円": "a unit",
    "amount = [1,500,000]": "could be a list",
    "amount = １００円": "a unit",
    "amount = 千円": "words",
    "amount = 1,500,000 # \x07": "a control",
    "amuont = 1,500,000": "an unknown key",
    "amount = 1,500,000.5": "no whole yen",
    "amount = -1,500,000": "negative",
    "amount = 30%": "a rate is no amount",
    "amount = 2027-4-1": "a day is no amount",
    "amount = “1500000”": "a text is no amount",
    "金額 = 1,500,000": "an unknown key",
}


@pytest.mark.parametrize("line", STAYS)
def test_a_line_with_another_mistake_keeps_every_letter_and_others_are_mended(line):
    text = GOOD.replace("amount = 1_500_000", line).replace("2027-04-01", "2027-4-1")
    assert fix(text) == GOOD.replace("amount = 1_500_000", line)
    assert run(["check", "x.toml"]).status == 3


@pytest.mark.parametrize(
    "line", ["start = 2027-2-30", "start = 2027-4-1T00:00", "start = 令和9年4月1日", "start = 2027/4/1"]
)
def test_other_days_stay(line):
    text = GOOD.replace("start = 2027-04-01", line)
    assert fix(text) == text


def test_a_rate_in_quotes_with_full_width_signs_is_mended():
    assert fix(GOOD.replace('"35%"', '"３５％"')) == GOOD
    assert fix(GOOD.replace('"35%"', '"３５ ％"')) == GOOD
    assert fix(GOOD.replace('"35%"', '"約３５％"')) == GOOD.replace('"35%"', '"約３５％"')
    assert fix(GOOD.replace('"材料 1,000個"', '"３０％"')) == GOOD.replace('"材料 1,000個"', '"３０％"')


@pytest.mark.parametrize("path", sorted(GALLERY.glob("*.toml")), ids=lambda path: path.stem)
def test_of_the_gallery_only_what_has_one_meaning_is_mended(path):
    made = fixed(str(path))
    if made is None:
        return
    assert path.stem in MENDED
    assert made.encoding or made.before.count("\n") == made.after.count("\n")


MENDED = {
    *(
        "comma-in-amount",
        "dash-for-hyphen",
        "date-one-digit",
        "full-width-blank",
        "full-width-digits",
        "full-width-equals",
        "japanese-key",
    ),
    *(
        "rate-in-words",
        "several-slips",
        "slips-and-mistakes",
        "percent-without-quotes",
        "shift-jis",
        "shift-jis-tariff",
        "smart-quotes",
        "tariff-shift-jis",
    ),
}
"""Files of the gallery in which something is mended."""


# -- shown -------------------------------------------------------------------------------------------------------------


def test_the_difference_is_shown_and_nothing_written():
    wrong = GOOD.replace("1_500_000", "1,500,000")
    Path("x.toml").write_text(wrong)
    ran = run(["check", "x.toml", "--diff", "--lang", "en"])
    assert ran.status == 5
    assert ran.text.splitlines()[:2] == ["--- x.toml", "+++ x.toml"]
    assert ran.text.splitlines()[-7:] == [
        ' id = "m"',
        ' item = "材料 1,000個"',
        "-amount = 1,500,000",
        "+amount = 1_500_000",
        " [[direct]]",
        " item = '機器'",
        " quantity = 3",
    ]
    assert Path("x.toml").read_text() == wrong
    ran = run(["check", "x.toml", "--fix", "--lang", "en"])
    assert (ran.status, ran.complaint) == (0, "x.toml: places mended: 1\n")
    assert run(["check", "x.toml", "--diff"]) == (0, b"", b"")
    assert run(["check", "-", "--fix"], wrong.encode()).status == 3


def test_a_template_is_mended_too():
    template = GOOD.replace("format = 1", "format = 1\ntemplate = true").replace("amount = 1_500_000\n", "")
    example = '[[example]]\nname = "a"\nset = { "direct.m.amount" = 1,000 }\nexpect = { "totals.total" = 1,608 }\n'
    assert "1_000 }" in fix(template + example)


def test_a_mend_in_the_midst_of_an_array_of_many_lines():
    text = GOOD.replace(
        '[[overhead]]\nid = "indirect"\nrate = "35%"\n',
        '[[overhead]]\nid = "indirect"\nbands = [\n  { to = 1,000,000, rate = 30% },\n  { rate = ２０% },\n]\n',
    )
    after = fix(text)
    assert '{ to = 1_000_000, rate = "30%" },\n  { rate = "20%" },\n' in after


def test_a_tariff_is_no_contract_and_left_alone():
    text = (GALLERY / "tariff-japanese-key.toml").read_text()
    assert fix(text) == text
