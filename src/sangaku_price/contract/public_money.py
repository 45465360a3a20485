"""The tables that stand beside the price: what the parties bring in kind."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, NamedTuple

from pydantic import Field

from sangaku_price.toml.divisions import Places
from sangaku_price.toml.table import Table, said
from sangaku_price.toml.values import Names, RoundingRule, Words, YenAmount, one_of


class InKindTable(Table):
    """[[in-kind]]: what a party brings besides money; it is listed and never added to money."""

    private: ClassVar[frozenset[str]] = frozenset({"note"})
    """Keys that only the office reads."""

    party: Annotated[str, one_of("company", "university")] = Field(description=said("提供する者。", "Who brings it."))
    item: Words = Field(description=said("提供するもの。", "What is brought."))
    worth: YenAmount | None = Field(default=None, description=said("評価額（円）。", "What it is worth, in yen."))
    note: Words | None = Field(
        default=None, description=said("内部メモ（企業には出さない）。", "For the office; not shown to the company.")
    )


class AllocationTable(Table):
    """[[allocation]]: where the lines that it names go inside the university; for the office."""

    of: Names = Field(description=said("対象（種類または id）。", "What is allocated: kinds, ids."))
    to: Places = Field(
        description=said(
            '配分先 { "部局" = 50, "本部" = 50 } または { "部局" = "3/10", "本部" = "rest" }。',
            'Where to: { place = weight }, or { place = share, other = "rest" }.',
        )
    )
    rounding: RoundingRule | None = Field(
        default=None, description=said("端数処理。", "How the shares are rounded; default down to 1 yen.")
    )


ARRAYS: Mapping[str, type[Table]] = {"in-kind": InKindTable, "allocation": AllocationTable}
"""The arrays of tables that are no entries: nothing of them is in the price."""


class Beside(NamedTuple):
    """What stands beside the price of a contract."""

    in_kind: tuple[InKindTable, ...] = ()
    allocations: tuple[AllocationTable, ...] = ()
