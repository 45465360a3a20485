"""By what the parts of a whole go, in cells: weights of 前提, the line that is made smaller, what a base has moved."""

from typing import TYPE_CHECKING

from sangaku_price.documents.cells import Kind
from sangaku_price.documents.workbook.following import Followed, followed
from sangaku_price.documents.workbook.formulas import Weights, in_braces
from sangaku_price.documents.workbook.rows import DIVIDED, joined
from sangaku_price.documents.workbook.sheets import Place, SheetCell, Span
from sangaku_price.quotation.derivation import Step
from sangaku_price.quotation.values import Line

if TYPE_CHECKING:
    from sangaku_price.documents.workbook.lines import Lines


def weights_of(lines: "Lines", line: Line | None, step: Step) -> Weights:
    """What a share goes by: the amounts of the line that it makes smaller, what moved, months, numbers of its own."""
    name, periods = lines.sheet.name, lines.periods
    span = lines.assumptions.weights(step.weights)
    if line is not None and lines.has(line.reduces or "") and len(step.weights) == len(periods):
        each = {one.period: abs(one.amount) for one in lines.quote.lines if one.id == line.reduces}
        if tuple(each.get(period, 0) for period in periods) == step.weights:
            row = lines.place(line.reduces or "").row
            span = Span(Place(name, row, lines.first), Place(name, row, lines.last - 1))
    elif line is not None:
        span = lines.following.get((line.id, step.weights), span)
    if span is None:
        return in_braces(step.weights, step.index)
    one = span.first._replace(column=span.first.column + step.index)
    before = Span(span.first, one._replace(column=one.column - 1)).seen_from(name) if step.index else ""
    return Weights(span.seen_from(name), one.seen_from(name), before)


def following_rows(lines: "Lines") -> dict[tuple[str, tuple[int, ...]], Span]:
    """Three rows of 前提 for each changed overhead whose division follows its base; the weights are in the last.

    By line and the division that the quote has.
    """
    return {(ident, one.weights): _rows(lines, ident, one) for ident, one in followed(lines.quote).items()}


def _rows(lines: "Lines", ident: str, one: Followed) -> Span:
    """The base before the change, what it became more, and the weights that come of it; nothing of years gone by."""
    first = lines.assumptions.following(lines.quote.scenario, ident)
    sheet, here = lines.assumptions.sheet, first.sheet
    width = len(one.weights)
    before, moved, weights = (Span(at, at._replace(column=at.column + width - 1)) for at in _below(first))
    sign = f"SIGN({Place(lines.sheet.name, lines.place(ident).row, DIVIDED).seen_from(here)})"
    rows = [lines.place(name).row for name in one.base if lines.has(name)]
    for i, (old, now, still) in enumerate(zip(one.before, one.now, one.opened, strict=True)):
        old_at, moved_at = (span.first._replace(column=span.first.column + i) for span in (before, moved))
        weight = SheetCell(Kind.NUMBER, one.weights[i])
        if still:
            sum_now = f"SUM({joined(rows, lines.first + i, sheet=lines.sheet.name)})" if rows else "0"
            sheet.put(old_at.row, old_at.column, SheetCell(Kind.YEN, old))
            more = SheetCell(Kind.YEN, now - old, formula=f"={sum_now}-{old_at.name()}")
            sheet.put(moved_at.row, moved_at.column, more)
            written = _weight(sign, before, moved, old_at, moved_at, one.months[i])
            weight = weight._replace(formula=written)
        sheet.put(weights.first.row, weights.first.column + i, weight)
    return weights


def _below(first: Place) -> tuple[Place, Place, Place]:
    return first, first._replace(row=first.row + 1), first._replace(row=first.row + 2)


def _weight(sign: str, before: Span, moved: Span, old: Place, more: Place, months: int) -> str:
    """What moved in the way of the amount; where nothing did, the base; where there is none, the months."""
    all_before, all_moved = before.seen_from(before.first.sheet), moved.seen_from(moved.first.sheet)
    base = f"MAX(0,{sign}*({old.name()}+{more.name()}))"
    base = f"IF(SUMPRODUCT((({all_before}+{all_moved})*{sign}>0)*1)>0,{base},{months})"
    return f"=IF(SUMPRODUCT(({all_moved}*{sign}>0)*1)>0,MAX(0,{sign}*{more.name()}),{base})"
