"""The columns of the table of lines, and what its rows are made of."""

from collections.abc import Sequence

from sangaku_price.documents import headings
from sangaku_price.documents.headings import period_words
from sangaku_price.documents.line_words import unsigned
from sangaku_price.documents.workbook.sheets import Place, SheetCell
from sangaku_price.language.labels import CERTAINTIES
from sangaku_price.language.phrases import noted
from sangaku_price.language.text import Text, own
from sangaku_price.quotation.values import Line, PeriodSum

CHARGED, CATEGORY, WHOLE = Text("別表の区分", "charged"), Text("税区分", "tax"), Text("按分する額", "to be divided")
CATEGORIES = {"taxable": Text("課税", "taxable"), **headings.TAX_CATEGORIES}
WHEN = Text("期間・期日", "period or due date")
PART = Text("うち", "of which")
CERTAIN = frozenset({"fixed", "planned"})
"""What stands in the table by period: what is firm, and what is planned of later years, never added to it."""
NUMBER, ITEM, BASIS, CHARGE, TAXED, DIVIDED = range(6)
"""Columns of the table; the periods follow, and their sum."""
WIDTHS = (16, 34, 44, 20, 10)
AMOUNT_WIDTH = 15


def period(one: PeriodSum) -> Text:
    """A period as the head of a column: 2027年度（予定）."""
    words = period_words(one.label)
    return noted(words, CERTAINTIES["planned"]) if one.planned else words


def is_shared(line: Line) -> bool:
    """Whether a line is a part of an amount for the whole contract."""
    return bool(line.steps) and unsigned(line.steps[0]).op == "share"


def parts(group: Sequence[Line]) -> list[tuple[str, Text]]:
    """The parts of a fee that is charged in two places."""
    steps = group[0].steps[1:2]
    if not steps or steps[0].op != "split":
        return []
    return [(part.key or group[0].charged_as, part.name or own("")) for part in steps[0].args]


def amount_in(cell: SheetCell | None) -> int:
    """The whole yen of a cell, 0 where there is none."""
    return cell.value if cell is not None and isinstance(cell.value, int) else 0


def joined(rows: Sequence[int], first: int, last: int | None = None) -> str:
    """The cells of rows from one column to another, neighbours together: a function takes 255 parts at most."""
    runs: list[list[int]] = []
    for row in sorted(rows):
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    ends = [(Place("", run[0], first), Place("", run[-1], first if last is None else last)) for run in runs]
    return ",".join(one.name() if one == other else f"{one.name()}:{other.name()}" for one, other in ends)
