"""One contract that was made up, many times: with other numbers, another billing, another tariff of the same shape.

Making a contract up takes longer than pricing it; its variations cost next to nothing. They also use what few rules do:
bands, limits to what counts, versions of a rule, thresholds for another span, outcomes of a royalty.
"""

from copy import deepcopy
from datetime import timedelta
from functools import cache

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sangaku_price.toml.values import MOST_YEN
from strategies import CATEGORIES, COMPARISONS, PER, Job
from tariff_strategies import jobs

SHAPES = 60
"""Contracts that are made up once, for all laws that hold of each; their variations are many more."""

AMOUNTS = {
    *("amount", "fee", "upfront", "option-fee", "annual-fee", "patent-cost", "annual-cost", "unit-price"),
    *("hourly-rate", "travel", "minimum", "direct", "indirect", "professor", "any", *COMPARISONS),
}
RATES = {"rate", "percent", "probability", "backfill-cap", "discount-rate", "effort"}
UNITS = [{}, {"unit": 10}, {"unit": 100, "mode": "nearest"}, {"unit": 1000, "mode": "up"}, {"mode": "up"}]
TAXES = [("inclusive", "8%"), ("inclusive", None), ("exclusive", None), ("unstated", None)]


def varied_jobs():
    """Variations of a few made-up contracts under their tariffs: thousands cost what hundreds of new ones do."""
    return st.builds(varied, st.deferred(lambda: st.sampled_from(_shapes())), st.randoms(use_true_random=True))


@cache
def _shapes():
    shapes = []

    @settings(
        max_examples=SHAPES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(jobs())
    def collect(job):
        shapes.append(job)

    collect()
    return shapes


def varied(job, chance):
    """Another job of the same shape; `chance` is a `random.Random`."""
    raw = {key: value if key == "waiver" else _other(value, "", chance) for key, value in deepcopy(job.raw).items()}
    head, tax = raw["contract"], raw["tax"]
    head["billing"] = chance.choice(["once", "fiscal-year"])
    tax["basis"], tax["rounding"] = chance.choice(["exclusive", "inclusive"]), chance.choice(["down", "nearest", "up"])
    for entry in raw.get("direct", []):
        if chance.random() < 1 / 3:
            entry["recipient"] = chance.choice(["甲社", "乙社"])
    for entry in raw.get("use", []) if "waiver" not in raw else ():
        _by_outcomes(entry, chance)
    for rule in raw.get("overhead", []):
        if "base" in rule:
            _in_bands(rule, chance)
    return Job(raw, job.tariff and _tariff(job.tariff, head, chance), job.approach, job.agreed)


def _other(value, key, chance):
    """The same with other numbers, about half of them."""
    match value:
        case dict():
            return {name: _other(one, name, chance) for name, one in value.items()}
        case list():
            return [_other(one, key, chance) for one in value]
        case int() if not isinstance(value, bool) and (key in AMOUNTS or key.isdigit()) and chance.random() < 1 / 2:
            return chance.choice([min(value + 1, MOST_YEN), chance.randrange(2_000), chance.randrange(30_000_000)])
        case _ if key in RATES and chance.random() < 1 / 2:
            return f"{chance.randrange(1000)}/1000"
        case _:
            return value


def _by_outcomes(entry, chance):
    """A royalty by what may be sold."""
    sales = entry.get("royalty", {}).get("sales")
    if sales and chance.random() < 1 / 2:
        entry["royalty"] = {key: value for key, value in entry["royalty"].items() if key != "sales"}
        more = {year: chance.randrange(10**9) for year in sales}
        entry["outcome"] = [{"probability": "1/4", "sales": sales}, {"probability": "0.5%", "sales": more}]


def _in_bands(rule, chance):
    """Bands in the place of a rate, where it is not a rate of the total; limits to what counts."""
    of_total = "of-total" in {rule.get("method"), *(case.get("method") for case in rule.get("case", []))}
    for table in (rule, *rule.get("case", [])):
        if "rate" in table and not of_total and chance.random() < 1 / 3:
            borders = sorted({chance.randrange(1, 20_000_000) for _ in range(chance.randrange(3))})
            rates = [f"{chance.randrange(1000)}/1000" for _ in range(3)]
            bands = [{"to": to, "rate": rate} for to, rate in zip(borders, rates, strict=False)]
            del table["rate"]
            table["bands"] = [*bands, {"rate": rates[-1]}]
    if chance.random() < 1 / 3:
        first = {"category": chance.choice(CATEGORIES), "first": chance.randrange(3_000_000), "per": "recipient"}
        below = {"category": chance.choice(CATEGORIES), "below": chance.randrange(3_000_000)}
        rule["limits"] = chance.choice([[first], [below], [first, below]])


def _tariff(tariff, head, chance):
    """A tariff with other numbers, other roundings and taxes, and versions of its rules."""
    tariff = {key: _other(value, "", chance) for key, value in deepcopy(tariff).items()}
    found = []
    for rule in tariff["overhead"]:
        if "base" in rule:
            _in_bands(rule, chance)
        for case in rule.get("case", []):
            _elsewhere(case, head, chance)
        _in_another_basis(rule, chance)
        found += [rule, *_newer(rule, head, chance)]
    for rule in tariff.get("resident", []):
        _in_another_basis(rule, chance)
    return {**tariff, "overhead": found}


def _in_another_basis(rule, chance):
    """Its yen with or without tax, its amounts in other units."""
    rule.pop("tax-rate", None)
    rule["tax"], rate = chance.choice(TAXES)
    rule["rounding"] = chance.choice(UNITS)
    if rate:
        rule["tax-rate"] = rate


def _elsewhere(case, head, chance):
    """A case with a threshold for a span of its own, with its own limits, for a time."""
    for key, wanted in case["when"].items():
        if key in {"base", "direct", "total"} and chance.random() < 1 / 2:
            wanted["per"] = chance.choice(PER)
    if chance.random() < 1 / 4:
        case["floor"] = chance.randrange(3_000_000)
        case["cap"] = case["floor"] + chance.randrange(3_000_000)
    if chance.random() < 1 / 4:
        case["since"] = head["start"] + timedelta(days=chance.randrange(-2, 2))
        case.pop("until", None)


def _newer(rule, head, chance):
    """Now and then a newer version, in force from about the start, or for a time before."""
    if chance.random() < 1 / 3:
        since = head["start"] + timedelta(days=chance.randrange(-2, 2))
        version = _other(deepcopy(rule), "", chance)
        until = {"until": since + timedelta(days=chance.randrange(2))} if chance.random() < 1 / 3 else {}
        yield {**version, "since": since, "decided-by": chance.choice(["start", "end"]), **until}
