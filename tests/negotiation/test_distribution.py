"""The exact distribution of contingent money, and royalties whose sales have outcomes."""

import json
from fractions import Fraction
from types import SimpleNamespace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from command import run
from negotiations import FEES, HEAD, THIRTY, trials_of
from priced import laws
from raw_pricing import read
from sangaku_price import api
from sangaku_price.language.enums import Lang
from sangaku_price.loading.law_file import load_law
from sangaku_price.money import NEAREST, to_yen
from sangaku_price.negotiation import distribution as module
from sangaku_price.negotiation.distribution import convolved, distribution
from sangaku_price.negotiation.pages import risk_document, spans
from sangaku_price.pricing.engine import price
from sangaku_price.toml.problems import BadFile
from sangaku_price.writers.table import write
from strategies import contracts

LICENCE = f"""{HEAD}discount-rate = "10%"
[[direct]]
amount = 1_000_000
{THIRTY}[[use]]
id = "lic"
royalty = {{ rate = "3%", minimum = 1_000_000 }}
outcome = [
  {{ probability = "25%", sales = {{ 2028 = 100_000_000, 2029 = 200_000_033 }} }},
  {{ probability = "50%", sales = {{ 2028 = 10_000_000 }} }},
]
"""


def of(text, **values):
    trials = trials_of(text, **values)
    return distribution(trials.loaded(), trials.quote())


def points(found):
    return {
        payoff: Fraction(weight, found.denominator) for payoff, weight in zip(found.payoffs, found.weights, strict=True)
    }


def refused(text, **values):
    with pytest.raises(BadFile) as refusal:
        of(text, **values)
    return [(one.code, one.path) for one in refusal.value.problems]


def test_a_gate_opens_what_comes_after_it_and_the_rest_is_independent():
    found = of(FEES)
    assert points(found) == {
        0: Fraction(35, 100),
        5_000_000: Fraction(15, 100),
        10_000_000: Fraction(21, 100),
        15_000_000: Fraction(9, 100),
        30_000_000: Fraction(14, 100),
        35_000_000: Fraction(6, 100),
    }
    assert found.mean == 10_500_000
    assert found.maximum == 35_000_000
    assert found.probability(0) == Fraction(7, 20)
    assert found.probability(1) == 0


def test_a_percentile_is_the_smallest_payoff_that_is_reached_with_that_probability():
    found = of(FEES)
    assert [found.percentile(Fraction(p, 100)) for p in (10, 35, 36, 50, 90, 100)] == [
        0,
        0,
        5_000_000,
        5_000_000,
        30_000_000,
        35_000_000,
    ]
    assert found.cumulative()[-1] == 1


def test_what_has_no_chance_is_no_payoff():
    found = of(FEES, success__c__probability="0%")
    assert found.maximum == 30_000_000


def test_an_entry_that_happens_for_certain_is_no_choice():
    assert of(FEES, success__a__probability="100%", success__b__probability="100%").payoffs == (30_000_000, 35_000_000)


def test_a_contract_without_contingent_money_pays_nothing_for_certain():
    text = f"{HEAD}[[direct]]\namount = 1\n{THIRTY}"
    assert points(of(text)) == {0: 1}
    words = write(risk_document(of(text), trials_of(text).quote(), Lang.EN)).decode()
    assert "There is no contingent money." in words


def test_missing_probabilities_are_listed_and_never_assumed():
    text = FEES.replace('probability = "50%"\n', "").replace('probability = "30%"\n', "")
    assert refused(text) == [("chance-missing", "success.a"), ("chance-missing", "success.c")]


def test_a_gate_that_pays_in_kind_or_for_certain_still_opens():
    text = FEES.replace('probability = "50%"\n', 'probability = "50%"\nform = "equity"\n')
    assert points(of(text))[20_000_000] == Fraction(14, 100)
    fixed = FEES.replace('after = "a"', 'after = "option"') + '[[use]]\nid = "option"\noption-fee = 5\n'
    assert points(of(fixed))[20_000_000] == Fraction(14, 100)


def test_a_waiver_makes_the_payoff_smaller():
    text = FEES + '[[waiver]]\nline = "c"\namount = 1_000_000\nreason = "r"\n'
    assert 4_000_000 in of(text).payoffs


def test_a_chain_of_a_thousand_gates_is_no_recursion():
    chain = "".join(
        f'[[success]]\nid = "s{i}"\namount = 1\nprobability = "100%"\n' + (f'after = "s{i - 1}"\n' if i else "")
        for i in range(900)
    )
    assert points(of(f"{HEAD}[[direct]]\namount = 1\n{THIRTY}{chain}")) == {900: 1}


