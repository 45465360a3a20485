from collections.abc import Iterator
from string import ascii_letters
from time import process_time

import pytest
import tomli
from hypothesis import assume, given
from hypothesis import strategies as st

from places import ROOT
from sangaku_price.toml.positions import LONG_WORD, MOST_DEEP, MOST_SCANNED, Positions

CONTRACT = """\
# [contract] start = 1
format = 1
tariff = "kyoto"   # tariff = "x"

[contract]
start = 2026-10-01
title = \"\"\"
start = 1
[[involvement]]
end = \\\"\"\"
\"\"\"
end = 2027-03-31

[ facts ]
"company size" = "sme"
'work # place'.site = 1

[[involvement]]
who = '''
[[involvement]] '''
hours = 1

[[ involvement ]] # the second
hourly-rate = 2

[[overhead]]
id = "a"
[[overhead]]
id = "b"
[[overhead.case]]
when.base.below = 3
when.base.at-least = 1
[[overhead.case]]
when = { base = { below = 4 } }
[overhead.rounding]
mode = "down"

[[use]]
royalty = { rate = "3%", sales = {
  2028 = 1,  # the first }
  2029 = 2,
  "20\\u0033\\u0030" = 3,
} }
of = [
  "direct", # ]
  ["resident",
   'x'],
]

[scenario.low]
approach = "value-based"
[scenario]
"""


def line_with(words: str) -> int:
    return CONTRACT[: CONTRACT.index(words)].count("\n") + 1


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (("format",), "format = 1"),
        (("tariff",), 'tariff = "kyoto"'),
        (("contract",), "[contract]\nstart = 2026"),
        (("contract", "start"), "start = 2026"),
        (("contract", "end"), "end = 2027"),
        (("contract", "missing", "deeper"), "[contract]\nstart = 2026"),
        (("facts",), "[ facts ]"),
        (("facts", "company size"), '"company size"'),
        (("facts", "work # place", "site"), "'work # place'"),
        (("involvement",), "[[involvement]]\nwho"),
        (("involvement", 0, "who"), "who"),
        (("involvement", 0, "hours"), "hours = 1"),
        (("involvement", 0, "hourly-rate"), "[[involvement]]\nwho"),
        (("involvement", 1), "[[ involvement ]]"),
        (("involvement", 1, "hourly-rate"), "hourly-rate = 2"),
        (("involvement", 2), "[[involvement]]\nwho"),
        (("overhead", 0, "case", 0), '[[overhead]]\nid = "a"'),
        (("overhead", 1, "id"), 'id = "b"'),
        (("overhead", 1, "case", 0), "[[overhead.case]]"),
        (("overhead", 1, "case", 0, "when", "base"), "when.base.below"),
        (("overhead", 1, "case", 0, "when", "base", "at-least"), "when.base.at-least"),
        (("overhead", 1, "case", 1), "[[overhead.case]]\nwhen = "),
        (("overhead", 1, "case", 1, "when", "base", "below"), "when = {"),
        (("overhead", 1, "rounding", "mode"), 'mode = "down"'),
        (("use", 0, "royalty", "rate"), "royalty = "),
        (("use", 0, "royalty", "sales", "2028"), "2028 = 1"),
        (("use", 0, "royalty", "sales", "2029"), "2029 = 2"),
        (("use", 0, "royalty", "sales", "2030"), '"20\\u0033'),
        (("use", 0, "royalty", "sales", "2031"), "royalty = "),
        (("use", 0, "of"), "of = ["),
        (("use", 0, "of", 0), '"direct", # ]'),
        (("use", 0, "of", 1, 0), '["resident"'),
        (("use", 0, "of", 1, 1), "'x'],"),
        (("scenario",), "[scenario]\n"),
        (("scenario", "low", "approach"), 'approach = "value'),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_path_stands_at_the_line_of_its_deepest_part(path, words, newline):
    assert Positions(CONTRACT.replace("\n", newline)).line_of(path) == line_with(words)


def test_the_example_is_toml():
    assert tomli.loads(CONTRACT)["overhead"][1]["case"][1]["when"]["base"]["below"] == 4


@pytest.mark.parametrize("path", [(), ("missing",), (0,), ("missing", 0, "x")])
def test_a_path_of_which_nothing_is_there_has_no_line(path):
    assert Positions(CONTRACT).line_of(path) is None


def test_the_first_of_two_equal_headers_counts():
    positions = Positions("[a.b]\nx = 1\n[a]\nx = 2\n[a]\nx = 3\n")
    assert positions.line_of(("a",)) == 3
    assert positions.line_of(("a", "x")) == 4


@pytest.mark.parametrize(
    ("text", "path", "offset", "header"),
    [
        ("a = 1\n[b]\nc.d = [1,", ("b", "c", "d"), 10, False),
        ("[[b]]\n\n[[b.c", ("b", 0, "c"), 7, True),
        ("[[b]]\n[[b]]\nx=", ("b", 1, "x"), 12, False),
        ("a = 1\nb", ("a",), 0, False),
        ("a = 1\n[", ("a",), 0, False),
        ("[a]\nb = { c = ", ("a", "b"), 4, False),
    ],
)
def test_the_last_statement_of_a_text_that_breaks_off_is_known(text, path, offset, header):
    assert Positions(text).last == (path, offset, header)


def test_a_text_without_statements_has_no_last():
    assert Positions("# a = 1\n\n'x\n").last is None


