"""What each invoice of a workbook asks for, as a formula over the lines, so that it follows them."""

from collections.abc import Sequence
from typing import NamedTuple

from sangaku_price.documents.workbook.formulas import in_braces, share
from sangaku_price.documents.workbook.frozen import is_frozen_invoice
from sangaku_price.documents.workbook.lines import Lines
from sangaku_price.documents.workbook.rows import CATEGORIES, CERTAIN, TAXED
from sangaku_price.documents.workbook.sheets import Place
from sangaku_price.language.text import say
from sangaku_price.quotation.invoice_names import period_of
from sangaku_price.quotation.invoices import Invoice, TaxLine


class Asked(NamedTuple):
    """What an invoice asks for at one rate, and in which row."""

    invoice: Invoice
    tax: TaxLine
    row: int


def category_of(tax: TaxLine) -> str:
    """The tax category of what is invoiced at one rate."""
    return "out-of-scope" if tax.rate is None else "taxable" if tax.rate else "export-exempt"


def owed(lines: Lines, one: Invoice, tax: TaxLine, above: Sequence[Asked]) -> str | None:
    """What an invoice asks for at one rate, in the contract's basis; of several invoices, its part of the period.

    None where no formula says it: parts of a whole some of which are given back.
    """
    quote = lines.quote
    if quote.change is not None:
        return _of_change(lines, one, tax, above)
    amounts = _beside(lines, one, tax)
    return _part(lines, one, tax, [amount for _, amount in amounts], [each for each, _ in amounts].index(one))


def _of_change(lines: Lines, one: Invoice, tax: TaxLine, above: Sequence[Asked]) -> str | None:
    """What a payer owes of a period by now, less what it was asked for before; divided among its invoices."""
    amounts = _beside(lines, one, tax)
    sums: dict[str | None, int] = {}
    for each, amount in amounts:
        sums[each.payer] = sums.get(each.payer, 0) + amount
    now = _part(lines, one, tax, list(sums.values()), list(sums).index(one.payer))
    mine = [(each, amount) for each, amount in amounts if each.payer == one.payer]
    each_new = [(each, amount) for each, amount in mine if not is_frozen_invoice(lines.quote, each)]
    parts = [amount for _, amount in each_new]
    if now is None or min(parts) < 0 < max(parts):
        return None
    before = [asked for asked in above if is_frozen_invoice(lines.quote, asked.invoice) and _alike(asked, one, tax)]
    column = lines.last if _inclusive(lines) else lines.last - 2
    less = "".join(f"-{Place(lines.sheet.name, asked.row, column).name()}" for asked in before)
    if len(parts) == 1:
        return f"{now}{less}"
    index = [(each, amount) for each, amount in each_new].index((one, _amount(lines, tax)))
    return share(f"({now}{less})", in_braces([abs(amount) for amount in parts], index))


def _alike(asked: Asked, one: Invoice, tax: TaxLine) -> bool:
    """Whether the same payer was asked for something of the same period and tax category."""
    same = asked.invoice.payer == one.payer and period_of(asked.invoice) == period_of(one)
    return same and category_of(asked.tax) == category_of(tax)


def _inclusive(lines: Lines) -> bool:
    return lines.quote.contract.tax_basis == "inclusive"


def _amount(lines: Lines, tax: TaxLine) -> int:
    return tax.base + tax.amount if _inclusive(lines) else tax.base


def _beside(lines: Lines, one: Invoice, tax: TaxLine) -> list[tuple[Invoice, int]]:
    """What all invoices ask for of the same period and tax category."""
    each = (other for other in lines.quote.invoices if period_of(other) == period_of(one))
    pairs = ((other, part) for other in each for part in other.tax if category_of(part) == category_of(tax))
    return [(other, _amount(lines, part)) for other, part in pairs]


def _part(lines: Lines, one: Invoice, tax: TaxLine, weights: list[int], index: int) -> str | None:
    """The part of a period's lines that falls to one of several amounts; None where one of them is given back."""
    category, name = category_of(tax), lines.sheet.name
    column = lines.column(lines.place_of_period(period_of(one))).seen_from(name)
    words = say(CATEGORIES[category], lines.lang)
    whole = f'SUMIF({lines.column(TAXED).seen_from(name)},"{words}",{column})'
    rest = _sum(lines, period_of(one), category) - sum(weights)  # what others are asked for
    weights = [*weights, *([rest] if rest else [])]
    if len(weights) == 1 or not any(weights):
        return whole
    return None if min(weights) < 0 else share(whole, in_braces(weights, index))


def _sum(lines: Lines, period: str, category: str) -> int:
    """What is certain in a period, of one tax category."""
    each = (line for line in lines.quote.lines if line.certainty in CERTAIN and line.period == period)
    return sum(line.amount for line in each if line.tax_category == category)
