"""An amount that is stated, or a percentage of other lines: the two ways in which several entries are written.

`of` names kinds or ids. Only fixed lines that the scenario keeps count; `direct` means the [[direct]] entries.
"""

from collections.abc import Sequence
from typing import ClassVar

from pydantic import Field

from sangaku_price.contract.entry import Asked, Entry, Exclusive, Needs
from sangaku_price.language.text import Text
from sangaku_price.quotation.derivation import Step, constant, product
from sangaku_price.quotation.sources import Source
from sangaku_price.rules.terms import own_source
from sangaku_price.toml.name_lists import Names
from sangaku_price.toml.table import said
from sangaku_price.toml.values import Rate, YenAmount

PERCENT = Text("率", "rate")


class AmountOrPercent(Entry):
    """`amount`, or `percent` with `of`."""

    exclusive: ClassVar[Exclusive] = (("amount", "percent"),)
    prices: ClassVar[tuple[str, ...]] = ("amount", "percent")
    needs: ClassVar[Needs] = (("percent", ("of",)), ("of", ("percent",)))

    amount: YenAmount | None = Field(default=None, description=said("金額（円）。", "Amount in yen."))
    percent: Rate | None = Field(default=None, description=said("割合。", "Percentage."))
    of: Names | None = Field(
        default=None, description=said("割合の基礎（種類または id）。", "Kinds or ids of which it is a percentage.")
    )


def named_by(entry: Entry) -> Sequence[str]:
    """The kinds and ids that an entry's `of` names; none where it is no percentage."""
    if "of" not in entry.model_fields_set or not isinstance(entry, AmountOrPercent):
        return ()
    return entry.of or ()


def stated_or_share(asked: Asked[AmountOrPercent], base: Step | None) -> tuple[Step, Source]:
    """The exact amount and the key it stands at; `base` is the sum of the lines that `of` names."""
    entry = asked.entry
    if entry.percent is None or base is None:
        return constant(entry.amount or 0, "yen", key=f"{asked.path}.amount"), own_source(asked, "amount")
    rate = constant(entry.percent, "rate", PERCENT, key=f"{asked.path}.percent")
    return product(base, rate), own_source(asked, "percent")


def base_ids(base: Step | None) -> Sequence[str]:
    """The ids of the lines that a base sums."""
    return base.lines if base else ()
