"""変更契約: what stood before, what stands after, and what lies between, by line, section, charge and year.

No figure is made here: every one is the quote's own. What is handed over of it is in `change_annex`.
"""

from collections.abc import Iterator, Mapping

from sangaku_price.documents import headings
from sangaku_price.documents.cells import (
    Block,
    Cell,
    Column,
    Kind,
    Row,
    Section,
    Style,
    Table,
    heading,
    row,
    text,
    yen_cell,
)
from sangaku_price.documents.contract_facts import Facts, facts_table
from sangaku_price.documents.invoice_tables import amount_columns
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import AMENDED_RATES, ANNEX, BASES, SECTIONS
from sangaku_price.language.numbers import percent
from sangaku_price.language.phrases import noted
from sangaku_price.language.text import Text, say, words_in
from sangaku_price.quotation.change import Change, ChangeLine, Moved
from sangaku_price.quotation.invoice_names import NTH_CHANGE, invoice_words
from sangaku_price.quotation.invoices import Invoice
from sangaku_price.quotation.values import Quote

CHANGED = Text("変更による増減（円）", "what the change moves, in yen")
BEFORE, AFTER = Text("変更前", "before"), Text("変更後", "after")
DIFFERENCE = Text("増減", "difference")
SIGNED, REASON = Text("変更契約締結日", "day of the change"), Text("変更の理由", "reason")
RATES, RULE = Text("変更分の扱い", "priced"), Text("料金表の定め", "the tariff's rule")
NOTHING = Text("増減なし", "nothing moves")
CHANGE_TOTAL = Text("変更の額（税込）", "the change, with tax")
NEW_TAX = Text("変更分の消費税", "tax on the change")
PLANNED = Text("次年度以降の予定額（税込）", "planned for later years, with tax")
CREDIT = Text("減額", "credit note")


def moved_columns(first: Text, lang: Lang) -> tuple[Column, ...]:
    """The columns of what moves: its name, before, after and between."""
    amounts = (Column(heading(name, lang), Kind.YEN, named=True) for name in (BEFORE, AFTER, DIFFERENCE))
    return (Column(heading(first, lang), wraps=True), *amounts)


def moved_cells(before: int, after: int) -> tuple[Cell, ...]:
    """An amount before, after, and what lies between."""
    return tuple(map(yen_cell, (before, after, after - before)))


def change_section(quote: Quote, lang: Lang) -> Section | None:
    """What a quote says of the change that it is; None where it is none."""
    if quote.change is None:
        return None
    return Section(say(CHANGED, lang), tuple(Changed(quote, quote.change, lang).blocks()))


class Changed:
    """The tables of one change in one language."""

    def __init__(self, quote: Quote, change: Change, lang: Lang) -> None:
        self.quote, self.change, self.lang = quote, change, lang
        self.calendar = quote.contract.calendar
        self.basis = BASES[quote.contract.tax_basis]

    def blocks(self) -> Iterator[Block]:
        """The facts of the change, then its tables."""
        yield facts_table(self._facts(), self.lang)
        yield self._lines()
        yield self._moved(headings.SECTION, {SECTIONS[key]: one for key, one in self.change.by_section.items()})
        yield self._moved(headings.CHARGED, {ANNEX[key]: one for key, one in self.change.by_charge.items()})
        if len(self.change.by_period) > 1:
            periods = {self.calendar.period(key): one for key, one in self.change.by_period.items()}
            yield self._moved(headings.PERIOD, periods)
        if self.change.invoices:
            yield self._invoices()

    def _say(self, words: Text) -> str:
        return say(words, self.lang)

    def _facts(self) -> Facts:
        change = self.change
        day = self.calendar.shown(self.calendar.day(change.signed), self.lang)
        yield NTH_CHANGE.filled(number=change.number), (f"{self._say(SIGNED)} {day}",)
        yield REASON, (change.reason or "",)
        yield RATES, (self._say(AMENDED_RATES[change.rates]),)
        yield RULE, (change.rule.source.title if change.rule else "",)

    # -- the tables ----------------------------------------------------------------------------------------------------

    def _lines(self) -> Table:
        """Every line with what it was and is, the sums, and the tax."""
        certain = [one for one in self.change.lines if one.certainty == "fixed"]
        rows = [self._line(one) for one in certain]
        sums = list(self.change.by_section.values())
        before, after = (sum(getattr(one, key) for one in sums) for key in ("before", "after"))
        rows.append(self._sum(noted(headings.ALL_FIXED, self.basis), before, after))
        change, totals = self.change, self.quote.totals
        rows.append(self._sum(headings.TAX, change.before["tax"], totals.tax, Style.BODY))
        rows.append(self._sum(headings.TOTAL, change.before["total"], totals.total))
        if change.planned is not None:
            rows.append(self._sum(PLANNED, *change.planned["total"], Style.BODY))
        if any(change.contingent):
            rows.append(self._sum(noted(headings.CONTINGENT, self.basis), *change.contingent, Style.BODY))
        basis = Column(heading(headings.BASIS, self.lang), below=True)
        return Table((*moved_columns(headings.ITEM, self.lang), basis), tuple(rows))

    def _line(self, one: ChangeLine) -> Row:
        how = words_in(one.formula, self.lang.once) if one.formula is not None and one.difference else ()
        amounts = moved_cells(one.before, one.after)
        return row((text(self._say(one.label)), *amounts, text(*how, style=Style.DETAIL)))

    def _sum(self, name: Text, before: int, after: int, style: Style = Style.TOTAL) -> Row:
        return row((text(self._say(name)), *moved_cells(before, after), text()), style=style)

    def _moved(self, first: Text, names: Mapping[Text, Moved]) -> Table:
        """Sums before and after; what was nothing and is nothing is left out."""
        rows = [row((text(self._say(name)), *moved_cells(*one))) for name, one in names.items() if any(one)]
        return Table(moved_columns(first, self.lang), tuple(rows))

    def _invoices(self) -> Table:
        """The invoices of the change alone; one below zero is a credit note."""
        rows: list[Row] = []
        for one in self.change.invoices:
            for number, tax in enumerate(one.tax):
                rate = percent(tax.rate) if tax.rate else "–"
                name = self._invoice(one) if number == 0 else ""
                amounts = (yen_cell(tax.base), yen_cell(tax.amount), yen_cell(tax.base + tax.amount))
                rows.append(row((text(name), text(rate), *amounts)))
        first = Column(heading(headings.INVOICE, self.lang), wraps=True)
        change = self.change
        sums = (yen_cell(change.subtotal), yen_cell(change.tax), yen_cell(change.total))
        rows.append(row((text(self._say(CHANGE_TOTAL)), text(""), *sums), style=Style.TOTAL))
        return Table(
            (first, Column(heading(headings.TAX_RATE, self.lang), named=True), *amount_columns(self.lang)), tuple(rows)
        )

    def _invoice(self, one: Invoice) -> str:
        """What an invoice is called: its period, who pays, and that it is a credit note."""
        name = invoice_words(self.quote, one)
        return self._say(noted(name, CREDIT) if one.total < 0 else name)
