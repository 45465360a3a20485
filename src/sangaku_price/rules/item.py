"""A price item: a kind of entry, its table in a contract file, and how it is priced."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from sangaku_price.contract.entry import Asked, Entry, Kind
from sangaku_price.quotation.derivation import Step
from sangaku_price.quotation.values import Note
from sangaku_price.rules.terms import Draft, Terms

Priced = Iterator[Draft | Note]
"""What an entry comes to, and what must be said of it."""
Pricing = Callable[[Asked[Any], Terms, Step | None], Priced]
"""How an entry is priced; the step is the sum of the lines that its `of` names."""


class Item(NamedTuple):
    """One entry of the price list."""

    kind: Kind
    table: type[Entry] | None = None
    """Its table in a contract file; None for what no file asks for by itself."""
    price: Pricing | None = None
    """None for what stands on other lines: the engine calls it when they are known."""
    is_published: Callable[[Any], bool] = lambda _: False
    """Whether the price of an entry is the tariff's own number, and not one that the contract gives."""
