"""直接経費 (direct cost): what is used directly to carry the project.

Ground: 追補版 A-1 3 必要となるコストの適切な分担. A guidance fee (指導料) of academic consulting is a direct cost.
Formula: `amount`, or quantity × unit-price; guidance: hours × hourly-rate, the tariff's minimum hourly rate applies.
Rounding: down to 1 yen, once per entry.
Not modelled: refunds of money that is not spent, transfer between categories.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, ClassVar

from sangaku_price.contract.tables import Asked
from sangaku_price.language.labels import CATEGORIES
from sangaku_price.language.phrases import noted
from sangaku_price.language.text import Text
from sangaku_price.quotation.derivation import constant, product
from sangaku_price.rules.clauses import COSTS
from sangaku_price.rules.hourly import hourly_rate
from sangaku_price.rules.terms import Draft, Terms, own_source
from sangaku_price.toml.values import Entry, Exclusive, Needs, Number, Words, YenAmount, one_of


class Direct(Entry):
    """[[direct]] of a contract file."""

    exclusive: ClassVar[Exclusive] = (
        ("amount", "unit-price"),
        ("amount", "quantity"),
        ("amount", "hours"),
        ("quantity", "hours"),
    )
    prices: ClassVar[tuple[str, ...]] = ("amount", "unit-price", "quantity", "hours")
    needs: ClassVar[Needs] = (("quantity", ("unit-price",)), ("unit-price", ("quantity",)), ("hourly-rate", ("hours",)))

    category: Annotated[str, one_of(*CATEGORIES)] = "other"
    amount: YenAmount | None = None
    quantity: Number | None = None
    unit: Words | None = None
    unit_price: YenAmount | None = None
    hours: Number | None = None
    hourly_rate: YenAmount | None = None
    rank: Words | None = None


def price_direct(asked: Asked[Direct], terms: Terms) -> Iterator[Draft]:
    """One line of direct cost."""
    entry = asked.entry
    label = None if entry.item else _category_label(asked, terms)
    if entry.amount is not None:
        step = constant(entry.amount, "yen", key=f"{asked.path}.amount")
        draft = terms.draft(asked, step, (COSTS, own_source(asked, "amount")), label=label)
    elif entry.category == "guidance":
        draft = _guidance(asked, terms, label)
    else:
        quantity, unit_price = entry.quantity or 0, entry.unit_price or 0
        step = product(
            constant(unit_price, "yen", Text("単価", "unit price"), key=f"{asked.path}.unit-price"),
            constant(quantity, entry.unit or "", Text("数量", "quantity"), key=f"{asked.path}.quantity"),
        )
        draft = terms.draft(asked, step, (COSTS, own_source(asked, "unit-price")), label=label)
        draft = draft._replace(quantity=entry.quantity, unit=entry.unit, unit_price=entry.unit_price)
    yield draft._replace(category=entry.category)


def _guidance(asked: Asked[Direct], terms: Terms, label: Text | None) -> Draft:
    entry = asked.entry
    key = "hours" if entry.hours is not None else "quantity"
    hours = entry.hours if entry.hours is not None else entry.quantity or Fraction(0)
    own_rate = entry.hourly_rate if entry.hours is not None else entry.unit_price
    rate = hourly_rate(asked, terms, entry.rank, own_rate, "hourly-rate" if key == "hours" else "unit-price")
    step = product(constant(hours, "hours", Text("時間", "hours"), key=f"{asked.path}.{key}"), rate.step)
    draft = terms.draft(asked, step, (COSTS, *rate.sources), label=label, notes=rate.notes(asked.id, step))
    return draft._replace(quantity=hours, unit="時間", unit_price=rate.yen)


def _category_label(asked: Asked[Direct], terms: Terms) -> Text:
    return noted(terms.label(asked), CATEGORIES[asked.entry.category])
