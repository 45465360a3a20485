"""THE PRICE LIST: every table of a contract file that is priced, in the order of the quote; one file each.

A file opens with its clause, its formula and its rounding, and holds all that is particular to its item.
`price_entry` gives the drafts of one entry. Overheads and waivers stand on other lines: the engine calls them itself.
May use: rules and every room below it; never another item.
Not here: sums over lines, periods, tax (pricing), mistakes between tables (loading), any page (documents).
"""

from collections.abc import Iterator, Mapping
from typing import cast

from sangaku_price.contract.tables import Asked
from sangaku_price.items.backfill import Backfill, price_backfill
from sangaku_price.items.contribution import Contribution, price_contribution
from sangaku_price.items.direct import Direct, price_direct
from sangaku_price.items.involvement import Involvement, price_involvement
from sangaku_price.items.management import Management, price_management
from sangaku_price.items.resident import Resident, price_resident
from sangaku_price.items.success import Success, price_success
from sangaku_price.items.use import Use, price_use
from sangaku_price.items.waiver import Waiver
from sangaku_price.quotation.derivation import Step
from sangaku_price.rules.overhead_rules import Overhead
from sangaku_price.rules.terms import Draft, Terms
from sangaku_price.toml.values import Entry

ENTRY_TABLES: Mapping[str, type[Entry]] = {
    "direct": Direct,
    "resident": Resident,
    "involvement": Involvement,
    "contribution": Contribution,
    "backfill": Backfill,
    "management": Management,
    "overhead": Overhead,
    "use": Use,
    "success": Success,
    "waiver": Waiver,
}
"""The arrays of entries that a contract file may hold."""


def price_entry(asked: Asked[Entry], terms: Terms, base: Step | None) -> Iterator[Draft]:
    """The drafts of one entry; `base` is the sum of the lines that its `of` names."""
    match asked.table:
        case "direct":
            return price_direct(cast("Asked[Direct]", asked), terms)
        case "resident":
            return price_resident(cast("Asked[Resident]", asked), terms)
        case "involvement":
            return price_involvement(cast("Asked[Involvement]", asked), terms)
        case "contribution":
            return price_contribution(cast("Asked[Contribution]", asked), terms, base)
        case "backfill":
            return price_backfill(cast("Asked[Backfill]", asked), terms)
        case "management":
            return price_management(cast("Asked[Management]", asked), terms, base)
        case "use":
            return price_use(cast("Asked[Use]", asked), terms)
        case _:
            return price_success(cast("Asked[Success]", asked), terms, base)
