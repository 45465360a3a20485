"""A quote as a document: the answer first, then the contract, the lines, the invoices, what is uncertain, the grounds.

No figure is made here but sums of the quote's own lines for a row; every figure of a total is the quote's.
"""

from collections.abc import Iterator
from fractions import Fraction

from sangaku_price.documents import headings
from sangaku_price.documents.answer import Answer, figures_table
from sangaku_price.documents.beside_price import beside_price
from sangaku_price.documents.cells import (
    Block,
    Column,
    Document,
    Kind,
    Section,
    Style,
    Table,
    heading,
    paragraph,
    rate_cell,
    row,
    text,
    yen_cell,
)
from sangaku_price.documents.contract_facts import contract_facts, facts_table
from sangaku_price.documents.footnotes import Footnotes
from sangaku_price.documents.invoice_tables import InvoiceTables, amount_columns
from sangaku_price.documents.itemised import Behind, Itemised, amount_head
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import ANNEX, BASES
from sangaku_price.language.phrases import colon, enumerated
from sangaku_price.language.text import Text, in_words_alone, own, say
from sangaku_price.quotation.values import Quote


def quote_document(quote: Quote, lang: Lang = Lang.BOTH) -> Document:
    """The quote for a human reader, in one language or both; entries stay as written."""
    return Pages(quote, lang).document()


def title_of(quote: Quote, lang: Lang) -> str:
    """What the document is, and for which research."""
    addressed = "addressee" in quote.contract.document
    name = headings.ADDRESSED_QUOTE if addressed else headings.QUOTE
    if not quote.contract.title:
        return say(name, lang)
    if in_words_alone(lang):
        return say(colon(name, own(quote.contract.title)), lang)
    return f"{say(name, lang)}: {quote.contract.title}"


