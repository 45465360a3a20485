"""What an overhead comes to: which of its prices decides, and the amount of each period."""

from fractions import Fraction

from second_engine.entries import hours_of
from second_engine.lines import CHARGES, SECTIONS, Line, base_of, in_base, smaller
from second_engine.numbers import can_divide, divide, rate_of, whole

PRICES = ("rate", "bands", "amount", "unit-price", "negotiated")
COMPARED = {
    "below": lambda value, bound: value < bound,
    "at-most": lambda value, bound: value <= bound,
    "at-least": lambda value, bound: value >= bound,
    "above": lambda value, bound: value > bound,
}


def charged(terms):
    """The overheads of a contract in their order: the rule as it is charged, and what the contract says of it."""
    own = {}
    for number, entry in enumerate(terms.raw.get("overhead", []), 1):
        own[entry.get("id", f"overhead.{number}")] = entry
    for ident, rule in terms.overheads.items():
        entry = own.pop(ident, None)
        if entry is not None or not rule.get("optional"):
            yield ident, with_own(rule, entry or {}), entry or {}
    for ident, entry in own.items():
        yield ident, {**entry, "tax": "unstated", "own": True}, entry


def with_own(rule, entry):
    """A published rule with the contract's numbers in the place of its own."""
    rule = {**rule, **{key: entry[key] for key in ("charged-as", "tax-category") if key in entry}}
    price = next((key for key in PRICES if key in entry), None)
    if price is None:
        return rule
    by_rate = price in {"rate", "bands"}
    cases = [case for case in rule.get("case", []) if by_rate and not {"rate", "bands", "negotiated"} & case.keys()]
    rule = {key: value for key, value in rule.items() if key not in PRICES}
    return {**rule, price: entry[price], "case": cases, "as-written": price}


