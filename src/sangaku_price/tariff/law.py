"""National numbers: dated, cited, the same for every institution. They live in data/law.toml."""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from pydantic import Field

from sangaku_price.language.refusals import NoAnswer
from sangaku_price.language.text import Text
from sangaku_price.quotation.values import Source
from sangaku_price.toml.table import Table, said
from sangaku_price.toml.values import Day, Rate, Words

NO_RATE = Text("{day} の消費税率は分かりません。", "no rate of consumption tax is known for {day}")


class TaxRow(Table):
    """[[consumption-tax]]: a rate, and since when it is in force."""

    since: Day = Field(description=said("施行日。", "The first day on which it is in force."))
    rate: Rate = Field(description=said("税率。", "The rate."))
    title: Words = Field(description=said("根拠。", "The statute."))
    doubt: Words | None = Field(default=None, description=said("疑義。", "What is not sure about it."))


class CreditRow(Table):
    """[[research-credit]]: rates and cap of the R&D tax credit for company years that begin in a span."""

    since: Day = Field(description=said("最初の開始日。", "The first day on which such a company year begins."))
    until: Day = Field(description=said("最後の開始日。", "The last day on which such a company year begins."))
    university: Rate | None = Field(default=None, description=said("大学等。", "With universities."))
    institute: Rate | None = Field(default=None, description=said("特別研究機関等。", "With special institutes."))
    startup: Rate | None = Field(default=None, description=said("研究開発型新興企業。", "With R&D start-ups."))
    other: Rate | None = Field(default=None, description=said("その他。", "With others."))
    cap: Rate = Field(description=said("法人税額に対する上限。", "At most this share of the corporate tax."))
    title: Words = Field(description=said("根拠。", "The statute."))
    href: Words | None = Field(default=None, description=said("URL。", "Address of the page."))
    doubt: Words = Field(description=said("疑義。", "What is not sure about it."))


class LawFile(Table):
    """The file of national numbers."""

    checked: Day = Field(description=said("照合した日。", "The day on which it was compared with the statutes."))
    consumption_tax: tuple[TaxRow, ...] = Field(
        description=said("消費税。", "Consumption tax, national and local together.")
    )
    research_credit: tuple[CreditRow, ...] = Field(
        default=(), description=said("特別試験研究費の税額控除。", "The R&D tax credit of the open-innovation type.")
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
    research_credit: tuple[CreditRow, ...] = ()

    def credit_of(self, year: int) -> CreditRow | None:
        """The R&D tax credit of a company year that begins in April; None where nothing is known of it."""
        first = date(year, 4, 1)
        return next((row for row in self.research_credit if row.since <= first <= row.until), None)

    def tax_on(self, day: date) -> TaxRate:
        """The rate of consumption tax in force on a day.

        Raises LookupError for a day before the first rate that the file states.
        """
        for row in reversed(self.consumption_tax):
            if row.since <= day:
                return row
        raise NoAnswer(NO_RATE.filled(day=day))
