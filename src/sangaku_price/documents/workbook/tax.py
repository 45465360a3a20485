"""Invoices with their tax, rounded once for each and rate, the totals, and the annex, below the lines of a quote."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sangaku_price.documents import headings
from sangaku_price.documents.cells import Kind
from sangaku_price.documents.invoice_names import period_of, what_for
from sangaku_price.documents.workbook.formulas import in_braces, share, whole_units
from sangaku_price.documents.workbook.lines import Lines
from sangaku_price.documents.workbook.rows import CATEGORIES, CERTAIN, CHARGE, ITEM, NUMBER, TAXED
from sangaku_price.documents.workbook.sheets import Place, Role, SheetCell, Span
from sangaku_price.language.labels import CERTAINTIES, CHARGES
from sangaku_price.language.text import Text, say
from sangaku_price.money import Mode, Rounding
from sangaku_price.quotation.values import Invoice, TaxedSum, TaxLine
from sangaku_price.quotation.values import Totals as QuoteTotals


class Totals(NamedTuple):
    """Where the totals of a quote stand, and the row after its invoices."""

    subtotal: Place
    tax: Place
    total: Place
    end: int


def _category(tax: TaxLine) -> str:
    return "out-of-scope" if tax.rate is None else "taxable" if tax.rate else "export-exempt"


def invoices(lines: Lines, row: int) -> Totals:
    """The invoices of a quote below its lines, from a row on."""
    sheet, name = lines.sheet, lines.sheet.name
    base, tax, total = lines.last - 2, lines.last - 1, lines.last
    heads = {
        ITEM: headings.INVOICE,
        base - 1: headings.TAX_RATE,
        base: headings.WITHOUT_TAX,
        tax: headings.TAX,
        total: headings.WITH_TAX,
    }
    for column, words in heads.items():
        sheet.put(row, column, SheetCell(Kind.TEXT, say(words, lines.lang), Role.HEAD))
    totals = lines.quote.totals
    row = _listed(lines, row, (one for one in lines.quote.invoices if not one.planned), headings.SUM, totals)
    found = Totals(Place(name, row, base), Place(name, row, tax), Place(name, row, total), row + 2)
    if totals.planned is None:
        return found
    later = (one for one in lines.quote.invoices if one.planned)
    row = _listed(lines, row + 1, later, CERTAINTIES["planned"], totals.planned)
    return found._replace(end=row + 2)


def _listed(lines: Lines, row: int, each: Iterable[Invoice], words: Text, sums: TaxedSum | QuoteTotals) -> int:
    """A row an invoice and rate below a row, and their sum, of which the row is given."""
    sheet, name = lines.sheet, lines.sheet.name
    top = row + 1
    for one in each:
        for tax in one.tax:
            row += 1
            _describe(lines, row, one)
            _taxed(lines, row, one, tax)
    row += 1
    sheet.words(row, ITEM, say(words, lines.lang), Role.SUM)
    for column, amount in enumerate((sums.subtotal, sums.tax, sums.total), lines.last - 2):
        cells = Span(Place(name, top, column), Place(name, row - 1, column)).seen_from(name)
        sheet.put(row, column, SheetCell(Kind.YEN, amount, Role.SUM, f"=SUM({cells})" if row > top else "=0"))
    return row


def _describe(lines: Lines, row: int, one: Invoice) -> None:
    told = (say(what_for(lines.quote, one), lines.lang), one.payer or "", one.payment or "", str(one.due or ""))
    lines.sheet.words(row, ITEM, " ".join(filter(None, told)))
    lines.sheet.words(row, NUMBER, one.label)


def _taxed(lines: Lines, row: int, one: Invoice, tax: TaxLine) -> None:
    """What is invoiced at one rate: what bears the tax, the tax, both."""
    sheet, name = lines.sheet, lines.sheet.name
    places = [Place(name, row, lines.last - back) for back in (3, 2, 1, 0)]
    rate, base, amount, both = places
    owed = _owed(lines, one, tax)
    inclusive = lines.quote.contract.tax_basis == "inclusive"
    rounding = Rounding(1, Mode(lines.quote.contract.tax_rounding))
    if tax.rate:
        cell = lines.assumptions.tax[tax.rate].seen_from(name)
        sheet.put(row, rate.column, SheetCell(Kind.RATE, tax.rate, formula=f"={cell}"))
        share_of = f"{both.name()}*{rate.name()}/(1+{rate.name()})" if inclusive else f"{base.name()}*{rate.name()}"
        written = whole_units(share_of, rounding)
    else:
        sheet.words(row, rate.column, say(CATEGORIES[_category(tax)], lines.lang))
        written = "0"
    sheet.put(row, amount.column, SheetCell(Kind.YEN, tax.amount, formula=f"={written}"))
    without, with_tax = (
        (f"{both.name()}-{amount.name()}", owed) if inclusive else (owed, f"{base.name()}+{amount.name()}")
    )
    sheet.put(row, base.column, SheetCell(Kind.YEN, tax.base, formula=f"={without}"))
    sheet.put(row, both.column, SheetCell(Kind.YEN, tax.base + tax.amount, formula=f"={with_tax}"))


def _owed(lines: Lines, one: Invoice, tax: TaxLine) -> str:
    """What an invoice asks for at one rate, in the contract's basis; of several invoices, its part of the period."""
    quote = lines.quote
    category = _category(tax)
    inclusive = quote.contract.tax_basis == "inclusive"
    if quote.change is not None:  # what was invoiced is a fact, and the change is beside it
        return str(tax.base + tax.amount if inclusive else tax.base)
    amounts = [
        (each, other.base + other.amount if inclusive else other.base)
        for each in quote.invoices
        if period_of(each) == period_of(one)
        for other in each.tax
        if _category(other) == category
    ]
    column = lines.place_of_period(period_of(one))
    words = say(CATEGORIES[category], lines.lang)
    name = lines.sheet.name
    whole = f'SUMIF({lines.column(TAXED).seen_from(name)},"{words}",{lines.column(column).seen_from(name)})'
    weights = [amount for _, amount in amounts]
    rest = _sum(lines, period_of(one), category) - sum(weights)  # what others are asked for
    weights += [rest] if rest else []
    if len(weights) == 1 or not any(weights):
        return whole
    if min(weights) < 0:
        return str(weights[next(i for i, (each, _) in enumerate(amounts) if each is one)])
    index = next(i for i, (each, _) in enumerate(amounts) if each is one)
    return share(whole, in_braces(weights, index))


