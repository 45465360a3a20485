"""学内の配分 (where the money goes inside): a table of lines and places that adds up to the price. For the office."""

from collections.abc import Iterator, Sequence

from sangaku_price.documents import headings
from sangaku_price.documents.cells import Column, Kind, Row, Section, Style, Table, heading, link, row, text, yen_cell
from sangaku_price.documents.footnotes import Footnotes, title_of
from sangaku_price.language.enums import Lang
from sangaku_price.language.text import Text, say, words_in
from sangaku_price.quotation.beside import Allocated, Allocation
from sangaku_price.quotation.line_labels import labels_of
from sangaku_price.quotation.values import Quote

INSIDE = Text("学内の配分（円、学内用）", "where it goes inside, in yen, for the office")
UNALLOCATED = Text("未配分", "not allocated")


def allocation_section(quote: Quote, allocation: Allocation, lang: Lang, footnotes: Footnotes) -> Section:
    """Lines and places, the sums, and the rules that were applied."""
    left = _left(allocation.rows)
    heads = (*allocation.places, *((say(UNALLOCATED, lang),) if left else ()))
    columns = (
        Column(heading(headings.ID, lang)),
        Column(heading(headings.ITEM, lang), wraps=True),
        *(Column(head, Kind.YEN, named=True) for head in heads),
        Column(heading(headings.SUM, lang), Kind.YEN, named=True),
    )
    table = Table(columns, tuple(_rows(quote, allocation, lang, footnotes)))
    sources = (
        row((text(title_of(one, lang), one.article or "", one.dated or ""), link(one.href)))
        for one in allocation.sources
    )
    grounds = Table(
        (Column(heading(headings.SOURCE, lang), wraps=True), Column(heading(headings.ADDRESS, lang), Kind.LINK)),
        tuple(sources),
    )
    return Section(say(INSIDE, lang), (table, grounds) if allocation.sources else (table,))


def _rows(quote: Quote, allocation: Allocation, lang: Lang, footnotes: Footnotes) -> Iterator[Row]:
    """A row for each line, over its periods, and the sums."""
    labels = labels_of(quote)
    left = _left(allocation.rows)
    for ident in dict.fromkeys(one.line for one in allocation.rows):
        mine = [one for one in allocation.rows if one.line == ident]
        amounts = [_at(mine, place) for place in allocation.places]
        shown = [*amounts, *([_left(mine)] if left else [])]
        cells = [yen_cell(amount or None) for amount in shown]
        whole = yen_cell(sum(amounts) + _left(mine))
        yield row((text(footnotes.number_of(ident, lang)), text(words_in(labels[ident], lang)[0]), *cells, whole))
    sums = [*(_at(allocation.rows, place) for place in allocation.places), *([left] if left else [])]
    cells = [yen_cell(amount) for amount in (*sums, sum(sums))]
    yield row((text(""), text(say(headings.SUM, lang)), *cells), style=Style.TOTAL)


def _at(rows: Sequence[Allocated], place: str) -> int:
    """What a place gets of some lines."""
    return sum(row.amounts.get(place, 0) for row in rows)


def _left(rows: Sequence[Allocated]) -> int:
    """What no rule names of some lines."""
    return sum(row.unallocated for row in rows)
