"""Typed cells: what stands between a result and the writers. A number stays a number until it is written.

Whatever text enters a cell, a heading or a paragraph is made safe here, so that no writer can forget it. A line end
in such a text was put there by this package: it is where a writer begins a new line.

What has text to be made safe is a named tuple of its fields and, over it, the class that makes them: named tuples are
quick to define, and every command that prints defines these.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple, Self, TypeAlias

from sangaku_price.language.enums import Lang
from sangaku_price.language.escaping import one_line
from sangaku_price.language.numbers import figure, percent
from sangaku_price.language.text import Text, words_in

if TYPE_CHECKING:
    from sangaku_price.documents.pictures import Picture

Value = str | int | Fraction | date | None


class Kind(StrEnum):
    """What the value of a cell is."""

    TEXT = "text"
    LINK = "link"
    """The address of a page."""
    YEN = "yen"
    RATE = "rate"
    NUMBER = "number"
    DAY = "day"


class Style(StrEnum):
    """What a text is for; each writer decides what that looks like."""

    TITLE = "title"
    HEADING = "heading"
    HEAD = "head"
    BODY = "body"
    TOTAL = "total"
    DETAIL = "detail"
    WARNING = "warning"
    GATE = "gate"
    RULE = "rule"
    SMALL_PRINT = "small-print"


NUMBERS = frozenset({Kind.YEN, Kind.RATE, Kind.NUMBER})
"""The kinds that are written to the right."""


def stacked(*parts: str) -> str:
    """Texts below one another, each made safe; empty ones are left out."""
    return "\n".join(one_line(part) for part in parts if part)


def heading(text: Text, lang: Lang) -> str:
    """The head of a column: a line a language."""
    return "\n".join(words_in(text, lang))


def kept(words: str) -> str:
    """Safe text in which this package's line ends stay."""
    if "\n" not in words:
        return one_line(words)
    return "\n".join(one_line(part) for part in words.split("\n"))


class _Cell(NamedTuple):
    """What a cell holds."""

    kind: Kind
    value: Value
    style: Style = Style.BODY
    unit: str = ""
    """Words that follow a number: 円."""
    words: str = ""
    """How people read the value, where they do not read it as it is: 2027年4月1日."""


class Cell(_Cell):
    """One value of a table; None is an empty cell."""

    __slots__ = ()

    def __new__(cls, kind: Kind, value: Value, style: Style = Style.BODY, unit: str = "", words: str = "") -> Self:
        """No unsafe text is in a cell."""
        safe = kept(value) if isinstance(value, str) else value
        return super().__new__(cls, kind, safe, style, one_line(unit), one_line(words))


def text(*parts: str, style: Style = Style.BODY) -> Cell:
    """Words, each part on a line of its own; a line end within a part is shown, not obeyed."""
    return Cell(Kind.TEXT, stacked(*parts), style)


def link(address: str | None) -> Cell:
    """The address of a page."""
    return Cell(Kind.LINK, one_line(address or ""), Style.DETAIL)


def yen_cell(amount: int | None, style: Style = Style.BODY, unit: str = "") -> Cell:
    """Whole yen."""
    return Cell(Kind.YEN, amount, style, unit)


def rate_cell(rate: Fraction | None) -> Cell:
    """A rate, shown in per cent."""
    return Cell(Kind.RATE, rate)


def number_cell(number: Fraction | None, unit: str = "") -> Cell:
    """An exact number."""
    return Cell(Kind.NUMBER, number, unit=unit)


def day_cell(day: date | None, words: str = "") -> Cell:
    """A date, and how people read it where that is not year first."""
    return Cell(Kind.DAY, day, words=words)


def shown(cell: Cell) -> str:
    """The value as people read it: amounts in groups of three, dates year first, nothing for an empty cell."""
    if cell.words:
        return cell.words
    match cell.value:
        case None:
            return ""
        case str() as words:
            return words
        case date() as day:
            return day.isoformat()
        case number if cell.kind is Kind.RATE:
            return percent(Fraction(number))
        case number:
            return figure(Fraction(number)) + cell.unit


class _Column(NamedTuple):
    """What a column holds."""

    head: str = ""
    kind: Kind = Kind.TEXT
    wraps: bool = False
    """Whether its text may take several lines, to make room for the others."""
    below: bool = False
    """Whether it stands under the row where a writer has no room for it beside."""
    named: bool = False
    """Whether its head is repeated beside each value where the rows are stacked."""


