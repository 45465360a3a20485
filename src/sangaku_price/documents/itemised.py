"""Lines as rows: one row an id with its sum, under it the periods it falls into, each with its basis in words."""

from collections.abc import Callable, Iterable, Iterator, Sequence
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
    rate_cell,
    row,
    text,
    yen_cell,
)
from sangaku_price.documents.footnotes import Footnotes, as_shown
from sangaku_price.documents.line_words import basis, division, part_of_whole, parts, remarks
from sangaku_price.language.calendar import Calendar
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import BASES, SECTIONS
from sangaku_price.language.phrases import colon, noted
from sangaku_price.language.text import Text, say, words_in
from sangaku_price.quotation.invoices import PeriodSum, TaxedSum
from sangaku_price.quotation.values import Line, Quote, Totals


def by_id(lines: Iterable[Line]) -> Sequence[Sequence[Line]]:
    """The lines of each id together, in the order in which the ids come first."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.id, []).append(line)
    return tuple(groups.values())


def in_periods(group: Sequence[Line]) -> bool:
    """Whether each period has a row: where its basis is its own, or no other table shows it."""
    return len(group) > 1 and (group[0].certainty != "fixed" or len({basis(line) for line in group}) > 1)


def amount_head(basis: Text) -> Text:
    """The head of a column of amounts: whether they contain tax."""
    return Text("{amount}（{basis}）", "{basis}").filled(amount=headings.AMOUNT, basis=basis)


Behind = Callable[[Sequence[Line]], tuple[Block, ...]]


class Itemised(NamedTuple):
    """Makes the tables of a quote's lines."""

    quote: Quote
    lang: Lang
    footnotes: Footnotes
    behind: Behind | None = None
    """What the row of some lines opens to."""

    def fixed(self) -> Table:
        """What is certainly paid, in the sections of the ministries' figure, each with its sum."""
        head = headings.ALL_SHOWN if self.quote.contract.payer else headings.ALL_FIXED
        return self._by_section("fixed", head, self.certain)

    def planned(self) -> Table:
        """What is planned for the years after the firm ones, in the same sections."""
        return self._by_section("planned", headings.ALL_PLANNED, self.later)

    def _by_section(self, certainty: str, head: Text, whole: int) -> Table:
        lines = [line for line in self.quote.lines if line.certainty == certainty]
        shape = self._shape(lines)
        rows: list[Row] = []
        for section, name in SECTIONS.items():
            inside = [line for line in lines if line.section == section]
            if inside:
                rows.append(shape.row((say(name, self.lang),), style=Style.HEAD))
                rows += self._rows(shape, inside)
                amount = sum(line.amount for line in inside)
                rows.append(self._sum(shape, colon(headings.SECTION_SUM, name), amount))
        rows.append(self._sum(shape, noted(head, BASES[self.quote.contract.tax_basis]), whole))
        return Table(shape.columns, tuple(rows))

    @property
    def certain(self) -> int:
        """The sum of the fixed lines, in the contract's tax basis; of one payer's view, of those that are seen."""
        if self.quote.contract.payer:
            return sum(line.amount for line in self.quote.lines if line.certainty == "fixed")
        return self._in_basis(self.quote.totals)

    @property
    def later(self) -> int:
        """The sum of the planned lines, in the contract's tax basis."""
        if self.quote.contract.payer:
            return sum(line.amount for line in self.quote.lines if line.certainty == "planned")
        planned = self.quote.totals.planned
        return 0 if planned is None else self._in_basis(planned)

    def _in_basis(self, sums: Totals | TaxedSum | PeriodSum) -> int:
        return sums.total if self.quote.contract.tax_basis == "inclusive" else sums.subtotal

    def by_period(self, *, planned: bool = False) -> Table:
        """The fixed lines, a column a period; or the planned ones."""
        periods = [one for one in self.quote.periods if one.planned is planned]
        certainty = "planned" if planned else "fixed"
        lines = [line for line in as_shown(self.quote) if line.certainty == certainty]
        columns = (
            Column(heading(headings.ID, self.lang)),
            Column(heading(headings.ITEM, self.lang), wraps=True),
            *(
                Column(heading(self.quote.contract.calendar.period(one.label), self.lang), Kind.YEN, named=True)
                for one in periods
            ),
            Column(heading(headings.SUM, self.lang), Kind.YEN, named=True),
        )
        rows = []
        for group in by_id(lines):
            amounts = {line.period: line.amount for line in group}
            name = words_in(group[0].label, self.lang)[0]
            cells = [yen_cell(amounts.get(one.label)) for one in periods]
            rows.append(
                row(
                    (
                        text(self.footnotes.number_of(group[0].id, self.lang)),
                        text(name),
                        *cells,
                        yen_cell(sum(amounts.values())),
                    )
                )
            )
        inside = {one.label: sum(line.amount for line in lines if line.period == one.label) for one in periods}
        sums = [yen_cell(inside[one.label]) for one in periods]
        whole = self.later if planned else self.certain
        last = (text(""), text(say(headings.SUM, self.lang)), *sums, yen_cell(whole))
        return Table(columns, (*rows, row(last, style=Style.TOTAL)))

    def uncertain(self) -> Table:
        """What is paid only if something happens, with its due date and probability."""
        lines = [line for line in self.quote.lines if line.certainty in {"conditional", "running"}]
        shape = self._shape(lines, chances=True)
        total = self._sum(shape, headings.CONTINGENT, self.quote.totals.contingent.maximum)
        return Table(shape.columns, (*self._rows(shape, lines), total))

    def in_kind(self) -> Table:
        """What is paid in equity and the like."""
        lines = [line for line in self.quote.lines if line.certainty == "in-kind"]
        shape = self._shape(lines, chances=True)
        total = self._sum(shape, headings.IN_KIND_SUM, self.quote.totals.in_kind)
        return Table(shape.columns, (*self._rows(shape, lines), total))

    def _sum(self, shape: "_Shape", name: Text, amount: int) -> Row:
        """A sum under what it sums."""
        return shape.row((say(name, self.lang),), amount=amount, style=Style.TOTAL)

    def _rows(self, shape: "_Shape", lines: Iterable[Line]) -> Iterator[Row]:
        for group in by_id(lines):
            yield from self._group(shape, group)

    def _group(self, shape: "_Shape", group: Sequence[Line]) -> Iterator[Row]:
        """The row of one id, and under it those of its periods."""
        first, divided = group[0], in_periods(group)
        alike = len({(line.due, line.probability) for line in group}) == 1
        bases = list(dict.fromkeys(basis(line) for line in group))
        below = [*(bases if len(bases) == 1 else ()), *remarks(first)]
        if len(group) == 1:
            below += [
                self.quote.contract.calendar.period(first.period) if self._tells_period(first) else None,
                part_of_whole(first),
            ]
        elif not divided:
            below.append(division(first))
        below += parts(group)
        notes = " ".join(filter(None, (self.footnotes.marks(first.id), self.footnotes.references(group))))
        head, *more = words_in(first.label, self.lang)
        yield shape.row(
            (f"{head} {notes}".rstrip(), *more),
            ident=self.footnotes.number_of(first.id, self.lang),
            line=first if alike else None,
            amount=sum(line.amount for line in group),
            below=self._said(below),
            behind=self.behind(group) if self.behind else (),
        )
        for line in group if divided else ():
            yield shape.row(
                (say(self.quote.contract.calendar.period(line.period), self.lang),),
                line=None if alike else line,
                period_amount=line.amount,
                below=self._said([*([basis(line)] if len(bases) > 1 else []), part_of_whole(line)]),
                indent=1,
                style=Style.DETAIL,
            )

    def _said(self, words: Iterable[Text | None]) -> tuple[str, ...]:
        """All of it beside one another, in one language."""
        return ("　".join(say(one, self.lang.once) for one in words if one is not None),)

    def _tells_period(self, line: Line) -> bool:
        """Whether a line's period is something the reader does not know from the quote as a whole."""
        sole = self.quote.periods[0].label if len(self.quote.periods) == 1 else None
        return line.period is not None and line.period != sole

    def _shape(self, lines: Sequence[Line], *, chances: bool = False) -> "_Shape":
        return _Shape(
            self.lang,
            self.quote.contract.calendar,
            BASES[self.quote.contract.tax_basis],
            due=chances and any(line.due for line in lines),
            chance=chances and any(line.probability is not None for line in lines),
            periods=any(in_periods(group) for group in by_id(lines)),
        )


