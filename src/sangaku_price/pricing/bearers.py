"""Who bears what: the company's ledger is the price; what another bears stands in a ledger of its own.

So nothing that the company does not bear can come into its bases, quantities, invoices or totals. A waiver follows its
line, and an overhead that another bears is measured on the company's lines and takes nothing out of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sangaku_price.contract.contract import Contract
from sangaku_price.contract.entry import Asked, Entry
from sangaku_price.pricing.ledger import Ledger
from sangaku_price.pricing.order import as_quoted
from sangaku_price.pricing.waiving import Waiving
from sangaku_price.quotation.values import Line
from sangaku_price.rules.terms import Terms

if TYPE_CHECKING:
    from sangaku_price.quotation.beside import Brought, CostShares

COMPANY = "company"
OTHERS = ("university", "grant")


def is_of_company(asked: Asked[Entry]) -> bool:
    """Whether the company bears what an entry asks for."""
    return asked.entry.borne_by in {None, COMPANY}


class Bearers:
    """The ledgers of one contract, and the bearer of each of its entries."""

    def __init__(self, terms: Terms) -> None:
        entries = (one for one in terms.contract.entries if one.table != "waiver")
        self.by_entry = {one.id: one.entry.borne_by for one in entries if one.entry.borne_by is not None}
        bearing = {*self.by_entry.values()}
        self.ledgers = {name: Ledger.of(terms) for name in (COMPANY, *OTHERS) if name == COMPANY or name in bearing}

    def of(self, ident: str) -> str:
        """Who bears the lines of an entry or an overhead, or one of its parts."""
        if not self.by_entry:
            return COMPANY
        return self.by_entry.get(ident) or self.by_entry.get(ident.partition("/")[0], COMPANY)

    def is_company(self, ident: str) -> bool:
        """Whether it is the company."""
        return self.of(ident) == COMPANY

    def ledger_of(self, ident: str) -> Ledger:
        """The ledger in which the lines of an entry or an overhead stand."""
        return self.ledgers[self.of(ident)]

    def waiving(self, kept: Mapping[str, Asked[Entry]]) -> Mapping[str, Waiving]:
        """By bearer, what may be waived."""
        return {name: Waiving(ledger, kept) for name, ledger in self.ledgers.items()}

    def borne(self, nodes: Sequence[str], asked_of: Mapping[str, str]) -> tuple[Line, ...]:
        """The lines that another than the company bears, as a quote orders them."""
        return tuple(
            line for name in OTHERS if name in self.ledgers for line in as_quoted(self._of_other(name), nodes, asked_of)
        )

    def _of_other(self, name: str) -> Iterator[Line]:
        return (line._replace(borne_by=name) for line in self.ledgers[name].lines())


def cost_shares(lines: Sequence[Line], borne: Sequence[Line], granted: int) -> "CostShares | None":
    """Who bears how much of the fixed lines; None where the company bears all. Of grants all that is `granted`."""
    if not borne:
        return None
    from sangaku_price.quotation.beside import CostShares

    sums = dict.fromkeys((COMPANY, *OTHERS), 0)
    for line in (*lines, *borne):
        if line.certainty == "fixed":
            sums[line.borne_by] += line.amount
    return CostShares(**{**sums, "grant": granted})


def brought(contract: Contract) -> "tuple[Brought, ...]":
    """What the parties bring in kind."""
    if not contract.beside.in_kind:
        return ()
    from sangaku_price.quotation.beside import Brought

    return tuple(Brought(one.party, one.item, one.worth, one.note) for one in contract.beside.in_kind)
