"""[amends]: what a contract file says of the change that it is (変更契約)."""

from typing import Annotated

from pydantic import Field

from sangaku_price.quotation.change import RATES
from sangaku_price.toml.table import Table, said
from sangaku_price.toml.values import Count, Day, Words, one_of


class AmendsTable(Table):
    """[amends]: the frozen quote that this contract changes (変更契約), and when."""

    quote: Words = Field(
        description=said("変更する契約の凍結見積（このファイルからのパス）。", "The frozen quote in force.")
    )
    signed: Day = Field(description=said("変更契約の締結日。", "The day of the change; it decides its rates."))
    number: Count | None = Field(default=None, description=said("第何回の変更か。", "Which change it is, from 1."))
    reason: Words | None = Field(default=None, description=said("変更の理由。", "Why the contract is changed."))
    rates: Annotated[str, one_of(*RATES)] | None = Field(
        default=None,
        description=said(
            "変更分の率（料金表の定めに代える。reason が必要）。",
            "At which rates the change is priced, in the place of the tariff's rule; needs a reason.",
        ),
    )
