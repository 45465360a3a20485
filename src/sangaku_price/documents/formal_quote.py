"""御見積書: the quote as it is handed over. The price stands on top, what is not in it on pages of its own."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING

from sangaku_price.documents import headings
from sangaku_price.documents.beside_price import beside_price
from sangaku_price.documents.cells import (
    Block,
    Column,
    Document,
    Kind,
    Letterhead,
    Row,
    Section,
    Style,
    Table,
    paragraph,
    row,
    text,
    yen_cell,
)
from sangaku_price.documents.contract_facts import Facts, facts_table, scenario_facts
from sangaku_price.documents.invoice_tables import InvoiceTables
from sangaku_price.documents.pictures import Picture
from sangaku_price.documents.quote_document import Pages
from sangaku_price.documents.quote_pictures import contingent_picture, quote_pictures
from sangaku_price.language.calendar import as_day
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import BASES, BILLINGS, TAX_CATEGORIES, unit_words
from sangaku_price.language.numbers import percent, yen
from sangaku_price.language.phrases import after, counted, enumerated, noted, yen_words
from sangaku_price.language.text import Text, say, words_in
from sangaku_price.quotation.values import Quote

if TYPE_CHECKING:
    from sangaku_price.documents.behind import Opened

TITLE, TO_NOBODY = Text("御見積書", "Quotation"), Text("見積書", "Quotation")
FIGURE = Text("御見積金額（税込）", "quoted price, with tax")
TO = Text("{company} 御中", "{company}")
SUBJECT = Text("件名", "subject")
BREAKDOWN = Text("内訳（円）", "breakdown in yen")
PICTURES = Text("図で見る金額", "the price in pictures")
INVOICES = Text("請求予定（円）", "invoices in yen")
CONDITIONS = Text("条件", "conditions")
PLANNED = Text(
    "参考：次年度以降の予定額（御見積金額には含まれません）",
    "for reference: planned for later years, NOT part of the quoted price",
)
CONTINGENT = Text(
    "参考：条件付の金額（御見積金額には含まれません）",
    "for reference: contingent money, NOT part of the quoted price",
)
CONTINGENT_NOTE = Text(
    "次の金額は、条件が満たされたときにだけ発生します。御見積金額に加算していません。",
    "These amounts become due only if their conditions are met. They are not added to the quoted price.",
)
IN_KIND = Text(
    "参考：金銭によらない対価（御見積金額には含まれません）",
    "for reference: consideration not in money, NOT part of the quoted price",
)
YOUR_SUBTOTAL = Text("御負担額の小計（税抜）", "subtotal of your share, without tax")
TAX_OF = Text("消費税（{rate}対象 {base}円）", "consumption tax ({rate} of {base} yen)")
UNTAXED_OF = Text("{category}（{base}円）", "{category} ({base} yen)")
MOST_PERIODS = 5
"""Periods that stand beside one another on a page."""
REFERENCES = ("number", "issued", "valid-until")


def formal_quote(quote: Quote, lang: Lang, chances: Picture | None = None, *, opens: bool = True) -> Document:
    """The quote for those to whom it is made, in one language or both.

    A picture of what contingent money may come to stands with it, where whoever asks has one and the reader may see it.
    Where nothing `opens`, as on paper, what is behind the figures is not made.
    """
    if not opens:
        return _Formal(quote, lang, chances, None).document()
    from sangaku_price.documents.behind import opened

    return _Formal(quote, lang, chances, opened(quote, lang)).document()


class _Formal:
    def __init__(self, quote: Quote, lang: Lang, chances: Picture | None, opened: "Opened | None") -> None:
        self.quote, self.lang, self.calendar, self.chances = quote, lang, quote.contract.calendar, chances
        self.opened = opened
        self.pages = Pages(quote, lang, opened and opened.lines)
        self.told = {key.replace("_", "-"): str(value) for key, value in quote.contract.document.items()}

    def document(self) -> Document:
        """The letterhead, and all sections that have something to say."""
        footnotes = self.pages.footnotes
        notes, sources = footnotes.notes_section(self.lang), footnotes.sources_section(self.lang)
        sections = (
            self.pages.changed(),
            self._section(BREAKDOWN, self.pages.lines(), self._totals()),
            self._section(PICTURES, *self._pictures()),
            self._section(headings.PERIODS, *self._periods()),
            self._section(INVOICES, *self._invoices()),
            self._section(CONDITIONS, facts_table(self._conditions(), self.lang), *self.pages.answer.alerts()),
            *beside_price(self.quote, self.lang, footnotes),
            self._section(PLANNED, *self._planned(), apart=True),
            self._section(CONTINGENT, *self._contingent(), apart=True),
            self._section(IN_KIND, *self.pages.in_kind(), apart=True),
            notes,
            None if sources is None else Section(sources.heading, sources.blocks, style=Style.DETAIL),
            self._section(headings.MADE_WITH, self._record(), style=Style.SMALL_PRINT),
        )
        title = say(title_of(self.quote), self.lang)
        return Document(title, tuple(one for one in sections if one is not None), self._letterhead())

    def _section(self, name: Text, *blocks: Block, apart: bool = False, style: Style = Style.BODY) -> Section | None:
        return Section(say(name, self.lang), blocks, apart=apart, style=style) if blocks else None

    # -- the letterhead ----------------------------------------------------------------------------------------------

    def _letterhead(self) -> Letterhead:
        company = self.quote.contract.company
        addressee = words_in(TO.filled(company=company), self.lang)[0] if company else ""
        issuer = self.told.get("issuer") or self.quote.contract.university or ""
        registration = self.told.get("registration-number")
        number = [f"{say(headings.DOCUMENT['registration-number'], self.lang)} {registration}"] if registration else []
        named = ((headings.DOCUMENT[key], (self._day(self.told.get(key, "")),)) for key in REFERENCES)
        return Letterhead(
            self.told.get("addressee") or addressee,
            (*filter(None, issuer.split("\n")), *number),
            facts_table(named, self.lang),
            facts_table(self._subject(), self.lang),
            self._figure(),
        )

    def _day(self, words: str) -> str:
        """A date as a letter has it; what is none as it is written."""
        day = as_day(words)
        return words if day is None else self.calendar.shown(self.calendar.day(day), self.lang)

    def _subject(self) -> Facts:
        parties = self.quote.contract
        yield SUBJECT, (parties.title or "",)
        yield headings.UNIVERSITY, (parties.university or "",)
        yield headings.PRINCIPAL, (parties.principal or "",)
        yield headings.TYPE, (say(parties.type_name, self.lang),)
        span, months = self.calendar.span(parties.start, parties.end), counted(str(parties.months), "months")
        yield headings.TERM, (self.calendar.term(span, months, self.lang),)

    @property
    def _sums(self) -> tuple[int, int, int]:
        """Subtotal, tax and total; of one payer's view, of what this one pays."""
        totals, payer = self.quote.totals, self.quote.contract.payer
        sums = totals if payer is None else totals.by_payer[payer]
        return sums.subtotal, sums.tax, sums.total

    def _figure(self) -> Row:
        subtotal, tax, total = self._sums
        unit = words_in(unit_words("yen"), self.lang)[0]
        said = [after(headings.OF_WHICH_TAX, yen_words(tax)), after(headings.SUBTOTAL, yen_words(subtotal))]
        if self.quote.contract.payer is not None:
            whole = noted(headings.TOTAL, headings.WHOLE_CONTRACT)
            said.append(after(whole, yen_words(self.quote.totals.total)))
        cells = (
            text(*words_in(FIGURE, self.lang)),
            yen_cell(total, Style.TOTAL, unit),
            text(*words_in(enumerated(said), self.lang.once), style=Style.DETAIL),
        )
        return Row(cells, style=Style.TOTAL, behind=self.opened.total if self.opened else ())

    # -- what is paid ------------------------------------------------------------------------------------------------

    def _totals(self) -> Table:
        """From the lines to the total: the sum without tax, the tax by rate, the total."""
        subtotal, _, total = self._sums
        behind = self.opened.tax if self.opened else ()
        taxes = [self._row(name, amount, behind=behind if rate else ()) for rate, name, amount in self._taxes()]
        whole = self._row(
            noted(headings.GRAND_TOTAL, BASES["inclusive"]),
            total,
            style=Style.TOTAL,
            behind=self.opened.total if self.opened else (),
        )
        inclusive = self.quote.contract.tax_basis == "inclusive"
        name = headings.SUBTOTAL if self.quote.contract.payer is None else YOUR_SUBTOTAL
        rows = (whole, *taxes) if inclusive else (self._row(name, subtotal), *taxes, whole)
        return Table((Column(wraps=True), Column("", Kind.YEN)), rows)

    def _taxes(self) -> Iterator[tuple[Fraction | None, Text, int]]:
        """The tax of all invoices by rate; what bears none is named."""
        bases: dict[Fraction | None, int] = {}
        amounts: dict[Fraction | None, int] = {}
        for tax in (tax for one in self.quote.invoices if not one.planned for tax in one.tax):
            bases[tax.rate] = bases.get(tax.rate, 0) + tax.base
            amounts[tax.rate] = amounts.get(tax.rate, 0) + tax.amount
        for rate, base in bases.items():
            if rate:
                yield rate, TAX_OF.filled(rate=percent(rate), base=yen(base)), amounts[rate]
            else:
                category = TAX_CATEGORIES["out-of-scope" if rate is None else "export-exempt"]
                yield rate, UNTAXED_OF.filled(category=category, base=yen(base)), amounts[rate]

    def _row(self, name: Text, amount: int, *, style: Style = Style.BODY, behind: tuple[Block, ...] = ()) -> Row:
        return row((text(say(name, self.lang)), yen_cell(amount)), style=style, behind=behind)

    def _pictures(self) -> Iterator[Block]:
        """Of the whole contract: what one payer pays is a share of it."""
        return iter(()) if self.quote.contract.payer is not None else quote_pictures(self.quote, self.lang)

    def _periods(self) -> Iterator[Table]:
        if 1 < sum(not one.planned for one in self.quote.periods) <= MOST_PERIODS:
            yield self.pages.itemised.by_period()

    def _invoices(self) -> Iterator[Block]:
        behind = self.opened and self.opened.invoice
        return InvoiceTables(self.quote, self.lang, self.pages.footnotes, behind).blocks()

    def _planned(self) -> Iterator[Block]:
        """The lines of the planned years; by year where a page has room for the years."""
        few = sum(one.planned for one in self.quote.periods) <= MOST_PERIODS
        return islice(self.pages.planned(), None if few else 1)

    def _conditions(self) -> Facts:
        yield headings.DOCUMENT["valid-until"], (self._day(self.told.get("valid-until", "")),)
        yield headings.DOCUMENT["payment-terms"], (self.told.get("payment-terms", ""),)
        yield headings.BILLING, (say(BILLINGS[self.quote.contract.billing], self.lang),)
        firm_until = self.quote.contract.firm_until
        if firm_until is not None:
            day = self.calendar.shown(self.calendar.day(firm_until), self.lang)
            yield headings.FIRM_UNTIL, (say(headings.UNTIL.filled(day=day), self.lang),)
        yield headings.TAX_BASIS, (say(BASES[self.quote.contract.tax_basis], self.lang),)
        yield headings.DOCUMENT["remarks"], tuple(self.told.get("remarks", "").split("\n"))
        yield headings.NOT_INCLUDED, words_in(headings.CLOSING, self.lang.once)

    # -- what is not in the price --------------------------------------------------------------------------------------

    def _contingent(self) -> Iterator[Block]:
        """What may be paid; sums with what is certain only where the reader sees what is expected."""
        table, *sums = tuple(self.pages.uncertain()) or (None,)
        if table is not None:
            yield paragraph(CONTINGENT_NOTE, self.lang, Style.WARNING)
            yield table
            yield from sums if self.quote.totals.contingent.expected is not None else ()
            yield from contingent_picture(self.quote, self.lang)
            yield from () if self.chances is None else (self.chances,)

    def _record(self) -> Table:
        """What reproduces the quote: rules and approach, what was set, program and files."""
        return facts_table(self._made_with(), self.lang)

    def _made_with(self) -> Facts:
        yield from scenario_facts(self.quote, self.lang)
        yield from self.pages.made_with()


def title_of(quote: Quote) -> Text:
    """What the letter is called: 御見積書 to somebody, 見積書 where nobody is addressed."""
    return TITLE if quote.contract.document.get("addressee") or quote.contract.company else TO_NOBODY
