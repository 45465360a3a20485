"""The answer of a quote: what is certainly paid, what may be paid besides, and how many warnings there are."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sangaku_price.documents import headings
from sangaku_price.documents.cells import (
    Block,
    Column,
    Kind,
    Paragraph,
    Row,
    Style,
    Table,
    paragraph,
    row,
    text,
    yen_cell,
)
from sangaku_price.documents.footnotes import Footnotes
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import BASES, LEVELS
from sangaku_price.language.numbers import percent
from sangaku_price.language.phrases import after, enumerated, noted
from sangaku_price.language.text import Text, own, say, words_in
from sangaku_price.quotation.values import OUTDATED, Quote


def figures_table(*rows: Row) -> Table:
    """Names, and at the right their amounts."""
    return Table((Column(wraps=True), Column("", Kind.YEN)), rows)


class Answer(NamedTuple):
    """The figures of a quote in one language."""

    quote: Quote
    lang: Lang
    footnotes: Footnotes

    def has(self, *certainties: str) -> bool:
        """Whether the quote has lines that are so certain."""
        return any(line.certainty in certainties for line in self.quote.lines)

    def blocks(self) -> Iterator[Block]:
        """The figures, then what nobody should miss."""
        figures = [
            *self.of_payer(),
            *self.certain(),
            *self.change(),
            *self.planned(),
            *self.contingent(),
        ]
        if self.has("in-kind"):
            figures.append(self.figure(headings.IN_KIND_SUM, self.quote.totals.in_kind))
        yield figures_table(*figures)
        yield from self.alerts()

    def certain(self) -> Iterator[Row]:
        """What is certainly paid; of one payer's view, that it is the whole contract."""
        totals, mine = self.quote.totals, self.quote.contract.payer
        name = noted(headings.TOTAL, headings.WHOLE_CONTRACT) if mine else headings.TOTAL
        yield self.figure(name, totals.total, style=Style.BODY if mine else Style.TOTAL)
        yield self.figure(headings.OF_WHICH_TAX, totals.tax, indent=1)
        yield self.figure(headings.SUBTOTAL, totals.subtotal, indent=1)

    def change(self) -> Iterator[Row]:
        """What of it the change moves, where the contract is a changed one."""
        change = self.quote.change
        if change is not None:
            yield self.figure(headings.OF_WHICH_CHANGE.filled(number=change.number), change.total, indent=1)

    def of_payer(self) -> Iterator[Row]:
        """Of one payer's view: what this one pays."""
        contract = self.quote.contract
        if contract.payer is not None:
            sums = self.quote.totals.by_payer[contract.payer]
            name = headings.YOURS.filled(name=contract.company)
            yield self.figure(name, sums.total, style=Style.TOTAL)
            yield self.figure(headings.OF_WHICH_TAX, sums.tax, indent=1)
            yield self.figure(headings.SUBTOTAL, sums.subtotal, indent=1)
            if sums.planned is not None:
                yield self.figure(headings.PLANNED_OF_IT, sums.planned.total, indent=1)

    def planned(self) -> Iterator[Row]:
        """What is planned for later years, where the contract has planned years."""
        planned = self.quote.totals.planned
        if planned is not None:
            yield self.figure(headings.PLANNED_TOTAL, planned.total)
            yield self.figure(headings.OF_WHICH_TAX, planned.tax, indent=1)

    def contingent(self) -> Iterator[Row]:
        """What is paid only if something happens, where the quote has such lines."""
        if self.has("conditional", "running"):
            name = noted(headings.CONTINGENT, BASES[self.quote.contract.tax_basis])
            yield self.figure(name, self.quote.totals.contingent.maximum)
            yield from self.chances()

    def figure(self, name: Text, amount: int, *, indent: int = 0, style: Style = Style.BODY) -> Row:
        """An amount and what it is."""
        cells = (text(say(name, self.lang), style=style), yen_cell(amount, style))
        return row(cells, indent=indent)

    def chances(self) -> Iterator[Row]:
        """Expected and present value of the contingent money, where the quote has them."""
        contingent = self.quote.totals.contingent
        if contingent.maximum and contingent.expected is not None:
            yield self.figure(headings.EXPECTED, contingent.expected, indent=1)
        if contingent.maximum and contingent.present_value is not None:
            rate = self.quote.contract.discount_rate
            name = headings.PRESENT
            if rate is not None:
                name = noted(name, after(headings.DISCOUNT_RATE, own(percent(rate))))
            yield self.figure(name, contingent.present_value, indent=1)

    def alerts(self) -> Iterator[Paragraph]:
        """How many gates and warnings there are, so that nobody misses them further down."""
        counts: Mapping[str, int] = {
            level: sum(note.level == level for note in self.footnotes.notes) for level in ("gate", "warning")
        }
        said = [
            Text("{level} {count}件", "{level}: {count}").filled(level=LEVELS[level], count=count)
            for level, count in counts.items()
            if count
        ]
        if said:
            style = Style.GATE if counts["gate"] else Style.WARNING
            yield Paragraph("\n".join(words_in(noted(enumerated(said), headings.SEE_NOTES), self.lang)), style)
        outdated = dict.fromkeys(note.message for note in self.footnotes.notes if note.code == OUTDATED)
        yield from (paragraph(words, self.lang, Style.WARNING) for words in outdated)
