"""What an institution publishes on the price of 「知」: whether an item is charged, where, at what price if it says."""

from typing import Annotated

from pydantic import Field

from sangaku_price.tariff.rules import Rule
from sangaku_price.toml.table import said
from sangaku_price.toml.values import Charge, Rate, TextPair, UnitPrice, one_of

PRACTICES = (
    "involvement",
    "contribution",
    "backfill",
    "management",
    "use",
    "success",
    "guidance",
    "strategic",
    "incentive",
)
"""What is published on the price of 「知」: the price items, the hours of 学術指導, what goes back to researchers."""


class PracticeRule(Rule):
    """[[practice]]: what the institution publishes on the price of 「知」. It prices nothing; it is shown and found."""

    item: Annotated[str, one_of(*PRACTICES)] = Field(description=said("何の対価か。", "What is paid for."))
    charged: Annotated[str, one_of("yes", "optional", "negotiated", "no")] = Field(
        description=said("計上するか。", "Whether it is charged.")
    )
    charged_as: Charge | None = Field(
        default=None, description=said("別表での区分。", "Where the institution's ledger has it.")
    )
    hourly: UnitPrice | None = Field(default=None, description=said("時間単価（円）。", "Yen an hour."))
    hourly_to: UnitPrice | None = Field(
        default=None, description=said("時間単価の上（円）。", "The upper end of yen an hour.")
    )
    bound: Annotated[str, one_of("at-least", "in-principle", "guide", "range")] | None = Field(
        default=None, description=said("時間単価の意味。", "What the yen an hour are.")
    )
    rate: Rate | None = Field(default=None, description=said("率。", "Rate."))
    of: Annotated[str, one_of("direct", "overhead")] | None = Field(
        default=None, description=said("率の基礎。", "What the rate is of.")
    )
    says: TextPair = Field(description=said("公表されている内容。", "What the page says."))
