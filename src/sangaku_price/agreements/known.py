"""What a quote and its contract file know: every amount, rate and day that an agreement may state, by name."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from difflib import SequenceMatcher
from fractions import Fraction
from typing import NamedTuple

from sangaku_price.agreements.fields import CHARGED, by_charge_and_period
from sangaku_price.documents import headings
from sangaku_price.documents.audience import for_company, office_keys
from sangaku_price.documents.headings import period_words
from sangaku_price.language.labels import CERTAINTIES, SECTIONS
from sangaku_price.language.numerals import number_in
from sangaku_price.language.phrases import after, noted
from sangaku_price.language.text import Text, own
from sangaku_price.loading.loaded import Loaded
from sangaku_price.quotation.derivation import walk
from sangaku_price.quotation.values import Line, Quote

ALIKE = Fraction(4, 5)
"""How alike the digits of two amounts are, from which on one is taken for a slip of the other."""
VERY_NEAR = 100
"""An amount that differs by less than this part is very near."""
START, END = Text("開始日", "start"), Text("終了日", "end")
Named = tuple[Fraction, Text]

_PER_CENT = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?%")
"""A rate in the words of a line: エフォート 20%."""


class Needed(NamedTuple):
    """A figure of the annex that an agreement must state."""

    name: Text
    value: Fraction
    ways: tuple[tuple[Fraction, ...], ...] = ()
    """Other figures that say the same where all of one way stand there: its lines, its periods, the same with tax."""

    def is_in(self, stated: Collection[Fraction]) -> bool:
        """Whether the figures that are stated say it."""
        return any(all(value in stated for value in way) for way in ((self.value,), *self.ways) if way)


class Known(NamedTuple):
    """The figures that may stand in an agreement, those that may not, and those that must."""

    amounts: Mapping[Fraction, Text]
    rates: Mapping[Fraction, Text]
    days: Mapping[date, Text]
    private: frozenset[Fraction]
    """Amounts and rates that only the office sees."""
    needed: tuple[Needed, ...]
    needed_days: tuple[tuple[date, Text], ...]

    def nearest_amount(self, value: Fraction) -> tuple[Fraction, Text]:
        """The amount for which another was probably written: very near, else of nearly its digits, else the next."""
        near = min(self.amounts, key=lambda known: abs(known - value))
        if abs(near - value) * VERY_NEAR > abs(value):
            digits = str(abs(int(value)))
            alike = {known: _alike(digits, str(abs(int(known)))) for known in self.amounts if known.denominator == 1}
            best = max(alike, key=lambda known: (alike[known], -abs(known - value)), default=near)
            near = best if alike.get(best, 0) >= ALIKE else near
        return near, self.amounts[near]


def _alike(left: str, right: str) -> Fraction:
    matched = sum(block.size for block in SequenceMatcher(None, left, right).get_matching_blocks())
    return Fraction(2 * matched, len(left) + len(right))


def known_of(loaded: Loaded, quote: Quote) -> Known:
    """What a contract's agreement may and must state, as the company may see it."""
    shown = for_company(quote)
    office = {line.kind for line in shown.lines if line.private}
    public, private = Values(), Values()
    public.add(0, own("0"))
    for path, value in _leaves(loaded.raw):
        keys = path.split(".")
        hidden = keys[0] in office or bool(office_keys() & set(keys)) or keys[0] == "agreement"
        (private if hidden else public).add(value, own(path))
    for value, name in _amounts(shown):
        public.amounts.setdefault(value, name)
    for value, name in _rates(shown):
        public.rates.setdefault(value, name)
    for day, name in _days(shown):
        public.days[day] = name
    for value, name in _expected(quote):
        private.amounts.setdefault(value, name)
    seen = {*public.amounts, *public.rates}
    return Known(
        public.amounts,
        public.rates,
        public.days,
        frozenset(value for value in (*private.amounts, *private.rates) if value not in seen),
        tuple(_needed(shown)),
        ((shown.contract.start, START), (shown.contract.end, END)),
    )


class Values:
    """Numbers, rates and days that were read, by name."""

    def __init__(self) -> None:
        self.amounts: dict[Fraction, Text] = {}
        self.rates: dict[Fraction, Text] = {}
        self.days: dict[date, Text] = {}

    def add(self, value: object, name: Text) -> None:
        """A value of a contract file: a number, a share in per cent, a day."""
        match value:
            case bool():
                return
            case datetime():
                self.days.setdefault(value.date(), name)
            case date():
                self.days.setdefault(value, name)
            case int() | Decimal():
                number = Fraction(value)
                self.amounts.setdefault(number, name)
                self.rates.setdefault(number, name)
            case str() if value.endswith(("%", "％")):
                number_of = number_in(value[:-1])
                if number_of is not None:
                    self.rates.setdefault(number_of / 100, name)


