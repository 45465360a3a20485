"""The plain writer, for pipes and files: no colour, no box characters, UTF-8."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sangaku_price.documents.cells import Cell, Document, Kind, shown
from sangaku_price.documents.layout import laid_out
from sangaku_price.documents.quote_document import quote_document
from sangaku_price.language.enums import Lang
from sangaku_price.language.text import say
from sangaku_price.language.wrapping import columns
from sangaku_price.quotation.values import Quote

if TYPE_CHECKING:
    from sangaku_price.documents.records import Field, Records

WIDTH = 100
"""Columns of a page where nobody says otherwise."""


def write(document: Document, width: int = WIDTH) -> bytes:
    """The document as plain text, on lines of at most `width` columns where words allow it."""
    lines = ("".join(span.text for span in line).rstrip(" ") for line in laid_out(document, width, columns))
    return "".join(f"{line}\n" for line in lines).encode()


def render(quote: Quote, lang: Lang) -> bytes:
    """The quote as plain text."""
    return write(quote_document(quote, lang))


WIDTHS = {Kind.YEN: 14, Kind.RATE: 10, Kind.NUMBER: 8}
"""Columns of a number in a list whose rows are not known beforehand."""


def write_records(records: "Records", lang: Lang) -> Iterator[bytes]:
    """Records that are all there as a page; others as a list, of which nothing is kept.

    In a list numbers stand under one another, behind them the first text, and below it the others.
    """
    from sangaku_price.documents.records import cells_of, records_document

    if isinstance(records.rows, tuple):
        yield write(records_document(records, lang))
        return
    title = say(records.title, lang)
    yield f"{title}\n{'=' * columns(title)}\n\n".encode()
    for one in Lang if lang is Lang.BOTH else (lang,):
        if one is not Lang.BOTH:
            heads = [say(field.short or field.head, one) for field in records.fields]
            yield _in_list(records.fields, [Cell(Kind.TEXT, head) for head in heads])
    for row in records.rows:
        yield _in_list(records.fields, cells_of(records.fields, row, lang))
    if records.summary is not None:
        yield f"\n{say(records.summary(), lang)}\n".encode()


def _in_list(fields: "Sequence[Field]", cells: Sequence[Cell]) -> bytes:
    told = [(field, shown(cell)) for field, cell in zip(fields, cells, strict=True) if field.listed]
    numbers = [_right(words, WIDTHS[field.kind]) for field, words in told if field.kind in WIDTHS]
    first, *others = [words for field, words in told if field.kind not in WIDTHS]
    lines = ["  ".join((*numbers, first)), "    " + " / ".join(filter(None, others))]
    return "".join(f"{line.rstrip()}\n" for line in lines if line.strip()).encode("utf-8", "backslashreplace")


def _right(words: str, width: int) -> str:
    return " " * (width - columns(words)) + words
