"""Scenarios and institutions side by side."""

import csv
import io
import json
from fractions import Fraction

import pytest
import tomli_w
from hypothesis import assume, given

from command import run
from negotiations import FEES, HEAD, KNOWLEDGE, THIRTY, trials_of
from places import ROOT
from priced import laws, priced_job
from sangaku_price import api
from sangaku_price.assurance.lints import lints
from sangaku_price.language.enums import Lang
from sangaku_price.loading.scenario_names import UnknownScenario
from sangaku_price.negotiation import exports as data
from sangaku_price.negotiation.bars import bar
from sangaku_price.negotiation.comparison import compare_scenarios, compare_tariffs, comparison_for_company, walk
from sangaku_price.negotiation.comparison_pages import comparison_document
from sangaku_price.negotiation.market import market
from sangaku_price.toml.problems import BadFile
from sangaku_price.writers.table import write
from strategies import contracts
from tariff_strategies import jobs

LUMP = KNOWLEDGE + '[scenario.agreed]\ntitle = "総額 [/]"\napproach = "lump-sum"\nagreed = 20_000_000\n'
PLAIN = f"{HEAD}[[direct]]\namount = 1_000_000\n{THIRTY}"
KYOTO = PLAIN.replace("format = 1", 'format = 1\ntariff = "kyoto"').replace(THIRTY, "")
COSTED = (
    KNOWLEDGE.replace("2027-03-31\n", '2027-03-31\ntrue-indirect-rate = "44%"\n')
    .replace("hourly-rate = 20_000\n", "hourly-rate = 20_000\ncost-rate = 8_000\n")
    .replace("hourly-rate = 1_500\n", "hourly-rate = 1_500\ncost-rate = 1_500\n")
)


def shown(comparison, lang=Lang.EN):
    return write(comparison_document(comparison, lang), 140).decode()


def compared(text, *names, **values):
    return compare_scenarios(trials_of(text, **values), names, lints)


def rows_of(comparison):
    return {(row.certainty, row.section, row.id): row.amounts for row in comparison.rows}


# -- scenarios ---------------------------------------------------------------------------------------------------------


def test_cost_accumulation_and_value_based_stand_side_by_side_unless_told_otherwise():
    found = compared(KNOWLEDGE)
    assert [one.name for one in found.columns] == ["cost-accumulation", "value-based"]
    assert [one.quote.totals.subtotal for one in found.columns] == [6_500_000, 11_670_000]
    assert found.uplift(1) == Fraction(5_170_000, 6_500_000)


def test_outcome_linked_is_shown_where_there_is_something_to_link_to():
    assert [one.name for one in compared(FEES).columns][-1] == "outcome-linked"


def test_the_scenarios_of_the_file_follow_and_any_may_be_chosen_in_any_order():
    assert [one.name for one in compared(LUMP).columns] == ["cost-accumulation", "value-based", "agreed"]
    found = compared(LUMP, "agreed", "cost-accumulation", "agreed")
    assert [one.name for one in found.columns] == ["agreed", "cost-accumulation"]
    assert [one.quote.totals.total for one in found.columns] == [22_000_000, 7_150_000]
    with pytest.raises(UnknownScenario):
        compared(LUMP, "nothing")


def test_there_is_a_row_for_every_section_and_every_entry():
    rows = rows_of(compared(KNOWLEDGE))
    assert rows["fixed", "researcher", ""] == (0, 4_900_000)
    assert rows["fixed", "researcher", "professor"] == (None, 4_000_000)
    assert rows["fixed", "indirect", "indirect"] == (1_500_000, 1_770_000)


def test_contingent_and_in_kind_money_stand_apart():
    rows = rows_of(compared(FEES.replace('id = "c"', 'id = "c"\nform = "equity"')))
    assert rows["contingent", "results", ""] == (0, 30_000_000, 30_000_000)
    assert rows["in-kind", "results", "c"] == (None, 5_000_000, 5_000_000)


def test_the_walk_leads_from_cost_to_price_with_waivers_and_tax_apart():
    text = KNOWLEDGE + '[[waiver]]\nline = "professor"\namount = 1_000_000\nreason = "r"\n'
    steps = compared(text).columns[1].walk
    assert steps == {
        "direct": 5_000_000,
        "indirect": 1_770_000,
        "researcher": 4_900_000,
        "results": 0,
        "management": 0,
        "agreed": 0,
        "waivers": -1_000_000,
        "tax": 1_067_000,
    }


