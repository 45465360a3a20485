"""A comparison as a document: the answer, figures, the breakdown with differences, the walk, bars, what is seen."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from sangaku_price.documents import cells, headings
from sangaku_price.documents.cells import (
    Block,
    Document,
    Kind,
    Paragraph,
    Section,
    Style,
    Table,
    heading,
    paragraph,
    row,
    text,
)
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import BASES, SECTIONS
from sangaku_price.language.numbers import percent, yen
from sangaku_price.language.phrases import noted
from sangaku_price.language.text import Text, in_words_alone, own, say, words_in
from sangaku_price.money import NEAREST, to_yen
from sangaku_price.negotiation import headings as said
from sangaku_price.negotiation.bars import bar
from sangaku_price.negotiation.comparison import CONTINGENT, FIXED, IN_KIND, PLANNED, WALK, Comparison, Row
from sangaku_price.negotiation.comparison import Column as Priced
from sangaku_price.negotiation.comparison_notes import notes_tables, refused_tables
from sangaku_price.negotiation.people_pages import PEOPLE, people_blocks
from sangaku_price.negotiation.practice import PRACTICE, practice_blocks
from sangaku_price.negotiation.reproducing import record
from sangaku_price.negotiation.size_pages import size_blocks

BESIDE = 2
"""Columns that stand beside the first in one table."""
MOST_BESIDE = 7
"""Columns up to which the entries are shown in a document; JSON and CSV have all."""


LETTERS = "ABCDEFG"
Behind = Callable[[Row, Sequence[int]], tuple[Block, ...]]
"""What the row of an entry opens to, in the columns that are shown."""


def comparison_document(comparison: Comparison, lang: Lang = Lang.BOTH, behind: Behind | None = None) -> Document:
    """The comparison for a reader; what is not for the company stands in it only if it is in the value."""
    return _Pages(comparison, lang, behind).document()


class _Shown(NamedTuple):
    """One row of amounts; without amounts the name of those that follow."""

    label: tuple[str, ...]
    amounts: Sequence[int | None]
    style: Style = Style.BODY
    below: tuple[str, ...] = ()
    indent: int = 0
    ruled: bool = False
    behind: tuple[Block, ...] = ()


class _Pages:
    def __init__(self, comparison: Comparison, lang: Lang, behind: Behind | None) -> None:
        self.comparison, self.lang, self.behind = comparison, lang, behind or (lambda _row, _group: ())
        self.basis = BASES[comparison.contract.tax_basis]
        self.few = len(comparison.columns) <= MOST_BESIDE
        count = range(1, len(comparison.columns))
        self.groups = [tuple(count[i : i + BESIDE]) for i in range(0, len(count), BESIDE)] or [()]

    def document(self) -> Document:
        """All sections that have something to say."""
        few = self.few
        blocks: list[tuple[Text, list[Block]]] = [
            (headings.ANSWER, [self._answer(), *([] if few else [Paragraph(self._say(said.MORE_IN_DATA))])]),
            (said.FIGURES, [self._figures()] if few else []),
            (headings.BREAKDOWN, list(self._breakdown()) if few else []),
            (said.WALK, list(self._walk()) if few else []),
            (said.BARS, [self._bars()] if few else []),
            (PEOPLE, list(people_blocks(self.comparison, self._name, self.lang)) if few else []),
            (said.TRUE_COST, list(self._true_cost())),
            (said.SIZE, list(size_blocks(self.comparison, self.lang))),
            (said.REFUSED, list(refused_tables(self.comparison, self.lang))),
            (PRACTICE, list(practice_blocks(self.comparison, self.lang))),
            (headings.NOTES, list(notes_tables(self.comparison, self.lang))),
        ]
        sections = (Section(self._say(name), tuple(found)) for name, found in blocks if found)
        title = self._say(said.COMPARISON)
        if self.comparison.contract.title:
            title = f"{title}{colon_of(self.lang)}{self.comparison.contract.title}"
        return Document(title, (*sections, record(self.comparison.spec_sha256, self.lang)))

    def _say(self, words: Text) -> str:
        return say(words, self.lang)

    def _name(self, i: int) -> Text:
        """The letter of a column, by which tables name it; the answer says what it stands for."""
        return own(LETTERS[i])

    def _column(self, name: Text, kind: Kind = Kind.YEN) -> cells.Column:
        return cells.Column(heading(name, self.lang), kind, named=True)

    # -- the answer ----------------------------------------------------------------------------------------------------

    def _answer(self) -> Table:
        """What is certainly paid in each column, and by how much it differs from the first."""
        columns = self.comparison.columns
        by_tariff = self.comparison.by == "tariff"
        planned = [headings.PLANNED_TOTAL] if any(one.quote.totals.planned for one in columns) else []
        overheads = [said.OVERHEADS] if by_tariff else []
        chances = [headings.CONTINGENT] if any(one.quote.totals.contingent.maximum for one in columns) else []
        heads = [headings.TOTAL, said.DIFFERENCE, *overheads, *planned, *chances]
        rows = []
        for i, one in enumerate(columns):
            totals = one.quote.totals
            indirect = [cells.yen_cell(totals.by_section["indirect"])] if by_tariff else []
            difference = totals.total - columns[0].quote.totals.total
            title, *more = words_in(one.title, self.lang)
            letter = f"{LETTERS[i]}  " if self.few else ""
            ids = [one.name] if by_tariff and not in_words_alone(self.lang) else []
            names = (f"{letter}{title}", *more, *ids, *self._outdated(one))
            later = [cells.yen_cell(totals.planned.total if totals.planned else None)] if planned else []
            contingent = [cells.yen_cell(totals.contingent.maximum)] if chances else []
            amounts = (cells.yen_cell(totals.total, Style.TOTAL), cells.yen_cell(difference), *indirect, *later)
            rows.append(row((text(*names), *amounts, *contingent)))
        name = said.TARIFF if by_tariff else headings.SCENARIO
        first = cells.Column(heading(name, self.lang), wraps=True)
        return Table((first, *map(self._column, heads)), tuple(rows))

    def _outdated(self, one: Priced) -> Sequence[str]:
        """The mark beside a figure that rests on a rule which is feared to be superseded."""
        return words_in(said.OUTDATED, self.lang) if one.is_outdated else ()

    def _figures(self) -> Table:
        """Every figure of the totals, a column a quote."""
        quotes = [one.quote for one in self.comparison.columns]
        amounts: list[tuple[Text, list[int | None]]] = [
            (headings.SUBTOTAL, [one.totals.subtotal for one in quotes]),
            (headings.OF_WHICH_TAX, [one.totals.tax for one in quotes]),
            (headings.TOTAL, [one.totals.total for one in quotes]),
            (headings.PLANNED_TOTAL, [one.totals.planned.total if one.totals.planned else None for one in quotes]),
            (headings.CONTINGENT, [one.totals.contingent.maximum for one in quotes]),
            (headings.EXPECTED, [one.totals.contingent.expected for one in quotes]),
            (headings.PRESENT, [one.totals.contingent.present_value for one in quotes]),
            (headings.MAXIMUM, [one.totals.maximum for one in quotes]),
            (headings.ALL_EXPECTED, [one.totals.expected for one in quotes]),
            (headings.ALL_PRESENT, [_whole(one.present_value) for one in self.comparison.columns]),
            (headings.IN_KIND_SUM, [one.totals.in_kind for one in quotes]),
        ]
        contingent = any(one.totals.contingent.maximum for one in quotes)
        always = {headings.SUBTOTAL, headings.OF_WHICH_TAX, headings.TOTAL, headings.PLANNED_TOTAL}
        told = [pair for pair in amounts if any(pair[1]) and (contingent or pair[0] in always | {headings.IN_KIND_SUM})]
        shares = [(headings.VALUE_SHARE, [one.totals.value_share for one in quotes])]
        shares.append((said.UPLIFT, [self.comparison.uplift(i) for i in range(len(quotes))]))
        places = range(len(quotes))
        columns = (cells.Column(wraps=True), *(self._column(self._name(i)) for i in places))
        rows = [row((text(self._say(name)), *map(cells.yen_cell, found))) for name, found in told]
        for name, rates in shares:
            rows.append(row((text(self._say(name)), *(cells.rate_cell(_rounded(rate)) for rate in rates))))
        return Table(columns, tuple(rows))

    # -- entry by entry ------------------------------------------------------------------------------------------------

    def _beside(self, rows: Sequence["_Shown"], group: Sequence[int]) -> Table:
        """Rows of amounts: the first column's, then each other's with its difference."""
        columns = [cells.Column(heading(headings.ITEM, self.lang), wraps=True), self._column(self._name(0))]
        for i in group:
            columns += [self._column(self._name(i)), self._column(own(f"{LETTERS[i]}−{LETTERS[0]}"))]
        columns.append(cells.Column(heading(headings.BASIS, self.lang), below=True))
        made = []
        for one in rows:
            figures = [text("") for _ in columns[1:-1]]
            if one.amounts:
                figures = [cells.yen_cell(one.amounts[0], one.style)]
                for i in group:
                    difference = (one.amounts[i] or 0) - (one.amounts[0] or 0)
                    figures += [cells.yen_cell(one.amounts[i], one.style), cells.yen_cell(difference, one.style)]
            below = text(*one.below, style=Style.DETAIL)
            style = Style.BODY if one.style is Style.TOTAL and not one.ruled else one.style
            words = (text(*one.label, style=one.style), *figures, below)
            made.append(row(words, indent=one.indent, style=style, behind=one.behind))
        return Table(tuple(columns), tuple(made))

    def _breakdown(self) -> Iterator[Table]:
        groups = {FIXED: None, PLANNED: headings.PLANNED, CONTINGENT: headings.UNCERTAIN, IN_KIND: headings.IN_KIND}
        for group in self.groups:
            rows: list[_Shown] = []
            for certainty, head in groups.items():
                found = [one for one in self.comparison.rows if one.certainty == certainty and _in(one, group)]
                if found and head is not None:
                    rows.append(_Shown((self._say(head),), (), Style.HEAD))
                for one in found:
                    if one.id:
                        label, why, behind = self._named(one), self._why(one, group), self.behind(one, group)
                        rows.append(_Shown(label, one.amounts, below=why, indent=1, behind=behind))
                    else:
                        rows.append(_Shown((self._say(one.label),), one.amounts, Style.TOTAL))
            yield self._beside(rows, group)

    def _named(self, one: Row) -> tuple[str, ...]:
        """What an entry is called, and its id where ids are printed."""
        return (self._say(one.label),) if in_words_alone(self.lang) else (self._say(one.label), one.id)

    def _why(self, one: Row, group: Sequence[int]) -> tuple[str, ...]:
        """The formulas of a line, where they differ between the columns shown."""
        told = [(i, one.formulas[i]) for i in (0, *group) if one.formulas and one.formulas[i] is not None]
        if len({formula for _, formula in told}) < 2:  # noqa: PLR2004 - nothing differs
            return ()
        sign = colon_of(self.lang)
        return tuple(f"{LETTERS[i]}{sign}{self._say(formula)}" for i, formula in told if formula)

    def _walk(self) -> Iterator[Table]:
        """From cost to price; the steps sum to the total with tax."""
        walks = [one.walk for one in self.comparison.columns]
        steps = [step for step in WALK if any(one[step] for one in walks)]
        names = {**SECTIONS, "waivers": said.WAIVERS, "tax": said.TAX_ON_TOP}
        for group in self.groups:
            found = [step for step in steps if any(walks[i][step] for i in (0, *group))]
            rows = [_Shown((self._say(names[step]),), [one[step] for one in walks]) for step in found]
            totals = [sum(one.values()) for one in walks]
            rows.append(_Shown((self._say(headings.TOTAL),), totals, Style.TOTAL, ruled=True))
            yield self._beside(rows, group)

    def _bars(self) -> Table:
        """The steps of every column as bars of one scale."""
        walks = [one.walk for one in self.comparison.columns]
        most = max((amount for one in walks for amount in one.values()), default=0)
        names = {**SECTIONS, "waivers": said.WAIVERS, "tax": said.TAX_ON_TOP}
        columns = (cells.Column(wraps=True), cells.Column("", Kind.YEN), cells.Column(wraps=True))
        rows = []
        for i, one in enumerate(walks):
            title = f"{LETTERS[i]}  {self._say(self.comparison.columns[i].title)}"
            rows.append(row((text(title), text(""), text("")), style=Style.HEAD))
            for step, amount in one.items():
                if amount:
                    rows.append(row((text(self._say(names[step])), cells.yen_cell(amount), bar(amount, most))))
        return Table(columns, tuple(rows))

    # -- for the office ------------------------------------------------------------------------------------------------

    def _true_cost(self) -> Iterator[Block]:
        cost = self.comparison.true_cost
        if cost is None:
            return
        name = own(f"{percent(cost.rate)} × {yen(cost.direct)}")
        labels = {one.id: one.label for one in self.comparison.rows if one.id}
        figures: list[tuple[Text, int]] = [(SECTIONS["direct"], cost.direct)]
        figures += [(labels.get(ident, own(ident)), amount) for ident, amount in cost.time]
        figures.append((noted(said.TRUE_INDIRECT, name), cost.indirect))
        rows = [row((text(self._say(label)), cells.yen_cell(amount))) for label, amount in figures]
        rows.append(row((text(self._say(said.TRUE_COST)), cells.yen_cell(cost.total)), style=Style.TOTAL))
        unrecovered = self.comparison.unrecovered
        if unrecovered is not None:
            rows.append(row((text(self._say(said.UNRECOVERED)), cells.yen_cell(unrecovered)), style=Style.TOTAL))
        yield Table((cells.Column(wraps=True), cells.Column("", Kind.YEN)), tuple(rows))
        yield paragraph(said.TRUE_COST_CAVEAT, self.lang)


def colon_of(lang: Lang) -> str:
    """The colon after a name: as wide as its characters where they are Japanese alone."""
    return "：" if in_words_alone(lang) else ": "


def _in(one: Row, group: Sequence[int]) -> bool:
    """Whether a column shown has the row: an entry, or a section that is not nothing."""
    amounts = [one.amounts[i] for i in (0, *group)]
    return any(amount is not None for amount in amounts) if one.id else any(amounts)


def _whole(amount: Fraction | None) -> int | None:
    return None if amount is None else int(amount)


def _rounded(rate: Fraction | None) -> Fraction | None:
    """A rate to a hundredth of a per cent, half up, for reading only."""
    return None if rate is None else Fraction(to_yen(rate * 10_000, NEAREST), 10_000)
