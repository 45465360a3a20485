"""Sheets of typed cells: the model of a workbook, before it has bytes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from sangaku_price.documents.cells import Kind, kept

LONGEST_TEXT = 30_000
"""Characters of a cell; a workbook takes a few more."""


class Role(StrEnum):
    """What a cell is for; the writer decides what that looks like."""

    TITLE = "title"
    LEAD = "lead"
    """Words that run on over the next columns."""
    SECTION = "section"
    HEAD = "head"
    BODY = "body"
    NOTE = "note"
    INPUT = "input"
    """A number that may be changed: whatever depends on it follows."""
    SUM = "sum"
    ANSWER = "answer"
    """What the reader looks for first."""


class SheetCell(NamedTuple):
    """One cell; where it has a formula, the value is what the formula gives."""

    kind: Kind
    value: str | int | Fraction | date | None
    role: Role = Role.BODY
    formula: str | None = None
    in_words: bool = False
    """Whether a day is written 2027年4月1日 and not year first."""


class Place(NamedTuple):
    """Where a cell stands, counted from 0."""

    sheet: str
    row: int
    column: int

    def name(self) -> str:
        """$F$8."""
        return f"${letters(self.column)}${self.row + 1}"

    def seen_from(self, sheet: str) -> str:
        """How a formula on a sheet refers to it."""
        return self.name() if sheet == self.sheet else f"'{self.sheet}'!{self.name()}"


class Span(NamedTuple):
    """Cells from one to another."""

    first: Place
    last: Place

    def seen_from(self, sheet: str) -> str:
        """How a formula on a sheet refers to them."""
        cells = f"{self.first.name()}:{self.last.name()}"
        return cells if sheet == self.first.sheet else f"'{self.first.sheet}'!{cells}"


def letters(column: int) -> str:
    """The letters of a column: 0 is A, 26 is AA."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


class Question(NamedTuple):
    """Cells that somebody fills in: what is meant, and what may be chosen."""

    first: Place
    last: Place
    choices: Span | None
    hint: str
    is_open: bool
    """Whether other words than those that may be chosen are allowed."""


@dataclass
class Sheet:
    """The cells of one sheet by row and column, and how it is shown and printed."""

    name: str
    widths: tuple[int, ...] = ()
    """Characters of each column."""
    frozen: int = 0
    """Rows at the top that stay in sight, and are repeated on every page."""
    cells: dict[tuple[int, int], SheetCell] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    wide: bool = False
    """Whether it is printed across."""

    def ask(self, first: int, last: int, column: int, choices: Span | None, hint: str, *, is_open: bool) -> None:
        """Say what is meant by cells of a column, and what may be chosen there."""
        place = Place(self.name, first, column)
        self.questions.append(Question(place, place._replace(row=last), choices, hint, is_open))

    def put(self, row: int, column: int, cell: SheetCell) -> Place:
        """Set a cell."""
        self.cells[row, column] = cell
        return Place(self.name, row, column)

    def words(self, row: int, column: int, words: str, role: Role = Role.BODY, kind: Kind = Kind.TEXT) -> None:
        """Set a text in which nothing steers or hides anything; nothing where there is no text."""
        if words:
            self.put(row, column, SheetCell(kind, kept(words)[:LONGEST_TEXT], role))

    def heads(self, row: int, *words: str) -> None:
        """Set the heads of columns."""
        for column, one in enumerate(words):
            self.put(row, column, SheetCell(Kind.TEXT, one, Role.HEAD))

    @property
    def end(self) -> tuple[int, int]:
        """The last row and column that are used."""
        return max(row for row, _ in self.cells), max(column for _, column in self.cells)


class Workbook(NamedTuple):
    """Sheets, and the names by which formulas and people may call cells."""

    title: str
    sheets: tuple[Sheet, ...]
    names: Mapping[str, Place]
    day: date
    """A day that the file is said to be of: the same file every time."""
