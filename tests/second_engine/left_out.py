"""Chains of which the two engines are not asked: what the design leaves open, and so is not made:

- a rule whose base, or whose way of charging, its successor does not share; stays, limits, floors and caps by time;
- of which entries an overhead takes out how much, and in which year a difference falls.
"""

from itertools import pairwise

from second_engine.agreed import own_price


def _prices(raw):
    """What the company bears by the contract's own word, as far as it comes to more or less where it is changed."""
    priced = {
        one["id"]: (one.get("amount"), one.get("hours"))
        for one in raw["direct"] + raw["involvement"]
        if "borne-by" not in one
    }
    priced |= {one["id"]: one["people"] for one in raw["resident"]}
    own = {one["id"]: one for one in raw["overhead"] if own_price(one) and "borne-by" not in one}
    return priced, own


def moves(old, new):
    """Whether an own amount changes, so that `all` is what it says: a price of another kind may change and stay 0 yen."""
    return _prices(old) != _prices(new)


def is_left_out(chain):
    """Whether an entry comes where another goes: the first engine may know it by its kind and place, the second does not."""
    for table in ("direct", "involvement"):
        ids = [{one["id"] for one in raw[table]} for raw in chain.contracts]
        if any(before - after and after - before for before, after in pairwise(ids)):
            return True
    return False
