"""The JSON writer: the quote itself, for programs, piece by piece."""

from collections.abc import Iterator

from sangaku_price.interchange.json import pieces
from sangaku_price.language.enums import Lang
from sangaku_price.quotation.values import Quote


def render(quote: Quote, lang: Lang) -> Iterator[bytes]:  # noqa: ARG001 - every writer is asked in the same way
    """The quote as JSON, in which both languages stand."""
    return pieces(quote)
