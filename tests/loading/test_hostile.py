"""Hostile input: whatever a file, a name or an option holds, the answer is quick, plain, and never a traceback."""

import json
import os
import random
import re
import subprocess
import sys
import time
from itertools import count
from pathlib import Path

import pytest

import sangaku_price
from command import Ran, run
from places import ROOT
from sangaku_price.toml.problems import BadFile

MOST_SECONDS = 20
"""Of processor time, on a slow machine; what grows with the square of its input takes minutes."""
MOST_CHARACTERS = 2500
"""Of one line of a complaint; a character that may steer is shown as eight."""
UNSEEN = "\u00ad\u034f\u115f\u1160\u17b4\u180e\u200b\u200c\u200d\u2060\u2064\u206a\u3164\uffa0\ufff9\U0001d173\U000e0001\U000e0041\U000e007f"
"""Soft hyphens, joiners, blanks without width, fillers, tags: what may hide in a text."""
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff" + UNSEEN + "]")
"""What may steer a terminal, turn text around or hide in it; a line feed may stand in any output."""
COLOUR = re.compile("\x1b\\[[0-9;]*m")
HEAD = 'format = 1\ntariff = "kyoto"\n[contract]\nstart = 2026-10-01\nend = 2027-09-30\n'
DIRECT = "[[direct]]\namount = 1_000_000\n"
TARIFF = 'format = 1\nid = "mine"\nname = "架空大学"\nchecked = 2026-11-24\n[source.rule]\ntitle = "規程"\n'
OVERHEAD = '[[overhead]]\nid = "indirect"\nsource = "rule"\nrate = "30%"\nbase = ["direct"]\n'
FORMATS = ("table", "markdown", "csv", "json")
MARKUP = "[/] [bold]x[/bold] [link=http://x.example]y[/link] :smile: {{7*7}} `rm` <b>&amp; %s {0} \\"
CONTROLS = "".join(map(chr, (*range(1, 0x20), *range(0x7F, 0xA0)))) + "\x1b[31m\x1b]8;;http://x.example\x07\x9b2J"
BIDI = "\u202e\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u200e\u200f\u061c\u2028\u2029\ufeff"
LONG = "長い名前" * 2500


def timed(arguments: list[str], stdin: bytes = b"", *, terminal: bool = False) -> Ran:
    """Run a command; it must be quick, and leave no traceback."""
    begun = time.process_time()
    ran = run(arguments, stdin, terminal=terminal)
    assert time.process_time() - begun < MOST_SECONDS
    assert ran.status in {0, 3}, ran.complaint
    assert "Traceback" not in ran.complaint
    assert "unexpected" not in ran.complaint
    return ran


def clean(words: str) -> None:
    """No character of the words may steer anything."""
    found = STEERING.search(words)
    assert found is None, f"{found.group()!r} in {words[max(0, found.start() - 60) : found.end() + 20]!r}"


def quoted(words: str) -> str:
    """Words as a TOML string that may hold any character."""
    return '"' + "".join(char if char.isalnum() else f"\\U{ord(char):08X}" for char in words) + '"'


def priced(folder: Path, text: str | bytes, *options: str) -> Ran:
    """Price a file of this text."""
    path = folder / "spec.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return timed(["quote", str(path), *options])


def refused(folder: Path, text: str | bytes) -> str:
    """What is said of a file that cannot be priced."""
    ran = priced(folder, text)
    assert ran.status == 3
    assert ran.out == b""
    clean(ran.complaint)
    return ran.complaint


# -- files that are none -----------------------------------------------------------------------------------------------