@laws(60)
@given(jobs())
def test_the_walk_sums_to_the_total_with_tax(job):
    quote = priced_job(job)
    assert sum(walk(quote).values()) == quote.totals.total


@laws(25)
@given(contracts())
def test_comparing_a_scenario_with_itself_is_all_zero(raw):
    raw = {**raw, "scenario": {"same": {"approach": "value-based"}}}
    try:
        found = compare_scenarios(trials_of(tomli_w.dumps(raw)), ["value-based", "same"])
    except BadFile:
        assume(condition=False)
    assert all(row.difference(1) == 0 for row in found.rows)
    assert found.columns[0].walk == found.columns[1].walk
    assert found.uplift(1) in {0, None}
    assert shown(found)


@laws(25)
@given(contracts())
def test_every_section_is_the_sum_of_its_entries(raw):
    try:
        found = compare_scenarios(trials_of(tomli_w.dumps(raw)))
    except BadFile:
        assume(condition=False)
    for row in found.rows:
        if not row.id:
            own = [one for one in found.rows if one.id and (one.certainty, one.section) == (row.certainty, row.section)]
            for i in range(len(found.columns)):
                assert row.amounts[i] == sum(one.amounts[i] or 0 for one in own)
                assert row.difference(i) == sum(one.difference(i) for one in own)


def test_what_decided_is_told_where_it_differs():
    words = shown(compared(KNOWLEDGE))
    assert "A: 30% of direct cost 5,000,000 yen" in words
    assert "B: 30% of direct cost 5,900,000 yen" in words


def test_a_title_cannot_be_markup_and_both_languages_are_written():
    words = shown(compared(LUMP), Lang.BOTH)
    assert "C  総額 [/]" in words
    assert "コスト積み上げ" in words and "cost accumulation" in words


def test_a_contract_with_a_title_is_named():
    assert "comparison: 共同研究" in shown(
        compared(KNOWLEDGE.replace("2027-03-31\n", '2027-03-31\ntitle = "共同研究"\n'))
    )


def test_lints_are_shown_to_the_office():
    found = compared(KNOWLEDGE.replace("employed = true", "employed = false"))
    assert [note.code for note in found.notes] == ["student-not-employed"]
    assert "student-not-employed" in shown(found)
    assert "student-not-employed" not in shown(comparison_for_company(found))


def test_the_inclusive_basis_adds_no_tax_in_the_walk():
    found = compared(KNOWLEDGE, tax__basis="inclusive")
    assert found.columns[0].walk["tax"] == 0
    assert found.columns[0].certain == found.columns[0].quote.totals.total


def test_one_scenario_alone_is_a_comparison_with_nothing():
    found = compared(KNOWLEDGE, "value-based")
    assert [row.difference(0) for row in found.rows] == [0] * len(found.rows)
    assert shown(found)


def test_a_contract_that_costs_nothing_is_compared():
    found = compared(PLAIN, direct__1__amount=0)
    assert found.uplift(1) is None
    assert shown(found)


# -- for the office ----------------------------------------------------------------------------------------------------


def test_the_true_cost_shows_what_cost_accumulation_leaves_unrecovered():
    found = compared(COSTED)
    cost = found.true_cost
    assert (cost.direct, cost.time, cost.indirect) == (
        5_000_000,
        (("professor", 1_600_000), ("student", 900_000)),
        2_200_000,
    )
    assert (cost.total, found.unrecovered) == (9_700_000, 3_200_000)
    assert "3,200,000" in shown(found)


def test_the_true_cost_is_told_without_cost_accumulation_beside_it():
    found = compared(COSTED, "value-based")
    assert found.true_cost.total == 9_700_000
    assert found.unrecovered is None
    assert "left unrecovered" not in shown(found)


def test_effort_at_annual_cost_is_time_at_cost_and_a_year_of_its_own_counts_alone():
    text = COSTED.replace("2027-03-31", "2028-03-31") + (
        '[[involvement]]\nid = "x"\neffort = "10%"\nannual-cost = 9_600_000\nfiscal-year = 2027\n'
        '[[involvement]]\nid = "y"\neffort = "10%"\nannual-hours = 1_800\nmonths = 6\nhourly-rate = 5\ncost-rate = 4_000\n'
    )
    assert dict(compared(text).true_cost.time) == {
        "professor": 1_600_000,
        "student": 900_000,
        "x": 960_000,
        "y": 360_000,
    }


