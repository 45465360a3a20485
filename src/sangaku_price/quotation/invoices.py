"""What is invoiced: sums of periods, invoices with their tax, what each payer pays. Whole yen; nothing rounds here."""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from sangaku_price.money import Yen


class PeriodSum(NamedTuple):
    """What is certainly paid for one period; or planned for it."""

    label: str
    start: date
    end: date
    subtotal: Yen
    tax: Yen
    total: Yen
    planned: bool = False
    """Whether the period lies after the day until which the price is firm."""


class TaxLine(NamedTuple):
    """The tax of one rate on one invoice; `rate` is None for what is outside consumption tax."""

    rate: Fraction | None
    base: Yen
    """Without tax."""
    amount: Yen


class Invoice(NamedTuple):
    """What is invoiced at once; tax is rounded once here, per rate."""

    label: str
    subtotal: Yen
    tax: tuple[TaxLine, ...]
    total: Yen
    due: date | None = None
    payer: str | None = None
    """The id of who pays it, where several do."""
    payment: str | None = None
    """The id of the instalment that it is, where there are any."""
    planned: bool = False
    """Whether it is for a period that is planned."""

    @property
    def name(self) -> str:
        """How one invoice is told from the others: FY2026/alpha/first."""
        return "/".join(filter(None, (self.label, self.payer, self.payment)))


class TaxedSum(NamedTuple):
    """A sum without tax, the tax on it, and both."""

    subtotal: Yen
    tax: Yen
    total: Yen


class PayerSum(NamedTuple):
    """What one of several payers certainly pays; and what is planned of it, where years are."""

    subtotal: Yen
    tax: Yen
    total: Yen
    planned: TaxedSum | None = None


class Payer(NamedTuple):
    """One of several companies that pay."""

    id: str
    name: str
    share: Fraction | None = None
    """Of every line that no payer takes whole; None with `rest` for what the others leave."""
    rest: bool = False
    lines: tuple[str, ...] = ()
    """Ids of the entries and overheads that it takes whole."""