DEEP = 100_000
NO_FILES = {
    "an opened array without end": b"x = " + b"[" * DEEP * 5,
    "an opened table without end": b"x = " + b"{a = " * DEEP,
    "arrays in arrays": HEAD + "x = " + "[" * 500 + "]" * 500,
    "arrays at the limit": HEAD + "x = " + "[" * 32 + "]" * 32,
    "tables in tables": HEAD + "x = " + "{a = " * 500 + "1" + "}" * 500,
    "a key of 50,000 parts": HEAD + ".".join(["a"] * 50_000) + " = 1\n",
    "a header of 50,000 parts": "[" + ".".join(["a"] * 50_000) + "]\n",
    "50,000 dotted keys": HEAD + "".join(f"a.b{i} = 1\n" for i in range(50_000)),
    "50,000 unknown keys": "".join(f"formaat{i} = 1\n" for i in range(50_000)),
    "50,000 keys that stand twice": "b = 1\n" * 50_000,
    "50,000 headers": HEAD + "[[direct]]\n" * 50_000,
    "50,000 tables": "".join(f"[a{i}.b]\n" for i in range(50_000)),
    "50,000 names that refer to nothing": f"{HEAD}{DIRECT}[[management]]\npercent = '1%'\nof = "
    + str([f"x{i}" for i in range(50_000)]),
    "20,000 unknown keys of one entry": HEAD + DIRECT + "".join(f"amont{i} = 1\n" for i in range(20_000)),
    "a long line of nothing": "a" * 1_000_000,
    "quotes and quotes": "x = " + "\"'" * 400_000,
    "backslashes": 'x = "' + "\\" * 900_000,
    "one mebibyte and a byte": b"#" * 1_048_577,
    "ten megabytes": b"x" * 10_000_000,
    "nothing": b"",
    "one zero byte": b"\0",
    "half a character": "［".encode()[:2],
    "a byte-order mark and nothing": b"\xef\xbb\xbf",
    "lone carriage returns": HEAD.replace("\n", "\r"),
    "a year 1": HEAD.replace("2026-10-01", "0001-01-01") + DIRECT,
    "a year 9999": HEAD.replace("2027-09-30", "9999-12-31") + DIRECT,
    "a 30th of February": HEAD.replace("2026-10-01", "2026-02-30") + DIRECT,
    "a thousand and one entries": HEAD + DIRECT * 1001,
    "a circle of a thousand": HEAD
    + "".join(f"[[success]]\nid = 'c{i}'\namount = 1\nafter = 'c{(i + 1) % 999}'\n" for i in range(999)),
    "shares of each other": HEAD
    + "".join(f"[[management]]\nid = 'c{i}'\npercent = '1%'\nof = ['c{(i + 1) % 999}']\n" for i in range(999)),
    "a thousand long names that refer to nothing": HEAD
    + "".join(f"[[success]]\nid = 'c{'x' * 50}{i}'\namount = 1\nafter = 'c{'x' * 25}z{i}'\n" for i in range(999)),
    "scenarios that lead nowhere": HEAD
    + DIRECT * 500
    + "".join(f"[scenario.s{i}]\nset = {{ 'direct.zz.amount' = 1 }}\n" for i in range(2000)),
}


@pytest.mark.parametrize("text", NO_FILES.values(), ids=NO_FILES)
def test_a_file_that_is_none_is_refused_quickly(text, tmp_path):
    assert refused(tmp_path, text)


@pytest.mark.parametrize("seed", range(40))
def test_random_bytes_are_refused(seed, tmp_path):
    rnd = random.Random(seed)  # noqa: S311 - not for secrets
    data = rnd.randbytes(rnd.choice([1, 2, 10, 1000, 100_000]))
    assert refused(tmp_path, data.replace(b"\0", b"") if seed % 2 else data)


@pytest.mark.parametrize("seed", range(40))
def test_a_file_with_some_of_its_bytes_changed_is_priced_or_refused(seed, tmp_path):
    rnd = random.Random(seed)  # noqa: S311 - not for secrets
    data = bytearray((ROOT / "examples" / "kyoto-battery.toml").read_bytes())
    for _ in range(rnd.choice([1, 3, 20])):
        data[rnd.randrange(len(data))] = rnd.choice(b"\x00\x1b\x80\"'=[]{},.#\n 09azAZ%-")
    ran = priced(tmp_path, bytes(data))
    clean(ran.text)
    clean(ran.complaint)


def test_of_very_many_mistakes_the_first_are_shown(tmp_path):
    said = refused(tmp_path, "".join(f"x{i} = 1\n" for i in range(1000)))
    assert said.count("spec.toml:") == 100
    assert "there are more mistakes; the first 100 are shown" in said


# -- numbers -----------------------------------------------------------------------------------------------------------

