"""Goal-seeks, sweeps and distributions as documents."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from sangaku_price.documents import headings
from sangaku_price.documents.cells import (
    Block,
    Cell,
    Column,
    Document,
    Kind,
    Paragraph,
    Row,
    Section,
    Style,
    Table,
    heading,
    number_cell,
    paragraph,
    rate_cell,
    row,
    text,
    yen_cell,
)
from sangaku_price.documents.figure_words import figure_words
from sangaku_price.language.enums import Lang
from sangaku_price.language.numbers import yen
from sangaku_price.language.phrases import after, enumerated
from sangaku_price.language.refusals import NoAnswer
from sangaku_price.language.text import Text, in_words_alone, own, say
from sangaku_price.money import NEAREST, to_yen
from sangaku_price.negotiation import headings as said
from sangaku_price.negotiation.bars import bar
from sangaku_price.negotiation.distribution import Distribution
from sangaku_price.negotiation.exports import PERCENTILES
from sangaku_price.negotiation.reproducing import record
from sangaku_price.negotiation.solution import Solution, Trial
from sangaku_price.negotiation.sweeping import Mark, Sweep, SweepRow
from sangaku_price.quotation.values import Quote

BINS = 20
"""Payoffs, or spans of payoffs, that a histogram shows."""


def solution_document(solution: Solution, lang: Lang) -> Document:
    """The answer first, then the values that were tried beside it."""
    varied = named_in(solution.words, solution.path, lang)
    measure = named_in(figure_words(solution.measure), solution.measure, lang)
    asked = [(said.VARY, varied), (said.MEASURE, measure), (said.TARGET, _figure(solution.target))]
    facts = Table((Column(), Column(wraps=True)), tuple(row((text(say(name, lang)), text(it))) for name, it in asked))
    blocks: list[Block] = [facts, paragraph(said.ANSWERS[solution.answer], lang, Style.TOTAL)]
    blocks.append(_trials_table(solution, lang))
    blocks += [paragraph(words, lang) for words in _remarks(solution, lang)]
    if solution.best is not None:
        words = say(said.AS_SETTING, lang)
        blocks.append(Paragraph(f"{words}: {solution.path}={solution.best.setting}"))
    answer = Section(say(said.SOLUTION, lang), tuple(blocks))
    return Document(answer.heading, (answer, record(solution.spec_sha256, lang)))


def setting_line(solution: Solution) -> tuple[bytes, Text | None]:
    """PATH=VALUE as `--set` takes it, and what must be said of it. Raises LookupError where there is no answer."""
    best = solution.best
    if best is None:
        raise NoAnswer(said.NO_ANSWER)
    line = f"{solution.path}={best.setting}"
    if solution.exact:
        return f"{line}\n".encode(), None
    return f"{line}\n".encode(), said.NOT_EXACT.filled(setting=line, found=_figure(best.measure))


def _trials_table(solution: Solution, lang: Lang) -> Table:
    named: list[tuple[Text, Trial | None]] = [(said.NEIGHBOUR, solution.below)]
    named += [(said.ANSWER, one) for one in solution.exact[:1]]
    named.append((said.NEIGHBOUR, solution.above))
    if solution.best is None:
        named = [(said.LOWEST, solution.lowest), (said.HIGHEST, solution.highest)]
    heads = (said.VALUE, said.GIVES, said.GAP, headings.TOTAL)
    columns = (Column(wraps=True), *(Column(heading(one, lang), Kind.NUMBER, named=True) for one in heads))
    rows = []
    for name, trial in named:
        if trial is not None:
            style = Style.TOTAL if name is said.ANSWER else Style.BODY
            figures = (number_cell(trial.measure), number_cell(trial.measure - solution.target), yen_cell(trial.total))
            cells = (text(say(name, lang), style=style), Cell(Kind.TEXT, trial.value, style), *figures)
            rows.append(Row(tuple(cells)))
    return Table(columns, tuple(rows))


def _remarks(solution: Solution, lang: Lang) -> Iterator[Text]:
    """What the measure does there, what else may be, and what would reach the target."""
    if solution.best is not None:
        yield said.DIRECTIONS[solution.direction]
    if solution.others:
        yield said.OTHERS
    if solution.inclusive is not None:
        setting = own(f"{solution.path}={solution.inclusive.setting}")
        told = after(solution.words, own(solution.inclusive.value))
        yield said.INCLUSIVE.filled(value=told if in_words_alone(lang) else setting)
    if solution.paths:
        paths = solution.paths_in_words if in_words_alone(lang) else map(own, solution.paths)
        yield said.PATHS.filled(paths=enumerated(paths))


def sweep_document(sweep: Sweep, lang: Lang) -> Document:
    """A row a value, with bars of the first measure, and what changes."""
    most = max((found for one in sweep.rows if (found := one.measures[0]) is not None), default=Fraction(0))
    columns = (
        Column(named_in(sweep.words, sweep.path, lang), Kind.NUMBER, named=True),
        *(Column(named_in(figure_words(name), name, lang), Kind.NUMBER, named=True) for name in sweep.measures),
        Column(""),
        Column(heading(said.MARKS, lang), wraps=True),
    )
    rows = [row(_swept(one, most, lang)) for one in sweep.rows]
    name = say(said.SWEEP, lang)
    swept = Section(f"{name}: {named_in(sweep.words, sweep.path, lang)}", (Table(columns, tuple(rows)),))
    return Document(name, (swept, record(sweep.spec_sha256, lang)))


def named_in(words: Text, path: str, lang: Lang) -> str:
    """A path in words where paths are not printed."""
    return say(words, lang) if in_words_alone(lang) else path


def _swept(one: SweepRow, most: Fraction, lang: Lang) -> tuple[Cell, ...]:
    value = Cell(Kind.TEXT, one.value)
    figures = (number_cell(found) for found in one.measures)
    told = [mark_words(mark, lang) for mark in one.marks]
    if one.refused:
        told = [f"{say(said.CANNOT, lang)}: {say(found.text, lang)}" for found in one.refused]
    return (value, *figures, bar(one.measures[0] or 0, most), text(*told, style=Style.DETAIL))


def mark_words(mark: Mark, lang: Lang) -> str:
    """What begins or ends to decide, and from which value on."""
    if mark.at is None:
        return say(mark.said, lang)
    return say(said.FROM.filled(said=mark.said, at=mark.at), lang)


def risk_document(found: Distribution, quote: Quote, lang: Lang) -> Document:
    """The figures of a distribution, and a histogram."""
    name = say(said.RISK, lang)
    if not quote.totals.contingent.maximum:
        nothing = Section(name, (paragraph(said.NO_CONTINGENT, lang),))
        return Document(name, (nothing, record(quote.spec_sha256, lang)))
    rows = [(said.MEAN, yen_cell(to_yen(found.mean, NEAREST)))]
    rows += [
        (said.PERCENTILE.filled(p=share), yen_cell(found.percentile(Fraction(share, 100)))) for share in PERCENTILES
    ]
    rows += [(said.MOST, yen_cell(found.maximum)), (said.NOTHING, rate_cell(shown_chance(found.probability(0))))]
    figures = tuple(row((text(say(label, lang)), cell)) for label, cell in rows)
    answer = Table((Column(wraps=True), Column("", Kind.YEN)), figures)
    histogram = Section(say(said.HISTOGRAM, lang), (_histogram(found, lang), paragraph(said.EXACT_NOTE, lang)))
    first = Section(say(headings.ANSWER, lang), (answer,))
    return Document(name, (first, histogram, record(quote.spec_sha256, lang)))


def _histogram(found: Distribution, lang: Lang) -> Table:
    """Every payoff, or spans of equal width where there are many."""
    bins = spans(found)
    most = max(chance for _, chance in bins)
    heads = (said.PROBABILITY, said.AT_MOST)
    columns = (
        Column(heading(said.AMOUNT, lang), named=True),
        *(Column(heading(one, lang), Kind.RATE, named=True) for one in heads),
        Column(""),
    )
    rows, reached = [], Fraction(0)
    for label, chance in bins:
        reached += chance
        rows.append(row((text(label), *(rate_cell(shown_chance(one)) for one in (chance, reached)), bar(chance, most))))
    return Table(columns, tuple(rows))


def spans(found: Distribution) -> Sequence[tuple[str, Fraction]]:
    """Payoffs with their probabilities; of many, spans of equal width that begin at 0 and hold them all."""
    chances = [Fraction(weight, found.denominator) for weight in found.weights]
    if len(found.payoffs) <= BINS:
        return [(yen(payoff), chance) for payoff, chance in zip(found.payoffs, chances, strict=True)]
    edges = [found.maximum * i // BINS for i in range(BINS)] + [found.maximum + 1]
    sums = []
    for low, high in pairwise(edges):
        inside = (chance for payoff, chance in zip(found.payoffs, chances, strict=True) if low <= payoff < high)
        sums.append((f"{yen(low)} – {yen(high - 1)}", sum(inside, Fraction(0))))
    return sums


def shown_chance(chance: Fraction) -> Fraction:
    """A probability to a hundredth of a per cent, half up, for reading only."""
    return Fraction(to_yen(chance * 10_000, NEAREST), 10_000)


def _figure(number: Fraction) -> str:
    return yen(int(number)) if number.denominator == 1 else str(number)
