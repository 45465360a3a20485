"""What the lines of a quote are called, by their ids."""

from collections.abc import Iterable, Mapping

from sangaku_price.language.text import Text
from sangaku_price.quotation.values import Line, Quote


def labels_of(quote: Quote) -> Mapping[str, Text]:
    """The label of each id, in the order of the quote, of what another bears, too."""
    return labels_of_lines((*quote.lines, *quote.borne))


def labels_of_lines(lines: Iterable[Line]) -> Mapping[str, Text]:
    """The label of each id, in the order of the lines: that of its first."""
    labels: dict[str, Text] = {}
    for line in lines:
        labels.setdefault(line.id, line.label)
    return labels
