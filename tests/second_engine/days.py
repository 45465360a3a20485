"""A contract with its rules as they are on days that are told: those of its start, or the day of a change."""

from second_engine.terms import Terms


class DayTerms(Terms):
    """As a contract's own terms, but each rule is decided by the day that is told, and all is one period."""

    def __init__(self, raw, tariff, law, days):
        self.days = days
        super().__init__(raw, tariff, law)
        self.by_years, self.periods = False, [("contract", self.first, self.last)]

    def day(self, rule):
        """The day that decides a rule."""
        return self.days.get(rule.get("decided-by", "start"))


def days_of(raw):
    """The days by which the rules of a first contract are decided."""
    return {name: raw["contract"].get(name) for name in ("start", "end", "signed", "applied")}


def days_of_change(raw, signed):
    """In every rule start, signed and applied are the day of the change; end is the end after it."""
    return {"start": signed, "signed": signed, "applied": signed, "end": raw["contract"]["end"]}
