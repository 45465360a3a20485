"""What pages call the figures of a quote, by the names that `--get` and `--measure` take."""

from collections.abc import Mapping

from sangaku_price.documents import headings
from sangaku_price.language.labels import SECTIONS
from sangaku_price.language.text import Text, own

FIGURES: Mapping[str, Text] = {
    **SECTIONS,
    "total": headings.TOTAL,
    "tax": headings.TAX,
    "subtotal": headings.SUBTOTAL,
    "planned.total": headings.PLANNED_TOTAL,
    "value_share": headings.VALUE_SHARE,
    "maximum": headings.MAXIMUM,
    "expected": headings.ALL_EXPECTED,
    "in_kind": headings.IN_KIND_SUM,
    "contingent.maximum": headings.CONTINGENT,
    "contingent.expected": headings.EXPECTED,
    "contingent.present_value": headings.PRESENT,
    "present_value": headings.ALL_PRESENT,
}
"""A figure of the totals, or the sum of a section."""
SHORT: Mapping[str, Text] = {
    "total": headings.TOTAL_SHORT,
    "tax": headings.OF_WHICH_TAX,
    "subtotal": headings.SECTION_SUM,
}
"""What else people call it."""


def figure_words(path: str) -> Text:
    """A figure in words; the path itself where no words are known."""
    name = path.removeprefix("totals.").replace("-", "_")
    last = path.rpartition(".")[2]
    return FIGURES.get(name) or FIGURES.get(name.removeprefix("by_section.")) or own(path if path.isascii() else last)
