"""The plain writer, for pipes and files: no colour, no box characters, UTF-8."""

import unicodedata
from functools import cache

from sangaku_price.documents.cells import Document
from sangaku_price.documents.layout import laid_out
from sangaku_price.documents.quote_document import quote_document
from sangaku_price.language.enums import Lang
from sangaku_price.quotation.values import Quote

WIDTH = 100
"""Columns of a page where nobody says otherwise."""


def columns(text: str) -> int:
    """Columns that a text takes: two for a wide character, none for one that combines with another.

    A character of ambiguous width (※, ×) takes one, as terminals and editors have it unless they are told otherwise.
    """
    if text.isascii():
        return len(text)
    return sum(map(_width, text))


@cache
def _width(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def write(document: Document, width: int = WIDTH) -> bytes:
    """The document as plain text, on lines of at most `width` columns where words allow it."""
    lines = ("".join(span.text for span in line).rstrip(" ") for line in laid_out(document, width, columns))
    return "".join(f"{line}\n" for line in lines).encode()


def render(quote: Quote, lang: Lang) -> bytes:
    """The quote as plain text."""
    return write(quote_document(quote, lang))
