"""Months of the Civil Code, and Japanese fiscal years."""

from datetime import date

import pytest

from sangaku_price.months import Period, fiscal_year, fiscal_years, months_between, overlap, touched_months


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2026, 10, 15), date(2027, 4, 14), 6),
        (date(2026, 10, 15), date(2027, 4, 15), 7),
        (date(2026, 12, 31), date(2027, 6, 30), 6),
        (date(2026, 4, 1), date(2027, 3, 31), 12),
        (date(2026, 4, 1), date(2026, 4, 1), 1),
        (date(2026, 1, 31), date(2026, 2, 28), 1),
        (date(2026, 1, 31), date(2026, 3, 1), 2),
        (date(2028, 1, 30), date(2028, 2, 29), 1),
    ],
)
def test_months_end_on_the_day_before_the_corresponding_day(first, last, months):
    assert months_between(first, last) == months


def test_a_fiscal_year_is_named_by_the_year_in_which_april_falls():
    assert [fiscal_year(day) for day in (date(2027, 3, 31), date(2027, 4, 1))] == [2026, 2027]


def test_a_span_is_cut_at_the_end_of_march():
    assert fiscal_years(date(2026, 10, 1), date(2028, 3, 31)) == (
        Period("FY2026", date(2026, 10, 1), date(2027, 3, 31)),
        Period("FY2027", date(2027, 4, 1), date(2028, 3, 31)),
    )


def test_a_calendar_month_is_touched_by_one_day():
    assert touched_months(date(2026, 4, 30), date(2026, 6, 1)) == 3


def test_a_stay_that_a_period_does_not_meet_touches_none_of_its_months():
    year = Period("FY2026", date(2026, 4, 1), date(2027, 3, 31))
    assert overlap(year, date(2027, 1, 31), date(2027, 5, 1)) == 3
    assert overlap(year, date(2027, 4, 1), date(2027, 5, 1)) == 0