class Pages:
    """The sections of one quote in one language."""

    def __init__(self, quote: Quote, lang: Lang, behind: Behind | None = None) -> None:
        self.quote, self.lang = quote, lang
        self.footnotes = Footnotes.of(quote)
        self.answer = Answer(quote, lang, self.footnotes)
        self.itemised = Itemised(quote, lang, self.footnotes, behind)
        self.calendar = quote.contract.calendar
        self.basis = BASES[quote.contract.tax_basis]

    def document(self) -> Document:
        """All sections that have something to say."""
        sections = (
            self._section(headings.ANSWER, *self.answer.blocks()),
            self.changed(),
            self._section(headings.CONTRACT, facts_table(contract_facts(self.quote, self.lang), self.lang)),
            self._section(headings.BREAKDOWN, self.lines()),
            self._section(headings.PERIODS, *self._periods()),
            self._section(headings.ANNEX, *self._charges()),
            self._section(headings.PLANNED, *self.planned()),
            self._section(headings.INVOICES, *InvoiceTables(self.quote, self.lang, self.footnotes).blocks()),
            self._section(headings.UNCERTAIN, *self.uncertain()),
            self._section(headings.IN_KIND, *self.in_kind()),
            *beside_price(self.quote, self.lang, self.footnotes),
            self.footnotes.notes_section(self.lang),
            self.footnotes.sources_section(self.lang),
            self._section(headings.NOT_INCLUDED, paragraph(headings.CLOSING, self.lang)),
            self._section(headings.MADE_WITH, facts_table(self.made_with(), self.lang)),
        )
        return Document(title_of(self.quote, self.lang), tuple(section for section in sections if section is not None))

    def _section(self, name: Text, *blocks: Block) -> Section | None:
        return Section(say(name, self.lang), blocks) if blocks else None

    def changed(self) -> Section | None:
        """What a contract that changes another comes to; read where there is one."""
        if self.quote.change is None:
            return None
        from sangaku_price.documents.change import change_section

        return change_section(self.quote, self.lang)

    def _say(self, words: Text) -> str:
        return say(words, self.lang)

    # -- lines, charges, invoices ------------------------------------------------------------------------------------

    def lines(self) -> Block:
        """What is certainly paid."""
        if not self.answer.has("fixed"):
            return paragraph(headings.NO_FIXED, self.lang)
        return self.itemised.fixed()

    def _charges(self) -> Iterator[Block]:
        """The annex's figures: where the institution's ledger has the fixed lines."""
        totals = self.quote.totals
        charged = [(ANNEX[charge], amount) for charge, amount in totals.by_charge.items() if amount]
        if not charged:
            return
        head = heading(amount_head(self.basis), self.lang)
        columns = (Column(heading(headings.CHARGED, self.lang), wraps=True), Column(head, Kind.YEN))
        rows = [row((text(self._say(name)), yen_cell(amount))) for name, amount in charged]
        rows.append(row((text(self._say(headings.SUM)), yen_cell(self.itemised.certain)), style=Style.TOTAL))
        yield Table(columns, tuple(rows))
        if totals.value_share:
            share = row((text(self._say(headings.VALUE_SHARE)), rate_cell(_rounded(totals.value_share))))
            yield Table((Column(wraps=True), Column("", Kind.RATE)), (share,))

    def _periods(self) -> Iterator[Block]:
        """The lines by period; and the periods with tax, unless the invoices say the same."""
        periods = [one for one in self.quote.periods if not one.planned]
        if len(periods) > 1:
            yield self.itemised.by_period()
        invoiced = [(one.label, one.subtotal, one.total) for one in self.quote.invoices if not one.planned]
        divided = len(periods) == 1 and len(invoiced) > 1
        if divided or [(one.label, one.subtotal, one.total) for one in periods] == invoiced:
            return
        rows = [
            row(
                (
                    text(
                        self._say(self.calendar.period(one.label)),
                        self.calendar.shown(self.calendar.span(one.start, one.end), self.lang),
                    ),
                    yen_cell(one.subtotal),
                    yen_cell(one.tax),
                    yen_cell(one.total),
                )
            )
            for one in periods
        ]
        period = Column(heading(headings.PERIOD, self.lang), wraps=True)
        yield Table((period, *amount_columns(self.lang)), tuple(rows))

    def planned(self) -> Iterator[Block]:
        """What is planned for the years after the firm ones: its lines, and by year where there are several."""
        if self.quote.totals.planned is None:
            return
        if not self.answer.has("planned"):
            yield paragraph(headings.NO_PLANNED, self.lang)
            return
        yield self.itemised.planned()
        if sum(one.planned for one in self.quote.periods) > 1:
            yield self.itemised.by_period(planned=True)

    # -- what is not certain -----------------------------------------------------------------------------------------

    def uncertain(self) -> Iterator[Block]:
        """What may be paid, and what it comes to with what is certain."""
        if not self.answer.has("conditional", "running"):
            return
        totals = self.quote.totals
        yield self.itemised.uncertain()
        figures = [*self.answer.chances(), self.answer.figure(headings.MAXIMUM, totals.maximum)]
        if totals.expected is not None:
            figures.append(self.answer.figure(headings.ALL_EXPECTED, totals.expected))
        yield figures_table(*figures)
        if totals.contingent.missing:
            names = (self.footnotes.name_of(ident, self.lang) for ident in totals.contingent.missing)
            said = colon(headings.NO_CHANCE, enumerated(names))
            yield paragraph(said, self.lang)

    def in_kind(self) -> Iterator[Block]:
        """What is not paid in money."""
        if self.answer.has("in-kind"):
            yield self.itemised.in_kind()

    def made_with(self) -> Iterator[tuple[Text, tuple[str, ...]]]:
        """What reproduces the quote: the program and the files."""
        yield headings.ENGINE, (f"sangaku-price {self.quote.engine}",)
        yield headings.SPEC_HASH, (self.quote.spec_sha256,)
        yield headings.TARIFF_HASH, (self.quote.tariff.sha256 if self.quote.tariff else "",)


def _rounded(rate: Fraction) -> Fraction:
    """A rate to a hundredth of a per cent, half up, for reading only."""
    parts = 10_000
    return Fraction((2 * parts * rate.numerator + rate.denominator) // (2 * rate.denominator), parts)
