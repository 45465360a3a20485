"""THE PRICE LIST: every price item, in the order of the quote; one file each.

A file opens with its clause, its formula and its rounding, and says everything about its item: its table in a contract
file, its label, its section, where it is charged, what is private, how it is priced.
May use: rules and every room below it; never another item.
Not here: sums over lines, periods, tax (pricing), mistakes between tables (loading), any page (documents).
"""

from collections.abc import Mapping
from functools import cache

from sangaku_price.contract.entry import OUTCOME, Entry, Kind
from sangaku_price.items import (
    backfill,
    contribution,
    cross_appointment,
    direct,
    involvement,
    lump_sum,
    management,
    overhead,
    resident,
    success,
    use,
    waiver,
)
from sangaku_price.language.text import Text
from sangaku_price.rules.item import Item

PRICE_LIST: tuple[Item, ...] = (
    direct.ITEM,
    resident.ITEM,
    involvement.ITEM,
    contribution.ITEM,
    backfill.ITEM,
    cross_appointment.ITEM,
    management.ITEM,
    overhead.ITEM,
    use.ITEM,
    success.ITEM,
    waiver.ITEM,
    lump_sum.ITEM,
)
"""Every price item, in the order in which a quote shows them."""
USUAL_KINDS = (
    "direct",
    "resident",
    "involvement",
    "contribution",
    "backfill",
    "management",
    "overhead",
    "use",
    "success",
    "waiver",
    "lump-sum",
)
"""The kinds that figures by kind always name: those that the first quotes had. Figures name any later one only where a
quote has it: else no quote that was frozen before it could be read any more."""


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind of line."""
    return {item.kind.id: item.kind for item in PRICE_LIST}


@cache
def labels() -> Mapping[str, Text]:
    """What each kind of line is called."""
    return {item.kind.id: item.kind.label for item in PRICE_LIST}


@cache
def base_kinds() -> tuple[str, ...]:
    """The kinds that have fixed lines, and so may stand in `of` or in a base."""
    return tuple(item.kind.id for item in PRICE_LIST if item.kind.is_base)


@cache
def value_kinds() -> frozenset[str]:
    """The kinds whose fixed lines make the share of value."""
    return frozenset(item.kind.id for item in PRICE_LIST if item.kind.is_value)


@cache
def outcome_kinds() -> frozenset[str]:
    """The kinds that depend on results: besides value-based, the approach that is linked to them alone keeps them."""
    return frozenset(item.kind.id for item in PRICE_LIST if item.kind.approaches == OUTCOME)


@cache
def parted_kinds() -> frozenset[str]:
    """The kinds of which an entry has a line for each of its parts: `licence/upfront`."""
    return frozenset(item.kind.id for item in PRICE_LIST if item.kind.has_parts)


@cache
def entry_tables() -> Mapping[str, type[Entry]]:
    """The arrays of entries that a contract file may hold."""
    return {item.kind.id: item.table for item in PRICE_LIST if item.table is not None}


def item_of(kind: str) -> Item:
    """The item of a kind. Raises LookupError where there is none."""
    return _by_kind()[kind]


@cache
def _by_kind() -> Mapping[str, Item]:
    return {item.kind.id: item for item in PRICE_LIST}


@cache
def kept_by(approach: str) -> frozenset[str]:
    """The kinds of entry that an approach keeps; value-based keeps everything."""
    tables = entry_tables()
    return frozenset(name for name, table in tables.items() if approach in {"value-based", *table.kind.approaches})


@cache
def private_keys() -> frozenset[str]:
    """The keys of entries that only the office reads."""
    return frozenset().union(*(table.private for table in entry_tables().values()))
