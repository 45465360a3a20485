"""National numbers: dated, cited, the same for every institution. They live in data/law.toml."""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from sangaku_price.language.refusals import NoAnswer
from sangaku_price.language.text import Text
from sangaku_price.quotation.values import Source

NO_RATE = Text("{day} の消費税率は分かりません。", "no rate of consumption tax is known for {day}")


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

    def tax_on(self, day: date) -> TaxRate:
        """The rate of consumption tax in force on a day.

        Raises LookupError for a day before the first rate that the file states.
        """
        for row in reversed(self.consumption_tax):
            if row.since <= day:
                return row
        raise NoAnswer(NO_RATE.filled(day=day))
