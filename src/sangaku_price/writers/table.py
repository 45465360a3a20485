"""The plain writer, for pipes and files: no colour, no box characters, UTF-8."""

from sangaku_price.documents.cells import Document
from sangaku_price.documents.layout import laid_out
from sangaku_price.documents.quote_document import quote_document
from sangaku_price.language.enums import Lang
from sangaku_price.language.wrapping import columns
from sangaku_price.quotation.values import Quote

WIDTH = 100
"""Columns of a page where nobody says otherwise."""


def write(document: Document, width: int = WIDTH) -> bytes:
    """The document as plain text, on lines of at most `width` columns where words allow it."""
    lines = ("".join(span.text for span in line).rstrip(" ") for line in laid_out(document, width, columns))
    return "".join(f"{line}\n" for line in lines).encode()


def render(quote: Quote, lang: Lang) -> bytes:
    """The quote as plain text."""
    return write(quote_document(quote, lang))
