"""The history of a tariff: the versions of each of its rules, from the oldest on, as a table and a small picture."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sangaku_price.documents import tariff_pages
from sangaku_price.documents.cells import Block, Column, Document, Paragraph, Row, Section, Table, row, text
from sangaku_price.documents.records import Field, Records
from sangaku_price.documents.tariff_age import CALENDAR, cited_words, day_words, successor_words
from sangaku_price.documents.tariff_rates import overhead_words
from sangaku_price.documents.tariff_view import Number, numbers, types_words
from sangaku_price.language.enums import Lang
from sangaku_price.language.phrases import noted
from sangaku_price.language.text import Text, say
from sangaku_price.language.wrapping import columns
from sangaku_price.tariff.tariff import Tariff

TITLE = Text("{name}の料金表の沿革", "History of the tariff of {name}")
SINCE, UNTIL = Text("適用開始", "since"), Text("適用終了", "until")
ALWAYS, OPEN = Text("（記載なし）", "(not stated)"), Text("現行", "in force")
SUCCEEDED = Text("{since}に{name}に引き継がれています。", "succeeded by {name} on {since}")
NOTHING = Text("版の分かれた規則はありません。", "no rule has more than one version")
DAY = timedelta(days=1)
PRICES = ("resident", "rates", "overhead")
"""Tables whose versions make a history; notices and practice come and go."""
WIDEST = 40
"""Columns of the longest bar."""
BAR, EARLIER, LATER = "━", "◁", "▷"
"""A span, and its ends that are not told."""
FIELDS = (
    Field("rule", Text("規則", "rule")),
    Field("types", Text("契約種別", "types")),
    Field("value", Text("値", "value")),
    Field("since", SINCE),
    Field("until", UNTIL),
    Field("source", Text("出典", "source")),
)


def history_document(tariff: Tariff, lang: Lang) -> Document:
    """Each rule with its versions, oldest first, and a bar of the time that each holds."""
    name = say(tariff.name, lang)
    sections = [_section(tariff, label, found, lang) for label, found in _rules(tariff, lang)]
    after = tariff.succeeded_by
    if after is not None:
        words = SUCCEEDED.filled(since=CALENDAR.day(after.since), name=successor_words(tariff))
        sections.append(Section(say(tariff_pages.NAME, lang), (Paragraph(say(words, lang)),)))
    if not sections:
        sections.append(Section(say(tariff_pages.NUMBERS, lang), (Paragraph(say(NOTHING, lang)),)))
    return Document(say(TITLE.filled(name=name), lang), tuple(sections))


def history_records(tariff: Tariff, lang: Lang) -> Records:
    """A record a version."""
    rows = tuple(
        (
            label,
            " ".join(number.types) or None,
            say(number.value, lang),
            None if number.since is None else number.since.isoformat(),
            None if number.until is None else number.until.isoformat(),
            number.source.title,
        )
        for label, found in _rules(tariff, lang)
        for number in found
    )
    return Records("version", TITLE.filled(name=tariff.name), FIELDS, rows)


def _rules(tariff: Tariff, lang: Lang) -> Iterator[tuple[str, Sequence[Number]]]:
    """The numbers of each rule by its name, for each set of contract types, oldest first."""
    found: dict[tuple[str, str, tuple[str, ...]], list[Number]] = {}
    for number in numbers(tariff):
        table, place, *rest = number.path.split(".")
        if table in PRICES and not rest:
            rule = tariff.rules[table][int(place) - 1]
            found.setdefault((table, rule.id, number.types), []).append(number)
    for (_, _, types), each in found.items():
        label = noted(each[-1].name, types_words(tariff, types))
        yield say(label, lang), _ended(sorted(each, key=lambda one: one.since or date.min))


def _ended(found: Sequence[Number]) -> list[Number]:
    """Versions that end where the next begins, if they say no earlier end of their own."""
    last = [one.since - DAY if one.since else None for one in found[1:]]
    return [
        one._replace(until=min(filter(None, (one.until, end)), default=None))
        for one, end in zip(found, (*last, None), strict=True)
    ]


def _section(tariff: Tariff, label: str, found: Sequence[Number], lang: Lang) -> Section:
    columns = (
        Column(say(SINCE, lang)),
        Column(say(UNTIL, lang)),
        Column(say(tariff_pages.VALUE, lang), wraps=True),
        Column(say(tariff_pages.SOURCE, lang), wraps=True),
    )
    blocks: tuple[Block, ...] = (Table(columns, tuple(_row(tariff, one, lang) for one in found)),)
    picture = _picture(tariff, found, lang)
    return Section(label, (*blocks, Paragraph(picture)) if picture else blocks)


def _row(tariff: Tariff, number: Number, lang: Lang) -> Row:
    since = day_words(number.since, lang) if number.since else say(ALWAYS, lang)
    until = day_words(number.until, lang) if number.until else say(OPEN, lang)
    cells = (text(since), text(until), text(_value(tariff, number, lang)), text(cited_words(number.source, lang)))
    return row(cells)


def _value(tariff: Tariff, number: Number, lang: Lang) -> str:
    """What a version charges, an overhead as lists have it."""
    table, place = number.path.split(".")
    if table == "overhead":
        return say(overhead_words(tariff.overheads[int(place) - 1]), lang)
    return " ".join(filter(None, (say(number.value, lang), say(number.of, lang))))


def _picture(tariff: Tariff, found: Sequence[Number], lang: Lang) -> str:
    """A line a version: from when to when it holds, on a scale that ends when the file was checked."""
    days = sorted({day for one in found for day in (one.since, one.until) if day})
    if len(found) < 2 or not days:  # noqa: PLR2004 - one version has no history
        return ""
    first, last = days[0], max(days[-1], tariff.checked)
    scale = max(1, (last - first).days)
    lines = []
    for one in found:
        begin = WIDEST * ((one.since or first) - first).days // scale
        end = max(begin + 1, WIDEST * ((one.until or last) - first).days // scale)
        bar = (EARLIER if one.since is None else "") + BAR * (end - begin) + (LATER if one.until is None else "")
        lines.append(" ".join(filter(None, (" " * begin + bar, say(one.value, lang)))))
    begins, ends = day_words(first, lang), day_words(last, lang)
    return "\n".join((f"{begins}{' ' * (WIDEST - columns(begins) - columns(ends))}{ends}", *lines))
