"""Notes and sources are numbered once; lines carry the numbers."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sangaku_price.documents import headings
from sangaku_price.documents.cells import Cell, Column, Kind, Section, Style, Table, heading, link, row, text
from sangaku_price.documents.headings import DOUBT
from sangaku_price.language.calendar import Calendar
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import LEVELS, SECTIONS
from sangaku_price.language.text import Text, in_words_alone, own, say, words_in
from sangaku_price.quotation.line_labels import labels_of
from sangaku_price.quotation.sources import Source
from sangaku_price.quotation.values import Line, Note, Quote

ABOUT_KEYS = "no-effect"
"""The code of a note that speaks of a key of the file, for who writes the file."""
STYLES = {"gate": Style.GATE, "warning": Style.WARNING, "note": Style.BODY}


class Footnotes(NamedTuple):
    """The numbered notes and sources of a quote, or of some of its lines."""

    notes: tuple[Note, ...]
    sources: tuple[Source, ...]
    """Without the keys, which differ from line to line."""
    ids: frozenset[str]
    """Of all lines of the quote."""
    numbers: Mapping[str, Sequence[int]]
    """The numbers of the notes that speak of a path."""
    lines: Mapping[str, int]
    """The number that each line has on the page."""
    labels: Mapping[str, Text]
    """What each line is called."""
    calendar: Calendar
    quote: Quote

    @classmethod
    def of(cls, quote: Quote, lines: Iterable[Line] | None = None) -> "Footnotes":
        """Number the notes, gates and warnings first, and the sources as the lines come to them.

        With `lines`, only what is said of these, and what they rest on.
        """
        ids = frozenset(line.id for line in (*quote.lines, *quote.borne))
        chosen = [*as_shown(quote), *quote.borne] if lines is None else list(lines)
        notes = notes_in_order(quote) if lines is None else notes_on(chosen, quote)
        numbers: dict[str, list[int]] = {}
        for number, note in enumerate(notes, 1):
            if note.path is not None:
                numbers.setdefault(note.path, []).append(number)
        sources = dict.fromkeys(source._replace(key=None) for line in chosen for source in line.sources)
        shown = dict.fromkeys(line.id for line in (*as_shown(quote), *quote.borne))
        order_of = {ident: number for number, ident in enumerate(shown, 1)}
        labels = labels_of(quote)
        return cls(tuple(notes), tuple(sources), ids, numbers, order_of, labels, quote.contract.calendar, quote)

    def marks(self, line_id: str) -> str:
        """The marks of the notes that speak of a line: ※1 ※3."""
        numbers = sorted(number for path in _paths(line_id, self.ids) for number in self.numbers.get(path, ()))
        return " ".join(f"※{number}" for number in numbers)

    def references(self, lines: Iterable[Line]) -> str:
        """The numbers of the sources that lines rest on: [1][3]."""
        cited = {source._replace(key=None) for line in lines for source in line.sources}
        return "".join(f"[{i}]" for i, source in enumerate(self.sources, 1) if source in cited)

    def notes_section(self, lang: Lang) -> Section | None:
        """Every note under its number, with what it asks of the reader."""
        if not self.notes:
            return None
        rows = (
            row(
                (
                    text(f"※{number}"),
                    text(say(tag(note), lang), *self.about(note, lang)),
                    text(*words_in(note.message, lang.once)),
                ),
                style=STYLES[note.level],
            )
            for number, note in enumerate(self.notes, 1)
        )
        heads = (headings.NOTE, headings.LEVEL, headings.SAYING)
        columns = tuple(Column(heading(head, lang), wraps=head is headings.SAYING) for head in heads)
        return Section(say(headings.NOTES, lang), (Table(columns, tuple(rows)),))

    def sources_section(self, lang: Lang) -> Section | None:
        """Every source under its number."""
        if not self.sources:
            return None
        rows = (
            row(
                (
                    text(f"[{number}]"),
                    self.cited(source, lang),
                    link(source.href),
                )
            )
            for number, source in enumerate(self.sources, 1)
        )
        columns = (
            Column(heading(headings.NUMBER, lang)),
            Column(heading(headings.SOURCE, lang), wraps=True),
            Column(heading(headings.ADDRESS, lang), Kind.LINK, below=True),
        )
        return Section(say(headings.SOURCES, lang), (Table(columns, tuple(rows)),))

    def about(self, note: Note, lang: Lang) -> tuple[str, ...]:
        """What a note speaks of: its path and keys; in Japanese alone the line, or the key of a note on keys."""
        if note.code == ABOUT_KEYS or not in_words_alone(lang):
            return (note.path or "", *note.keys)
        if note.path in {one.label for one in self.quote.periods}:
            return (say(self.calendar.period(note.path), lang),) if len(self.quote.periods) > 1 else ()
        return () if note.path is None else (say(self.name_of(note.path, lang), lang),)

    def name_of(self, ident: str, lang: Lang) -> Text:
        """A line, or the first of those that an entry became, by its id; by its label where ids are not printed."""
        if not in_words_alone(lang):
            return own(ident)
        parts = (label for one, label in self.labels.items() if one.startswith(f"{ident}/"))
        return self.labels.get(ident) or next(parts, own(""))

    def number_of(self, ident: str, lang: Lang) -> str:
        """What stands beside a line: its id; where ids are not printed, the number that it has on the page."""
        return str(self.lines.get(ident, "")) if in_words_alone(lang) else ident

    def cited(self, source: Source, lang: Lang) -> Cell:
        """A source by its title, article and day."""
        return text(title_of(source, lang.once), source.article or "", self._dated(source, lang))

    def _dated(self, source: Source, lang: Lang) -> str:
        """The day of the document, where it is known."""
        if not source.dated:
            return ""
        return f"{say(headings.DATED, lang.once)} {self.calendar.shown(self.calendar.dated(source.dated), lang)}"


_OWN_FILE = say(headings.CONTRACT_FILE, Lang.BOTH)
"""Under which title a user's own number is cited; every other title is that of the document, whatever is in it."""