def test_without_the_cost_of_somebodys_time_no_true_cost_is_shown_and_it_is_said_whose():
    found = compared(COSTED.replace("cost-rate = 8_000\n", ""))
    assert found.true_cost is None
    assert found.unrecovered is None
    note = next(note for note in found.notes if note.code == "true-cost-missing")
    assert "professor" in note.message.en


def test_where_a_contract_stands_among_the_published_sizes():
    sizes = market()
    assert sizes.band_of(-1) == sizes.band_of(0)
    bands = [(amount, sizes.band_of(amount)) for amount in (0, 9_999_999, 10_000_000, 50_000_000, 10**9)]
    assert [band.share for _, band in bands] == [Fraction(951, 1000)] * 2 + [
        Fraction(45, 1000),
        Fraction(3, 1000),
        Fraction(1, 1000),
    ]
    assert sizes.above(bands[2][1]) == Fraction(4, 1000)
    assert sum(band.share for band in sizes.bands) == 1


def test_the_company_sees_no_chances_no_true_cost_and_no_sizes():
    text = COSTED.replace("2027-03-31\n", '2027-03-31\ndiscount-rate = "8%"\n') + (
        '[[involvement]]\nid = "x"\neffort = "10%"\nannual-cost = 9_600_000\n'
        '[[success]]\nid = "s"\namount = 1_000_000\nprobability = "37%"\ndue = 2027-05-01\n'
        '[scenario.other]\nset = { "involvement.x.effort" = "20%" }\n'
    )
    office = compared(text)
    assert "9,600,000" in shown(office)
    company = comparison_for_company(office)
    for words in (shown(company), data.comparison_json(company).decode(), data.comparison_csv(company).decode()):
        assert "370,000" not in words and "370000" not in words
        assert "9,600,000" not in words
        assert "true cost" not in words and "true_cost" not in words
        assert "2018" not in words
    assert [row.amounts for row in company.rows] == [row.amounts for row in office.rows]


# -- tariffs -----------------------------------------------------------------------------------------------------------


def test_the_same_contract_stands_under_several_institutions_in_the_order_named():
    found = compare_tariffs(trials_of(KYOTO), ["hokkaido", "gakugei", "hokkaido"])
    assert [(one.name, one.tariff) for one in found.columns] == [("hokkaido", "hokkaido"), ("gakugei", "gakugei")]
    assert "Hokkaido University" in shown(found)


def test_several_scenarios_may_stand_under_each_institution():
    found = compare_tariffs(trials_of(KYOTO), ["kyoto", "hokkaido"], ["cost-accumulation", "value-based"])
    assert [one.name for one in found.columns] == [
        "kyoto:cost-accumulation",
        "kyoto:value-based",
        "hokkaido:cost-accumulation",
        "hokkaido:value-based",
    ]


def test_an_institution_that_was_named_must_price():
    with pytest.raises(BadFile):
        compare_tariffs(trials_of(KYOTO), ["kyoto", "muroran"])
    with pytest.raises(BadFile):
        compare_tariffs(trials_of(KYOTO), ["nowhere"])


def test_all_institutions_are_sorted_by_total_and_those_that_cannot_price_say_why():
    found = compare_tariffs(trials_of(KYOTO), ["all", "kyoto"])
    totals = [one.quote.totals.total for one in found.columns]
    assert totals == sorted(totals)
    assert "kyoto" in {one.name for one in found.columns}
    refused = {one.tariff for one in found.refused}
    assert "muroran" in refused
    words = shown(found)
    assert "decided by the contract date" in words
    assert "--format csv" in words
    assert json.loads(data.comparison_json(found))["refused"][0]["problems"]


def test_where_no_institution_can_price_the_mistakes_are_told():
    with pytest.raises(BadFile):
        compare_tariffs(trials_of(KYOTO, direct__1__amount=-5), ["all"])


# -- data --------------------------------------------------------------------------------------------------------------


def test_csv_has_a_column_a_scenario_and_its_difference_and_the_walk():
    table = list(csv.reader(io.StringIO(data.comparison_csv(compared(KNOWLEDGE)).decode())))
    assert table[0][6:] == ["cost-accumulation", "value-based", "value-based - cost-accumulation"]
    assert [
        "entry",
        "fixed",
        "indirect",
        "indirect",
        "間接経費",
        "indirect cost",
        "1500000",
        "1770000",
        "270000",
    ] in table
    assert table[-1] == ["walk", "fixed", "total", "", "", "", "7150000", "12837000", "5687000"]