def _sum(lines: Lines, period: str, category: str) -> int:
    """What is certain in a period, of one tax category."""
    each = (line for line in lines.quote.lines if line.certainty in CERTAIN and line.period == period)
    return sum(line.amount for line in each if line.tax_category == category)


def annex(lines: Lines, row: int) -> int:
    """The annex: where the institution's ledger has the lines, by period."""
    found: dict[str, dict[str | None, int]] = {}
    for line in lines.quote.lines:
        for charge, part in line.charged() if line.certainty in CERTAIN else ():
            sums = found.setdefault(charge, {})
            sums[line.period] = sums.get(line.period, 0) + part
    if not found:
        return row
    sheet = lines.sheet
    sheet.words(row, ITEM, say(headings.ANNEX, lines.lang), Role.SECTION)
    for charge in (one for one in CHARGES if one in found):
        row += 1
        words = say(CHARGES[charge], lines.lang)
        sheet.words(row, ITEM, words)
        for column, amount in _columns(lines, found[charge]):
            name = sheet.name
            cells = f'{lines.column(CHARGE).seen_from(name)},"{words}",{lines.column(column).seen_from(name)}'
            sheet.put(row, column, SheetCell(Kind.YEN, amount, formula=f"=SUMIF({cells})"))
    return row + 2


def _columns(lines: Lines, sums: dict[str | None, int]) -> Iterator[tuple[int, int]]:
    periods: Sequence[str] = lines.periods if lines.is_divided else ()
    yield from ((lines.place_of_period(period), sums.get(period, 0)) for period in periods)
    firm = {one.label for one in lines.quote.periods if not one.planned}
    yield lines.last, sum(amount for period, amount in sums.items() if period in firm)
