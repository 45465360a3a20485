"""What a chain of changes comes to: each contract on the frozen one before it, over the contract as a whole.

It knows what docs/amendments.md says, and nothing of how the first engine does it. Not known here, and refused: planned
years, payers and payments, uses, cross-appointments, a cap of backfills, stays that become shorter, limits of a base.
"""

from dataclasses import replace

from second_engine.agreed import own_price, standing
from second_engine.begun import (
    NotKnownError,
    check,
    elsewhere,
    entry_charge,
    is_published,
    order_of,
    split_waivers,
)
from second_engine.contract import of_company
from second_engine.days import DayTerms, days_of_change
from second_engine.entries import exact_of, stay_of
from second_engine.layers import OverheadCharge, first_layer, given_back, next_layer
from second_engine.numbers import divide, months_counted, rate_of, whole
from second_engine.overheads import PRICES, charged, with_own
from second_engine.state import State, lines_of
from second_engine.taxes import moved, tax_on


class Change:
    """One change of a chain: from the state before it to the state after it."""

    def __init__(self, old, raw, tariff, law, signed, rates):
        check(raw)
        company, self.rules = of_company(raw, tariff)
        self.law, self.original, self.anew = law, rates == "original", rates == "all"
        days = old.whole_days if self.original else days_of_change(raw, signed)
        self.new = State(company, days, elsewhere(raw), order_of(company, tariff, old.order))
        self.old = replace(old, order=list(dict.fromkeys([*old.order, *self.new.order])))
        self.terms = DayTerms(company, self.rules, law, days)
        self.new.kinds = self.terms.kinds
        self.published = {one["id"]: one for one in (tariff or {}).get("overhead", [])}
        self.new.outside, self.new.whole_days = set(old.outside), days if self.anew else old.whole_days
        self.new.whole_charges = {} if self.anew else dict(old.whole_charges)
        self.new.standing, self.new.stood = standing(raw, tariff, law, days, old, anew=self.anew)

    def run(self):
        """The state after the change."""
        new = self.new
        for ident, (table, entry) in new.entries.items():
            if table != "success" and "percent" not in entry:
                self._entry(ident, table, entry)
        for ident, (table, entry) in new.entries.items():
            if table != "success" and "percent" in entry:
                if list(entry["of"]) != ["direct"]:
                    raise NotKnownError(entry["of"])
                new.amounts[ident] = whole(exact_of(table, entry, self.terms, lambda _: self._direct()))
        in_force = {
            ident: rule for ident, rule, _ in charged(self.terms) if not (rule.get("own") and ident in self.published)
        }
        for ident in new.order:
            self._overhead(ident, in_force)
        self._waivers()
        new.tax = self.old.tax + self._tax()
        return new

    def _direct(self):
        return sum(yen for ident, yen in self.new.amounts.items() if self.new.entries[ident][0] == "direct")

    # -- entries -------------------------------------------------------------------------------------------------

    def _entry(self, ident, table, entry):
        new, old = self.new, self.old
        if not is_published(table, entry):
            new.amounts[ident] = entry["fee"] * entry.get("people", 1) if table == "resident" else None
            if table != "resident":
                new.amounts[ident] = whole(exact_of(table, entry, self.terms, None))
            return
        charge = old.whole_charges.get(ident) if self.original else None
        if charge is None:
            charge = entry_charge(table, ident, entry, new, (self.rules, self.law, new.days), self.terms)
        if table == "resident" and charge.split is not None:
            new.splits[ident] = charge.split
        anew = self.anew or ident not in old.layers
        if not anew and table == "resident":
            anew = self._stays_longer(ident)
        self._charge(ident, charge, anew=anew)

    def _stays_longer(self, ident):
        stays = [
            months_counted(*stay_of(state.entries[ident][1], DayTerms(state.raw, None, None, {})))
            for state in (self.old, self.new)
        ]
        if stays[1] < stays[0]:
            raise NotKnownError("a shorter stay")
        return stays[1] > stays[0]

    def _charge(self, ident, charge, *, anew):
        """By one rule: the whole, or what is more of it; what is less goes back as it was charged."""
        new, old = self.new, self.old
        frozen, taken = old.amounts.get(ident, 0), old.taken.get(ident, 0)
        layers, split = old.layers.get(ident, []), getattr(charge, "split", None)
        new.charges[ident] = charge
        if ident in old.parts:
            new.parts[ident] = old.parts[ident]
        if self.anew or self.original:
            new.whole_charges.setdefault(ident, charge)
        new.outside |= set() if charge.takes else {ident}
        if anew and self._stands(ident, charge):
            new.amounts[ident], new.layers[ident] = frozen, layers
            self._take(ident, taken)
            return
        if anew:
            new.amounts[ident] = charge.rounded(new)
            new.layers[ident] = [first_layer(charge, new)]
            if split is not None:
                new.parts[ident] = divide(new.amounts[ident], split)
            self._take(ident, -new.amounts[ident] if charge.takes else 0)
            return
        before, after = charge.size(old), charge.size(new)
        new.amounts[ident], new.layers[ident] = frozen, layers
        if after > before:
            layer = next_layer(charge, old, new)
            more = whole(layer.high_exact - layer.low_exact, charge.mode, charge.unit)
            new.amounts[ident], new.layers[ident] = frozen + more, [*layers, layer]
            if split is not None:
                new.parts[ident] = [a + b for a, b in zip(old.parts[ident], divide(more, split), strict=True)]
            self._take(ident, taken - more if charge.takes else taken)
        elif after < before:
            self._give_back(ident)
        else:
            self._take(ident, taken)

    def _stands(self, ident, charge):
        """Whether a number of the contract's own, and what it is of, are as they were: what was rounded by years stays."""
        old = self.old
        before = old.charges.get(ident)
        if self.anew or ident in old.elsewhere or not isinstance(before, OverheadCharge) or ident not in old.amounts:
            return False
        same = bool({"own", "as-written"} & before.rule.keys()) and all(
            before.told.get(key) == charge.told.get(key) for key in PRICES
        )
        as_before = before.told.get("method") == charge.told.get("method")
        return same and as_before and charge.size(old) == charge.size(self.new)

    def _give_back(self, ident):
        new, old = self.new, self.old
        frozen, taken = old.amounts.get(ident, 0), old.taken.get(ident, 0)
        new.layers[ident], back = given_back(old.layers.get(ident, []), new)
        if not any(layer.high > layer.low for layer in new.layers[ident]):
            new.amounts[ident] = 0
            if ident in old.parts:
                new.parts[ident] = [0, 0]
            self._take(ident, 0)
            return
        new.amounts[ident] = frozen
        if back:
            rounding = back[0][1].charge
            mode, unit = rounding.mode, rounding.unit
            less = whole(sum(exact for exact, _ in back), mode, unit)
            taken += whole(sum(exact for exact, layer in back if layer.charge.takes), mode, unit)
            new.amounts[ident], taken = max(frozen - less, 0), min(taken, 0)  # never more than was charged
            if ident in old.parts:
                self._give_parts_back(ident, frozen - new.amounts[ident], back)
        self._take(ident, taken)

    def _give_parts_back(self, ident, less, back):
        """Each layer as it was split."""
        sums = [sum(exact * layer.charge.split[i] / sum(layer.charge.split) for exact, layer in back) for i in (0, 1)]
        given = zip(self.old.parts[ident], divide(less, sums), strict=True)
        self.new.parts[ident] = [there - part for there, part in given]

    def _take(self, ident, yen):
        if yen or ident in self.old.taken:
            self.new.taken[ident] = yen

    # -- overheads -----------------------------------------------------------------------------------------------

    def _rule(self, ident, in_force):
        """The rule by which an overhead is charged, and the days that decide its cases; None where there is none."""
        named = own_price(self.new.own(ident))
        if ident not in self.published:
            return in_force.get(ident), self.new.days
        if named is None or ident in self.new.elsewhere:
            return in_force.get(ident), self.new.days
        if ident not in self.new.standing:
            raise NotKnownError("an own amount in the place of a rule that never was in force")
        rule, days = self.new.standing[ident]
        return with_own(rule, named), days

    def _overhead(self, ident, in_force):
        new, old, named = self.new, self.old, self.new.own(ident)
        optional = self.published.get(ident, {}).get("optional")
        rule, days = self._rule(ident, in_force)
        if rule is None:
            chosen = optional or ident not in self.published or bool(set(PRICES) & (old.own(ident) or {}).keys())
            dropped = self.anew or ident in new.elsewhere or (named is None and chosen)
            if dropped or ident not in old.charges:
                if ident in old.amounts:
                    new.overheads[ident], new.amounts[ident] = old.overheads[ident], 0
                    self._take(ident, 0)
                return
            new.overheads[ident] = old.overheads[ident]
            self._ended(ident)
            return
        kind, charge = rule.get("kind", "overhead"), rule.get("charged-as", "indirect")
        new.overheads[ident] = (kind, charge, rule.get("tax-category", self.terms.category))
        own = ident not in self.published or bool(set(PRICES) & (named or {}).keys())
        price = old.whole_charges.get(ident) if self.original and not own else None
        if price is None:
            price = OverheadCharge(ident, rule, days, self.rules, self.law).decided_on(new)
        asked = optional and old.own(ident) is None
        self._charge(ident, price, anew=self.anew or own or asked or ident in old.elsewhere)

    def _ended(self, ident):
        """No rule is in force any more: nothing is charged for what is more."""
        new, old = self.new, self.old
        layers = old.layers.get(ident, [])
        new.charges[ident] = old.charges[ident]
        new.amounts[ident], new.layers[ident] = old.amounts[ident], layers
        self._take(ident, old.taken.get(ident, 0))
        if not layers:
            return
        measure = layers[-1].charge
        if measure.size(new) > measure.size(old):
            new.layers[ident] = [*layers, next_layer(measure, old, new, free=True)]
        elif measure.size(new) < measure.size(old):
            self._give_back(ident)

    # -- waivers and tax -----------------------------------------------------------------------------------------

    def _waivers(self):
        new = self.new
        for number, waiver in enumerate(new.raw.get("waiver", []), 1):
            of = new.amounts.get(waiver["line"], 0)
            yen = waiver["amount"] if "amount" in waiver else whole(of * rate_of(waiver["percent"]))
            new.waived[waiver.get("id", f"waiver.{number}")] = -yen
        split_waivers(new)
        for ident in self.old.waived:
            new.waived.setdefault(ident, 0)

    def _tax(self):
        """Of an invoice of the change: what is more bears the rate of the last day, what is less that of its time."""
        before, after, together = lines_of(self.old), lines_of(self.new), {}
        for ident in {**before, **after}:
            difference = after.get(ident, 0) - before.get(ident, 0)
            layers = self.old.taxed.get(ident, [])
            self.new.taxed[ident], parts = moved(layers, difference, self.terms.tax_on(self.terms.last))
            if self._is_taxed(ident):
                for rate, yen in parts.items():
                    together[rate] = together.get(rate, 0) + yen
        return tax_on(together, self.terms.tax_mode, inclusive=self.terms.inclusive)

    def _is_taxed(self, ident):
        state = self.new if ident in {**self.new.amounts, **self.new.waivers()} else self.old
        return state.category(state.waivers().get(ident, ident)) == "taxable"


def changed(old, raw, tariff, law, signed, rates="increment"):
    """The state after a change."""
    return Change(old, raw, tariff, law, signed, rates).run()
