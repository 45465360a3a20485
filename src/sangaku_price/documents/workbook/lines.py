"""The lines of a quote as rows of a sheet: what is certain by section and period, what is not below, tax and totals."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from sangaku_price.documents import headings
from sangaku_price.documents.cells import Kind
from sangaku_price.documents.footnotes import Footnotes, as_shown
from sangaku_price.documents.headings import period_words
from sangaku_price.documents.itemised import by_id
from sangaku_price.documents.line_words import basis
from sangaku_price.documents.workbook.assumptions import Assumptions
from sangaku_price.documents.workbook.formulas import Weights, formula, number, part_formula
from sangaku_price.documents.workbook.frozen import OF_CHANGE, frozen_lines
from sangaku_price.documents.workbook.rows import (
    BASIS,
    CATEGORIES,
    CATEGORY,
    CERTAIN,
    CHARGE,
    CHARGED,
    DIVIDED,
    ITEM,
    NUMBER,
    PART,
    TAXED,
    WHEN,
    WHOLE,
    amount_in,
    is_shared,
    joined,
    parts,
    period,
    whole_of,
)
from sangaku_price.documents.workbook.sheets import Place, Role, Sheet, SheetCell, Span
from sangaku_price.documents.workbook.weights import following_rows, weights_of
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import ANNEX, BASES, CERTAINTIES, SECTIONS
from sangaku_price.language.phrases import colon, noted
from sangaku_price.language.text import Text, own, say
from sangaku_price.quotation.derivation import Step
from sangaku_price.quotation.values import Line, Quote


class Lines:
    """The lines of one quote on a sheet, from a row on; knows where each amount stands."""

    def __init__(self, quote: Quote, sheet: Sheet, top: int, assumptions: Assumptions, lang: Lang) -> None:
        self.quote, self.sheet, self.top, self.lang = quote, sheet, top, lang
        self.assumptions = assumptions
        self.footnotes = Footnotes.of(quote)
        self.periods = [one.label for one in quote.periods]
        self.is_divided = len(self.periods) > 1
        self.first = DIVIDED + 1 if self.is_divided else DIVIDED
        self.last = self.first + len(self.periods) if self.is_divided else self.first
        self._frozen = frozen_lines(quote)
        self.firm = sum(not one.planned for one in quote.periods)
        self._rows: dict[str, int] = {}
        self._apart: dict[tuple[str, str | None], int] = {}
        self._writing = quote.lines[0] if quote.lines else None
        self.end = self._placed()
        self.following = following_rows(self)
        self._write()

    # -- where things stand --------------------------------------------------------------------------------------------

    def _groups(self) -> Iterator[tuple[str, Sequence[Sequence[Line]]]]:
        """The fixed lines of each section, those of an id together; beside them what is planned of later years."""
        for section in SECTIONS:
            inside = [line for line in self.quote.lines if line.certainty in CERTAIN and line.section == section]
            if inside:
                yield section, by_id(inside)

    def _others(self) -> Iterator[tuple[str, Sequence[Line]]]:
        """The lines that are not certain, those of each certainty together."""
        others = [line for line in as_shown(self.quote) if line.certainty not in CERTAIN]
        for certainty in dict.fromkeys(line.certainty for line in others):
            yield certainty, [line for line in others if line.certainty == certainty]

    def _placed(self) -> int:
        """Give every line its row: a formula may refer to one below it. Returns the row after the last of the table."""
        row = self.top + 1
        for _, groups in self._groups():
            row += 1
            for group in groups:
                self._rows[group[0].id] = row
                row += 1 + len(parts(group))
            row += 1
        self._sum_row = row
        return row + 1

    def has(self, ident: str) -> bool:
        """Whether a line is certain, and so stands in the table."""
        return ident in self._rows

    def place(self, ident: str, period: str | None = None) -> Place:
        """The amount of a line in a period; without one, in all."""
        column = self.last if period is None else self.place_of_period(period)
        return Place(self.sheet.name, self._rows[ident], column)

    def place_of_period(self, period: str) -> int:
        """The column of a period."""
        return self.first + self.periods.index(period)

    def column(self, column: int) -> Span:
        """The cells of a column beside the fixed lines."""
        name = self.sheet.name
        return Span(Place(name, self.top + 1, column), Place(name, self._sum_row - 1, column))

    # -- what is written -----------------------------------------------------------------------------------------------

    def _say(self, words: Text) -> str:
        return say(words, self.lang)

    def _write(self) -> None:
        self._heads()
        row = self.top + 1
        for section, groups in self._groups():
            self.sheet.words(row, ITEM, self._say(SECTIONS[section]), Role.SECTION)
            for group in groups:
                self._group(group)
            rows = [self._rows[group[0].id] for group in groups]
            row = rows[-1] + 1 + len(parts(groups[-1]))
            self._sums(row, colon(headings.SECTION_SUM, SECTIONS[section]), rows)
            row += 1
        words = noted(headings.ALL_FIXED, BASES[self.quote.contract.tax_basis])
        self._sums(self._sum_row, words, list(self._rows.values()))

    def _heads(self) -> None:
        words = [headings.ID, headings.ITEM, headings.BASIS, CHARGED, CATEGORY]
        if self.is_divided:
            whole = WHOLE if self.quote.change is None else noted(WHOLE, OF_CHANGE)
            words += [whole, *map(period, self.quote.periods)]
        basis_words = BASES[self.quote.contract.tax_basis]
        self.sheet.heads(self.top, *map(self._say, [*words, noted(headings.AMOUNT, basis_words)]))

    def _group(self, group: Sequence[Line]) -> None:
        """The row of one id: its amount in every period."""
        first, row = group[0], self._rows[group[0].id]
        self._describe(row, first, group)
        split = parts(group)
        if not split:
            self.sheet.words(row, CHARGE, self._say(ANNEX[first.charged_as]))
        for line in group:
            self._amount(row, line)
        if self.is_divided:
            self._across(row, sum(line.amount for line in group if line.certainty == "fixed"))
        for number_of, (key, name) in enumerate(split, 1):
            self._part(row + number_of, group, key, name)

    def _describe(self, row: int, first: Line, group: Sequence[Line]) -> None:
        self.sheet.words(row, NUMBER, self.footnotes.number_of(first.id, self.lang))
        self.sheet.words(row, ITEM, self._say(first.label))
        said = list(dict.fromkeys(basis(line) for line in group))
        if len(said) == 1 and said[0] is not None:
            self.sheet.words(row, BASIS, self._say(said[0]), Role.NOTE)
        self.sheet.words(row, TAXED, self._say(CATEGORIES[first.tax_category]))

    def _amount(self, row: int, line: Line) -> None:
        column = self.place_of_period(line.period or self.periods[0])
        self.sheet.put(row, column, self._cell(line))
        whole = self._whole_of(line)
        if whole is not None:
            self.sheet.put(row, DIVIDED, self._formula(line, whole))

    def _whole_of(self, line: Line) -> Step | None:
        """What is divided among the periods, and has a cell beside them; of a changed contract the change alone."""
        if not self.is_divided or line.id not in self._rows or (line.id, line.period) in self._frozen:
            return None
        group = [one for one in self.quote.lines if one.id == line.id and (one.id, one.period) not in self._frozen]
        return whole_of(line, group, len(self.periods))

    def _cell(self, line: Line) -> SheetCell:
        """The amount of a line: its derivation; a number where that is not shown, or is frozen."""
        if (line.id, line.period) in self._frozen:
            return SheetCell(Kind.YEN, line.amount)
        if not line.steps:
            return SheetCell(Kind.YEN, line.amount, Role.INPUT)
        return self._formula(line, line.steps[0])

    def _formula(self, line: Line, step: Step) -> SheetCell:
        self._writing = line
        return SheetCell(Kind.YEN, int(step.value), formula=f"={formula(step, self)}")

    def _across(self, row: int, amount: int) -> None:
        """The sum of a row over the periods that are firm."""
        cells = Span(Place("", row, self.first), Place("", row, self.first + self.firm - 1)).seen_from("")
        self.sheet.put(row, self.last, SheetCell(Kind.YEN, amount, Role.BODY, f"=SUM({cells})" if self.firm else "=0"))

    def _sums(self, row: int, words: Text, rows: Sequence[int]) -> None:
        """The sum of rows in every column of amounts."""
        self.sheet.words(row, ITEM, self._say(words), Role.SUM)
        for column in range(self.first, self.last + 1):
            each = joined(rows, column)
            amount = sum(amount_in(self.sheet.cells.get((one, column))) for one in rows)
            self.sheet.put(row, column, SheetCell(Kind.YEN, amount, Role.SUM, f"=SUM({each})" if rows else "=0"))

    def _part(self, row: int, group: Sequence[Line], key: str, name: Text) -> None:
        """What of a fee is charged here: the direct part is rounded to the nearest yen, the other is the rest."""
        self.sheet.words(row, ITEM, f"{self._say(PART)} {self._say(name)}", Role.NOTE)
        self.sheet.words(row, CHARGE, self._say(ANNEX[key]))
        for line in group:
            amounts = dict(line.charged())
            if key in amounts:
                column = self.place_of_period(line.period or self.periods[0])
                whole = Place(self.sheet.name, self._rows[line.id], column).name()
                written = part_formula(whole, list(amounts.values()), list(amounts).index(key))
                self.sheet.put(row, column, SheetCell(Kind.YEN, amounts[key], Role.NOTE, written))
        if self.is_divided:
            firm = (dict(line.charged()) for line in group if line.certainty == "fixed")
            self._across(row, sum(amounts.get(key, 0) for amounts in firm))

    def others(self, row: int) -> int:
        """What is paid only if something happens, and what is no money: below, and never in the sum."""
        for certainty, lines in self._others():
            self.sheet.words(row, ITEM, self._say(CERTAINTIES.get(certainty, own(certainty))), Role.SECTION)
            self.sheet.words(row, CHARGE, self._say(WHEN), Role.SECTION)
            for line in lines:
                row += 1
                self._apart[line.id, line.period] = row
            for line in lines:
                at = self._apart[line.id, line.period]
                self._describe(at, line, [line])
                due = str(line.due) if line.due else self._say(period_words(line.period))
                self.sheet.words(at, CHARGE, due)
                self.sheet.put(at, self.last, self._cell(line))
            row += 1
            name = self.sheet.name
            amounts = Span(Place(name, row - len(lines), self.last), Place(name, row - 1, self.last)).seen_from(name)
            words = colon(headings.SUM, CERTAINTIES.get(certainty, own(certainty)))
            self.sheet.words(row, ITEM, self._say(words), Role.SUM)
            whole = sum(line.amount for line in lines)
            self.sheet.put(row, self.last, SheetCell(Kind.YEN, whole, Role.SUM, f"=SUM({amounts})"))
            row += 2
        return row

    # -- what formulas refer to ----------------------------------------------------------------------------------------

    def constant(self, step: Step) -> str:
        """A number: the cell in which it may be changed; tax and months by the cells that they hang on."""
        place = self.assumptions.constant(step)
        if place is not None:
            return place.seen_from(self.sheet.name)
        months = self.quote.contract.months
        if step.key is None and step.unit == "years" and step.value * 12 == months:
            return f"({self.assumptions.months.seen_from(self.sheet.name)}/12)"
        if step.key is None and step.unit == "months" and step.value == months:
            return self.assumptions.months.seen_from(self.sheet.name)
        tax = self.assumptions.tax.get(Fraction(step.value - 1))
        if step.key is None and step.unit == "" and tax is not None:
            return f"(1+{tax.seen_from(self.sheet.name)})"
        return number(Fraction(step.value))

    def lines(self, step: Step) -> str:
        """The sum of lines: of the period of the line that is written, or of all, whichever it was."""
        period = self._writing.period if self._writing else None
        inside = [line for line in self.quote.lines if line.id in step.lines and line.certainty in CERTAIN]
        here = [line for line in inside if line.period == period]
        is_whole = self._writing is not None and is_shared(self._writing)
        for lines, at in ((inside, None), (here, period)) if is_whole else ((here, period), (inside, None)):
            if sum(line.amount for line in lines) == step.value:
                rows = [self._rows[name] for name in dict.fromkeys(line.id for line in lines)]
                column = self.last if at is None else self.place_of_period(at)
                of_all = at is None and self.firm < len(self.periods)
                cells = joined(rows, self.first, self.last - 1) if of_all else joined(rows, column)
                return f"SUM({cells})" if rows else "0"
        apart = [line for line in self.quote.lines if line.id in step.lines and (line.id, line.period) in self._apart]
        if apart and sum(line.amount for line in apart) == step.value:
            rows = [self._apart[line.id, line.period] for line in apart]
            return f"SUM({joined(rows, self.last)})"
        return number(Fraction(step.value))

    def weights(self, step: Step) -> Weights:
        """What a share goes by: the amounts of the line that it makes smaller, the months, or numbers of its own."""
        return weights_of(self, self._writing, step)

    def whole(self, step: Step) -> str:
        """The amount that is shared: it has a cell of its own beside the periods."""
        line = self._writing
        if line is not None and self._whole_of(line) is step:
            return Place(self.sheet.name, self._rows[line.id], DIVIDED).name()
        return f"({formula(step, self)})"