class Overhead:
    """One overhead, on the lines that there are so far."""

    def __init__(self, ident, rule, entry, terms, ledger):
        self.id, self.rule, self.entry, self.terms, self.ledger = ident, rule, entry, terms, ledger
        self.tax = rule.get("tax-category", terms.category)
        rounding = rule.get("rounding", {})
        self.mode, self.unit = rounding.get("mode", "down"), rounding.get("unit", 1)
        self.base = self._base(rule["base"], rule.get("except-categories", ()), rule) if "base" in rule else None

    # -- the base ------------------------------------------------------------------------------------------------

    def _base(self, names, excepted=(), limits=None):
        found = [line for line in self.ledger if in_base(line, names, excepted)]
        counted = [(line, line.by_period, line.by_year) for line in found]
        if limits and "limits" in limits:
            counted = self._counted(found)
        return base_of(counted, [label for label, _, _ in self.terms.periods], len(self.terms.years))

    def _limit(self, line, key):
        """What of a line's category counts, in the contract's tax basis."""
        limits = [one[key] for one in self.rule["limits"] if one["category"] == line.spent_on and key in one]
        if not limits:
            return None
        return self.terms.converted(limits[0], self.rule, line.tax, self.terms.last)

    def _counted(self, found):
        """Without what is too large, and of each recipient only the first yen, year by year."""
        entries = [line for line in found if line.taken_from is None]
        large = {
            line.owner for line in entries if (below := self._limit(line, "below")) is not None and line.amount >= below
        }
        kept = [line for line in found if line.owner not in large]
        used, counts = {}, {}
        limited = [line for line in kept if line.taken_from is None and self._limit(line, "first") is not None]
        owners = {line.owner for line in limited}
        for i in range(len(self.terms.years)):
            for line in limited:
                left = sum(one.by_year[i] for one in kept if one.owner == line.owner)
                who = (line.spent_on, line.recipient or ("alone", line.owner))
                most = whole(self._limit(line, "first"), self.mode) - used.get(who, 0)
                now = min(max(left, 0), max(most, 0))
                used[who] = used.get(who, 0) + now
                counts.setdefault(line.owner, []).append(now)
        return [self._as_counted(line, counts.get(line.owner), owners) for line in kept]

    def _as_counted(self, line, by_year, owners):
        if line.owner not in owners:
            return line, line.by_period, line.by_year
        if line.taken_from is not None:
            return line, {}, [0] * len(by_year)
        if not self.terms.by_years:
            return line, {"contract": sum(by_year)}, by_year
        labels = [label for label, _, _ in self.terms.periods]
        return line, dict(zip(labels, by_year, strict=True)), by_year

    # -- which price decides -------------------------------------------------------------------------------------

    def decision(self):
        """The keys of the first case that holds laid over the norm."""
        norm = {key: self.rule[key] for key in (*PRICES, "method", "per", "floor", "cap") if key in self.rule}
        norm["limits-per"] = {key: self.rule.get("per", "contract") for key in ("floor", "cap")}
        for case in self.rule.get("case", []):
            told = dict(norm)
            if set(PRICES) & case.keys():
                told = {key: value for key, value in norm.items() if key not in PRICES}
            told.update({key: case[key] for key in (*PRICES, "method", "per", "floor", "cap") if key in case})
            per = case.get("per", self.rule.get("per", "contract"))
            told["limits-per"] = {key: per if key in case else old for key, old in norm["limits-per"].items()}
            if self._holds(case, told):
                return told
        return norm

    def _holds(self, case, told):
        day = self.terms.day(self.rule)
        if day is not None and not self.terms.holds_on(case, day):
            return False
        for key, wanted in case["when"].items():
            if key in {"base", "direct", "total", "months"}:
                value = self._measured(key, wanted.get("per", told.get("per", "contract")), told)
                if not all(COMPARED[word](value, bound) for word, bound in wanted.items() if word != "per"):
                    return False
            else:
                answers = wanted if isinstance(wanted, list) else [wanted]
                if self.terms.facts.get(key) not in answers:
                    return False
        return True

    def _measured(self, key, per, told):
        months = self.terms.months
        if key == "months":
            return months
        base = self._base(["direct"]) if key == "direct" else self.base
        sums = [Fraction(base.taxed), Fraction(base.untaxed)]
        if per == "fiscal-year":
            sums = [Fraction(base.taxed_in_year), Fraction(base.untaxed_in_year)]
        if key == "total":
            sums[self.tax != "taxable"] += self._on_top(sum(sums), sums, told)
        value = self.terms.published_basis(*sums, self.rule, of_total=key == "total")
        if per == "year" and months > 12:
            return value * 12 / months
        return value / months if per == "month" else value

    def _on_top(self, base, sums, told):
        """What the overhead adds to a base, before it is rounded."""
        if told.get("method") == "from-base" or "negotiated" in told:
            return 0
        if "rate" in told:
            return base * rate_of(told["rate"]) / self._left(told)
        if "bands" in told:
            return self._banded(told, base, *sums)
        per = told.get("per", "contract")
        return self._converted(self._stated(told, "contract" if per == "fiscal-year" else per))

    # -- the amount ----------------------------------------------------------------------------------------------

    def _left(self, told):
        return 1 - rate_of(told["rate"]) if told.get("method") == "of-total" else 1

    def _banded(self, told, base, taxed, untaxed):
        """Each band of the base at its own rate; the borders are the rule's yen."""
        there = self.terms.published_basis(taxed, untaxed, self.rule)
        below, owed = 0, Fraction(0)
        for band in told["bands"]:
            top = min(there, band.get("to", there))
            owed += max(top - below, 0) * rate_of(band["rate"])
            below = band.get("to", there)
        return owed * base / there if there else owed

    def _times(self, per):
        months = self.terms.months
        times = {"fiscal-year": len(self.terms.years), "year": Fraction(months, 12), "month": months}
        return times.get(per, 1)

    def _converted(self, yen):
        return self.terms.converted(yen, self.rule, self.tax, self.terms.last)

    def _stated(self, told, per):
        """A flat amount, or a unit price times its quantity."""
        if "amount" in told:
            return told["amount"] * Fraction(self._times(per))
        return Fraction(told["unit-price"]) * self._quantity() * self._times(per)

    def _quantity(self):
        if "quantity" in self.entry:
            quantity = Fraction(self.entry["quantity"])
        else:
            quantity = sum(hours_of(one, self.terms) for one in self.terms.raw.get("involvement", []))
        if "included" in self.rule:
            quantity -= Fraction(self.rule["included"])
            quantity = quantity if self.rule.get("either-way") else max(quantity, Fraction(0))
        if "block" in self.rule:
            blocks = quantity / Fraction(self.rule["block"])
            quantity = Fraction(-(-blocks.numerator // blocks.denominator))
        return quantity

    def amounts(self, told):
        """By period, and the exact amount where all of it was rounded at once."""
        if "rate" in told:
            exact = [of * rate_of(told["rate"]) / self._left(told) for of in self.base.by_period]
            rounded = [whole(one, self.mode, self.unit) for one in exact]
            bounded = self._bounded(sum(rounded), told, charges=bool(self.base.amount and rate_of(told["rate"])))
            return (rounded, exact[0]) if bounded == sum(rounded) else (self._divided(bounded), Fraction(bounded))
        if "bands" in told:
            of = Fraction(sum(self.base.by_period))
            exact = self._banded(told, of, self.base.taxed, self.base.untaxed)
            some = any(rate_of(band["rate"]) for band in told["bands"])
            amount = self._bounded(whole(exact, self.mode, self.unit), told, charges=bool(self.base.amount and some))
            return self._divided(amount), exact
        exact = self._stated(told, told.get("per", "contract"))
        written = self.rule.get("as-written")
        exact = exact if self.rule.get("own") or (written and written in told) else self._converted(exact)
        amount = whole(exact, self.mode, 1 if "amount" in told else self.unit)
        if "unit-price" in told:
            amount = self._bounded(amount, told, charges=bool(amount and told["unit-price"]))
        return self._divided(amount), exact

    def _bounded(self, amount, told, *, charges):
        """Within the floor and the cap; what is not charged stays nothing."""
        for key, choose in (("floor", max), ("cap", min)):
            if charges and key in told:
                limit = self._converted(told[key] * Fraction(self._times(told["limits-per"][key])))
                amount = choose(amount, whole(limit, self.mode))
        return amount

    def _divided(self, amount):
        if not self.terms.by_years:
            return [amount]
        if "fiscal-year" in self.entry:
            weights = [int(year == self.entry["fiscal-year"]) for year, _, _ in self.terms.years]
        elif self.base is not None and can_divide(self.base.by_period):
            weights = self.base.by_period
        else:
            weights = self.terms.touched(self.terms.first, self.terms.last)[0]
        return divide(amount, weights)

    # -- the lines -----------------------------------------------------------------------------------------------

    def lines(self):
        """Its line, and what it takes out of the lines of its base."""
        told = self.decision()
        amounts, exact = self.amounts(told)
        labels = [label for label, _, _ in self.terms.periods]
        kind, charge = self.rule.get("kind", "overhead"), self.rule.get("charged-as", CHARGES["overhead"])
        strategic = kind == "overhead" and charge == "strategic"
        section = "management" if strategic else SECTIONS[kind]
        shown = {label: amount for label, amount in zip(labels, amounts, strict=True) if amount}
        line = Line(
            self.id,
            self.id,
            kind,
            section,
            charge,
            self.tax,
            shown or {labels[0]: 0},
            self._by_year(amounts),
            exact=exact,
        )
        return [line, *(self._taken_out(dict(zip(labels, amounts, strict=True))) if _takes_out(told) else ())]

    def _by_year(self, amounts):
        if self.terms.by_years:
            return list(amounts)
        amount = sum(amounts)
        if "fiscal-year" in self.entry:
            return [amount if year == self.entry["fiscal-year"] else 0 for year, _, _ in self.terms.years]
        if self.base is not None and can_divide(self.base.by_year):
            return divide(amount, self.base.by_year)
        return divide(amount, self.terms.touched(self.terms.first, self.terms.last)[1])

    def _taken_out(self, amounts):
        """Of each line of the base what the overhead takes, in proportion to what earlier ones have left of it."""
        taken = {}
        for label, amount in amounts.items():
            left = {}
            for line in self.base.lines:
                if line.taken_from is None and label in line.by_period:
                    gone = sum(one.by_period.get(label, 0) for one in self.ledger if one.taken_from == line.id)
                    if line.by_period[label] + gone > 0:
                        left[line.id] = line.by_period[label] + gone
            if amount:
                for ident, part in zip(left, divide(amount, list(left.values())), strict=True):
                    taken.setdefault(ident, {})[label] = -part
        for line in self.base.lines:
            if line.id in taken and line.taken_from is None:
                yield smaller(line, f"{self.id}/{line.id}", taken[line.id], self.terms)


def _takes_out(told):
    return told.get("method") == "from-base"
