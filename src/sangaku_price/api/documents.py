"""What `quote --document` hands over beside the quote: an annex, an invoice plan, a comparison."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from sangaku_price.api.names import FileName, fspath
from sangaku_price.api.quoting import quote
from sangaku_price.language.enums import Audience, DocumentKind, Lang
from sangaku_price.language.messages import message, messages
from sangaku_price.language.refusals import NoAnswer
from sangaku_price.language.text import Text
from sangaku_price.quotation.values import Quote
from sangaku_price.writers import Result

if TYPE_CHECKING:
    from sangaku_price.documents.cells import Document

MESSAGES = messages(
    {
        "document-change": Text(
            "変更契約の別表は、変更する契約を [amends] で示した契約ファイルから出します。",
            "the annex of a change is made of a contract file that says in [amends] what it changes",
        ),
        "document-of-payer": Text(
            "一社分（--payer）で出せるのは見積（quote）と請求予定表（invoices）です。",
            "one payer's view (--payer) there is of the quote and of the invoice plan (invoices)",
        ),
    }
)
Made = Mapping[Result, Callable[[], "bytes | Document"]]
"""A document, an object with its figures, its records; each is made when it is asked for."""
Records = Iterator[Sequence[object]]


def document(  # noqa: PLR0913 - a parameter is an option
    spec: FileName,
    kind: DocumentKind | str,
    *,
    scenario: str = "value-based",
    set: Mapping[str, object] | None = None,  # noqa: A002 - the option's own name
    as_of: date | None = None,
    from_total: int | None = None,
    payer: str | None = None,
    era: bool = False,
    audience: Audience = Audience.COMPANY,
    lang: Lang | None = None,
    usual_lang: Lang = Lang.BOTH,
) -> Made:
    """What is handed over of a contract file, for a reader.

    In the language told, else in the one that the file tells, else in the usual one. An invoice plan may be that of one
    `payer`.
    In the shell: `sangaku-price quote SPEC --document annex`. Raises LookupError where the contract has no such thing.
    """
    spec = fspath(spec)
    kind = DocumentKind(kind)
    if payer is not None and kind is not DocumentKind.INVOICES:
        raise NoAnswer(message("document-of-payer"))
    if kind is DocumentKind.COMPARISON:
        return _comparison(spec, set, as_of, audience, lang or usual_lang, told=lang is not None)
    from sangaku_price.documents.audience import for_reader

    priced = quote(spec, scenario=scenario, set=set, as_of=as_of, from_total=from_total, payer=payer, era=era)
    shown = for_reader(priced, audience)
    return _OF_A_QUOTE[kind](shown, lang or priced.contract.lang or usual_lang)


def _annex(quote: Quote, lang: Lang) -> Made:
    from sangaku_price.documents.annex import annex_data, annex_document, annex_rows
    from sangaku_price.writers.records import as_csv, as_json

    return {
        Result.DOCUMENT: lambda: annex_document(quote, lang),
        Result.DATA: lambda: as_json(annex_data(quote)),
        Result.ROWS: lambda: as_csv(_known(annex_rows(quote))),
    }


def _invoices(quote: Quote, lang: Lang) -> Made:
    from sangaku_price.documents.invoice_plan import invoice_data, invoice_plan, invoice_rows
    from sangaku_price.writers.records import as_csv, as_json

    return {
        Result.DOCUMENT: lambda: invoice_plan(quote, lang),
        Result.DATA: lambda: as_json(invoice_data(quote)),
        Result.ROWS: lambda: as_csv(_known(invoice_rows(quote))),
    }


def _change(quote: Quote, lang: Lang) -> Made:
    from sangaku_price.documents.change_annex import change_annex, change_data, change_rows
    from sangaku_price.writers.records import as_csv, as_json

    change = quote.change
    if change is None:
        raise NoAnswer(message("document-change"))
    return {
        Result.DOCUMENT: lambda: change_annex(quote, change, lang),
        Result.DATA: lambda: as_json(change_data(quote, change)),
        Result.ROWS: lambda: as_csv(_known(change_rows(quote, change))),
    }


_OF_A_QUOTE: Mapping[DocumentKind, Callable[[Quote, Lang], Made]] = {
    DocumentKind.ANNEX: _annex,
    DocumentKind.INVOICES: _invoices,
    DocumentKind.CHANGE: _change,
}


def _known(rows: Records) -> Records:
    """Records by which the program knows its own file."""
    from sangaku_price.writers.records import KIND_OF_ROW

    yield [KIND_OF_ROW, *next(rows)[1:]]
    yield from rows


def _comparison(
    spec: str, values: Mapping[str, object] | None, as_of: date | None, audience: Audience, lang: Lang, *, told: bool
) -> Made:
    from sangaku_price.api.negotiating import compare
    from sangaku_price.negotiation import exports
    from sangaku_price.negotiation.comparison import comparison_for_company
    from sangaku_price.negotiation.comparison_pages import comparison_document

    found = compare(spec, set=values, as_of=as_of)
    shown = comparison_for_company(found) if audience is Audience.COMPANY else found

    def page() -> "Document":
        from sangaku_price.negotiation.pictured import comparison_page

        return comparison_page(shown, language)

    language = lang if told else found.contract.lang or lang
    return {
        Result.PAGE: page,
        Result.DOCUMENT: lambda: comparison_document(shown, language),
        Result.DATA: lambda: exports.comparison_json(shown),
        Result.ROWS: lambda: exports.comparison_csv(shown),
    }
