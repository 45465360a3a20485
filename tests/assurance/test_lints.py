"""What is probably not meant in a contract: each lint seen once, and not seen where it does not hold."""

import pytest

from negotiations import FEES, HEAD, KNOWLEDGE, THIRTY, trials_of
from sangaku_price.assurance.invoicing_lints import MESSAGES as OF_INVOICES
from sangaku_price.assurance.lints import LINTS, MESSAGES, lints

ONE = f"{HEAD}[[direct]]\namount = 1_000_000\n{THIRTY}"


def codes(text, folder=None, **values):
    return [note.code for note in notes(text, folder, **values)]


def notes(text, folder=None, **values):
    trials = trials_of(text, **values)
    trials = trials._replace(source=trials.source._replace(folder=folder))
    return lints(trials.loaded(), trials.quote())


def person(**keys):
    written = "".join(f"{key.replace('_', '-')} = {value}\n" for key, value in keys.items())
    return f"[[involvement]]\n{written}"


def test_a_contract_as_it_should_be_has_nothing_to_say():
    assert codes(KNOWLEDGE) == []
    assert codes(FEES) == []


def test_the_codes_are_stable_and_in_the_catalogue():
    names = [lint.__name__.replace("_", "-") for lint in LINTS]
    assert names == [
        "effort-over-100",
        "time-and-backfill",
        "time-and-appointment",
        "discount-and-probability",
        "success-after-expiry",
        "scenario-changes-nothing",
        "student-not-employed",
        "faculty-hours-twice",
        "value-on-public-money",
        "due-before-start",
        "payment-before-signature",
        "small-invoice",
        "change-after-end",
    ]
    assert set(names) <= {*MESSAGES, *OF_INVOICES}


def test_efforts_of_one_person_sum_to_at_most_all_of_the_time():
    half = person(who='"山田 教授"', effort='"60%"', annual_hours=1800, hourly_rate=1)
    same = person(who='"山田  教授"', effort='"50%"', annual_cost=1000)
    found = notes(ONE + half + same)
    assert [(one.code, one.path, one.level) for one in found] == [("effort-over-100", "involvement.2", "warning")]
    assert "110%" in found[0].message.en
    assert codes(ONE + half + same.replace("50%", "40%")) == []


def test_efforts_in_different_fiscal_years_do_not_meet():
    text = ONE.replace("2027-03-31", "2028-03-31")
    one = person(who='"A"', effort='"60%"', annual_hours=1800, hourly_rate=1, fiscal_year=2026)
    two = person(who='"A"', effort='"60%"', annual_hours=1800, hourly_rate=1, fiscal_year=2027)
    assert codes(text + one + two) == []
    assert codes(text + one + one) == ["effort-over-100"]


def test_one_entry_alone_may_be_too_much():
    assert codes(ONE + person(effort='"101%"', annual_hours=1800, hourly_rate=1)) == ["effort-over-100"]


def test_the_time_and_a_backfill_of_one_person_are_seen():
    backfill = '[[backfill]]\nwho = "山田教授"\namount = 5\n'
    assert codes(KNOWLEDGE + backfill) == ["time-and-backfill"]
    assert codes(KNOWLEDGE + backfill.replace("山田", "鈴木")) == []
    assert codes(KNOWLEDGE + "[[backfill]]\namount = 5\n") == []


APPOINTED = '[[cross-appointment]]\nwho = "山田 教授"\nbase = 9_600_000\nassessed = 9_600_000\neffort = "60%"\n'


def test_a_cross_appointment_and_the_time_of_one_person_are_seen():
    backfill = '[[backfill]]\nwho = "山田教授"\namount = 5\n'
    time = '[[involvement]]\nwho = "山田 教授"\nhours = 5\nhourly-rate = 1_000\n'
    assert codes(ONE + APPOINTED + backfill) == ["time-and-appointment"]
    assert codes(ONE + APPOINTED + time) == ["time-and-appointment"]
    assert codes(ONE + APPOINTED + time.replace("hours = 5", "hours = 0")) == []
    assert codes(ONE + APPOINTED.replace("60%", "0%") + time) == []
    assert codes(ONE + APPOINTED + backfill.replace("山田", "鈴木")) == []


