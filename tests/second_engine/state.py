"""A contract of a chain at one time: the yen of its lines, and how each was charged."""

from dataclasses import dataclass, field

from second_engine.contract import TABLES
from second_engine.lines import CHARGES, SECTIONS, Line


@dataclass
class State:
    """A contract at one time: the yen of its lines, and how they were charged."""

    raw: dict
    """As the company bears it."""
    days: dict
    elsewhere: set
    """Overheads that another bears."""
    order: list
    """The ids of overheads: those of the tariff first."""
    amounts: dict = field(default_factory=dict)
    taken: dict = field(default_factory=dict)
    """By overhead, what it has taken out of its base: below zero."""
    waived: dict = field(default_factory=dict)
    layers: dict = field(default_factory=dict)
    charges: dict = field(default_factory=dict)
    """By which rule and case each was priced last."""
    overheads: dict = field(default_factory=dict)
    """By id, the kind, the charge and the tax category of an overhead's line."""
    outside: set = field(default_factory=set)
    """Overheads that were ever charged otherwise than out of their base."""
    whole_days: dict = field(default_factory=dict)
    whole_charges: dict = field(default_factory=dict)
    """The days, and by id the rule and case, by which the whole was priced last."""
    standing: dict = field(default_factory=dict)
    """By overhead, the published rule and its days on which it stands."""
    stood: dict = field(default_factory=dict)
    """The same of those, too, that no rule prices any more."""
    kinds: dict = field(default_factory=dict)
    """What the tariff says of kinds of entries."""
    splits: dict = field(default_factory=dict)
    parts: dict = field(default_factory=dict)
    """Of what is split, the direct and the indirect yen."""
    taxed: dict = field(default_factory=dict)
    """By line, the yen and the rate of tax of each time at which it was charged."""
    tax: int = 0

    def __post_init__(self):
        self.entries = {}
        for table in TABLES:
            for number, entry in enumerate(self.raw.get(table, []), 1):
                self.entries[entry.get("id", f"{table}.{number}")] = (table, entry)

    def own(self, ident):
        """What the contract itself says of an overhead; None where it does not name it."""
        for number, entry in enumerate(self.raw.get("overhead", []), 1):
            if entry.get("id", f"overhead.{number}") == ident:
                return entry
        return None

    def category(self, ident):
        """How a line is taxed."""
        usual = self.raw.get("tax", {}).get("category", "taxable")
        if ident in self.entries:
            return self.entries[ident][1].get("tax-category", usual)
        return self.overheads[ident][2] if ident in self.overheads else usual

    def ledger(self, before, terms):
        """The lines that an overhead finds: of entries, and of overheads before it with what they have taken out."""
        found = []
        for ident, amount in self.amounts.items():
            if ident in self.entries:
                table, entry = self.entries[ident]
                usual = terms.kinds.get(table, {}).get("charged-as", CHARGES.get(table, "separate"))
                line = self._line(ident, table, entry.get("charged-as", usual), amount)
                line.spent_on = entry.get("category", "other") if table == "direct" else None
                line.split = self.splits.get(ident)
                found.append(line)
        for ident in self.order[: self.order.index(before)]:
            if ident in self.amounts:
                kind, charge, _ = self.overheads[ident]
                found.append(self._line(ident, kind, charge, self.amounts[ident]))
            if ident in self.taken:
                found.append(self._line(f"{ident}/", "direct", "direct", self.taken[ident]))
        for line in found:
            line.by_year = [line.amount] + [0] * (len(terms.years) - 1)
        return found

    def _line(self, ident, kind, charge, amount):
        return Line(ident, ident, kind, SECTIONS[kind], charge, self.category(ident), {"contract": amount}, [])

    def waivers(self):
        """By waiver, the line that it makes smaller."""
        return {one.get("id", f"waiver.{i}"): one["line"] for i, one in enumerate(self.raw.get("waiver", []), 1)}

    def total(self):
        """What the company pays, without tax or with it as the contract's amounts are."""
        return sum(self.amounts.values()) + sum(self.taken.values()) + sum(self.waived.values())


def charges_of(state, kinds):
    """The yen by charge; what is taken out of a base is direct cost."""
    found = {}
    for ident, yen in lines_of(state).items():
        line = state.waivers().get(ident, ident)
        if ident in state.parts:
            parts = dict(zip(("direct", "indirect"), state.parts[ident], strict=True))
        elif line in state.entries:
            table, entry = state.entries[line]
            usual = kinds.get(table, {}).get("charged-as", CHARGES.get(table, "separate"))
            parts = {entry.get("charged-as", usual): yen}
        else:
            parts = {state.overheads[line][1] if line in state.overheads else "direct": yen}
        for name, part in parts.items():
            found[name] = found.get(name, 0) + part
    return found


def lines_of(state):
    """The yen of each line; what an overhead takes out of its base together as `ID/`."""
    return {**state.amounts, **{f"{ident}/": yen for ident, yen in state.taken.items()}, **state.waived}
