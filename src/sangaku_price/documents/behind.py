"""What a figure opens to, where a writer can open: its derivation, the rule that won, sources with dates, doubts."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from sangaku_price.documents import headings
from sangaku_price.documents.cells import (
    Block,
    Column,
    Kind,
    Paragraph,
    Style,
    Table,
    heading,
    link,
    paragraph,
    row,
    text,
)
from sangaku_price.documents.contract_facts import facts_table
from sangaku_price.documents.explanation import Explanations
from sangaku_price.documents.footnotes import Footnotes
from sangaku_price.documents.invoice_tables import InvoiceTables
from sangaku_price.documents.itemised import Behind
from sangaku_price.language.enums import Lang
from sangaku_price.language.numbers import percent, yen
from sangaku_price.language.phrases import after, enumerated, noted, yen_words
from sangaku_price.language.text import Text, say, words_in
from sangaku_price.money import Mode, Rounding
from sangaku_price.quotation.derivation import rounding_words
from sangaku_price.quotation.invoices import Invoice, TaxLine
from sangaku_price.quotation.values import Line, Quote

TAXED = Text("{base}円 × {rate} → {tax}円", "{rate} of {base} yen → {tax} yen")
CONTAINED = Text("{whole}円のうち{rate} → {tax}円", "{rate} contained in {whole} yen → {tax} yen")
TAX_ADDED = Text(
    "小計（税抜）{subtotal}円＋消費税{tax}円 → {total}円",
    "subtotal without tax {subtotal} yen + consumption tax {tax} yen → {total} yen",
)
TAX_ROUNDED = Text("請求ごと・税率ごとに一度だけ{rounding}", "once for each invoice and rate, {rounding}")


class Opened(NamedTuple):
    """What the figures of a quote open to."""

    lines: Behind
    invoice: Callable[[Invoice], tuple[Block, ...]]
    tax: tuple[Block, ...]
    total: tuple[Block, ...]


def opened(quote: Quote, lang: Lang) -> Opened:
    """What opens on a page of a quote; what one payer pays is a share, which its invoices tell."""
    total = () if quote.contract.payer is not None else behind_sum(quote, lang)
    return Opened(behind_lines(quote, lang), behind_invoice(quote, lang), behind_tax(quote, lang), total)


def behind_lines(quote: Quote, lang: Lang) -> Behind:
    """What the row of some lines opens to."""
    explanations, footnotes = Explanations(quote, lang, lambda _: None), Footnotes.of(quote)

    def made(lines: Sequence[Line]) -> tuple[Block, ...]:
        rules = tuple(say(explanations.rule(rule), lang) for rule in explanations.rules(lines))
        facts = [facts_table(iter(((headings.APPLIED_RULE, rules),)), lang)] if rules else []
        return (
            *facts,
            *explanations.derivations(lines),
            *explanations.rounding(lines),
            *explanations.not_applied(lines),
            _sources(lines, footnotes, lang),
            *explanations.notes(lines),
        )

    return made


def _sources(lines: Sequence[Line], footnotes: Footnotes, lang: Lang) -> Table:
    """Every ground of the lines once, with its date and its page."""
    cited = dict.fromkeys(source._replace(key=None) for line in lines for source in line.sources)
    columns = (
        Column(heading(headings.SOURCE, lang), wraps=True),
        Column(heading(headings.ADDRESS, lang), Kind.LINK, below=True),
    )
    rows = (row((footnotes.cited(one, lang), link(one.href))) for one in cited)
    return Table(columns, tuple(rows))


def behind_tax(quote: Quote, lang: Lang) -> tuple[Block, ...]:
    """How the tax of each firm invoice came about."""
    tables = InvoiceTables(quote, lang, Footnotes.of(quote))
    rows = (
        row((text(say(tables.name_of(one), lang)), text(*words)))
        for one in quote.invoices
        if not one.planned and (words := tuple(_tax_words(quote, one, lang)))
    )
    return (Table((Column(wraps=True), Column(wraps=True)), tuple(rows)), _rounding(quote, lang))


def behind_invoice(quote: Quote, lang: Lang) -> Callable[[Invoice], tuple[Block, ...]]:
    """How the tax of one invoice came about."""

    def made(one: Invoice) -> tuple[Block, ...]:
        words = "\n".join(_tax_words(quote, one, lang))
        return (Paragraph(words), _rounding(quote, lang)) if words else ()

    return made


def _rounding(quote: Quote, lang: Lang) -> Paragraph:
    rounding = rounding_words(Rounding(1, Mode(quote.contract.tax_rounding)))
    return paragraph(TAX_ROUNDED.filled(rounding=rounding), lang, Style.DETAIL)


def _tax_words(quote: Quote, one: Invoice, lang: Lang) -> Iterator[str]:
    contained = quote.contract.tax_basis == "inclusive"
    return (words for tax in one.tax if tax.rate for words in words_in(_taxed(tax, contained=contained), lang.once))


def _taxed(tax: TaxLine, *, contained: bool) -> Text:
    told = {"rate": percent(tax.rate or Fraction(0)), "tax": yen(tax.amount)}
    if contained:
        return CONTAINED.filled(whole=yen(tax.base + tax.amount), **told)
    return TAXED.filled(base=yen(tax.base), **told)


def behind_sum(quote: Quote, lang: Lang) -> tuple[Block, ...]:
    """Which lines the total consists of, and the tax on them."""
    sums: dict[str, int] = {}
    for line in quote.lines:
        if line.certainty == "fixed":
            sums[line.id] = sums.get(line.id, 0) + line.amount
    footnotes = Footnotes.of(quote)
    parts = enumerated(after(footnotes.name_of(ident, lang), yen_words(amount)) for ident, amount in sums.items())
    added = paragraph(noted(headings.OPERATIONS["lines"], parts), lang)
    if quote.contract.tax_basis == "inclusive" or not quote.totals.tax:
        return (added,)
    subtotal, tax, total = map(yen, (quote.totals.subtotal, quote.totals.tax, quote.totals.total))
    return (added, paragraph(TAX_ADDED.filled(subtotal=subtotal, tax=tax, total=total), lang))
