from collections.abc import Mapping

import pytest

from sangaku_price.toml.further import with_others
from sangaku_price.toml.problems import BadFile, problem
from sangaku_price.toml.reading import Slipped, Source, parse

PLACE = Source("c.toml", "", "", None)


def slipped(text: str) -> Slipped:
    with pytest.raises(Slipped) as refused:
        parse(PLACE._replace(text=text))
    return refused.value


def rest_of(text: str) -> Mapping[str, object] | None:
    rest = slipped(text).rest
    return None if rest is None else parse(PLACE._replace(text=rest.text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a = 1,500,000", 1_500_000),
        ("a = １２００", 1200),
        ("a = 30%", "30%"),
        ("a = 2026-4-1 # 開始", parse(PLACE._replace(text="a = 2026-04-01"))["a"]),
        ("a = “消耗品”", "消耗品"),
        ("a = kyoto # 京都", "kyoto"),
        ("a = TRUE", True),
        ("a: 5", 5),
        ("a 5", 5),
    ],
)
def test_what_has_one_meaning_is_read_on_with(text, value):
    assert rest_of(f"{text}\nb = 1\n") == {"a": value, "b": 1}


def test_of_any_other_value_it_is_known_only_that_it_stands_there():
    rest = rest_of('a = 2026-02-30\nb = 2026-13-01\nc = 10円\nd = "x"y"\ne =\nf = 1\n')
    assert rest is not None
    assert set(rest) == set("abcdef")
    assert rest["f"] == 1
    assert len({rest[one] for one in "abcde"}) == 1


def test_a_header_of_which_a_bracket_is_missing_is_read_on_with():
    assert rest_of("[[direct]\na = 1\n[tax\nb = 1\n") == {"direct": [{"a": 1}], "tax": {"b": 1}}


@pytest.mark.parametrize(
    "text",
    [
        "[direct]\na = 1\n[[direct]]\na = 2\n[[direct]]\na = 3\n",
        "[[direct]]\na = 1\n[direct]\na = 2\n[[direct]]\na = 3\n",
        "[[direct]]\na = 1,\n// 旅費\n[[direct]]\na = 2;\n※ その他\n[[direct]]\na = 3\n",
    ],
)
def test_a_header_of_what_repeats_a_comma_at_the_end_and_a_remark_hide_nothing(text):
    assert rest_of(text) == {"direct": [{"a": 1}, {"a": 2}, {"a": 3}]}


def test_lines_stay_where_they_are():
    found = slipped("a = 1,000\n\nb = x\nc = 2026-02-30\n").rest
    assert found is not None
    assert found.text.count("\n") == 4
    assert found.unsure == {3, 4}


@pytest.mark.parametrize(
    "text",
    ["a = [\n30%,\n40%]\n", 'a = "open\nb = 1\n', "[c]\na = 1\n[c]\nb = 1\n", "a = 30%\n! 1\n", "a = 1\rb = 2\rc"],
)
def test_where_more_than_a_line_may_be_meant_otherwise_nothing_is_read_on(text):
    assert rest_of(text) is None


def others_of(text: str, *found: tuple[str, int]) -> list[tuple[str, int | None]]:
    """What is told of mistakes that a check sees at lines, beside the slips."""

    def check(_source: Source, _raw: Mapping[str, object]) -> None:
        raise BadFile(problem(code, key="a", allowed="", names="").at("c.toml", line) for code, line in found)

    slip = slipped(text)
    told = {(one.code, one.line) for one in slip.problems}
    problems = with_others(slip, check).problems
    assert all(one in problems for one in slip.problems)
    return [(one.code, one.line) for one in problems if (one.code, one.line) not in told]


def test_nothing_is_said_again_of_a_value_that_is_put_aside():
    assert others_of("[c]\na = 2026-02-30\nb = x\n[d]\ne = 1\n", ("day", 2), ("yen", 3), ("yen", 5)) == [("yen", 5)]


def test_what_may_be_due_to_that_value_alone_is_not_said_either():
    text = "[c]\nb = 1\na = 2026-02-30\n[d]\ne = 1\n"
    assert others_of(text, ("firm-by-year", 2), ("yen", 2), ("circular", 5)) == [("yen", 2), ("circular", 5)]
    text = '[c]\nb = 1\nid = "x"y"\n[d]\ne = 1\n'
    assert others_of(text, ("unknown-name", 5), ("yen", 5)) == [("yen", 5)]


def test_where_a_key_or_a_rate_does_not_belong_it_is_not_said_how_it_is_written():
    def told(text: str, code: str) -> list[str]:
        def check(_source: Source, _raw: Mapping[str, object]) -> None:
            raise BadFile([problem(code, "a", nearest="", allowed="").at("c.toml", 1)])

        return [one.code for one in with_others(slipped(text), check).problems]

    assert told("金額 = 1\n", "unknown-key-near") == ["unknown-key-near"]
    assert told("a = 30%\n", "yen") == ["yen"]
    assert told("a = 1,000\n", "day") == ["toml-comma", "day"]


def test_a_file_of_slips_alone_is_refused_with_them():
    slip = slipped("a = 1,000\n")
    assert with_others(slip, lambda _source, raw: raw).problems == slip.problems