NUMBERS = (
    "9" * 10_000,
    "9" * 4000,
    "-" + "9" * 4000,
    "0x" + "f" * 10_000,
    "1" * 1000 + ".5",
    "1e9999999",
    "-1e9999999",
    "1e-9999999",
    "1e99999999999999999999",
    "nan",
    "inf",
    "-inf",
    "-0.1",
)
PLACES = {
    "amount": "[[direct]]\namount = {}\n",
    "quantity": "[[direct]]\nunit-price = 1\nquantity = {}\n",
    "unit-price": "[[direct]]\nquantity = 1\nunit-price = {}\n",
    "percent": "[[direct]]\namount = 1\n[[management]]\nof = ['direct']\npercent = {}\n",
    "probability": "[[success]]\namount = 1\nprobability = {}\n",
    "fiscal-year": "[[direct]]\namount = 1\nfiscal-year = {}\n",
    "people": "[[resident]]\npeople = {}\n",
    "sales": "[[use]]\nroyalty = {{ rate = '1%', sales = {{ 2030 = {} }} }}\n",
    "start": "[tax]\nrounding = {}\n",
    "a fact": "[facts]\nstartup = {}\n[[direct]]\namount = 1\n",
}


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: number[:24])
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_a_number_that_none_can_be_is_refused(place, number, tmp_path):
    said = refused(tmp_path, HEAD + place.format(number))
    assert "spec.toml:" in said
    assert len(said) < 1000


@pytest.mark.parametrize("basis", ["exclusive", "inclusive"])
@pytest.mark.parametrize("billing", ["once", "fiscal-year"])
def test_the_largest_numbers_are_priced_exactly(basis, billing, tmp_path):
    text = HEAD + f'billing = "{billing}"\n[tax]\nbasis = "{basis}"\n'
    text += "[[direct]]\nid = 'most'\nquantity = 10_000_000_000_000\nunit-price = 10_000_000_000_000\n"
    found = json.loads(priced(tmp_path, text, "--format", "json").out)
    assert sum(line["amount"] for line in found["lines"] if line["id"] == "most") == 10**26
    assert found["totals"]["by_kind"]["overhead"] == 3 * 10**25
    for fmt in FORMATS:
        clean(priced(tmp_path, text, "--format", fmt).text.replace("\r\n", "\n"))


@pytest.mark.parametrize("command", [["quote", "--format", fmt] for fmt in FORMATS] + [["explain"]], ids=str)
@pytest.mark.parametrize("what", ["a thousand entries", "fifty years"])
def test_large_contracts_are_priced(what, command, tmp_path):
    text = HEAD + "".join(f"[[direct]]\nid = 'e{i}'\nitem = '品{i}'\namount = {i}\n" for i in range(1000))
    if what == "fifty years":
        text = HEAD.replace("2027-09-30", "2076-03-31") + 'billing = "fiscal-year"\n' + DIRECT + "[[resident]]\n"
    path = tmp_path / "spec.toml"
    path.write_text(text)
    ran = timed([command[0], str(path), *command[1:]])
    assert ran.status == 0
    assert ran.out


# -- words -------------------------------------------------------------------------------------------------------------

