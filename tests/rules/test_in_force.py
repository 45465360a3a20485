"""Which version of a rule is in force, and why the others are not."""

from datetime import date

import pytest

from ruled import overhead_of, terms_of
from sangaku_price.language.enums import Lang
from sangaku_price.language.text import say
from sangaku_price.loading.tariff_file import read_tariff
from sangaku_price.rules.in_force import _Itself, no_overhead
from tariff_strategies import published

VERSIONS = [
    {"id": "o", "rate": "1%", "until": date(2020, 3, 31)},
    {"id": "o", "rate": "2%", "since": date(2020, 4, 1)},
    {"id": "o", "rate": "3%", "since": date(2024, 4, 1)},
    {"id": "o", "rate": "4%", "since": date(2027, 4, 1)},
    {"id": "o", "rate": "5%", "since": date(2021, 4, 1), "until": date(2023, 3, 31)},
    {"id": "o", "rate": "6%", "types": ["academic-consulting"]},
    {"id": "o", "amount": 7, "types": ["joint-research"]},
]


def test_every_version_that_does_not_win_is_told_with_its_days_its_rate_and_the_reason():
    terms = terms_of(
        {"overhead": [{"base": ["direct"], **one} for one in VERSIONS]}, contract={"type": "joint-research"}
    )
    assert terms.rules.overheads[0].rate.limit_denominator() * 100 == 3
    told = [(one.what, say(one.why, Lang.EN)) for one in terms.rules.beaten["overhead", "o"]]
    assert told == [
        ("o –2020-03-31 1%", "not in force on the research start, 2026-04-01"),
        ("o 2020-04-01– 2%", "a newer rule wins: o 2024-04-01– 3%"),
        ("o 2027-04-01– 4%", "not in force on the research start, 2026-04-01"),
        ("o 2021-04-01–2023-03-31 5%", "not in force on the research start, 2026-04-01"),
        ("o always 6%", "for contracts of type: academic-consulting"),
        ("o always", "a newer rule wins: o 2024-04-01– 3%"),
    ]


def test_the_lines_of_an_overhead_tell_of_its_beaten_versions():
    pricing = overhead_of({"id": "o", "rate": "3%", "base": ["direct"]})
    beaten = terms_of(
        {"overhead": [{"base": ["direct"], **one} for one in VERSIONS]}, contract={"type": "joint-research"}
    )
    pricing.terms = beaten
    (line,) = pricing.lines()
    assert line.beaten == beaten.rules.beaten["overhead", "o"]


def test_a_tariff_is_known_by_itself_not_by_what_it_holds():
    rules = {"overhead": [{"id": "o", "rate": "3%", "base": ["direct"]}]}
    one, other = (read_tariff(published(rules), "sha", None)[0] for _ in range(2))
    assert one == other
    assert _Itself(one) == _Itself(one)
    assert _Itself(one) != _Itself(other)
    assert _Itself(one) != one


DAYS = [(2020, 3, 31), (2020, 4, 1), (2021, 3, 31), (2021, 4, 1), (2023, 3, 31), (2023, 4, 1)]


@pytest.mark.parametrize(("day", "rate"), list(zip(DAYS, [1, 2, 2, 5, 5, 2], strict=True)))
def test_first_and_last_day_belong_to_a_version_and_after_it_the_older_applies_again(day, rate):
    versions = [{"base": ["direct"], **one} for one in VERSIONS[:5]]
    terms = terms_of({"overhead": versions}, contract={"start": date(*day), "end": date(2024, 3, 31)})
    assert terms.rules.overheads[0].rate * 100 == rate


def test_where_no_version_is_in_force_yet_the_first_day_of_any_is_told():
    versions = [
        {"id": "o", "base": ["direct"], "rate": f"{year - 2030}%", "since": date(year, 4, 1)}
        for year in (2032, 2031, 2033)
    ]
    tariff = read_tariff(published({"overhead": versions}), "sha", None)[0]
    told = no_overhead(tariff, terms_of(contract={"type": "joint-research"}).contract.terms)
    assert (told.code, told.path, told.found) == ("no-overhead-for-date", "contract.start", "2026-04-01")
    assert "(the first is from 2031-04-01)" in told.text.en


def test_an_overhead_for_other_types_alone_is_told_with_the_types_that_it_is_for():
    versions = [{"id": "o", "base": ["direct"], "rate": "1%", "types": ["academic-consulting", "joint-chair"]}]
    tariff = read_tariff(published({"overhead": versions}), "sha", None)[0]
    told = no_overhead(tariff, terms_of(contract={"type": "joint-research"}).contract.terms)
    assert (told.code, told.path) == ("no-overhead-for-type", "contract.type")
    assert told.text.en.endswith("academic-consulting, joint-chair")
