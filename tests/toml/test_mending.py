"""Mending a text: of any text nothing is lost, and no time either."""

from time import perf_counter

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from sangaku_price.toml.mending import mended, mended_rate

PIECES = [
    "a",
    "=",
    " ",
    "\n",
    "“",
    "”",
    "＂",
    "１",
    "，",
    ",",
    "000",
    "30%",
    "％",
    "2026-4-1",
    "規程",
    "[",
    "]",
    "[[",
    "{",
    "}",
]
PIECES += ['"', "'", '"""', "#", "\\", ".", "＝", "　", "true", "\r\n", "x = 1\n", 'y = "z"\n', "[t]\n"]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_of_any_text_lines_stay_and_what_is_toml_is_left_alone(text):
    found = mended(text)
    assert found.text.count("\n") == text.count("\n")
    before, after = text.split("\n"), found.text.split("\n")
    assert {
        number for number, pair in enumerate(zip(before, after, strict=True), 1) if pair[0] != pair[1]
    } <= found.lines
    try:
        tomli.loads(text)
    except tomli.TOMLDecodeError:
        return
    assert found.text == text


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_what_is_mended_is_mended_once(text):
    once = mended(text).text
    assert mended(once).text == once


@pytest.mark.parametrize(
    "text",
    [
        "x = 1,000\n" * 20_000,
        "x = [" + "2026-4-1, " * 20_000,
        "x = " + "“" * 100_000,
        'x = "' + "”" * 100_000,
        "＝" * 100_000,
        "規" * 100_000 + " = 1",
        "x = １" * 30_000,
    ],
    ids=range(7),
)
def test_no_text_takes_long(text):
    began = perf_counter()
    mended(text)
    assert perf_counter() - began < 30


def test_a_rate_in_quotes():
    assert mended_rate('rate = "３０％"') == 'rate = "30%"'
    assert mended_rate('rate = "３０．５ ％" # "１％"') == 'rate = "30.5%" # "1%"'
    assert mended_rate('rate = "３０／１３０"') == 'rate = "30/130"'
    assert mended_rate('rate = "30%"') is None
    assert mended_rate('rate = "三割"') is None