WORDS = {"markup": MARKUP, "controls": CONTROLS + "x", "bidi": BIDI + "x", "unseen": UNSEEN + "x", "long": LONG}
RICH_SPEC = """
format = 1
tariff = "./rules.toml"
[contract]
title = W
university = W
company = W
principal = W
start = 2026-10-01
end = 2028-03-31
billing = "fiscal-year"
[facts]
company-region = W
own = "yes"
[tax]
category = "export-exempt"
reason = W
[quote]
number = W
addressee = W
issuer = W
registration-number = W
payment-terms = W
remarks = W
[[direct]]
id = "first"
item = W
note = W
quantity = 12
unit = W
unit-price = 80_000
[[resident]]
who = W
[[involvement]]
who = W
rank = W
hours = 20
hourly-rate = 1
reason = W
[[contribution]]
item = W
percent = "10%"
of = ["direct"]
[[use]]
item = W
upfront = 100_000
[[success]]
trigger = W
amount = 1_000_000
probability = "50%"
due = 2027-05-01
[[overhead]]
id = "indirect"
rate = "10%"
reason = W
[[overhead]]
id = "own"
item = W
unit = W
quantity = 3
unit-price = 1_000
[[waiver]]
item = W
line = "first"
percent = "50%"
reason = W
[scenario.W]
title = W
set = { "direct.first.item" = W }
"""
RICH_TARIFF = """
format = 1
id = "mine"
name = { ja = W, en = W }
region = W
checked = 2026-11-24
review-by = 2026-01-01
[source.rule]
title = W
href = W
article = W
mirror = true
[types]
W = W
[facts.own]
meaning = W
values = ["yes", W]
[facts.W]
meaning = W
[[kind]]
id = "contribution"
name = W
doubt = W
source = "rule"
[[resident]]
name = W
doubt = W
steps = { 12 = { direct = 400_000, indirect = 100_000 } }
every = 12
source = "rule"
[[rates]]
hourly = { W = 20_000, any = 10_000 }
bound = "at-least"
source = "rule"
[[overhead]]
id = "indirect"
name = W
doubt = W
rate = "30%"
base = ["direct"]
bound = "at-least"
parts = { W = 1, "other" = 2 }
source = "rule"
[[overhead.case]]
when.own = W
doubt = W
rate = "20%"
[[overhead.case]]
when.W = true
rate = "10%"
[[notice]]
id = "said"
level = "warning"
text = W
source = "rule"
"""


def hostile_contract(folder: Path, words: str) -> str:
    """A contract and a tariff with these words wherever words may stand; the contract's path.

    Very long words stand at every sixth place only, and their beginning at the others.
    """
    for name, text in (("rules.toml", RICH_TARIFF), ("spec.toml", RICH_SPEC)):
        place = count()
        written = re.sub(r"\bW\b", lambda _, place=place: quoted(words if next(place) % 6 == 0 else words[:200]), text)
        (folder / name).write_text(written)
    return str(folder / "spec.toml")


