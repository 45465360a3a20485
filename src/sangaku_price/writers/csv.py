"""The CSV writer: one row a line of the quote, for spreadsheets and scripts (RFC 4180).

Where a contract is paid in instalments or by several companies, a row for each invoice and rate follows, of the kind
`invoice`: its amount is with tax, and it has no certainty, for the lines before it hold the same money.

Numbers stand without groups. A text that a spreadsheet would take for a formula stands behind an apostrophe.
"""

import csv
from collections.abc import Iterable, Iterator
from fractions import Fraction
from io import StringIO

from sangaku_price.documents.cells import Value
from sangaku_price.documents.line_words import unsigned
from sangaku_price.documents.records import Records
from sangaku_price.language.enums import Lang
from sangaku_price.language.escaping import one_line
from sangaku_price.language.numbers import exact, plain
from sangaku_price.language.text import LANGUAGES, say
from sangaku_price.quotation.derivation import rounding_words
from sangaku_price.quotation.invoice_names import payer_names
from sangaku_price.quotation.invoices import TaxLine
from sangaku_price.quotation.sources import Source
from sangaku_price.quotation.values import Line, Quote
from sangaku_price.writers.csv_beside import beside_rows

COLUMNS = (
    "id",
    "kind",
    "section",
    "charged_as",
    "certainty",
    "tax_category",
    "period",
    "due",
    "probability",
    *(f"label_{language}" for language in LANGUAGES),
    "quantity",
    "unit",
    "unit_price",
    "amount",
    "exact",
    "formula",
    "rate",
    "rounding",
    "reduces",
    "sources",
    "marks",
)
OF_INVOICES = ("payer", "payer_name", "payment", "without_tax", "tax")
"""What follows the columns where there are rows of invoices."""
SHARE = "share"
"""A column where something is divided among years: which part is the line's."""
BORNE_BY = "borne_by"
BEFORE = "before"
"""What stood before the change, where the quote is of a changed contract."""
FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What a spreadsheet may begin a formula with."""


def write(quote: Quote, lang: Lang, *, bom: bool = False) -> bytes:
    """The lines of a quote; `bom` puts the mark in front by which Excel knows UTF-8."""
    page = StringIO()
    writer = csv.writer(page, lineterminator="\r\n")
    invoices = [tuple(cells) for cells in _invoices(quote)]
    shared = (SHARE,) if any(_share(line) for line in quote.lines) else ()  # only where something is divided
    borne = (BORNE_BY,) if quote.borne else ()  # a column only where it is not always the company
    more = OF_INVOICES if invoices else ()
    changed = (BEFORE,) if quote.change else ()
    writer.writerow((*COLUMNS, *shared, *borne, *more, *changed))
    carried: set[str] = set()
    for line in (*quote.lines, *quote.borne):
        carries = line.id not in carried or not _share(line)
        carried.add(line.id)
        parts = (*(_share(line) for _ in shared), *(line.borne_by for _ in borne), *("" for _ in more))
        writer.writerow((*_cells(line, lang, carries=carries), *parts, *_before(quote, line)))
    gap = tuple("" for _ in (*shared, *borne))
    writer.writerows(
        (*cells[: len(COLUMNS)], *gap, *cells[len(COLUMNS) :], *("" for _ in changed)) for cells in invoices
    )
    empty = tuple("" for _ in (*shared, *borne, *more, *changed))
    for told in beside_rows(quote):
        cells = {column: words(told.get(column)) for column in COLUMNS} | {"amount": told["amount"]}
        writer.writerow((*cells.values(), *empty))
    return page.getvalue().encode("utf-8-sig" if bom else "utf-8")


def _before(quote: Quote, line: Line) -> Iterator[str]:
    """What a line was in its period before the change."""
    if quote.change is not None:
        moved = {one.id: one.by_period for one in quote.change.lines}.get(line.id, {}).get(line.period or "")
        yield "" if moved is None else str(moved.before)


def render(quote: Quote, lang: Lang) -> bytes:
    """The quote as CSV, without a byte-order mark."""
    return write(quote, lang)


def write_records(records: Records, _lang: Lang) -> Iterator[bytes]:
    """Records, one by one; the first column says whose they are and what one is."""
    yield _record(("sangaku-price", *(field.name for field in records.fields)))
    for row in records.rows:
        yield _record((records.name, *(_cell(value) for value in row)))


def _record(cells: Iterable[object]) -> bytes:
    page = StringIO()
    csv.writer(page, lineterminator="\r\n").writerow(cells)
    return page.getvalue().encode("utf-8", "backslashreplace")


def _cell(value: Value) -> object:
    """A value for a spreadsheet: yen as digits, a rate as its decimal or fraction, nothing for what is not known."""
    match value:
        case str():
            return words(value)
        case Fraction():
            return plain(value)
        case _:
            return value


def words(text: str | None) -> str:
    """Text that no spreadsheet takes for a formula."""
    shown = one_line(text or "")
    return f"'{shown}" if shown.lstrip().startswith(FORMULA_SIGNS) else shown


def _share(line: Line) -> str:
    """Which part of the whole falls to the line's year: 6/31; nothing where it is not divided."""
    root = unsigned(line.steps[0]) if line.steps else None
    return "" if root is None or root.op != "share" else f"{root.weights[root.index]}/{sum(root.weights)}"


def _cells(line: Line, lang: Lang, *, carries: bool) -> Iterator[str]:
    """The columns of a line; the quantity of what is divided stands once, at the year that `carries` it."""
    quantity, unit, price = (line.quantity, line.unit, line.unit_price) if carries else (None, None, None)
    yield from map(words, (line.id, line.kind, line.section, line.charged_as, line.certainty, line.tax_category))
    yield words(line.period)
    yield str(line.due or "")
    yield "" if line.probability is None else plain(line.probability)
    yield from map(words, line.label)
    yield "" if quantity is None else plain(quantity)
    yield words(unit)
    yield "" if price is None else plain(price)
    yield str(line.amount)
    yield "" if line.exact is None else exact(line.exact)
    yield "" if line.formula is None else words(say(line.formula, lang))
    yield "" if line.rate is None else plain(line.rate)
    yield "" if line.rounding is None else words(say(rounding_words(line.rounding), lang))
    yield words(line.reduces)
    yield words("; ".join(map(_cited, line.sources)))
    yield words(" ".join(line.marks))


def _invoices(quote: Quote) -> Iterator[Iterator[str]]:
    """The invoices by rate, in the columns of a line and those of their own; none of what is paid at once."""
    names = payer_names(quote)
    for one in quote.invoices:
        for tax in one.tax if one.payer or one.payment else ():
            told = {
                "id": words(one.name),
                "kind": "invoice",
                "tax_category": _category(tax),
                "period": words(one.label),
                "due": str(one.due or ""),
                "amount": str(tax.base + tax.amount),
                "rate": "" if tax.rate is None else plain(tax.rate),
                "payer": words(one.payer),
                "payer_name": words(names.get(one.payer)),
                "payment": words(one.payment),
                "without_tax": str(tax.base),
                "tax": str(tax.amount),
            }
            yield (told.get(column, "") for column in (*COLUMNS, *OF_INVOICES))


def _category(tax: TaxLine) -> str:
    """The tax category that a rate is of."""
    if tax.rate is None:
        return "out-of-scope"
    return "taxable" if tax.rate else "export-exempt"


def _cited(source: Source) -> str:
    key = f"({source.key})" if source.key else None
    return " ".join(filter(None, (source.title, source.article, source.href, key)))
