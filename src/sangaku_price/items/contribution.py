"""その他研究者の知的貢献への評価 (other intellectual contribution): accumulated expertise, not hours.

Ground: 追補版 A-1 1 研究者等の有する「知」への価値付け. Institutions call it 学術貢献費, 知的貢献費, 研究者充当経費.
Formula: `amount`, or `percent` of the lines that `of` names.
Rounding: down to 1 yen, once per entry.
Not modelled: who inside the university receives it.
"""

from typing import ClassVar

from sangaku_price.contract.entry import Asked, Kind
from sangaku_price.language.text import Text
from sangaku_price.quotation.derivation import Step
from sangaku_price.rules.clauses import RESEARCHER
from sangaku_price.rules.item import Item, Priced
from sangaku_price.rules.percent import AmountOrPercent, base_ids, stated_or_share
from sangaku_price.rules.terms import Terms


class Contribution(AmountOrPercent):
    """[[contribution]] of a contract file."""

    kind: ClassVar[Kind] = Kind(
        "contribution", Text("その他研究者の知的貢献", "other intellectual contribution"), "researcher", is_value=True
    )


def price_contribution(asked: Asked[Contribution], terms: Terms, base: Step | None) -> Priced:
    """One line."""
    step, source = stated_or_share(asked, base)
    yield terms.draft(asked, step, (RESEARCHER, source), rate=asked.entry.percent, base=tuple(base_ids(base)))


ITEM = Item(Contribution.kind, Contribution, price_contribution)