COMMANDS = [["quote", "--format", fmt] for fmt in FORMATS]
COMMANDS += [["quote", "--format", "csv", "--bom", "--for", "office"], ["quote", "--for", "company"]]
COMMANDS += [["explain"], ["explain", "--format", "markdown"]]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_no_words_of_a_file_steer_the_output(words, command, tmp_path):
    ran = timed([command[0], hostile_contract(tmp_path, words), *command[1:]])
    assert ran.status == 0, ran.complaint
    text = ran.text.removeprefix("\ufeff") if "--bom" in command else ran.text
    clean(text.replace("\r\n", "\n") if "csv" in command else text)


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_no_words_of_a_tariff_steer_the_output(words, tmp_path):
    hostile_contract(tmp_path, words)
    for options in ([], ["--format", "json"], ["--format", "markdown"]):
        ran = timed(["tariff", "show", str(tmp_path / "rules.toml"), *options])
        assert ran.status == 0, ran.complaint
        clean(ran.text)


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
@pytest.mark.parametrize("command", ["quote", "explain", "tariff show"])
def test_on_a_terminal_only_our_own_colours_are_escapes(words, command, tmp_path, monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("NO_COLOR", raising=False)
    path = hostile_contract(tmp_path, words)
    path = path.replace("spec.toml", "rules.toml") if "tariff" in command else path
    ran = timed([*command.split(), path], terminal=True)
    assert ran.status == 0, ran.complaint
    assert COLOUR.search(ran.text)
    clean(COLOUR.sub("", ran.text))
    monkeypatch.setenv("NO_COLOR", "1")
    clean(timed([*command.split(), path], terminal=True).text)


def test_markup_is_shown_as_it_is_written(tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "400")
    words = "[/] [bold]x[/bold] :smile:"
    path = hostile_contract(tmp_path, words)
    assert timed(["quote", path]).text.count(words) > 5
    assert COLOUR.sub("", timed(["quote", path], terminal=True).text).count(words) > 5
    assert timed(["quote", path, "--format", "csv", "--for", "office"]).text.count(words) > 5
    assert json.loads(timed(["quote", path, "--format", "json"]).text)["contract"]["title"] == words
    markdown = timed(["quote", path, "--format", "markdown"]).text
    assert re.sub(r"\\(?=[^\w\s])|<!-- -->", "", markdown).count(words) > 5


def test_a_cell_that_a_spreadsheet_would_compute_is_text(tmp_path):
    text = (
        HEAD
        + "[[direct]]\nitem = '=HYPERLINK(\"http://x.example\")'\namount = 1\n[[direct]]\nitem = '@SUM(1)'\namount = 1\n"
    )
    rows = priced(tmp_path, text, "--format", "csv").text.split("\r\n")
    assert not [cell for row in rows for cell in re.split(r",(?=\")|^", row) if re.match(r'"?[=@]', cell or "")]


HOSTILE_KEYS = {
    "an id": "[[direct]]\nid = W\namount = 1\n",
    "a key": "[[direct]]\nW = 1\namount = 1\n",
    "a table": "[W]\nx = 1\n[[direct]]\namount = 1\n",
    "a name in of": "[[direct]]\namount = 1\n[[management]]\npercent = '1%'\nof = [W]\n",
    "a gate": "[[success]]\namount = 1\nafter = W\n",
    "a line that is waived": "[[direct]]\namount = 1\n[[waiver]]\nline = W\namount = 1\nreason = 'x'\n",
    "a fact": "[facts]\nW = true\n",
    "an answer": "[facts]\ncompany-size = W\n",
    "a choice": "[tax]\nbasis = W\n",
    "a rate": "[[direct]]\namount = 1\n[[management]]\nof = ['direct']\npercent = W\n",
    "a rank": "[[involvement]]\nhours = 1\nrank = W\n",
    "a path in a scenario": "[[direct]]\namount = 1\n[scenario.W]\nset = { W = 1 }\n",
    "a table in a scenario": "[[direct]]\nid = W\namount = 1\n[scenario.lean]\nset = { 'direct.x.amount' = 1 }\n",
    "a circle": "[[success]]\nid = W\namount = 1\nafter = W\n",
}


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
@pytest.mark.parametrize("text", HOSTILE_KEYS.values(), ids=HOSTILE_KEYS)
def test_no_words_of_a_bad_file_steer_the_complaint(text, words, tmp_path):
    said = refused(tmp_path, HEAD + re.sub(r"\bW\b", lambda _: quoted(words), text))
    assert max(map(len, said.split("\n"))) < MOST_CHARACTERS


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_no_words_of_a_bad_tariff_steer_the_complaint(words, tmp_path):
    broken = RICH_TARIFF.replace('source = "rule"', "source = W").replace('base = ["direct"]', "base = [W]")
    (tmp_path / "rules.toml").write_text(re.sub(r"\bW\b", lambda _: quoted(words), broken))
    ran = timed(["tariff", "show", str(tmp_path / "rules.toml")])
    assert ran.status == 3
    clean(ran.complaint)
    assert max(map(len, ran.complaint.split("\n"))) < MOST_CHARACTERS


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
@pytest.mark.parametrize("command", [["quote"], ["explain"], ["tariff", "show"]], ids=" ".join)
def test_no_words_of_the_command_line_steer_the_complaint(words, command):
    ran = run([*command, f"./{words}.toml"])
    assert ran.status == 3
    clean(ran.complaint)


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
@pytest.mark.parametrize(
    "option", ["--set", "--scenario", "--get", "--as-of", "--format", "--lang", "--output", "line"]
)
def test_no_words_of_an_option_steer_the_complaint(words, option, tmp_path):
    path = tmp_path / "spec.toml"
    path.write_text(HEAD + DIRECT)
    given = f"{tmp_path}/none/{words}.csv" if option == "--output" else words
    if option == "line":
        ran = run(["explain", str(path), words])
    else:
        ran = run(["quote", str(path), option, f"{given}={given}" if option == "--set" else given])
    assert ran.status in {2, 3}
    clean(ran.text)
    clean(ran.complaint)


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
@pytest.mark.parametrize("fmt", FORMATS)
def test_no_words_that_are_set_steer_the_output(words, fmt, tmp_path):
    set_words = [f"--set={path}={words}" for path in ("direct.1.item", "contract.title", "quote.remarks")]
    ran = priced(tmp_path, HEAD + DIRECT, "--format", fmt, *set_words)
    assert ran.status == 0, ran.complaint
    clean(ran.text.replace("\r\n", "\n") if fmt == "csv" else ran.text)


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_no_names_of_scenarios_steer_the_complaint(words, tmp_path):
    path = tmp_path / "spec.toml"
    path.write_text(f"{HEAD}{DIRECT}[scenario.{quoted(words)}]\n")
    ran = run(["quote", str(path), "--scenario", "none"])
    assert ran.status == 2
    clean(ran.complaint)


# -- files that are meant for something else ---------------------------------------------------------------------------


def test_nothing_of_a_file_that_is_no_contract_is_repeated(tmp_path):
    secret = tmp_path / "passwd"
    secret.write_text("root:x:0:0:Geheim:/root:/bin/bash\ndaemon:*:1:1::/:\n")
    for command in (["quote", str(secret)], ["tariff", "show", str(secret)]):
        ran = timed(command)
        assert ran.status == 3
        assert not [
            word for word in ("Geheim", "root:", "daemon", "bash") if word in ran.complaint.replace(str(tmp_path), "")
        ]


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../../etc/passwd",
        "file:///etc/passwd",
        "http://x.example/rules.toml",
        "kyoto\\..\\x",
        "..",
        "~/x",
    ],
)
def test_a_tariff_that_is_no_toml_file_is_not_opened(name, tmp_path, monkeypatch):
    opened = []
    real = open
    monkeypatch.setattr("builtins.open", lambda path, *a, **k: opened.append(str(path)) or real(path, *a, **k))
    said = refused(tmp_path, HEAD.replace('"kyoto"', quoted(name)) + DIRECT)
    assert "spec.toml:2: tariff" in said
    assert opened
    assert [path for path in opened if not path.endswith("spec.toml")] == []


