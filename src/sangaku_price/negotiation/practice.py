"""Beside prices under several institutions' rules: which of them charges which value item, and how. No price."""

from collections.abc import Iterator

from sangaku_price.documents.cells import Block, Column, Table, paragraph, row, text
from sangaku_price.documents.practice import PRACTISED, practice_words
from sangaku_price.language.enums import Lang
from sangaku_price.language.numbers import plain
from sangaku_price.language.text import Text, by_language, say, words_in
from sangaku_price.negotiation.comparison import Comparison

PRACTICE = Text("「知」の価格について公表されている実務", "What is published on the price of 「知」")
CAVEAT = Text(
    "価格には含まれません。内容と出典は tariff show で確認できます。",
    "In no price above; tariff show has what each page says, and its address.",
)


def practice_blocks(comparison: Comparison, lang: Lang) -> Iterator[Block]:
    """A row for each institution and item, in the order of the items; nothing where nothing is published."""
    order = list(PRACTISED)
    found = sorted(comparison.practice, key=lambda one: (order.index(one[2].item), one[0]))
    if found:
        rows = (
            row(
                (
                    text(*words_in(PRACTISED[rule.item], lang)),
                    text(say(name, lang)),
                    text(*words_in(practice_words(rule), lang.once)),
                )
            )
            for _, name, rule in found
        )
        yield Table((Column(wraps=True), Column(wraps=True), Column(wraps=True)), tuple(rows))
        yield paragraph(CAVEAT, lang)


def practice_data(comparison: Comparison) -> list[dict[str, object]]:
    """The same as values for JSON; yen an hour and rates are exact, as text."""
    return [
        {
            "tariff": tariff,
            "item": rule.item,
            "charged": rule.charged,
            "charged_as": rule.charged_as,
            "hourly": None if rule.hourly is None else plain(rule.hourly),
            "bound": rule.bound,
            "rate": None if rule.rate is None else plain(rule.rate),
            "of": rule.of,
            "says": by_language(rule.says),
            "doubt": None if rule.doubt is None else by_language(rule.doubt),
        }
        for tariff, _, rule in comparison.practice
    ]
