"""The quote as a CSV for people: headings in their language, lines by section with 小計, 消費税 and 合計.

In UTF-8 with the mark by which Excel knows it. What a spreadsheet would take for a formula stands behind an apostrophe.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from sangaku_price.documents import headings
from sangaku_price.documents.itemised import by_id
from sangaku_price.documents.line_words import basis
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import SECTIONS, unit_words
from sangaku_price.language.numbers import plain
from sangaku_price.language.phrases import colon
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


def render(quote: Quote, lang: Lang) -> bytes:
    """What is certainly paid by section, the tax, the total; then what is paid only if something happens."""
    page = StringIO()
    csv.writer(page, lineterminator="\r\n").writerows(_rows(quote, lang))
    return page.getvalue().encode("utf-8-sig", "backslashreplace")


def _rows(quote: Quote, lang: Lang) -> Iterator[Row]:
    yield [say(head, lang) for head in HEADS]
    numbers = iter(range(1, len(quote.lines) + 1))
    fixed = [line for line in quote.lines if line.certainty == "fixed"]
    for section, name in SECTIONS.items():
        inside = [line for line in fixed if line.section == section]
        if inside:
            yield _titled(name, lang)
            yield from _lines(inside, numbers, lang)
            yield _sum(colon(headings.SECTION_SUM, name), sum(line.amount for line in inside), lang)
    totals = quote.totals
    yield _sum(headings.SUBTOTAL, totals.subtotal, lang)
    yield _sum(headings.TAX, totals.tax, lang)
    yield _sum(headings.TOTAL, totals.total, lang)
    for certainties, head, label, amount in (
        (UNCERTAIN, headings.UNCERTAIN, headings.CONTINGENT, totals.contingent.maximum),
        (("in-kind",), headings.IN_KIND, headings.IN_KIND_SUM, totals.in_kind),
    ):
        inside = [line for line in quote.lines if line.certainty in certainties]
        if inside:
            yield _titled(head, lang)
            yield from _lines(inside, numbers, lang)
            yield _sum(label, amount, lang)


def _lines(lines: Iterable[Line], numbers: Iterator[int], lang: Lang) -> Iterator[Row]:
    """A row an id, over its periods."""
    for group in by_id(lines):
        first = group[0]
        bases = {basis(line) for line in group}
        how = bases.pop() if len(bases) == 1 else None
        yield [
            next(numbers),
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
