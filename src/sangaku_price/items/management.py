"""研究マネジメントの価値 (value of research management): planning and steering by coordinators and URA.

Ground: 追補版 A-1 3 必要となるコストの適切な分担.
Formula: `amount`, hours × hourly-rate, or `percent` of the lines that `of` names.
Rounding: down to 1 yen, once per entry.
Not modelled: an institution's 戦略的産学連携経費 is an overhead of its tariff, not an entry of this kind.
"""

from typing import ClassVar

from pydantic import Field

from sangaku_price.contract.entry import Asked, Exclusive, Kind, Needs
from sangaku_price.language.text import Text
from sangaku_price.quotation.derivation import Step, constant, product
from sangaku_price.rules.clauses import COSTS
from sangaku_price.rules.item import Item, Priced
from sangaku_price.rules.percent import AmountOrPercent, base_ids, stated_or_share
from sangaku_price.rules.terms import Particular, Terms, own_source
from sangaku_price.toml.table import said
from sangaku_price.toml.values import Number, UnitPrice, Words


class Management(AmountOrPercent):
    """[[management]] of a contract file."""

    kind: ClassVar[Kind] = Kind(
        "management", Text("研究マネジメント", "research management"), "management", is_value=True
    )
    exclusive: ClassVar[Exclusive] = (("amount", "percent"), ("amount", "hours"), ("percent", "hours"))
    prices: ClassVar[tuple[str, ...]] = ("amount", "percent", "hours")
    needs: ClassVar[Needs] = (*AmountOrPercent.needs, ("hours", ("hourly-rate",)), ("hourly-rate", ("hours",)))

    who: Words | None = Field(default=None, description=said("氏名・役割。", "Who."))
    hours: Number | None = Field(default=None, description=said("時間。", "Hours."))
    hourly_rate: UnitPrice | None = Field(default=None, description=said("時間単価（円）。", "Yen an hour."))


def price_management(asked: Asked[Management], terms: Terms, base: Step | None) -> Priced:
    """One line."""
    entry = asked.entry
    if entry.hours is None:
        step, source = stated_or_share(asked, base)
        share = Particular(rate=entry.percent, base=tuple(base_ids(base)))
        yield terms.draft(asked, step, (COSTS, source), addition=entry.who, **share)
        return
    step = product(
        constant(entry.hours, "hours", Text("時間", "hours"), key=f"{asked.path}.hours"),
        constant(entry.hourly_rate or 0, "yen/hour", Text("時間単価", "hourly rate"), key=f"{asked.path}.hourly-rate"),
    )
    time = Particular(quantity=entry.hours, unit="時間", unit_price=entry.hourly_rate)
    yield terms.draft(asked, step, (COSTS, own_source(asked, "hourly-rate")), addition=entry.who, **time)


ITEM = Item(Management.kind, Management, price_management)
