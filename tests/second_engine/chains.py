"""Chains of contracts that are made up, each a change of the one before, under invented tariffs whose rules come and go."""

from copy import deepcopy
from datetime import date
from typing import NamedTuple

from hypothesis import assume
from hypothesis import strategies as st

from second_engine.left_out import is_left_out, moves

BEGIN = date(2025, 7, 1)
YEN = st.one_of(st.integers(0, 30_000_000), st.integers(1, 50) | st.just(0), st.just(1_000_003))
SMALL = st.integers(0, 3_000_001)
RATES = st.sampled_from(["10%", "30%", "3.3%", "4.4%", "7.5%", "0%", "20/130", "15%"])
HOURS = st.integers(0, 400)
NEWS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
MODES = st.sampled_from(["down", "down", "down", "nearest", "up"])


STAY = {"from": BEGIN, "to": date(2025, 12, 31)}


class Chain(NamedTuple):
    """A first contract, its tariff, and its changes, each a contract after it."""

    tariff: dict | None
    contracts: list
    amends: list
    """Of each change, the day and the rates that it names itself, if any."""


@st.composite
def prices(draw, method, base):
    """What one version of an overhead costs."""
    kinds = ["rate", "rate", "rate", "bands", "amount", "unit-price"]
    kind = draw(st.sampled_from(kinds)) if method == "on-base" else "rate"
    if method == "from-base" and draw(st.integers(0, 3)) == 0:
        kind = "bands"
    if kind == "rate":
        price = {"rate": draw(RATES)}
    elif kind == "bands":
        border = draw(st.integers(1, 8_000_000))
        price = {"bands": [{"to": border, "rate": draw(RATES)}, {"rate": draw(RATES)}]}
    elif kind == "amount":
        return {"amount": draw(SMALL)}
    else:
        return {"unit-price": draw(st.integers(0, 5_001)), "quantity": draw(st.sampled_from(["", "involvement-hours"]))}
    limits = draw(st.sampled_from(["", "", "", "cap", "floor"]))
    if limits:
        most = 200_000 if (limits, method) == ("floor", "from-base") else 2_000_000  # more is refused, nearly always
        price[limits] = draw(st.integers(1, most))
    return {**price, "base": base, "method": method}


@st.composite
def overheads(draw, number):
    """The versions of one overhead: alone, with an end, with a successor, or with a beginning."""
    base = draw(st.sampled_from([["direct"], ["direct"], ["total"], ["direct", "involvement"]]))
    methods = ["on-base", "on-base", "of-total"] + (["from-base"] if base == ["direct"] else [])
    method = draw(st.sampled_from(methods))
    usual = {"id": f"o{number}", "rounding": {"mode": draw(MODES)}}
    if draw(st.integers(0, 3)) == 0:
        usual["optional"] = True
    if draw(st.integers(0, 5)) == 0:
        usual["decided-by"] = draw(st.sampled_from(["signed", "end"]))
    price = draw(prices(method, base))
    if price.get("quantity") == "":
        del price["quantity"]
        usual["unit"] = "m2"
    first = {**usual, **price}
    if "rate" in price and draw(st.integers(0, 3)) == 0:
        first["case"] = [{"when": {"base": {"at-least": draw(YEN)}}, "rate": draw(RATES)}]
    day, kind = draw(NEWS), draw(st.sampled_from(["alone", "ended", "followed", "followed", "begun"]))
    if kind == "alone":
        return [first]
    if kind == "ended":
        return [{**first, "until": day}]
    if kind == "begun":
        return [{**first, "since": day}]
    later = {**usual, **price, "since": day}
    for key in {"rate", "amount", "unit-price"} & price.keys():
        later[key] = draw(RATES) if key == "rate" else draw(st.integers(0, 5_001))
    if "floor" in later and draw(st.booleans()):
        later["floor"] += 50_000
    if base == ["direct"] and method in {"on-base", "from-base"} and "base" in price and draw(st.integers(0, 2)) == 0:
        later["method"] = "from-base" if method == "on-base" else "on-base"
    return [first, later]


@st.composite
def fees(draw):
    """What a guest pays for half a year, in parts or not; another price from some day on, in parts as before."""
    rules, whole = [], draw(st.integers(0, 3)) == 0
    for since in [{}, {"since": draw(NEWS)}][: draw(st.integers(1, 2))]:
        fee = {"direct": draw(st.integers(0, 300_001)), "indirect": draw(st.integers(1, 50_003))}
        rules.append({**since, "steps": {"6": sum(fee.values()) if whole else fee}, "every": 6})
    return rules


