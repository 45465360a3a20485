"""Tariffs as documents and as JSON: the list, and one tariff with every number."""

import json
from collections.abc import Iterator, Sequence

from sangaku_price.documents.cells import (
    Column,
    Document,
    Kind,
    Paragraph,
    Row,
    Section,
    Style,
    Table,
    link,
    row,
    text,
)
from sangaku_price.documents.tariff_age import (
    cited_words,
    day_words,
    doubt_words,
    newest_document,
    newest_words,
    succession,
    succession_words,
)
from sangaku_price.documents.tariff_data import data_of
from sangaku_price.documents.tariff_rates import main_rates, rates_by_type
from sangaku_price.documents.tariff_view import (
    Number,
    dates_words,
    numbers,
    types_words,
)
from sangaku_price.language.enums import Lang
from sangaku_price.language.escaping import json_safe
from sangaku_price.language.phrases import colon
from sangaku_price.language.text import Text, by_language, in_words_alone, say, words_in
from sangaku_price.tariff.tariff import Tariff

LIST = Text("料金表", "tariffs")
ID = Text("識別名", "id")
NAME = Text("機関", "institution")
REGION = Text("地域", "region")
CHECKED = Text("確認日", "checked")
NO_RATE = Text("間接経費の定めなし（研究料等のみ）", "no overhead; fees only")
NOT_KNOWN = Text("間接経費は確認できず（研究料等のみ）", "overhead not known; fees only")
RATES = Text("間接経費（新しい順）", "overheads, newest first")
NUMBERS = Text("数値", "numbers")
NUMBER = Text("項目", "item")
VALUE = Text("値", "value")
APPLIES = Text("対象", "applies to")
SOURCE = Text("出典", "source")
DOUBT = Text("疑義", "doubt")
NEWEST = Text("最新の文書", "newest document")
UNDATED = Text("日付なし", "undated")
CAVEAT = Text(
    "公表ページとの照合日の時点の内容です。契約の前に各機関の現行の規程を確認してください。",
    "As compared with the published pages on the day checked; look at the institution's own rules before you contract.",
)


def list_document(tariffs: Sequence[Tariff], lang: Lang) -> Document:
    """One row a tariff."""
    columns = (
        Column(say(ID, lang)),
        Column(say(NAME, lang), wraps=True),
        Column(say(REGION, lang)),
        Column(say(CHECKED, lang), Kind.DAY),
        Column(say(NEWEST, lang)),
        Column(say(RATES, lang), wraps=True),
    )
    rows = tuple(
        row(
            (
                text(one.id),
                text(say(one.name, lang)),
                text(one.region or ""),
                text(day_words(one.checked, lang)),
                text(newest_words(one, lang) or say(UNDATED, lang)),
                text(*_rates(one, lang), *filter(None, words_in(succession_words(one), lang.once))),
            )
        )
        for one in tariffs
    )
    return Document(
        say(LIST, lang), (Section(say(LIST, lang), (Table(columns, rows), Paragraph(say(CAVEAT, lang.once)))),)
    )


def _rates(tariff: Tariff, lang: Lang) -> Iterator[str]:
    """The rates by contract type, in each language that is told; where there is none, that there is none."""
    rates = (*rates_by_type(tariff), *_without_rate(tariff))
    for words in rates or (NO_RATE,):
        yield from (one.strip() for one in words_in(words, lang))


def _without_rate(tariff: Tariff) -> Iterator[Text]:
    """The contract types of which a tariff knows fees and no overhead."""
    if tariff.overheads and all(rule.types for rule in tariff.overheads):
        with_rate = {name for rule in tariff.overheads for name in rule.types or ()}
        named = (name for one in numbers(tariff) if not one.path.startswith("practice.") for name in one.types)
        others = tuple(name for name in dict.fromkeys(named) if name not in with_rate)
        if others:
            yield colon(types_words(tariff, others), NOT_KNOWN)


def list_rows(tariffs: Sequence[Tariff]) -> list[dict[str, object]]:
    """The list as JSON values."""
    return [
        {
            "id": one.id,
            "name": by_language(one.name),
            "region": one.region,
            "checked": one.checked.isoformat(),
            "dated": newest_document(one) or None,
            "succeeded_by": succession(one),
            "types": sorted({name for rule in one.overheads for name in rule.types or ()}),
            "overheads": list(main_rates(one)),
        }
        for one in tariffs
    ]


def show_document(tariff: Tariff, lang: Lang) -> Document:
    """Every number of a tariff with its conditions, dates, source and doubt."""
    columns = (Column(say(NUMBER, lang), wraps=True), Column(say(VALUE, lang), wraps=True))
    rows: list[Row] = []
    for number in numbers(tariff):
        rows.append(row((text(*words_in(number.name, lang)), text(*words_in(number.value, lang)))))
        rows += [Row((text(said, style=Style.DETAIL), text()), indent=1) for said in _conditions(tariff, number, lang)]
    name = say(tariff.name, lang)
    about = [f"{say(NAME, lang)}: {name}", f"{say(CHECKED, lang)}: {day_words(tariff.checked, lang)}"]
    about += filter(None, words_in(succession_words(tariff), lang.once))
    sources = (Column(wraps=True), Column(kind=Kind.LINK, wraps=True))
    return Document(
        f"{name}（{tariff.id}）" if in_words_alone(lang) else f"{name} ({tariff.id})",
        (
            Section(say(NUMBERS, lang), (Paragraph("\n".join(about)), Table(columns, tuple(rows)))),
            Section(say(SOURCE, lang), (Table(sources, _sources(tariff, lang)), Paragraph(say(CAVEAT, lang.once)))),
        ),
    )


def show_data(tariff: Tariff) -> bytes:
    """One tariff as JSON."""
    return _json(data_of(tariff))


def full_data(tariffs: Sequence[Tariff]) -> bytes:
    """All tariffs as JSON, every number with its conditions, dates, source and doubt."""
    return _json([data_of(one) for one in tariffs])


def _conditions(tariff: Tariff, number: Number, lang: Lang) -> Iterator[str]:
    """What stands under a number, a line each."""
    yield from (
        say(words, lang) for words in (number.of, *_whose(tariff, number), dates_words(number, lang)) if any(words)
    )
    yield f"{say(SOURCE, lang)}: {cited_words(number.source, lang)}"
    if any(doubt_words(number.doubt, outdated=number.outdated)):
        yield f"{say(DOUBT, lang)}: {say(doubt_words(number.doubt, outdated=number.outdated), lang.once)}"


def _whose(tariff: Tariff, number: Number) -> tuple[Text, ...]:
    """The contract types of a number; of what is said of practice, those that it names."""
    told = number.types or not number.path.startswith("practice.")
    return (types_words(tariff, number.types),) if told else ()


def _sources(tariff: Tariff, lang: Lang) -> tuple[Row, ...]:
    return tuple(row((text(cited_words(one, lang)), link(one.href))) for one in tariff.sources.values())


def _json(value: object) -> bytes:
    return (json_safe(json.dumps(value, ensure_ascii=False, indent=2)) + "\n").encode()
