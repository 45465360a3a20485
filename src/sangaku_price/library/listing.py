"""The list of institutions as a document and as JSON: shipped tariffs, and those that publish no usable number."""

import json
from collections.abc import Sequence

from sangaku_price.documents import tariff_pages
from sangaku_price.documents.cells import (
    Block,
    Column,
    Document,
    Kind,
    Paragraph,
    Section,
    Table,
    link,
    paragraph,
    row,
    text,
)
from sangaku_price.documents.practice import PRACTISED
from sangaku_price.documents.tariff_age import day_words
from sangaku_price.documents.tariff_book import book
from sangaku_price.language.enums import Lang
from sangaku_price.language.escaping import json_safe
from sangaku_price.language.labels import TYPES
from sangaku_price.language.text import Text, by_language, say, words_in
from sangaku_price.library.holding import has
from sangaku_price.library.regions import PREFECTURES, region_words
from sangaku_price.library.search import near
from sangaku_price.loading.institutions import Unpublished
from sangaku_price.tariff.tariff import Tariff

UNPUBLISHED = Text("使える率や額を公表していない機関", "institutions that publish no usable rate or amount")
SAYS = Text("頁が示すこと", "what its pages say")
ASK = Text("問合せ先", "ask")
OWN = Text(
    '自分の料金表を作る: sangaku-price tariff new --from ID -o ID.toml（率を書き、契約で tariff = "./ID.toml" とする）',
    "A tariff of your own: sangaku-price tariff new --from ID -o ID.toml (write the rate, and name it in the contract: "
    'tariff = "./ID.toml")',
)
INDEX = Text("都道府県別", "by prefecture")
INDEX_BY_KIND = Text("契約種別・「知」の項目別", "by kind of contract, and by what is published on the price of 「知」")
KIND = Text("種別", "kind")
NOTHING = Text("「{words}」に合う機関はありません。", 'No institution matches "{words}".')
NEAR = Text("近い名称: {names}", "near names: {names}")
GUIDE = Text(
    "料金表は自分でも書けます: sangaku-price tariff new（書き方は docs/writing-a-tariff.md）",
    "You can write a tariff yourself: sangaku-price tariff new (guide: docs/writing-a-tariff.md)",
)


def list_document(tariffs: Sequence[Tariff], others: Sequence[Unpublished], words: str, lang: Lang) -> Document:
    """One row an institution; where there is none, the way out."""
    if not tariffs and not others:
        title = say(tariff_pages.LIST, lang)
        return Document(title, (Section(title, (_nothing(words, lang),)),))
    shown = tariff_pages.list_document(tariffs, lang)
    sections = shown.sections if tariffs else ()
    return Document(shown.title, (*sections, *unpublished_sections(others, lang)))


def book_document(tariffs: Sequence[Tariff], others: Sequence[Unpublished], lang: Lang) -> Document:
    """All tariffs in full, after an index by prefecture and one by kind, and those of which no number is published."""
    pages = book(tariffs, lang)
    first, *each = pages.sections
    return Document(
        pages.title,
        (first, _index(tariffs, lang), _index_by_kind(tariffs, lang), *each, *unpublished_sections(others, lang)),
    )


def _index(tariffs: Sequence[Tariff], lang: Lang) -> Section:
    """The institutions by prefecture, from north to south."""
    columns = (Column(say(tariff_pages.REGION, lang)), Column(say(tariff_pages.NAME, lang), wraps=True))
    order = list(PREFECTURES)
    regions = dict.fromkeys(one.region for one in tariffs if one.region)
    rows = (
        row(
            (
                text(region_words(region)),
                text("、".join(f"{say(one.name, Lang.JA)} ({one.id})" for one in tariffs if one.region == region)),
            )
        )
        for region in sorted(regions, key=lambda one: order.index(one) if one in order else len(order))
    )
    return Section(say(INDEX, lang), (Table(columns, tuple(rows)),))


def _index_by_kind(tariffs: Sequence[Tariff], lang: Lang) -> Section:
    """The institutions by the contract types for which they have an overhead, and by what they publish on 「知」."""
    columns = (Column(say(KIND, lang)), Column(say(tariff_pages.NAME, lang), wraps=True))
    of_type = {
        name: [one for one in tariffs if any(name in (rule.types or TYPES) for rule in one.overheads)] for name in TYPES
    }
    of_item = {item: [one for one in tariffs if has(one, item)] for item in PRACTISED}
    found = [(TYPES[name], those) for name, those in of_type.items()]
    found += [(PRACTISED[item], those) for item, those in of_item.items()]
    rows = (
        row((text(*words_in(words, lang)), text("、".join(f"{say(one.name, Lang.JA)} ({one.id})" for one in those))))
        for words, those in found
        if those
    )
    return Section(say(INDEX_BY_KIND, lang), (Table(columns, tuple(rows)),))


def unpublished_sections(others: Sequence[Unpublished], lang: Lang) -> tuple[Section, ...]:
    """What is known of the institutions without a tariff; nothing where there is none."""
    if not others:
        return ()
    heads = (tariff_pages.ID, tariff_pages.NAME, tariff_pages.REGION, SAYS)
    columns = (
        *(Column(say(head, lang), wraps=head is not tariff_pages.ID) for head in heads),
        Column(say(ASK, lang), wraps=True),
        Column(say(tariff_pages.SOURCE, lang), Kind.LINK, below=True),
    )
    rows = tuple(
        row(
            (
                text(one.id),
                text(*words_in(one.name, lang)),
                text(one.region),
                text(
                    *words_in(one.says, lang.once), f"{say(tariff_pages.CHECKED, lang)}: {day_words(one.checked, lang)}"
                ),
                text(one.ask or ""),
                link(one.href),
            )
        )
        for one in others
    )
    blocks: tuple[Block, ...] = (Table(columns, rows), paragraph(OWN, lang))
    return (Section(say(UNPUBLISHED, lang), blocks),)


def list_data(tariffs: Sequence[Tariff], others: Sequence[Unpublished]) -> bytes:
    """The list as JSON; an institution without a tariff says so."""
    rows = [
        *tariff_pages.list_rows(tariffs),
        *(
            {
                "id": one.id,
                "name": by_language(one.name),
                "region": one.region,
                "checked": one.checked.isoformat(),
                "unpublished": True,
                "says": by_language(one.says),
                "href": one.href,
                "ask": one.ask,
                "types": [],
                "overheads": [],
            }
            for one in others
        ),
    ]
    return (json_safe(json.dumps(rows, ensure_ascii=False, indent=2)) + "\n").encode()


def _nothing(words: str, lang: Lang) -> Paragraph:
    """That nothing was found, the names that are near, and how to go on."""
    said = [*words_in(NOTHING.filled(words=words), lang)]
    found = near(words)
    if found:
        names = "、".join(f"{ident}（{say(name, lang)}）" for ident, name in found.items())
        said += words_in(NEAR.filled(names=names), lang)
    return Paragraph("\n".join((*said, *words_in(GUIDE, lang))))
