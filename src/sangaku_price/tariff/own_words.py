"""What a tariff file adds of its own: types of contract, and questions that a contract answers."""

from typing import Annotated

from pydantic import Field

from sangaku_price.toml.name_lists import list_words, read_list
from sangaku_price.toml.read_by import ReadBy
from sangaku_price.toml.table import Table, said
from sangaku_price.toml.values import TextPair


class FactTable(Table):
    """[facts.K]: a question of the institution's own that a contract answers."""

    meaning: TextPair = Field(description=said("意味。", "Meaning."))
    values: Annotated[
        tuple[str, ...],
        ReadBy(read_list),
        list_words(),
    ] = Field(default=(), description=said("答え（なければ true/false）。", "The answers; none means true or false."))
    """The answers; none means true/false."""


class TypeNames(Table):
    """The name of a contract type of the institution's own."""

    name: TextPair = Field(description=said("名称。", "Name, as text or { ja, en }."))
