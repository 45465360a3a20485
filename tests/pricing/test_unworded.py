"""A price without words is the same price; and every number of a derivation is exact."""

from fractions import Fraction

import pytest

from places import ROOT
from sangaku_price.loading.files import load
from sangaku_price.loading.repricing import price_loaded
from sangaku_price.quotation.derivation import evaluate, walk

EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))
SCENARIOS = ("value-based", "cost-accumulation", "outcome-linked")


def without_words(lines):
    return tuple(line._replace(formula=None, exact=None) for line in lines)


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_price_without_words_is_the_same_price(path, scenario):
    loaded = load(str(path), None, scenario)
    worded, plain = price_loaded(loaded), price_loaded(loaded, worded=False)
    assert without_words(plain.lines) == without_words(worded.lines)
    assert without_words(plain.borne) == without_words(worded.borne)
    assert plain._replace(lines=(), borne=(), change=None) == worded._replace(lines=(), borne=(), change=None)


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_number_of_a_derivation_is_exact(path, scenario):
    quote = price_loaded(load(str(path), None, scenario))
    steps = [step for line in (*quote.lines, *quote.borne) for root in line.steps for step in walk(root)]
    assert steps
    assert {type(step.value) for step in steps} <= {int, Fraction}
    assert all(type(line.exact) is Fraction for line in quote.lines)
    first = [line.steps[0] for line in quote.lines]
    assert all(evaluate(step) == step.value for step in first)
