"""The invoices of a quote as tables: each by rate; what each payer pays; and what falls due on each day.

No figure is made here but sums of the quote's own invoices for a row.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from sangaku_price.documents import headings
from sangaku_price.documents.cells import (
    Block,
    Cell,
    Column,
    Kind,
    Row,
    Style,
    Table,
    day_cell,
    heading,
    row,
    text,
    yen_cell,
)
from sangaku_price.documents.footnotes import Footnotes
from sangaku_price.documents.itemised import amount_head
from sangaku_price.language.calendar import Calendar
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import BASES, CERTAINTIES, TAX_CATEGORIES
from sangaku_price.language.numbers import percent
from sangaku_price.language.phrases import colon, enumerated, noted
from sangaku_price.language.text import Text, in_words_alone, own, say
from sangaku_price.money import Mode, Rounding
from sangaku_price.quotation.derivation import rounding_words
from sangaku_price.quotation.invoice_names import IN_ONE_SUM, NTH, payer_names, place_of, what_for
from sangaku_price.quotation.invoices import Invoice, PayerSum, TaxedSum, TaxLine
from sangaku_price.quotation.values import Line, Quote, Totals


def amount_columns(lang: Lang, tax: Text = headings.TAX) -> tuple[Column, ...]:
    """The columns of what bears the tax, the tax, and both."""
    heads = (headings.WITHOUT_TAX, tax, headings.WITH_TAX)
    return tuple(Column(heading(head, lang), Kind.YEN, named=True) for head in heads)


def planned_column(lang: Lang) -> Column:
    """The column of what is planned, with tax, beside what is firm."""
    return Column(heading(headings.PLANNED_TOTAL, lang), Kind.YEN, named=True)


def owner_of(line: Line) -> str:
    """The line that a payer bears where it bears this one: a waiver is borne with what it makes smaller."""
    return line.reduces or line.id


class InvoiceTables(NamedTuple):
    """Makes the tables of a quote's invoices."""

    quote: Quote
    lang: Lang
    footnotes: Footnotes
    behind: Callable[[Invoice], tuple[Block, ...]] | None = None
    """What the row of an invoice opens to."""

    def blocks(self) -> Iterator[Block]:
        """Each invoice, those of planned years apart; then, where several pay, what each pays, and when it is due."""
        totals, mine = self.quote.totals, self.quote.contract.payer
        if mine is not None:
            yield self._share(mine)
        firm, later = ([one for one in self.quote.invoices if one.planned is planned] for planned in (False, True))
        certain: Totals | PayerSum = totals if mine is None else totals.by_payer[mine]
        yield self._invoices(firm, certain, headings.SUM)
        if later and certain.planned is not None:
            yield self._invoices(later, certain.planned, headings.ALL_PLANNED)
        if totals.by_payer and mine is None:
            yield self._by_payer()
            if any(one.due for one in self.quote.invoices):
                yield self._by_due()

    @property
    def _calendar(self) -> Calendar:
        return self.quote.contract.calendar

    # -- each invoice ------------------------------------------------------------------------------------------------

    def _invoices(self, invoices: Sequence[Invoice], sums: Totals | PayerSum | TaxedSum, name: Text) -> Table:
        """Each invoice by rate: what bears the tax, the tax, and both; their sum, by its name."""
        divided = any(one.payer or one.payment for one in invoices)
        told = (
            (headings.INVOICE, not divided or len({one.label for one in self.quote.invoices}) > 1),
            (headings.PAYER, any(one.payer for one in invoices)),
            (headings.PAYMENT, any(one.payment for one in invoices)),
            (headings.DUE, any(one.due for one in invoices)),
        )
        shown = [place for place, (_, is_shown) in enumerate(told) if is_shown]
        columns = (
            *(Column(self._head(told[place][0]), wraps=place == shown[0], named=place != shown[0]) for place in shown),
            Column(self._head(headings.TAX_RATE), named=True),
            *amount_columns(self.lang, self._tax_head()),
        )
        blank = (text(""),) * (len(shown) - 1)
        rows: list[Row] = []
        for one in invoices:
            facts = (self._say(self._period(one)), self._payer(one.payer), self._payment(one), self._day(one.due))
            first = tuple(text(facts[place]) for place in shown)
            for number, tax in enumerate(one.tax):
                head = first if number == 0 else (text(""), *blank)
                behind = self.behind(one) if self.behind and number == 0 else ()
                rows.append(row((*head, text(self._rate(tax)), *self._tax_cells(tax)), behind=behind))
            if len(one.tax) != 1:
                label = self._say(colon(headings.SUM, self._alone(one)))
                rows.append(self._sum((text(label), *blank, text("")), one.subtotal, one.total))
        if len(invoices) != 1 or invoices[0].planned:
            rows.append(self._sum((text(self._say(name)), *blank, text("")), sums.subtotal, sums.total))
        return Table(columns, tuple(rows))

    @staticmethod
    def _tax_cells(tax: TaxLine) -> tuple[Cell, ...]:
        return yen_cell(tax.base), yen_cell(tax.amount), yen_cell(tax.base + tax.amount)

    @staticmethod
    def _sum(first: Iterable[Cell], subtotal: int, total: int, style: Style = Style.TOTAL) -> Row:
        return row((*first, yen_cell(subtotal), yen_cell(total - subtotal), yen_cell(total)), style=style)

    def _period(self, one: Invoice) -> Text:
        """What an invoice is for; of the only invoice, that there is one."""
        alone = one.label == "contract" and not one.payment and not one.payer
        name = IN_ONE_SUM if alone else what_for(self.quote, one)
        return noted(name, CERTAINTIES["planned"]) if one.planned else name

    def _alone(self, one: Invoice) -> Text:
        """An invoice told from the others in few words: its period if there are several, its payer, its place."""
        several = len({other.label for other in self.quote.invoices}) > 1
        divided = one.payer or one.payment
        told = own(" ".join(filter(None, (self._payer(one.payer), self._payment(one)))))
        if not divided:
            return self._period(one)
        return noted(self._period(one), told) if several else told

    def name_of(self, one: Invoice) -> Text:
        """An invoice in a few words: its period if there are several, who pays it, which instalment, when it is due."""
        only = len({other.label for other in self.quote.invoices}) == 1 and (one.payer or one.payment)
        told = (
            "" if only else self._say(self._period(one)),
            self._payer(one.payer),
            self._payment(one),
            self._day(one.due),
        )
        return own(" ".join(filter(None, told)))

    def _payment(self, one: Invoice) -> str:
        """An instalment by its id; where ids are not printed, by its place in its period."""
        if one.payment is None or not in_words_alone(self.lang):
            return one.payment or ""
        return self._say(NTH.filled(number=place_of(self.quote, one)))

    def _day(self, day: date | None) -> str:
        return "" if day is None else self._calendar.shown(self._calendar.day(day), self.lang)

    def _rate(self, tax: TaxLine) -> str:
        """The rate of an invoice's tax line; what is exempt or outside the tax is named."""
        if tax.rate is None:
            return self._say(TAX_CATEGORIES["out-of-scope"])
        if tax.rate == Fraction(0):
            return f"0% {self._say(TAX_CATEGORIES['export-exempt'])}"
        return percent(tax.rate)

    def _tax_head(self) -> Text:
        """The head of the tax: how it was rounded, if any of it was."""
        taxes = (tax for one in self.quote.invoices for tax in one.tax)
        if all(tax.amount == self._exact_tax(tax, tax.rate or Fraction(0)) for tax in taxes):
            return headings.TAX
        return noted(headings.TAX, rounding_words(Rounding(mode=Mode(self.quote.contract.tax_rounding))))

    def _exact_tax(self, tax: TaxLine, rate: Fraction) -> Fraction:
        if self.quote.contract.tax_basis == "inclusive":
            return (tax.base + tax.amount) * rate / (1 + rate)
        return tax.base * rate

    # -- payers and days ---------------------------------------------------------------------------------------------

    def _share(self, payer: str) -> Table:
        """Of one payer's view: the lines that it shares with its share of their sum, and those that it takes whole."""
        own_lines = {name for one in self.quote.contract.payers for name in one.lines}
        certain = [line for line in self.quote.lines if line.certainty == "fixed"]
        mine = sum(line.amount for line in certain if {owner_of(line), owner_of(line).partition("/")[0]} & own_lines)
        shared = sum(line.amount for line in certain) - mine
        sums = self.quote.totals.by_payer[payer]
        whole = sums.total if self.quote.contract.tax_basis == "inclusive" else sums.subtotal
        basis = BASES[self.quote.contract.tax_basis]
        share = next(one.share for one in self.quote.contract.payers if one.id == payer)
        name = headings.SHARED_LINES if share is None else noted(headings.SHARED_LINES, own(percent(share)))
        rows = [self._portion(name, shared, whole - mine)]
        if mine:
            rows.append(self._portion(headings.OWN_LINES, mine, mine))
        rows.append(self._portion(headings.SUM, shared + mine, whole, Style.TOTAL))
        heads = (amount_head(basis), headings.PORTION)
        columns = (
            Column(wraps=True),
            *(Column(self._head(head), Kind.YEN, named=True) for head in heads),
        )
        return Table(columns, tuple(rows))

    def _portion(self, name: Text, whole: int, portion: int, style: Style = Style.BODY) -> Row:
        return row((text(self._say(name)), yen_cell(whole), yen_cell(portion)), style=style)

    def _by_payer(self) -> Table:
        """What each of several payers pays: its share, the lines that it takes whole, the sum of its invoices."""
        rows, taken = [], any(one.lines for one in self.quote.contract.payers)
        for one in self.quote.contract.payers:
            if one.id in self.quote.totals.by_payer:
                sums = self.quote.totals.by_payer[one.id]
                share = percent(one.share) if one.share is not None else self._say(headings.REST) if one.rest else ""
                names = self._say(enumerated(self.footnotes.name_of(name, self.lang) for name in one.lines))
                facts = (text(self._payer(one.id)), text(share), *([text(names)] if taken else []))
                firm = self._sum(facts, sums.subtotal, sums.total, Style.BODY)
                planned = () if sums.planned is None else (yen_cell(sums.planned.total),)
                rows.append(row((*firm.cells, *planned)))
        columns = (
            Column(self._head(headings.PAYER), wraps=True),
            Column(self._head(headings.SHARE), named=True),
            *([Column(self._head(headings.OWN_LINES), wraps=True, named=True)] if taken else []),
            *amount_columns(self.lang),
            *([] if self.quote.totals.planned is None else [planned_column(self.lang)]),
        )
        return Table(columns, tuple(rows))

    def _by_due(self) -> Table:
        """What falls due on each day, by payer; last what has no day."""
        days: dict[date, list[Invoice]] = {}
        for one in self.quote.invoices:
            days.setdefault(one.due or date.max, []).append(one)
        columns = (
            Column(self._head(headings.DUE), Kind.DAY),
            Column(self._head(headings.PAYER), wraps=True, named=True),
            *amount_columns(self.lang),
        )
        rows: list[Row] = []
        for day, each in sorted(days.items()):
            for number, one in enumerate(each):
                shown = day if number == 0 and day != date.max else None
                told = day_cell(shown, words=self._calendar.in_column(shown, self.lang))
                named = text(self._say(self._owed_by(one)))
                rows.append(self._sum((told, named), one.subtotal, one.total, Style.BODY))
            if len(each) > 1 and len({one.planned for one in each}) == 1:
                sums = sum(one.subtotal for one in each), sum(one.total for one in each)
                rows.append(self._sum((day_cell(None), text(self._say(headings.SUM))), *sums))
        return Table(columns, tuple(rows))

    def _owed_by(self, one: Invoice) -> Text:
        """Who owes an invoice; where no day tells several of one payer apart, for which period."""
        name = own(self._payer(one.payer))
        mine = {other.label for other in self.quote.invoices if (other.payer, other.due) == (one.payer, one.due)}
        told = [what_for(self.quote, one)] if len(mine) > 1 else []
        told += [CERTAINTIES["planned"]] if one.planned else []
        return noted(name, enumerated(told)) if told else name

    def _payer(self, ident: str | None) -> str:
        """A payer as people name it, with its id where ids are printed."""
        names = payer_names(self.quote)
        if ident not in names:
            return ident or ""
        return names[ident] if in_words_alone(self.lang) else f"{names[ident]} ({ident})"

    def _head(self, words: Text) -> str:
        return heading(words, self.lang)

    def _say(self, words: Text) -> str:
        return say(words, self.lang)