@st.composite
def tariffs(draw):
    """An invented institution."""
    rules = [rule for i in range(draw(st.integers(1, 4))) for rule in draw(overheads(i + 1))]
    tax = draw(st.sampled_from(["exclusive", "exclusive", "unstated", "inclusive"]))
    hourly = [{"hourly": {"any": draw(st.integers(1, 30_000))}}]
    if draw(st.booleans()):
        hourly.append({"since": draw(NEWS), "hourly": {"any": draw(st.integers(1, 30_000))}})
    anchor = {"id": "anchor", "rate": "0%", "base": ["direct"], "optional": True}
    return {
        "format": 1,
        "id": "chain",
        "name": "連鎖大学",
        "checked": date(2026, 11, 27),
        "default": {"source": "rule", "tax": tax},
        "source": {"rule": {"title": "連鎖大学 共同研究取扱規程", "dated": date(2026, 3, 1)}},
        "rates": hourly,
        "resident": draw(fees()),
        "overhead": [*rules, anchor, {**anchor, "id": "always", "optional": False}],
    }


# -- contracts -------------------------------------------------------------------------------------------------------


@st.composite
def involvements(draw, ident):
    """A person's hours, at the tariff's yen or at the contract's own."""
    entry = {"id": ident, "rank": "professor", "hours": draw(HOURS)}
    if draw(st.integers(0, 3)) == 0:
        entry.update({"hourly-rate": draw(st.integers(1, 30_000)), "reason": "協議"})
    if draw(st.integers(0, 3)) == 0:
        entry["multiplier"] = draw(st.sampled_from([2, 3]))
    return entry


@st.composite
def own_overheads(draw, ident):
    """An overhead of the contract's own."""
    base = draw(st.sampled_from([["direct"], ["total"], ["direct"]]))
    if draw(st.integers(0, 3)) == 0:
        return {"id": ident, "amount": draw(SMALL), "per": draw(st.sampled_from(["contract", "contract", "month"]))}
    methods = ["on-base", "of-total"] + (["from-base"] if base == ["direct"] else [])
    return {"id": ident, "rate": draw(RATES), "base": base, "method": draw(st.sampled_from(methods))}


def _rules(tariff, ident):
    return [rule for rule in tariff["overhead"] if rule["id"] == ident]


@st.composite
def named(draw, tariff, ident):
    """An overhead of the tariff as a contract names it."""
    entry = {"id": ident}
    rule = _rules(tariff, ident)[0]
    if "unit-price" in rule and "quantity" not in rule:
        entry["quantity"] = draw(st.integers(0, 60))
    return entry


@st.composite
def first_contracts(draw, tariff):
    """The contract that is changed."""
    raw = {
        "contract": {"start": BEGIN, "end": date(2027, 3, 31), "signed": date(2025, 6, 15)},
        "tax": {"basis": draw(st.sampled_from(["exclusive", "exclusive", "inclusive"]))},
        "direct": [{"id": ident, "amount": draw(YEN)} for ident in "de"[: draw(st.integers(1, 2))]],
        "involvement": [draw(involvements(ident)) for ident in "yz"[: draw(st.integers(0, 2))]],
        "management": [{"id": "m", "percent": "7%", "of": ["direct"]}] if draw(st.integers(0, 4)) == 0 else [],
        "resident": [{"id": "g", "people": draw(st.integers(1, 3)), **STAY}] if draw(st.integers(0, 2)) == 0 else [],
        "overhead": [draw(own_overheads(ident)) for ident in ("p", "q")[: draw(st.sampled_from([0, 0, 1, 2]))]],
        "waiver": [],
    }
    raw["contract"]["billing"] = draw(st.sampled_from(["once", "once", "fiscal-year"]))
    for ident in dict.fromkeys(rule["id"] for rule in tariff["overhead"]):
        rule = _rules(tariff, ident)[0]
        must = "unit-price" in rule and "quantity" not in rule
        if must or (rule.get("optional") and draw(st.booleans())):
            raw["overhead"].append(draw(named(tariff, ident)))
    for one in [*raw["direct"], *raw["involvement"], *raw["overhead"]]:
        if draw(st.integers(0, 14)) == 0:
            one["borne-by"] = "university"
    if draw(st.integers(0, 3)) == 0:
        of = draw(
            st.sampled_from(
                [one["id"] for one in raw["direct"] + raw["involvement"] + 2 * raw["resident"] if "borne-by" not in one]
                or [None]
            )
        )
        raw["waiver"] += [{"id": "w", "line": of, "percent": "12.5%", "reason": "協定"}] if of else []
    return raw


CHANGES = ("direct", "direct", "direct", "hours", "hours", "entry", "overhead", "rate", "bearer", "waiver", "quantity")
CHANGES += ("override", "end", "method", "guests")


