"""The change of a contract (変更契約): what stood before, what stands after it, and what lies between.

All amounts are whole yen in the contract's tax basis. Plain frozen values, as the quote that they are part of.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from sangaku_price.language.text import Text
from sangaku_price.money import Rounding, Yen, together
from sangaku_price.quotation.derivation import Step
from sangaku_price.quotation.invoices import Invoice, Payer
from sangaku_price.quotation.sources import Source

INCREMENT, ALL, ORIGINAL = "increment", "all", "original"
RATES = (INCREMENT, ALL, ORIGINAL)
"""At which rates a change is priced: the increment at those of its day, everything at them, as the contract was."""
AMOUNT, EXTENSION = "amount", "extension"
AMENDED = (AMOUNT, EXTENSION)
"""What a change can be of: some entry's own amount, or the end of the contract."""


class Moved(NamedTuple):
    """An amount before and after the change."""

    before: Yen
    after: Yen

    @property
    def difference(self) -> Yen:
        """Yen that it became more."""
        return together(self.after - self.before)


class TaxPart(NamedTuple):
    """The part of a difference that bears one rate of tax; None where it is outside consumption tax."""

    rate: Fraction | None
    amount: Yen


class ChangeLine(NamedTuple):
    """A line over all its periods, before and after the change, and how the difference came about."""

    id: str
    before_id: str | None
    """Its id in the frozen quote; None where it was not there."""
    kind: str
    section: str
    charged_as: str
    certainty: str
    tax_category: str
    label: Text
    before: Yen
    after: Yen
    difference: Yen
    by_period: Mapping[str, Moved]
    planned: Moved | None = None
    """What is planned for later years, which no other amount counts; None where all is firm."""
    taxed: tuple[TaxPart, ...] = ()
    """The difference by the rates of tax that it bears, in the order in which they are charged or given back."""
    exact: Fraction | None = None
    formula: Text | None = None
    rounding: Rounding | None = None
    steps: tuple[Step, ...] = ()
    sources: tuple[Source, ...] = ()


class Amended(NamedTuple):
    """The frozen quote that is changed."""

    digest: str
    """Of the frozen file."""
    number: int
    """Which change it was itself; 0 for the first contract."""
    scenario: str
    spec_sha256: str


class AmendmentRuleUsed(NamedTuple):
    """The tariff's rule for changes that was in force."""

    id: str
    rates: str
    since: date | None
    source: Source


class Change(NamedTuple):
    """What a change of the contract costs; its own invoices stand in the quote's, behind those from before."""

    number: int
    """第何回変更."""
    signed: date
    reason: str | None
    rates: str
    """As it was priced: increment, all or original."""
    rule: AmendmentRuleUsed | None
    """None where the tariff says nothing, or the contract itself says at which rates."""
    amends: Amended
    lines: tuple[ChangeLine, ...]
    subtotal: Yen
    tax: Yen
    total: Yen
    before: Mapping[str, Yen]
    """Subtotal, tax and total of the frozen quote."""
    by_section: Mapping[str, Moved]
    by_charge: Mapping[str, Moved]
    by_period: Mapping[str, Moved]
    contingent: Moved
    """Contingent money at most."""
    invoices: tuple[Invoice, ...]
    """Those of the change alone; one below zero is a credit note."""
    planned: Mapping[str, Moved] | None = None
    """Subtotal, tax and total of what is planned for later years; None where all is firm."""
    gone: tuple[Payer, ...] = ()
    """Who paid before this change, or an earlier one, and pays no more."""