def test_efforts_of_a_cross_appointment_count():
    effort = '[[involvement]]\nwho = "山田教授"\neffort = "41%"\nannual-cost = 0\n'
    assert codes(ONE + APPOINTED + effort) == ["effort-over-100"]
    assert codes(ONE + APPOINTED + effort.replace("41%", "40%")) == []


@pytest.mark.parametrize(("rate", "seen"), [("30%", True), ("29.9%", False)])
def test_a_high_discount_rate_beside_probabilities_counts_failure_twice(rate, seen):
    assert codes(FEES.replace("10%", rate)) == ["discount-and-probability"] * seen


def test_a_high_discount_rate_beside_outcomes_counts_failure_twice_and_alone_does_not():
    text = ONE.replace("[[direct]]", 'discount-rate = "30%"\n[[direct]]')
    use = '[[use]]\nroyalty = { rate = "3%" }\noutcome = [{ probability = "5%", sales = { 2028 = 1 } }]\n'
    assert codes(text + use) == ["discount-and-probability"]
    assert codes(text + '[[success]]\namount = 5\nprobability = "100%"\n') == []


def test_a_success_fee_due_after_it_expires_is_seen():
    text = FEES.replace(
        'probability = "30%"\ndue = 2027-06-30', 'probability = "30%"\ndue = 2027-06-30\nexpires = 2027-06-29'
    )
    assert codes(text) == ["success-after-expiry"]
    assert codes(text.replace("2027-06-29", "2027-06-30")) == []


@pytest.mark.parametrize(
    ("scenario", "seen"),
    [
        ("", True),
        ('set = { "direct.1.amount" = 1_000_000 }', True),
        ('set = { "direct.1.amount" = 1_000_001 }', False),
        ('set = { "overhead.indirect.rate" = "40%" }', False),
        ('approach = "lump-sum"\nagreed = 1_300_000', True),
        ('approach = "lump-sum"\nagreed = 1_300_001', False),
        ('set = { "direct.2.amount" = 5 }', None),
    ],
)
def test_a_scenario_that_changes_nothing_is_seen(scenario, seen):
    text = f"{ONE}[scenario.mine]\n{scenario}\n"
    if seen is None:
        text = f'{ONE}[[waiver]]\nline = "direct.1"\namount = 1\nreason = "r"\n[scenario.mine]\nset = {{ "direct.1.amount" = 0 }}\n'
    assert codes(text) == ["scenario-changes-nothing"] * bool(seen)


def test_a_scenario_that_takes_the_name_of_an_approach_is_compared_with_nothing():
    assert codes(f"{ONE}[scenario.value-based]\n") == []


def test_a_student_who_is_not_said_to_be_employed_is_seen():
    assert codes(KNOWLEDGE.replace("employed = true", "employed = false")) == ["student-not-employed"]
    assert codes(KNOWLEDGE.replace("employed = true\n", "")) == ["student-not-employed"]


CONTAINING = """format = 1
id = "full"
name = "原価大学"
checked = 2026-04-01
[source.page]
title = "規程"
[[overhead]]
id = "strategic"
rate = "10%"
base = ["direct"]
source = "page"
includes-faculty-hours = true
"""


def test_charged_time_beside_an_overhead_that_contains_it_is_seen(tmp_path):
    (tmp_path / "full.toml").write_text(CONTAINING)
    text = 'tariff = "./full.toml"\n' + KNOWLEDGE.replace(THIRTY, "")
    found = notes(text, tmp_path)
    assert [(one.code, one.path) for one in found] == [("faculty-hours-twice", "strategic")]
    assert "professor" in found[0].message.en and "student" not in found[0].message.en
    assert codes(text.replace("hours = 200", "hours = 0"), tmp_path) == []


def test_value_items_on_public_money_are_seen():
    text = KNOWLEDGE + "[facts]\npublic-money = true\n"
    assert codes(text) == ["value-on-public-money"]
    assert codes(text.replace("true\n", "false\n").replace("employed = false", "employed = true")) == []
    assert codes(ONE + "[facts]\npublic-money = true\n") == []
