"""What reproduces an answer: the program, and the contract file that it was made from."""

from sangaku_price.documents import headings
from sangaku_price.documents.cells import Column, Section, Style, Table, row, text
from sangaku_price.language.enums import Lang
from sangaku_price.language.text import say
from sangaku_price.version import VERSION


def record(spec_sha256: str, lang: Lang) -> Section:
    """The last section of a document."""
    told = ((headings.ENGINE, f"sangaku-price {VERSION}"), (headings.SPEC_HASH, spec_sha256))
    rows = tuple(row((text(say(name, lang)), text(value))) for name, value in told)
    table = Table((Column(), Column(wraps=True)), rows)
    return Section(say(headings.MADE_WITH, lang), (table,), style=Style.SMALL_PRINT)
