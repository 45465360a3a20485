"""What stands beside the price: who bears what, what the parties bring, what people have of it. Plain frozen values."""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from sangaku_price.language.text import Text
from sangaku_price.quotation.sources import Source


class CostShares(NamedTuple):
    """Who bears how much of the fixed lines, in the contract's tax basis."""

    company: int
    university: int
    grant: int
    """All that grants to the university come to in firm years, used or not."""


class Brought(NamedTuple):
    """What a party brings in kind; it is never added to money."""

    party: str
    item: str
    worth: int | None
    """In yen, where somebody says it."""
    note: str | None


class Appointment(NamedTuple):
    """What a cross-appointment leaves to whom, in whole yen over its months."""

    id: str
    who: str | None
    effort: Fraction
    university: int
    """What the university goes on bearing of the salary."""
    company: int
    """What the company bears: its share of the salary, and the allowance; insurance apart."""
    allowance: int
    """What of it is paid on top of the salary."""
    researcher: int
    """What the researcher is paid by both."""


class Allocated(NamedTuple):
    """Where one line goes inside the university."""

    line: str
    period: str | None
    rule: str | None
    """None where no rule names the line."""
    amounts: Mapping[str, int]
    """By place, in whole yen."""
    unallocated: int


class Allocation(NamedTuple):
    """Where the price goes inside the university; for the office."""

    places: tuple[str, ...]
    rows: "tuple[Allocated, ...]"
    """Every fixed line of the price: they add up to it."""
    sources: tuple[Source, ...]


class GrantYear(NamedTuple):
    """What a grant comes to in one fiscal year, in whole yen."""

    year: str
    cash: int
    """What of the company's price without tax it is measured by."""
    amount: int
    direct: int
    indirect: int


class Grant(NamedTuple):
    """Public money of one scheme."""

    name: str
    to: str
    """university: it adds to the project; company: it lowers what the company bears."""
    ratio: Fraction
    years: tuple[GrantYear, ...]
    amount: int
    """Of the firm years."""
    planned: int | None = None
    """Of the planned years; None where the contract has none."""


class PublicSums(NamedTuple):
    """The project that the grants and the company's cash make, without tax."""

    cash: int
    to_university: int
    scope: int
    """Cash and what the university is granted; what the university brings stands beside it."""
    unallotted: int
    """What no line uses of the grants to the university; below 0 where lines use what is for other years."""
    to_company: int


class PublicMoney(NamedTuple):
    """The grants of a contract, and the project that they and the company's cash make, without tax.

    Its sums are those of the firm years, as the totals of a quote; what is planned stands beside them.
    """

    grants: tuple[Grant, ...]
    cash: int
    to_university: int
    scope: int
    """Cash and what the university is granted; what the university brings stands beside it."""
    unallotted: int
    """What no line uses of the grants to the university; below 0 where lines use what is for other years."""
    to_company: int
    planned: PublicSums | None = None
    """The same of the planned years; None where the contract has none."""


class CompanyYear(NamedTuple):
    """What a contract costs the company in one of its years, in whole yen; an estimate and no price."""

    year: str
    price: int
    """Without tax."""
    tax: int
    recovered: int
    grant: int
    eligible: int
    """What certainly counts for the credit, less grants to the company."""
    open: int
    """What counts or not, as the law leaves open."""
    rate: Fraction | None
    """None where the year's rate is not known."""
    cap: int | None
    """None where the corporate tax is not told: the credit is what it is before its cap."""
    credit: int | None
    credit_open: int | None
    """With what is open; None where it is not known."""

    @property
    def before_credit(self) -> int:
        """What the company bears before the credit."""
        return self.price + self.tax - self.recovered - self.grant

    def net(self, *, with_open: bool) -> int | None:
        """What it bears after it; None where the credit is not known."""
        credit = self.credit_open if with_open else self.credit
        return None if credit is None else self.before_credit - credit


class CostOf(NamedTuple):
    """One kind of cost by fiscal year, without tax, as a certificate breaks it down."""

    kind: str
    category: str | None
    label: Text
    counts: str
    """yes, open, or no: for the credit."""
    amounts: tuple[int, ...]


class CompanyNet(NamedTuple):
    """What a contract costs the company; shown in its own view alone."""

    years: tuple[CompanyYear, ...]
    partner: str | None
    """What the other party is for the tax credit; None where no credit is asked for."""
    costs: tuple[CostOf, ...]
    effective_rate: Fraction | None
    grounds: tuple[tuple[str, str | None, str], ...]
    """Title, address and doubt of the numbers of the law."""
