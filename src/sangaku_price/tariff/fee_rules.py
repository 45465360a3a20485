"""[[resident]] and [[rates]]: what is published for a person, and for an hour."""

from typing import Annotated

from pydantic import Field

from sangaku_price.tariff.fees import Hourly, Steps
from sangaku_price.tariff.rules import Bound, Per, Rule
from sangaku_price.toml.table import said
from sangaku_price.toml.values import Count, Flag, Id, UnitPrice, one_of


class ResidentRule(Rule):
    """[[resident]]: 研究料 per person."""

    id: Id = Field(
        default="resident",
        description=said("id（半角英数字とハイフン）。", "Letters, digits and hyphens, not all digits."),
    )
    steps: Steps = Field(default=(), description=said("月数ごとの料金 { 月数 = 円 }。", "{ up to months = yen }."))
    every: Count | None = Field(
        default=None, description=said("段階が繰り返す月数。", "Months after which the steps begin again.")
    )
    counted: Annotated[str, one_of("elapsed", "fiscal-year")] = Field(
        default="elapsed", description=said("月の数え方。", "How months are counted.")
    )
    unit_price: UnitPrice | None = Field(default=None, description=said("単価（円）。", "Yen a unit."))
    per: Per = Field(
        default="contract",
        description=said("額・下限・上限・条件の期間。", "What amounts, floors, caps and thresholds are for."),
    )
    negotiated: Flag = Field(default=False, description=said("別途協議か。", "The contract must give it."))


class RatesRule(Rule):
    """[[rates]]: yen an hour by rank."""

    id: Id = Field(
        default="rates",
        description=said("id（半角英数字とハイフン）。", "Letters, digits and hyphens, not all digits."),
    )
    hourly: Hourly = Field(description=said("職位別の時間単価 { 職位 = 円 }。", "{ rank = yen }."))
    bound: Bound | None = Field(
        default=None, description=said("公表値が下限か上限か。", "Whether what is published is a minimum or a maximum.")
    )
