"""Schemes of public money: what is known of their numbers, cited, with doubts. They live in data/schemes.toml."""

from typing import Annotated

from pydantic import Field

from sangaku_price.toml.table import Table, said
from sangaku_price.toml.values import Day, Flag, Rate, TextPair, Words, YenAmount, one_of

Recipient = Annotated[str, one_of("university", "company")]


class Scheme(Table):
    """[scheme.K]: the numbers of one scheme; what could not be read is left out."""

    name: TextPair = Field(description=said("名称。", "Name, as text or { ja, en }."))
    to: Recipient = Field(description=said("交付先。", "Who is paid."))
    ratio: Rate | None = Field(default=None, description=said("企業負担額に対する比率。", "Of the company's cash."))
    ceiling: YenAmount | None = Field(default=None, description=said("年度の上限額（円）。", "At most a fiscal year."))
    indirect_rate: Rate | None = Field(
        default=None, description=said("うち間接経費の率（直接経費に対する）。", "Overhead inside, of its direct cost.")
    )
    title: Words = Field(description=said("題名。", "Title."))
    href: Words | None = Field(default=None, description=said("URL。", "Address of the page."))
    verified: Flag = Field(description=said("数値を資料で読んだか。", "Whether its numbers were read in a document."))
    doubt: TextPair = Field(description=said("疑義。", "A caveat, shown wherever the number is."))


class SchemeFile(Table):
    """The file of schemes."""

    checked: Day = Field(description=said("照合した日。", "The day on which it was last compared with its pages."))
    scheme: dict[str, Scheme] = Field(description=said("制度。", "The schemes."))
