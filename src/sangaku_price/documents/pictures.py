"""Pictures as figures: what is drawn, not how. A writer that draws none gives their words."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

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


@dataclass(frozen=True, slots=True)
class Mark:
    """One bar, step, column or point."""

    label: str
    values: tuple[Fraction | None, ...]
    """Of each series."""
    shown: str = ""
    """The value as people read it."""
    at: Fraction = Fraction(0)
    """Where it stands on a line."""
    note: str = ""
    """What begins there: a step of a line is marked and numbered."""

    def __post_init__(self) -> None:
        """No unsafe text is in a mark."""
        for name in ("label", "shown", "note"):
            object.__setattr__(self, name, one_line(getattr(self, name)))


@dataclass(frozen=True, slots=True)
class Picture:
    """Figures to look at. Whoever cannot see it reads its caption and, mark by mark, label and value."""

    drawing: Drawing
    caption: str
    marks: tuple[Mark, ...]
    series: tuple[str, ...] = ()
    """Names of the parts, where there are several."""

    def __post_init__(self) -> None:
        """No unsafe text is in a picture."""
        object.__setattr__(self, "caption", one_line(self.caption))
        object.__setattr__(self, "series", tuple(map(one_line, self.series)))

    @property
    def words(self) -> str:
        """What it shows, in words."""
        return "; ".join([self.caption, *(f"{one.label} {one.shown}".strip() for one in self.marks)])
