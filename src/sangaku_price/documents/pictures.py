"""Pictures as figures: what is drawn, not how. A writer that draws none gives their words."""

from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple, Self

from sangaku_price.language.escaping import one_line


class Drawing(StrEnum):
    """What a picture is."""

    STACKED = "stacked"
    """Bars made of parts: a bar a mark, a part a series."""
    WALK = "walk"
    """From nothing to a sum, a step a mark; the last mark is the sum."""
    COLUMNS = "columns"
    """A column a mark, of the first series."""
    LINE = "line"
    """The series over `Mark.at`, in the order of the marks; a value that is not known interrupts it."""


class _Mark(NamedTuple):
    """What a mark holds."""

    label: str
    values: tuple[Fraction | None, ...]
    """Of each series."""
    shown: str = ""
    """The value as people read it."""
    at: Fraction = Fraction(0)
    """Where it stands on a line."""
    note: str = ""
    """What begins there: a step of a line is marked and numbered."""


class Mark(_Mark):
    """One bar, step, column or point."""

    __slots__ = ()

    def __new__(
        cls,
        label: str,
        values: tuple[Fraction | None, ...],
        shown: str = "",
        at: Fraction = Fraction(0),
        note: str = "",
    ) -> Self:
        """No unsafe text is in a mark."""
        return super().__new__(cls, one_line(label), values, one_line(shown), at, one_line(note))


class _Picture(NamedTuple):
    """What a picture holds."""

    drawing: Drawing
    caption: str
    marks: tuple[Mark, ...]
    series: tuple[str, ...] = ()
    """Names of the parts, where there are several."""


class Picture(_Picture):
    """Figures to look at. Whoever cannot see it reads its caption and, mark by mark, label and value."""

    __slots__ = ()

    def __new__(cls, drawing: Drawing, caption: str, marks: tuple[Mark, ...], series: tuple[str, ...] = ()) -> Self:
        """No unsafe text is in a picture."""
        return super().__new__(cls, drawing, one_line(caption), marks, tuple(map(one_line, series)))

    @property
    def words(self) -> str:
        """What it shows, in words."""
        return "; ".join([self.caption, *(f"{one.label} {one.shown}".strip() for one in self.marks)])
