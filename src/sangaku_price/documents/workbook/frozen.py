"""What a workbook of a changed contract does not calculate: what was frozen before the change is a fact.

What the change adds or takes away is formulas, as everything in a first contract is.
"""

from typing import TYPE_CHECKING

from sangaku_price.documents.workbook.rows import CERTAIN
from sangaku_price.language.text import Text
from sangaku_price.quotation.invoices import Invoice
from sangaku_price.quotation.values import Quote

if TYPE_CHECKING:
    from sangaku_price.quotation.change import ChangeLine

FIXED = Text("固定値", "fixed value")
FIXED_BEFORE = Text(
    "固定値：変更前の額と請求（凍結した見積のもの）。前提に従うのは、変更による増減だけです。",
    "Fixed values: amounts and invoices from before the change, as they are frozen; what the change moves follows.",
)
OF_CHANGE = Text("変更分", "of the change")


def frozen_lines(quote: Quote) -> frozenset[tuple[str, str | None]]:
    """The amounts that stand as they were before the change, each by its line and period."""
    if quote.change is None:
        return frozenset()
    moved = {one.id: one for one in quote.change.lines}
    certain = ((line, moved.get(line.id)) for line in quote.lines if line.certainty in CERTAIN)
    return frozenset((line.id, line.period) for line, one in certain if one is not None and _stays(one, line.period))


def _stays(line: "ChangeLine", period: str | None) -> bool:
    moved = line.by_period.get(period or "", line.planned)
    return moved is not None and moved.before == moved.after


def is_frozen_invoice(quote: Quote, one: Invoice) -> bool:
    """Whether an invoice was there before the change."""
    if quote.change is None:
        return False
    return one.label.partition("/")[0] != f"change-{quote.change.number}"
