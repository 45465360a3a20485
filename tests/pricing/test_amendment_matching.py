"""Which frozen entry an entry of a changed contract continues, and whether what the contract gives is the same."""

from datetime import date

import pytest

from raw_pricing import read
from sangaku_price.pricing.amended_agreed import same_numbers
from sangaku_price.pricing.amendment_history import matched


def entries(*told):
    """Entries of a contract, each a table and its keys."""
    raw = {"format": 1, "contract": {"start": date(2026, 4, 1), "end": date(2027, 3, 31)}}
    for table, keys in told:
        raw.setdefault(table, []).append(keys)
    contract, _, problems = read(raw, None)
    assert not problems, [(one.code, one.path) for one in problems]
    return contract.entries


def direct(**keys):
    return "direct", {"amount": 1000, **keys}


def time(**keys):
    return "involvement", {"hours": 10, "hourly-rate": 5000, **keys}


def own(**keys):
    return "overhead", {"amount": 0, **keys}


@pytest.mark.parametrize(
    ("before", "after", "partners"),
    [
        pytest.param([direct(id="a")], [direct(id="a", item="別")], {"a": "a"}, id="by its id, whatever it is called"),
        pytest.param(
            [direct(id="a", item="試料"), direct(id="b", item="旅費")],
            [direct(id="b", item="試料"), direct(id="c", item="旅費")],
            {"b": "b"},
            id="an id goes before the text, and an entry is continued once",
        ),
        pytest.param([direct(id="a", item="試料")], [direct(id="b", item="試料")], {"b": "a"}, id="else by its text"),
        pytest.param([direct(id="a")], [time(id="a")], {}, id="never as another kind"),
        pytest.param(
            [direct(id="a", item="試料"), direct(id="b", item="試料")],
            [direct(id="x", item="試料"), direct(id="y", item="試料")],
            {"x": "a"},
            id="of two with one text the first",
        ),
        pytest.param(
            [direct(item="試料"), direct(item="旅費")],
            [direct(item="旅費"), direct(item="謝金")],
            {"direct.1": "direct.2"},
            id="a text goes before the place, and a place that is taken is none",
        ),
        pytest.param([direct(item="試料")], [direct(item="旅費")], {"direct.1": "direct.1"}, id="else by its place"),
        pytest.param([direct(item="試料")], [direct(id="x", item="旅費")], {}, id="what has an id has no place"),
        pytest.param([own(id="a")], [own(id="b")], {}, id="an overhead by its id alone"),
    ],
)
def test_an_entry_is_continued_by_its_id_else_by_kind_and_text_else_by_its_place(before, after, partners):
    if not any(table == "overhead" for table, _ in before):
        before, after = [*before, own(id="none")], [*after, own(id="none")]
        partners = {**partners, "none": "none"}
    assert matched(entries(*before), entries(*after)) == partners


def test_words_beside_a_number_are_no_other_number():
    (first,) = (
        one for one in entries(own(id="a", amount=5, note="以前", reason="協議", item="管理費")) if one.id == "a"
    )
    (same,) = (one for one in entries(own(id="a", amount=5)) if one.id == "a")
    (more,) = (one for one in entries(own(id="a", amount=6)) if one.id == "a")
    assert same_numbers(first, same)
    assert not same_numbers(first, more)
    assert not same_numbers(first, None)
    assert not same_numbers(None, first)
    assert same_numbers(None, None)
