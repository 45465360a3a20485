"""研究マネジメントの価値 (value of research management): planning and steering by coordinators and URA.

Ground: 追補版 A-1 3 必要となるコストの適切な分担.
Formula: `amount`, hours × hourly-rate, or `percent` of the lines that `of` names.
Rounding: down to 1 yen, once per entry.
Not modelled: an institution's 戦略的産学連携経費 is an overhead of its tariff, not an entry of this kind.
"""

from collections.abc import Iterator
from typing import ClassVar

from sangaku_price.contract.tables import Asked
from sangaku_price.language.text import Text
from sangaku_price.quotation.derivation import Step, constant, product
from sangaku_price.rules.clauses import COSTS
from sangaku_price.rules.percent import AmountOrPercent, base_ids, stated_or_share
from sangaku_price.rules.terms import Draft, Terms, own_source
from sangaku_price.toml.values import Exclusive, Needs, Number, Words, YenAmount


class Management(AmountOrPercent):
    """[[management]] of a contract file."""

    exclusive: ClassVar[Exclusive] = (("amount", "percent"), ("amount", "hours"), ("percent", "hours"))
    prices: ClassVar[tuple[str, ...]] = ("amount", "percent", "hours")
    needs: ClassVar[Needs] = (*AmountOrPercent.needs, ("hours", ("hourly-rate",)), ("hourly-rate", ("hours",)))

    who: Words | None = None
    hours: Number | None = None
    hourly_rate: YenAmount | None = None


def price_management(asked: Asked[Management], terms: Terms, base: Step | None) -> Iterator[Draft]:
    """One line."""
    entry = asked.entry
    if entry.hours is None:
        step, source = stated_or_share(asked, base)
        draft = terms.draft(asked, step, (COSTS, source), addition=entry.who)
        yield draft._replace(rate=entry.percent, base=tuple(base_ids(base)))
        return
    step = product(
        constant(entry.hours, "hours", Text("時間", "hours"), key=f"{asked.path}.hours"),
        constant(entry.hourly_rate or 0, "yen/hour", Text("時間単価", "hourly rate"), key=f"{asked.path}.hourly-rate"),
    )
    draft = terms.draft(asked, step, (COSTS, own_source(asked, "hourly-rate")), addition=entry.who)
    yield draft._replace(quantity=entry.hours, unit="時間", unit_price=entry.hourly_rate)
