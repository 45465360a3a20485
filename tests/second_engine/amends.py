"""At which rates a change is priced: what it says itself, else what the tariff says of changes."""

from datetime import date

from second_engine.agreed import own_price
from second_engine.contract import of_company

WORTHLESS = {"id", "item", "note", "who", "borne-by", "trigger", "reason"}
"""What an entry says beside its price."""


def rates_of(old, raw, tariff, amends):
    """`increment`, `all` or `original`; all is nothing else than an increment where no entry's own amount changes."""
    moved = _amounts_move(old, raw)
    if "rates" in amends:
        return "increment" if amends["rates"] == "all" and not moved else amends["rates"]
    head, signed = raw["contract"], amends["signed"]
    now = {name for name, so in (("amount", moved), ("extension", head["end"] > old["contract"]["end"])) if so}
    found = {}
    for rule in (tariff or {}).get("amendment", []):
        day = head["end"] if rule.get("decided-by") == "end" else signed
        held = rule.get("since", day) <= day <= rule.get("until", day)
        if held and head.get("type", "joint-research") in rule.get("types", [head.get("type", "joint-research")]):
            ident = rule.get("id", "amendment")
            if ident not in found or found[ident].get("since", date.min) < rule.get("since", date.min):
                found[ident] = rule
    for rule in found.values():
        on = rule.get("on", "amount")
        if now & set([on] if isinstance(on, str) else on):
            return rule["rates"]
    return "increment"


def _amounts_move(old, raw):
    return _prices(old) != _prices(raw)


def _prices(raw):
    """What the company pays by the contract's own word: a charge that the tariff prices is none of it."""
    raw, _ = of_company(raw, None)
    tables = ("direct", "resident", "involvement", "contribution", "backfill", "management", "use")
    tables += ("overhead", "waiver")
    return {
        entry.get("id", f"{table}.{i}"): {key: value for key, value in entry.items() if key not in WORTHLESS}
        for table in tables
        for i, entry in enumerate(raw.get(table, []), 1)
        if table != "overhead" or own_price(entry)
    }
