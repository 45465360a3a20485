"""The tables that few contract files have: their names, for everybody; their models, for those who ask.

The modules of the models are imported where a file has such a table, or where all that a file may hold is asked for:
most files have none of them, and to define them takes longer than to price a contract.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from sangaku_price.toml.table import Table

if TYPE_CHECKING:
    from sangaku_price.contract.public_money import AllocationTable, CompanyTaxTable, GrantTable, InKindTable
    from sangaku_price.contract.schemes import Scheme

INVOICING = ("payment", "payer")
"""The arrays that say who pays when."""
BESIDE = ("in-kind", "grant", "allocation")
"""The arrays of tables that are no entries: nothing of them is in the price."""
COMPANY_TAX = "company-tax"
"""The table that stands once, beside the price."""


def optional_arrays() -> Mapping[str, type[Table]]:
    """The models of the arrays that are no entries."""
    from sangaku_price.contract.invoicing import PayerTable, PaymentTable
    from sangaku_price.contract.public_money import AllocationTable, GrantTable, InKindTable

    models = (PaymentTable, PayerTable, InKindTable, GrantTable, AllocationTable)
    return dict(zip((*INVOICING, *BESIDE), models, strict=True))


def place(table: str, ident: str) -> str:
    """Where a payment or payer stands in the file: `payer.alpha`; one without an id is called by its place."""
    return ident if "." in ident else f"{table}.{ident}"


class Beside(NamedTuple):
    """What stands beside the price of a contract."""

    in_kind: "tuple[InKindTable, ...]" = ()
    allocations: "tuple[AllocationTable, ...]" = ()
    grants: "tuple[tuple[GrantTable, Scheme | None], ...]" = ()
    """Each with the scheme that it names; what it gives itself goes before that."""
    company_tax: "CompanyTaxTable | None" = None
