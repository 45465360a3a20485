"""Tariffs as raw tables: overheads with every method, condition and unit; fees by steps; hourly rates; notices."""

from collections.abc import Sequence
from datetime import date

from hypothesis import strategies as st

from strategies import (
    CATEGORIES,
    CHARGES,
    COMPARISONS,
    FIXED_KINDS,
    PER,
    Job,
    Raw,
    contracts,
    few_yen,
    numbers,
    rates,
    roundings,
    yen,
)

TAXES: list[Raw] = [
    {"tax": "exclusive"},
    {"tax": "inclusive"},
    {"tax": "unstated"},
    {"tax": "inclusive", "tax-rate": "8%"},
    {},
]
MODES = ["down", "nearest", "up"]
APPROACHES = ["value-based", "value-based", "cost-accumulation", "outcome-linked", "lump-sum"]


@st.composite
def thresholds(draw: st.DrawFn, key: str) -> Raw:
    """{ below = …, at-least = … }"""
    bound = st.integers(0, 40) if key == "months" else yen
    words = draw(st.lists(st.sampled_from(COMPARISONS), min_size=1, max_size=2, unique=True))
    return {word: draw(bound) for word in words}


@st.composite
def whens(draw: st.DrawFn, *, has_base: bool, facts: bool = True) -> Raw:
    """The conditions of a case or a notice."""
    amounts = ["base", "total", "direct", "months"] if has_base else ["direct", "months"]
    when: Raw = {}
    for key in draw(st.lists(st.sampled_from(amounts), max_size=2, unique=True)):
        when[key] = draw(thresholds(key))
    if facts and draw(st.booleans()):
        asked: list[Raw] = [{"company-size": "sme"}, {"startup": True}, {"company-region": ["岩手県", "青森県"]}]
        when.update(draw(st.sampled_from([*asked, {"hardship": False}, {"site": ["hospital"]}])))
    return when or {"months": {"above": 12}}


@st.composite
def prices(draw: st.DrawFn, *, has_base: bool) -> Raw:
    """Exactly one price."""
    if has_base and draw(st.integers(0, 3)):
        return {"rate": draw(rates())}
    return draw(
        st.one_of(
            st.fixed_dictionaries({"amount": yen}),
            st.fixed_dictionaries({"unit-price": few_yen}),
            st.just({"negotiated": True}) if draw(st.integers(0, 9)) == 0 else st.nothing(),
        )
    )


@st.composite
def cases(draw: st.DrawFn, *, has_base: bool) -> Raw:
    """[[overhead.case]]"""
    methods = ["on-base", "of-total", "from-base"] if has_base else ["on-base"]
    price: Raw = {"method": draw(st.sampled_from(methods))}
    if draw(st.integers(0, 4)):
        price = draw(prices(has_base=has_base))
    optional = {
        "per": st.sampled_from(PER),
        "bound": st.sampled_from(["at-least", "at-most"]),
        "doubt": st.just("推定"),
        "until": st.just(date(2026, 3, 31)),
    }
    return {"when": draw(whens(has_base=has_base)), **price, **draw(st.fixed_dictionaries({}, optional=optional))}


@st.composite
def overheads(draw: st.DrawFn, number: int) -> Raw:
    """[[overhead]]"""
    earlier = [f"o{i}" for i in range(1, number)]
    has_base = draw(st.integers(0, 5)) > 0
    price = draw(prices(has_base=has_base))
    rule: Raw = {"id": f"o{number}", **price}
    if has_base:
        names = ["direct", "direct", *FIXED_KINDS, "total", *earlier]
        rule["base"] = draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True))
        rule["method"] = draw(st.sampled_from(["on-base", "on-base", "of-total", "from-base"]))
    found = draw(st.lists(cases(has_base=has_base), max_size=2))
    if found:
        rule["case"] = found
    if "unit-price" in price or any("unit-price" in case for case in found):
        measured = draw(st.sampled_from([{"quantity": "involvement-hours"}, {"unit": "m2"}, {"unit": "m2"}]))
        extra = st.fixed_dictionaries(
            {}, optional={"included": numbers, "block": st.integers(1, 50), "either-way": st.booleans()}
        )
        rule.update({**measured, **draw(extra)})
    floor, cap = sorted((draw(yen), draw(yen)))
    rule.update(draw(st.sampled_from([{}, {}, {"floor": floor}, {"cap": cap}, {"floor": floor, "cap": cap}])))
    optional = {
        "per": st.sampled_from(PER),
        "bound": st.sampled_from(["at-least", "at-most"]),
        "rounding": roundings,
        "charged-as": st.sampled_from(CHARGES),
        "kind": st.sampled_from(["overhead", "direct", "management", "use"]),
        "tax-category": st.sampled_from(["taxable", "out-of-scope"]),
        "except-categories": st.lists(st.sampled_from(CATEGORIES), min_size=1, max_size=2, unique=True),
        "optional": st.sampled_from([True, False]),
        "parts": st.just({"部局": 50, "本部": 250, "余り": 7}),
        "doubt": st.just("端数は推定"),
    }
    chosen = draw(st.lists(st.sampled_from(sorted(optional)), max_size=3, unique=True))
    return {**rule, **draw(st.sampled_from(TAXES)), **{key: draw(optional[key]) for key in chosen}}


