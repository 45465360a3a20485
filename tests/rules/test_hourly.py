"""Yen an hour: the entry's own, else the tariff's for the rank, else none."""

import pytest

from ruled import entry_of, terms_of
from sangaku_price.quotation.derivation import constant
from sangaku_price.rules.hourly import hourly_rate
from sangaku_price.rules.terms import Unpriceable

HOURLY = {"professor": 5_500, "any": 3_300}


def rate_of(rank, stated, *, rates=None, **entry):
    rules = None if rates is None else {"rates": [{"hourly": HOURLY, **rates}]}
    own = {} if stated is None else {"hourly-rate": stated}
    terms = terms_of(rules, involvement=[{"hours": 1, **own, **entry}])
    asked = entry_of(terms, "involvement")
    found = hourly_rate(asked, terms, rank, asked.entry.hourly_rate, "hourly-rate")
    return found, [one.code for one in found.notes("i", constant(found.step.value))]


@pytest.mark.parametrize(
    ("rank", "stated", "rates", "yen", "keys", "codes"),
    [
        ("professor", None, {"tax": "exclusive"}, 5_500, "rates.rates.hourly.professor", []),
        ("lecturer", None, {"tax": "exclusive"}, 3_300, "rates.rates.hourly.any", []),
        (None, None, {"tax": "exclusive"}, 3_300, "rates.rates.hourly.any", []),
        ("professor", None, {"tax": "inclusive"}, 5_000, None, []),
        ("professor", None, {}, 5_500, "rates.rates.hourly.professor", ["unstated-tax"]),
        ("professor", None, {"tax": "exclusive", "doubt": "要確認"}, 5_500, "rates.rates.hourly.professor", ["doubt"]),
        ("professor", 5_500, {"tax": "exclusive"}, 5_500, "involvement.1.hourly-rate", []),
        ("professor", 5_500, {"doubt": "要確認"}, 5_500, "involvement.1.hourly-rate", []),
        ("professor", 0, None, 0, "involvement.1.hourly-rate", []),
        ("professor", 7_000, None, 7_000, "involvement.1.hourly-rate", []),
    ],
)
def test_the_rate_its_place_and_what_is_said_of_it(rank, stated, rates, yen, keys, codes):
    found, said = rate_of(rank, stated, rates=rates)
    assert (found.step.value, found.step.key, said) == (yen, keys, codes)
    assert found.yen == stated
    assert len(found.sources) == (2 if rates is not None and stated is not None else 1)


def test_a_rate_of_0_is_a_rate_and_lies_outside_a_published_minimum():
    with pytest.raises(Unpriceable) as refusal:
        rate_of("professor", 0, rates={"bound": "at-least", "tax": "exclusive"})
    assert [one.code for one in refusal.value.problems] == ["outside-bound"]
    found, said = rate_of("professor", 0, rates={"bound": "at-least", "tax": "exclusive"}, reason="協議")
    assert (found.step.value, found.yen, said) == (0, 0, ["outside-bound-reason"])


@pytest.mark.parametrize(
    ("rates", "code"), [(None, "no-hourly-rate"), ({"hourly": {"lecturer": 1}}, "no-hourly-rate-of-rank")]
)
def test_without_a_rate_there_is_no_price_and_what_is_published_for_other_ranks_is_told(rates, code):
    with pytest.raises(Unpriceable) as refusal:
        rate_of("professor", None, rates=rates)
    assert [(one.code, one.path) for one in refusal.value.problems] == [(code, "involvement.1.hourly-rate")]
