"""What an explanation calls lines, rules and days: in Japanese alone by labels and in words, else by ids."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sangaku_price.language.calendar import Calendar
from sangaku_price.language.enums import Lang
from sangaku_price.language.text import Text, in_words_alone, own, say
from sangaku_price.quotation.answers import asked_in, question_words
from sangaku_price.quotation.line_labels import labels_of
from sangaku_price.quotation.values import Beaten, Line, Quote, TariffUsed


class Names(NamedTuple):
    """The names of one quote in one language."""

    labels: Mapping[str, Text]
    """Also of lines that a change took away: bases of before have them."""
    calendar: Calendar
    lang: Lang
    asked: Mapping[str, Text]
    """What the tariff asks of its own."""

    @classmethod
    def of(cls, quote: Quote, lang: Lang) -> "Names":
        """The names of a quote."""
        gone = {line.id: line.label for line in quote.change.lines} if quote.change else {}
        return cls({**gone, **labels_of(quote)}, quote.contract.calendar, lang, asked_in(quote.contract.facts))

    def heading(self, line: Line) -> str:
        """A line by its id and its label; in Japanese alone by its label, the id once behind it."""
        label = say(line.label, self.lang)
        return f"{label}（{line.id}）" if in_words_alone(self.lang) else f"{line.id}  {label}"

    def line(self, ident: str) -> str:
        """A line, or a rule that made one, by its id; in Japanese alone by its label."""
        return say(self.labels.get(ident, own(ident)), self.lang) if in_words_alone(self.lang) else ident

    def lines(self, idents: Sequence[str]) -> str:
        """The lines that a base is the sum of."""
        return ("、" if in_words_alone(self.lang) else ", ").join(map(self.line, idents))

    def day(self, day: date | None) -> str:
        """A day; nothing for none."""
        if day is None:
            return ""
        return say(self.calendar.day(day), self.lang) if in_words_alone(self.lang) else day.isoformat()

    def tariff(self, tariff: TariffUsed) -> str:
        """A tariff and the day on which it was compared with its pages."""
        name, day = say(tariff.name, self.lang), self.day(tariff.checked)
        return f"{name} {day}" if in_words_alone(self.lang) else f"{name} ({tariff.id}) {day}"

    def beaten(self, one: Beaten) -> str:
        """A rule that did not decide, by its key; in Japanese alone in words, where its engine had some."""
        return say(one.label, self.lang) if one.label and in_words_alone(self.lang) else one.what

    def fact(self, name: str) -> Text:
        """A question, in the tariff's own words where it is one of its own."""
        return question_words(self.asked, name)
