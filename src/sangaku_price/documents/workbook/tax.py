"""Invoices with their tax, rounded once for each and rate, the totals, and the annex, below the lines of a quote."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sangaku_price.documents import headings
from sangaku_price.documents.cells import Kind
from sangaku_price.documents.workbook.formulas import whole_units
from sangaku_price.documents.workbook.frozen import FIXED, FIXED_BEFORE, is_frozen_invoice
from sangaku_price.documents.workbook.lines import Lines
from sangaku_price.documents.workbook.owed import Asked, category_of, owed
from sangaku_price.documents.workbook.rows import CATEGORIES, CERTAIN, CHARGE, ITEM, NUMBER
from sangaku_price.documents.workbook.sheets import Place, Role, SheetCell, Span
from sangaku_price.language.labels import ANNEX, CERTAINTIES
from sangaku_price.language.phrases import noted
from sangaku_price.language.text import Text, in_words_alone, say
from sangaku_price.money import Mode, Rounding
from sangaku_price.quotation.invoice_names import IN_ONE_SUM, NTH, payer_names, place_of, what_for
from sangaku_price.quotation.invoices import Invoice, TaxedSum, TaxLine
from sangaku_price.quotation.values import Totals as QuoteTotals


class Totals(NamedTuple):
    """Where the totals of a quote stand, and the row after its invoices."""

    subtotal: Place
    tax: Place
    total: Place
    end: int


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
    found = Totals(Place(name, row, base), Place(name, row, tax), Place(name, row, total), row)
    if totals.planned is not None:
        later = (one for one in lines.quote.invoices if one.planned)
        row = _listed(lines, row + 1, later, CERTAINTIES["planned"], totals.planned)
    if lines.quote.change is not None:
        row += 1
        sheet.words(row, ITEM, say(FIXED_BEFORE, lines.lang), Role.LEAD)
    return found._replace(end=row + 2)


def _listed(lines: Lines, row: int, each: Iterable[Invoice], words: Text, sums: TaxedSum | QuoteTotals) -> int:
    """A row an invoice and rate below a row, and their sum, of which the row is given."""
    sheet, name = lines.sheet, lines.sheet.name
    top = row + 1
    asked: list[Asked] = []
    for one in each:
        for tax in one.tax:
            row += 1
            is_frozen = is_frozen_invoice(lines.quote, one)
            wanted = None if is_frozen else owed(lines, one, tax, asked)
            _describe(lines, row, one, is_fixed=wanted is None)
            if is_frozen:
                _fixed(lines, row, tax)
            else:
                _taxed(lines, row, tax, wanted)
            asked.append(Asked(one, tax, row))
    row += 1
    sheet.words(row, ITEM, say(words, lines.lang), Role.SUM)
    for column, amount in enumerate((sums.subtotal, sums.tax, sums.total), lines.last - 2):
        cells = Span(Place(name, top, column), Place(name, row - 1, column)).seen_from(name)
        sheet.put(row, column, SheetCell(Kind.YEN, amount, Role.SUM, f"=SUM({cells})" if row > top else "=0"))
    return row


def _describe(lines: Lines, row: int, one: Invoice, *, is_fixed: bool) -> None:
    """What an invoice is for, who pays it and when; an id only where ids are printed."""
    quote, divided = lines.quote, one.payer is not None or one.payment is not None
    what = what_for(quote, one) if divided or one.label != "contract" else IN_ONE_SUM
    words = say(noted(what, FIXED) if is_fixed else what, lines.lang)
    told = [words, one.payer or "", one.payment or "", str(one.due or "")]
    if in_words_alone(lines.lang):
        nth = "" if one.payment is None else say(NTH.filled(number=place_of(quote, one)), lines.lang)
        day = say(quote.contract.calendar.day(one.due), lines.lang) if one.due else ""
        told = ["" if one.label == "contract" and divided else words, payer_names(quote).get(one.payer, ""), nth, day]
    else:
        lines.sheet.words(row, NUMBER, one.label)
    lines.sheet.words(row, ITEM, " ".join(filter(None, told)))


def _fixed(lines: Lines, row: int, tax: TaxLine) -> None:
    """What was invoiced before a change, as numbers."""
    _rate(lines, row, tax)
    for column, amount in enumerate((tax.base, tax.amount, tax.base + tax.amount), lines.last - 2):
        lines.sheet.put(row, column, SheetCell(Kind.YEN, amount))


def _rate(lines: Lines, row: int, tax: TaxLine, formula: str | None = None) -> None:
    if tax.rate:
        lines.sheet.put(row, lines.last - 3, SheetCell(Kind.RATE, tax.rate, formula=formula))
    else:
        lines.sheet.words(row, lines.last - 3, say(CATEGORIES[category_of(tax)], lines.lang))


def _taxed(lines: Lines, row: int, tax: TaxLine, asked: str | None) -> None:
    """What is invoiced at one rate: what bears the tax, the tax, both."""
    sheet, name = lines.sheet, lines.sheet.name
    rate, base, amount, both = (Place(name, row, lines.last - back) for back in (3, 2, 1, 0))
    inclusive = lines.quote.contract.tax_basis == "inclusive"
    written = "0"
    if tax.rate:
        share_of = f"{both.name()}*{rate.name()}/(1+{rate.name()})" if inclusive else f"{base.name()}*{rate.name()}"
        written = whole_units(share_of, Rounding(1, Mode(lines.quote.contract.tax_rounding)))
        _rate(lines, row, tax, f"={lines.assumptions.tax[tax.rate].seen_from(name)}")
    else:
        _rate(lines, row, tax)
    formula = None if asked is None else f"={asked}"
    without, with_tax = (
        (f"={both.name()}-{amount.name()}", formula) if inclusive else (formula, f"={base.name()}+{amount.name()}")
    )
    sheet.put(row, amount.column, SheetCell(Kind.YEN, tax.amount, formula=f"={written}"))
    sheet.put(row, base.column, SheetCell(Kind.YEN, tax.base, formula=without))
    sheet.put(row, both.column, SheetCell(Kind.YEN, tax.base + tax.amount, formula=with_tax))


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
    for charge in (one for one in ANNEX if one in found):
        row += 1
        words = say(ANNEX[charge], lines.lang)
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