class _Shape(NamedTuple):
    """The columns of a table of lines; those that would be empty are left out."""

    lang: Lang
    calendar: Calendar
    basis: Text
    due: bool
    chance: bool
    periods: bool

    @property
    def columns(self) -> tuple[Column, ...]:
        """The heads."""
        return tuple(
            column
            for column, shown in (
                (Column(heading(headings.ID, self.lang)), True),
                (Column(heading(headings.ITEM, self.lang), wraps=True), True),
                (Column(heading(headings.DUE, self.lang), Kind.DAY, named=True), self.due),
                (Column(heading(headings.PROBABILITY, self.lang), Kind.RATE, named=True), self.chance),
                (Column(heading(headings.BY_PERIOD, self.lang), Kind.YEN), self.periods),
                (Column(heading(amount_head(self.basis), self.lang), Kind.YEN), True),
                (Column(heading(headings.BASIS, self.lang), below=True), True),
            )
            if shown
        )

    def row(
        self,
        label: Sequence[str],
        *,
        ident: str = "",
        line: Line | None = None,
        amount: int | None = None,
        period_amount: int | None = None,
        below: Sequence[str] = (),
        indent: int = 0,
        style: Style = Style.BODY,
        behind: tuple[Block, ...] = (),
    ) -> Row:
        """A row in this shape."""
        due = line.due if line else None
        cells: tuple[tuple[Cell, bool], ...] = (
            (text(ident), True),
            (text(*label), True),
            (day_cell(due, words=self.calendar.in_column(due, self.lang)), self.due),
            (rate_cell(line.probability if line else None), self.chance),
            (yen_cell(period_amount), self.periods),
            (yen_cell(amount), True),
            (text(*below, style=Style.DETAIL), True),
        )
        return row((cell for cell, shown in cells if shown), indent=indent, style=style, behind=behind)
