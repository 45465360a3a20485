"""What the documents that are handed over begin and end with: whose contract it is, and what reproduces them."""

from sangaku_price.documents import headings
from sangaku_price.documents.cells import Section, Style
from sangaku_price.documents.contract_facts import Facts, facts_table
from sangaku_price.language.calendar import as_day
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import BASES
from sangaku_price.language.phrases import counted
from sangaku_price.language.text import say
from sangaku_price.quotation.values import Quote


def opening(quote: Quote, lang: Lang) -> Section:
    """The contract that a document belongs to."""
    return Section(say(headings.CONTRACT, lang), (facts_table(_facts(quote, lang), lang),))


def _facts(quote: Quote, lang: Lang) -> Facts:
    parties, calendar = quote.contract, quote.contract.calendar
    for key in ("number", "issued"):
        words = str(parties.document.get(key, ""))
        day = as_day(words)
        yield headings.DOCUMENT[key], (words if day is None else calendar.shown(calendar.day(day), lang),)
    yield headings.TITLE, (parties.title or "",)
    yield headings.UNIVERSITY, (parties.university or "",)
    yield headings.COMPANY, (parties.company or "",)
    span, months = calendar.span(parties.start, parties.end), counted(str(parties.months), "months")
    yield headings.TERM, (calendar.term(span, months, lang),)
    yield headings.TAX_BASIS, (say(BASES[parties.tax_basis], lang),)


def record(quote: Quote, lang: Lang) -> Section:
    """The program and the files that reproduce a document."""
    told = (
        (headings.ENGINE, (f"sangaku-price {quote.engine}",)),
        (headings.SPEC_HASH, (quote.spec_sha256,)),
        (headings.TARIFF_HASH, (quote.tariff.sha256 if quote.tariff else "",)),
    )
    return Section(say(headings.MADE_WITH, lang), (facts_table(iter(told), lang),), style=Style.SMALL_PRINT)
