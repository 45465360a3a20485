"""How much of a base counts where a rule says so by category: amounts of the rule in the contract's tax basis."""

from collections.abc import Iterator
from typing import NamedTuple

from sangaku_price.money import Exact, to_yen
from sangaku_price.quotation.derivation import constant
from sangaku_price.rules.terms import Terms
from sangaku_price.tariff.counted import Counted
from sangaku_price.tariff.rules import OverheadRule


class Counting(NamedTuple):
    """The limits of one overhead, on one contract."""

    rule: OverheadRule
    terms: Terms

    def is_left_out(self, category: str | None, tax_category: str, amount: int) -> bool:
        """Whether an entry is of an amount that is not counted at all."""
        limits = (one.below for one in self._of(category))
        return any(below is not None and amount >= self._converted(below, tax_category) for below in limits)

    def first(self, category: str | None, tax_category: str) -> int | None:
        """Of a recipient's entries, how many yen count; None where all of them do."""
        limit = next((one.first for one in self._of(category) if one.first is not None), None)
        return None if limit is None else to_yen(self._converted(limit, tax_category), self.rule.rounding.whole_yen)

    def _of(self, category: str | None) -> Iterator[Counted]:
        return (one for one in self.rule.limits or () if one.category == category)

    def _converted(self, amount: int, tax_category: str) -> Exact:
        last = self.terms.contract.terms.end
        return self.terms.converted(constant(amount, "yen"), self.rule, tax_category, last).value
