"""What institutions publish on the price of 「知」, which rules hold on a day, and how they came about."""

import json
from datetime import date, timedelta
from fractions import Fraction

import pytest

import sangaku_price
from command import run
from places import ROOT
from sangaku_price.documents.practice import CHARGED, PRACTISED, PRICED, practice_words
from sangaku_price.library.holding import HAS, has, on_day, reaches
from sangaku_price.loading.tariffs import load_tariff, shipped_ids
from sangaku_price.rules.in_force import rules_in_force
from sangaku_price.tariff.practice import PRACTICES, PracticeRule

TARIFFS = [load_tariff(ident) for ident in shipped_ids()]
PUBLISHED = [(one.id, rule) for one in TARIFFS for rule in one.rules["practice"]]
MINIMAL = str(ROOT / "examples" / "minimal.toml")


def test_every_item_that_is_paid_for_has_words():
    assert set(PRACTISED) == set(PRACTICES)
    assert {rule.item for _, rule in PUBLISHED} >= {"involvement", "contribution", "backfill", "guidance", "incentive"}


@pytest.mark.parametrize(("ident", "rule"), PUBLISHED, ids=lambda one: getattr(one, "id", one))
def test_what_is_published_says_what_and_where(ident, rule):
    assert isinstance(rule, PracticeRule)
    assert rule.charged in CHARGED
    assert all(rule.says)
    source = load_tariff(ident).sources[rule.source]
    assert source.title
    assert source.href
    assert (rule.hourly is None) == (rule.bound is None)
    assert rule.bound is None or rule.bound in PRICED
    assert (rule.rate is None) == (rule.of is None)


def test_practice_is_in_words_as_an_office_reads_it():
    guidance = {ident: rule for ident, rule in PUBLISHED if rule.item == "guidance"}
    assert practice_words(guidance["chubu"]).ja == "直接経費として計上する、1時間10,000円以上（税込・税抜の別は不明）"
    assert practice_words(guidance["niigata"]).en == "charged, a guide of 20,000 yen an hour (with tax)"


def test_a_tariff_shows_its_practice_with_the_page(golden):
    golden("tariff/show.gifu.ja.txt", run(["tariff", "show", "gifu", "--lang", "ja"]).out)


def test_practice_prices_nothing():
    loaded = sangaku_price.quote(MINIMAL)
    assert loaded.tariff is not None
    assert all(not one.id.startswith("practice") for one in loaded.tariff.rules)


def test_compare_says_who_charges_which_item_and_how():
    found = run(["compare", MINIMAL, "--tariff", "all", "--lang", "en"]).text
    said = found.partition("What is published on the price of 「知」")[2]
    assert "Osaka University" in said
    assert "may be charged" in said
    data = json.loads(run(["compare", MINIMAL, "--tariff", "hokkaido", "--tariff", "gifu", "-f", "json"]).out)
    assert {one["tariff"] for one in data["practice"]} == {"hokkaido", "gifu"}
    assert "practice" not in json.loads(run(["compare", MINIMAL, "-f", "json"]).out)


@pytest.mark.parametrize("name", HAS)
def test_institutions_are_found_by_what_they_have(name):
    found = sangaku_price.tariff_list(has=[name])
    assert {one.id for one in found} == {one.id for one in TARIFFS if has(one, name)}


def test_several_are_had_all():
    both = sangaku_price.tariff_list(has=["involvement", "guidance"])
    assert both
    assert all(has(one, "involvement") and has(one, "guidance") for one in both)


def test_what_nothing_has_names_the_nearest():
    found = run(["tariff", "list", "--has", "involvment", "--lang", "en"])
    assert found.status == 2
    assert 'did you mean "involvement"' in found.complaint


def test_a_rate_at_least_is_one_that_holds_on_the_day():
    day = date(2020, 6, 1)
    found = sangaku_price.tariff_list(rate_at_least=Fraction(30, 100), as_of=day)
    assert found
    assert all(reaches(one, Fraction(30, 100), None) for one in found)
    hiroshima = load_tariff("hiroshima")
    assert reaches(on_day(hiroshima, date(2026, 4, 1)), Fraction(30, 100), "joint-research")
    assert not reaches(on_day(hiroshima, day), Fraction(30, 100), "joint-research")
    assert run(["tariff", "list", "--rate-at-least", "x"]).status == 2


def test_on_the_day_of_its_successor_a_tariff_has_no_rule():
    titech = load_tariff("titech")
    since = titech.succeeded_by.since
    assert on_day(titech, since - timedelta(days=1)).overheads
    assert not on_day(titech, since).overheads


@pytest.mark.parametrize("tariff", TARIFFS, ids=lambda one: one.id)
def test_what_holds_on_a_day_is_what_a_contract_of_that_day_is_priced_by(tariff):
    """Where every date of a contract is that day, the rules are the engine's own."""
    from sangaku_price.contract.tables import ContractTable

    days = {rule.since for rules in tariff.rules.values() for rule in rules if rule.since} | {date(2026, 10, 1)}
    types = {name for rules in tariff.rules.values() for rule in rules for name in rule.types or ()} | {
        "joint-research"
    }
    for day in sorted(days):
        there = on_day(tariff, day)
        for name in sorted(types):
            terms = ContractTable(type=name, start=day, end=day, signed=day, applied=day)
            decided, problems = rules_in_force(tariff, terms)
            if problems:
                continue
            ours = {(one.id, one.since) for one in there.overheads if one.types is None or name in one.types}
            assert ours == {(one.id, one.since) for one in decided.overheads}, (day, name)


@pytest.mark.parametrize("ident", ["hiroshima", "kanazawa", "osaka-prefecture"])
def test_a_history_is_what_it_was(golden, ident):
    golden(f"tariff/history.{ident}.ja.txt", run(["tariff", "history", ident, "--lang", "ja"]).out)


def test_a_history_as_records_has_a_row_a_version():
    rows = [json.loads(line) for line in run(["tariff", "history", "hiroshima", "-f", "jsonl"]).text.splitlines()]
    assert [(row["since"], row["until"]) for row in rows][:2] == [("2017-04-01", "2021-03-31"), ("2021-04-01", None)]


def test_every_tariff_has_a_history():
    for ident in shipped_ids():
        assert run(["tariff", "history", ident, "--lang", "en"]).status == 0