def title_of(source: Source, lang: Lang) -> str:
    """The title of a source; the contract's own file has one in each language."""
    return say(headings.CONTRACT_FILE, lang) if source.title == _OWN_FILE else source.title


def as_shown(quote: Quote) -> Sequence[Line]:
    """The lines in the order in which a document shows them: fixed ones by section, planned ones, uncertain ones."""
    sections = list(SECTIONS)
    certainties = ("fixed", "planned", "conditional", "running", "in-kind")
    return sorted(
        quote.lines,
        key=lambda line: (certainties.index(line.certainty), sections.index(line.section)),
    )


def tag(note: Note) -> Text:
    """What a note is: a gate, a warning, a doubt, a note."""
    return DOUBT if note.code == "doubt" and note.level == "note" else LEVELS[note.level]


def notes_in_order(quote: Quote) -> list[Note]:
    """Every note once, gates and warnings first."""
    order = list(LEVELS)
    return sorted(dict.fromkeys(quote.notes), key=lambda note: order.index(note.level))


def notes_on(lines: Iterable[Line], quote: Quote) -> list[Note]:
    """The notes that speak of some lines, in that order."""
    ids = frozenset(line.id for line in (*quote.lines, *quote.borne))
    paths = {path for line in lines for path in _paths(line.id, ids)}
    return [note for note in notes_in_order(quote) if note.path in paths]


def _paths(line_id: str, ids: Collection[str]) -> Iterator[str]:
    """The paths of the notes that speak of a line: its id, or that of an entry that became several lines."""
    yield line_id
    for end in (i for i, letter in enumerate(line_id) if letter == "/"):
        if line_id[:end] not in ids:
            yield line_id[:end]
