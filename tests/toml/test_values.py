"""What is read into a table stays as it was read, and nothing is read that is not meant."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from sangaku_price.contract.tables import ContractTable, TaxTable
from sangaku_price.money import Mode, Rounding
from sangaku_price.toml.divisions import read_division
from sangaku_price.toml.values import read_dated, read_rate, read_rounding


def test_a_table_does_not_change_after_loading():
    table = TaxTable.model_validate({"basis": "inclusive"})
    with pytest.raises(ValidationError, match="frozen"):
        table.basis = "exclusive"
    assert table.model_copy(update={"rounding": "up"}).rounding == "up"


def test_keys_are_written_with_hyphens_and_not_as_python_has_them():
    assert ContractTable.model_validate({"start": date(2026, 4, 1), "end": date(2027, 3, 31), "backfill-cap": "20%"})
    with pytest.raises(ValidationError, match="extra_forbidden"):
        ContractTable.model_validate({"start": date(2026, 4, 1), "end": date(2027, 3, 31), "backfill_cap": "20%"})


@pytest.mark.parametrize(
    ("written", "rounding"),
    [({}, Rounding()), ({"unit": 1000}, Rounding(1000)), ({"mode": "up"}, Rounding(1, Mode.UP))],
)
def test_a_rounding_has_a_unit_and_a_mode(written, rounding):
    assert read_rounding(written) == rounding


@pytest.mark.parametrize(
    "written", [1000, {"units": 10}, {"unit": 0}, {"unit": -10}, {"unit": True}, {"unit": 10**14}, {"mode": "floor"}]
)
def test_any_other_rounding_is_refused(written):
    with pytest.raises(PydanticCustomError, match="rounding"):
        read_rounding(written)


@pytest.mark.parametrize(("written", "rate"), [("30%", Fraction(3, 10)), ("30/130", Fraction(3, 13)), (0, Fraction(0))])
def test_a_rate_is_per_cent_or_a_fraction_or_nothing(written, rate):
    assert read_rate(written) == rate


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (30, "bare-rate"),
        (-1, "bare-rate"),
        ("30/0", "rate"),
        ("thirty", "rate"),
        (None, "rate"),
        ("1001%", "rate-too-large"),
    ],
)
def test_any_other_rate_is_refused(written, code):
    with pytest.raises(PydanticCustomError, match=code):
        read_rate(written)


@pytest.mark.parametrize(
    "written",
    [
        None,
        [],
        {},
        {"a": 0, "b": 0},
        {"a": 1, " a": 1},
        {"a": "50%"},
        {"a": "rest", "b": "rest"},
        {"a": "x", "b": "rest"},
    ],
)
def test_a_division_has_weights_or_shares_and_one_rest_and_each_place_once(written):
    with pytest.raises(PydanticCustomError, match="division"):
        read_division(written)


@pytest.mark.parametrize("written", [2024, "2024-13", "24", datetime(2024, 4, 1, 9, tzinfo=UTC)])
def test_a_source_is_dated_by_a_day_a_month_or_a_year_and_not_by_an_hour(written):
    with pytest.raises(PydanticCustomError, match="dated"):
        read_dated(written)
