"""Chains of which no two engines are asked: what the design leaves open, and what the first engine is known to get wrong.

Open, and so not made:
- whether another bearer alone brings the rates of `all`;
- `original` after a change that was not: by which rules a contract of two layers was priced;
- `all` where a rule has ended: whether "the whole again" gives back what "stays" (refused by the second engine);
- a rule whose base, or whose way of charging, its successor does not share; stays, limits, floors and caps by time;
- an own rate in the place of one whose rule is charged another way now (on its base, out of it);
- an overhead taken out of its base with a floor above what is left of it;
- the last yen where a rule that has ended rounds up year by year, and nothing is left of its base;
- of which entries an overhead takes out how much, and in which year a difference falls.

Known faults, each a function below (and two that the second engine refuses: a charge by
choice that came to nothing, and an own rate that stays where its rule has ended): to be deleted when it is mended.
"""

from itertools import pairwise


def moves(old, new):
    """Whether an entry that the company bears before and after has another amount: what else may bring `all` is open."""
    priced = [
        {
            one["id"]: (one.get("amount"), one.get("hours"))
            for one in raw["direct"] + raw["involvement"]
            if "borne-by" not in one
        }
        for raw in (old, new)
    ]
    return any(priced[0][ident] != priced[1][ident] for ident in priced[0].keys() & priced[1].keys())


def is_left_out(chain):
    """Whether a chain meets a fault that is known."""
    return _is_renamed(chain) or any(fault(chain) for fault in FAULTS)


def _is_renamed(chain):
    """Whether an entry comes where another goes: the first engine may know it by its kind and place, the second does not."""
    for table in ("direct", "involvement"):
        ids = [{one["id"] for one in raw[table]} for raw in chain.contracts]
        if any(before - after and after - before for before, after in pairwise(ids)):
            return True
    return False


def _bearers(chain, table):
    """By id of a table, who bears it in each contract; None where it is not there."""
    found = {}
    for number, raw in enumerate(chain.contracts):
        for one in raw[table]:
            bearers = found.setdefault(one["id"], [None] * len(chain.contracts))
            bearers[number] = one.get("borne-by", "company")
    return found


def _a_waived_entry_is_handed_over(chain):
    """Its waiver stays with the company."""
    bearers = {**_bearers(chain, "direct"), **_bearers(chain, "involvement")}
    return any("university" in bearers[one["line"]] for raw in chain.contracts for one in raw["waiver"])


def _comes_back(bearers):
    """Whether the company bears something again that another bore meanwhile."""
    return any(
        bearers[i] == "university" and "company" in bearers[:i] and "company" in bearers[i + 1 :]
        for i in range(len(bearers))
    )


def _hours_come_back(chain):
    """Published hours that the company bears again cost nothing."""
    return any(_comes_back(bearers) for bearers in _bearers(chain, "involvement").values())


def _by_years(chain):
    return chain.contracts[0]["contract"]["billing"] == "fiscal-year"


def _overheads_come_back(chain):
    """By fiscal years a published overhead that was given back whole, and comes again, costs nothing."""
    named = [{one["id"]: one.get("borne-by", "company") for one in raw["overhead"]} for raw in chain.contracts]
    usual = {rule["id"]: "university" if rule.get("optional") else "company" for rule in chain.tariff["overhead"]}
    return _by_years(chain) and any(_comes_back([one.get(ident, usual[ident]) for one in named]) for ident in usual)


def _a_new_rule_beside_one_that_ended(chain):
    """What is new is charged, and its case decided, on a base without what a rule that has ended has charged."""
    rules = chain.tariff["overhead"]
    news = [rule for rule in rules if rule.get("base") == ["total"] and ("since" in rule or rule.get("optional"))]
    return bool(news) and any("until" in rule for rule in rules)


def _an_entry_is_gone(chain):
    """The change after the one by which an entry is dropped breaks down, by fiscal years or with a charge out of a base."""
    ids = [{one["id"] for one in raw["direct"] + raw["involvement"]} for raw in chain.contracts]
    return any(before - after for before, after in pairwise(ids[:-1]))


def _hours_of_the_university(chain):
    """A charge by the hour counts hours that the university bore as if the company had been charged for them."""
    counted = any("quantity" in rule for rule in chain.tariff["overhead"])
    return counted and any("university" in bearers for bearers in _bearers(chain, "involvement").values())


def _own_rate_at_original_twice(chain):
    """A second change at the original rates prices a rate of the contract's own by what was charged before the first."""
    found = {}
    for raw in chain.contracts:
        for one in raw["overhead"]:
            found.setdefault(one["id"], set()).add(tuple(str(one.get(key)) for key in ("rate", "amount", "method")))
    moved = any(len(each) > 1 for each in found.values())
    own = any("reason" in one for raw in chain.contracts for one in raw["overhead"])
    return [rates for _, rates in chain.amends].count("original") > 1 and (moved or own)


FAULTS = (
    _a_waived_entry_is_handed_over,
    _hours_come_back,
    _overheads_come_back,
    _a_new_rule_beside_one_that_ended,
    _an_entry_is_gone,
    _hours_of_the_university,
    _own_rate_at_original_twice,
)