def test_json_has_every_figure():
    found = json.loads(data.comparison_json(compared(COSTED)))
    assert found["columns"][1]["difference"] == 5_687_000
    assert found["true_cost"]["unrecovered"] == 3_200_000
    assert found["rows"][0] == {
        "certainty": "fixed",
        "section": "direct",
        "id": None,
        "label": {"ja": "直接経費", "en": "direct cost"},
        "amounts": [5_000_000, 5_000_000],
        "differences": [0, 0],
    }


def test_a_bar_is_as_long_as_its_amount_and_nothing_has_none():
    assert [len(str(bar(amount, 100, 10).value)) for amount in (0, -5, 1, 50, 100)] == [0, 0, 1, 5, 10]
    assert bar(5, 0).value == ""


# -- the command -------------------------------------------------------------------------------------------------------

KYOTO_BATTERY = "examples/kyoto-battery.toml"


@pytest.mark.parametrize(("fmt", "suffix"), [("table", "txt"), ("markdown", "md"), ("json", "json"), ("csv", "csv")])
def test_the_large_example_is_compared_as_it_was(fmt, suffix, golden):
    ran = run(["compare", KYOTO_BATTERY, "--format", fmt])
    assert ran.status == 0, ran.complaint
    golden(f"compare/kyoto-battery.{suffix}", ran.out)


def test_the_company_reads_documents_and_the_office_the_terminal():
    private = "5,680,400"
    assert private in run(["compare", KYOTO_BATTERY]).text
    assert private not in run(["compare", KYOTO_BATTERY, "--for", "company"]).text
    assert private not in run(["compare", KYOTO_BATTERY, "-f", "markdown"]).text
    assert private in run(["compare", KYOTO_BATTERY, "-f", "markdown", "--for", "office"]).text


def test_institutions_are_compared_as_they_were(golden):
    ran = run(["compare", "examples/minimal.toml", "--tariff", "hokkaido", "--tariff", "gakugei", "--lang", "ja"])
    assert ran.status == 0, ran.complaint
    golden("compare/minimal.tariffs.txt", ran.out)


def columns_of(*arguments):
    ran = run(["compare", "examples/minimal.toml", *arguments, "-f", "json"])
    assert ran.status == 0, ran.complaint
    return [one["name"] for one in json.loads(ran.out)["columns"]]


def test_a_single_institution_stands_beside_the_contracts_own():
    assert columns_of("--tariff", "京都大学") == ["hokkaido", "kyoto"]
    assert columns_of("--tariff", "gakugei", "--set", "tariff=kyoto") == ["kyoto", "gakugei"]
    assert columns_of("--tariff", "hokkaido") == ["hokkaido"]
    assert columns_of("--tariff", "kyoto", "--tariff", "gakugei") == ["kyoto", "gakugei"]


def test_where_the_contracts_own_tariff_cannot_price_the_other_stands_alone(tmp_path):
    (tmp_path / "old.toml").write_text(
        'format = 1\ntariff = "titech"\n[contract]\nstart = 2026-04-01\nend = 2027-03-31\n[[direct]]\namount = 1_000_001\n'
    )
    ran = run(["compare", str(tmp_path / "old.toml"), "--tariff", "kyoto", "-f", "json"])
    found = json.loads(ran.out)
    assert ([one["name"] for one in found["columns"]], [one["tariff"] for one in found["refused"]]) == (
        ["kyoto"],
        ["titech"],
    )


def test_an_output_of_ours_is_written_again(tmp_path):
    for suffix in ("txt", "md", "json", "csv"):
        path = str(tmp_path / f"out.{suffix}")
        assert [run(["compare", KYOTO_BATTERY, "-o", path]).status for _ in range(2)] == [0, 0], suffix


def test_an_unknown_scenario_is_wrong_usage():
    assert run(["compare", KYOTO_BATTERY, "--scenario", "nothing"]).status == 2
    assert api.compare(KYOTO_BATTERY, "lean", "agreed").columns[0].name == "lean"
    assert api.compare("examples/minimal.toml", tariffs=["kyoto"]).by == "tariff"


def test_a_cross_appointment_is_compared_with_a_time_charge_for_the_office():
    command = ["compare", str(ROOT / "examples" / "cross-appointment.toml"), "--lang", "en"]
    office, company = run(command).text, run([*command, "--for", "company"]).text
    for told in ("researchers are paid", "10,680,000", "7,680,000", "5,880,000"):
        assert told in office
        assert told not in company
