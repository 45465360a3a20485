"""Who is promised how much of whose time: persons by their names, months added up, more than the whole denied."""

import json
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from command import run
from sangaku_price.portfolios.effort import efforts_of, person
from sangaku_price.portfolios.people import Time

SPEC = """format = 1
tariff = "kitami"
[contract]
start = {start}
end = {end}
[[direct]]
amount = 1_000_001
[[involvement]]
who = "{who}"
hourly-rate = 10_000
{time}
"""


def spec(who, time, start="2026-10-01", end="2027-09-30"):
    return SPEC.format(who=who, time=time, start=start, end=end)


def effort(folder, *words):
    found = run(["portfolio", str(folder), "--effort", "-f", "jsonl", "--lang", "en", *words])
    return [json.loads(line) for line in found.text.splitlines()], found


def half(percent):
    return f'effort = "{percent}%"\nannual-hours = 1_800'


def test_efforts_of_the_same_month_add_up_and_a_year_is_their_mean(tmp_path):
    (tmp_path / "a.toml").write_text(spec("山田 太郎", half(60)))
    (tmp_path / "b.toml").write_text(spec("山田　太郎", half(40), start="2027-01-01", end="2027-03-31"))
    (first, second), found = effort(tmp_path)
    assert (first["who"], first["fiscal_year"], first["contracts"]) == ("山田 太郎", "FY2026", 2)
    assert first["effort"] == "0.4"  # (6 × 60 % + 3 × 40 %) / 12
    assert (first["highest"], first["month"]) == ("1", "2027-01")
    assert first["hours"] == "720"  # 1,800 × 60 % × 6/12 + 1,800 × 40 % × 3/12
    assert (second["fiscal_year"], second["highest"], second["months_above"]) == ("FY2027", "0.6", None)
    assert found.status == 0


def test_above_the_whole_in_any_month_is_denied(tmp_path):
    (tmp_path / "a.toml").write_text(spec("山田太郎", half(60)))
    (tmp_path / "b.toml").write_text(spec("山田 太郎", half(41), start="2027-03-31", end="2027-04-01"))
    (first, second), found = effort(tmp_path)
    assert found.status == 4
    assert (first["months_above"], second["months_above"]) == (1, 1)
    assert "above the limit of 100%: 2" in found.complaint


def test_a_limit_can_be_given(tmp_path):
    (tmp_path / "a.toml").write_text(spec("山田太郎", half(60)))
    assert effort(tmp_path, "--effort-limit", "60%")[1].status == 0
    assert effort(tmp_path, "--effort-limit", "59.9%")[1].status == 4
    assert effort(tmp_path, "--effort-limit", "x")[1].status == 2


def test_names_that_may_be_one_person_are_said_and_not_added(tmp_path):
    (tmp_path / "a.toml").write_text(spec("髙橋 一郎 教授", half(60)))
    (tmp_path / "b.toml").write_text(spec("高橋一郎", half(60)))
    years, found = effort(tmp_path)
    assert found.status == 0
    assert {row["who"]: row["alike"] for row in years} == {"髙橋 一郎 教授": "高橋一郎", "高橋一郎": "髙橋 一郎 教授"}


def test_hours_alone_are_no_effort(tmp_path):
    (tmp_path / "a.toml").write_text(spec("山田太郎", "hours = 100"))
    years, _ = effort(tmp_path)
    assert [(row["hours"], row["effort"]) for row in years] == [("50", None), ("50", None)]


def test_who_is_not_named_counts_for_nobody_and_is_said(tmp_path):
    (tmp_path / "a.toml").write_text(spec("x", half(60)).replace('who = "x"\n', ""))
    years, found = effort(tmp_path)
    assert years == []
    assert "1 entries name nobody" in found.complaint


def test_months_told_are_the_first_of_the_contract(tmp_path):
    (tmp_path / "a.toml").write_text(spec("山田太郎", half(50) + "\nmonths = 3"))
    years, _ = effort(tmp_path)
    assert [(row["fiscal_year"], row["effort"]) for row in years] == [("FY2026", "0.125")]


def test_efforts_are_what_they_were(tmp_path, monkeypatch, golden):
    (tmp_path / "a.toml").write_text(spec("髙橋 一郎 教授", half(60)))
    (tmp_path / "b.toml").write_text(spec("高橋一郎", half(50)))
    (tmp_path / "c.toml").write_text(spec("高橋　一郎", half(70)))
    monkeypatch.chdir(tmp_path)
    golden("portfolio/effort.ja.txt", run(["portfolio", ".", "--effort", "--lang", "ja"]).out)


@pytest.mark.parametrize(("one", "other"), [("山田 太郎", "山田太郎"), ("ﾔﾏﾀﾞ", "ヤマダ"), ("Ｊ．Smith", "j. smith")])
def test_widths_and_spaces_set_nobody_apart(one, other):
    assert person(one) == person(other)


promises = st.builds(
    Time,
    who=st.sampled_from(["甲", "乙"]),
    file=st.sampled_from(["a", "b", "c"]),
    entry=st.just("e"),
    effort=st.fractions(0, 1, max_denominator=50),
    hours=st.none() | st.fractions(0, 2000, max_denominator=4),
    first=st.integers(12 * 2020, 12 * 2022),
    months=st.integers(1, 40),
)


@settings(deadline=None)
@given(st.lists(promises, min_size=1))
def test_nothing_promised_is_lost_or_counted_twice(times):
    found = efforts_of(times)
    promised = sum((time.effort * time.months for time in times), Fraction(0))
    assert sum((year.effort * 12 for year in found.years), Fraction(0)) == promised
    hours = sum((time.hours or Fraction(0) for time in times), Fraction(0))
    assert sum((year.hours or Fraction(0) for year in found.years), Fraction(0)) == hours
    assert all(year.highest >= year.effort for year in found.years)
