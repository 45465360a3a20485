"""Everything is priced after what it needs, and quoted in the order of the price list and the file."""

import pytest

from ruled import overhead_of
from sangaku_price.pricing.order import as_quoted, in_order


@pytest.mark.parametrize(
    ("needs", "order"),
    [
        ({}, "abc"),
        ({"a": "b"}, "bac"),
        ({"a": "c", "b": "a"}, "cab"),
        ({"a": "bc", "b": "c"}, "cba"),
        ({"b": "a", "c": "ab"}, "abc"),
        ({"a": "x"}, "xabc"),
    ],
)
def test_each_comes_after_what_it_needs_and_otherwise_in_its_own_order(needs, order):
    assert in_order("abc", needs) == (tuple(order), ())


@pytest.mark.parametrize(
    ("needs", "circle"),
    [
        ({"a": "a"}, "aa"),
        ({"a": "b", "b": "a"}, "aba"),
        ({"a": "b", "b": "c", "c": "b"}, "bcb"),
        ({"b": "c", "c": "b"}, "bcb"),
    ],
)
def test_a_circle_is_told_from_where_it_begins_to_where_it_closes(needs, circle):
    assert in_order("abc", needs) == ((), tuple(circle))


def test_lines_stand_by_kind_then_as_in_the_file_and_what_makes_one_smaller_comes_after_it():
    (line,) = overhead_of({"id": "o", "rate": "10%", "base": ["direct"]}).lines()
    of = {"b/1": "b", "o/b/1": "b", "a": "a"}
    lines = [
        line._replace(id=ident, kind=kind, reduces=reduces)
        for ident, kind, reduces in [
            ("w", "waiver", "o"),
            ("o", "overhead", None),
            ("lump-sum", "lump-sum", None),
            ("o/b/1", "direct", "b/1"),
            ("b/1", "direct", None),
            ("a", "direct", None),
            ("r", "resident", None),
        ]
    ]
    assert [one.id for one in as_quoted(lines, ["r", "a", "b", "o"], of)] == [
        "a",
        "b/1",
        "o/b/1",
        "r",
        "o",
        "w",
        "lump-sum",
    ]
