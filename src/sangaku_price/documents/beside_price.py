"""The sections that stand beside the price, each only where the contract has it; read where there is one."""

from collections.abc import Iterator

from sangaku_price.documents.cells import Section
from sangaku_price.documents.footnotes import Footnotes
from sangaku_price.language.enums import Lang
from sangaku_price.quotation.values import Quote


def beside_price(quote: Quote, lang: Lang, footnotes: Footnotes) -> Iterator[Section]:
    """Who bears what and brings what, where it goes inside, public money, what it costs the company."""
    if quote.cost_shares is not None or quote.brought or quote.appointments:
        from sangaku_price.documents.cost_shares import cost_sections

        yield from cost_sections(quote, lang, footnotes)
    if quote.allocation is not None:
        from sangaku_price.documents.allocation import allocation_section

        yield allocation_section(quote, quote.allocation, lang, footnotes)
    if quote.public_money is not None:
        from sangaku_price.documents.public_money import money_section

        yield money_section(quote, quote.public_money, lang)
    if quote.company_net is not None:
        from sangaku_price.documents.company_net import company_sections

        yield from company_sections(quote, quote.company_net, lang)