def _leaves(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Every value of a file, with the path of its keys."""
    match value:
        case dict():
            for key, one in value.items():
                yield from _leaves(one, f"{path}.{key}" if path else str(key))
        case list():
            for one in value:
                yield from _leaves(one, path)
        case _:
            yield path, value


def _amounts(quote: Quote) -> Iterator[Named]:
    totals = quote.totals
    fixed = [line for line in quote.lines if line.certainty == "fixed"]
    yield Fraction(totals.total), headings.TOTAL
    yield Fraction(totals.tax), headings.OF_WHICH_TAX
    yield Fraction(totals.subtotal), headings.SUBTOTAL
    yield Fraction(totals.contingent.maximum), headings.CONTINGENT
    yield Fraction(totals.maximum), headings.MAXIMUM
    for payer in quote.contract.payers:
        if payer.id in totals.by_payer:
            sums = totals.by_payer[payer.id]
            yield from _taxed(own(payer.name), sums.subtotal, sums.total)
    if totals.planned is not None:
        yield from _taxed(headings.ALL_PLANNED, totals.planned.subtotal, totals.planned.total)
        for charge, amounts in by_charge_and_period(
            line for line in quote.lines if line.certainty == "planned"
        ).items():
            yield from _summed(noted(CHARGED[charge], CERTAINTIES["planned"]), amounts)
    for one in quote.invoices:
        name = period_words(one.label)
        yield from _taxed(name, one.subtotal, one.total)
        for tax in one.tax:
            yield from _taxed(name, tax.base, tax.base + tax.amount)
    for period in quote.periods:
        yield from _taxed(period_words(period.label), period.subtotal, period.total)
    for charge, amounts in by_charge_and_period(fixed).items():
        yield from _summed(CHARGED[charge], amounts)
    for section, words in SECTIONS.items():
        yield from _summed(words, ((line.period, line.amount) for line in fixed if line.section == section))
    for ident, planned in dict.fromkeys((line.id, line.certainty == "planned") for line in quote.lines):
        lines = [line for line in quote.lines if (line.id, line.certainty == "planned") == (ident, planned)]
        yield from _summed(lines[0].label, ((line.period, line.amount) for line in lines))
        for line in lines:
            yield from ((number, line.label) for number in _of_line(line))


def _taxed(name: Text, subtotal: int, total: int) -> Iterator[Named]:
    yield Fraction(total), after(name, headings.WITH_TAX)
    yield Fraction(subtotal), after(name, headings.WITHOUT_TAX)
    yield Fraction(total - subtotal), after(name, headings.TAX)


def _summed(name: Text, amounts: Iterable[tuple[str | None, int]]) -> Iterator[Named]:
    """The sum of amounts, and of each period."""
    sums: dict[str | None, int] = {}
    for period, amount in amounts:
        sums[period] = sums.get(period, 0) + amount
    yield Fraction(sum(sums.values())), name
    yield from ((Fraction(amount), after(name, period_words(period))) for period, amount in sums.items())


def _of_line(line: Line) -> Iterator[Fraction]:
    """The numbers behind a line: unit price, quantity, and those of its derivation."""
    yield from (number for number in (line.unit_price, line.quantity) if number is not None)
    yield from (Fraction(node.value) for step in line.steps for node in walk(step))


def _rates(quote: Quote) -> Iterator[Named]:
    for line in quote.lines:
        if line.rate is not None:
            yield line.rate, line.label
        yield from ((Fraction(found) / 100, line.label) for found in _PER_CENT.findall(" ".join(line.label)))
        yield from (
            (Fraction(node.value), line.label) for step in line.steps for node in walk(step) if node.unit == "rate"
        )
    yield from ((tax.rate, headings.TAX) for one in quote.invoices for tax in one.tax if tax.rate is not None)


def _days(quote: Quote) -> Iterator[tuple[date, Text]]:
    for period in quote.periods:
        yield period.start, after(period_words(period.label), START)
        yield period.end, after(period_words(period.label), END)
    dues = (*(one.due for one in quote.invoices), *(line.due for line in quote.lines))
    yield from ((due, headings.DUE) for due in dues if due is not None)
    yield quote.contract.start, START
    yield quote.contract.end, END


def _expected(quote: Quote) -> Iterator[Named]:
    """What the office expects of money that is not certain."""
    contingent = quote.totals.contingent
    told = (contingent.expected, contingent.present_value, quote.totals.expected)
    yield from ((Fraction(amount), headings.EXPECTED) for amount in told if amount is not None)


def _needed(quote: Quote) -> Iterator[Needed]:
    """The annex: charges, by period too, periods, tax, the total."""
    fixed = [line for line in quote.lines if line.certainty == "fixed"]
    firm = [one for one in quote.periods if not one.planned]
    periods = [one.label for one in firm]
    for charge, amounts in by_charge_and_period(fixed).items():
        whole = Fraction(sum(amount for _, amount in amounts))
        lines = [line for line in fixed if line.charged_as == charge]
        by_period = tuple(Fraction(_in(label, amounts)) for label in periods)
        of_lines = tuple(_by_id(lines))
        yield Needed(CHARGED[charge], whole, (by_period, of_lines if sum(of_lines) == whole else ()))
        for label in periods if len(periods) > 1 else ():
            inside = _in(label, amounts)
            each = tuple(Fraction(line.amount) for line in lines if line.period == label)
            if inside:
                name = after(CHARGED[charge], period_words(label))
                yield Needed(name, Fraction(inside), (each if sum(each) == inside else (),))
    for one in firm if len(periods) > 1 else ():
        if one.total:
            yield Needed(period_words(one.label), Fraction(one.subtotal), ((Fraction(one.total),),))
    if quote.totals.tax:
        yield Needed(headings.OF_WHICH_TAX, Fraction(quote.totals.tax))
    yield Needed(headings.TOTAL, Fraction(quote.totals.total))


def _in(period: str, amounts: Iterable[tuple[str | None, int]]) -> int:
    return sum(amount for label, amount in amounts if label == period)


def _by_id(lines: Iterable[Line]) -> Iterable[Fraction]:
    sums: dict[str, Fraction] = {}
    for line in lines:
        sums[line.id] = sums.get(line.id, Fraction(0)) + line.amount
    return sums.values()
