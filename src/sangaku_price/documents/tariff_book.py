"""All tariffs in full: for each institution its rates, bases, fees, dates, doubts and sources."""

from collections.abc import Sequence

from sangaku_price.documents.cells import (
    Cell,
    Column,
    Document,
    Kind,
    Paragraph,
    Row,
    Section,
    Table,
    link,
    row,
    text,
)
from sangaku_price.documents.tariff_age import cited_words, day_words, doubt_words, succession_words
from sangaku_price.documents.tariff_pages import (
    APPLIES,
    CAVEAT,
    CHECKED,
    DOUBT,
    ID,
    LIST,
    NAME,
    NUMBER,
    REGION,
    SOURCE,
    VALUE,
)
from sangaku_price.documents.tariff_view import (
    Number,
    dates_words,
    numbers,
    types_words,
)
from sangaku_price.language.enums import Lang
from sangaku_price.language.text import Text, say, words_in
from sangaku_price.tariff.tariff import Tariff

IN_FORCE = Text("適用", "in force")
REVIEW = Text("見直し期限", "to be reviewed by")
NUMBERED = Text("番号", "no.")
ONCE = Text(
    "疑義と注意は日本語で一度だけ示します。",
    "Doubts and cautions stand once, in Japanese; in English: sangaku-price tariff list --full --lang en",
)
"""Why a page in both languages has sentences in one: each number has a doubt, and the page is long as it is."""


def book(tariffs: Sequence[Tariff], lang: Lang) -> Document:
    """One section a tariff, after a table of contents."""
    contents = (Column(say(ID, lang)), Column(say(NAME, lang), wraps=True), Column(say(REGION, lang)))
    rows = tuple(row((text(one.id), text(*words_in(one.name, lang)), text(one.region or ""))) for one in tariffs)
    once = () if lang is lang.once else (Paragraph("\n".join(words_in(ONCE, lang))),)
    first = Section(say(LIST, lang), (Paragraph(say(CAVEAT, lang.once)), *once, Table(contents, rows)))
    return Document(say(LIST, lang), (first, *(_section(one, lang) for one in tariffs)))


def _section(tariff: Tariff, lang: Lang) -> Section:
    about = [f"{say(ID, lang)}: {tariff.id}", f"{say(CHECKED, lang)}: {day_words(tariff.checked, lang)}"]
    if tariff.region:
        about.insert(1, f"{say(REGION, lang)}: {tariff.region}")
    if tariff.review_by:
        about.append(f"{say(REVIEW, lang)}: {day_words(tariff.review_by, lang)}")
    about += filter(None, words_in(succession_words(tariff), lang.once))
    heads = (NUMBER, VALUE, APPLIES, IN_FORCE, SOURCE, DOUBT)
    columns = tuple(Column(say(head, lang), wraps=True) for head in heads)
    keys = list(tariff.sources.values())
    return Section(
        f"{say(tariff.name, lang)}",
        (
            Paragraph("、".join(about)),
            Table(columns, tuple(_row(tariff, one, keys.index(one.source) + 1, lang) for one in numbers(tariff))),
            Table(
                (Column(say(NUMBERED, lang)), Column(say(SOURCE, lang), wraps=True), Column(kind=Kind.LINK)),
                _sources(tariff, lang),
            ),
        ),
    )


def _row(tariff: Tariff, number: Number, source: int, lang: Lang) -> Row:
    types = types_words(tariff, number.types)
    cells: tuple[Cell, ...] = (
        text(*words_in(number.name, lang)),
        text(*words_in(number.value, lang)),
        text(*words_in(number.of, lang), *words_in(types, lang)),
        text(*words_in(dates_words(number, lang), lang)),
        text(str(source)),
        text(*words_in(doubt_words(number.doubt, outdated=number.outdated), lang.once)),
    )
    return row(cells)


def _sources(tariff: Tariff, lang: Lang) -> tuple[Row, ...]:
    return tuple(
        row(
            (
                text(str(i)),
                text(cited_words(one, lang)),
                link(one.href),
            )
        )
        for i, one in enumerate(tariff.sources.values(), 1)
    )
