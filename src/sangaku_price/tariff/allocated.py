"""[[allocation]]: where an institution puts what it receives."""

from pydantic import Field

from sangaku_price.tariff.conditions import Conditions
from sangaku_price.tariff.rules import Per, Rule
from sangaku_price.toml.divisions import Places
from sangaku_price.toml.name_lists import Names
from sangaku_price.toml.table import said


class AllocationRule(Rule):
    """[[allocation]]: where the institution puts what it receives; it moves no price."""

    of: Names = Field(description=said("対象（種類または間接経費の id）。", "What is allocated: kinds, ids."))
    to: Places = Field(
        description=said(
            '配分先 { "部局" = 50, "本部" = 50 } または { "部局" = "3/10", "本部" = "rest" }。',
            'Where to: { place = weight }, or { place = share, other = "rest" }.',
        )
    )
    when: Conditions | None = Field(
        default=None, description=said("条件（すべて成り立つとき）。", "Conditions that must all hold.")
    )
    per: Per = Field(
        default="contract",
        description=said("額・下限・上限・条件の期間。", "What amounts, floors, caps and thresholds are for."),
    )
