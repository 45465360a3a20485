"""Days, spans and fiscal years in words."""

from datetime import date

import pytest

from sangaku_price.language.calendar import Calendar
from sangaku_price.language.enums import Lang
from sangaku_price.language.text import Text, own


@pytest.mark.parametrize(
    ("day", "western", "era"),
    [
        (date(2027, 4, 1), "2027年4月1日", "令和9年4月1日"),
        (date(2019, 5, 1), "2019年5月1日", "令和元年5月1日"),
        (date(2019, 4, 30), "2019年4月30日", "平成31年4月30日"),
        (date(1989, 1, 8), "1989年1月8日", "平成元年1月8日"),
        (date(1989, 1, 7), "1989年1月7日", "1989年1月7日"),
    ],
)
def test_a_day_is_written_in_western_years_or_in_those_of_the_era(day, western, era):
    assert Calendar().day(day) == Text(western, day.isoformat())
    assert Calendar(era=True).day(day) == Text(era, day.isoformat())


def test_a_span_names_both_its_days():
    span = Calendar().span(date(2027, 4, 1), date(2028, 9, 30))
    assert span == Text("2027年4月1日から2028年9月30日まで", "2027-04-01 – 2028-09-30")


def test_a_fiscal_year_that_began_before_its_era_has_the_name_of_the_day_on_which_it_began():
    assert Calendar(era=True).period("FY2027") == Text("令和9年度", "FY2027")
    assert Calendar(era=True).period("FY2019") == Text("平成31年度", "FY2019")
    assert Calendar(era=True).period("FY0") == Text("0年度", "FY0")
    assert Calendar().period("FY2027") == Text("2027年度", "FY2027")


@pytest.mark.parametrize(
    ("found", "ja"), [("2024-12-06", "2024年12月6日"), ("2024-12", "2024年12月"), ("2024", "2024年"), ("昨年", "昨年")]
)
def test_a_document_is_dated_as_far_as_its_day_is_known(found, ja):
    assert Calendar().dated(found) == Text(ja, found)
    assert own("昨年") == Calendar(era=True).dated("昨年")


def test_a_page_in_both_languages_has_days_year_first_unless_the_era_is_asked_for():
    day = Calendar().day(date(2027, 4, 1))
    assert Calendar().shown(day, Lang.BOTH) == Calendar().shown(day, Lang.EN) == "2027-04-01"
    assert Calendar().shown(day, Lang.JA) == "2027年4月1日"
    era = Calendar(era=True)
    assert era.shown(era.day(date(2027, 4, 1)), Lang.BOTH) == "令和9年4月1日 / 2027-04-01"
