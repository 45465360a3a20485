"""The sections that stand beside the price, each only where the contract has it; read where there is one."""

from collections.abc import Iterator

from sangaku_price.documents.cells import Section
from sangaku_price.documents.footnotes import Footnotes
from sangaku_price.language.enums import Lang
from sangaku_price.quotation.values import Quote


def beside_price(quote: Quote, lang: Lang, footnotes: Footnotes) -> Iterator[Section]:
    """Who bears what, what the parties bring in kind, and where the money goes inside."""
    if quote.cost_shares is not None or quote.brought or quote.appointments:
        from sangaku_price.documents.cost_shares import cost_sections

        yield from cost_sections(quote, lang, footnotes)
    if quote.allocation is not None:
        from sangaku_price.documents.allocation import allocation_section

        yield allocation_section(quote, quote.allocation, lang, footnotes)
