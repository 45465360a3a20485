"""The quote: what is charged, and on what ground. Every output is a rendering of this value.

All amounts are whole yen in the contract's tax basis. Plain frozen values: nothing here reads, rounds or prints.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from sangaku_price.language.calendar import Calendar
from sangaku_price.language.enums import Lang
from sangaku_price.language.text import Text
from sangaku_price.money import Rounding, Yen
from sangaku_price.quotation.derivation import Step, amount_of
from sangaku_price.quotation.invoices import Invoice, Payer, PayerSum, PeriodSum, TaxedSum
from sangaku_price.quotation.sources import Source

if TYPE_CHECKING:
    from sangaku_price.quotation.beside import Allocation, Appointment, Brought, CompanyNet, CostShares, PublicMoney
    from sangaku_price.quotation.change import Change

OUTDATED = "outdated"
"""The code of the note that a rule is feared to be superseded."""


class Beaten(NamedTuple):
    """A rule or case that was considered and did not decide, and why."""

    what: str
    """The rule with its dates, or the key of the case, and its price."""
    why: Text
    label: Text | None = None
    """The same in words; None in a quote of an earlier engine."""


class Line(NamedTuple):
    """One amount of the quote in one period, with its derivation and its ground."""

    id: str
    kind: str
    section: str
    charged_as: str
    certainty: str
    tax_category: str
    period: str | None
    label: Text
    amount: Yen
    steps: tuple[Step, ...]
    """The derivation; a second tree, where there is one, divides a split fee or names informative parts."""
    sources: tuple[Source, ...]
    due: date | None = None
    probability: Fraction | None = None
    """The entry's own, given that what it comes after has happened."""
    quantity: Fraction | None = None
    unit: str | None = None
    unit_price: Fraction | None = None
    """Yen, exactly: units are priced in decimals; what they come to is whole yen."""
    exact: Fraction | None = None
    formula: Text | None = None
    base: tuple[str, ...] = ()
    rate: Fraction | None = None
    rounding: Rounding | None = None
    reduces: str | None = None
    """The id of the line that a waiver, or an overhead taken out of its base, makes smaller."""
    beaten: tuple[Beaten, ...] = ()
    private: bool = False
    """Whether the derivation shows what the company must not see."""
    marks: tuple[str, ...] = ()
    """Codes of the notes that speak of this line."""
    borne_by: str = "company"
    """Who bears it; the price consists of what the company bears."""

    def charged(self) -> tuple[tuple[str, Yen], ...]:
        """Where the institution's ledger has it; a split fee by its parts."""
        for step in self.steps[1:]:
            if step.op == "split":
                return tuple((part.key or self.charged_as, amount_of(part)) for part in step.args)
        return ((self.charged_as, self.amount),)


class Note(NamedTuple):
    """Something that a reader of the quote must know; `path` is a line's id or a key path."""

    code: str
    level: str
    """note, warning, or gate"""
    message: Text
    path: str | None = None
    keys: tuple[str, ...] = ()
    """Keys of the contract file that would answer what the note says is not told."""


class Contingent(NamedTuple):
    """Money that is paid only if something happens."""

    maximum: Yen
    expected: Yen | None
    present_value: Yen | None
    missing: tuple[str, ...] = ()
    """Entries without the probability that an expected value needs."""


class Totals(NamedTuple):
    """The figures of a quote. Certain and uncertain money are never blended unseen."""

    subtotal: Yen
    tax: Yen
    total: Yen
    by_kind: Mapping[str, Yen]
    by_section: Mapping[str, Yen]
    by_charge: Mapping[str, Yen]
    value_share: Fraction | None
    contingent: Contingent
    maximum: Yen
    expected: Yen | None
    in_kind: Yen
    by_payer: Mapping[str, PayerSum] = MappingProxyType({})
    """By the ids of those who pay: what each certainly pays. Where several do."""
    planned: TaxedSum | None = None
    """What is planned for the years after the firm ones, which no other figure counts; None where all is firm."""


class RuleUsed(NamedTuple):
    """A rule of the tariff that was in force, and the date that decided it."""

    id: str
    since: date | None
    decided_by: str


class TariffUsed(NamedTuple):
    """The institution's rules that were applied."""

    id: str
    name: Text
    checked: date
    sha256: str
    rules: tuple[RuleUsed, ...]


class Parties(NamedTuple):
    """What the contract says of itself, as far as a document prints it."""

    title: str | None
    university: str | None
    company: str | None
    principal: str | None
    type: str
    type_name: Text
    start: date
    end: date
    months: int
    signed: date | None
    applied: date | None
    billing: str
    discount_rate: Fraction | None
    backfill_cap: Fraction | None
    tax_basis: str
    tax_rounding: str
    facts: Mapping[str, str | bool]
    document: Mapping[str, str]
    """The contract's [quote] table: number, issued, addressee …"""
    payers: tuple[Payer, ...] = ()
    """Where several companies pay."""
    payer: str | None = None
    """Of the view of one of several payers, its id; None where all is seen."""
    firm_until: date | None = None
    """The last day of the fiscal years whose price is firm; later ones are planned."""

    @property
    def lang(self) -> Lang | None:
        """The language in which the contract file wants to be shown."""
        told = self.document.get("lang")
        return None if told is None else Lang(told)

    @property
    def calendar(self) -> Calendar:
        """How the contract file wants its Japanese days to be counted."""
        return Calendar(era=self.document.get("era") == "true")


class Quote(NamedTuple):
    """A priced contract."""

    engine: str
    contract: Parties
    scenario: str
    set: Mapping[str, str]
    spec_sha256: str
    tariff: TariffUsed | None
    lines: tuple[Line, ...]
    periods: tuple[PeriodSum, ...]
    invoices: tuple[Invoice, ...]
    totals: Totals
    notes: tuple[Note, ...] = ()
    change: "Change | None" = None
    """What the change of the contract costs, where it is one; lines and totals are those after it."""
    borne: tuple[Line, ...] = ()
    """What another than the company bears; in no total."""
    cost_shares: "CostShares | None" = None
    """Where another than the company bears something."""
    brought: "tuple[Brought, ...]" = ()
    """What the parties bring in kind."""
    appointments: "tuple[Appointment, ...]" = ()
    """For the office: it tells what people are paid."""
    allocation: "Allocation | None" = None
    """Where the price goes inside; for the office."""
    public_money: "PublicMoney | None" = None
    company_net: "CompanyNet | None" = None
    """What it costs the company; for its own view."""

    def in_era(self) -> "Quote":
        """The quote with its Japanese days in years of the era, as `[quote] era = true` says it."""
        return self._replace(contract=self.contract._replace(document={**self.contract.document, "era": "true"}))
