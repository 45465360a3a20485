"""Which published rule a price of the contract's own stands on, and whether it is the one that was agreed before."""

from second_engine.days import DayTerms
from second_engine.overheads import PRICES

WORDS = {"note", "reason", "item", "borne-by"}


def own_price(entry):
    """What the contract says of an overhead, where it gives the price itself."""
    return entry if entry is not None and set(PRICES) & entry.keys() else None


def _numbers(entry):
    return {key: value for key, value in entry.items() if key not in WORDS}


def is_agreed(old, new):
    """Whether the same numbers were agreed before."""
    return None not in (old, new) and _numbers(old) == _numbers(new)


def standing(raw, tariff, law, days, old=None, *, anew=False):
    """By overhead the rule and the days on which it stands, and of which it stood at any time before."""
    day = {ident: (rule, days) for ident, rule in DayTerms(raw, tariff, law, days).overheads.items()}
    if old is None:
        return day, day
    found = {}
    for number, entry in enumerate(raw.get("overhead", []), 1):
        ident = entry.get("id", f"overhead.{number}")
        if entry.get("borne-by", "company") != "company" or own_price(entry) is None:
            continue
        stands = not anew and ident in old.standing and is_agreed(own_price(old.own(ident)), entry)
        if stands or (ident not in day and ident in old.stood):
            found[ident] = old.standing[ident] if stands else old.stood[ident]
    now = {**day, **found}
    return now, {**old.stood, **now}
