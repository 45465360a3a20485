"""[[kind]]: what an institution calls a kind of entry."""

from pydantic import Field

from sangaku_price.tariff.rules import Rule
from sangaku_price.toml.table import said
from sangaku_price.toml.values import Charge


class KindRule(Rule):
    """[[kind]]: what the institution calls a kind of entry, and where its ledger has it."""

    charged_as: Charge | None = Field(
        default=None, description=said("別表での区分。", "Where the institution's ledger has it.")
    )
