"""The contract file as read and checked: its terms, and what it asks to be priced."""

from collections.abc import Mapping
from typing import Annotated, Generic, NamedTuple, TypeVar

from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.quotation.values import Note
from sangaku_price.toml.values import (
    Day,
    Entry,
    Rate,
    Reads,
    Share,
    Table,
    TaxCategory,
    Words,
    YenAmount,
    one_of,
    refuse,
)

MESSAGES = messages(
    {
        "set-table": Text('{ "パス" = 値 } の形で書いてください。', 'must be { "path" = value }'),
    }
)

E_co = TypeVar("E_co", bound=Entry, covariant=True)


def read_set(value: object) -> Mapping[str, object]:
    """{ "path" = value }, read where it is used."""
    if not isinstance(value, dict):
        raise refuse("set-table")
    return value


class ContractTable(Table):
    """[contract]: what is agreed, and when."""

    title: Words | None = None
    university: Words | None = None
    company: Words | None = None
    principal: Words | None = None
    type: Words = "joint-research"
    start: Day
    end: Day
    signed: Day | None = None
    applied: Day | None = None
    billing: Annotated[str, one_of("once", "fiscal-year")] = "once"
    discount_rate: Rate | None = None
    backfill_cap: Share | None = None
    true_indirect_rate: Rate | None = None
    """What indirect cost really is, as a share of the direct entries, the researchers' time apart; for `compare`."""


class TaxTable(Table):
    """[tax]: whether the file's amounts contain consumption tax, and how the invoice rounds it."""

    basis: Annotated[str, one_of("exclusive", "inclusive")] = "exclusive"
    rounding: Annotated[str, one_of("down", "nearest", "up")] = "down"
    category: TaxCategory = "taxable"
    reason: Words | None = None


class QuoteTable(Table):
    """[quote]: what documents print."""

    number: Words | None = None
    issued: Day | None = None
    valid_until: Day | None = None
    addressee: Words | None = None
    issuer: Words | None = None
    registration_number: Words | None = None
    payment_terms: Words | None = None
    remarks: Words | None = None


class ScenarioTable(Table):
    """[scenario.NAME]: the same contract priced another way."""

    title: Words | None = None
    approach: Annotated[str, one_of("cost-accumulation", "value-based", "outcome-linked", "lump-sum")] = "value-based"
    agreed: YenAmount | None = None
    set: Annotated[Mapping[str, object], Reads(read_set, type="object")] = {}


class IgnoreTable(Table):
    """[[lint.ignore]]: a finding of `check` that is meant, with the reason; it stays visible in the report."""

    code: Words
    """The code of the finding."""
    reason: Words
    """Why it is meant."""


class LintTable(Table):
    """[lint]: what `check` is told."""

    ignore: tuple[IgnoreTable, ...] = ()


class Asked(NamedTuple, Generic[E_co]):
    """One entry of the file."""

    table: str
    id: str
    """The entry's own, or `table.N`."""
    path: str
    """Where it stands in the file: `involvement.yamada`, `direct.1`."""
    entry: E_co


class Contract(NamedTuple):
    """A contract file, read and checked by itself; what needs the tariff is checked where it is priced."""

    terms: ContractTable
    tax: TaxTable
    document: QuoteTable
    facts: Mapping[str, str | bool]
    tariff: str | None
    entries: tuple[Asked[Entry], ...]
    """In the file's order, table by table."""
    sha256: str
    set: Mapping[str, str]
    """What --set or a scenario has laid over the file."""
    scenarios: Mapping[str, ScenarioTable]
    notes: tuple[Note, ...] = ()
    """What must be said of the overlay."""
    lint: LintTable = LintTable()

    def of(self, table: str) -> tuple[Asked[Entry], ...]:
        """The entries of one table."""
        return tuple(asked for asked in self.entries if asked.table == table)
