"""What the contract and the tariff say: days, periods, tax, and which version of a rule is in force."""

from datetime import date
from fractions import Fraction

from second_engine.numbers import months_counted, months_touched, rate_of, years_between

DAYS = {"start": "start", "end": "end", "signed": "signed", "applied": "applied"}


class Terms:
    """One contract under one tariff."""

    def __init__(self, raw, tariff, law):
        self.raw, self.law = raw, law
        head = raw["contract"]
        self.head, self.first, self.last = head, head["start"], head["end"]
        self.type = head.get("type", "joint-research")
        self.years = years_between(self.first, self.last)
        self.by_years = head.get("billing") == "fiscal-year"
        whole_span = [("contract", self.first, self.last)]
        self.periods = [(f"FY{y}", a, b) for y, a, b in self.years] if self.by_years else whole_span
        tax = raw.get("tax", {})
        self.inclusive = tax.get("basis") == "inclusive"
        self.tax_mode, self.category = tax.get("rounding", "down"), tax.get("category", "taxable")
        self.facts = raw.get("facts", {})
        self.months = months_counted(self.first, self.last)
        rules = tariff or {}
        self.kinds = self._in_force(rules.get("kind", []))
        self.resident = next(iter(self._in_force(rules.get("resident", [])).values()), None)
        self.rates = next(iter(self._in_force(rules.get("rates", [])).values()), None)
        self.overheads = self._in_force(rules.get("overhead", []))
        self.published = {rule["id"] for rule in rules.get("overhead", [])}

    def day(self, rule):
        """The day that decides a rule, where the contract tells it."""
        return self.head.get(rule.get("decided-by", "start"))

    def _in_force(self, rules):
        """By id, in the order of the file: of the versions that hold on the day, the one that began last."""
        chosen = {}
        for ident in dict.fromkeys(rule.get("id") for rule in rules):
            versions = [rule for rule in rules if rule.get("id") == ident]
            ours = [rule for rule in versions if self.type in rule.get("types", [self.type])]
            held = [rule for rule in ours if self.holds_on(rule, self.day(rule))]
            if held:
                chosen[ident] = max(held, key=lambda rule: rule.get("since", date.min))
        return chosen

    @staticmethod
    def holds_on(rule, day):
        """Whether a rule or a case is in force on a day."""
        if day is None:
            return "since" not in rule and "until" not in rule
        return rule.get("since", day) <= day <= rule.get("until", day)

    def span(self, entry):
        """The days of an entry: the contract's, or those in its own fiscal year."""
        if "fiscal-year" not in entry:
            return self.first, self.last
        return next((a, b) for year, a, b in self.years if year == entry["fiscal-year"])

    def touched(self, first, last):
        """Calendar months by period, and by fiscal year."""
        return (
            [months_touched(first, last, a, b) for _, a, b in self.periods],
            [months_touched(first, last, a, b) for _, a, b in self.years],
        )

    def tax_on(self, day):
        """The rate of consumption tax."""
        known = [one for one in self.law["consumption-tax"] if one["since"] <= day]
        return rate_of(max(known, key=lambda one: one["since"])["rate"])

    def converted(self, yen, rule, category, day):
        """Published yen as the contract's: with or without tax."""
        if rule.get("tax", "unstated") == "unstated":
            return Fraction(yen)
        there = Fraction(0)
        if rule["tax"] == "inclusive":
            there = rate_of(rule["tax-rate"]) if "tax-rate" in rule else self.tax_on(day)
        here = self.tax_on(day) if self.inclusive and category == "taxable" else Fraction(0)
        return Fraction(yen) * (1 + here) / (1 + there)

    def published_basis(self, taxed, untaxed, rule, *, of_total=False):
        """Yen of the contract as the rule's thresholds and bands mean them."""
        now = self.tax_on(self.last)
        net = Fraction(taxed) / (1 + now if self.inclusive else 1)
        match rule.get("tax", "unstated"):
            case "inclusive":
                return net * (1 + (rate_of(rule["tax-rate"]) if "tax-rate" in rule else now)) + untaxed
            case "exclusive":
                return net + untaxed
            case _:
                return (net if of_total else Fraction(taxed)) + untaxed
