"""Two engines that share no line come to the same yen: on contracts that are made up, and on every worked case."""

import os
import tomllib
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from invoicing_strategies import divided_jobs
from places import ROOT, TESTS
from priced import priced_if_it_can_be
from second_engine.contract import recomputed
from second_engine.files import found, read, scenario_of, tariff_of, with_set
from tariff_strategies import jobs
from variations import varied

CONTRACTS = int(os.environ.get("SECOND_ENGINE", "2000"))
"""How many contracts are made up; by hand any number, of other contracts each time where it is told."""
VARIATIONS = 20
"""Of each contract, so many that can be priced are compared."""
DATA = ROOT / "src" / "sangaku_price" / "data"
FOLDERS = (DATA / "tariffs", TESTS / "tariffs")
LAW = read(DATA / "law.toml")


def figures_of(quote):
    """What both engines say of a quote."""
    lines = {}
    for line in quote.lines:
        lines[line.id, line.period] = line.amount
    totals = quote.totals
    named = ("subtotal", "tax", "total", "maximum", "expected", "in_kind")
    money = totals.contingent
    return {
        "lines": lines,
        "periods": {one.label: (one.subtotal, one.tax, one.total) for one in quote.periods},
        **{name: getattr(totals, name) for name in named},
        **{name: nonzero(getattr(totals, name)) for name in ("by_kind", "by_section", "by_charge")},
        "contingent": (money.maximum, money.expected, money.present_value),
    }


def nonzero(sums):
    return {name: amount for name, amount in sums.items() if amount}


def figures_again(again):
    totals = again["totals"]
    named = ("subtotal", "tax", "total", "maximum", "expected", "in_kind")
    return {
        "lines": {(line.id, label): amount for line in again["lines"] for label, amount in line.by_period.items()},
        "periods": {label: tuple(one.values()) for label, one in again["periods"].items()},
        **{name: totals[name] for name in named},
        **{name: nonzero(totals[name]) for name in ("by_kind", "by_section", "by_charge")},
        "contingent": tuple(totals["contingent"].values()),
    }


MADE_UP = settings(
    max_examples=max(1, CONTRACTS // VARIATIONS),
    deadline=None,
    derandomize="SECOND_ENGINE" not in os.environ,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@MADE_UP
@given(jobs(), st.randoms(use_true_random=True))
def test_a_second_engine_comes_to_the_same_yen(job, chance):
    compared = 0
    for one in (job, *(varied(job, chance) for _ in range(2 * VARIATIONS))):
        quote = priced_if_it_can_be(one)
        if quote is not None:
            rules = None if one.tariff is None else tariff_of(one.tariff, FOLDERS)
            again = recomputed(one.raw, rules, LAW, one.approach, one.agreed)
            assert figures_again(again) == figures_of(quote), one
            compared += 1
        if compared == VARIATIONS:
            return
    assume(condition=compared > 0)


@MADE_UP
@given(divided_jobs())
def test_a_second_engine_divides_over_payers_payments_and_firm_years_alike(job):
    assume(job.agreed is None)  # what is agreed may lie below cost: the second engine divides no debt beside a claim
    quote = priced_if_it_can_be(job)
    assume(quote is not None)
    rules = None if job.tariff is None else tariff_of(job.tariff, FOLDERS)
    again = recomputed(job.raw, rules, LAW, job.approach)
    assert figures_again(again) == figures_of(quote), job
    invoices = {one.name: (one.subtotal, one.total - one.subtotal, one.total) for one in quote.invoices}
    assert {name: tuple(again["invoices"][name].values()) for name in invoices} == invoices
    assert {payer: tuple(one.values()) for payer, one in again["totals"]["by_payer"].items()} == {
        payer: one[:3]
        for payer, one in quote.totals.by_payer.items()
        if any(one[:3]) or payer in again["totals"]["by_payer"]
    }
    planned = quote.totals.planned
    assert tuple(again["totals"].get("planned", {}).values()) == (planned or ())


# -- the worked cases ----------------------------------------------------------------------------------------------

NOT_RECOMPUTED = {}
"""By the name of a case, why the second engine does not work it out again."""


BESIDE = ("borne.", "cost_shares.", "appointments.", "allocation.", "public_money.", "company_net.")
"""Paths of what stands beside the price, of which the second engine knows nothing."""


def is_of_the_price(key):
    return not key.startswith(BESIDE) and ".steps." not in key


def worked_cases():
    for path in sorted((TESTS / "cases").glob("*.toml")):
        content = read(path)
        for case in content["case"]:
            if "expect" in case and "changes" not in case:  # what is frozen is no work of the second engine
                yield pytest.param(case, case.get("spec", content.get("spec")), id=f"{path.stem}: {case['name']}")


def recomputed_case(case, spec):
    raw = with_set(tomllib.loads(spec, parse_float=Decimal), case.get("set", {}))
    raw, approach, agreed = scenario_of(raw, case.get("scenario", "value-based"))
    rules = tariff_of(read(found(raw["tariff"], FOLDERS)), FOLDERS) if "tariff" in raw else None
    return recomputed(raw, rules, LAW, approach, agreed)


def figure_again(again, key):
    """A figure by the path that a case names."""
    if key.startswith("lines."):
        name, _, period = key.removeprefix("lines.").partition("@")
        amounts = [line.by_period for line in again["lines"] if line.id == name]
        assert amounts, f"no line {key}"
        return sum(one.get(period, 0) if period else sum(one.values()) for one in amounts)
    found_here = again
    *above, last = key.split(".")
    for name in above:
        found_here = found_here[name]
    return found_here.get(last, 0)


@pytest.mark.parametrize(("case", "spec"), list(worked_cases()))
def test_the_figures_of_a_worked_case_come_out_of_the_second_engine_too(case, spec):
    if case["name"] in NOT_RECOMPUTED:
        return
    again = recomputed_case(case, spec)
    expected = {key: value for key, value in case["expect"].items() if is_of_the_price(key)}
    assert {key: figure_again(again, key) for key in expected} == expected
    exact = {line.id: line.exact for line in again["lines"]}
    assert {key: exact[key] for key in case.get("exact", {})} == {
        key: Fraction(value) for key, value in case.get("exact", {}).items()
    }