def test_long_bare_values_are_noted_and_long_texts_are_not():
    number = "1" * LONG_WORD
    text = f"# {number}\na = '{number}'\nb = [\n{number[1:]},\n{number}]\n"
    positions = Positions(text)
    assert [(text[start:end], positions.line_at(start)) for start, end in positions.long] == [(number, 5)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a = 1\n[" + ".".join("x" * MOST_DEEP) + "]\n", None),
        ("a = 1\n[" + ".".join("x" * (MOST_DEEP + 1)) + "]\ny = 1\n", 2),
        ("\n" + ".".join("x" * 99) + " = 1\n", 2),
        ("a = [\n" + "[\n" * 99, MOST_DEEP + 1),
        ("[" + ".".join("x" * (MOST_DEEP - 1)) + "]\na = [\n]\nb = [\n1]\n", 5),
        ("[[" + ".".join("x" * MOST_DEEP) + "]]\n", 1),
        ("[[a]]\n[a." + ".".join("x" * (MOST_DEEP - 1)) + "]\n", 2),
    ],
)
def test_what_is_nested_too_deeply_is_noted(text, line):
    positions = Positions(text)
    assert (None if positions.deep is None else positions.line_at(positions.deep)) == line


TEMPLATES = (
    "[t{n}]",
    "[ 't' . u{n} ]  # [x]",
    "[[u]]",
    "[[u.v]]",
    "[u.w{n}]",
    '[["x y".z]]',
    "k{n} = {n}",
    '"k = {n}".b = {n}  # {{',
    "'k{n}'.\"\\u0062\" . c = {n}",
    "k{n} = [ {n}, [\n {n}1 ], # ]\n\n {{ a = {n}2 }},\n {n}3,\n]",
    'k{n} = {{ a.b = {n}, "c.d" = {{}}, e = [\n{n}4] }}',
    'k{n} = """\n[u]\nx = 1\\"""" \n""" # "',
    "k{n} = '''\n[[u]] ''\n''''\nk{n}5 = {n}5",
    "k{n} = \"[\\\"\" # '''\n\t k{n}6 = {n}6",
    "# k = 1 [u] '''",
    "",
)


def leaves(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], int]]:
    if isinstance(value, dict):
        for key, below in value.items():
            yield from leaves(below, (*path, key))
    elif isinstance(value, list):
        for number, below in enumerate(value):
            yield from leaves(below, (*path, number))
    elif isinstance(value, int):
        yield path, value


@given(st.lists(st.sampled_from(TEMPLATES), max_size=12), st.sampled_from(["\n", "\r\n"]))
def test_every_number_of_a_toml_text_is_found_in_its_line(templates, newline):
    text = "\n".join(template.format(n=1000 + n) for n, template in enumerate(templates)).replace("\n", newline)
    try:
        raw = tomli.loads(text)
    except tomli.TOMLDecodeError:
        assume(False)  # noqa: FBT003 - hypothesis has no other word
        raise
    positions = Positions(text)
    lines = text.split("\n")
    for path, number in leaves(raw):
        line = positions.line_of(path)
        assert line is not None
        assert str(number) in lines[line - 1]


PIECES = [
    "[",
    "]",
    "{",
    "}",
    "=",
    '"',
    "'",
    "#",
    ".",
    ",",
    "a",
    "部",
    " ",
    "\n",
    "\\",
    "\r\n",
    '"""',
    "'''",
    "1" * 700,
    "\0",
]


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join)))
def test_any_text_is_scanned(text):
    positions = Positions(text)
    line = positions.line_of(("a", 0, "a"))
    assert line is None or 1 <= line <= text.count("\n") + 1
    assert positions.last is None or text[positions.last.offset] not in " \t\n"


def test_a_key_with_a_bad_escape_is_kept_as_it_is_written():
    assert Positions('\n"\\q" = 1').line_of(("\\q",)) == 2


@pytest.mark.parametrize(
    "piece",
    [
        *("[", "a\n", "a=\n", "a={a=", "a.", "[[a]]\n", "#\n", " ", "=", "\\", '"'),
        *('"""', "'''", '"\\', '"\\n"=1\n', 'a="\\n', '""" \\', "x=[{a=1},", "字"),
    ],
)
def test_ten_megabytes_of_anything_are_scanned_at_once(piece):
    begun = process_time()
    positions = Positions(piece * (10_000_000 // len(piece)))
    positions.line_of(("a", 0, "b"))
    assert process_time() - begun < 30  # about one second; what is not linear takes hours


@pytest.mark.parametrize("first", ["a = [1", "a = {b = 1", 'a = """', "a = '", "a = ", "[", "a.", "# "])
def test_a_line_of_a_megabyte_is_scanned_at_once(first):
    begun = process_time()
    assert Positions(first + (", " + ascii_letters + '"') * 20_000).line_of(("z",)) is None
    assert process_time() - begun < 30


def test_no_more_is_scanned_than_a_file_may_hold():
    assert Positions("\n" * MOST_SCANNED + "a = 1").line_of(("a",)) is None
    assert Positions("\n" * (MOST_SCANNED - 5) + "a = 1").line_of(("a",)) == MOST_SCANNED - 4


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.toml")), ids=lambda path: path.stem)
def test_a_text_that_is_read_as_far_as_is_asked_gives_the_lines_of_one_that_is_read_whole(path):
    text = path.read_text()

    def paths(value, here=()):
        yield here
        inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, one in inside:
            yield from paths(one, (*here, key))

    whole = Positions(text)
    assert whole.deep is None  # for this all of it is read
    for one in paths(tomli.loads(text)):
        assert Positions(text).line_of(one) == whole.line_of(one) == Positions(text).line_of((*one, "none"))


def test_no_more_is_read_than_is_asked():
    positions = Positions("a = 1\n" + "x.y = 2\n" * 1000 + "long = " + "9" * LONG_WORD)
    assert positions.line_of(("a",)) == 1
    assert positions._long == []
    assert len(positions.long) == 1