@st.composite
def changes(draw, raw, tariff):
    """The contract after a change."""
    raw = deepcopy(raw)
    for kind in draw(st.lists(st.sampled_from(CHANGES), min_size=1, max_size=3)):
        _change(draw, raw, tariff, kind)
    return raw


def _change(draw, raw, tariff, kind):  # noqa: C901, PLR0912 - one branch for each thing that may change
    own = [one for one in raw["overhead"] if one["id"] in {"p", "q"}]
    theirs = [one for one in raw["overhead"] if one["id"] not in {"p", "q"}]
    match kind:
        case "direct":
            draw(st.sampled_from(raw["direct"]))["amount"] = draw(YEN)
        case "hours" if raw["involvement"]:
            draw(st.sampled_from(raw["involvement"]))["hours"] = draw(HOURS)
        case "guests" if raw["resident"]:
            raw["resident"][0]["people"] = draw(st.integers(1, 4))
        case "entry":
            _other_entry(draw, raw)
        case "overhead":
            _other_overhead(draw, raw, tariff)
        case "rate" if own:
            one = draw(st.sampled_from(own))
            key = "rate" if "rate" in one else "amount"
            one[key] = draw(RATES if key == "rate" else SMALL)
        case "method" if own:
            one = draw(st.sampled_from(own))
            if one.get("base") == ["direct"]:
                one["method"] = draw(st.sampled_from(["on-base", "from-base"]))
        case "quantity":
            counted = [one for one in theirs if "quantity" in one]
            if counted:
                draw(st.sampled_from(counted))["quantity"] = draw(st.integers(0, 60))
        case "override":
            _override(draw, raw, tariff)
        case "bearer":
            one = draw(st.sampled_from(raw["direct"] + raw["involvement"] + raw["overhead"]))
            if one.pop("borne-by", None) is None:
                one["borne-by"] = "university"
        case "waiver" if raw["waiver"]:
            if draw(st.booleans()):
                raw["waiver"] = []
            else:
                raw["waiver"][0]["percent"] = draw(RATES)
        case "end":
            raw["contract"]["end"] = draw(st.sampled_from([date(2027, 3, 31), date(2027, 9, 30), date(2027, 2, 28)]))


def _other_entry(draw, raw):
    waived = {one["line"] for one in raw["waiver"]}
    if len(raw["direct"]) > 1 and raw["direct"][1]["id"] not in waived and draw(st.booleans()):
        del raw["direct"][1]
    elif not any(one["id"] == "n" for one in raw["direct"]):
        raw["direct"].append({"id": "n", "amount": draw(YEN)})
    elif raw["involvement"] and raw["involvement"][-1]["id"] not in waived:
        del raw["involvement"][-1]
    elif not raw["involvement"]:
        raw["involvement"].append(draw(involvements("x")))


def _other_overhead(draw, raw, tariff):
    """One by choice that is named no more, or now; one of the contract's own that goes or comes."""
    names = {one["id"] for one in raw["overhead"]}
    choice = dict.fromkeys(rule["id"] for rule in tariff["overhead"] if rule.get("optional"))
    ident = draw(st.sampled_from([*choice, "p", "q"]))
    if ident in names:
        raw["overhead"] = [one for one in raw["overhead"] if one["id"] != ident]
    else:
        raw["overhead"].append(draw(own_overheads(ident) if ident in {"p", "q"} else named(tariff, ident)))


def _override(draw, raw, tariff):
    """A rate of the contract's own in the place of the published one, or that one again."""
    rules = [rule for rule in tariff["overhead"] if "rate" in rule and not rule.get("optional")]
    ident = draw(st.sampled_from([rule["id"] for rule in rules]))
    for one in raw["overhead"]:
        if one["id"] == ident:
            raw["overhead"].remove(one)
            return
    raw["overhead"].append({"id": ident, "rate": draw(RATES), "reason": "協議"})


@st.composite
def chains(draw):
    """A first contract and one to three changes."""
    tariff = draw(tariffs())
    contracts, amends, day = [draw(first_contracts(tariff))], [], date(2025, 9, 1)
    for _ in range(draw(st.integers(1, 3))):
        contracts.append(draw(changes(contracts[-1], tariff)))
        day = draw(st.dates(day, date(2027, 1, 31)))
        rates = draw(st.sampled_from([None, None, "increment", "all", "original"]))
        if rates == "all" and not moves(*contracts[-2:]):
            rates = None
        amends.append((day, rates))
    chain = Chain(tariff, contracts, amends)
    assume(condition=not is_left_out(chain))
    return chain
