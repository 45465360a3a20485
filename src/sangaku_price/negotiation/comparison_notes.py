"""What a comparison says besides its figures: the tariffs that cannot price the contract, and the notes."""

from collections.abc import Iterator

from sangaku_price.documents.cells import Column, Style, Table, row, text
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import LEVELS
from sangaku_price.language.text import in_words_alone, say, words_in
from sangaku_price.loading.tariffs import load_tariff
from sangaku_price.negotiation.comparison import Comparison


def refused_tables(comparison: Comparison, lang: Lang) -> Iterator[Table]:
    """A row a tariff that cannot price the contract, with the reasons."""
    rows = []
    for one in comparison.refused:
        name = say(load_tariff(one.tariff).name, lang) if in_words_alone(lang) else one.tariff
        rows.append(row((text(name), text(*(f"{found.path}: {say(found.text, lang)}" for found in one.problems)))))
    if rows:
        yield Table((Column("", wraps=False), Column(wraps=True)), tuple(rows))


def notes_tables(comparison: Comparison, lang: Lang) -> Iterator[Table]:
    """A row a note: how much it asks, where, what."""
    rows = []
    for one in comparison.notes:
        style = Style.WARNING if one.level != "note" else Style.BODY
        codes = () if in_words_alone(lang) else (one.code, one.path or "")
        place = text(say(LEVELS[one.level], lang), *codes, style=style)
        rows.append(row((place, text(*words_in(one.message, lang.once)))))
    if rows:
        yield Table((Column(wraps=True), Column(wraps=True)), tuple(rows))
