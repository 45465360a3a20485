"""National numbers: dated, cited, the same for every institution. They live in data/law.toml."""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from pydantic import Field

from sangaku_price.language.refusals import NoAnswer
from sangaku_price.language.text import Text
from sangaku_price.quotation.sources import Source
from sangaku_price.toml.table import Table, said
from sangaku_price.toml.values import Day, Rate, Words

LAW = "law.toml"
CREDIT = "research-credit"
"""The rows that are read where they are asked for."""
NO_RATE = Text("{day}の消費税率は分かりません。", "no rate of consumption tax is known for {day}")


class TaxRow(Table):
    """[[consumption-tax]]: a rate, and since when it is in force."""

    since: Day = Field(description=said("施行日。", "The first day on which it is in force."))
    rate: Rate = Field(description=said("税率。", "The rate."))
    title: Words = Field(description=said("根拠。", "The statute."))
    doubt: Words | None = Field(default=None, description=said("疑義。", "What is not sure about it."))


class LawFile(Table):
    """The file of national numbers, but for the R&D tax credit, which is read where it is asked for."""

    checked: Day = Field(description=said("照合した日。", "The day on which it was compared with the statutes."))
    consumption_tax: tuple[TaxRow, ...] = Field(
        description=said("消費税。", "Consumption tax, national and local together.")
    )


class TaxRate(NamedTuple):
    """A rate of consumption tax and the day from which it is in force."""

    since: date
    rate: Fraction
    source: Source


class Law(NamedTuple):
    """What statutes say."""

    consumption_tax: tuple[TaxRate, ...]
    """Oldest first."""
    checked: date
    """The day on which the numbers were last compared with the statutes' summaries."""
    sha256: str
    text: str = ""
    """The whole file: the R&D tax credit is read of it where it is asked for."""

    def tax_on(self, day: date) -> TaxRate:
        """The rate of consumption tax in force on a day.

        Raises LookupError for a day before the first rate that the file states.
        """
        for row in reversed(self.consumption_tax):
            if row.since <= day:
                return row
        raise NoAnswer(NO_RATE.filled(day=day))
