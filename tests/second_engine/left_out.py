"""Chains of which the two engines are not asked: what the design leaves open, and so is not made:

- whether another bearer alone brings the rates of `all`;
- `original` after a change that was not: by which rules a contract of two layers was priced;
- `all` where a rule has ended: whether "the whole again" gives back what "stays" (refused by the second engine);
- a rule whose base, or whose way of charging, its successor does not share; stays, limits, floors and caps by time;
- an own rate in the place of one whose rule is charged another way now (on its base, out of it);
- an overhead taken out of its base with a floor above what is left of it;
- the last yen where a rule that has ended rounds up year by year, and nothing is left of its base;
- of which entries an overhead takes out how much, and in which year a difference falls.
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
    """Whether an entry comes where another goes: the first engine may know it by its kind and place, the second does not."""
    for table in ("direct", "involvement"):
        ids = [{one["id"] for one in raw[table]} for raw in chain.contracts]
        if any(before - after and after - before for before, after in pairwise(ids)):
            return True
    return False