class Column(_Column):
    """One column of a table."""

    __slots__ = ()

    def __new__(
        cls, head: str = "", kind: Kind = Kind.TEXT, *, wraps: bool = False, below: bool = False, named: bool = False
    ) -> Self:
        """No unsafe text is in a head."""
        return super().__new__(cls, kept(head), kind, wraps, below, named)


class Row(NamedTuple):
    """One row: a cell for every column."""

    cells: tuple[Cell, ...]
    indent: int = 0
    """How deep the row stands under those before it."""
    style: Style = Style.BODY
    """HEAD begins a group of rows, TOTAL sums one up."""
    behind: "tuple[Block, ...]" = ()
    """What the row opens to, where a writer can open: how its figures came about."""


class _Table(NamedTuple):
    """What a table holds."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


class Table(_Table):
    """Rows of typed cells."""

    __slots__ = ()

    def __new__(cls, columns: tuple[Column, ...], rows: tuple[Row, ...]) -> Self:
        """A row has a cell for every column."""
        if any(len(row.cells) != len(columns) for row in rows):
            msg = "a row has as many cells as its table has columns"
            raise ValueError(msg)
        return super().__new__(cls, columns, rows)


class _Paragraph(NamedTuple):
    """What a paragraph holds."""

    words: str
    style: Style = Style.BODY


class Paragraph(_Paragraph):
    """Words of their own."""

    __slots__ = ()

    def __new__(cls, words: str, style: Style = Style.BODY) -> Self:
        """No unsafe text is in a paragraph."""
        return super().__new__(cls, kept(words), style)


def paragraph(words: Text, lang: Lang, style: Style = Style.BODY) -> Paragraph:
    """Words of their own, once where headings stand in both languages."""
    return Paragraph("\n".join(words_in(words, lang.once)), style)


Block: TypeAlias = "Table | Paragraph | Picture"


class _Section(NamedTuple):
    """What a section holds."""

    heading: str
    blocks: tuple[Block, ...]
    apart: bool = False
    """Whether it stands on pages of its own, where there are pages: what must not be taken for the price."""
    style: Style = Style.BODY
    """DETAIL where it is to be looked up, not read; SMALL_PRINT where it only says how the document was made."""


class Section(_Section):
    """A heading and what stands under it."""

    __slots__ = ()

    def __new__(
        cls, heading: str, blocks: tuple[Block, ...], *, apart: bool = False, style: Style = Style.BODY
    ) -> Self:
        """No unsafe text is in a heading, and it has one line."""
        return super().__new__(cls, one_line(heading), blocks, apart, style)


class _Letterhead(NamedTuple):
    """What a letterhead holds."""

    addressee: str
    sender: tuple[str, ...]
    references: Table
    """Numbers and dates."""
    subject: Table
    """What it is about, and on which terms."""
    figure: Row
    """The name of the figure, the figure, and what is said of it."""


class Letterhead(_Letterhead):
    """What a letter begins with: to whom, from whom, what about, and the figure that is looked for first."""

    __slots__ = ()

    def __new__(cls, addressee: str, sender: tuple[str, ...], references: Table, subject: Table, figure: Row) -> Self:
        """No unsafe text is in a letterhead."""
        return super().__new__(cls, one_line(addressee), tuple(map(one_line, sender)), references, subject, figure)


class _Document(NamedTuple):
    """What a document holds."""

    title: str
    sections: tuple[Section, ...]
    letterhead: Letterhead | None = None


class Document(_Document):
    """What a human reader is given, before it has a shape."""

    __slots__ = ()

    def __new__(cls, title: str, sections: tuple[Section, ...], letterhead: Letterhead | None = None) -> Self:
        """No unsafe text is in a title, and it has one line."""
        return super().__new__(cls, one_line(title), sections, letterhead)


def row(cells: Iterable[Cell], *, indent: int = 0, style: Style = Style.BODY, behind: "tuple[Block, ...]" = ()) -> Row:
    """A row; its style is that of its cells where they have none of their own."""
    dressed = (cell._replace(style=style) if cell.style is Style.BODY else cell for cell in cells)
    return Row(tuple(dressed), indent, style, behind)
