"""[[notice]]: what must be said of a contract, or must hold."""

from typing import Annotated

from pydantic import Field

from sangaku_price.tariff.conditions import Conditions
from sangaku_price.tariff.rules import Per, Rule
from sangaku_price.toml.name_lists import Names
from sangaku_price.toml.table import said
from sangaku_price.toml.values import TextPair, one_of


class NoticeRule(Rule):
    """[[notice]]: what must be said, or must hold."""

    when: Conditions | None = Field(
        default=None, description=said("条件（すべて成り立つとき）。", "Conditions that must all hold.")
    )
    base: Names | None = Field(
        default=None, description=said("算定の基礎。", "What the rate is of: kinds, ids of earlier overheads, total.")
    )
    except_categories: Names | None = Field(
        default=None, description=said("除く費目。", "Categories that are not in the base.")
    )
    per: Per = Field(
        default="contract",
        description=said("額・下限・上限・条件の期間。", "What amounts, floors, caps and thresholds are for."),
    )
    level: Annotated[str, one_of("note", "warning", "gate")] = Field(
        default="note", description=said("種類。", "Level.")
    )
    text: TextPair = Field(description=said("文言。", "What is said."))