def test_a_tariff_in_toml_clothing_is_not_repeated(tmp_path):
    (tmp_path / "rules.toml").write_text("root:x:0:0:Geheim:/root:/bin/bash\n")
    said = refused(tmp_path, HEAD.replace('"kyoto"', '"./rules.toml"') + DIRECT)
    assert "rules.toml:1" in said
    assert "Geheim" not in said


@pytest.mark.parametrize("make", ["folder", "fifo", "missing"])
def test_what_is_no_file_is_said_to_be_none(make, tmp_path):
    path = tmp_path / "rules.toml"
    if make == "folder":
        path.mkdir()
    if make == "fifo":
        os.mkfifo(path)
    codes = {"folder": "is a folder", "fifo": "is not a regular file", "missing": "there is no such file"}
    for command in (["quote", str(path)], ["tariff", "show", str(path)], ["explain", str(path)]):
        ran = timed(command)
        assert ran.status == 3
        assert codes[make] in ran.complaint
    said = refused(tmp_path, HEAD.replace('"kyoto"', '"./rules.toml"') + DIRECT)
    assert 'spec.toml:2: tariff = "./rules.toml"' in said
    assert codes[make] in said


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/random", "/dev/tty", "/proc/self/mem", "/"])
def test_a_device_is_not_read(device):
    ran = timed(["quote", device])
    assert ran.status == 3
    assert ran.out == b""


def test_a_link_that_leads_to_itself_is_no_file(tmp_path):
    path = tmp_path / "spec.toml"
    path.symlink_to(path)
    assert timed(["quote", str(path)]).status == 3


@pytest.mark.parametrize("name", ["", " ", "\0", "a\0b", "x" * 5000, "\udce3", "-", "//", "\n"])
def test_a_strange_name_is_no_file(name):
    ran = timed(["quote", "--", name])
    assert ran.status == 3
    clean(ran.complaint)


# -- tariffs -----------------------------------------------------------------------------------------------------------


def test_a_tariff_that_extends_itself_is_refused(tmp_path):
    (tmp_path / "mine.toml").write_text(TARIFF.replace("[source", 'extends = "./mine.toml"\n[source') + OVERHEAD)
    ran = timed(["tariff", "show", str(tmp_path / "mine.toml")])
    assert ran.status == 3
    assert "mine.toml:5: extends" in ran.complaint


