"""Goal-seek: exact or straddling, never assumed to be monotone; and the quote worked back from what is received."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest
import tomli_w
from hypothesis import assume, given
from hypothesis import strategies as st

from command import run
from negotiations import FEES, HEAD, KNOWLEDGE, THIRTY, trials_of
from priced import laws
from sangaku_price import api
from sangaku_price.language.enums import Lang
from sangaku_price.negotiation.candidates import WrongRange, grid_of, kind_of, target_in
from sangaku_price.negotiation.from_total import quote_from_total
from sangaku_price.negotiation.measures import measured
from sangaku_price.negotiation.pages import setting_line, solution_document
from sangaku_price.negotiation.solving import solve, spread
from sangaku_price.toml.problems import BadFile
from sangaku_price.writers.table import write
from strategies import contracts

ONE = f"{HEAD}[[direct]]\namount = 1_000_000\n{THIRTY}"
JUMP = """format = 1
tariff = "muroran"
[contract]
start = 2026-04-01
end = 2027-03-31
signed = 2026-06-01
[[direct]]
amount = 4_000_000
"""


def seek(text, path, target, measure="total", **options):
    words = {key: options.pop(key, None) for key in ("least", "most", "step")}
    grid = grid_of(path, words["least"], words["most"], words["step"])
    return solve(trials_of(text, **options), grid, Fraction(target), measure)


def shown(solution, lang=Lang.EN):
    return write(solution_document(solution, lang)).decode()


def test_a_total_that_can_be_met_is_met_exactly_and_its_neighbours_are_told():
    found = seek(ONE, "direct.1.amount", 1_430_000)
    assert (found.answer, found.best.setting, found.best.total) == ("exact", "1000000", 1_430_000)
    assert (found.below.setting, found.above.setting, found.direction) == ("999999", "1000001", "rises")
    assert "There is a value that meets the target exactly." in shown(found)


def test_a_total_that_no_value_gives_is_answered_with_the_neighbours_that_straddle_it():
    found = seek(ONE, "direct.1.amount", 10_000_000)
    assert found.answer == "between"
    assert (found.below.setting, found.below.total) == ("6993007", 9_999_999)
    assert (found.above.setting, found.above.total) == ("6993008", 10_000_001)
    assert found.best == found.below


def test_what_the_exclusive_basis_cannot_meet_the_inclusive_basis_may():
    found = seek(ONE, "direct.1.amount", 10_000_000)
    priced = trials_of(ONE).quote(
        "value-based", {"direct.1.amount": int(found.inclusive.number), "tax.basis": "inclusive"}
    )
    assert priced.totals.total == 10_000_000
    assert "tax.basis" in shown(found)


def test_a_path_that_does_not_move_the_measure_is_said_and_others_are_offered():
    found = seek(FEES, "success.a.amount", 2_000_000)
    assert found.answer == "unmoved"
    assert found.paths == ("direct.1.amount",)
    assert found.best is None
    assert "does not move" in shown(found)
    with pytest.raises(LookupError, match="no answer"):
        setting_line(found)


def test_a_target_out_of_reach_is_said_with_the_extremes_and_what_would_reach_it():
    text = KNOWLEDGE.replace("{THIRTY}", "")
    found = seek(text, "involvement.student.hours", 100_000_000, most="1000")
    assert found.answer == "out-of-reach"
    assert found.lowest.total < found.highest.total < 100_000_000
    assert "direct.1.amount" in found.paths
    assert "out of reach" in shown(found)


def test_other_paths_are_offered_in_a_small_number():
    many = "".join(f"[[contribution]]\namount = {i}\n" for i in range(1, 12))
    found = seek(FEES.replace("[[overhead]]", many + "[[overhead]]"), "success.a.amount", 2_000_000)
    assert len(found.paths) == 6


def test_over_a_jump_both_sides_are_told():
    found = seek(JUMP, "direct.1.amount", 6_500_000)
    assert found.answer == "between"
    assert (found.below.number, found.above.number) == (4_999_999, 5_000_000)
    assert found.below.total < 6_500_000 < found.above.total


CHEAPER_ABOVE = """format = 1
id = "cheaper"
name = "逓減大学"
checked = 2026-04-01
[source.page]
title = "規程"
[[overhead]]
id = "indirect"
rate = "30%"
base = ["direct"]
source = "page"
[[overhead.case]]
when.base.at-least = 1_000_000
rate = "10%"
"""


def test_a_measure_that_rises_and_falls_has_other_solutions_which_are_said(tmp_path):
    (tmp_path / "cheaper.toml").write_text(CHEAPER_ABOVE)
    trials = trials_of(f'tariff = "./cheaper.toml"\n{HEAD}[[direct]]\namount = 1_000\n')
    trials = trials._replace(source=trials.source._replace(folder=tmp_path))
    found = solve(trials, grid_of("direct.1.amount"), Fraction(1_250_000))
    assert (found.answer, found.best.number) == ("between", 874_126)
    assert found.others
    assert "other solutions may exist" in " ".join(shown(found).split())


def beside(tmp_path, tariff, text=f"{HEAD}[[direct]]\namount = 1_000\n"):
    """A contract under a tariff of its own."""
    (tmp_path / "mine.toml").write_text(tariff)
    trials = trials_of(f'tariff = "./mine.toml"\n{text}')
    return trials._replace(source=trials.source._replace(folder=tmp_path))


HOLE = CHEAPER_ABOVE.replace('rate = "10%"\n', "negotiated = true\n").replace(
    "when.base.at-least = 1_000_000", "when.base = { at-least = 1_000_000, below = 2_000_000 }"
)


CHEAPER_BEYOND = f"""{HOLE}[[overhead.case]]
when.base.at-least = 2_000_000
rate = "10%"
"""


@pytest.mark.parametrize("tariff", [HOLE, CHEAPER_BEYOND])
@pytest.mark.parametrize("target", [1_000_001, 2_000_000, 2_420_000, 2_900_000])
def test_what_cannot_be_priced_in_the_middle_is_gone_round(tmp_path, tariff, target):
    found = solve(beside(tmp_path, tariff), grid_of("direct.1.amount", None, "3_000_000"), Fraction(target))
    if found.answer == "exact":
        assert found.best.total == target
    else:
        assert found.below.total < target < found.above.total
        if target == 2_000_000:
            assert (found.below.number, found.above.number) == (999_999, 2_000_000)


def test_where_the_inclusive_basis_cannot_be_priced_it_is_no_way_out(tmp_path):
    flat = CHEAPER_ABOVE.partition("[[overhead.case]]")[0].replace(
        'rate = "30%"', 'amount = 1_000\nmethod = "from-base"\ntax = "exclusive"'
    )
    trials = beside(tmp_path, flat, f"{HEAD}[[direct]]\namount = 1_050\n[[contribution]]\namount = 5\n")
    found = solve(trials, grid_of("contribution.1.amount"), Fraction(10_000_000))
    assert (found.answer, found.inclusive) == ("between", None)


def test_where_the_measure_falls_as_the_value_grows_it_is_said():
    text = f'{ONE}[[waiver]]\nline = "direct.1"\namount = 5\nreason = "r"\n'
    found = seek(text, "waiver.1.amount", 1_100_000, most="900_000")
    assert (found.answer, found.direction, found.others) == ("exact", "falls", False)
    assert found.best.number == 300_000
    assert "falls" in shown(found)


def test_several_values_that_meet_the_target_are_told_and_the_least_is_the_answer():
    found = seek(ONE, "direct.1.amount", 300_000, measure="by_section.indirect")
    assert [trial.number for trial in found.exact] == [1_000_000, 1_000_001, 1_000_002, 1_000_003]
    assert found.below.measure < 300_000
    assert not found.others


def test_a_long_run_of_values_under_a_floor_begins_where_it_begins(tmp_path):
    floor = CHEAPER_ABOVE.partition("[[overhead.case]]")[0] + "floor = 90_000\n"
    found = solve(beside(tmp_path, floor), grid_of("direct.1.amount"), Fraction(90_000), "by_section.indirect")
    assert found.answer == "exact"
    assert (found.below.number, found.best.number) == (0, 1)
    assert found.others
    near = seek(ONE, "direct.1.amount", 300_000, measure="by_section.indirect", direct__1__amount=1_000_003)
    assert near.best.number == 1_000_000


def test_at_the_end_of_a_range_there_is_one_neighbour():
    found = seek(ONE, "direct.1.amount", 0)
    assert (found.best.number, found.below) == (0, None)
    assert "neighbour" in shown(found)
    assert seek(ONE, "direct.1.amount", 1_430_000, most="1_000_000").above is None


def test_a_rate_is_sought_in_its_own_steps_and_written_as_a_file_writes_it():
    found = seek(ONE, "overhead.indirect.rate", 1_375_000)
    assert (found.best.value, found.best.setting) == ("25%", '"25%"')
    fine = seek(ONE, "overhead.indirect.rate", 1_375_110, step="0.01%", most="50%")
    assert fine.best.value == "25.01%"


def test_a_decimal_number_is_sought_and_the_expected_value_is_a_measure():
    found = seek(
        KNOWLEDGE, "involvement.professor.hours", 150 * 20_000 + 5_000_000 + 900_000 + 1_770_000, "subtotal", step="0.5"
    )
    assert found.best.value == "150"
    half = seek(
        KNOWLEDGE, "involvement.professor.hours", 10_680_000, "subtotal", least="150.5", step="0.5", most="151.5"
    )
    assert half.best.setting == "150.5"
    chance = seek(FEES, "success.c.probability", 11_000_000, "contingent.expected", step="10%")
    assert chance.best.value == "40%"


def test_the_present_value_of_the_whole_discounts_fixed_money_by_its_period():
    quote = trials_of(FEES).quote()
    expected = quote.totals.subtotal + quote.totals.contingent.present_value
    assert measured(quote, "present-value") == expected
    years = trials_of(
        FEES.replace("2027-03-31", "2028-03-31").replace("[[direct]]", 'billing = "fiscal-year"\n[[direct]]')
    ).quote()
    assert measured(years, "present-value") == 650_000 + 590_909 + years.totals.contingent.present_value
    assert measured(trials_of(ONE).quote(), "present-value") is None


def test_on_the_inclusive_basis_fixed_money_counts_with_tax():
    quote = trials_of(FEES, tax__basis="inclusive").quote()
    assert measured(quote, "present-value") == quote.totals.total + quote.totals.contingent.present_value


def test_any_figure_of_a_quote_may_be_sought():
    quote = trials_of(KNOWLEDGE).quote()
    assert measured(quote, "totals.total") == measured(quote, "total") == quote.totals.total
    assert measured(quote, "totals.by_section.indirect") == quote.totals.by_section["indirect"]
    assert measured(quote, "lines.indirect.amount") == quote.totals.by_section["indirect"]
    assert measured(quote, "value_share") == quote.totals.value_share
    with pytest.raises(LookupError, match="is no number"):
        measured(quote, "scenario")
    with pytest.raises(LookupError, match="no figure"):
        measured(quote, "totals.nothing")


def test_a_share_is_sought_as_a_rate():
    assert target_in("50%") == Fraction(1, 2)
    assert target_in("-1_000") == -1000
    with pytest.raises(WrongRange):
        target_in("many")


def test_a_figure_that_is_never_known_is_refused():
    text = FEES.replace('probability = "30%"\n', "")
    with pytest.raises(LookupError, match="is not known"):
        seek(text, "direct.1.amount", 5, "contingent.expected")


def test_where_no_value_can_be_priced_the_mistakes_are_told():
    with pytest.raises(BadFile):
        seek(ONE, "direct.2.amount", 5)
    with pytest.raises(BadFile):
        seek(ONE, "use.lic.royalty.rate", 5)
    with pytest.raises(BadFile):
        seek(ONE, "overhead.indirect.rate", 5, direct__1__amount=-1)


def test_values_that_cannot_be_priced_are_passed_over():
    text = f'{ONE}[[waiver]]\nline = "direct.1"\namount = 500_000\nreason = "r"\n'
    found = seek(text, "direct.1.amount", 1_430_000 - 550_000)
    assert found.best.number == 1_000_000
    assert found.refused
    below = seek(text, "direct.1.amount", 1)
    assert below.answer == "out-of-reach"


def test_a_gap_in_what_can_be_priced_ends_the_search_there():
    text = f'{ONE}[[waiver]]\nline = "indirect"\namount = 0\nreason = "r"\n'
    found = seek(text, "overhead.indirect.rate", 1_430_000, most="50%")
    assert found.best.value == "30%"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("direct.1.amount", "yen"),
        ("resident.1.people", "count"),
        ("involvement.x.hours", "number"),
        ("involvement.x.effort", "rate"),
        ("success.a.probability", "share"),
        ("use.lic.royalty.rate", "rate"),
        ("use.lic.royalty.sales.2029", "yen"),
        ("use.lic.outcome.1.probability", "share"),
        ("use.lic.outcome.1.sales.2029", "yen"),
        ("contract.discount-rate", "rate"),
    ],
)
def test_what_a_path_holds_is_known_from_its_table(path, kind):
    assert kind_of(path) == kind
    assert grid_of(path).first == (1 if kind == "count" else 0)


@pytest.mark.parametrize(
    "path",
    [
        "direct.1.category",
        "direct.1.amonut",
        "drect.1.amount",
        "facts.size",
        "direct.1",
        "xyzzy.1.q",
        "direct.1.zzzzzzzz",
        "use.a.royalty",
    ],
)
def test_a_path_that_holds_no_number_is_refused(path):
    with pytest.raises(LookupError):
        kind_of(path)


def test_a_range_must_be_one():
    for words in (("5", "1", "1"), ("1", "5", "0"), ("x", "5", "1"), ("1.5", "5", "1"), ("1/3", "5", "1")):
        with pytest.raises(WrongRange):
            grid_of("direct.1.amount", *words)
    assert grid_of("direct.1.quantity", "0.5", "2", "0.5").value(0) == Decimal("0.5")


def test_probes_are_few_and_dense_at_the_ends_and_at_the_value_of_the_file():
    places = spread(10**13, 5 * 10**6)
    assert {0, 1, 5 * 10**6 - 1, 5 * 10**6, 5 * 10**6 + 1, 10**13 - 1, 10**13} <= set(places)
    assert len(places) < 100
    assert spread(0, 0) == [0]


@laws(25)
@given(contracts(own=True, names=["direct", "involvement", "contribution"]), st.integers(0, 30_000_000))
def test_the_answer_priced_again_gives_what_was_stated_and_its_neighbours_straddle(raw, target):
    trials = trials_of(tomli_w.dumps(raw))
    try:
        found = solve(trials, grid_of("direct.1.amount"), Fraction(target))
    except BadFile:
        assume(condition=False)
    for trial in (*found.exact, found.below, found.above, found.lowest, found.highest):
        if trial is not None:
            again = trials.quote("value-based", {"direct.1.amount": int(trial.number)})
            assert again.totals.total == trial.total == trial.measure
    if found.answer == "exact":
        assert found.best.total == target
    if found.answer == "between":
        sides = sorted((found.below.measure, found.above.measure))
        assert sides[0] < target < sides[1]
        assert found.above.number - found.below.number == 1 or found.refused
    if found.answer == "out-of-reach":
        assert not found.lowest.measure <= target <= found.highest.measure


# -- from what is received ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "received", "direct"),
    [("on-base", 1_430_000, 1_000_000), ("of-total", 1_100_000, 700_000), ("from-base", 1_100_000, 1_000_000)],
)
def test_the_direct_cost_that_the_tariff_leaves_is_found_for_outer_and_inner_rates(method, received, direct):
    quote = quote_from_total(trials_of(ONE.replace("on-base", method)), received)
    assert quote.totals.total == received
    assert sum(line.amount for line in quote.lines if line.id == "direct.1") == direct
    assert "from-total" in {note.code for note in quote.notes}


def test_where_nothing_gives_it_exactly_the_quote_gives_just_less_and_says_so():
    quote = quote_from_total(trials_of(ONE), 10_000_000)
    assert quote.totals.total < 10_000_000
    said = next(note for note in quote.notes if note.code == "from-total-near")
    assert "10,000,000" in said.message.en


def test_what_no_direct_cost_leads_to_is_refused():
    text = f"{ONE}[[contribution]]\namount = 1_000_000\n"
    with pytest.raises(LookupError, match="500 yen is no total of this contract"):
        quote_from_total(trials_of(text), 500)
    with pytest.raises(BadFile):
        quote_from_total(trials_of(HEAD + THIRTY), 500)


# -- the command -------------------------------------------------------------------------------------------------------


@pytest.fixture
def spec(tmp_path):
    path = tmp_path / "spec.toml"
    path.write_text(ONE)
    return str(path)


def test_the_command_prints_the_answer_as_json_and_as_a_setting(spec):
    ran = run(["solve", spec, "--vary", "direct.1.amount", "--target", "1_430_000", "-f", "json"])
    assert json.loads(ran.out)["best"] == {
        "value": "1000000",
        "setting": "1000000",
        "measure": "1430000",
        "total": 1_430_000,
    }
    ran = run(["solve", spec, "--vary", "overhead.indirect.rate", "--target", "1375000", "--write"])
    assert (ran.out, ran.err) == (b'overhead.indirect.rate="25%"\n', b"")
    assert run(["quote", spec, "--set", ran.text.strip(), "--get", "total"]).out == b"1375000\n"


def test_a_setting_that_is_not_exact_says_so_on_standard_error(spec):
    ran = run(["solve", spec, "--vary", "direct.1.amount", "--target", "10_000_000", "--write"])
    assert ran.status == 0
    assert b"not exact" in ran.err


def test_wrong_usage_is_answered_with_status_2(spec):
    for words in (["--vary", "direct.1.item", "--target", "5"], ["--vary", "direct.1.amount", "--target", "x"]):
        assert run(["solve", spec, *words]).status == 2
    assert run(["solve", spec, "--vary", "direct.1.amount", "--target", "5", "-f", "csv"]).status == 2


def test_a_quote_is_worked_back_from_the_command_line(spec):
    assert run(["quote", spec, "--from-total", "1,430,000", "--get", "lines.direct.1.amount"]).out == b"1000000\n"
    assert run(["quote", spec, "--from-total", "1.43M"]).status == 2
    assert run(["quote", spec, "--from-total", "5", "--freeze"]).status == 2
    assert api.quote(spec, from_total=1_430_000).totals.total == 1_430_000


@pytest.mark.parametrize("target", ["10_000_000", "70_000_000"])
def test_the_answer_for_the_large_example_is_as_it_was(target, golden):
    ran = run(["solve", "examples/kyoto-battery.toml", "--vary", "direct.travel.amount", "--target", target])
    assert ran.status == 0, ran.complaint
    golden(f"solve/kyoto-battery.{target}.txt", ran.out)
