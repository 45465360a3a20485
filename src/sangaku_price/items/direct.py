"""直接経費 (direct cost): what is used directly to carry the project.

Ground: 追補版 A-1 3 必要となるコストの適切な分担. A guidance fee (指導料) of academic consulting is a direct cost.
Formula: `amount`, or quantity × unit-price; guidance: hours × hourly-rate, the tariff's minimum hourly rate applies.
Rounding: down to 1 yen, once per entry.
Not modelled: refunds of money that is not spent, transfer between categories.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, ClassVar

from pydantic import Field

from sangaku_price.contract.entry import COST, Asked, Entry, Exclusive, Kind, Needs
from sangaku_price.language.phrases import enumerated, noted
from sangaku_price.language.text import Text, own
from sangaku_price.quotation.derivation import Step, constant, product
from sangaku_price.rules.clauses import COSTS
from sangaku_price.rules.hourly import hourly_rate
from sangaku_price.rules.item import Item, Priced
from sangaku_price.rules.terms import Draft, Particular, Terms, own_source
from sangaku_price.toml.table import said
from sangaku_price.toml.values import Number, UnitPrice, Words, YenAmount, one_of

CATEGORIES: Mapping[str, Text] = {
    "equipment": Text("設備備品費", "equipment"),
    "consumables": Text("消耗品費", "consumables"),
    "personnel": Text("人件費", "personnel"),
    "travel": Text("旅費", "travel"),
    "honoraria": Text("謝金", "honoraria"),
    "outsourcing": Text("外注費", "outsourcing"),
    "facility": Text("施設・設備使用料", "facility"),
    "guidance": Text("指導料", "guidance fee"),
    "other": Text("その他", "other"),
}
"""What a direct cost is spent on."""


class Direct(Entry):
    """[[direct]] of a contract file."""

    kind: ClassVar[Kind] = Kind(
        "direct", Text("直接経費", "direct cost"), "direct", charged_as="direct", approaches=COST
    )
    exclusive: ClassVar[Exclusive] = (
        ("amount", "unit-price"),
        ("amount", "quantity"),
        ("amount", "hours"),
        ("quantity", "hours"),
    )
    prices: ClassVar[tuple[str, ...]] = ("amount", "unit-price", "quantity", "hours")
    needs: ClassVar[Needs] = (("quantity", ("unit-price",)), ("unit-price", ("quantity",)), ("hourly-rate", ("hours",)))
    excuses: ClassVar[Mapping[str, tuple[str, str]]] = {
        "quantity": ("category", "guidance")
    }  # the tariff may have its price

    category: Annotated[str, one_of(*CATEGORIES)] = Field(
        default="other", description=said("費目。", "What the cost is.")
    )
    amount: YenAmount | None = Field(default=None, description=said("金額（円）。", "Amount in yen."))
    quantity: Number | None = Field(default=None, description=said("数量。", "Quantity."))
    unit: Words | None = Field(default=None, description=said("単位。", "Unit."))
    unit_price: UnitPrice | None = Field(default=None, description=said("単価（円）。", "Yen a unit."))
    hours: Number | None = Field(default=None, description=said("時間。", "Hours."))
    hourly_rate: UnitPrice | None = Field(default=None, description=said("時間単価（円）。", "Yen an hour."))
    rank: Words | None = Field(default=None, description=said("職位。", "Rank."))
    recipient: Words | None = Field(
        default=None, description=said("支払先（外注先など）。", "Who is paid, for instance a subcontractor.")
    )
    """Where a rule counts the first yen of each recipient, entries that name the same one are one."""


def price_direct(asked: Asked[Direct], terms: Terms, _base: Step | None) -> Priced:
    """One line of direct cost."""
    entry = asked.entry
    label = None if entry.item else _category_label(asked, terms)
    paid = Particular(category=entry.category, recipient=entry.recipient)
    if entry.amount is not None:
        step = constant(entry.amount, "yen", key=f"{asked.path}.amount")
        yield terms.draft(asked, step, (COSTS, own_source(asked, "amount")), label=label, **paid)
    elif entry.category == "guidance":
        yield _guidance(asked, terms, label)._replace(**paid)
    else:
        quantity, unit_price = entry.quantity or 0, entry.unit_price or 0
        step = product(
            constant(unit_price, "yen", Text("単価", "unit price"), key=f"{asked.path}.unit-price"),
            constant(quantity, entry.unit or "", Text("数量", "quantity"), key=f"{asked.path}.quantity"),
        )
        paid = Particular(**paid, quantity=entry.quantity, unit=entry.unit, unit_price=entry.unit_price)
        yield terms.draft(asked, step, (COSTS, own_source(asked, "unit-price")), label=label, **paid)


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
    words = CATEGORIES[asked.entry.category]
    recipient = asked.entry.recipient
    return noted(terms.label(asked), words if recipient is None else enumerated((words, own(recipient))))


def is_published(entry: Direct) -> bool:
    """Whether the tariff says what an hour of guidance costs."""
    return (
        entry.category == "guidance" and entry.amount is None and entry.hourly_rate is None and entry.unit_price is None
    )


ITEM = Item(Direct.kind, Direct, price_direct, is_published)
