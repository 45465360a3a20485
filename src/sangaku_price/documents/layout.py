"""A document on lines of a given width: columns side by side where they fit, stacked where they do not.

Nothing is ever cut. An amount and a date are never broken: where even a stacked one is wider than the page, it stands
out of it.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sangaku_price.documents.cells import NUMBERS, Cell, Column, Document, Kind, Paragraph, Row, Style, Table, shown
from sangaku_price.language.wrapping import Measure, wrapped

LEAST = 20
"""A column that wraps is never made narrower than this, or than its text."""
GAP = 2
"""Spaces between columns, and of one step of indentation."""


class Span(NamedTuple):
    """A text of one style."""

    text: str
    style: Style = Style.BODY


Spans = tuple[Span, ...]


def laid_out(document: Document, width: int, measure: Measure) -> Iterator[Spans]:
    """The lines of a document; an empty one is an empty tuple."""
    page = _Page(max(1, width), measure)
    yield from page.lines(document.title, 0, Style.TITLE)
    yield page.rule(document.title, "=")
    for section in document.sections:
        yield ()
        yield from page.lines(section.heading, 0, Style.HEADING)
        yield page.rule(section.heading, "-")
        for number, block in enumerate(section.blocks):
            if number:
                yield ()
            if isinstance(block, Table):
                yield from page.table(block)
            else:
                yield from page.lines(block.words, 0, block.style if isinstance(block, Paragraph) else Style.BODY)


class _Page(NamedTuple):
    width: int
    measure: Measure

    def rule(self, words: str, char: str) -> Spans:
        """A line under a title or a heading."""
        return (Span(char * min(self.width, self.measure(words)), Style.RULE),)

    def lines(self, words: str, indent: int, style: Style) -> Iterator[Spans]:
        """Words over the width that an indentation leaves."""
        for line in wrapped(words, self.width - indent, self.measure):
            yield self._indented(line, indent, style)

    def table(self, table: Table) -> Iterator[Spans]:
        """A table: side by side where it fits, else stacked."""
        widths = self._widths(table)
        yield from self._heads_stacked(table) if widths is None else self._heads(table, widths)
        for number, row in enumerate(table.rows):
            if row.style is Style.HEAD:
                yield from self._group(row, number)
            else:
                yield from self._stacked(table, row) if widths is None else self._beside(table, row, widths)

    def _group(self, row: Row, number: int) -> Iterator[Spans]:
        """The name of the rows that follow, over all columns."""
        if number:
            yield ()
        for cell in row.cells:
            if shown(cell):
                yield from self.lines(shown(cell), 0, cell.style)

    # -- side by side ------------------------------------------------------------------------------------------------

    def _widths(self, table: Table) -> tuple[int, ...] | None:
        """The width of each column, 0 for one that stands below; None where they do not fit beside one another."""
        least, natural, anchor = [], [], _anchor(table)
        for i, column in enumerate(table.columns):
            cells = (
                0
                if column.below
                else max(
                    (self._natural(row, i, anchor) for row in table.rows if row.style is not Style.HEAD), default=0
                )
            )
            head = 0 if column.below else max(map(self.measure, column.head.replace("\n", " ").split(" ")))
            natural.append(max(cells, head))
            least.append(max(head, min(cells, LEAST)) if column.wraps else natural[-1])
        gaps = GAP * (sum(not column.below for column in table.columns) - 1)
        spare = self.width - gaps - sum(least)
        if spare < 0:
            return None
        for i, column in enumerate(table.columns):
            if column.wraps and not column.below:
                wider = min(spare, natural[i] - least[i])
                least[i] += wider
                spare -= wider
        return tuple(least)

    def _natural(self, row: Row, i: int, anchor: int) -> int:
        indent = GAP * row.indent if i == anchor else 0
        return indent + max(self.measure(line) for line in shown(row.cells[i]).split("\n"))

    def _heads(self, table: Table, widths: Sequence[int]) -> Iterator[Spans]:
        cells = tuple(Cell(Kind.TEXT, column.head, Style.HEAD) for column in table.columns)
        if any(column.head and not column.below for column in table.columns):
            yield from self._rows_of(table, Row(cells), widths, to_right=[c.kind in NUMBERS for c in table.columns])

    def _beside(self, table: Table, row: Row, widths: Sequence[int]) -> Iterator[Spans]:
        to_right = [cell.kind in NUMBERS for cell in row.cells]
        if row.style is Style.TOTAL:
            dashes = (
                Cell(Kind.TEXT, "-" * self.measure(shown(cell)) if right else "", Style.RULE)
                for cell, right in zip(row.cells, to_right, strict=True)
            )
            yield from self._rows_of(table, Row(tuple(dashes)), widths, to_right)
        yield from self._rows_of(table, row, widths, to_right)
        anchor = _anchor(table)
        indent = sum(widths[:anchor]) + GAP * (anchor + row.indent + 1)
        for cell, column in zip(row.cells, table.columns, strict=True):
            if column.below and cell.value:
                yield from self._below(cell, indent)

    def _rows_of(self, table: Table, row: Row, widths: Sequence[int], to_right: Sequence[bool]) -> Iterator[Spans]:
        """The physical lines of one row."""
        anchor = _anchor(table)
        columns: list[tuple[int, list[str], Cell, bool]] = []
        for i, cell in enumerate(row.cells):
            if table.columns[i].below:
                continue
            indent = GAP * row.indent if i == anchor and not to_right[i] else 0
            lines = wrapped(shown(cell), widths[i] - indent, self.measure)
            columns.append((widths[i], [" " * indent + line for line in lines], cell, to_right[i]))
        for number in range(max(len(lines) for _, lines, _, _ in columns)):
            spans: list[Span] = []
            for width, lines, cell, right in columns:
                words = lines[number] if number < len(lines) else ""
                fill = " " * (width - self.measure(words))
                spans.append(Span(fill + words if right else words + fill, cell.style))
                spans.append(Span(" " * GAP))
            yield _trimmed(spans)

    # -- stacked -----------------------------------------------------------------------------------------------------

    def _heads_stacked(self, table: Table) -> Iterator[Spans]:
        """What the amounts are, which would be lost with the heads."""
        for column in table.columns:
            if column.kind in NUMBERS and column.head and not column.named:
                yield from self._right(column.head.replace("\n", " "), Style.HEAD)

    def _stacked(self, table: Table, row: Row) -> Iterator[Spans]:
        indent = GAP * row.indent
        pairs = list(zip(table.columns, row.cells, strict=True))
        amounts = [(column, cell) for column, cell in pairs if cell.kind in NUMBERS and cell.value is not None]
        if row.style is Style.TOTAL and amounts:
            longest = max(self.measure(shown(cell)) for _, cell in amounts)
            yield from self._right("-" * min(self.width, longest), Style.RULE)
        yield from self._joined([pair for pair in pairs if not pair[0].below and pair[1].kind not in NUMBERS], indent)
        for column, cell in amounts:
            yield from self._amount(column, cell, indent + GAP)
        for column, cell in pairs:
            if column.below and cell.value:
                yield from self._below(cell, indent + GAP)

    def _joined(self, pairs: Sequence[tuple[Column, Cell]], indent: int) -> Iterator[Spans]:
        """Texts one after another on a line as long as they fit; what does not is on lines of its own, indented."""
        line: list[Span] = []
        for column, cell in pairs:
            name = f"{_flat(column.head)}: " if column.named else ""
            for number, words in enumerate(f"{name}{shown(cell)}".split("\n") if shown(cell) else ()):
                used = sum(self.measure(span.text) for span in line)
                if line and number == 0 and used + GAP + self.measure(words) <= self.width:
                    line += [Span(" " * GAP), Span(words, cell.style)]
                    continue
                if line:
                    yield (*line,)
                    indent = max(indent, GAP)
                *full, last = wrapped(words, self.width - indent, self.measure)
                yield from (self._indented(part, indent, cell.style) for part in full)
                line = list(self._indented(last, indent, cell.style))
        if line:
            yield (*line,)

    def _amount(self, column: Column, cell: Cell, indent: int) -> Iterator[Spans]:
        """An amount at the right edge, behind its name where it has one and there is room."""
        name = _flat(column.head) if column.named else ""
        amount = shown(cell)
        room = self.width - indent - self.measure(name) - self.measure(amount)
        if not name:
            yield from self._right(amount, cell.style)
        elif room >= GAP:
            yield (Span(" " * indent), Span(name), Span(" " * room), Span(amount, cell.style))
        else:
            yield from self.lines(name, indent, Style.BODY)
            yield from self._right(amount, cell.style)

    # -- both --------------------------------------------------------------------------------------------------------

    def _below(self, cell: Cell, indent: int) -> Iterator[Spans]:
        yield from self.lines(shown(cell), min(indent, self.width // 2), Style.DETAIL)

    def _right(self, words: str, style: Style) -> Iterator[Spans]:
        for line in wrapped(words, self.width, self.measure) if " " in words else [words]:
            fill = max(0, self.width - self.measure(line))
            yield (Span(" " * fill), Span(line, style))

    @staticmethod
    def _indented(line: str, indent: int, style: Style) -> Spans:
        return (Span(" " * indent), Span(line, style)) if indent else (Span(line, style),)


def _anchor(table: Table) -> int:
    """The column that indentation moves, and under which the columns below stand."""
    return next((i for i, column in enumerate(table.columns) if column.wraps and not column.below), 0)


def _flat(head: str) -> str:
    """A head on one line."""
    return head.replace("\n", " / ")


def _trimmed(spans: Sequence[Span]) -> Spans:
    """A line without the spaces at its end."""
    kept = list(spans)
    while kept and not kept[-1].text.strip(" "):
        kept.pop()
    if kept:
        kept[-1] = Span(kept[-1].text.rstrip(" "), kept[-1].style)
    return tuple(kept)
