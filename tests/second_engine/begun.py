"""The contract that a chain begins with, as the second engine for changes keeps it."""

from second_engine.agreed import standing
from second_engine.contract import of_company, recomputed
from second_engine.days import DayTerms, days_of
from second_engine.layers import GuestCharge, HourCharge, OverheadCharge, first_layer
from second_engine.numbers import divide
from second_engine.overheads import charged
from second_engine.state import State, lines_of


class NotKnownError(Exception):
    """The second engine does not work this out again."""


def elsewhere(raw):
    """The overheads that another than the company bears."""
    named = enumerate(raw.get("overhead", []), 1)
    return {one.get("id", f"overhead.{i}") for i, one in named if one.get("borne-by", "company") != "company"}


def order_of(raw, tariff, old=()):
    """The ids of overheads in their order."""
    published = [rule["id"] for rule in (tariff or {}).get("overhead", [])]
    own = [entry.get("id", f"overhead.{i}") for i, entry in enumerate(raw.get("overhead", []), 1)]
    return list(dict.fromkeys([*published, *own, *old]))


def is_published(table, entry):
    """Whether the tariff says how many yen an hour, or a stay, costs."""
    if table == "involvement":
        return not {"amount", "percent", "hourly-rate", "annual-cost"} & entry.keys()
    if table == "direct" and entry.get("category") == "guidance":
        return not {"amount", "hourly-rate", "unit-price"} & entry.keys()
    return table == "resident" and "fee" not in entry


def check(raw):
    """Refuse what is not known here."""
    if {"payer", "payment", "use", "cross-appointment"} & raw.keys():
        raise NotKnownError(sorted(raw))
    if {"firm-until", "backfill-cap"} & raw["contract"].keys():
        raise NotKnownError("contract")


def first(raw, tariff, law):
    """The first contract of a chain, priced as every contract."""
    check(raw)
    company, rules = of_company(raw, tariff)
    state = State(company, days_of(raw), elsewhere(raw), order_of(company, tariff))
    again = recomputed(raw, tariff, law)
    for line in again["lines"]:
        if line.kind == "waiver":
            state.waived[line.id] = line.amount
        elif line.taken_from is not None:
            overhead = line.id.partition("/")[0]
            state.taken[overhead] = state.taken.get(overhead, 0) + line.amount
        elif line.certainty == "fixed":
            state.amounts[line.id] = line.amount
            if line.owner not in state.entries:
                state.overheads[line.id] = (line.kind, line.charge, line.tax)
            elif line.split is not None:
                state.splits[line.id], state.parts[line.id] = line.split, divide(line.amount, line.split)
    state.tax = again["totals"]["tax"]
    terms = DayTerms(company, rules, law, state.days)
    rate, state.kinds = terms.tax_on(terms.last), terms.kinds
    state.taxed = {ident: [(yen, rate)] for ident, yen in lines_of(state).items() if yen}
    for ident, (table, entry) in state.entries.items():
        if is_published(table, entry):
            charge = entry_charge(table, ident, entry, state, (rules, law, state.days), terms)
            state.charges[ident], state.layers[ident] = charge, [first_layer(charge, state)]
    for ident, rule, _ in charged(terms):
        charge = OverheadCharge(ident, rule, state.days, rules, law).decided_on(state)
        state.charges[ident], state.layers[ident] = charge, [first_layer(charge, state)]
        state.outside |= set() if charge.takes else {ident}
    state.whole_days, state.whole_charges = state.days, dict(state.charges)
    state.standing, state.stood = standing(raw, tariff, law, state.days)
    split_waivers(state)
    return state


def split_waivers(state):
    """What is waived of a fee that is split is split as the fee is."""
    for ident, line in state.waivers().items():
        if line in state.parts:
            state.parts[ident] = divide(state.waived[ident], state.parts[line])


def entry_charge(table, ident, entry, state, known, terms):
    """By which published numbers an entry is charged."""
    if table != "resident":
        return HourCharge(table, ident, entry, terms)
    rules, law, days = known
    return GuestCharge(ident, rules, law, days, state)
