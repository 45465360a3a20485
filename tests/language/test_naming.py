"""Names as people type them."""

import pytest

from sangaku_price.language.naming import named
from sangaku_price.language.text import Text

NAMES = {
    "a": Text("「知」の価値付け", "value-based"),
    "b": Text("成果連動", "outcome-linked"),
    "c": Text("料", "fee"),
    "d": ("料",),
}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("知の価値付け", ("a",)),
        ("「知」 の価値付け", ("a",)),
        ("ｖａｌｕｅ-based", ("a",)),
        ("Outcome-Linked", ("b",)),
        ("料", ("c", "d")),
        ("成果", ()),
        ("", ()),
        ("（）", ()),
    ],
)
def test_a_name_is_found_in_any_language_width_and_spacing(words, found):
    assert named(words, NAMES) == found
