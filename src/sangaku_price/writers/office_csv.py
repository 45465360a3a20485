"""The quote as a CSV for people: headings in their language, lines by section with 小計, 消費税 and 合計.

In UTF-8 with the mark by which Excel knows it. What a spreadsheet would take for a formula stands behind an apostrophe.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import count

from sangaku_price.documents import headings
from sangaku_price.documents.footnotes import Footnotes
from sangaku_price.documents.invoice_tables import InvoiceTables
from sangaku_price.documents.itemised import by_id
from sangaku_price.documents.line_words import basis
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import BEARERS, SECTIONS, unit_words
from sangaku_price.language.numbers import plain
from sangaku_price.language.phrases import after, colon, enumerated, yen_words
from sangaku_price.language.text import Text, say
from sangaku_price.quotation.values import Line, Quote
from sangaku_price.writers.csv import words

HEADS = (
    headings.NUMBER,
    headings.ITEM,
    headings.QUANTITY,
    headings.UNIT,
    headings.UNIT_PRICE,
    headings.AMOUNT,
    headings.BASIS,
    headings.DUE,
)
UNCERTAIN = ("conditional", "running")
Row = Sequence[object]
Numbers = defaultdict[str, int]
"""The number of each id, in the order in which they are first printed."""
BORNE = Text("{name}の負担（合計に含まない）", "borne by {name}, in no sum above")


def render(quote: Quote, lang: Lang) -> bytes:
    """What is certainly paid by section, the tax, the total; then all that stands beside them.

    That is what is planned, what is paid only if something happens, what others bear, and the invoices where there
    are several.
    """
    page = StringIO()
    csv.writer(page, lineterminator="\r\n").writerows(_rows(quote, lang))
    return page.getvalue().encode("utf-8-sig", "backslashreplace")


def _rows(quote: Quote, lang: Lang) -> Iterator[Row]:
    yield [say(head, lang) for head in HEADS]
    numbers: Numbers = defaultdict(count(1).__next__)
    totals = quote.totals
    yield from _by_section(quote.lines, "fixed", numbers, lang)
    yield _sum(headings.SUBTOTAL, totals.subtotal, lang)
    yield _sum(headings.TAX, totals.tax, lang)
    yield _sum(headings.TOTAL, totals.total, lang)
    if totals.planned is not None:
        yield _titled(headings.PLANNED, lang)
        yield from _by_section(quote.lines, "planned", numbers, lang)
        yield _sum(headings.ALL_PLANNED, totals.planned.subtotal, lang)
        yield _sum(headings.TAX, totals.planned.tax, lang)
        yield _sum(headings.PLANNED_TOTAL, totals.planned.total, lang)
    for certainties, head, label, amount in (
        (UNCERTAIN, headings.UNCERTAIN, headings.CONTINGENT, totals.contingent.maximum),
        (("in-kind",), headings.IN_KIND, headings.IN_KIND_SUM, totals.in_kind),
    ):
        inside = [line for line in quote.lines if line.certainty in certainties]
        if inside:
            yield _titled(head, lang)
            yield from _lines(inside, numbers, lang)
            yield _sum(label, amount, lang)
    yield from _borne(quote, numbers, lang)
    if len(quote.invoices) > 1:
        yield from _invoices(quote, lang)


def _by_section(lines: Iterable[Line], certainty: str, numbers: Numbers, lang: Lang) -> Iterator[Row]:
    """The lines of a certainty under their sections, each with its sum."""
    told = [line for line in lines if line.certainty == certainty]
    for section, name in SECTIONS.items():
        inside = [line for line in told if line.section == section]
        if inside:
            yield _titled(name, lang)
            yield from _lines(inside, numbers, lang)
            yield _sum(colon(headings.SECTION_SUM, name), sum(line.amount for line in inside), lang)


def _borne(quote: Quote, numbers: Numbers, lang: Lang) -> Iterator[Row]:
    """What another than the company bears, in none of the sums above."""
    for bearer, name in BEARERS.items():
        inside = [line for line in quote.borne if line.borne_by == bearer]
        if inside:
            yield _titled(BORNE.filled(name=name), lang)
            yield from _lines(inside, numbers, lang)
            yield _sum(colon(headings.SUM, name), sum(line.amount for line in inside), lang)


def _invoices(quote: Quote, lang: Lang) -> Iterator[Row]:
    """Each invoice with what bears the tax, the tax, both, and when it is due."""
    yield _titled(headings.INVOICES, lang)
    tables = InvoiceTables(quote, lang, Footnotes.of(quote))
    for one in quote.invoices:
        parts = ((headings.WITHOUT_TAX, one.subtotal), (headings.TAX, one.total - one.subtotal))
        made = enumerated(after(name, yen_words(amount)) for name, amount in parts)
        yield ["", words(say(tables.name_of(one), lang)), "", "", "", one.total, say(made, lang), str(one.due or "")]


def _lines(lines: Iterable[Line], numbers: Numbers, lang: Lang) -> Iterator[Row]:
    """A row an id, over its periods; an id has one number wherever it stands."""
    for group in by_id(lines):
        first = group[0]
        bases = {basis(line) for line in group}
        how = bases.pop() if len(bases) == 1 else None
        yield [
            numbers[first.id],
            words(say(first.label, lang)),
            "" if first.quantity is None else plain(first.quantity),
            words(say(unit_words(first.unit), lang).strip()) if first.unit else "",
            "" if first.unit_price is None else plain(first.unit_price),
            sum(line.amount for line in group),
            words(say(how, lang)) if how else "",
            str(first.due or ""),
        ]


def _titled(name: Text, lang: Lang) -> Row:
    return ["", say(name, lang), *("" for _ in HEADS[2:])]


def _sum(name: Text, amount: int, lang: Lang) -> Row:
    return ["", say(name, lang), "", "", "", amount, "", ""]