def test_tariffs_that_extend_one_another_without_end_are_refused(tmp_path):
    for i in range(30):
        parent = f'extends = "./t{i + 1}.toml"\n[source'
        (tmp_path / f"t{i}.toml").write_text(TARIFF.replace("[source", parent) + OVERHEAD)
    ran = timed(["tariff", "show", str(tmp_path / "t0.toml")])
    assert ran.status == 3
    assert "extends" in ran.complaint


def test_a_circle_is_one_under_any_spelling_of_the_path(tmp_path):
    parent = f'extends = "../{tmp_path.name}/./mine.toml"\n[source'
    (tmp_path / "mine.toml").write_text(TARIFF.replace("[source", parent) + OVERHEAD)
    ran = timed(["tariff", "show", str(tmp_path / "mine.toml")])
    assert ran.status == 3
    assert ran.complaint.count("extends") <= 4


def test_a_tariff_of_very_many_rules_is_refused(tmp_path):
    path = tmp_path / "rules.toml"
    path.write_text(TARIFF + "".join(OVERHEAD.replace("indirect", f"o{i}") for i in range(5000)))
    ran = timed(["tariff", "show", str(path)])
    assert ran.status == 3
    assert "at most 1000 rules" in ran.complaint


def test_a_tariff_of_a_thousand_overheads_is_read(tmp_path):
    path = tmp_path / "rules.toml"
    rules = "".join(
        OVERHEAD.replace("indirect", f"o{i}").replace("['direct']", f"['direct', 'o{i - 1}']") for i in range(1000)
    )
    path.write_text(TARIFF + rules)
    assert timed(["tariff", "show", str(path)]).status == 0


def test_a_tariff_of_very_many_mistakes_is_refused_quickly(tmp_path):
    path = tmp_path / "rules.toml"
    rules = "".join(OVERHEAD.replace("indirect", f"o{i}").replace("direct", f"o{i}x") for i in range(1000))
    path.write_text(TARIFF + rules + "".join(f"[source.s{i}]\ntitle = 'x'\n" for i in range(10_000)))
    ran = timed(["tariff", "show", str(path)])
    assert ran.status == 3
    assert "there are more mistakes" in ran.complaint


# -- the program itself ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "stdin", "status"),
    [
        (["quote", "-"], b"\x1b[31m" * 1000, 3),
        (["quote", "-"], b"x = " + b"[" * 1_000_000, 3),
        (["quote", "-"], (HEAD + DIRECT).encode(), 0),
        (["quote", "/dev/zero"], b"", 3),
        (["quote", "/etc/passwd"], b"", 3),
        (["tariff", "show", "/dev/stdin"], b"x", 3),
    ],
)
def test_the_program_answers_in_time(arguments, stdin, status):
    command = [sys.executable, "-m", "sangaku_price", *arguments]
    ran = subprocess.run(command, input=stdin, capture_output=True, timeout=20, check=False)
    assert ran.returncode == status, ran.stderr
    assert b"Traceback" not in ran.stderr
    clean(ran.stdout.decode())
    clean(ran.stderr.decode())


def test_a_reader_that_goes_away_is_no_fault(tmp_path):
    path = tmp_path / "spec.toml"
    path.write_text(HEAD + "".join(f"[[direct]]\nid = 'e{i}'\namount = {i}\n" for i in range(1000)))
    program = [sys.executable, "-m", "sangaku_price", "quote", str(path), "--format", "json"]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        running.stdout.read(10)
        running.stdout.close()
        said = running.stderr.read()
        assert running.wait(20) == 0
    assert said == b""


@pytest.mark.parametrize("table", ["payer", "payment"])
def test_more_payers_or_payments_than_a_contract_may_have_are_refused(table, tmp_path):
    path = tmp_path / "spec.toml"
    path.write_text(HEAD + DIRECT + f"[[{table}]]\nname = 'x'\nshare = \"0.01%\"\n" * 601)
    with pytest.raises(BadFile) as refused:
        sangaku_price.quote(str(path))
    assert "too-many-invoiced" in {one.code for one in refused.value.problems}