# -- outcomes ----------------------------------------------------------------------------------------------------------


def test_a_royalty_pays_what_one_of_its_outcomes_pays_and_its_minimum_without_sales():
    assert points(of(LICENCE)) == {
        9_000_000: Fraction(1, 4),
        2_000_000: Fraction(3, 4),
    }


def test_the_lines_are_those_of_the_outcome_that_pays_most_and_the_expected_value_is_of_all():
    quote = trials_of(LICENCE).quote()
    assert [(line.period, line.amount) for line in quote.lines if line.kind == "use"] == [
        ("FY2028", 3_000_000),
        ("FY2029", 6_000_000),
    ]
    assert quote.totals.contingent.maximum == 9_000_000
    assert quote.totals.contingent.expected == 3_750_000
    exact = (Fraction(1_500_000) / Fraction(121, 100)) + (Fraction(2_250_000) / Fraction(1331, 1000))
    assert quote.totals.contingent.present_value == to_yen(exact, NEAREST)
    assert "outcome-largest" in {note.code for note in quote.notes}


def test_outcomes_that_sum_to_one_leave_no_room_for_no_sales():
    found = of(LICENCE.replace('"50%"', '"75%"').replace(", minimum = 1_000_000", ""))
    assert points(found) == {9_000_000: Fraction(1, 4), 300_000: Fraction(3, 4)}


def test_an_entry_with_outcomes_that_may_not_happen_owes_no_minimum_then():
    found = of(LICENCE.replace('id = "lic"', 'id = "lic"\nprobability = "50%"\nupfront = 7'))
    assert points(found) == {0: Fraction(1, 2), 2_000_007: Fraction(3, 8), 9_000_007: Fraction(1, 8)}


def test_outcomes_after_a_gate_need_the_probability_of_the_entry_as_well():
    text = (
        LICENCE.replace('id = "lic"', 'id = "lic"\nafter = "ok"')
        + '[[success]]\nid = "ok"\namount = 1\nprobability = "50%"\n'
    )
    assert refused(text) == [("chance-missing", "use.lic")]


def test_an_entry_with_outcomes_may_be_a_gate():
    text = LICENCE + '[[success]]\nid = "more"\namount = 1\nprobability = "50%"\nafter = "lic"\n'
    assert points(of(text))[9_000_001] == Fraction(1, 8)


def test_a_royalty_in_kind_is_no_money():
    assert points(of(LICENCE.replace('id = "lic"', 'id = "lic"\nform = "equity"'))) == {0: 1}


def test_an_outcome_may_be_set_by_its_number():
    assert points(of(LICENCE, use__lic__outcome__1__probability="0%")) == {2_000_000: 1}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (LICENCE.replace('"50%"', '"80%"'), "outcomes-above-one"),
        (LICENCE.replace('"50%"', '"many"'), "rate"),
        (LICENCE.replace("2029 =", "2020 ="), "sales-before-start"),
        (LICENCE.replace('"3%"', '"3%", sales = { 2028 = 5 }'), "exclusive-keys"),
        (LICENCE.replace('royalty = { rate = "3%", minimum = 1_000_000 }', "upfront = 5"), "needs-key"),
        (LICENCE + '[[waiver]]\nline = "lic/royalty"\namount = 1\nreason = "r"\n', "waive-outcomes"),
        (LICENCE + '[[waiver]]\nline = "lic"\namount = 1\nreason = "r"\n', "waive-outcomes"),
    ],
)
def test_outcomes_that_make_no_sense_are_refused(text, code):
    assert code in {one for one, _ in refused(text)}


def test_outcomes_that_are_no_tables_are_told_once():
    assert refused(LICENCE.replace("outcome = [", "outcome = [5, "))
    with pytest.raises(BadFile):
        of(LICENCE, use__lic__outcome__7__probability="0%")


# -- bounds ------------------------------------------------------------------------------------------------------------


def many(count, probability="50%"):
    fees = "".join(f'[[success]]\namount = {2**i}\nprobability = "{probability}"\n' for i in range(count))
    return f"{HEAD}[[direct]]\namount = 1\n{THIRTY}{fees}"


def test_so_many_payoffs_that_nobody_could_read_them_are_refused_with_a_way_out(monkeypatch):
    assert len(of(many(10)).payoffs) == 1024
    monkeypatch.setattr(module, "MOST_PAYOFFS", 1000)
    assert refused(many(10)) == [("risk-too-many", "")]
    monkeypatch.setattr(module, "MOST_WORK", 100)
    assert refused(many(8)) == [("risk-too-many", "")]


