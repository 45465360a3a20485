"""An invented output format, as its module in writers would be: a line for each amount, behind the program's name."""

from collections.abc import Iterator

from sangaku_price.documents.cells import Document, Table, shown
from sangaku_price.documents.quote_document import quote_document
from sangaku_price.language.enums import Lang
from sangaku_price.quotation.values import Quote
from sangaku_price.version import VERSION


def render(quote: Quote, lang: Lang) -> bytes:
    """The quote."""
    return write(quote_document(quote, lang))


def write(document: Document) -> bytes:
    """Any document."""
    return "".join(f"{line}\n" for line in (f"LINES of sangaku-price {VERSION}", *_rows(document))).encode()


def _rows(document: Document) -> Iterator[str]:
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                yield from ("\t".join(shown(cell).replace("\n", " ") for cell in row.cells) for row in block.rows)
