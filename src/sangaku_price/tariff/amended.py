"""[[amendment]]: what the change of a contract costs (変更契約), and for which changes."""

from typing import Annotated

from pydantic import Field, WithJsonSchema

from sangaku_price.quotation.change import AMENDED, AMOUNT, RATES
from sangaku_price.tariff.rules import DecidedBy, Rule
from sangaku_price.toml.name_lists import read_names
from sangaku_price.toml.read_by import ReadBy
from sangaku_price.toml.table import said
from sangaku_price.toml.values import Id, one_of, refuse


def read_on(value: object) -> tuple[str, ...]:
    """One of what a change can be of, or a list of them."""
    found = read_names(value)
    if not set(found) <= set(AMENDED):
        raise refuse("choice", allowed=" | ".join(AMENDED))
    return found


_ONE_OF_THEM = {"enum": list(AMENDED)}
On = Annotated[
    tuple[str, ...],
    ReadBy(read_on),
    WithJsonSchema({"oneOf": [_ONE_OF_THEM, {"type": "array", "items": _ONE_OF_THEM, "minItems": 1}]}),
]


class AmendmentRule(Rule):
    """[[amendment]]: at which rates a change is priced."""

    id: Id = Field(
        default="amendment",
        description=said("id（半角英数字とハイフン）。", "Letters, digits and hyphens, not all digits."),
    )
    rates: Annotated[str, one_of(*RATES)] = Field(
        description=said(
            "変更分の率: 増減分だけ・全体・当初のまま。", "The increment, all at the rates of its day, or as it was."
        )
    )
    on: On = Field(
        default=(AMOUNT,),
        description=said("何が変われば適用するか（金額・期間）。", "Which changes it is for: amount, extension."),
    )
    decided_by: DecidedBy = Field(
        default="signed", description=said("どの日付で決まるか。", "Which date of the contract decides.")
    )