@st.composite
def fees(draw: st.DrawFn) -> Raw:
    """[[resident]]"""
    said = {"rounding": roundings, "tax-category": st.sampled_from(["taxable", "out-of-scope"])}
    rule: Raw = {**draw(st.sampled_from(TAXES)), **draw(st.fixed_dictionaries({}, optional=said))}
    if draw(st.integers(0, 3)) == 0:
        per = draw(st.fixed_dictionaries({}, optional={"per": st.sampled_from(PER)}))
        return {**rule, "unit-price": draw(yen), **per}
    split = st.fixed_dictionaries({"direct": yen, "indirect": yen})
    fee = st.one_of(yen, split, st.just({"published": False}) if draw(st.integers(0, 9)) == 0 else yen)
    months = sorted(draw(st.lists(st.integers(1, 24), max_size=2, unique=True)))
    rule["steps"] = {str(upto): draw(fee) for upto in [*months, draw(st.sampled_from([24, 80]))]}
    last = max(int(upto) for upto in rule["steps"])
    if draw(st.booleans()):
        rule["every"] = draw(st.sampled_from([last, 1, 6]))
    return {
        **rule,
        **draw(st.fixed_dictionaries({}, optional={"counted": st.sampled_from(["elapsed", "fiscal-year"])})),
    }


@st.composite
def notices(draw: st.DrawFn, number: int) -> Raw:
    """[[notice]]"""
    base: Raw = draw(st.sampled_from([{}, {"base": ["direct", "overhead"]}, {"base": ["total"]}]))
    level = draw(st.sampled_from(["note", "warning", "gate"]))
    rule: Raw = {"id": f"n{number}", "text": "条件", "level": level, "per": draw(st.sampled_from(PER)), **base}
    if draw(st.booleans()):
        rule["when"] = draw(whens(has_base=bool(base)))
    return rule


@st.composite
def kinds(draw: st.DrawFn) -> list[Raw]:
    """[[kind]]"""
    names = draw(st.lists(st.sampled_from([*FIXED_KINDS, "success"]), max_size=2, unique=True))
    optional = {"charged-as": st.sampled_from(CHARGES), "name": st.just("機関の呼び名")}
    return [{"id": name, **draw(st.fixed_dictionaries({}, optional=optional))} for name in names]


HEAD: Raw = {
    "format": 1,
    "id": "kakuu",
    "name": {"ja": "架空大学", "en": "Kakuu University"},
    "checked": date(2026, 11, 24),
    "source": {"rule": {"title": "取扱規程"}},
    "facts": {
        "hardship": {"meaning": "やむを得ない事情がある"},
        "site": {"meaning": "実施場所", "values": ["main", "hospital"]},
    },
}


def published(rules: Raw, **default: object) -> Raw:
    """A tariff of these rules; all cite the one source."""
    return {**HEAD, "default": {"source": "rule", **default}, **rules}


@st.composite
def tariffs(draw: st.DrawFn) -> Raw:
    """A tariff without a mistake."""
    rules: Raw = {
        "overhead": [draw(overheads(number)) for number in range(1, draw(st.integers(1, 3)) + 1)],
        "kind": draw(kinds()),
        "notice": [draw(notices(number)) for number in range(1, draw(st.integers(0, 1)) + 1)],
    }
    if draw(st.booleans()):
        rules["resident"] = [draw(fees())]
    if draw(st.booleans()):
        hourly = {"professor": draw(few_yen), "any": draw(few_yen)}
        bound = draw(st.fixed_dictionaries({}, optional={"bound": st.sampled_from(["at-least", "at-most"])}))
        rules["rates"] = [{"hourly": hourly, **draw(st.sampled_from(TAXES)), **bound}]
    return published(rules)


@st.composite
def limits(draw: st.DrawFn) -> Raw:
    """A floor, a cap, or both, and what they are for."""
    floor, cap = sorted((draw(yen), draw(yen)))
    chosen = draw(st.sampled_from([{"floor": floor}, {"cap": cap}, {"floor": floor, "cap": cap}]))
    return {**chosen, "per": draw(st.sampled_from(PER))}


@st.composite
def rate_tariffs(
    draw: st.DrawFn,
    methods: Sequence[str] = ("on-base", "of-total"),
    *,
    most: int = 3,
    names: Sequence[str] = (*FIXED_KINDS, "total"),
    units: Sequence[int] = (1, 1, 10, 1000),
    bounded: bool = False,
) -> Raw:
    """A tariff of rates without cases, each of entries and of those before it."""
    found: list[Raw] = []
    for number in range(1, draw(st.integers(1, most)) + 1):
        known = [*names, *(str(rule["id"]) for rule in found)]
        rule: Raw = {
            "id": f"o{number}",
            "rate": draw(rates()),
            "base": draw(st.lists(st.sampled_from(known), min_size=1, max_size=3, unique=True)),
            "method": draw(st.sampled_from(methods)),
            "rounding": {"unit": draw(st.sampled_from(units)), "mode": draw(st.sampled_from(MODES))},
        }
        found.append({**rule, **(draw(limits()) if bounded else {})})
    rules: Raw = {"overhead": found}
    if draw(st.booleans()):
        rules["resident"] = [draw(fees())]
    return published(rules)


@st.composite
def case_tariffs(draw: st.DrawFn) -> Raw:
    """A tariff of one overhead with cases, floor and cap, on entries alone."""
    rule = {**draw(overheads(1)), "optional": False, "kind": "overhead"}
    if "base" in rule:
        rule["base"] = draw(st.lists(st.sampled_from(FIXED_KINDS), min_size=1, max_size=3, unique=True))
    if "unit" in rule:
        rule.update(quantity="involvement-hours")
    return published({"overhead": [rule]})


@st.composite
def jobs(draw: st.DrawFn) -> Job:
    """A contract, its tariff, and the scenario in which it is priced."""
    tariff = draw(st.one_of(st.none(), tariffs(), tariffs()))
    raw = draw(contracts(tariff))
    approach = draw(st.sampled_from(APPROACHES))
    return Job(raw, tariff, approach, draw(yen) if approach == "lump-sum" else None)