def test_probabilities_too_fine_to_be_written_are_refused():
    fees = "".join(f'[[success]]\namount = 1\nprobability = "1/99999999{i % 10}"\n' for i in range(420))
    assert refused(f"{HEAD}[[direct]]\namount = 1\n{THIRTY}{fees}") == [("risk-too-fine", "")]


def test_many_payoffs_are_shown_in_spans_that_hold_them_all():
    found = of(many(10))
    bins = spans(found)
    assert len(bins) == 20
    assert sum(chance for _, chance in bins) == 1
    assert bins[0][0] == "0 – 50"
    assert bins[-1][0].endswith(" – 1,023")


# -- laws --------------------------------------------------------------------------------------------------------------


@st.composite
def chanced(draw):
    """A contract in which every uncertain entry has a probability, some royalties with outcomes."""
    raw = draw(contracts(names=["direct", "use", "success"], waived=False))
    for entry in (*raw.get("success", []), *raw.get("use", [])):
        entry["probability"] = draw(st.sampled_from(["0%", "30%", "1/3", "100%"]))
        royalty = entry.get("royalty")
        if royalty and royalty.get("sales") and draw(st.booleans()):
            sales = royalty.pop("sales")
            entry["outcome"] = [
                {"probability": share, "sales": {year: amount // (i + 1) for year, amount in sales.items()}}
                for i, share in enumerate(
                    draw(st.lists(st.sampled_from(["10%", "1/3", "20%"]), min_size=1, max_size=3))
                )
            ]
    return raw


@laws(60)
@given(chanced())
def test_the_distribution_sums_to_one_and_its_mean_is_the_expected_value(raw):
    contract, tariff, problems = read(raw, None)
    assert not problems
    try:
        quote = price(contract, tariff, load_law(), engine="0")
    except BadFile:
        assume(condition=False)
    found = distribution(SimpleNamespace(contract=contract, placed=lambda one: one), quote)
    assert sum(found.weights) == found.denominator
    assert found.cumulative()[-1] == 1
    assert to_yen(found.mean, NEAREST) == quote.totals.contingent.expected
    assert found.maximum <= quote.totals.contingent.maximum
    assert list(found.payoffs) == sorted(set(found.payoffs))
    half = found.percentile(Fraction(1, 2))
    assert sum(w for p, w in zip(found.payoffs, found.weights, strict=True) if p < half) * 2 < found.denominator


@given(st.lists(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 9)), min_size=1, max_size=4), max_size=4))
def test_a_convolution_is_that_of_its_parts_in_any_order(parts):
    weights = []
    for part in parts:
        of_part = dict(part)
        weights.append(module.Weights(of_part, sum(of_part.values())))
    forward, backward = convolved(weights), convolved(weights[::-1])
    assert dict(forward.of) == dict(backward.of)
    assert sum(forward.of.values()) == forward.denominator


# -- the command -------------------------------------------------------------------------------------------------------


def test_the_command_writes_the_whole_distribution(tmp_path):
    path = tmp_path / "spec.toml"
    path.write_text(FEES)
    data = json.loads(run(["risk", str(path), "-f", "json"]).out)
    assert (data["mean"], data["p10"], data["p50"], data["p90"]) == ("10500000", 0, 5_000_000, 30_000_000)
    assert data["points"][0] == {"amount": 0, "probability": "7/20", "cumulative": "7/20"}
    assert run(["risk", str(path), "-f", "csv"]).text.splitlines()[1] == "payoff,0,7/20,7/20"
    assert "histogram" in run(["risk", str(path), "--lang", "en"]).text
    assert run(["risk", str(path), "-f", "markdown"]).status == 0
    quote, found = api.risk(str(path))
    assert quote.totals.contingent.expected == found.mean


def test_a_missing_probability_is_an_invalid_file(tmp_path):
    path = tmp_path / "spec.toml"
    path.write_text(FEES.replace('probability = "30%"\n', ""))
    ran = run(["risk", str(path)])
    assert (ran.status, ran.out) == (3, b"")
    assert "success.c" in ran.complaint


def test_the_distribution_of_the_large_example_is_as_it_was(golden):
    ran = run(["risk", "examples/kyoto-battery.toml"])
    assert ran.status == 0, ran.complaint
    golden("risk/kyoto-battery.txt", ran.out)
