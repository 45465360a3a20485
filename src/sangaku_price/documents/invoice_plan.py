"""請求予定表: who is asked for what and when; base and tax by rate, as the invoices will have them."""

from collections.abc import Iterator, Mapping, Sequence

from sangaku_price.documents import headings
from sangaku_price.documents.cells import Document, Section
from sangaku_price.documents.footnotes import Footnotes
from sangaku_price.documents.handed_over import opening, record
from sangaku_price.documents.invoice_tables import InvoiceTables
from sangaku_price.language.enums import Lang
from sangaku_price.language.numbers import plain
from sangaku_price.language.text import Text, say
from sangaku_price.quotation.invoice_names import payer_names
from sangaku_price.quotation.invoices import Invoice, PayerSum, TaxLine
from sangaku_price.quotation.values import Quote, Totals

TITLE = Text("請求予定表", "invoice plan")


def invoice_plan(quote: Quote, lang: Lang) -> Document:
    """The invoices of a contract for those who send and those who pay them."""
    invoices = Section(say(headings.INVOICES, lang), tuple(InvoiceTables(quote, lang, Footnotes.of(quote)).blocks()))
    return Document(say(TITLE, lang), (opening(quote, lang), invoices, record(quote, lang)))


def invoice_data(quote: Quote) -> Mapping[str, object]:
    """The invoices as an object."""
    totals = _sums(quote)
    return {
        "document": "invoices",
        "spec_sha256": quote.spec_sha256,
        "invoices": [_invoice(one) for one in quote.invoices],
        "subtotal": totals.subtotal,
        "tax": totals.tax,
        "total": totals.total,
        **({"planned": totals.planned._asdict()} if totals.planned else {}),
        **({"by_payer": _by_payer(quote)} if quote.totals.by_payer else {}),
    }


def _sums(quote: Quote) -> Totals | PayerSum:
    """What all invoices come to; of one payer's view, its own."""
    mine = quote.contract.payer
    return quote.totals if mine is None else quote.totals.by_payer[mine]


def _by_payer(quote: Quote) -> Mapping[str, object]:
    """What each of several payers pays, with its name."""
    names = payer_names(quote)
    return {ident: _payer(names.get(ident), sums) for ident, sums in quote.totals.by_payer.items()}


def _payer(name: str | None, sums: PayerSum) -> Mapping[str, object]:
    planned = {"planned": sums.planned._asdict()} if sums.planned else {}
    return {"name": name, "subtotal": sums.subtotal, "tax": sums.tax, "total": sums.total, **planned}


def _invoice(one: Invoice) -> Mapping[str, object]:
    return {
        "label": one.label,
        "payer": one.payer,
        **({"payment": one.payment} if one.payment else {}),
        "due": one.due.isoformat() if one.due else None,
        "subtotal": one.subtotal,
        "tax": [{"rate": _rate(tax), "base": tax.base, "amount": tax.amount} for tax in one.tax],
        "total": one.total,
        **({"planned": True} if one.planned else {}),
    }


def _rate(tax: TaxLine) -> str | None:
    return None if tax.rate is None else plain(tax.rate)


def invoice_rows(quote: Quote) -> Iterator[Sequence[object]]:
    """The invoices as records: each by tax rate, then its sum; at the end the sum of all."""
    payment = any(one.payment for one in quote.invoices)
    yield ["row", "invoice", "payer", *(["payment"] if payment else []), "due", "rate", "base", "tax", "total"]
    for one in quote.invoices:
        paid = [one.payment or ""] if payment else []
        told = (one.label, one.payer or "", *paid, one.due.isoformat() if one.due else "")
        for tax in one.tax:
            yield [f"{_is(one)}rate", *told, _rate(tax), tax.base, tax.amount, tax.base + tax.amount]
        yield [f"{_is(one)}invoice", *told, None, one.subtotal, one.total - one.subtotal, one.total]
    totals = _sums(quote)
    blank = ["", "", *([""] if payment else []), "", None]
    yield ["sum", *blank, totals.subtotal, totals.tax, totals.total]
    if totals.planned is not None:
        yield ["planned sum", *blank, *totals.planned]


def _is(one: Invoice) -> str:
    """What stands before the name of a row of a planned year."""
    return "planned " if one.planned else ""
