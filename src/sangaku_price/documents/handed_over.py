"""What the documents that are handed over begin and end with: whose contract it is, and what reproduces them."""

from collections.abc import Iterator

from sangaku_price.documents import headings
from sangaku_price.documents.cells import Section
from sangaku_price.documents.contract_facts import facts_table
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import BASES
from sangaku_price.language.phrases import counted
from sangaku_price.language.text import Text, say
from sangaku_price.quotation.values import Quote


def opening(quote: Quote, lang: Lang) -> Section:
    """The contract that a document belongs to."""
    return Section(say(headings.CONTRACT, lang), (facts_table(_facts(quote, lang), lang),))


def _facts(quote: Quote, lang: Lang) -> Iterator[tuple[Text, tuple[str, ...]]]:
    parties = quote.contract
    for key in ("number", "issued"):
        yield headings.DOCUMENT[key], (str(parties.document.get(key, "")),)
    yield headings.TITLE, (parties.title or "",)
    yield headings.UNIVERSITY, (parties.university or "",)
    yield headings.COMPANY, (parties.company or "",)
    months = say(counted(str(parties.months), "months"), lang)
    yield headings.TERM, (f"{parties.start} – {parties.end} ({months})",)
    yield headings.TAX_BASIS, (say(BASES[parties.tax_basis], lang),)


def record(quote: Quote, lang: Lang) -> Section:
    """The program and the files that reproduce a document."""
    told = (
        (headings.ENGINE, (f"sangaku-price {quote.engine}",)),
        (headings.SPEC_HASH, (quote.spec_sha256,)),
        (headings.TARIFF_HASH, (quote.tariff.sha256 if quote.tariff else "",)),
    )
    return Section(say(headings.MADE_WITH, lang), (facts_table(iter(told), lang),))
