"""変更契約 別表: what a change of the contract changes, before, after and between, by charge, period and line.

Whole yen in the contract's tax basis. Every figure is one of the quote's change, or of its totals after it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sangaku_price.documents import headings
from sangaku_price.documents.annex import CHARGE, ORDER
from sangaku_price.documents.cells import (
    Block,
    Column,
    Document,
    Row,
    Section,
    Style,
    Table,
    row,
    text,
)
from sangaku_price.documents.change import RATES, moved_cells, moved_columns
from sangaku_price.documents.contract_facts import Facts, facts_table
from sangaku_price.documents.footnotes import Footnotes
from sangaku_price.documents.handed_over import opening, record
from sangaku_price.documents.invoice_tables import InvoiceTables
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import AMENDED_RATES, ANNEX, BASES
from sangaku_price.language.phrases import noted
from sangaku_price.language.text import LANGUAGES, Text, by_language, say, words_in
from sangaku_price.quotation.change import Change, Moved
from sangaku_price.quotation.values import Quote

TITLE = Text("変更契約 別表", "annex of a change")
OF_CHANGE = Text("変更", "the change")
NUMBER, NTH = Text("変更", "change"), Text("第{number}回", "no. {number}")
SIGNED, REASON = Text("変更契約締結日", "signed"), Text("変更の理由", "reason")
COSTS = Text("研究経費の変更（円）", "what changes of the cost, in yen")
BY_PERIOD = Text("期間別の変更（円、{basis}）", "what changes by period, in yen, {basis}")
BY_LINE = Text("変更のある項目（円、{basis}）", "lines that change, in yen, {basis}")
PLANNED = Text(
    "次年度以降の予定額の変更（円、合計に含まない）", "what changes of what is planned, in yen, not in the total"
)
INVOICES = Text("変更分の請求（円）", "invoices of the change, in yen")
SUMS: Mapping[str, Text] = {
    "subtotal": headings.SUBTOTAL,
    "tax": headings.TAX,
    "total": noted(headings.GRAND_TOTAL, BASES["inclusive"]),
}


def sums_of(quote: Quote, change: Change) -> Mapping[str, Moved]:
    """Subtotal, tax and total before and after the change."""
    totals = quote.totals
    after = {"subtotal": totals.subtotal, "tax": totals.tax, "total": totals.total}
    return {name: Moved(change.before[name], after[name]) for name in SUMS}


def charges_of(change: Change) -> Mapping[str, Moved]:
    """Each charge that something is paid for, before or after."""
    found = ((charge, change.by_charge.get(charge)) for charge in ORDER)
    return {charge: moved for charge, moved in found if moved is not None and (moved.before or moved.after)}


def change_annex(quote: Quote, change: Change, lang: Lang) -> Document:
    """The annex for the agreement on a change."""
    pages = _Pages(quote, change, lang)
    return Document(say(TITLE, lang), (opening(quote, lang), *pages.sections(), record(quote, lang)))


class _Pages:
    def __init__(self, quote: Quote, change: Change, lang: Lang) -> None:
        self.quote, self.change, self.lang = quote, change, lang
        self.calendar = quote.contract.calendar

    def sections(self) -> Iterator[Section]:
        """All that have something to say."""
        yield self._section(OF_CHANGE, facts_table(self._facts(), self.lang))
        yield self._section(COSTS, self._table(CHARGE, (*self._charges(), *self._sums())))
        if len(self.change.by_period) > 1:
            periods = self.change.by_period.items()
            rows = (self._row((self._say(self.calendar.period(label)),), moved) for label, moved in periods)
            yield self._section(self._in_basis(BY_PERIOD), self._table(headings.PERIOD, rows))
        if moved := tuple(self._lines()):
            yield self._section(self._in_basis(BY_LINE), self._table(headings.ITEM, moved))
        if self.change.planned is not None:
            rows = (self._row((self._say(name),), self.change.planned[key]) for key, name in SUMS.items())
            yield self._section(PLANNED, self._table(headings.SUM, rows))
        if self.change.invoices:
            yield self._section(INVOICES, *self._invoices())

    def _facts(self) -> Facts:
        change = self.change
        yield NUMBER, (self._say(NTH.filled(number=change.number)),)
        yield SIGNED, (self.calendar.shown(self.calendar.day(change.signed), self.lang),)
        yield REASON, (change.reason or "",)
        yield RATES, (self._say(AMENDED_RATES[change.rates]),)

    def _charges(self) -> Iterator[Row]:
        return (self._row((self._say(ANNEX[charge]),), moved) for charge, moved in charges_of(self.change).items())

    def _sums(self) -> Iterator[Row]:
        """From the sum without tax to the total; where the amounts contain the tax, the total and the tax in it."""
        inclusive = self.quote.contract.tax_basis == "inclusive"
        sums = sums_of(self.quote, self.change)
        for key in ("total", "tax") if inclusive else ("subtotal", "tax", "total"):
            name = headings.OF_WHICH_TAX if inclusive and key == "tax" else SUMS[key]
            yield self._row((self._say(name),), sums[key], style=Style.TOTAL if key == "total" else Style.BODY)
        contingent = self.change.contingent
        if contingent.before or contingent.after:
            basis = BASES[self.quote.contract.tax_basis]
            yield self._row((self._say(noted(headings.CONTINGENT, basis)),), contingent)

    def _lines(self) -> Iterator[Row]:
        """The lines of which the amount changes, each with how the difference came about."""
        for line in self.change.lines:
            if line.difference:
                below = words_in(line.formula, self.lang.once) if line.formula is not None else ()
                yield self._row(words_in(line.label, self.lang), Moved(line.before, line.after), below=below)

    def _invoices(self) -> Iterator[Block]:
        """The invoices of the change alone; one below zero is a credit note."""
        change = self.change
        totals = self.quote.totals._replace(
            subtotal=change.subtotal, tax=change.tax, total=change.total, by_payer={}, planned=None
        )
        alone = self.quote._replace(invoices=change.invoices, totals=totals)
        return InvoiceTables(alone, self.lang, Footnotes.of(self.quote)).blocks()

    def _table(self, name: Text, rows: Iterable[Row]) -> Table:
        """Amounts before, after and between; how each came about below, where that is told of any."""
        columns = moved_columns(name, self.lang)
        made = tuple(rows)
        if any(one.cells[-1].value for one in made):
            return Table((*columns, Column("", below=True)), made)
        return Table(columns, tuple(one._replace(cells=one.cells[:-1]) for one in made))

    def _row(self, words: Sequence[str], moved: Moved, *, below: Sequence[str] = (), style: Style = Style.BODY) -> Row:
        return row((text(*words), *moved_cells(*moved), text(*below, style=Style.DETAIL)), style=style)

    def _in_basis(self, name: Text) -> Text:
        """A heading that says whether its amounts contain the tax, as they have no sum that would."""
        return name.filled(basis=BASES[self.quote.contract.tax_basis])

    def _section(self, name: Text, *blocks: Block) -> Section:
        return Section(self._say(name), blocks)

    def _say(self, words: Text) -> str:
        return say(words, self.lang)


# -- for machines ------------------------------------------------------------------------------------------------------


def change_data(quote: Quote, change: Change) -> Mapping[str, object]:
    """The annex of a change as an object."""
    return {
        "document": "change",
        "spec_sha256": quote.spec_sha256,
        "amends": change.amends.digest,
        "number": change.number,
        "signed": change.signed.isoformat(),
        "tax_basis": quote.contract.tax_basis,
        "charges": [
            {"charge": charge, "label": by_language(ANNEX[charge]), **_moved(moved)}
            for charge, moved in charges_of(change).items()
        ],
        "periods": {label: _moved(moved) for label, moved in change.by_period.items()},
        **{name: _moved(moved) for name, moved in sums_of(quote, change).items()},
        "contingent": _moved(change.contingent),
    }


def _moved(moved: Moved) -> Mapping[str, int]:
    return {"before": moved.before, "after": moved.after, "difference": moved.difference}


def change_rows(quote: Quote, change: Change) -> Iterator[Sequence[object]]:
    """The annex of a change as records: what a row is, its id and names, before, after, difference."""
    yield ["row", "id", *(f"label_{language}" for language in LANGUAGES), "before", "after", "difference"]
    for charge, moved in charges_of(change).items():
        yield ["charge", charge, *ANNEX[charge], *_moved(moved).values()]
    for name, moved in sums_of(quote, change).items():
        yield [name, "", *SUMS[name], *_moved(moved).values()]
    for label, moved in change.by_period.items():
        yield ["period", label, *quote.contract.calendar.period(label), *_moved(moved).values()]
    for line in change.lines:
        yield ["line", line.id, *line.label, line.before, line.after, line.difference]
