"""The R&D tax credit of the open-innovation type (特別試験研究費の税額控除) in the file of national numbers."""

from datetime import date
from functools import lru_cache

from pydantic import Field

from sangaku_price.tariff.law import CREDIT, LAW, Law
from sangaku_price.toml.problems import BadFile
from sangaku_price.toml.reading import Source, parse
from sangaku_price.toml.table import Table, said
from sangaku_price.toml.validation import validate
from sangaku_price.toml.values import Day, Rate, Words


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


class CreditFile(Table):
    """What the file of national numbers says of it."""

    research_credit: tuple[CreditRow, ...] = Field(
        default=(), description=said("特別試験研究費の税額控除。", "The R&D tax credit of the open-innovation type.")
    )


def credit_of(law: Law, year: int) -> CreditRow | None:
    """The R&D tax credit of a company year that begins in April; None where nothing is known of it."""
    first = date(year, 4, 1)
    return next((row for row in credits_of(law.text) if row.since <= first <= row.until), None)


@lru_cache(maxsize=8)
def credits_of(text: str) -> tuple[CreditRow, ...]:
    """The rows that a file of national numbers has. Raises BadFile where one is wrong."""
    raw = parse(Source(LAW, text, "", None))
    found, problems = validate(CreditFile, {key: raw[key] for key in raw if key == CREDIT}, "")
    if found is None:
        raise BadFile(one.at(LAW, None) for one in problems)
    return found.research_credit
