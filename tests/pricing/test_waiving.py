"""Which lines a waiver takes, by the id of a line or of an entry, and how much of them all together may take."""

from datetime import date

import pytest

from raw_pricing import priced, sums
from sangaku_price.toml.problems import BadFile
from tariff_strategies import published

TWO_YEARS = {"start": date(2026, 4, 1), "end": date(2028, 3, 31), "billing": "fiscal-year"}
NONE = {"id": "none", "amount": 0}
INNER = {"id": "inner", "rate": "10%", "base": ["use"], "method": "from-base"}


def waiver(line, ident="w", **more):
    return {"id": ident, "line": line, "reason": "減免", **more}


def waived(*waivers, **tables):
    """What is waived, by the id of the waiver."""
    raw = {"format": 1, "contract": TWO_YEARS, "direct": [{"id": "d", "amount": 1_001}], "overhead": [NONE], **tables}
    found = sums(priced({**raw, "waiver": list(waivers)}).lines)
    return {one["id"]: found[one["id"]] for one in waivers}


def refused(*waivers, **tables):
    with pytest.raises(BadFile) as refusal:
        waived(*waivers, **tables)
    return [(one.code.removesuffix("-near"), one.path) for one in refusal.value.problems]


def test_all_of_a_line_can_be_waived_in_parts_and_not_one_yen_more():
    half = waiver("d", percent="50%")
    assert waived(half, waiver("d", "v", amount=501)) == {"w": -500, "v": -501}
    assert refused(half, waiver("d", "v", amount=502)) == [("waived-too-much", "waiver.v.line")]
    assert refused(waiver("d", amount=1_002)) == [("waived-too-much", "waiver.w.line")]


def test_a_waiver_of_a_line_of_nothing_waives_nothing():
    assert waived(waiver("none", percent="100%")) == {"w": 0}
    assert waived(waiver("d", percent="100%"), direct=[{"id": "d", "amount": 1}]) == {"w": -1}


def test_a_line_that_is_a_reduction_in_one_of_its_years_cannot_be_waived():
    place = {"id": "place", "unit-price": 20_000, "unit": "m2", "included": 200, "either-way": True, "kind": "direct"}
    rules = [{**place, "charged-as": "direct"}, {"id": "share", "rate": "10%", "base": ["direct"]}]
    direct = [{"id": "d", "amount": 5_000_000, "fiscal-year": 2026}]
    raw = {"format": 1, "tariff": "kakuu", "contract": TWO_YEARS, "direct": direct}
    raw["overhead"] = [{"id": "place", "quantity": 0}]
    tariff = published({"overhead": rules})
    assert [one.amount for one in priced(raw, tariff).lines if one.id == "share"] == [300_000, -200_000]
    with pytest.raises(BadFile) as refusal:
        priced({**raw, "waiver": [waiver("share", amount=1)]}, tariff)
    assert [one.code for one in refusal.value.problems] == ["waive-negative"]


def test_an_entry_of_one_line_is_waived_by_its_id_and_what_an_overhead_takes_out_of_it_stays():
    tables = {"use": [{"id": "u", "upfront": 1_003}], "overhead": [INNER]}
    for name in ("u", "u/upfront"):
        assert waived(waiver(name, percent="100%"), **tables) == {"w": -1_003}


def test_of_an_entry_of_several_lines_the_waiver_must_name_one():
    tables = {"use": [{"id": "u", "upfront": 1_003, "patent-cost": 105}]}
    assert refused(waiver("u", amount=1), **tables) == [("waive-several", "waiver.w.line")]
    assert waived(waiver("u/upfront", percent="100%"), **tables) == {"w": -1_003}
