"""前提: the numbers that a workbook's formulas begin with, each in a cell that may be changed."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from sangaku_price.documents import headings
from sangaku_price.documents.cells import Kind
from sangaku_price.documents.contract_facts import contract_facts
from sangaku_price.documents.headings import period_words
from sangaku_price.documents.workbook.following import followed
from sangaku_price.documents.workbook.formulas import constants
from sangaku_price.documents.workbook.frozen import frozen_lines, is_frozen_invoice
from sangaku_price.documents.workbook.sheets import Place, Role, Sheet, SheetCell, Span
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import unit_words
from sangaku_price.language.text import Text, in_words_alone, own, say
from sangaku_price.months import touched_months
from sangaku_price.quotation.derivation import Step
from sangaku_price.quotation.line_labels import labels_of
from sangaku_price.quotation.values import Line, Quote

SHEET = "前提"
TITLE = Text(
    "前提（色の付いたセルを変えると、金額が計算し直されます）",
    "Assumptions: change a coloured cell, and the amounts follow",
)
MONTHS, TAX = Text("契約月数", "months of the contract"), Text("消費税率", "consumption tax rate")
VALUE, UNIT, KEY = (
    Text("値", "value"),
    Text("単位", "unit"),
    Text("契約ファイル・料金表のキー", "key of the contract file or tariff"),
)
WHAT = Text("内容", "what it is")
AMOUNT = Text("金額", "amount")
BASE_BEFORE = Text("変更前の算定対象（固定値）", "base before the change (fixed)")
BASE_MOVED, BASE_DIVIDES = (
    Text("算定対象の増減", "what the base became more"),
    Text("按分の重み（増減に従う）", "weights, which follow it"),
)
PERIOD_MONTHS, WEIGHTS = Text("期間の月数（按分）", "months by period"), Text("按分の重み", "weights")
CONTRACT = Text("契約", "contract")
FIRST = 3
"""The row of the first number."""
VALUES = 3
"""The column of the numbers."""
_NAME = re.compile(r"[^0-9A-Za-z_]+")


class _Number(NamedTuple):
    """A number by what it is: the same key may have another value in another scenario."""

    key: str
    value: Fraction


class Assumptions:
    """The numbers of quotes, each with its place on the sheet."""

    def __init__(self, quotes: Sequence[Quote], lang: Lang) -> None:
        self.quote, self.lang = quotes[0], lang
        self.sheet = Sheet(SHEET, (34, 28, 2 if in_words_alone(lang) else 40, 16, 16, 16, 16), frozen=FIRST - 1)
        self.names: dict[str, Place] = {}
        self.tax = {rate: Place(SHEET, FIRST + 1 + i, VALUES) for i, rate in enumerate(_rates(quotes))}
        self.months = Place(SHEET, FIRST, VALUES)
        self._row = FIRST + 1 + len(self.tax)
        self._numbers: dict[_Number, Place] = {}
        self._weights: dict[tuple[int, ...], Place] = {}
        self._following: dict[tuple[str, str], Place] = {}
        self._head()
        for quote in quotes:
            for line in _calculated(quote):
                self._take(line)
        periods = [tuple(touched_months(one.start, one.end) for one in quote.periods) for quote in quotes]
        self._row += 1
        if len(self.quote.periods) > 1:
            self._periods(periods[0], quotes)
        self._facts()

    # -- where a number stands -----------------------------------------------------------------------------------------

    def constant(self, step: Step) -> Place | None:
        """The cell of a number that a file gives; None where it has none."""
        return self._numbers.get(_Number(step.key, Fraction(step.value))) if step.key else None

    def weights(self, weights: Sequence[int]) -> Span | None:
        """The cells of weights, one a period; None where they have none."""
        first = self._weights.get(tuple(weights))
        return None if first is None else Span(first, first._replace(column=first.column + len(weights) - 1))

    def following(self, scenario: str, ident: str) -> Place:
        """The first of the three rows by which a changed overhead is divided: before, moved, weights."""
        return self._following[scenario, ident]

    # -- the sheet -----------------------------------------------------------------------------------------------------

    def _say(self, words: Text) -> str:
        return say(words, self.lang)

    def _head(self) -> None:
        sheet = self.sheet
        sheet.words(0, 0, self._say(TITLE), Role.TITLE)
        heads = (headings.ITEM, WHAT, own("") if in_words_alone(self.lang) else KEY, VALUE, UNIT)
        sheet.heads(FIRST - 1, *map(self._say, heads))
        months = SheetCell(Kind.NUMBER, self.quote.contract.months, Role.INPUT)
        self._put(self.months, self._say(CONTRACT), self._say(MONTHS), months, self._say(unit_words("months")))
        self.names["months"] = self.months
        for i, (rate, place) in enumerate(self.tax.items()):
            cell = SheetCell(Kind.RATE, rate, Role.INPUT)
            self._put(place, self._say(headings.TAX), self._say(TAX), cell, "")
            self.names["tax_rate" if i == 0 else f"tax_rate_{i + 1}"] = place

    def _put(self, place: Place, item: str, what: str, cell: SheetCell, unit: str, key: str = "") -> None:
        self.sheet.words(place.row, 0, item)
        self.sheet.words(place.row, 1, what)
        self.sheet.put(place.row, VALUES, cell)
        self.sheet.words(place.row, VALUES + 1, unit)
        self.sheet.words(place.row, 2, "" if in_words_alone(self.lang) else key, Role.NOTE)

    def _take(self, line: Line) -> None:
        """Give every number of a line that a file tells a cell."""
        for step in (one for root in line.steps[:1] for one in constants(root)):
            wanted = _Number(step.key or "", Fraction(step.value))
            if step.key is None or wanted in self._numbers:
                continue
            place = Place(SHEET, self._row, VALUES)
            kind = {"rate": Kind.RATE, "yen": Kind.YEN}.get(step.unit, Kind.NUMBER)
            unit = "" if step.unit == "rate" else self._say(unit_words(step.unit)).strip()
            what = self._say(step.name) if step.name else self._say(AMOUNT)
            self._put(place, self._say(line.label), what, SheetCell(kind, step.value, Role.INPUT), unit, step.key)
            self._numbers[wanted] = place
            self.names[self._free(step.key)] = place
            self._row += 1

    def _free(self, key: str) -> str:
        """A name that no other cell has: input_direct_travel_amount."""
        name = f"input_{_NAME.sub('_', key).strip('_')}"[:200]
        found, number = name, 2
        while found in self.names:
            found, number = f"{name}_{number}", number + 1
        return found

    def _periods(self, months: tuple[int, ...], quotes: Sequence[Quote]) -> None:
        """A row of weights for every way in which something is divided among the periods."""
        columns = [period_words(one.label) for one in self.quote.periods]
        self.sheet.heads(self._row, self._say(headings.PERIOD), "", "", *map(self._say, columns))
        self._row += 1
        wanted = {months: self._say(PERIOD_MONTHS)}
        follow = {quote.scenario: followed(quote) for quote in quotes}
        for quote in quotes:
            for line in _calculated(quote):
                for weights in _divisions(line):
                    follows = line.id in follow[quote.scenario] and weights == follow[quote.scenario][line.id].weights
                    if len(weights) == len(months) and line.reduces is None and not follows:
                        wanted.setdefault(weights, f"{self._say(WEIGHTS)} {self._say(line.label)}")
        for weights, words in wanted.items():
            self.sheet.words(self._row, 0, words)
            for i, weight in enumerate(weights):
                self.sheet.put(self._row, VALUES + i, SheetCell(Kind.NUMBER, weight, Role.INPUT))
            self._weights[weights] = Place(SHEET, self._row, VALUES)
            self._row += 1
        for quote in quotes:
            labels = labels_of(quote)
            for ident in follow[quote.scenario]:
                self._following[quote.scenario, ident] = Place(SHEET, self._row, VALUES)
                for row in (BASE_BEFORE, BASE_MOVED, BASE_DIVIDES):
                    self.sheet.words(self._row, 0, f"{self._say(row)} {self._say(labels[ident])}")
                    self._row += 1

    def _facts(self) -> None:
        """What the contract says of itself."""
        self._row += 1
        self.sheet.heads(self._row, self._say(CONTRACT), "")
        for name, told in contract_facts(self.quote, self.lang):
            if any(told):
                self._row += 1
                self.sheet.words(self._row, 0, self._say(name))
                self.sheet.words(self._row, 1, "\n".join(told))


def _rates(quotes: Sequence[Quote]) -> list[Fraction]:
    """The tax rates of all invoices that are calculated."""
    each = (one for quote in quotes for one in quote.invoices if not is_frozen_invoice(quote, one))
    return list(dict.fromkeys(tax.rate for one in each for tax in one.tax if tax.rate))


def _calculated(quote: Quote) -> Iterator[Line]:
    """The lines whose amounts are formulas."""
    frozen = frozen_lines(quote)
    return (line for line in quote.lines if (line.id, line.period) not in frozen)


def _divisions(line: Line) -> Iterator[tuple[int, ...]]:
    """By what a line is divided among the periods."""
    steps = list(line.steps[:1])
    while steps:
        step = steps.pop()
        if step.op == "share":
            yield step.weights
        steps += step.args
