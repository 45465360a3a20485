"""The [[example]] tables of a contract file: with which values it is priced, and what must come out."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, WithJsonSchema

from sangaku_price.contract.tables import read_set
from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.toml.read_by import ReadBy
from sangaku_price.toml.table import Table, said
from sangaku_price.toml.values import Words, refuse

MESSAGES = messages(
    {
        "expect-table": Text(
            '{ "totals.total" = 1_765_430 } の形で書いてください。', 'must be { "totals.total" = 1_765_430 }'
        ),
    }
)


def read_expected(value: object) -> Mapping[str, object]:
    """{ "path" = figure }, at least one."""
    if not isinstance(value, dict) or not value or any(isinstance(one, dict | list) for one in value.values()):
        raise refuse("expect-table")
    return value


Values = Annotated[Mapping[str, object], ReadBy(read_set), WithJsonSchema({"type": "object"})]
Expected = Annotated[
    Mapping[str, object], ReadBy(read_expected), WithJsonSchema({"type": "object", "minProperties": 1})
]


class ExampleTable(Table):
    """[[example]]: the contract priced with values of its own, and the figures, or the refusal, that must come out."""

    name: Words = Field(description=said("名称。", "Name; each once."))
    scenario: Words | None = Field(
        default=None, description=said("積算方式。", "How it is priced; default value-based.")
    )
    set: Values = Field(
        default={}, description=said("値の置換え { パス = 値 }。", "Values laid over the file: { path = value }.")
    )
    expect: Expected | None = Field(
        default=None, description=said("期待する数値 { パス = 値 }。", "Figures that must come out: { path = value }.")
    )
    fails: Words | None = Field(
        default=None,
        description=said("期待する誤りまたはゲート。", "The code of the mistake or gate that must come out."),
    )
