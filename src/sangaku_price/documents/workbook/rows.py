"""The columns of the table of lines, and what its rows are made of."""

from collections.abc import Sequence

from sangaku_price.documents.headings import period_words
from sangaku_price.documents.line_words import unsigned
from sangaku_price.documents.workbook.sheets import Place, SheetCell, Span
from sangaku_price.language.labels import ANNEX, CERTAINTIES, TAX_CATEGORIES
from sangaku_price.language.phrases import noted
from sangaku_price.language.text import Text, own
from sangaku_price.quotation.derivation import Step
from sangaku_price.quotation.invoices import PeriodSum
from sangaku_price.quotation.values import Line

CHARGED, CATEGORY, WHOLE = Text("別表の区分", "charged"), Text("税区分", "tax"), Text("按分する額", "to be divided")
CATEGORIES = {"taxable": Text("課税", "taxable"), **TAX_CATEGORIES}
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


def part_of(line: Line) -> Step | None:
    """The part of an amount for the whole contract that a line is, or that a change adds to what was there before."""
    if not line.steps:
        return None
    root = unsigned(line.steps[0])
    added = root.args[1:] if root.op == "add" and root.args[0].op == "value" else ()
    return next((one for one in (root, *map(unsigned, added)) if one.op == "share"), None)


def is_shared(line: Line) -> bool:
    """Whether a line is, or has been moved by, a part of an amount for the whole contract."""
    return part_of(line) is not None


def whole_of(line: Line, group: Sequence[Line], periods: int) -> Step | None:
    """What the lines of a group are the parts of, one a period.

    What an overhead takes out of its lines is divided among the lines, in each period for itself.
    """
    here, each = part_of(line), [one for one in map(part_of, group) if one is not None]
    alike = len({(one.args[0].value, one.weights) for one in each}) == 1
    if here is None or not alike or len(here.weights) != periods or line.certainty not in CERTAIN:
        return None
    return here.args[0]


def parts(group: Sequence[Line]) -> list[tuple[str, Text]]:
    """The places where a fee is charged, where it is in several; what of it is not split has its own."""
    found: dict[str, Text] = {}
    for part in (part for line in group for step in line.steps[1:2] if step.op == "split" for part in step.args):
        found.setdefault(part.key or group[0].charged_as, part.name or own(""))
    whole = [line.charged_as for line in group if len(line.charged()) == 1] if found else []
    return list({**{charge: ANNEX[charge] for charge in whole}, **found}.items())


def amount_in(cell: SheetCell | None) -> int:
    """The whole yen of a cell, 0 where there is none."""
    return cell.value if cell is not None and isinstance(cell.value, int) else 0


def joined(rows: Sequence[int], first: int, last: int | None = None, sheet: str = "") -> str:
    """The cells of rows from one column to another, neighbours together: a function takes 255 parts at most.

    `sheet` is named where they stand on another.
    """
    runs: list[list[int]] = []
    for row in sorted(rows):
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    ends = [(Place(sheet, run[0], first), Place(sheet, run[-1], first if last is None else last)) for run in runs]
    return ",".join(one.seen_from("") if one == other else Span(one, other).seen_from("") for one, other in ends)
