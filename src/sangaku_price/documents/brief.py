"""A quote on one screen: the answer, its sections, the invoices, what is contingent; the whole quote says the rest."""

from collections.abc import Iterator

from sangaku_price.documents import headings
from sangaku_price.documents.answer import Answer, figures_table
from sangaku_price.documents.cells import Document, Row, Section, row, text, yen_cell
from sangaku_price.documents.footnotes import Footnotes
from sangaku_price.documents.invoice_tables import InvoiceTables
from sangaku_price.documents.quote_document import title_of
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import BASES, SECTIONS
from sangaku_price.language.phrases import noted
from sangaku_price.language.text import Text, say
from sangaku_price.quotation.values import Quote


def brief_document(quote: Quote, lang: Lang = Lang.BOTH) -> Document:
    """The figures of a quote, a row each."""
    answer = Answer(quote, lang, Footnotes.of(quote))
    section = Section(say(headings.ANSWER, lang), (figures_table(*_rows(answer)), *answer.alerts()))
    return Document(title_of(quote, lang), (section,))


def _rows(answer: Answer) -> Iterator[Row]:
    totals, basis = answer.quote.totals, BASES[answer.quote.contract.tax_basis]
    yield from answer.of_payer()
    yield from answer.certain()
    sections = [(name, totals.by_section[section]) for section, name in SECTIONS.items()]
    yield _head(noted(headings.BY_SECTION, basis), answer.lang)
    yield from (answer.figure(name, amount, indent=1) for name, amount in sections if amount)
    invoices = InvoiceTables(answer.quote, answer.lang, answer.footnotes)
    yield _head(noted(headings.INVOICED, BASES["inclusive"]), answer.lang)
    each = [(answer.figure(invoices.name_of(one), one.total, indent=1), one.planned) for one in answer.quote.invoices]
    yield from (figure for figure, planned in each if not planned)
    yield from answer.planned()
    yield from (figure for figure, planned in each if planned)
    yield from answer.contingent()
    if answer.has("in-kind"):
        yield answer.figure(headings.IN_KIND_SUM, totals.in_kind)


def _head(name: Text, lang: Lang) -> Row:
    """What the rows below are."""
    return row((text(say(name, lang)), yen_cell(None)))
