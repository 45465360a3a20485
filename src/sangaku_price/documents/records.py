"""Records: rows of named, typed fields, one after another and of any number, for files that programs read."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple, Self

from sangaku_price.documents.cells import (
    NUMBERS,
    Cell,
    Column,
    Document,
    Kind,
    Paragraph,
    Row,
    Section,
    Table,
    Value,
    day_cell,
    heading,
    shown,
    text,
)
from sangaku_price.documents.headings import period_words
from sangaku_price.language.calendar import Calendar
from sangaku_price.language.enums import Lang
from sangaku_price.language.text import Text, in_words_alone, own, say
from sangaku_price.money import NEAREST, to_yen

LIST = Text("一覧", "List")
FISCAL_YEAR = Text("年度", "fiscal year")
SIGNS = Text("・", ", ")
MOST_BESIDE = 10
"""Fields that stand beside one another on a page."""


class Named(str):
    """An id, which programs read, with the words in which a page in Japanese alone has it."""

    __slots__ = ("words",)
    words: Text

    @classmethod
    def of(cls, ident: str, words: Text | None) -> Self:
        """An id with its words; by itself where it has none."""
        found = cls(ident)
        found.words = words or own(ident)
        return found


class Said(Named):
    """What programs read as a name, and people of every language in its words."""

    __slots__ = ()


class Field(NamedTuple):
    """One field of a record."""

    name: str
    """What programs call it."""
    head: Text
    kind: Kind = Kind.TEXT
    listed: bool = True
    """Whether a list for people has room for it."""
    short: Text | None = None
    """Its head where there is little room."""
    whole: bool = False
    """Whether a number is a count."""
    below: bool = False
    """Whether it stands under the row where a page has no room for it beside."""


class Records(NamedTuple):
    """Records, made as they are read; whoever writes them one by one keeps none."""

    name: str
    """What programs call one of them."""
    title: Text
    fields: tuple[Field, ...]
    rows: Iterable[tuple[Value, ...]]
    summary: Callable[[], Text] | None = None
    """What is said below them, once all have been read."""


def records_document(records: Records, lang: Lang) -> Document:
    """All records as the one table of a page; a field that none of them has is left out.

    Of many fields those that are no numbers stand in one cell, below one another.
    """
    values = tuple(records.rows)
    kept = [i for i, one in enumerate(records.fields) if one.listed and any(row[i] is not None for row in values)]
    fields = [records.fields[i] for i in kept]
    rows = [cells_of(fields, (row[i] for i in kept), lang) for row in values]
    table = _stacked(fields, rows, lang) if len(fields) > MOST_BESIDE else _plain(fields, rows, lang)
    below = () if records.summary is None else (Paragraph(say(records.summary(), lang)),)
    return Document(say(records.title, lang), (Section(say(LIST, lang), (table, *below)),))


def _plain(fields: Sequence[Field], rows: Iterable[tuple[Cell, ...]], lang: Lang) -> Table:
    """A column a field."""
    columns = tuple(
        Column(heading(one.head, lang), one.kind, wraps=one.kind is Kind.TEXT, below=one.below) for one in fields
    )
    return Table(columns, tuple(map(Row, rows)))


def _stacked(fields: Sequence[Field], rows: Iterable[tuple[Cell, ...]], lang: Lang) -> Table:
    """A column for all that is no number, and one for each number."""
    numbers = [i for i, one in enumerate(fields) if one.kind in NUMBERS]
    words = [i for i in range(len(fields)) if i not in numbers]
    head = say(SIGNS, lang).join(say(fields[i].short or fields[i].head, lang) for i in words)
    columns = (
        Column(head, wraps=True),
        *(Column(heading(fields[i].short or fields[i].head, lang), fields[i].kind) for i in numbers),
    )
    stacked = ((text(*(shown(cells[i]) for i in words)), *(cells[i] for i in numbers)) for cells in rows)
    return Table(columns, tuple(map(Row, stacked)))


def cells_of(fields: Iterable[Field], row: Iterable[Value], lang: Lang) -> tuple[Cell, ...]:
    """A record as cells for people: rates to a hundredth of a per cent, other numbers to a hundredth, half up.

    In Japanese alone a fiscal year is 2026年度, and an id stands in words.
    """
    return tuple(_cell(field, value, lang) for field, value in zip(fields, row, strict=True))


def _cell(field: Field, value: Value, lang: Lang) -> Cell:
    if isinstance(value, date):
        return day_cell(value, words=Calendar().in_column(value, lang))
    return Cell(field.kind, _for_people(field, value, lang))


def in_words(field: Field, value: Value, lang: Lang) -> Value:
    """A fiscal year as people of one language call it, 2026年度, and an id in its words; any other value as it is."""
    if isinstance(value, Said) or (isinstance(value, Named) and in_words_alone(lang)):
        return say(value.words, lang)
    if field.head == FISCAL_YEAR and isinstance(value, str) and in_words_alone(lang):
        return say(period_words(value), lang)
    return value


def _for_people(field: Field, value: Value, lang: Lang) -> Value:
    value, kind = in_words(field, value, lang), field.kind
    parts = {Kind.RATE: 10_000, Kind.NUMBER: 100}.get(kind)
    if parts is None or not isinstance(value, Fraction):
        return value
    return Fraction(to_yen(value * parts, NEAREST), parts)
