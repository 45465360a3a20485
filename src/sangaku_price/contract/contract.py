"""The contract file as read and checked: its terms, and what it asks to be priced."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from sangaku_price.contract.entry import Asked, Entry
from sangaku_price.contract.optional_tables import Beside
from sangaku_price.contract.tables import (
    ContractTable,
    QuoteTable,
    ScenarioTable,
    TaxTable,
)
from sangaku_price.language.calendar import Calendar
from sangaku_price.quotation.values import Note

if TYPE_CHECKING:
    from sangaku_price.contract.amends import AmendsTable
    from sangaku_price.contract.examples import ExampleTable
    from sangaku_price.contract.invoicing import PayerTable, PaymentTable
    from sangaku_price.contract.meant import IgnoreTable, PassageTable

E = TypeVar("E", bound=Entry)


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
    findings_meant: "tuple[IgnoreTable, ...]" = ()
    """The findings of `check` that are meant."""
    examples: "tuple[ExampleTable, ...]" = ()
    """With which values the file proves itself."""
    payments: "Mapping[str, PaymentTable]" = MappingProxyType({})
    """The instalments by their ids, in the file's order; without any there is one invoice a period."""
    payers: "Mapping[str, PayerTable]" = MappingProxyType({})
    """Those who pay, by their ids; without any the company alone."""
    passages_meant: "tuple[PassageTable, ...]" = ()
    """The passages of the agreement whose figures are meant to differ."""
    beside: Beside = Beside()
    """What stands beside the price."""
    amends: "AmendsTable | None" = None
    """The frozen quote that it changes; None for a contract that changes none."""

    @property
    def calendar(self) -> Calendar:
        """How its documents count Japanese years."""
        return Calendar(era=bool(self.document.era))

    def of(self, table: str) -> tuple[Asked[Entry], ...]:
        """The entries of one table."""
        return tuple(asked for asked in self.entries if asked.table == table)

    def entries_of(self, model: type[E]) -> tuple[Asked[E], ...]:
        """The entries of one table, as the model that reads it knows them."""
        return cast("tuple[Asked[E], ...]", self.of(model.kind.id))
