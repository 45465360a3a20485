"""The Markdown writer, for reviews and wikis: GitHub tables, in which no text can be markup.

Every character that Markdown or HTML could read as its own stands escaped, so that a title cannot close a table, open
a tag or add a picture. An address becomes a link only if it is plainly a web page.
"""

import re
from collections.abc import Iterator, Sequence

from sangaku_price.documents.addresses import is_web_page
from sangaku_price.documents.cells import (
    NUMBERS,
    Block,
    Cell,
    Column,
    Document,
    Kind,
    Paragraph,
    Row,
    Style,
    Table,
    heading,
    shown,
)
from sangaku_price.documents.quote_document import quote_document
from sangaku_price.documents.records import Records, cells_of
from sangaku_price.language.enums import Lang
from sangaku_price.language.text import say
from sangaku_price.quotation.values import Quote

_SPECIAL = re.compile(r"[\\`*_\[\]<>&|~#!$]")
_BY_ITSELF = re.compile(
    r"@(?=[\w-])|\\#(?=\w)|\bGH-(?=[0-9])|\bwww\.(?=\w)|:(?=//)"
    r"|:(?=(?:[\w+-]|\\_){1,60}:)(?!(?<=[0-9]:)[0-9]+:)",  # weights such as 6:12:12:1 are no pictures
    re.ASCII | re.IGNORECASE,
)
"""Where GitHub would begin to see somebody, an issue, an address or a picture in plain words."""
NOTHING = "<!-- -->"
BREAK = "<br>"
INDENT = "&emsp;"
BOLD = frozenset({Style.HEAD, Style.TOTAL, Style.GATE})


def escaped(words: str) -> str:
    """Words of which Markdown and HTML read nothing as their own; line ends become breaks."""
    return BREAK.join(_parted(_SPECIAL.sub(_escape, line.strip())) for line in words.split("\n"))


def _parted(words: str) -> str:
    """Words in which nothing becomes a link, a mention of somebody, a reference to an issue or a picture.

    GitHub looks for these in what Markdown has left, escapes or not; a comment in their midst, which nobody sees and
    nobody copies, parts them.
    """
    return _BY_ITSELF.sub(lambda found: f"{found.group()}{NOTHING}", words)


def _escape(found: re.Match[str]) -> str:
    """HTML's own characters as entities, which every reader of Markdown obeys; the others behind a backslash."""
    return {"<": "&lt;", ">": "&gt;", "&": "&amp;", "|": "&#124;"}.get(found.group(), f"\\{found.group()}")


def write(document: Document) -> bytes:
    """The document as Markdown."""
    return "\n".join(_lines(document)).encode()


def render(quote: Quote, lang: Lang) -> bytes:
    """The quote as Markdown."""
    return write(quote_document(quote, lang))


def write_records(records: Records, lang: Lang) -> Iterator[bytes]:
    """Records as one table, row by row."""
    columns = tuple(Column(heading(one.head, lang), one.kind) for one in records.fields)
    head = (f"# {escaped(say(records.title, lang))}", "", *_heads(columns))
    yield "".join(f"{line}\n" for line in head).encode()
    for row in records.rows:
        yield f"{_row(map(_cell, cells_of(records.fields, row, lang)))}\n".encode()
    if records.summary is not None:
        yield f"\n{escaped(say(records.summary(), lang))}\n".encode()


def _lines(document: Document) -> Iterator[str]:
    yield f"# {escaped(document.title)}"
    for section in document.sections:
        yield ""
        yield f"## {escaped(section.heading)}"
        for block in section.blocks:
            yield ""
            yield from _block(block)
    yield ""


def _block(block: Block) -> Iterator[str]:
    if not isinstance(block, Table):
        words = escaped(block.words)
        yield f"**{words}**" if isinstance(block, Paragraph) and block.style in BOLD else words
        return
    yield from _heads(block.columns)
    for row in block.rows:
        yield _row(_cells(row, block.columns))


def _heads(columns: Sequence[Column]) -> Iterator[str]:
    yield _row(_head(column) for column in columns)
    yield _row("---:" if column.kind in NUMBERS else "---" for column in columns)


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _head(column: Column) -> str:
    return escaped(column.head.replace("\n", " / "))


def _cells(row: Row, columns: Sequence[Column]) -> Iterator[str]:
    anchor = next((i for i, column in enumerate(columns) if column.wraps), 0)
    for i, cell in enumerate(row.cells):
        words = _cell(cell)
        if words and (row.style in BOLD or cell.style in BOLD) and cell.style is not Style.DETAIL:
            words = f"**{words}**"
        yield INDENT * row.indent + words if i == anchor and row.indent else words


def _cell(cell: Cell) -> str:
    words = shown(cell)
    if cell.kind is Kind.LINK and is_web_page(words):
        return f"<{words}>"
    return escaped(words)
