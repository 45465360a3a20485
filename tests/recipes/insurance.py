"""保険料 (insurance premium): an invented price item, as its module in items would be.

Ground: invented for the test of the recipe.
Formula: `amount`, or `insured-value` × `rate`.
Rounding: down to 1 yen, once per entry.
Not modelled: everything about insurance.
"""

from typing import ClassVar

from pydantic import Field

from sangaku_price.contract.entry import COST, Asked, Entry, Exclusive, Kind, Needs
from sangaku_price.language.text import Text
from sangaku_price.quotation.derivation import Step, constant, product
from sangaku_price.rules.item import Item, Priced
from sangaku_price.rules.terms import Terms, own_source
from sangaku_price.toml.table import said
from sangaku_price.toml.values import Rate, Words, YenAmount


class Insurance(Entry):
    """[[insurance]] of a contract file."""

    kind: ClassVar[Kind] = Kind(
        "insurance", Text("保険料", "insurance premium"), "direct", charged_as="direct", approaches=COST
    )
    private: ClassVar[frozenset[str]] = Entry.private | {"insurer"}
    exclusive: ClassVar[Exclusive] = (("amount", "rate"),)
    prices: ClassVar[tuple[str, ...]] = ("amount", "rate")
    needs: ClassVar[Needs] = (("rate", ("insured-value",)), ("insured-value", ("rate",)))

    amount: YenAmount | None = Field(default=None, description=said("金額（円）。", "Amount in yen."))
    rate: Rate | None = Field(default=None, description=said("保険料率。", "Rate of the premium."))
    insured_value: YenAmount | None = Field(default=None, description=said("保険価額（円）。", "Value insured in yen."))
    insurer: Words | None = Field(default=None, description=said("保険者（非公開）。", "Who insures; private."))


def price_insurance(asked: Asked[Insurance], terms: Terms, _base: Step | None) -> Priced:
    """One line."""
    entry, path = asked.entry, asked.path
    if entry.amount is not None:
        yield terms.draft(asked, constant(entry.amount, "yen", key=f"{path}.amount"), (own_source(asked, "amount"),))
        return
    step = product(
        constant(entry.insured_value or 0, "yen", Text("保険価額", "value insured"), key=f"{path}.insured-value"),
        constant(entry.rate or 0, "rate", Text("保険料率", "premium rate"), key=f"{path}.rate"),
    )
    yield terms.draft(asked, step, (own_source(asked, "rate"),))._replace(rate=entry.rate)


ITEM = Item(Insurance.kind, Insurance, price_insurance)
