"""Comparisons, sweeps and distributions to look at: the documents, with pictures, and figures that open."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from sangaku_price.documents import headings
from sangaku_price.documents.cells import Block, Column, Document, Section, Style, Table, heading, row, text
from sangaku_price.documents.figure_words import figure_words
from sangaku_price.documents.footnotes import Footnotes
from sangaku_price.documents.line_words import basis
from sangaku_price.documents.pictures import Drawing, Mark, Picture
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import SECTIONS
from sangaku_price.language.numbers import figure, percent, yen
from sangaku_price.language.text import Text, say, words_in
from sangaku_price.negotiation import headings as said
from sangaku_price.negotiation.comparison import CONTINGENT, UNCERTAIN, WALK, Comparison, Row
from sangaku_price.negotiation.comparison import Column as Priced
from sangaku_price.negotiation.comparison_pages import LETTERS, MOST_BESIDE, colon_of, comparison_document
from sangaku_price.negotiation.distribution import Distribution
from sangaku_price.negotiation.pages import mark_words, named_in, risk_document, shown_chance, spans, sweep_document
from sangaku_price.negotiation.sweeping import Sweep
from sangaku_price.quotation.values import Line, Quote

PICTURES = Text("図", "pictures")
STACKED = Text("方式別の金額（円、税込）", "the price by scenario, in yen, with tax")
BY_TARIFF = Text("機関別の金額（円、税込）", "the price by institution, in yen, with tax")
CHANCES = Text("条件付の支払額の分布（円）", "what contingent money may come to, in yen, with probabilities")
MOST_WALKS = 4
"""Columns whose walk is drawn."""
NAMES = {**SECTIONS, "waivers": said.WAIVERS, "tax": said.TAX_ON_TOP}


def _with(document: Document, pictures: Sequence[Block], lang: Lang, *, place: int = 1) -> Document:
    """The document with pictures at a place among its sections: behind the answer, if no other is told."""
    section = Section(say(PICTURES, lang), tuple(pictures))
    return document._replace(sections=(*document.sections[:place], section, *document.sections[place:]))


# -- compare -----------------------------------------------------------------------------------------------------------


def comparison_page(comparison: Comparison, lang: Lang) -> Document:
    """The columns as bars of their sections, the walk of the first of them, and rows that open."""
    behind = _Behind(comparison, lang)
    document = comparison_document(comparison, lang, behind.made)
    sections = tuple(one for one in document.sections if one.heading != say(said.BARS, lang))  # drawn instead
    return _with(document._replace(sections=sections), tuple(_compared(comparison, lang)), lang)


def _compared(comparison: Comparison, lang: Lang) -> Iterator[Picture]:
    columns = comparison.columns
    caption = say(BY_TARIFF if comparison.by == "tariff" else STACKED, lang)
    if len(columns) > MOST_BESIDE:
        marks = tuple(_mark(say(one.title, lang), one.quote.totals.total) for one in columns)
        yield Picture(Drawing.STACKED, caption, marks)
        return
    steps = [step for step in WALK if any(one.walk[step] for one in columns)]
    names = tuple(say(NAMES[step], lang) for step in steps)
    bars = (
        _mark(_title(i, one, lang), one.quote.totals.total)._replace(values=tuple(Fraction(one.walk[s]) for s in steps))
        for i, one in enumerate(columns)
    )
    yield Picture(Drawing.STACKED, caption, tuple(bars), names)
    for i, one in enumerate(columns[:MOST_WALKS]):
        walk = [_mark(say(NAMES[step], lang), amount) for step, amount in one.walk.items() if amount]
        whole = _mark(say(headings.TOTAL, lang), sum(one.walk.values()))
        yield Picture(Drawing.WALK, f"{_title(i, one, lang)}{colon_of(lang)}{say(said.WALK, lang)}", (*walk, whole))


def _title(i: int, one: Priced, lang: Lang) -> str:
    return f"{LETTERS[i]} {say(one.title, lang)}"


def _mark(label: str, amount: int) -> Mark:
    return Mark(label, (Fraction(amount),), yen(amount))


class _Behind:
    """What the row of an entry opens to: of each column its basis, the sources with their dates, the doubts."""

    def __init__(self, comparison: Comparison, lang: Lang) -> None:
        self.comparison, self.lang = comparison, lang

    def made(self, entry: Row, group: Sequence[int]) -> tuple[Block, ...]:
        """Of the columns that are shown."""
        each = {i: self._lines(entry, self.comparison.columns[i].quote) for i in (0, *group)}
        told = {i: lines for i, lines in each.items() if lines}
        rows = [row((text(LETTERS[i]), text(*self._bases(lines)))) for i, lines in told.items()]
        cited = dict.fromkeys(
            one._replace(key=None) for lines in told.values() for line in lines for one in line.sources
        )
        footnotes = Footnotes.of(self.comparison.columns[0].quote)
        grounds = [row((footnotes.cited(one, self.lang),)) for one in cited]
        notes = dict.fromkeys(
            note.message
            for i, lines in told.items()
            for footnotes in (Footnotes.of(self.comparison.columns[i].quote, lines),)
            for note in footnotes.notes
        )
        grounds += [row((text(*words_in(one, self.lang.once)),), style=Style.DETAIL) for one in notes]
        bases = (Column(""), Column(heading(headings.BASIS, self.lang), wraps=True))
        sources = (Column(heading(headings.SOURCE, self.lang), wraps=True),)
        return (Table(bases, tuple(rows)), Table(sources, tuple(grounds)))

    @staticmethod
    def _lines(entry: Row, quote: Quote) -> Sequence[Line]:
        uncertain = entry.certainty == CONTINGENT
        return [line for line in quote.lines if line.id == entry.id and (line.certainty in UNCERTAIN) is uncertain]

    def _bases(self, lines: Sequence[Line]) -> Iterator[str]:
        found = dict.fromkeys(one for line in lines if (one := basis(line)) is not None)
        return (words for one in found for words in words_in(one, self.lang.once))


# -- sweep and risk ----------------------------------------------------------------------------------------------------


def sweep_page(sweep: Sweep, lang: Lang) -> Document:
    """The measures as lines over the values; where something begins to decide a number stands, told below."""
    marks = tuple(
        Mark(
            one.value,
            one.measures,
            ", ".join("–" if value is None else figure(value) for value in one.measures),
            one.number,
            "; ".join(say(mark.said, lang) for mark in one.marks),
        )
        for one in sweep.rows
    )
    path = named_in(sweep.words, sweep.path, lang)
    measures = tuple(named_in(figure_words(name), name, lang) for name in sweep.measures)
    noted = [one for one in sweep.rows if one.marks]
    rows = tuple(
        row((text(str(number)), text(one.value), text(*(mark_words(mark, lang) for mark in one.marks))))
        for number, one in enumerate(noted, 1)
    )
    columns = (Column(""), Column(path, named=True), Column(heading(said.MARKS, lang), wraps=True))
    picture = Picture(Drawing.LINE, f"{path} → {', '.join(measures)}", marks, measures if len(measures) > 1 else ())
    return _with(sweep_document(sweep, lang), (picture, *([Table(columns, rows)] if rows else [])), lang, place=0)


def risk_page(found: Distribution, quote: Quote, lang: Lang) -> Document:
    """The probabilities as columns."""
    document = risk_document(found, quote, lang)
    if not quote.totals.contingent.maximum:
        return document
    return _with(document, (_chances(found, say(said.HISTOGRAM, lang)),), lang)


def chances_picture(found: Distribution, lang: Lang) -> Picture:
    """What contingent money may come to, with the probabilities as columns, for the page of a quote."""
    return _chances(found, say(CHANCES, lang))


def _chances(found: Distribution, caption: str) -> Picture:
    marks = tuple(Mark(label, (chance,), percent(shown_chance(chance))) for label, chance in spans(found))
    return Picture(Drawing.COLUMNS, caption, marks)
